"""The rows of the data files, read in plain Python."""

import csv
from collections.abc import Callable
from pathlib import Path

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
AREAS, NEIGHBOURS, EVENTS = (
    rows(f"{name}.csv") for name in ("areas", "area_neighbours", "project_events")
)
PROJECT_SOURCES, PARAGRAPHS = rows("project_sources.csv"), rows("paragraphs.csv")
PRINCIPLES = rows("principles.csv")
