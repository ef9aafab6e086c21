"""What the commands do: check the files, load them, keep the release, and tell what changed."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from urllib.parse import parse_qsl

from rich.console import Console
from sqlalchemy import Engine

from app.database import connect, database_problem, is_read_only, reading
from app.database.migrate import upgrade
from app.errors import DataError, FileError, Problem, QueryError, ServiceError
from app.evidence import answers
from app.evidence.answers import Release
from app.ingest.data_files import fingerprint, release_of
from app.ingest.validate import Dataset, validate
from app.reader_threads import ReaderThreads
from app.releases import (
    CURRENT,
    KINDS,
    ReleaseStore,
    archive_release,
    change_counts_in_words,
    compared,
    listed,
    readers_engine,
)
from app.search.query import searchable
from app.settings import VERSION, Settings

say = Console(stderr=True, highlight=False, soft_wrap=True, markup=False)

EARLIEST_YEAR = 1980
"""Before it no archive has a moment, and so no Word document."""


def ensure_clock(year: int) -> None:
    """Raise ServiceError where the clock of the machine was never set."""
    if year < EARLIEST_YEAR:
        message = f"It says {year}: set it, since documents hold the moment they are made at."
        raise ServiceError([Problem("invalid", "clock", message)])


def load_if_changed(settings: Settings, *, allow_removals: bool) -> str:
    """The release that readers will be answered from; loaded where the data changed.

    A database that cannot be written to is served as it is, where it is there to be read. A kept
    release that the settings name has one of its own.
    """
    readers = readers_engine(settings)
    if settings.release:
        return settings.release
    try:
        return _update(connect(settings.database_url), settings, allow_removals=allow_removals)
    except Exception as error:
        fault = database_problem(error)
        if not fault or not (settings.read_database_url or is_read_only(readers)):
            raise
        say.print(f"{fault} Nothing is loaded; readers are answered from what is there.")
        return "as it is in the database"


def _update(engine: Engine, settings: Settings, *, allow_removals: bool) -> str:
    """Migrate the database and load the data where it changed; the release that is loaded then."""
    upgrade(engine)
    release = release_of(VERSION, fingerprint(settings.data_folder))
    with reading(engine) as session:
        is_current = answers.is_loaded(session, release)
    if not is_current:
        dataset = validate(settings.data_folder)
        load_and_report(engine, dataset, allow_removals=allow_removals)
    archive_and_report(engine, settings.data_folder, settings.releases_folder)
    engine.dispose()
    if not is_current:
        # Else who first asks a question or checks a claim would wait for it.
        say.print("What questions and claims are answered from is being made: some ten seconds.")
        make_ready_in_a_process(settings)
    return release


def make_ready(settings: Settings) -> None:
    """Build the files that take seconds, so that no request of the service waits for them."""
    from app.dependencies import Reader

    engine = readers_engine(settings)
    # What is not made here, the service makes.
    with suppress(Exception):
        reader = Reader(engine, ReaderThreads(1), settings.search_folder)
        reader.make_ready()
        reader.close()


def make_ready_in_a_process(settings: Settings) -> None:
    """The same in a process of its own: memory that is needed meanwhile would stay in this one."""
    # One that is forked would have the locks of threads that it has not.
    process = get_context("spawn").Process(target=_make_ready, args=(settings,), daemon=True)
    process.start()
    process.join()


def _make_ready(settings: Settings) -> None:
    # Ctrl-C reaches this process too: its parent ends it.
    signal(SIGINT, SIG_IGN)
    make_ready(settings)


def archive_and_report(engine: Engine, data: Path, folder: Path) -> None:
    """Keep the release that is loaded, or say why it is not kept: it is loaded all the same."""
    with engine.connect() as connection:
        made = connection.execute(answers.LAST_LOAD).one()
    try:
        archive_release(folder, data, made.release, made.finished_at)
    except OSError as error:
        say.print(f"The release is not kept: {error.filename}: {error.strerror}.")
    except DataError as error:
        say.print(f"The release is not kept: {error}")


def load_and_report(
    engine: Engine, dataset: Dataset, *, is_dry_run: bool = False, allow_removals: bool = False
) -> None:
    """Load, and report what changed."""
    from app.ingest.load import load

    report = load(
        engine,
        dataset,
        version=VERSION,
        now=lambda: datetime.now(UTC),
        allow_removals=allow_removals,
        is_dry_run=is_dry_run,
    )
    if report.is_current:
        say.print(f"Nothing changed: release {report.release} is loaded.")
        return
    would = "would be " if is_dry_run else ""
    for change in report.changes:
        summary = ", ".join(f"{count} {would}{word}" for word, count in change.counts.items())
        say.print(f"{change.file.name}: {summary}")
    removed = sum(len(change.removed) for change in report.changes)
    if is_dry_run and removed:
        say.print(f"To remove {removed} rows, load with --allow-removals.")
    say.print(f"Release {report.release}{' would be' if is_dry_run else ' is'} loaded.")


def parse_query(question: str) -> tuple[list[tuple[str, str]], str]:
    """The parameters of a query, as in an address, and the release that it names.

    Raises QueryError for what is no parameter.
    """
    text = question.removeprefix("?")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, strict_parsing=bool(text))
    except ValueError:
        message = f"{text[:80]!r} is not written as in an address: 'theme=set-up&polarity=barrier'."
        raise QueryError([Problem("not-well-formed", "query", message)]) from None
    # Each release has a plus sign in its name, which is a space in an address.
    releases = [value.replace(" ", "+") for name, value in pairs if name == "release"]
    if len(releases) > 1:
        raise QueryError([Problem("repeated", "release", "This may be given only once.")])
    return [pair for pair in pairs if pair[0] != "release"], "".join(releases)


@contextmanager
def reading_release(name: str = "") -> Iterator[Release]:
    """The release that the database of readers holds, or a kept one.

    Raises NotFoundError where the release is not kept.
    """
    settings = Settings.from_environment()
    engine, folder = readers_engine(settings, name), settings.search_folder
    if name not in ("", CURRENT):
        folder = settings.release_folders[0] / "databases" / name
    with reading(engine) as session:
        catalogue = answers.catalogue(session)
        yield Release(session, searchable(catalogue, partial(reading, engine), folder))


def save(parts: Iterable[bytes], output: Path | None) -> None:
    """Write the parts of a file, to standard output where no file is named.

    Of a file that cannot be finished nothing is left.
    """
    if not output:
        sys.stdout.buffer.writelines(parts)
        return
    is_new, file = not output.exists(), output.open("wb")
    try:
        with file:
            file.writelines(parts)
    except BaseException:
        if is_new:
            output.unlink()
        raise


def release_lines(settings: Settings, pair: str | None) -> Iterator[str]:
    """A line for each release; for a pair `A...B` what B changed since A, as a list in Markdown.

    Raises FileError where the pair is none, NotFoundError where a release is not kept.
    """
    store = ReleaseStore(settings.release_folders)
    if pair is None:
        for row in listed(store):
            counts = [(kind, row[f"{kind}_count"]) for kind in KINDS]
            changes = f": {change_counts_in_words(counts)}" if row["previous_release"] else ""
            yield f"{row['release']} ({row['release_date'] or 'no date'}){changes}"
        return
    before, dots, after = pair.partition("...")
    if not dots:
        message = f"found {pair!r}. Name two releases, as in A...B."
        raise FileError([Problem("invalid", "releases", message)])
    latest = next((each.release for each in reversed(store.archives)), after)
    comparison = compared(store, before, after, latest)
    yield f"Data: {change_counts_in_words(comparison.counts.items())}."
    for change in comparison.changes:
        cells = ", ".join(cell.column for cell in change.cells)
        which = f": {cells}" if change.kind == "changed" else ""
        yield f"- `{change.file}`: {change.row_id} was {change.kind}{which}."
