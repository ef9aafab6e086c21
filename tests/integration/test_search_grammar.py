"""What the grammar of a search understands, and that other spellings find the same."""

import pytest
from starlette.testclient import TestClient

from tests.integration.test_search import ids_of

# The index that answers is the same, whichever database it was built from.
pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("one", ["recruitment", '"data sharing"', "regist*", "CSE", "well-being"])
@pytest.mark.parametrize("other", ["referrals", "turnover"])
def test_or_finds_either_and_a_minus_leaves_out(client: TestClient, one: str, other: str) -> None:
    either, first, second = (ids_of(client, q) for q in (f"{one} OR {other}", one, other))
    both = ids_of(client, f"{one} {other}")

    assert either == first | second
    assert both == first & second
    assert ids_of(client, f"{one} -{other}") == first - second
    assert ids_of(client, f"{other} -{one}") == second - first


def test_or_joins_the_words_beside_it(client: TestClient) -> None:
    either = ids_of(client, "recruitment OR referrals")

    assert ids_of(client, "staff recruitment OR referrals") == ids_of(client, "staff") & either


SAME = [
    ("CSE", "child sexual exploitation", '"child sexual exploitation"'),
    ("FGM", "female genital mutilation"),
    ("LA", "LAs", "LA's", "la", "local authority", "local authorities", "Local-Authority"),
    ("LAC", "looked after children", "looked-after child", "children in care", "in care"),
    ("DfE", "Department for Education"),
    ("NSPCC", "National Society for the Prevention of Cruelty to Children"),
    ("domestic abuse", "domestic violence", "DV", "DA"),
    ("multiagency", "multi-agency", "multi‑agency", "multi–agency", '"multi agency"'),
    ("wellbeing", "well-being", '"well being"', "wel\u00adl-be\u200bing", "ｗｅｌｌｂｅｉｎｇ"),
    ("coproduction", "co-production", "Co-Production", '"co production"'),
    ("dropout", "drop-out", "drop-outs", '"drop out"'),
    ("staff turnover", "staff turn-over", 'staff "turn over"'),
    ("frontline", "front-line", "front line"),
    ("takeup", "take-up", '"take up"'),
    ("data-sharing", "datasharing", '"data sharing"'),
    ("coordinator", "co-ordinator", "coordinators"),
    ("facetoface", "face-to-face", "face to face and"),
    ("childrens", "children's", "children’s", "children`s", "childrenʼs", "children＇s"),
    ("Barnardos", "Barnardo's", "barnardo´s"),
    ("organisation", "organisations", "organization", "ORGANIZATIONS"),
    ("behaviour", "behavior", "behaviours"),
    ("programme", "program"),
    ("centre", "center", "centres"),
    ("counselling", "counseling"),
    ("practice", "practise"),
    ("25%", "25 per cent", "25 percent", "25 %"),
    ("staff, recruitment", "staff recruitment", "recruitment,staff"),
    ("Families", "familieś"),
]


@pytest.mark.parametrize("forms", SAME, ids=lambda forms: forms[0])
def test_however_it_is_written_the_same_is_found(
    client: TestClient, forms: tuple[str, ...]
) -> None:
    counts = {form: ids_of(client, form) for form in forms}

    assert {form for form, ids in counts.items() if ids != counts[forms[0]]} - APART == set()


APART = {"face to face and"}


@pytest.mark.parametrize(
    ("apart", "together"), [("multi agency", "multiagency"), ("well being", "wellbeing")]
)
def test_two_words_find_what_they_make_together_too(
    client: TestClient, apart: str, together: str
) -> None:
    assert set() < ids_of(client, together) <= ids_of(client, apart)


NOT_UNDERSTOOD = [
    *('"early help', "*", "***", "*ing", "re*ment", '"recruit* staff"', "-", "staff - turnover"),
    *("OR staff", "staff OR", "staff OR OR turnover", "staff OR -turnover", "staff AND turnover"),
    *("NOT staff", "(staff turnover)", "NEAR(a b)", "title:staff", "sta?f", "staff~2", "+staff"),
    *("staff || turnover", "{x} y", "staff -the", '""', "§"),
]


@pytest.mark.parametrize("written", NOT_UNDERSTOOD)
@pytest.mark.parametrize("path", ["search", "findings", "themes.csv"])
def test_what_the_grammar_has_not_is_refused_with_what_it_has(
    client: TestClient, path: str, written: str
) -> None:
    answer = client.get(f"/api/v1/{path}", params={"q": written})

    [problem] = answer.json()["problems"]
    assert answer.status_code == 422
    assert (problem["code"], problem["where"]) == ("not-understood", "query parameter q")


@pytest.mark.parametrize("written", ["the", "-staff", "of the", "-staff -turnover", "..."])
def test_a_word_to_look_for_is_needed(client: TestClient, written: str) -> None:
    lists = client.get("/api/v1/findings", params={"q": written}).json()
    everything = client.get("/api/v1/search", params={"q": written}).json()

    assert lists == everything
    assert [one["code"] for one in lists["problems"]] == ["needed"]


def test_a_list_says_what_was_understood(client: TestClient) -> None:
    meta = client.get("/api/v1/findings", params={"q": "delay -staff"}).json()["meta"]

    assert meta["query"] == 'Findings mentioning "delay" but not "staff"'
