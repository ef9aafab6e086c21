"""What an outcome says in words and in figures, and whether it was wanted."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.charts.slide import number

Row = Mapping[str, Any]

JUDGEMENTS = {
    "improvement": "for the better",
    "deterioration": "for the worse",
    "neutral": "neither better nor worse",
}
"""Whether a change was wanted."""
DIFFER = "sources differ"
DIRECTIONS = {"increase": "rose", "decrease": "fell", "no-change": "stayed the same"}
ARROWS = {"increase": "↑ up", "decrease": "↓ down", "no-change": "→ no change"}
MONEY = "gbp"
"""The unit that stands before its numbers."""


def axis_of(row: Row) -> str | None:
    """The axis on which an outcome can be drawn; none where it has nothing to compare."""
    has_other = row["baseline"] is not None or row["comparator_value"] is not None
    if row["value"] is not None and has_other:
        return str(row["unit"] or "number")
    if row["reported_change"] is not None:
        return "changes"
    return "directions" if row["direction"] and row["value"] is None else None


def figures(row: Row) -> list[tuple[str, float]]:
    """The figures of a row that its picture compares, by kind."""
    match axis_of(row):
        case "changes":
            return [("change", row["reported_change"])]
        case "directions" | None:
            return []
        case _:
            last = "project" if row["baseline"] is None else "after"
            pairs = (("before", "baseline"), ("other", "comparator_value"), (last, "value"))
            return [(kind, row[name]) for kind, name in pairs if row[name] is not None]


def judgement(row: Row) -> str:
    """Whether an outcome was wanted; no verdict where sources differ, blank where none is given.

    What is said of a part of a project is true of that part, whatever is said of the whole.
    """
    is_disputed = row["differs_from"] and row["coverage"] != "part"
    return DIFFER if is_disputed else JUDGEMENTS.get(row["desirability"], "")


def wanted(row: Row) -> str:
    """The same where it says more than that nothing changed."""
    is_plain = (row["direction"], row["desirability"]) == ("no-change", "neutral")
    return "" if is_plain else judgement(row)


def meaning(row: Row) -> str:
    """Which way an outcome went, and whether that was wanted; only that sources differ, if so."""
    if judgement(row) == DIFFER:
        return DIFFER.capitalize()
    is_comparison = row["baseline"] is None and row["comparator_value"] is not None
    way = "against another group" if is_comparison else DIRECTIONS.get(row["direction"])
    return ", ".join(filter(None, (way, wanted(row)))).capitalize()


def method(row: Row) -> str:
    """How a figure was come by: "Before and after, no comparison group"."""
    is_alone = row["design"] == "before-after"
    return f"{row['strength']}{', no comparison group' if is_alone else ''}"


def figures_first(rows: Iterable[Row]) -> list[Row]:
    """Outcomes by how well they can be quoted: a value before and after, a figure, a word."""
    return sorted(rows, key=lambda row: (not _is_pair(row), not has_figure(row)))


def has_figure(row: Row) -> bool:
    """Whether an outcome is told in a number."""
    return row["value"] is not None or row["reported_change"] is not None


def _is_pair(row: Row) -> bool:
    has_other = row["baseline"] is not None or row["comparator_value"] is not None
    return has_other and row["value"] is not None


def change(value: float) -> str:
    """A change with its sign."""
    return f"{'+' if value > 0 else ''}{number(value)}%"


def of_whom(row: Row) -> str:
    """The people, the time and the number of cases that an outcome holds for."""
    cases = f"{row['sample_size']:,} cases" if row["sample_size"] else None
    words = ", ".join(filter(None, (row["population"], row["period"], cases)))
    return f"{words[:1].upper()}{words[1:]}"


def in_words(row: Row) -> str:
    """An outcome: "turnover rate, one of three boroughs: from 21.7 to 10.6 (for the better)"."""
    of = ", ".join(filter(None, (row["measure"], row["population"])))
    return f"{of}: {result(row, is_judged=True)}"


def result(row: Row, *, is_judged: bool = False) -> str:
    """What was found: "from 21.7 to 10.6", and whether that was wanted."""
    if is_judged and (judged := wanted(row)):
        return f"{result(row)} ({judged})"
    match axis_of(row):
        case "changes":
            return change(row["reported_change"])
        case None if row["value"] is not None:
            return f"{amount(row['value'], row)}{unit_of(row)}"
        case "directions" | None:
            return DIRECTIONS.get(row["direction"]) or str(row["value_reported"])
        case _ if row["baseline"] is None:
            other = amount(row["comparator_value"], row)
            return f"{amount(row['value'], row)} against {other}{unit_of(row)}"
    before, after = (amount(row[name], row) for name in ("baseline", "value"))
    return f"from {before} to {after}{unit_of(row)}"


def quantity(row: Row) -> str:
    """The figure of an outcome as a cell: "11.9 → 7.4 per cent", "£2,100,000", "↓ down"."""
    if row["value"] is None and row["reported_change"] is None:
        return ARROWS.get(row["direction"]) or str(row["value_reported"])
    return re.sub("^from (.+) to ", r"\1 → ", result({**row, "direction": None}))


def by_how_much(row: Row) -> str:
    """A change from one value to another: in points, where they are per cent, or in per cent."""
    if row["baseline"] is None or row["value"] is None:
        return ""
    if row["unit"] == "percent":
        return f"{'+' if row['difference'] > 0 else ''}{number(row['difference'])} points"
    return change(row["change_percent"]) if row["change_percent"] is not None else ""


def amount(value: float, row: Row) -> str:
    """A number of an outcome, as money where it is money."""
    return f"£{number(value)}" if row["unit"] == MONEY else number(value)


ONE = {"children": "child", "people": "person", "families": "family", "cases": "case"}
"""The units that are called otherwise where there is one."""


def unit_of(row: Row) -> str:
    """What stands behind the numbers of an outcome; nothing where they are money."""
    if row["unit"] == MONEY or not row["unit_label"]:
        return ""
    is_one = row["value"] == 1 and row["baseline"] is None and row["comparator_value"] is None
    return f" {ONE.get(row['unit'], row['unit_label']) if is_one else row['unit_label']}"
