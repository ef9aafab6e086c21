"""Loading from the command line: check the files, load them, report."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TaskID
from sqlalchemy import Engine

from app.ingest.load import LoadReport, keep_text, load
from app.ingest.source import problems_against, read_sources
from app.ingest.validate import Dataset, validate
from app.settings import VERSION

__all__ = [
    "keep_text",
    "load_shown",
    "problems_against",
    "read_sources",
    "validated",
]


def load_shown(
    say: Console,
    engine: Engine,
    dataset: Dataset,
    *,
    is_dry_run: bool = False,
    allow_removals: bool = False,
) -> LoadReport:
    """Load with a progress bar, and report what changed."""
    with _progress_bar(say) as progress:
        report = load(
            engine,
            dataset,
            version=VERSION,
            now=lambda: datetime.now(UTC),
            allow_removals=allow_removals,
            is_dry_run=is_dry_run,
            progress=progress,
        )
    _report(say, report)
    return report


def validated(say: Console, folder: Path) -> Dataset:
    """The rows of every data file, checked with a progress bar.

    Raises DataError as validate does.
    """
    with _progress_bar(say) as progress:
        return validate(folder, progress)


@contextmanager
def _progress_bar(say: Console) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on a terminal; elsewhere nothing."""
    with Progress(console=say, transient=True, disable=not say.is_terminal) as bar:
        tasks: dict[str, TaskID] = {}

        def progress(what: str, done: int, of_all: int) -> None:
            if what not in tasks:
                for before in tasks.values():
                    bar.update(before, visible=False)
                tasks[what] = bar.add_task(what, total=of_all)
            bar.update(tasks[what], completed=done)

        yield progress


def _report(say: Console, report: LoadReport) -> None:
    if report.is_current:
        say.print(f"Nothing changed: release {report.release} is loaded.")
        return
    would = "would be " if report.is_dry_run else ""
    for change in report.changes:
        counts = {
            "added": len(change.added),
            "changed": len(change.changed),
            "unchanged": change.unchanged_count,
            "removed": len(change.removed),
        }
        summary = ", ".join(f"{count} {would}{word}" for word, count in counts.items())
        say.print(f"{change.file.name}: {summary}")
    removed = sum(len(change.removed) for change in report.changes)
    if report.is_dry_run and removed:
        say.print(f"To remove {removed} rows, load with --allow-removals.")
    say.print(f"Release {report.release}{' would be' if report.is_dry_run else ' is'} loaded.")
