"""Writes what was measured as a page."""

from collections.abc import Sequence
from math import isnan
from pathlib import Path

from scripts.benchmark import exports, loading, rates, waits
from scripts.benchmark.measures import MEASURES, measured, verdict
from scripts.benchmark.plan import CONNECTIONS, NAMES, Plan, Results, said_size

_SECTIONS = (waits.SECTION, exports.SECTION, loading.LOADING, loading.STARTING, rates.ASKED)


def page(results: Results, plan: Plan, machine: list[tuple[str, str]]) -> str:
    """The table of what is to be shown, and the machine."""
    return _template("page.md").format(
        part=_part(plan),
        targets=_of_targets(results),
        machine=_table(("what", "which"), machine),
    )


def details(results: Results, plan: Plan) -> str:
    """Every figure beside the table, and how it was measured."""
    return _template("details.md").format(
        part=_part(plan),
        rates=_of_rates(results),
        sections="\n".join(filter(None, (_of_section(results, section) for section in _SECTIONS))),
        connections=CONNECTIONS,
        seconds=f"{plan.seconds:g}",
        rounds="one round" if plan.rounds == 1 else f"{plan.rounds} rounds",
    )


def _template(name: str) -> str:
    """The words of a page; what was measured is put into them."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _part(plan: Plan) -> str:
    if plan.is_complete:
        return ""
    sizes = " and ".join(said_size(size) for size in plan.sizes)
    databases = " and ".join(NAMES[database] for database in plan.databases)
    return f"\n**This is a part only**: {sizes} findings on {databases}.\n"


def _of_targets(results: Results) -> str:
    rows = [
        (measure.title, measure.target, measured(measure, results), verdict(measure, results))
        for measure in MEASURES
    ]
    return _table(("measure", "target", "measured", "met or not"), rows)


def _of_rates(results: Results) -> str:
    places = list(dict.fromkeys(place for place, _ in results.rates))
    rows = [
        (
            *(said_size(place.size), NAMES[place.database], name),
            f"{rate.per_second:,.0f}",
            *("-" if isnan(ms) else f"{ms:,.2f}" for ms in (rate.median_ms, rate.p99_ms)),
        )
        for place in places
        for name in rates.SERVERS
        if (rate := results.rates.get((place, name)))
    ]
    header = ("findings", "database", "server", "requests/s", "median ms", "p99 ms")
    return _table(header, rows, figures=3)


def _of_section(results: Results, section: str) -> str:
    lines = [line for line in results.lines if line.section == section]
    if not lines:
        return ""
    places = list(dict.fromkeys(line.place for line in lines))
    texts = {(line.what, line.place): line.text for line in lines}
    rows = [
        (what, *(texts.get((what, place), "-") for place in places))
        for what in dict.fromkeys(line.what for line in lines)
    ]
    return f"## {section}\n\n{_table(('what', *map(str, places)), rows)}"


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]], figures: int = 0) -> str:
    """A table, its last columns being figures."""
    rule = ["---"] * (len(header) - figures) + ["---:"] * figures
    lines = [header, tuple(rule), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', ' ') for cell in line)} |\n" for line in lines)
