"""What the answers should be, computed again from the CSV files in plain Python.

Nothing of the project is used here: the SQL and this can only agree by both being right.
"""

import operator
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from tests.oracle_blanks import PRESENT
from tests.oracle_tables import (
    ALIASES,
    AREAS,
    AUDIT_CONDITIONS,
    EVALUATIONS,
    EVENTS,
    FINDINGS,
    NEIGHBOURS,
    ORGANISATIONS,
    OUTCOMES,
    PARAGRAPHS,
    PRINCIPLES,
    PROJECT_PRINCIPLES,
    PROJECT_SOURCES,
    PROJECTS,
    RECOMMENDATIONS,
    SOURCES,
    THEMES,
    Row,
    Values,
    rows,
)
from tests.oracle_values import HAS, claims_of, members, on, within

__all__ = [
    "ALIASES",
    "AREAS",
    "AUDIT_CONDITIONS",
    "COMPARE",
    "DATES",
    "EVALUATIONS",
    "EVENTS",
    "FILES",
    "FINDINGS",
    "HAS",
    "NEIGHBOURS",
    "ORGANISATIONS",
    "OUTCOMES",
    "PARAGRAPHS",
    "PRESENT",
    "PROJECTS",
    "PROJECT_PRINCIPLES",
    "PROJECT_SOURCES",
    "QUANTITIES",
    "RECOMMENDATIONS",
    "SOURCES",
    "THEMES",
    "Row",
    "all_cells",
    "all_values",
    "change_percent",
    "days",
    "fold",
    "ids",
    "members",
    "rows",
    "similar",
    "within",
]

FILES = {
    "projects": (PROJECTS, "project_id"),
    "findings": (FINDINGS, "finding_id"),
    "outcomes": (OUTCOMES, "outcome_id"),
    "recommendations": (RECOMMENDATIONS, "recommendation_id"),
    "audit-conditions": (AUDIT_CONDITIONS, "condition_id"),
    "organisations": (ORGANISATIONS, "organisation_id"),
    "evaluations": (EVALUATIONS, "evaluation_id"),
    "themes": (THEMES, "theme_id"),
    "sources": (SOURCES, "source_id"),
    "areas": (AREAS, "area_id"),
    "events": (EVENTS, "event_id"),
    "principles": (PRINCIPLES, "principle_id"),
}


def all_values(list_name: str, name: str) -> list[str]:
    """Every value that some row has."""
    own, _ = FILES[list_name]
    return sorted(set().union(*(HAS[list_name][name](row) for row in own)))


def all_cells(list_name: str, column: str) -> list[str]:
    """Everything that stands in a column."""
    return sorted({row[column] for row in FILES[list_name][0]} - {""})


