"""Which tables a data file fills: its own, and one for each column that holds a list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.database import folded
from app.evidence import models as m
from app.evidence import vocabulary as v
from app.ingest.data_files import FILES, DataFile
from app.ingest.rows import FindingRow, OutcomeRow, ProjectRow, Row, ThemeRow
from app.ingest.validate import Delivery

Columns = dict[str, Any]
Key = tuple[Any, ...]


@dataclass(frozen=True)
class Target:
    """A data file, its table, and for each list column the table and column of the members."""

    file: DataFile
    table: sa.Table
    lists: Mapping[str, tuple[sa.Table, str]] = field(default_factory=dict)

    def key_of(self, columns: Columns) -> Key:
        """What names a row."""
        return tuple(columns[column] for column in self.file.key)


def _target(name: str, model: type[SQLModel], **lists: tuple[type[SQLModel], str]) -> Target:
    file = next(file for file in FILES if file.name == name)
    members = {column: (m.table(of), member) for column, (of, member) in lists.items()}
    return Target(file, m.table(model), members)


TARGETS = (
    _target("organisations.csv", m.Organisation),
    _target(
        "projects.csv",
        m.Project,
        joint_lead_ids=(m.ProjectJointLead, "organisation_id"),
        focus=(m.ProjectFocus, "focus"),
        areas=(m.ProjectArea, "area"),
        source_url=(m.ProjectSourceUrl, "source_url"),
    ),
    _target("project_aliases.csv", m.ProjectAlias),
    _target(
        "evaluations.csv",
        m.Evaluation,
        authors=(m.EvaluationAuthor, "author"),
        evaluator_ids=(m.EvaluationEvaluator, "organisation_id"),
    ),
    _target("sources.csv", m.Source, authors=(m.SourceAuthor, "author")),
    _target("paragraphs.csv", m.Paragraph),
    _target("citations.csv", m.Citation, authors=(m.CitationAuthor, "author")),
    _target("themes.csv", m.Theme, synonyms=(m.ThemeSynonym, "synonym")),
    _target("findings.csv", m.Finding),
    _target("outcomes.csv", m.Outcome),
    _target("recommendations.csv", m.Recommendation, theme_ids=(m.RecommendationTheme, "theme_id")),
    _target(
        "audit_conditions.csv", m.AuditCondition, theme_ids=(m.AuditConditionTheme, "theme_id")
    ),
    _target("principles.csv", m.Principle),
    _target("project_principles.csv", m.ProjectPrinciple),
    _target("programme.csv", m.ProgrammeFact),
    _target("question_phrases.csv", m.QuestionPhrase),
    _target("coding_decisions.csv", m.CodingDecision),
    _target("coding_agreement.csv", m.CodingAgreement),
    _target("uncoded_mentions.csv", m.UncodedMention),
)
"""Every data file with its tables, each after those that it refers to."""


def columns_of(target: Target, delivery: Delivery) -> Iterator[Columns]:
    """The columns of every row of a file, with those that are computed at load."""
    names = _Names.of(delivery)
    for position, row in enumerate(delivery.rows[target.file.name]):
        columns = row.model_dump()
        if "search_text" in target.table.c:
            columns["search_text"] = folded(" ".join(names.searched(row)))
        if isinstance(row, ThemeRow):
            columns["position"] = position
        if isinstance(row, OutcomeRow):
            columns |= {"difference": difference(row), "change_percent": change_percent(row)}
        yield columns


def difference(outcome: OutcomeRow) -> float | None:
    """The value less the baseline, or less the comparison group's, in the outcome's own unit."""
    base = outcome.baseline if outcome.baseline is not None else outcome.comparator_value
    if outcome.value is None or base is None:
        return None
    return round(outcome.value - base, 6)


def change_percent(outcome: OutcomeRow) -> float | None:
    """The change in per cent of the baseline, to one decimal; else the change that is reported."""
    if outcome.value is None or not outcome.baseline:
        return outcome.reported_change
    return round(100 * (outcome.value - outcome.baseline) / outcome.baseline, 1)


_SEARCHED = (
    *("name", "title", "label", "definition", "measure", "population"),
    *("statement", "text_summary", "summary", "target_population"),
)


@dataclass(frozen=True)
class _Names:
    """The names that a reader may search a row by."""

    of_project: Mapping[str, list[str]]
    of_theme: Mapping[str, list[str]]

    @classmethod
    def of(cls, delivery: Delivery) -> "_Names":
        names: dict[str, list[str]] = {}
        for row in delivery.rows["projects.csv"]:
            columns = row.model_dump()
            names[columns["project_id"]] = [columns["name"]]
        for row in delivery.rows["project_aliases.csv"]:
            columns = row.model_dump()
            names[columns["project_id"]].append(columns["alias"])
        labels = {
            row.theme_id: [row.label]
            for row in delivery.rows["themes.csv"]
            if isinstance(row, ThemeRow)
        }
        return cls(names, labels)

    def searched(self, row: Row) -> Iterator[str]:
        """Every text that a search of this row reads."""
        for column in _SEARCHED:
            yield getattr(row, column, None) or ""
        if isinstance(row, ThemeRow):
            yield from row.synonyms
        if isinstance(row, ProjectRow):
            yield from row.areas
            yield from (v.FOCUS.labels[focus] for focus in row.focus)
        if isinstance(row, FindingRow | OutcomeRow):
            yield from self.of_theme[row.theme_id]
        yield from self.of_project.get(getattr(row, "project_id", None) or "", [])
