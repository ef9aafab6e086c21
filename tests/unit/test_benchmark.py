"""The benchmark writes what it measured, says what it did not, and loses no row."""

import sys
from collections.abc import Callable

import pytest

from app.settings import ROOT
from scripts.benchmark import measures, report, wrk
from scripts.benchmark.__main__ import main
from scripts.benchmark.client import UnansweredError
from scripts.benchmark.measures import MEASURES, Limit, Measure
from scripts.benchmark.plan import PAGE, Place, Plan, Rate, Results

pytestmark = pytest.mark.one_database

SAID_BY_WRK = """
Running 1s test @ http://127.0.0.1:8811/a
  1 threads and 2 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.62ms    1.93ms  17.34ms   85.42%
    Req/Sec     1.62k   464.41     2.23k    60.00%
  Latency Distribution
     50%  735.00us
     75%    2.38ms
     90%    4.21ms
     99%    1.14s
  1613 requests in 1.00s, 318.38KB read
Requests/sec:   1612.58
Transfer/sec:    318.30KB
"""
COUNTED = "  1613 requests in 1.00s, 318.38KB read\n"

TWICE = Measure("twice", "a page", "2 times", (Limit("times", "times", 2),), (229, 10_000))
EVERYWHERE = [
    Place(size, database) for database in ("sqlite", "postgresql") for size in (229, 10_000)
]


def test_the_output_of_wrk_is_parsed_into_milliseconds() -> None:
    assert wrk.read(SAID_BY_WRK) == Rate(per_second=1612.58, median_ms=0.735, p99_ms=1140)


@pytest.mark.parametrize(
    "fault",
    [
        "Non-2xx or 3xx responses: 767",
        "Socket errors: connect 0, read 3, write 0, timeout 0",
    ],
)
def test_a_rate_with_failed_requests_is_refused(fault: str) -> None:
    said = SAID_BY_WRK.replace(COUNTED, f"{COUNTED}  {fault}\n")

    with pytest.raises(UnansweredError, match=fault):
        wrk.read(said)


def test_the_rate_of_several_rounds_is_the_median_of_each_figure() -> None:
    rounds = [Rate(100, 9, 20), Rate(300, 5, 60), Rate(200, 7, 40)]

    assert Rate.of(rounds) == Rate(200, 7, 40)


@pytest.mark.parametrize(
    ("limit", "value", "is_met"),
    [
        (Limit("", "", 40, is_least=True), 40.0, True),
        (Limit("", "", 40, is_least=True), 39.999, False),
        (Limit("", "", 2), 2.0, True),
        (Limit("", "", 2), 2.001, False),
        (Limit("", "", 50, is_strict=True), 49.999, True),
        (Limit("", "", 50, is_strict=True), 50.0, False),
    ],
)
def test_a_figure_is_compared_with_its_limit_before_it_is_rounded(
    limit: Limit, value: float, is_met: bool
) -> None:
    assert limit.is_met(value) == is_met


@pytest.mark.parametrize(
    ("values", "verdict", "written"),
    [
        ([1.0, 2.0, 1.5, 1.9], "met", "SQLite 1.00 · 2.00; PostgreSQL 1.50 · 1.90 times"),
        (
            [1.0, 2.1, 1.5, 1.9],
            "**not met** at 10,000 on SQLite",
            "SQLite 1.00 · 2.10; PostgreSQL 1.50 · 1.90 times",
        ),
        (
            [3.0, 3.1, 3.5],
            "**not met** anywhere. Not measured: 10,000 on PostgreSQL (left out of this run)",
            "SQLite 3.00 · 3.10; PostgreSQL 3.50 times",
        ),
        (
            [1.0, 1.1],
            "met where it was measured. Not measured: 229 on PostgreSQL, 10,000 on PostgreSQL"
            " (left out of this run)",
            "SQLite 1.00 · 1.10 times",
        ),
    ],
)
def test_a_row_is_met_only_where_every_figure_is_within_its_limit(
    values: list[float], verdict: str, written: str
) -> None:
    results = Results()
    for place, value in zip(EVERYWHERE, values, strict=False):
        results.add("twice", "times", place, value)

    assert measures.verdict(TWICE, results) == verdict
    assert measures.measured(TWICE, results) == written


def test_a_figure_for_another_size_is_shown_but_not_judged() -> None:
    results = Results()
    results.add("twice", "times", Place(500, "sqlite"), 1.0)

    assert measures.measured(TWICE, results) == "SQLite 1.00 (at 500) times"
    assert measures.verdict(TWICE, results).startswith("not measured: 229 on SQLite")


def test_a_row_that_could_not_be_measured_gives_the_reason() -> None:
    results = Results()
    results.faults = {("twice", place): "the disk is full" for place in EVERYWHERE}

    said = ", ".join(map(str, EVERYWHERE))
    assert measures.verdict(TWICE, results) == f"not measured: {said} (the disk is full)"


def test_a_partial_report_says_so_and_lists_the_missing_rows() -> None:
    plan = Plan(sizes=(229,), databases=("sqlite",))
    results = Results()
    results.add("cached", "datasette", Place(229, "sqlite"), 41)

    page = report.page(results, plan, [("cores", "2")])

    assert "**This is a part only**: 229 findings on SQLite." in page
    assert page.count("| not measured: ") == len(MEASURES) - 1
    assert "left out of this run" in page


@pytest.mark.parametrize("measure", MEASURES, ids=lambda measure: measure.key)
def test_the_performance_page_has_a_row_for_every_measure(measure: Measure) -> None:
    page = PAGE.read_text(encoding="utf-8")

    assert f"| {measure.title} | {measure.target} | " in page


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The command, which is given its options as on a command line."""
    monkeypatch.chdir(ROOT)

    def run(*options: str) -> int:
        monkeypatch.setattr(sys, "argv", ["bench", *options])
        return main()

    return run


def test_a_partial_run_never_overwrites_the_performance_page(
    bench: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    before = PAGE.read_bytes()

    status = bench("--sizes", "229", "--output", "docs/performance.md")

    assert status == 2
    assert capsys.readouterr().err == (
        "A part does not take the place of the whole page: name another --output.\n"
    )
    assert PAGE.read_bytes() == before


def test_a_missing_program_is_named_with_the_command_that_installs_it(
    bench: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")

    status = bench("--sizes", "229")

    assert status == 2
    assert capsys.readouterr().err == "wrk is missing. Install it (Debian: apt install wrk).\n"
