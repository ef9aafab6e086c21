"""The data files: the model of their rows, their keys, and the rows of one file by column."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import le
from typing import Any

from app.ingest.rows import (
    AreaNeighbourRow,
    AreaRow,
    AuditConditionRow,
    CitationRow,
    CodedFindingRow,
    CodedOutcomeRow,
    CodingAgreementRow,
    CodingDecisionRow,
    EvaluationRow,
    FieldAgreementRow,
    FindingRow,
    OrganisationRow,
    OutcomeRow,
    ParagraphRow,
    PrincipleRow,
    ProgrammeFactRow,
    ProjectAliasRow,
    ProjectEventRow,
    ProjectPrincipleRow,
    ProjectRow,
    ProjectSourceRow,
    RecommendationRow,
    ReleaseRow,
    RenamedThemeRow,
    Row,
    SourceRow,
    ThemeRow,
    UncodedMentionRow,
    WordFormRow,
)


@dataclass(frozen=True)
class DataFile:
    """A file in data/: the model of its rows, and the columns of its key."""

    name: str
    row: type[Row]
    key: tuple[str, ...]
    may_be_empty: bool = False


FILES = (
    DataFile("organisations.csv", OrganisationRow, ("organisation_id",)),
    DataFile("areas.csv", AreaRow, ("area_id",)),
    DataFile("area_neighbours.csv", AreaNeighbourRow, ("area_id", "neighbour_id"), True),
    DataFile("projects.csv", ProjectRow, ("project_id",)),
    DataFile("project_aliases.csv", ProjectAliasRow, ("project_id", "alias")),
    DataFile("evaluations.csv", EvaluationRow, ("evaluation_id",)),
    DataFile("sources.csv", SourceRow, ("source_id",)),
    DataFile("project_sources.csv", ProjectSourceRow, ("project_id", "source_id")),
    DataFile("paragraphs.csv", ParagraphRow, ("source_id", "paragraph")),
    DataFile("citations.csv", CitationRow, ("citation_id",)),
    DataFile("themes.csv", ThemeRow, ("theme_id",)),
    DataFile("renamed_themes.csv", RenamedThemeRow, ("old_theme_id",), may_be_empty=True),
    DataFile("findings.csv", FindingRow, ("finding_id",)),
    DataFile("outcomes.csv", OutcomeRow, ("outcome_id",)),
    DataFile("project_events.csv", ProjectEventRow, ("event_id",), may_be_empty=True),
    DataFile("recommendations.csv", RecommendationRow, ("recommendation_id",)),
    DataFile("audit_conditions.csv", AuditConditionRow, ("condition_id",)),
    DataFile("principles.csv", PrincipleRow, ("principle_id",)),
    DataFile("project_principles.csv", ProjectPrincipleRow, ("principle_id", "project_id")),
    DataFile("programme.csv", ProgrammeFactRow, ("fact",)),
    DataFile("releases.csv", ReleaseRow, ("release_date",)),
    DataFile("word_forms.csv", WordFormRow, ("forms",)),
    DataFile("coded_findings.csv", CodedFindingRow, ("coded_finding_id",), may_be_empty=True),
    DataFile("coded_outcomes.csv", CodedOutcomeRow, ("coded_outcome_id",), may_be_empty=True),
    DataFile("coding_decisions.csv", CodingDecisionRow, ("decision_id",), may_be_empty=True),
    DataFile("coding_agreement.csv", CodingAgreementRow, ("theme_id",)),
    DataFile("field_agreement.csv", FieldAgreementRow, ("source", "field"), may_be_empty=True),
    DataFile(
        "uncoded_mentions.csv", UncodedMentionRow, ("source_id", "paragraph", "project_id"), True
    ),
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
