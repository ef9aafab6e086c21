"""What the answers should be, computed again from the CSV files in plain Python.

Nothing of the project is used here: the SQL and this can only agree by both being right.
"""

import csv
import operator
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent.parent / "data"

Row = dict[str, str]
Values = Callable[[Row], set[str]]


def rows(name: str) -> list[Row]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


PROJECTS, FINDINGS, OUTCOMES = (
    rows(f"{name}.csv") for name in ("projects", "findings", "outcomes")
)
ALIASES, EVALUATIONS, THEMES = (
    rows(f"{name}.csv") for name in ("project_aliases", "evaluations", "themes")
)
PROJECT_PRINCIPLES, RECOMMENDATIONS = rows("project_principles.csv"), rows("recommendations.csv")
AUDIT_CONDITIONS, ORGANISATIONS = rows("audit_conditions.csv"), rows("organisations.csv")
SOURCES = rows("sources.csv")


def members(cell: str) -> set[str]:
    return set(cell.split(";")) if cell else set()


def within(theme_id: str) -> set[str]:
    """The themes that a sub-theme counts towards: itself and its theme."""
    return {theme_id, theme_id.split(".", maxsplit=1)[0]}


def _on(polarity: str | None) -> Values:
    def values(project: Row) -> set[str]:
        found: set[str] = set()
        for finding in FINDINGS:
            is_own = finding["project_id"] == project["project_id"]
            if is_own and polarity in (None, finding["polarity"]):
                found |= within(finding["theme_id"])
        return found

    return values


def _cell(column: str) -> Values:
    return lambda row: members(row[column])


def _evaluators(project: Row) -> set[str]:
    own = [row for row in EVALUATIONS if row["project_id"] == project["project_id"]]
    return set().union(*(members(row["evaluator_ids"]) for row in own))


def _principles(project: Row) -> set[str]:
    return {
        row["principle_id"]
        for row in PROJECT_PRINCIPLES
        if row["project_id"] == project["project_id"]
    }


def _has_outcomes(project: Row) -> set[str]:
    own = any(row["project_id"] == project["project_id"] for row in OUTCOMES)
    return {"yes" if own else "no"}


def _theme_ids(row: Row) -> set[str]:
    """What a recommendation bears on: a theme asked for takes its sub-themes along."""
    return set().union(*(within(theme) for theme in members(row["theme_ids"])))


def _of_project(values: Values) -> Values:
    """What a claim can be narrowed by through the project that it is about."""
    projects = {row["project_id"]: row for row in PROJECTS}

    def of_claim(claim: Row) -> set[str]:
        return values(projects[claim["project_id"]]) if claim["project_id"] else set()

    return of_claim


OF_PROJECT: dict[str, Values] = {
    "strand": _of_project(_cell("strand")),
    "lead_type": _of_project(_cell("lead_type")),
    "focus": _of_project(_cell("focus")),
    "evaluator": _of_project(_evaluators),
}

HAS: dict[str, dict[str, Values]] = {
    "projects": {
        "project": _cell("project_id"),
        "barrier": _on("barrier"),
        "facilitator": _on("facilitator"),
        "theme": _on(None),
        "strand": _cell("strand"),
        "focus": _cell("focus"),
        "lead_type": _cell("lead_type"),
        "lead": lambda row: members(row["lead_organisation_id"]) | members(row["joint_lead_ids"]),
        "evaluator": _evaluators,
        "area": _cell("areas"),
        "principle": _principles,
        "has_outcomes": _has_outcomes,
        "named_in_report": _cell("named_in_report"),
    },
    "findings": {
        "project": _cell("project_id"),
        "theme": lambda row: within(row["theme_id"]),
        "polarity": _cell("polarity"),
        "overcome": _cell("overcome"),
        "scope": _cell("scope"),
        "source": _cell("source_id"),
        **OF_PROJECT,
    },
    "outcomes": {
        "project": _cell("project_id"),
        "theme": lambda row: within(row["theme_id"]),
        "kind": _cell("kind"),
        "direction": _cell("direction"),
        "desirability": _cell("desirability"),
        "unit": _cell("unit"),
        **OF_PROJECT,
    },
    "recommendations": {"theme": _theme_ids, "kind": _cell("kind"), "source": _cell("source_id")},
    "audit-conditions": {"theme": _theme_ids, "source": _cell("source_id")},
    "organisations": {"kind": _cell("kind")},
    "evaluations": {"project": _cell("project_id"), "evaluator": _cell("evaluator_ids")},
    "themes": {"theme": lambda row: within(row["theme_id"])},
    "sources": {},
}
"""For each list and filter: the values that a row has, straight from the files."""

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
}


def all_values(resource: str, name: str) -> list[str]:
    """Every value that some row has."""
    own, _ = FILES[resource]
    return sorted(set().union(*(HAS[resource][name](row) for row in own)))


def all_cells(resource: str, column: str) -> list[str]:
    """Everything that stands in a column."""
    return sorted({row[column] for row in FILES[resource][0]} - {""})


def ids(resource: str, pairs: Iterable[tuple[str, str]]) -> list[str]:
    """The ids of the rows that a question leaves, sorted."""
    own, key = FILES[resource]
    asked = list(pairs)
    return sorted(row[key] for row in own if all(_matches(resource, row, *pair) for pair in asked))


def _matches(resource: str, row: Row, parameter: str, written: str) -> bool:
    name, _, comparison = parameter.partition(".")
    if name in QUANTITIES:
        quantity = QUANTITIES[name](row)
        return quantity is not None and _is_number(quantity, comparison, written)
    if name in DATES:
        return bool(row[name]) and _is_date(row[name], comparison, written)
    values, wanted = HAS[resource][name](row), set(written.split(","))
    if comparison == "all":
        return wanted <= values
    return wanted.isdisjoint(values) if comparison == "none" else not wanted.isdisjoint(values)


def change_percent(outcome: Row) -> float | None:
    """The change in per cent: from the figures where there are two, else as reported."""
    if outcome["baseline"] and outcome["value"]:
        baseline, value = float(outcome["baseline"]), float(outcome["value"])
        return round((value - baseline) / baseline * 100, 1)
    return float(outcome["reported_change"]) if outcome["reported_change"] else None


def _change_size(outcome: Row) -> float | None:
    change = change_percent(outcome)
    return None if change is None else abs(change)


QUANTITIES: dict[str, Callable[[Row], float | None]] = {
    "change_percent": change_percent,
    "change_size": _change_size,
    "funding_gbp": lambda row: float(row["funding_gbp"]) if row["funding_gbp"] else None,
}


DATES = ("published",)
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
