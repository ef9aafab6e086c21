"""The answers that are no lists: the map, projects side by side, names, searches, releases."""

from pydantic import BaseModel, Field

from app.evidence.records.columns import Column, Record, column
from app.evidence.records.envelopes import ProjectDetail, ReleaseMeta
from app.evidence.vocabulary import Vocabulary


class SummaryValue(BaseModel):
    """A value of one dimension."""

    dimension: str = Field(description="The dimension, as in `by`.")
    value: str = Field(description="The value, as it is written in a parameter.")
    label: str = Field(description="What a reader calls it.")


class SummaryCell(BaseModel):
    """How many claims there are for a value, or a pair of values."""

    values: list[SummaryValue]
    count: int = Field(description="Claims, exactly: the length of the list that `link` leads to.")
    blank: str | None = Field(
        description="Where the count is 0, which blank it is: `not-mentioned`, `not-named`, "
        "`not-coded`, `not-found`."
    )
    blank_label: str | None = Field(description="What a reader calls the blank.")
    link: str = Field(description="The claims.")


class SummaryMeta(ReleaseMeta):
    """What was counted by what."""

    by: list[str] = Field(description="The dimensions.")
    counted: str = Field(description="The list that was counted: findings or outcomes.")
    total: int = Field(description="Claims that the question leaves, each counted once.")
    without_count: int = Field(
        description="Claims of the total that are in no cell, since they have no value of a "
        "dimension: those that name no project have no strand."
    )
    is_overlapping: bool = Field(
        description="Whether a claim may be in several cells, so that the cells do not add up."
    )


class SummaryAnswer(BaseModel):
    """The evidence map."""

    meta: SummaryMeta
    results: list[SummaryCell]


class ComparedProject(BaseModel):
    """How one project meets a theme."""

    project_id: str
    facilitator_count: int
    barrier_count: int
    neutral_count: int
    blank: str | None
    blank_label: str | None


class ComparedTheme(BaseModel):
    """A theme across the projects."""

    theme_id: str
    theme_label: str
    projects: list[ComparedProject]


class Comparison(BaseModel):
    """Projects side by side."""

    meta: ReleaseMeta
    themes: list[ComparedTheme] = Field(description="Every theme, project by project.")
    results: list[ProjectDetail] = Field(description="The projects in full, in the order asked.")


class NameFound(BaseModel):
    """A name that begins with, or holds, what was typed."""

    kind: str = Field(description="project, alias, theme or organisation.")
    id: str = Field(description="The id that is meant.")
    label: str = Field(description="The name as it is written.")
    link: str = Field(description="Where it leads.")


class NamesFound(BaseModel):
    """At most ten names, those that begin with what was typed first."""

    meta: ReleaseMeta
    results: list[NameFound]


class DictionaryList(BaseModel):
    """A list and its columns."""

    name: str
    title: str
    description: str
    columns: list[Column]


class Dictionary(BaseModel):
    """Every column of every list, and every word of every closed list."""

    meta: ReleaseMeta
    lists: list[DictionaryList]
    vocabularies: list[Vocabulary]


class ReleaseFile(BaseModel):
    """A data file of the release."""

    file: str
    sha256: str
    row_count: int


class Release(BaseModel):
    """Which evidence this is, and how to cite it."""

    release: str
    version: str
    release_date: str = Field(
        description="The day on which it was published: its date wherever it is."
    )
    licence: str
    citation: str
    project_count: int
    finding_count: int
    outcome_count: int
    files: list[ReleaseFile]


class Segment(BaseModel):
    """A piece of a text."""

    text: str
    is_match: bool = Field(description="Whether it is what was sought.")


class Found(BaseModel):
    """Something that a search found."""

    kind: str = Field(description="project, finding, outcome, theme and so on.")
    id: str = Field(description="Its id.")
    title: str
    snippet: str = Field(description="Words round the first match; matches between `**`.")
    segments: list[Segment] = Field(description="The same in pieces.")
    score: float = Field(description="The higher, the better; comparable within one answer.")
    link: str | None = Field(description="Where it is shown in full.")


