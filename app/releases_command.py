"""The kept releases from the command line: which there are, and what one changed."""

from collections.abc import Iterator

from app.errors import FileError, Problem
from app.releases import KINDS, Shelf, compared, counted, listed
from app.settings import Settings


def lines_of(settings: Settings, pair: str | None) -> Iterator[str]:
    """A line for each release; for a pair `A...B` what B changed since A, as a list in Markdown.

    Raises FileError where the pair is none, NotFoundError where a release is not kept.
    """
    shelf = Shelf(settings.shelf_folders)
    if pair is None:
        for row in listed(shelf):
            counts = [(kind, row[f"{kind}_count"]) for kind in KINDS]
            changes = f": {counted(counts)}" if row["previous_release"] else ""
            yield f"{row['release']} ({row['release_date'] or 'no date'}){changes}"
        return
    before, dots, after = pair.partition("...")
    if not dots:
        message = f"found {pair!r}. Name two releases, as in A...B."
        raise FileError([Problem("invalid", "releases", message)])
    latest = next((each.release for each in reversed(shelf.archives)), after)
    found = compared(shelf, before, after, latest)
    yield f"Data: {counted(found.counts.items())}."
    for change in found.changes:
        cells = ", ".join(cell.column for cell in change.cells)
        which = f": {cells}" if change.kind == "changed" else ""
        yield f"- `{change.file}`: {change.row_id} was {change.kind}{which}."
