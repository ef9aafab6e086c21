"""The data files: the model of their rows, the tables these fill, and the rows by column."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import le
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.evidence import models as m
from app.ingest.rows import COMPUTED, Row, row_of, target_of


@dataclass(frozen=True)
class DataFile:
    """A file in data/: its table, and those of its columns that hold lists.

    Of each list the table is given, and the column that the members are in.
    """

    name: str
    table: sa.Table
    lists: Mapping[str, tuple[sa.Table, str]]
    may_be_empty: bool

    @cached_property
    def row(self) -> type[Row]:
        """What each row is."""
        return row_of(self.table, {name: of.c[member] for name, (of, member) in self.lists.items()})

    @cached_property
    def references(self) -> list[tuple[str, str, str]]:
        """The columns that hold ids of another file, with that file and the column there."""
        files = {file.table: file.name for file in FILES}
        members = {name: of.c[member] for name, (of, member) in self.lists.items()}
        columns = {**self.table.c, **members}
        targets = {name: target_of(columns[name]) for name in self.row.model_fields}
        return [
            (name, files[target.table], target.name)
            for name, target in targets.items()
            if target is not None
        ]

    @cached_property
    def is_placed(self) -> bool:
        """Whether every row says where in a source it is taken from."""
        paragraph = self.table.c.get("paragraph")
        return paragraph is not None and bool(paragraph.foreign_keys) and not paragraph.nullable

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row, in the file as in the table."""
        return tuple(self.table.primary_key.columns.keys())

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The columns of the table: its key, the rest of the file, what is computed."""
        rest = [c for c in self.row.model_fields if c not in self.lists]
        names = dict.fromkeys((*self.key, *rest))
        return (*names, *(c for c in COMPUTED if c in self.table.c and c not in names))

    @cached_property
    def in_key(self) -> slice:
        """The part of a row of the tables that is its key."""
        return slice(len(self.key))

    @cached_property
    def from_file(self) -> slice:
        """The part of a row that the file has in columns of the table."""
        return slice(len(self.row.model_fields) - len(self.lists))

    @cached_property
    def listed(self) -> slice:
        """The part of a row that is its lists: after the columns of the table."""
        return slice(len(self.own), None)


def _file(
    name: str,
    model: type[SQLModel],
    lists: Mapping[str, sa.Table] | None = None,
    *,
    may_be_empty: bool = False,
) -> DataFile:
    members = {column: (of, of.columns.keys()[1]) for column, of in (lists or {}).items()}
    return DataFile(name, m.table(model), members, may_be_empty)


FILES = (
    _file("organisations.csv", m.Organisation),
    _file("areas.csv", m.Area, {"aliases": m.AREA_ALIAS}),
    _file("area_neighbours.csv", m.AreaNeighbour, may_be_empty=True),
    _file(
        "projects.csv",
        m.Project,
        {
            "joint_lead_ids": m.PROJECT_JOINT_LEAD,
            "focus": m.PROJECT_FOCUS,
            "areas": m.PROJECT_AREA,
            "source_url": m.PROJECT_SOURCE_URL,
        },
    ),
    _file("project_aliases.csv", m.ProjectAlias),
    _file(
        "evaluations.csv",
        m.Evaluation,
        {
            "authors": m.EVALUATION_AUTHOR,
            "evaluator_ids": m.EVALUATION_EVALUATOR,
            "design": m.EVALUATION_DESIGN,
        },
    ),
    _file("sources.csv", m.Source, {"authors": m.SOURCE_AUTHOR}),
    _file("project_sources.csv", m.ProjectSource),
    _file("paragraphs.csv", m.Paragraph),
    _file("citations.csv", m.Citation, {"authors": m.CITATION_AUTHOR}),
    _file("themes.csv", m.Theme, {"synonyms": m.THEME_SYNONYM}),
    _file(
        "renamed_themes.csv",
        m.RenamedTheme,
        {"theme_ids": m.RENAMED_THEME_SUCCESSOR},
        may_be_empty=True,
    ),
    _file(
        "findings.csv",
        m.Finding,
        {
            "effect": m.FINDING_EFFECT,
            "agrees_with": m.FINDING_AGREEMENT,
            "differs_from": m.FINDING_CONFLICT,
        },
    ),
    _file(
        "outcomes.csv",
        m.Outcome,
        {
            "finding_ids": m.OUTCOME_FINDING,
            "agrees_with": m.OUTCOME_AGREEMENT,
            "differs_from": m.OUTCOME_CONFLICT,
        },
    ),
    _file("project_events.csv", m.ProjectEvent, may_be_empty=True),
    _file(
        "recommendations.csv",
        m.Recommendation,
        {"theme_ids": m.RECOMMENDATION_THEME},
    ),
    _file(
        "audit_conditions.csv",
        m.AuditCondition,
        {"theme_ids": m.AUDIT_CONDITION_THEME},
    ),
    _file("principles.csv", m.Principle),
    _file("project_principles.csv", m.ProjectPrinciple),
    _file("programme.csv", m.ProgrammeFact),
    _file("releases.csv", m.Release),
    _file("word_forms.csv", m.WordForm),
    _file("coded_findings.csv", m.CodedFinding, may_be_empty=True),
    _file("coded_outcomes.csv", m.CodedOutcome, may_be_empty=True),
    _file("coding_decisions.csv", m.CodingDecision, may_be_empty=True),
    _file("coding_agreement.csv", m.CodingAgreement),
    _file("field_agreement.csv", m.FieldAgreement, may_be_empty=True),
    _file("uncoded_mentions.csv", m.UncodedMention, may_be_empty=True),
)
"""Every data file, each after those that it refers to."""


class FileRows:
    """The valid rows of a file with their numbers, by column: a quarter of the memory of rows."""

    def __init__(self, row: type[Row]) -> None:
        self.row = row
        self.columns: dict[str, list[Any]] = {column: [] for column in row.model_fields}
        self.numbers = array("q")

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Row]:
        return self.at(range(len(self)))

    def __getitem__(self, column: str) -> list[Any]:
        return self.columns[column]

    def at(self, places: Sequence[int]) -> Iterator[Row]:
        """The rows at some places; they were validated before they were added."""
        columns = [map(cells.__getitem__, places) for cells in self.columns.values()]
        for cells in zip(*columns, strict=True):
            yield self.row.model_construct(**dict(zip(self.columns, cells, strict=True)))

    def add(self, number: int, row: Row) -> None:
        """Add a row."""
        self.add_columns(range(number, number + 1), {c: [cell] for c, cell in row})

    def add_columns(self, numbers: range, columns: Mapping[str, Sequence[Any]]) -> None:
        """Add rows, column by column."""
        self.numbers.extend(numbers)
        for column, cells in self.columns.items():
            cells.extend(columns[column])

    def keys(self, columns: Sequence[str]) -> list[Any]:
        """The key of each row: a cell, or a tuple of cells where the key has several columns."""
        if len(columns) == 1:
            return self.columns[columns[0]]
        return list(zip(*(self.columns[column] for column in columns), strict=True))

    def numbered(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The number and some cells of every row."""
        return zip(self.numbers, *(self.columns[column] for column in columns), strict=True)

    def in_order(self, columns: Sequence[str]) -> Sequence[int]:
        """The places of the rows in the order of their keys."""
        keys = self.keys(columns)
        if all(map(le, keys, islice(keys, 1, None))):
            return range(len(keys))
        return sorted(range(len(keys)), key=keys.__getitem__)


Files = Mapping[str, FileRows]
"""The rows of every file, by its name."""
