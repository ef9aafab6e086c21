"""A query survives being written and read, says itself in English, and is refused by name."""

from contextlib import suppress
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import Problem, QueryError
from app.evidence.catalogue import Catalogue
from app.evidence.queries import (
    EVIDENCE_LISTS,
    FINDINGS,
    OUTCOMES,
    PROJECTS,
    Filter,
    read_query,
)
from app.evidence.words import tidied
from tests.queries import examples, questions

pytestmark = pytest.mark.one_database

# OR between words is no word but stands for an alternative, with an accent too.
WORD = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12).filter(
    lambda word: tidied(word) not in {"OR", "AND", "NOT"}
)
SEARCHES = st.builds(
    "{} {} {}, {} OR {}".format,
    WORD,
    WORD.map('"{}"'.format),
    WORD.map("-zz{}".format),
    WORD.map("{}*".format),
    WORD.map("zz{}&".format),
)


@examples(300)
@given(
    question=questions(),
    texts=st.lists(SEARCHES, min_size=1, max_size=3),
    size=st.integers(1, 1000),
    is_descending=st.booleans(),
)
def test_a_query_read_from_its_own_address_is_the_same_query(
    catalogue: Catalogue,
    question: tuple[str, list[tuple[str, str]]],
    texts: list[str],
    size: int,
    is_descending: bool,
) -> None:
    evidence_list = EVIDENCE_LISTS[question[0]]
    sort = ("-" if is_descending else "") + evidence_list.sorts[-1]
    searched = [("q", text) for text in texts] if "q" in evidence_list.parameters else []
    pairs = [*question[1], *searched, ("sort", sort), ("page_size", str(size))]
    query = read_query(evidence_list, pairs, catalogue)

    written = urlsplit(query.address()).query
    read = read_query(evidence_list, parse_qsl(written, keep_blank_values=True), catalogue)

    assert read == query
    assert read.in_english(catalogue) == query.in_english(catalogue)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ([("theme", "set-up,referrals")], [("theme", "referrals"), ("theme", "set-up")]),
        ([("theme", " Setting up ")], [("theme", "set-up")]),
        ([("evaluator", "CASCADE, Cardiff University")], [("evaluator", "cascade")]),
        ([("project", "Leeds")], [("project", "leeds-family-valued")]),
        ([("polarity", "Barrier")], [("polarity", "barrier")]),
        ([("theme", ""), ("polarity", "barrier")], [("polarity", "barrier")]),
    ],
)
def test_parameters_that_mean_the_same_give_the_same_query(
    catalogue: Catalogue, written: list[tuple[str, str]], same: list[tuple[str, str]]
) -> None:
    assert read_query(FINDINGS, written, catalogue) == read_query(FINDINGS, same, catalogue)


@pytest.mark.parametrize(
    ("pairs", "english"),
    [
        ([], "All projects"),
        ([("barrier", "referrals")], "Projects that met barriers in Referrals"),
        (
            [("barrier.all", "referrals,data-use"), ("strand", "adolescents")],
            "Projects that met barriers in Data use and Referrals "
            "and in the strand Rethinking support for adolescents",
        ),
        (
            [("barrier.none", "turnover"), ("sort", "-funding_gbp")],
            "Projects that met no barriers in Turnover of staff, "
            "sorted by funding gbp (descending)",
        ),
    ],
)
def test_a_query_is_described_in_english(
    catalogue: Catalogue, pairs: list[tuple[str, str]], english: str
) -> None:
    assert read_query(PROJECTS, pairs, catalogue).in_english(catalogue) == english


@pytest.mark.parametrize(
    ("pairs", "code", "where", "near"),
    [
        ([("barier", "referrals")], "unknown-parameter", "barier", "'barrier'"),
        ([("barrier.any", "referrals")], "unknown-parameter", "barrier.any", "barrier.all"),
        ([("barrier", "refferals")], "unknown-theme", "barrier", "'referrals'"),
        ([("strand", "teenagers")], "unknown-strand", "strand", "'adolescents'"),
        ([("lead", "Leeds")], "unknown-organisation", "lead", "'leeds-city-council'"),
        ([("area", "Leedes")], "unknown-area", "area", "'leeds'"),
        ([("principle", "mission")], "unknown-principle", "principle", "'mission-driven'"),
        ([("sort", "fundng_gbp")], "unknown-sort", "sort", "'funding_gbp'"),
        ([("sort", "name,-name")], "repeated", "sort", "only once"),
        ([("page_size", "0")], "invalid-page-size", "page_size", "from 1 to 1,000"),
        ([("page_size", "1001")], "invalid-page-size", "page_size", "from 1 to 1,000"),
        ([("page_size", "ten")], "invalid-page-size", "page_size", "'ten'"),
        ([("q", "a\0b")], "no-text", "'q'", "NUL"),
        ([("q", "\u0301")], "needed", "q", "Missing value"),
        ([("strand", ",")], "needed", "strand", "Missing value"),
        ([("page_size", "00000010001")], "invalid-page-size", "page_size", "'00000010001'"),
        ([("page_size", "5"), ("page_size", "7")], "repeated", "page_size", "only once"),
        ([("q", "x" * 501)], "too-long", "q", "at most 500"),
        ([("q", "x" + " " * 500)], "too-long", "q", "at most 500"),
    ],
)
def test_an_unknown_name_or_value_is_refused_with_the_nearest_known_one(
    catalogue: Catalogue, pairs: list[tuple[str, str]], code: str, where: str, near: str
) -> None:
    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, pairs, catalogue)

    [problem] = refused.value.problems
    assert problem.code == code
    assert problem.where == f"query parameter {where}"
    assert near in problem.told


