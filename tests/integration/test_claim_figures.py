"""Figures of claims: how they are read, in digits and in words, and weighed against a change."""

import pytest
from starlette.testclient import TestClient

from app.check_claim.sentences import sentence

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("fell from 11.9 to 7.4 per cent", [(11.9, "%", "", "from"), (7.4, "%", "", "to")]),
        ("saved £2.6m, or £2.6 million", [(2_600_000, "£", "", ""), (2_600_000, "£", "", "")]),
        ("upwards of 1,700 children and half", [(1_700, "", ">", ""), (50, "%", "", "")]),
        ("fell to 7.4% from 11.9%", [(7.4, "%", "", "to"), (11.9, "%", "", "from")]),
        ("34% instead of 58%", [(34, "%", "", ""), (58, "%", "", "from")]),
        ("children from 940 families", [(940, "", "", "from")]),
        ("sixty-five conferences, a quarter fewer", [(65, "", "", ""), (25, "%", "", "")]),
        ("one in two, and half a dozen", [(50, "%", "", ""), (6, "", "", "")]),
        ("between ten and eighteen months", [(10, "months", "", ""), (18, "months", "", "")]),
        ("tripled, more than doubled", [(200, "%", "~", ""), (100, "%", ">", "")]),
        ("twice as long, 1.5 times as much", [(100, "%", "~", ""), (50, "%", "~", "")]),
        ("four times as many, nearly halved", [(300, "%", "~", ""), (50, "%", "<", "")]),
        ("six pounds eighty, 100 million pounds", [(6.8, "£", "", ""), (1e8, "£", "", "")]),
        ("managers doubled up twice a week in a double role", []),
        ("in 2015, in Wave 1", []),
        ("one in 0", [(0, "", "", "")]),
        ("fewer than half as many", [(50, "%", ">", "")]),
        ("in Wave 1's first year", []),
    ],
)
def test_figures_are_read_with_their_units_bounds_and_parts(
    text: str, figures: list[tuple[float, str, str, str]]
) -> None:
    read = [(one.value, one.unit, one.bound, one.role) for one in sentence(text).figures]

    assert read == figures


@pytest.mark.parametrize(
    ("change", "verdict", "differences"),
    [
        ("rose", "supported", []),
        ("rose by about 70%", "supported", []),
        ("doubled", "differs", ["figure"]),
        ("nearly doubled", "differs", ["figure"]),
        ("more than doubled", "differs", ["figure"]),
        ("tripled", "differs", ["figure"]),
        ("trebled", "differs", ["figure"]),
        ("quadrupled", "differs", ["figure"]),
        ("was twice as long", "differs", ["figure"]),
        ("was three times as long", "differs", ["figure"]),
        ("halved", "differs", ["figure", "direction"]),
    ],
)
def test_a_multiple_in_words_is_weighed_against_the_change_of_a_row(
    client: TestClient, change: str, verdict: str, differences: list[str]
) -> None:
    """The row: the share of working time given to families went from 34% to 58%."""
    whose = "the share of working time that Hampshire's social workers gave families"
    claim = f"With personal assistants, {whose} {change}."

    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert (body["verdict"], body["differences"]) == (verdict, differences)


@pytest.mark.parametrize(
    ("change", "verdict"),
    [
        ("roughly halved", "supported"),
        ("more than halved", "supported"),
        ("tripled", "differs"),
        ("fell by two thirds", "differs"),
    ],
)
def test_a_share_in_words_is_weighed_against_the_change_of_a_row(
    client: TestClient, change: str, verdict: str
) -> None:
    """The row: turnover in one of three boroughs went from 21.7% to 10.6%."""
    claim = f"In Triborough, turnover in one borough {change}."

    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == verdict


@pytest.mark.parametrize(
    ("claim", "verdict"),
    [
        ("Pause saves between £1.2 million and £2.1 million a year.", "supported"),
        ("Pause saves £2.1 million a year.", "differs"),
        ("Pause saves £1.2 million a year.", "differs"),
        ("Hertfordshire cost £2.6 million.", "differs"),
        ("Hertfordshire halved the days in care.", "supported"),
        ("Hertfordshire halved the number of looked after children.", "differs"),
        ("No Wrong Door cost £2.1 million.", "not-found"),
        ("No Wrong Door saved £2.1 million.", "differs"),
    ],
)
def test_money_of_another_kind_one_end_of_a_range_and_another_measure_are_not_this(
    client: TestClient, claim: str, verdict: str
) -> None:
    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert body["verdict"] == verdict


def test_the_ends_of_a_range_are_known_as_such() -> None:
    ranges = [sentence(one).figures for one in ("between £1.2m and £2.1m", "£1.2-2.1m a year")]

    assert [[(one.value, one.end) for one in ones] for ones in ranges] == [
        [(1_200_000, "bottom"), (2_100_000, "top")]
    ] * 2


@pytest.mark.parametrize(
    ("bound", "is_it"),
    [("", True), ("more than ", False), ("nearly ", False), ("at least ", True), ("up to ", True)],
)
def test_more_than_a_figure_is_not_the_figure_itself(bound: str, is_it: bool) -> None:
    [claimed] = sentence(f"{bound}50%").figures
    [known] = sentence("50%").figures

    assert claimed.agrees(known) is is_it


def test_children_who_go_missing_are_not_taken_for_a_denial(client: TestClient) -> None:
    """One row: crime and missing incidents fell; another: criminal activity fell by almost 40%."""
    claim = "No Wrong Door halved crime."

    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()

    assert (body["verdict"], body["differences"]) == ("differs", ["figure"])
    assert ("amount", "-") in sentence("Crime and missing incidents fell.").signs
    assert ("presence", "-") not in sentence("Crime and missing incidents fell.").signs
    assert ("presence", "-") in sentence("Useful data were missing.").signs


TOLD: tuple[str, list[str]] = ("supported", [])
MORE = ("in-part", ["addition"])


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Absence fell in all three Triborough boroughs thanks to a changed climate.", TOLD),
        ("In one Triborough borough turnover fell to 10.6% thanks to a changed climate.", MORE),
        ("Turnover in North East Lincolnshire fell from 11.9% to 7.4% owing to better pay.", MORE),
        ("Turnover in North East Lincolnshire fell from 11.9% to 7.4% in one year.", MORE),
        (
            "Time with families in Hampshire rose from 34% to 58% because of better leadership.",
            MORE,
        ),
        ("In Hampshire time with families rose to 58% because of personal assistants.", TOLD),
        ("Days in care were more than halved in Hertfordshire because caseloads were cut.", MORE),
    ],
)
def test_a_cause_or_a_time_that_is_not_told_is_never_supported(
    client: TestClient, claim: str, expected: tuple[str, list[str]]
) -> None:
    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()
    assert (body["verdict"], body["differences"]) == expected


def test_a_conclusion_that_is_not_told_is_never_supported(client: TestClient) -> None:
    claim = "Days in care were halved in Hertfordshire, which proves the model works."
    body = client.get("/api/v1/check-claim", params={"claim": claim}).json()
    assert body["verdict"] != "supported"
