"""Which claims say the same: everywhere the same groups, and no claim is lost in one."""

import pytest
from starlette.testclient import TestClient

from app.ask.sentences import claim_sentences
from app.evidence.answers import Row
from app.evidence.catalogue import Catalogue
from app.evidence.ordering import group_same_claims
from app.web.barriers import causes
from tests.queries import all_rows

pytestmark = pytest.mark.one_database  # Every query is tried on both elsewhere.


@pytest.fixture
def claims(client: TestClient) -> dict[str, Row]:
    rows = all_rows(client, "findings", [("page_size", "1000")])
    return {row["finding_id"]: row for row in rows}


def _ids(groups: list[list[Row]]) -> list[list[str]]:
    return sorted([row["finding_id"] for row in rows] for rows in groups)


def test_every_finding_is_in_exactly_one_group(claims: dict[str, Row]) -> None:
    groups = _ids(group_same_claims(claims.values()))

    assert sorted(key for group in groups for key in group) == sorted(claims)


def test_a_page_has_the_groups_that_an_answer_has(
    claims: dict[str, Row], catalogue: Catalogue
) -> None:
    on_pages = [
        statement.claims
        for cause in causes([*claims.values()], catalogue)
        for statement in cause.statements
    ]

    assert _ids(on_pages) == _ids(group_same_claims(claims.values()))


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        # MOPAC's project and National FGM Centre.
        ("tr4-f215 tr4-f216", True),
        # With an apposition, and with a place before the name.
        ("tr4-f129 tr4-f131", True),
        ("tr4-f045 tr4-f047", True),
        ("tr4-f002 tr4-f004", True),
        # Women who had experienced FGM, or domestic abuse.
        ("tr4-f216 tr4-f218", False),
        # The programme, and a project.
        ("tr4-f044 tr4-f045", False),
        # What helped, and what got in the way.
        ("tr4-f093 tr4-f281", False),
    ],
)
def test_claims_say_the_same_that_differ_in_the_name_alone(
    claims: dict[str, Row], keys: str, says: bool
) -> None:
    groups = group_same_claims(claims[key] for key in keys.split())

    assert (len(groups) == 1) is says


def test_what_the_programme_says_does_not_stand_for_what_a_project_says(
    claims: dict[str, Row],
) -> None:
    said = claim_sentences([claims["tr4-f125"], claims["tr4-f126"]])

    assert claims["tr4-f125"]["statement"].removesuffix(".") in said
    assert claims["tr4-f126"]["statement"].removesuffix(".") in said


def test_all_others_are_named_of_whom_the_same_is_said(claims: dict[str, Row]) -> None:
    said = claim_sentences([claims[key] for key in ("tr4-f191", "tr4-f194", "tr4-f197")])

    assert said.endswith("The same is said of National FGM Centre and Match.")
