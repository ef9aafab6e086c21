"""A kept release: its data files in a folder, and the database that is made of them."""

import os
import re
import shutil
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from app.database import connect, detached
from app.database.migrate import upgrade
from app.errors import DataError, FileError, Problem
from app.ingest.csv_files import numbered_rows, open_file, sha256_of, write_rows
from app.ingest.data_files import FILES, fingerprint, release_of
from app.settings import VERSION, program_hash

NAME = r"[0-9A-Za-z.]+\+[0-9a-f]{12}"
"""How a release is named: the version of the program and a hash of the data."""

Key = tuple[str, ...]
Cells = Mapping[str, str]
"""A row of a data file as it is written there: cells by column."""

_KEPT = 2
"""Databases of a release, each made by another program."""
_KEYS = {file.name: file.key for file in FILES}


@dataclass(frozen=True)
class Archive:
    """The folder of a kept release."""

    folder: Path

    @property
    def release(self) -> str:
        return self.folder.name

    @property
    def version(self) -> str:
        """The version of the program that the release was made with."""
        return self.release.partition("+")[0]

    @cached_property
    def kept_at(self) -> datetime:
        """When it was loaded here: the time of the folder, which nobody writes to afterwards."""
        return datetime.fromtimestamp(self.folder.stat().st_mtime, UTC)

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The SHA-256 of each data file by its name."""
        return {path.name: sha256_of(path) for path in sorted(self.folder.glob("*.csv"))}

    @cached_property
    def row_counts(self) -> Mapping[str, int]:
        return {name: len(self.rows(name)) for name in self.files}

    def rows(self, name: str) -> Mapping[Key, Cells]:
        """The rows of a data file by their keys; none where the release has no such file."""
        path = self.folder / name
        if not path.exists():
            return {}
        reading = open_file(path)
        columns = _KEYS.get(name, tuple(reading.header[:1]))
        rows = (
            dict(zip(reading.header, cells, strict=False))
            for _, batch in numbered_rows(reading)
            for cells in batch
        )
        return {tuple(row.get(column, "") for column in columns): row for row in rows}

    @cached_property
    def published(self) -> tuple[str, str]:
        """The day on which it was published, and what it is in a sentence; blank if not said.

        The day is never before the last on which one of its pages was seen.
        """
        latest = max(self.rows("releases.csv").values(), key=_day, default={})
        seen = (row.get("seen_on", "") for row in self.rows("sources.csv").values())
        return max(_day(latest), *seen, ""), latest.get("summary", "")


def _day(row: Cells) -> str:
    return row.get("release_date", "")


def is_name(text: str) -> bool:
    return re.fullmatch(NAME, text) is not None


def archive_release(folder: Path, data: Path, release: str, loaded_at: datetime) -> Archive:
    """Keep the data files of a release; one that is kept already is left as it is.

    Raises DataError where the files are no longer those that were loaded.
    """
    archive = Archive(folder / release)
    if archive.folder.exists():
        return archive
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".") as place:
        partial = Path(place) / release
        partial.mkdir()
        for file in FILES:
            _copy(data / file.name, partial / file.name)
        if release_of(archive.version, fingerprint(partial)) != release:
            message = "The files have changed since they were loaded: load them again."
            raise DataError([Problem("changed", str(data), message)])
        os.utime(partial, (loaded_at.timestamp(), loaded_at.timestamp()))
        _sync(partial)
        try:
            # A folder with files in it is never replaced: whoever was faster has kept the same.
            partial.rename(archive.folder)
        except OSError:
            if not archive.folder.exists():
                raise
        _sync(folder)
    return archive


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as copy:
        shutil.copyfileobj(read, copy)
        copy.flush()
        os.fsync(copy.fileno())


def _sync(folder: Path) -> None:
    """Make sure that the names in a folder outlast a loss of power."""
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def open_database(archive: Archive, folder: Path) -> sa.Engine:
    """The database of a release, which nobody can write to; made where it is not in the folder.

    What it holds is what the program of today makes of the data of then. Raises FileError where
    this program cannot read them.
    """
    # Another program may have other tables, or put the same cells into other words.
    file = folder / f"{archive.release}.{program_hash()[:12]}.sqlite"
    if not file.exists():
        try:
            file = _made(archive, file)
        except DataError as error:
            message = f"Version {VERSION} of the program cannot read it. {error.problems[0]}"
            raise _not_readable(archive, message) from None
        except OSError as error:
            raise _not_readable(archive, f"{error.strerror}.") from None
    return connect(sa.URL.create("sqlite", database=str(file)), is_for_readers=True)


def _made(archive: Archive, file: Path) -> Path:
    """The database, made in its folder; where that cannot be written, for this process alone."""
    try:
        _make(archive, file)
    except OSError:
        file = Path(_own_folder().name) / file.name
        if not file.exists():
            _make(archive, file)
    return file


@cache
def _own_folder() -> TemporaryDirectory[str]:
    """A folder that is gone when this process ends."""
    return TemporaryDirectory(prefix="wave1-releases-")


def _not_readable(archive: Archive, message: str) -> FileError:
    return FileError([Problem("not-readable", f"release {archive.release}", message)])


def _make(archive: Archive, file: Path) -> None:
    # They bring what loads, which most workers never need.
    from app.ingest.load import load
    from app.ingest.validate import validate

    release = release_of(archive.version, archive.files)
    if release != archive.release:
        raise _not_readable(archive, f"Its files are those of {release}.")
    file.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=file.parent, prefix=".") as place:
        data = Path(shutil.copytree(archive.folder, Path(place) / "data"))
        _add_what_came_later(archive, data)
        dataset = replace(validate(data), sha256=dict(archive.files))
        engine = connect(f"sqlite:///{place}/loading.sqlite")
        upgrade(engine)
        load(engine, dataset, version=archive.version, now=lambda: archive.kept_at)
        whole = Path(place) / "whole.sqlite"
        # A copy has no journal beside it, and its rows stand in the order of their keys.
        with closing(detached(engine)) as connection:
            connection.execute("VACUUM INTO ?", (str(whole),))
        engine.dispose()
        with whole.open("rb") as database:
            os.fsync(database.fileno())
        whole.rename(file)
    every = file.parent.glob(f"{archive.release}.*.sqlite")
    made = sorted(every, key=lambda path: path.stat().st_mtime)
    # While workers are replaced one by one, those of the program before still read theirs.
    for earlier in made[:-_KEPT]:
        earlier.unlink(missing_ok=True)


def _add_what_came_later(archive: Archive, data: Path) -> None:
    """Write the columns that the data did not have then, blank, and the lists, empty."""
    for file in FILES:
        rows, columns = archive.rows(file.name), list(file.cells)
        had = next(iter(rows.values()), {})
        if rows and set(columns) <= set(had):
            continue
        every = dict.fromkeys((*columns, *had))
        write_rows(data / file.name, list(every), rows.values())
