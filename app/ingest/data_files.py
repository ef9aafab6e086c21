"""The data files: their rows, the tables these fill, and the release that they all make."""

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel

from app.errors import Problem
from app.evidence import models as m
from app.evidence.models.tables import lists_of
from app.ingest.cells import COMPUTED, cells_of, target_of
from app.ingest.csv_files import sha256_of


@dataclass(frozen=True)
class DataFile:
    """A file in data/, and the table that it fills."""

    name: str
    model: type[SQLModel]
    may_be_empty: bool = False

    @cached_property
    def table(self) -> sa.Table:
        return m.table(self.model)

    @cached_property
    def lists(self) -> Mapping[str, tuple[sa.Table, str]]:
        """Its columns that hold lists: the table of each, and the column of the members there."""
        lists = lists_of(self.table)
        return {column: (of, of.columns.keys()[1]) for column, of in lists.items()}

    @cached_property
    def cells(self) -> Mapping[str, Any]:
        """Its columns, each with what a cell there may hold."""
        lists = {name: of.c[member] for name, (of, member) in self.lists.items()}
        return cells_of(self.table, lists)

    @cached_property
    def references(self) -> list[tuple[str, str, str]]:
        """The columns that hold ids of another file, with that file and the column there."""
        files = {file.table: file.name for file in FILES}
        members = {name: of.c[member] for name, (of, member) in self.lists.items()}
        columns = {**self.table.c, **members}
        targets = {name: target_of(columns[name]) for name in self.cells}
        return [
            (name, files[target.table], target.name)
            for name, target in targets.items()
            if target is not None
        ]

    @cached_property
    def is_placed(self) -> bool:
        """Whether its rows say where in a source they are taken from."""
        paragraph = self.table.c.get("paragraph")
        return paragraph is not None and bool(paragraph.foreign_keys)

    @cached_property
    def key(self) -> tuple[str, ...]:
        """The columns that name a row, in the file as in the table."""
        return tuple(self.table.primary_key.columns.keys())

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The columns of the table: its key, the rest of the file, what is computed."""
        rest = [c for c in self.cells if c not in self.lists]
        names = dict.fromkeys((*self.key, *rest))
        return (*names, *(c for c in COMPUTED if c in self.table.c and c not in names))

    @cached_property
    def key_slice(self) -> slice:
        """The part of a row of the tables that is its key."""
        return slice(len(self.key))

    @cached_property
    def file_slice(self) -> slice:
        """The part of a row that the file has in columns of the table."""
        return slice(len(self.cells) - len(self.lists))

    @cached_property
    def list_slice(self) -> slice:
        """The part of a row that is its lists: after the columns of the table."""
        return slice(len(self.own), None)


FILES = (
    DataFile("organisations.csv", m.Organisation),
    DataFile("areas.csv", m.Area),
    DataFile("area_neighbours.csv", m.AreaNeighbour, may_be_empty=True),
    DataFile("projects.csv", m.Project),
    DataFile("project_aliases.csv", m.ProjectAlias),
    DataFile("evaluations.csv", m.Evaluation),
    DataFile("sources.csv", m.Source),
    DataFile("project_sources.csv", m.ProjectSource),
    DataFile("paragraphs.csv", m.Paragraph),
    DataFile("citations.csv", m.Citation),
    DataFile("themes.csv", m.Theme),
    DataFile("renamed_themes.csv", m.RenamedTheme, may_be_empty=True),
    DataFile("findings.csv", m.Finding),
    DataFile("outcomes.csv", m.Outcome),
    DataFile("project_events.csv", m.ProjectEvent, may_be_empty=True),
    DataFile("recommendations.csv", m.Recommendation),
    DataFile("audit_conditions.csv", m.AuditCondition),
    DataFile("principles.csv", m.Principle),
    DataFile("project_principles.csv", m.ProjectPrinciple),
    DataFile("programme.csv", m.ProgrammeFact),
    DataFile("releases.csv", m.PublishedRelease),
    DataFile("word_forms.csv", m.WordForm),
    DataFile("coded_findings.csv", m.CodedFinding, may_be_empty=True),
    DataFile("coded_outcomes.csv", m.CodedOutcome, may_be_empty=True),
    DataFile("coding_decisions.csv", m.CodingDecision, may_be_empty=True),
    DataFile("coding_agreement.csv", m.CodingAgreement),
    DataFile("field_agreement.csv", m.FieldAgreement, may_be_empty=True),
    DataFile("uncoded_mentions.csv", m.UncodedMention, may_be_empty=True),
)
"""Every data file, each after those that it refers to."""


def fingerprint(folder: Path) -> dict[str, str]:
    """The SHA-256 of every data file that is there: it names a release and reads no rows."""
    paths = (folder / file.name for file in FILES)
    return {path.name: sha256_of(path) for path in paths if path.is_file()}


def release_of(version: str, sha256: Mapping[str, str]) -> str:
    """The name of a release: the version of the program and a hash of all data files."""
    return f"{version}+{data_sha256(sha256)[:12]}"


def data_sha256(sha256: Mapping[str, str]) -> str:
    """One hash of all data files: of their names and their hashes."""
    digest = hashlib.sha256()
    for name in sorted(sha256):
        digest.update(f"{name} {sha256[name]}\n".encode())
    return digest.hexdigest()


class FileRows:
    """The valid rows of a file with their numbers, by column: a quarter of the memory of rows.

    Of the others it has the ids, since what refers to them is not a second fault, and the cells
    that are right, whose ids and references are checked all the same.
    """

    def __init__(self, file: DataFile) -> None:
        self.name = file.name
        self.columns: dict[str, list[Any]] = {column: [] for column in file.cells}
        self.numbers = array("q")
        self.refused_ids: set[str] = set()
        self.parts: list[tuple[int, dict[str, Any]]] = []
        self.is_complete = True

    def __len__(self) -> int:
        return len(self.numbers)

    def __getitem__(self, column: str) -> list[Any]:
        return self.columns[column]

    def add(self, numbers: Iterable[int], columns: Mapping[str, Iterable[Any]]) -> None:
        self.numbers.extend(numbers)
        for column, cells in self.columns.items():
            cells.extend(columns[column])

    def cell_problem(self, code: str, number: int, column: str, message: str) -> Problem:
        """What is wrong with a cell, and where that is."""
        return Problem(code, f"{self.name}, row {number}, column {column}", message)

    def keys(self, columns: Sequence[str]) -> list[Any]:
        """The key of each row: a cell, or a tuple of cells where the key has several columns."""
        if len(columns) == 1:
            return self.columns[columns[0]]
        return list(zip(*(self.columns[column] for column in columns), strict=True))

    def ids(self, column: str) -> set[str] | None:
        """The ids that the file defines; nothing where it could not be read."""
        return {*self.columns[column], *self.refused_ids} if self.is_complete else None

    def with_parts(self, *columns: str) -> Iterator[tuple[int, Any]]:
        """The numbers and some cells of every row that has these right, together or the one."""
        yield from zip(self.numbers, self.keys(columns), strict=True)
        for number, cells in self.parts:
            if all(column in cells for column in columns):
                values = tuple(cells[column] for column in columns)
                yield number, values if len(values) > 1 else values[0]

    def numbered(self, *columns: str) -> Iterator[tuple[Any, ...]]:
        """The number and some cells of every row."""
        return zip(self.numbers, *(self.columns[column] for column in columns), strict=True)


Files = Mapping[str, FileRows]
"""The rows of every file, by its name."""