class UnderstoodTerm(BaseModel):
    """A part of a search."""

    words: str = Field(description="The words.")
    meaning: str = Field(description="What they were taken to mean.")


class SearchMeta(ReleaseMeta):
    """How much was found, and which part of it this is."""

    understood: list[UnderstoodTerm] = Field(description="Each part of the search.")
    count: int = Field(description="Hits of the whole answer, exactly.")
    page_size: int
    next_cursor: str | None
    kinds: dict[str, int] = Field(description="Hits of each kind, whichever kinds are shown.")
    suggestion: str | None = Field(description="Another spelling, where a word occurs nowhere.")


class SearchAnswer(BaseModel):
    """What was found, best first."""

    meta: SearchMeta
    results: list[Found]


class ReleaseRecord(Record):
    """A release that is kept: its day, its hash, how much it holds and what it changed."""

    release: str = column("Version of the program and a hash of the data.")
    version: str = column("Version of the program that it was made with.")
    release_date: str | None = column("The day on which it was published.")
    summary: str | None = column("What it is, in a sentence.")
    data_sha256: str = column(
        "SHA-256 of the names and hashes of all data files; its start names it.",
        title="Hash of the data",
    )
    project_count: int = column("Projects in it.", "projects")
    finding_count: int = column("Findings in it.", "findings")
    outcome_count: int = column("Outcomes in it.", "outcomes")
    row_count: int = column("Rows of all its data files.", "rows")
    previous_release: str | None = column("The kept release before it.", title="Release before")
    added_count: int | None = column("Rows added since the release before.", "rows", title="Added")
    changed_count: int | None = column(
        "Rows changed since the one before.", "rows", title="Changed"
    )
    removed_count: int | None = column(
        "Rows removed since the one before.", "rows", title="Removed"
    )


class ReleaseRow(ReleaseRecord):
    """The same with the data files."""

    files: list[ReleaseFile]


_COLUMN = column("The column of the data file.")
_OLD = column("What the cell held; blank where it was blank or not there.")
_NEW = column("What it holds; blank where it is blank or not there.")


class ChangedCellRecord(Record):
    """One cell that is not what it was, as files have it."""

    file: str = column("The data file.")
    row_id: str = column("Id of the row in its file.")
    change: str = column("Whether the row was added, changed or removed.")
    column: str = _COLUMN
    old: str | None = _OLD
    new: str | None = _NEW


class ChangedCell(BaseModel):
    """A cell as it was and as it is."""

    column: str
    old: str = Field(description="Blank where the cell was blank or there was no row.")
    new: str = Field(description="Blank where the cell is blank or there is no row now.")


class ChangedRow(BaseModel):
    """A row that was added, changed or removed, with every cell that is not what it was."""

    file: str
    row_id: str = Field(description="Id of the row in its file.")
    change: str = Field(description="Whether the row was added, changed or removed.")
    cells: list[ChangedCell]


class ReleasesMeta(BaseModel):
    """How many releases are kept, and which one is loaded."""

    release: str = Field(description="The release that is loaded.")
    query: str
    count: int


class ReleaseList(BaseModel):
    """The releases that are kept, the latest last."""

    meta: ReleasesMeta
    results: list[ReleaseRow]
    links: dict[str, str] = Field(description="The same as a file, in each format; and the feed.")


class ComparisonMeta(BaseModel):
    """What is compared, and how many rows are different."""

    before: str
    after: str
    query: str
    count: int
    added_count: int
    changed_count: int
    removed_count: int


class ReleaseComparison(BaseModel):
    """Every row that one release changed since another."""

    meta: ComparisonMeta
    results: list[ChangedRow]
    links: dict[str, str] = Field(description="The same as a file, in each format.")
