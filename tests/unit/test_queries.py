"""A query survives being written and read, says itself in English, and is refused by name."""

from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import QueryError
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, OUTCOMES, PROJECTS, RESOURCES, read_query
from tests.asking import questions

WORD = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=12)
SEARCHES = st.builds(
    "{} {} {}, {} OR {}".format,
    WORD,
    WORD.map('"{}"'.format),
    WORD.map("-zz{}".format),
    WORD.map("{}*".format),
    WORD.map("zz{}&".format),
)
SHARED = [HealthCheck.function_scoped_fixture]


@settings(max_examples=300, deadline=None, suppress_health_check=SHARED)
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
    resource = RESOURCES[question[0]]
    sort = ("-" if is_descending else "") + resource.sorts[-1]
    searched = [("q", text) for text in texts] if "q" in resource.parameters else []
    pairs = [*question[1], *searched, ("sort", sort), ("page_size", str(size))]
    query = read_query(resource, pairs, catalogue)

    written = urlsplit(query.address()).query
    read = read_query(resource, parse_qsl(written, keep_blank_values=True), catalogue)

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
def test_what_means_the_same_is_the_same_query(
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
def test_a_query_is_said_back_in_english(
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
        ([("area", "Leedes")], "unknown-area", "area", "'Leeds'"),
        ([("principle", "mission")], "unknown-principle", "principle", "'mission-driven'"),
        ([("sort", "fundng_gbp")], "unknown-sort", "sort", "'funding_gbp'"),
        ([("sort", "name,-name")], "repeated", "sort", "only once"),
        ([("page_size", "0")], "invalid-page-size", "page_size", "from 1 to 1000"),
        ([("page_size", "1001")], "invalid-page-size", "page_size", "from 1 to 1000"),
        ([("page_size", "ten")], "invalid-page-size", "page_size", "'ten'"),
        ([("q", "a\0b")], "no-text", "'q'", "NUL"),
        ([("q", "\u0301")], "needed", "q", "a value is needed"),
        ([("strand", ",")], "needed", "strand", "a value is needed"),
        ([("page_size", "00000010001")], "invalid-page-size", "page_size", "'00000010001'"),
        ([("page_size", "5"), ("page_size", "7")], "repeated", "page_size", "only once"),
        ([("q", "x" * 501)], "too-long", "q", "at most 500"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is_near(
    catalogue: Catalogue, pairs: list[tuple[str, str]], code: str, where: str, near: str
) -> None:
    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, pairs, catalogue)

    [problem] = refused.value.problems
    assert problem.code == code
    assert problem.where == f"query parameter {where}"
    assert near in problem.message


@pytest.mark.parametrize(
    "flood",
    [[("theme", ",".join(f"x{n}" for n in range(101)))], [(f"x{n}", "1") for n in range(99)]],
    ids=["values", "parameters"],
)
def test_a_flood_is_refused_in_one_sentence(
    catalogue: Catalogue, flood: list[tuple[str, str]]
) -> None:
    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, flood, catalogue)

    assert [problem.code for problem in refused.value.problems] == ["too-many"]


@pytest.mark.parametrize("written", ["much", "1,2", "nan", "inf", "£5"])
def test_a_limit_is_one_plain_number(catalogue: Catalogue, written: str) -> None:
    with pytest.raises(QueryError):
        read_query(OUTCOMES, [("change_percent.lte", written)], catalogue)


def test_every_problem_of_a_question_is_said_at_once(catalogue: Catalogue) -> None:
    pairs = [("barrier", "x1y"), ("stran", "other"), ("sort", "nothing"), ("page_size", "-1")]

    with pytest.raises(QueryError) as refused:
        read_query(PROJECTS, pairs, catalogue)

    assert [problem.code for problem in refused.value.problems] == [
        "unknown-parameter",
        "unknown-theme",
        "unknown-sort",
        "invalid-page-size",
    ]


@settings(max_examples=300, deadline=None, suppress_health_check=SHARED)
@given(pairs=st.lists(st.tuples(st.text(max_size=20), st.text(max_size=60)), max_size=5))
def test_no_parameters_whatever_break_a_query(
    catalogue: Catalogue, pairs: list[tuple[str, str]]
) -> None:
    with suppress(QueryError):
        assert read_query(PROJECTS, pairs, catalogue).resource == PROJECTS
