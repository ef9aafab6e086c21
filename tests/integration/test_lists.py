"""The SQL against the same questions answered in plain Python, and the order of lists."""

import pytest
import sqlalchemy as sa
from hypothesis import given
from starlette.testclient import TestClient

from app.evidence import answers
from app.evidence.answers.public_rows import plan, public_rows
from app.evidence.catalogue import Catalogue
from app.evidence.models.columns import derived
from app.evidence.models.tables import Table
from app.evidence.queries import EVIDENCE_LISTS
from app.evidence.records import Record
from tests import oracle
from tests.queries import examples, ids, questions, spread

FLOAT = 701
"""The number that PostgreSQL has for the one kind of fractional number in the tables."""

Question = tuple[str, list[tuple[str, str]]]


@examples(120)
@given(question=questions())
def test_a_list_holds_just_the_rows_that_plain_python_finds(
    client: TestClient, question: Question
) -> None:
    list_name, pairs = question

    found = ids(client, list_name, [*pairs, ("sort", EVIDENCE_LISTS[list_name].key)])

    assert found == oracle.ids(list_name, pairs)


@pytest.mark.one_database
@pytest.mark.parametrize("name", sorted(oracle.HAS))
def test_every_filter_is_known_in_plain_python_too(name: str) -> None:
    filters = {each.name for each in EVIDENCE_LISTS[name].filters if each.accepts != "text"}

    assert (
        filters
        - {*oracle.HAS[name], *oracle.PRESENT.get(name, ()), *oracle.QUANTITIES, *oracle.DATES}
        == set()
    )


@pytest.mark.one_database
def test_a_strength_that_a_table_has_is_shown_as_it_stands_there(catalogue: Catalogue) -> None:
    class Rated(Table):
        strength: str = derived("How strong it is.")

    rows = {"strength": ["strong", "weak"]}

    assert public_rows(plan(Record(Rated), rows), rows, catalogue) == rows


EVERY_VALUE = [
    (list_name, name, value)
    for list_name in sorted(oracle.HAS)
    for name in sorted(oracle.HAS[list_name])
    for value in oracle.all_values(list_name, name)
]


# Of both databases made-up questions are asked, above.
@pytest.mark.one_database
@pytest.mark.parametrize(("list_name", "name"), sorted({(r, n) for r, n, _ in EVERY_VALUE}))
def test_every_value_of_a_filter_finds_its_rows(
    client: TestClient, list_name: str, name: str
) -> None:
    # How a value is compared is the same for all: of a great many some are asked.
    values = spread([value for r, n, value in EVERY_VALUE if (r, n) == (list_name, name)], 6)
    asked = [{name: value, "page_size": "1"} for value in values]

    found = {
        each[name]: client.get(f"/api/v1/{list_name}", params=each).json()["meta"]["count"]
        for each in asked
    }

    assert found == {value: len(oracle.ids(list_name, [(name, value)])) for value in values}


MAY_BE_BLANK = [
    (list_name, f"{each.name}.blank")
    for list_name in sorted(oracle.HAS)
    for each in EVIDENCE_LISTS[list_name].filters
    if each.may_be_blank
]


@pytest.mark.one_database
@pytest.mark.parametrize(("list_name", "parameter"), MAY_BE_BLANK)
def test_a_row_has_a_value_or_is_blank_even_where_there_is_nothing_to_have_it_through(
    client: TestClient, list_name: str, parameter: str
) -> None:
    key = EVIDENCE_LISTS[list_name].key
    for pair in ((parameter, "yes"), (parameter, "no")):
        found = ids(client, list_name, [pair, ("fields", key), ("page_size", "1000")])
        assert sorted(found) == oracle.ids(list_name, [pair])


def test_a_search_finds_just_the_statements_that_hold_every_word(client: TestClient) -> None:
    names = {row["project_id"]: row["name"] for row in oracle.PROJECTS}
    labels = {row["theme_id"]: row["label"] for row in oracle.THEMES}

    def searched(row: oracle.Row) -> str:
        aliases = [a["alias"] for a in oracle.ALIASES if a["project_id"] == row["project_id"]]
        own = [row["statement"], labels[row["theme_id"]], names.get(row["project_id"], "")]
        return oracle.fold(" ".join([*own, *aliases]))

    expected = [
        row["finding_id"]
        for row in oracle.FINDINGS
        if "foster" in searched(row) and "carers" in searched(row)
    ]

    assert expected
    assert sorted(ids(client, "findings", [("q", "CARERS foster")])) == sorted(expected)


@pytest.mark.parametrize("sort", ["-page", "project_id,-page", "-polarity,theme_id"])
def test_pages_follow_each_other_without_gap_or_repeat_in_any_order(
    client: TestClient, sort: str
) -> None:
    whole = ids(client, "findings", [("sort", sort), ("page_size", "1000")])

    assert ids(client, "findings", [("sort", sort), ("page_size", "7")]) == whole
    assert sorted(whole) == oracle.ids("findings", [])


@pytest.mark.parametrize("sort", ["change_percent", "-change_percent"])
def test_blanks_come_last_whichever_way_a_list_is_sorted(client: TestClient, sort: str) -> None:
    rows = client.get(f"/api/v1/outcomes?sort={sort}&page_size=1000").json()["results"]

    changes = [row["change_percent"] for row in rows]
    known = [change for change in changes if change is not None]
    blanks: list[None] = [None] * (len(oracle.OUTCOMES) - len(known))
    assert changes == sorted(known, reverse=sort.startswith("-")) + blanks
    paged = ids(client, "outcomes", [("sort", sort), ("page_size", "3")])
    assert paged == [row["outcome_id"] for row in rows]


@pytest.mark.parametrize("project_id", sorted(row["project_id"] for row in oracle.PROJECTS))
def test_similar_projects_are_those_that_met_most_of_the_same(
    catalogue: Catalogue, project_id: str
) -> None:
    found = answers.similar(catalogue, project_id)

    assert [(one.project_id, len(one.themes)) for one in found] == oracle.similar(project_id)


@pytest.mark.one_database
@pytest.mark.parametrize("driver", ["sqlite", "postgresql+psycopg"])
def test_the_drivers_give_the_columns_of_every_list_as_they_are(driver: str) -> None:
    dialect = sa.create_engine(f"{driver}://").dialect

    columns = [c for each in answers.LIST_SELECTS.values() for c in each.rows.selected_columns]
    types = {column.type.dialect_impl(dialect) for column in columns}

    assert [each for each in types if each.result_processor(dialect, FLOAT)] == []


@pytest.mark.one_database
@pytest.mark.parametrize("list_name", ["projects", "findings", "outcomes", "areas"])
@pytest.mark.parametrize(
    ("name", "code", "area"),
    [("area", "E09000012", "hackney"), ("near", "e10000020", "norfolk")]
    + [(name, "E12000007", "london") for name in ("area", "region")],
)
def test_an_ons_code_names_the_area_that_has_it(
    client: TestClient, list_name: str, name: str, code: str, area: str
) -> None:
    by_code, by_name = (
        client.get(f"/api/v1/{list_name}?{name}={each}&page_size=1").json()["meta"]
        for each in (code, area)
    )

    assert by_name["count"]
    assert by_code == by_name | {"next_cursor": by_code["next_cursor"]}
    assert ids(client, "areas", [("ons_code", code)]) == [area]
