"""Serving from the command line: what is done before the first reader is answered."""

from pathlib import Path

from rich.console import Console
from sqlalchemy import Engine

from app.database import connect, fault_of, is_read_only, reading
from app.database.migrate import upgrade
from app.errors import DataError, Problem, ServiceError
from app.evidence import answers
from app.ingest.release import fingerprint, is_loaded, release_of
from app.releases import keep
from app.settings import VERSION, Settings

EARLIEST_YEAR = 1980
"""Before it no archive has a moment, and so no Word document."""


def ensure_clock(year: int) -> None:
    """Raise ServiceError where the clock of the machine was never set."""
    if year < EARLIEST_YEAR:
        message = f"It says {year}: set it, since documents hold the moment they are made at."
        raise ServiceError([Problem("invalid", "clock", message)])


def prepared(say: Console, settings: Settings, *, allow_removals: bool) -> str:
    """The release that readers will be answered from; loaded where the data changed.

    A database that cannot be written to is served as it is, where it is there to be read.
    """
    readers = connect(settings.readers_url, is_for_readers=True)
    try:
        return _update(say, connect(settings.database_url), settings, allow_removals=allow_removals)
    except Exception as error:
        fault = fault_of(error)
        if not fault or not (settings.read_database_url or is_read_only(readers)):
            raise
        say.print(f"{fault} Nothing is loaded; readers are answered from what is there.")
        return "as it is in the database"


def _update(say: Console, engine: Engine, settings: Settings, *, allow_removals: bool) -> str:
    """Migrate the database and load the data where it changed; the release that is loaded then."""
    upgrade(engine)
    release = release_of(VERSION, fingerprint(settings.data_folder))
    with reading(engine) as session:
        is_current = is_loaded(session, release)
    if not is_current:
        from app.load_command import load_shown, validated  # noqa: PLC0415 (mostly nothing changed)

        dataset = validated(say, settings.data_folder)
        load_shown(say, engine, dataset, allow_removals=allow_removals)
    keep_shown(say, engine, settings.data_folder, settings.releases_folder)
    engine.dispose()
    return release


def keep_shown(say: Console, engine: Engine, data: Path, folder: Path) -> None:
    """Keep the release that is loaded, or say why it is not kept: it is loaded all the same."""
    with reading(engine) as session:
        made = answers.last_load(session)
    try:
        keep(folder, data, made["release"], made["finished_at"])
    except OSError as error:
        say.print(f"The release is not kept: {error.filename}: {error.strerror}.")
    except DataError as error:
        say.print(f"The release is not kept: {error}")