def ids(list_name: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of the rows that a question leaves, sorted."""
    own, key = FILES[list_name]
    asked = list(pairs)
    of = {**HAS[list_name], **PRESENT.get(list_name, {})}
    sources = _sources_asked_for(asked)
    if list_name == "projects" and sources is not None:
        # The claims of a project are then those of these sources.
        polarities = {"barrier": "barrier", "facilitator": "facilitator", "theme": None}
        of = {**of, **{name: on(polarity, sources) for name, polarity in polarities.items()}}
    return sorted(row[key] for row in own if all(_matches(of, row, *pair) for pair in asked))


_SOURCES = {"source": "source_id", "reported_by": "reported_by", "source_kind": "kind"}
"""Filters that say which sources claims are from, with the columns that they read."""


def _sources_asked_for(asked: Iterable[tuple[str, str]]) -> set[str] | None:
    """The sources that claims are kept to; nothing where none is asked for."""
    chosen: dict[str, set[str]] = {}
    for parameter, ones in asked:
        name, _, comparison = parameter.partition(".")
        if name in _SOURCES and comparison in ("", "all"):
            chosen.setdefault(name, set()).update(ones.split(","))
    if not chosen:
        return None
    return {
        row["source_id"]
        for row in SOURCES
        if all(row[_SOURCES[name]] in ones for name, ones in chosen.items())
    }


def _matches(of: Mapping[str, Values], row: Row, parameter: str, written: str) -> bool:
    name, _, comparison = parameter.partition(".")
    if comparison == "blank" and (name in QUANTITIES or name in DATES):
        own = QUANTITIES[name](row) if name in QUANTITIES else row[name] or None
        return ("yes" if own is None else "no") in written.split(",")
    if name in QUANTITIES:
        quantity = QUANTITIES[name](row)
        return quantity is not None and _is_number(quantity, comparison, written)
    if name in DATES:
        return bool(row[name]) and _is_date(row[name], comparison, written)
    values, wanted = of[name](row), set(written.split(","))
    if comparison == "blank":
        return ("no" if values else "yes") in wanted
    if comparison == "all":
        return wanted <= values
    return wanted.isdisjoint(values) if comparison == "none" else not wanted.isdisjoint(values)


def change_percent(outcome: Row) -> float | None:
    """The change in per cent: from the figures where there are two, else as reported."""
    if outcome["value"] and float(outcome["baseline"] or 0):
        baseline, value = float(outcome["baseline"]), float(outcome["value"])
        return round((value - baseline) / baseline * 100, 1)
    return float(outcome["reported_change"]) if outcome["reported_change"] else None


def _change_size(outcome: Row) -> float | None:
    change = change_percent(outcome)
    return None if change is None else abs(change)


def _number(column: str) -> Callable[[Row], float | None]:
    return lambda row: float(row[column]) if row[column] else None


def _count(polarity: str) -> Callable[[Row], float | None]:
    return lambda row: float(
        sum(claim["polarity"] == polarity for claim in claims_of(row, FINDINGS))
    )


def _difference(outcome: Row) -> float | None:
    """The value less the baseline, or less the other group's."""
    base = outcome["baseline"] or outcome["comparator_value"]
    return round(float(outcome["value"]) - float(base), 6) if outcome["value"] and base else None


def _project_count(row: Row) -> float:
    """Of how many projects a theme has claims, or how many a source names."""
    if "theme_id" in row:
        return float(len({claim["project_id"] for claim in claims_of(row, FINDINGS)} - {""}))
    own = [each for each in PROJECT_SOURCES if each["source_id"] == row["source_id"]]
    return float(sum(each["mention"] == "named" for each in own))


def _funding(row: Row) -> float | None:
    """The funding of a project, or of the project that a claim is about."""
    own = [each for each in PROJECTS if each["project_id"] == row["project_id"]]
    return _number("funding_gbp")(own[0]) if own else None


QUANTITIES: dict[str, Callable[[Row], float | None]] = {
    "change_percent": change_percent,
    "change_size": _change_size,
    **{
        name: _number(name)
        for name in [
            *("page", "order", "value", "baseline", "comparator_value"),
            *("sample_size", "reported_change"),
        ]
    },
    "funding_gbp": _funding,
    "barrier_count": _count("barrier"),
    "facilitator_count": _count("facilitator"),
    "neutral_count": _count("neutral"),
    "difference": _difference,
    "project_count": _project_count,
    "finding_count": lambda row: float(len(claims_of(row, FINDINGS))),
    "outcome_count": lambda row: float(len(claims_of(row, OUTCOMES))),
}


DATES = ("published", "seen_on", "date")
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    "gt": operator.gt,
    "gte": operator.ge,
    "lt": operator.lt,
    "lte": operator.le,
}


def _is_number(quantity: float, comparison: str, written: str) -> bool:
    if not comparison:
        return quantity in map(float, written.split(","))
    return COMPARE[comparison](quantity, float(written))


def days(written: str) -> set[date]:
    """Every day that a year, a month or a day may mean."""
    year, month, day = [*map(int, written.split("-")), 0, 0][:3]
    return {
        date(year, each, number)
        for each in ([month] if month else range(1, 13))
        for number in ([day] if day else range(1, monthrange(year, each)[1] + 1))
    }


def _is_date(own: str, comparison: str, written: str) -> bool:
    """Whether every day that a row's date may mean is as asked."""
    if not comparison:
        return any(days(own) <= days(one) for one in written.split(","))
    wanted = days(written)
    limit = max(wanted) if comparison in ("gt", "lte") else min(wanted)
    return all(COMPARE[comparison](day, limit) for day in days(own))


def fold(text: str) -> str:
    """Text without case, accents and curly quotes."""
    decomposed = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()


def similar(project_id: str) -> list[tuple[str, int]]:
    """At most five projects, with how many sub-themes they share in one polarity; most first."""
    met: dict[str, set[tuple[str, str]]] = {}
    for finding in FINDINGS:
        claim = (finding["theme_id"], finding["polarity"])
        met.setdefault(finding["project_id"], set()).add(claim)
    own = met.get(project_id, set())
    shared = {
        other: len({theme for theme, _ in claims & own})
        for other, claims in met.items()
        if other not in ("", project_id) and claims & own
    }
    return sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:5]
