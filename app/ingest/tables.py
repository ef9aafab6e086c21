"""The tables that a data file fills: its own, and one for each column that holds a list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.evidence import models as m
from app.ingest.data_files import FILES, DataFile, FileRows
from app.ingest.validate import Dataset

Key = tuple[Any, ...]
TableRow = tuple[Any, ...]
"""The values of a row in the order of its columns, then its lists."""

_COMPUTED = ("position", "difference", "change_percent")
"""Columns that are computed at load."""


@dataclass(frozen=True)
class FileTables:
    """A data file, its table, and for each list column the table and column of the members."""

    file: DataFile
    table: sa.Table
    lists: Mapping[str, tuple[sa.Table, str]] = field(default_factory=dict)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The columns of the table: its key, the rest of the file, what is computed."""
        rest = [c for c in self.file.row.model_fields if c not in self.lists]
        names = dict.fromkeys((*self.file.key, *rest))
        return (*names, *(c for c in _COMPUTED if c in self.table.c and c not in names))

    @cached_property
    def from_file(self) -> slice:
        """The part of a row that the file has in columns of the table."""
        return slice(len(self.file.row.model_fields) - len(self.lists))

    @cached_property
    def key(self) -> slice:
        """The part of a row that is its key."""
        return slice(len(self.file.key))

    @cached_property
    def listed(self) -> slice:
        """The part of a row that is its lists: after the columns of the table."""
        return slice(len(self.own), None)


def _tables(name: str, model: type[SQLModel], **lists: sa.Table) -> FileTables:
    file = next(file for file in FILES if file.name == name)
    members = {column: (of, of.columns.keys()[1]) for column, of in lists.items()}
    return FileTables(file, m.table(model), members)


FILE_TABLES = (
    _tables("organisations.csv", m.Organisation),
    _tables("areas.csv", m.Area, aliases=m.AREA_ALIAS),
    _tables("area_neighbours.csv", m.AreaNeighbour),
    _tables(
        "projects.csv",
        m.Project,
        joint_lead_ids=m.PROJECT_JOINT_LEAD,
        focus=m.PROJECT_FOCUS,
        areas=m.PROJECT_AREA,
        source_url=m.PROJECT_SOURCE_URL,
    ),
    _tables("project_aliases.csv", m.ProjectAlias),
    _tables(
        "evaluations.csv",
        m.Evaluation,
        authors=m.EVALUATION_AUTHOR,
        evaluator_ids=m.EVALUATION_EVALUATOR,
        design=m.EVALUATION_DESIGN,
    ),
    _tables("sources.csv", m.Source, authors=m.SOURCE_AUTHOR),
    _tables("project_sources.csv", m.ProjectSource),
    _tables("paragraphs.csv", m.Paragraph),
    _tables("citations.csv", m.Citation, authors=m.CITATION_AUTHOR),
    _tables("themes.csv", m.Theme, synonyms=m.THEME_SYNONYM),
    _tables("renamed_themes.csv", m.RenamedTheme, theme_ids=m.RENAMED_THEME_SUCCESSOR),
    _tables(
        "findings.csv",
        m.Finding,
        effect=m.FINDING_EFFECT,
        agrees_with=m.FINDING_AGREEMENT,
        differs_from=m.FINDING_CONFLICT,
    ),
    _tables(
        "outcomes.csv",
        m.Outcome,
        finding_ids=m.OUTCOME_FINDING,
        agrees_with=m.OUTCOME_AGREEMENT,
        differs_from=m.OUTCOME_CONFLICT,
    ),
    _tables("project_events.csv", m.ProjectEvent),
    _tables("recommendations.csv", m.Recommendation, theme_ids=m.RECOMMENDATION_THEME),
    _tables("audit_conditions.csv", m.AuditCondition, theme_ids=m.AUDIT_CONDITION_THEME),
    _tables("principles.csv", m.Principle),
    _tables("project_principles.csv", m.ProjectPrinciple),
    _tables("programme.csv", m.ProgrammeFact),
    _tables("releases.csv", m.Release),
    _tables("word_forms.csv", m.WordForm),
    _tables("coded_findings.csv", m.CodedFinding),
    _tables("coded_outcomes.csv", m.CodedOutcome),
    _tables("coding_decisions.csv", m.CodingDecision),
    _tables("coding_agreement.csv", m.CodingAgreement),
    _tables("field_agreement.csv", m.FieldAgreement),
    _tables("uncoded_mentions.csv", m.UncodedMention),
)
"""Every data file with its tables, each after those that it refers to."""


def rows_of(tables: FileTables, dataset: Dataset, places: Sequence[int]) -> Iterator[TableRow]:
    """The rows at some places of a file, with what is computed at load, and then the lists."""
    rows = dataset.rows[tables.file.name]
    columns = [
        map(rows[name].__getitem__, places)
        if name in rows.columns
        else _computed(name, rows, places)
        for name in (*tables.own, *tables.lists)
    ]
    return zip(*columns, strict=True)


def _computed(name: str, rows: FileRows, places: Sequence[int]) -> Iterator[Any]:
    if name == "position":
        return iter(places)
    compute, columns = _COMPUTED_OF[name]
    values = (map(rows[column].__getitem__, places) for column in columns)
    return starmap(compute, zip(*values, strict=True))


def difference(
    value: float | None, baseline: float | None, comparator_value: float | None
) -> float | None:
    """The value less the baseline, or less the comparison group's, in the outcome's own unit."""
    base = baseline if baseline is not None else comparator_value
    if value is None or base is None:
        return None
    return round(value - base, 6)


def change_percent(
    value: float | None, baseline: float | None, reported_change: float | None
) -> float | None:
    """The change in per cent of the baseline, to one decimal; else the change that is reported."""
    if value is None or not baseline:
        return reported_change
    return round(100 * (value - baseline) / baseline, 1)


_COMPUTED_OF: Mapping[str, tuple[Callable[..., float | None], tuple[str, ...]]] = {
    "difference": (difference, ("value", "baseline", "comparator_value")),
    "change_percent": (change_percent, ("value", "baseline", "reported_change")),
}
"""How a column of an outcome is computed, and from which columns."""
