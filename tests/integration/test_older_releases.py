"""A release that was kept before a column or a list came is read with these blank."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

import app.releases.archive
from app.commands import load_if_changed
from app.errors import NotFoundError
from app.ingest.csv_files import open_file
from app.ingest.data_files import release_of
from app.main import create_app
from app.releases import Archive, ReleaseStore, open_database, readers_engine
from app.settings import Settings
from tests.conftest import DATA, copy_of_data
from tests.corrupt_csv import read, write


def test_a_release_from_before_a_column_and_a_list_came_is_read_with_these_blank(
    tmp_path: Path,
) -> None:
    data = copy_of_data(tmp_path / "data")
    rows = read(data / "organisations.csv")
    write(data / "organisations.csv", [{**row} for row in rows if row.pop("ror_id") is not None])
    (data / "uncoded_mentions.csv").unlink()
    sha256 = {path.name: open_file(path).sha256 for path in data.glob("*.csv")}
    archive = Archive(data.rename(tmp_path / release_of("0.1.0", sha256)))

    with open_database(archive, tmp_path / "databases").connect() as connection:
        organisations = connection.execute(sa.text("SELECT ror_id FROM organisation")).all()
        mentions = connection.execute(sa.text("SELECT * FROM uncoded_mention")).all()

    assert [row.ror_id for row in organisations] == [None] * len(rows)
    assert mentions == []


def test_each_program_makes_its_own_database_of_a_kept_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = copy_of_data(tmp_path / "data")
    sha256 = {path.name: open_file(path).sha256 for path in data.glob("*.csv")}
    archive = Archive(data.rename(tmp_path / release_of("0.1.0", sha256)))
    folder = tmp_path / "databases"

    def made_by(program: str) -> str:
        monkeypatch.setattr(app.releases.archive, "program_hash", lambda: program)
        return Path(str(open_database(archive, folder).url.database)).name

    files = [made_by(program) for program in ("first", "second", "second", "third")]

    first, second, third = (
        f"{archive.release}.{each}.sqlite" for each in ("first", "second", "third")
    )
    assert files == [first, second, second, third]
    assert sorted(file.name for file in folder.iterdir()) == [second, third]


def test_where_nothing_can_be_written_a_kept_release_is_read_all_the_same(tmp_path: Path) -> None:
    data = copy_of_data(tmp_path / "data")
    sha256 = {path.name: open_file(path).sha256 for path in data.glob("*.csv")}
    archive = Archive(data.rename(tmp_path / release_of("0.1.0", sha256)))
    (tmp_path / "no folder").touch()

    engines = [open_database(archive, tmp_path / "no folder" / "databases") for _ in range(2)]

    with engines[1].connect() as connection:
        names = connection.execute(sa.text("SELECT count(*) FROM project")).scalar()
    assert names == len(read(archive.folder / "projects.csv"))
    assert engines[0].url == engines[1].url
    assert (tmp_path / "no folder").is_file()


def test_a_kept_release_can_be_served_in_place_of_the_data(tmp_path: Path) -> None:
    [release, *_] = [archive.release for archive in ReleaseStore((DATA / "releases",)).archives]
    database = tmp_path / "none.sqlite"
    settings = Settings.from_environment(
        {
            "WAVE1_DATABASE_URL": f"sqlite:///{database}",
            "WAVE1_RELEASES": str(tmp_path / "kept"),
            "WAVE1_RELEASE": release,
        }
    )

    name = load_if_changed(settings, allow_removals=False)
    with TestClient(create_app(readers_engine(settings))) as client:
        ready = client.get("/ready").json()
        count = client.get("/api/v1/outcomes").json()["meta"]["count"]
        page = client.get("/projects/pause").status_code

    assert (name, ready["release"], page) == (release, release, 200)
    assert count == len(read(DATA / "releases" / release / "outcomes.csv"))
    assert not database.exists()


def test_a_release_that_is_not_kept_cannot_be_served(tmp_path: Path) -> None:
    settings = Settings.from_environment({"WAVE1_RELEASE": "0.1.0+000000000000"})

    with pytest.raises(NotFoundError, match=r"0\.1\.0\+000000000000"):
        load_if_changed(settings, allow_removals=False)