@pytest.mark.parametrize(
    "flood",
    [
        [("theme", ",".join(f"x{n}" for n in range(101)))],
        [("fields", ",".join(f"x{n}" for n in range(101)))],
        [(f"x{n}", "1") for n in range(99)],
    ],
    ids=["values", "columns", "parameters"],
)
def test_too_many_parameters_or_values_are_refused_in_one_sentence(
    catalogue: Catalogue, flood: list[tuple[str, str]]
) -> None:
    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, flood, catalogue)

    assert [problem.code for problem in refused.value.problems] == ["too-many"]


@pytest.mark.parametrize("written", ["much", "1,2", "nan", "inf", "£5", "1_000", "٣"])
def test_a_limit_must_be_one_plain_number(catalogue: Catalogue, written: str) -> None:
    with pytest.raises(QueryError):
        read_query(OUTCOMES, [("change_percent.lte", written)], catalogue)


@pytest.mark.parametrize("parameter", ["funding_gbp", "funding_gbp.gt"])
@pytest.mark.parametrize(
    ("written", "message"),
    [
        (
            "2,000,000",
            "'2,000,000' is not a plain number. Did you mean 2000000? "
            "For several numbers, repeat the parameter.",
        ),
        ("£2m", "'£2m' is not a plain number. Did you mean 2000000?"),
        ("1.5 Million pounds", "'1.5 Million pounds' is not a plain number. Did you mean 1500000?"),
        ("much", "'much' is not a plain number. Expected: a number such as 12.5."),
        ("1e300", "'1e300' is not a plain number. Expected: at most 1,000,000,000,000,000."),
    ],
)
def test_a_number_with_separators_or_units_is_refused_with_the_number(
    catalogue: Catalogue, parameter: str, written: str, message: str
) -> None:
    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, [(parameter, written)], catalogue)

    where = f"query parameter {parameter}"
    assert refused.value.problems == (Problem("not-a-number", where, message),)


@pytest.mark.parametrize("written", ["July 2016", "2016-7", "2016-13", "2017-02-29", "0000", "16"])
def test_a_date_is_a_year_a_month_or_a_day_that_there_is(
    catalogue: Catalogue, written: str
) -> None:
    with pytest.raises(QueryError) as refused:
        read_query(EVIDENCE_LISTS["evaluations"], [("published.gte", written)], catalogue)

    message = f"{written!r} is not a date. Expected: 2017, 2017-07 or 2017-07-06."
    where = "query parameter published.gte"
    assert refused.value.problems == (Problem("not-a-date", where, message),)


@pytest.mark.parametrize(
    ("name", "pairs", "english"),
    [
        ("projects", [("funding_gbp", "2000000")], "with funding of 2,000,000 pounds"),
        (
            "projects",
            [("funding_gbp", "2000000"), ("funding_gbp", "1e6")],
            "with funding of 1,000,000 or 2,000,000 pounds",
        ),
        ("projects", [("funding_gbp.gte", "2e6")], "with funding of at least 2,000,000 pounds"),
        ("projects", [("funding_gbp.gt", "2e6")], "with funding of more than 2,000,000 pounds"),
        (
            "outcomes",
            [("change_percent.lt", "-20"), ("change_percent.gt", "-60.5")],
            "with a change of more than -60.5 per cent and with a change of less than -20 per cent",
        ),
        ("evaluations", [("published", "2017")], "published in 2017"),
        ("evaluations", [("published", "2017,2016-07")], "published in July 2016 or in 2017"),
        ("evaluations", [("published", "2017-07-06")], "published on 6 July 2017"),
        ("evaluations", [("published.gte", "2016-07")], "published in July 2016 or later"),
        ("sources", [("published.gt", "2016-07")], "published after July 2016"),
        ("sources", [("published.lte", "2016-07-01")], "published on 1 July 2016 or earlier"),
        ("sources", [("published.lt", "2016")], "published before 2016"),
    ],
)
def test_numbers_and_dates_are_said_as_people_say_them(
    catalogue: Catalogue, name: str, pairs: list[tuple[str, str]], english: str
) -> None:
    evidence_list = EVIDENCE_LISTS[name]

    query = read_query(evidence_list, pairs, catalogue)

    assert query.in_english(catalogue) == f"{evidence_list.title} {english}"


def test_a_list_of_years_is_narrowed_by_a_year_that_stands_alone(catalogue: Catalogue) -> None:
    started = Filter("started_year", "that started {}", "The year.", "date")
    projects = replace(PROJECTS, filters=(started,))

    query = read_query(projects, [("started_year", "2015")], catalogue)

    assert query.address() == "/projects?started_year=2015"
    assert query.in_english(catalogue) == "Projects that started in 2015"


def test_every_problem_of_a_query_is_reported_together(catalogue: Catalogue) -> None:
    pairs = [("barrier", "x1y"), ("stran", "other"), ("sort", "nothing"), ("page_size", "-1")]

    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, pairs, catalogue)

    assert [problem.code for problem in refused.value.problems] == [
        "unknown-parameter",
        "unknown-theme",
        "unknown-sort",
        "invalid-page-size",
    ]


@examples(300)
@given(pairs=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=5))
def test_any_parameters_are_either_read_or_refused(
    catalogue: Catalogue, pairs: list[tuple[str, str]]
) -> None:
    with suppress(QueryError):
        assert read_query(PROJECTS, pairs, catalogue).evidence_list == PROJECTS
