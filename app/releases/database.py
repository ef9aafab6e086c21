"""The database of a kept release: made of its data files at the first need, then only read."""

import os
import shutil
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from app.database import connect, detached
from app.database.migrate import newest, upgrade
from app.errors import DataError, FileError, Problem
from app.ingest.csv_files import write_rows
from app.ingest.data_files import FILES
from app.ingest.load import load
from app.ingest.release import release_of
from app.ingest.validate import validate
from app.releases.archive import Archive
from app.settings import VERSION


def opened(archive: Archive, folder: Path) -> sa.Engine:
    """The database of a release, which nobody can write to; made where it is not in the folder.

    What it holds is what the program of today makes of the data of then. Raises FileError where
    this program cannot read them.
    """
    # Another program, or other tables, make another database of the same files.
    file = folder / f"{archive.release}.{newest()}.{VERSION}.sqlite"
    if not file.exists():
        try:
            _make(archive, file)
        except DataError as error:
            message = f"Version {VERSION} of the program cannot read it. {error.problems[0]}"
            raise _not_readable(archive, message) from None
        except OSError as error:
            raise _not_readable(archive, f"{error.strerror}.") from None
    return connect(sa.URL.create("sqlite", database=str(file)), is_for_readers=True)


def _not_readable(archive: Archive, message: str) -> FileError:
    return FileError([Problem("not-readable", f"release {archive.release}", message)])


def _make(archive: Archive, file: Path) -> None:
    found = release_of(archive.version, archive.files)
    if found != archive.release:
        raise _not_readable(archive, f"Its files are those of {found}.")
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
        with whole.open("rb") as written:
            os.fsync(written.fileno())
        whole.rename(file)


def _add_what_came_later(archive: Archive, data: Path) -> None:
    """Write the columns that the data did not have then, blank, and the lists, empty."""
    for file in FILES:
        rows, columns = archive.rows(file.name), list(file.row.model_fields)
        had = next(iter(rows.values()), {})
        if rows and set(columns) <= set(had):
            continue
        every = dict.fromkeys((*columns, *had))
        write_rows(data / file.name, list(every), rows.values())
