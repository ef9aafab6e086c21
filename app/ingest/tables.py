"""Which tables a data file fills: its own, and one for each column that holds a list."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import starmap
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.evidence import models as m
from app.ingest.data_files import FILES, DataFile
from app.ingest.file_rows import FileRows
from app.ingest.validate import Dataset

Key = tuple[Any, ...]
TableRow = tuple[Any, ...]
"""The values of a row in the order of its columns, then its lists."""

_COMPUTED = ("position", "difference", "change_percent")
"""What a load computes from what the files say."""


@dataclass(frozen=True)
class FileTables:
    """A data file, its table, and for each list column the table and column of the members."""

    file: DataFile
    table: sa.Table
    lists: Mapping[str, tuple[sa.Table, str]] = field(default_factory=dict)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The columns of the table: what names a row, what the file says, what is computed."""
        said = [c for c in self.file.row.model_fields if c not in (*self.file.key, *self.lists)]
        names = dict.fromkeys((*self.file.key, *said))
        return (*names, *(c for c in _COMPUTED if c in self.table.c and c not in names))

    @cached_property
    def from_file(self) -> slice:
        """Where in a row stands what the file says in columns of the table."""
        return slice(len(self.file.row.model_fields) - len(self.lists))

    @cached_property
    def key(self) -> slice:
        """Where in a row stands what names it."""
        return slice(len(self.file.key))

    @cached_property
    def listed(self) -> slice:
        """Where in a row stand the lists: after the columns of the table."""
        return slice(len(self.own), None)


def _tables(name: str, model: type[SQLModel], **lists: tuple[type[SQLModel], str]) -> FileTables:
    file = next(file for file in FILES if file.name == name)
    members = {column: (m.table(of), member) for column, (of, member) in lists.items()}
    return FileTables(file, m.table(model), members)


FILE_TABLES = (
    _tables("organisations.csv", m.Organisation),
    _tables(
        "projects.csv",
        m.Project,
        joint_lead_ids=(m.ProjectJointLead, "organisation_id"),
        focus=(m.ProjectFocus, "focus"),
        areas=(m.ProjectArea, "area"),
        source_url=(m.ProjectSourceUrl, "source_url"),
    ),
    _tables("project_aliases.csv", m.ProjectAlias),
    _tables(
        "evaluations.csv",
        m.Evaluation,
        authors=(m.EvaluationAuthor, "author"),
        evaluator_ids=(m.EvaluationEvaluator, "organisation_id"),
    ),
    _tables("sources.csv", m.Source, authors=(m.SourceAuthor, "author")),
    _tables("paragraphs.csv", m.Paragraph),
    _tables("citations.csv", m.Citation, authors=(m.CitationAuthor, "author")),
    _tables("themes.csv", m.Theme, synonyms=(m.ThemeSynonym, "synonym")),
    _tables("findings.csv", m.Finding),
    _tables("outcomes.csv", m.Outcome),
    _tables("recommendations.csv", m.Recommendation, theme_ids=(m.RecommendationTheme, "theme_id")),
    _tables(
        "audit_conditions.csv", m.AuditCondition, theme_ids=(m.AuditConditionTheme, "theme_id")
    ),
    _tables("principles.csv", m.Principle),
    _tables("project_principles.csv", m.ProjectPrinciple),
    _tables("programme.csv", m.ProgrammeFact),
    _tables("question_phrases.csv", m.QuestionPhrase),
    _tables("word_forms.csv", m.WordForm),
    _tables("coding_decisions.csv", m.CodingDecision),
    _tables("coding_agreement.csv", m.CodingAgreement),
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
    compute, said = _COMPUTED_OF[name]
    return starmap(
        compute, zip(*(map(rows[each].__getitem__, places) for each in said), strict=True)
    )


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
"""What is computed of an outcome, and of which of its columns."""
