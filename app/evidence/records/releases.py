"""The rows of the kept releases, and of what one changed since another."""

from pydantic import Field

from app.evidence.records.columns import Record, column
from app.evidence.records.envelopes import Envelope
from app.evidence.records.maps import ReleaseFile


class ReleaseRecord(Record):
    """A release that is kept: its day, its hash, how much it holds and what it changed."""

    release: str = column("Release", "Version of the program and a hash of the data.")
    version: str = column("Version", "Version of the program that it was made with.")
    release_date: str | None = column("Release date", "The day on which it was published.")
    summary: str | None = column("Summary", "What it is, in a sentence.")
    data_sha256: str = column(
        "Hash of the data", "SHA-256 of the names and hashes of all data files; its start names it."
    )
    project_count: int = column("Projects", "Projects in it.", "projects")
    finding_count: int = column("Findings", "Findings in it.", "findings")
    outcome_count: int = column("Outcomes", "Outcomes in it.", "outcomes")
    row_count: int = column("Rows", "Rows of all its data files.", "rows")
    previous_release: str | None = column("Release before", "The kept release before it.")
    added_count: int | None = column("Added", "Rows added since the release before.", "rows")
    changed_count: int | None = column("Changed", "Rows changed since the one before.", "rows")
    removed_count: int | None = column("Removed", "Rows removed since the one before.", "rows")


class ReleaseRow(ReleaseRecord):
    """The same with the data files."""

    files: list[ReleaseFile]


_COLUMN = column("Column", "The column of the data file.")
_OLD = column("Old", "What the cell held; blank where it was blank or not there.")
_NEW = column("New", "What it holds; blank where it is blank or not there.")


class ChangedCellRecord(Record):
    """One cell that is not what it was, as files have it."""

    file: str = column("File", "The data file.")
    row_id: str = column("Row", "What names the row in its file.")
    change: str = column("Change", "Whether the row was added, changed or removed.")
    column: str = _COLUMN
    old: str | None = _OLD
    new: str | None = _NEW


class ChangedCell(Envelope):
    """A cell as it was and as it is."""

    column: str
    old: str = Field(description="Blank where it was blank or not there.")
    new: str = Field(description="Blank where it is blank or not there.")


class ChangedRow(Envelope):
    """A row that was added, changed or removed, with every cell that is not what it was."""

    file: str
    row_id: str = Field(description="What names the row in its file.")
    change: str = Field(description="Whether the row was added, changed or removed.")
    cells: list[ChangedCell]


class ReleasesMeta(Envelope):
    """How many releases are kept, and which one is loaded."""

    release: str = Field(description="The release that is loaded.")
    query: str
    count: int


class ReleaseList(Envelope):
    """The releases that are kept, the latest last."""

    meta: ReleasesMeta
    results: list[ReleaseRow]
    links: dict[str, str] = Field(description="The same as a file, in each format; and the feed.")


class ComparisonMeta(Envelope):
    """What is compared, and how many rows are different."""

    before: str
    after: str
    query: str
    count: int
    added_count: int
    changed_count: int
    removed_count: int


class ReleaseComparison(Envelope):
    """Every row that one release changed since another."""

    meta: ComparisonMeta
    results: list[ChangedRow]
    links: dict[str, str] = Field(description="The same as a file, in each format.")
