"""The index of a search: of one release, whole or not used, built anew wherever it is missing."""

import json
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient

from app.database import among, reading
from app.errors import NotReadyError
from app.evidence import answers
from app.evidence.catalogue import Catalogue
from app.evidence.models import Finding, ImportRun, table
from app.ingest.load import load
from app.ingest.validate import Dataset, validate
from app.main import create_app
from app.search import index
from app.search.query import SearchQuery, search, searchable
from tests.conftest import NOW
from tests.corrupt_csv import set_cell

FINDING = table(Finding)


def names_of(engine: sa.Engine, folder: Path) -> Catalogue:
    with reading(engine) as session:
        return searchable(answers.catalogue(session), partial(reading, engine), folder)


def counted(names: Catalogue, written: str = "staff") -> int:
    return search(SearchQuery(written), names).count


def folders(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_index_is_kept_under_the_name_of_its_release(
    evidence: sa.Engine, tmp_path: Path
) -> None:
    names = names_of(evidence, tmp_path)

    found = counted(names)

    [name] = folders(tmp_path)
    assert found
    assert name.startswith(f"{names.release}-")


@pytest.mark.one_database
def test_another_program_builds_an_index_of_its_own(
    evidence: sa.Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = counted(names_of(evidence, tmp_path))
    monkeypatch.setattr(index, "program_hash", lambda: "upgraded")

    after = counted(names_of(evidence, tmp_path))

    assert before == after
    assert len(folders(tmp_path)) == 2


@pytest.mark.one_database
@pytest.mark.parametrize("spoilt", ["ids", "meta.json", "*.store", "*.idx"])
def test_an_index_that_is_not_whole_is_built_anew(
    evidence: sa.Engine, tmp_path: Path, spoilt: str
) -> None:
    before = counted(names_of(evidence, tmp_path))
    for path in tmp_path.glob(f"*/{spoilt}"):
        beginning = path.read_bytes()[:2]
        # Another file in its place: one that is mapped must not shrink under its reader.
        path.unlink()
        path.write_bytes(beginning)

    after = counted(names_of(evidence, tmp_path))
    again = names_of(evidence, tmp_path)

    assert (after, counted(again)) == (before, before)
    assert len(folders(tmp_path)) == 1


@pytest.mark.one_database
def test_what_stands_under_the_name_of_an_index_and_is_none_is_not_used(
    evidence: sa.Engine, tmp_path: Path
) -> None:
    before = counted(names_of(evidence, tmp_path))
    [folder] = tmp_path.iterdir()
    for path in folder.iterdir():
        path.unlink()
    (folder / "ids").write_text("tr4-f001\n\n\n")

    assert counted(names_of(evidence, tmp_path)) == before


@pytest.mark.one_database
def test_where_no_folder_can_be_made_an_index_is_in_memory(
    evidence: sa.Engine, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    names = names_of(evidence, tmp_path / "file" / "search")

    assert counted(names) == counted(names_of(evidence, tmp_path))


@pytest.mark.one_database
def test_workers_that_build_at_once_end_with_one_index(evidence: sa.Engine, tmp_path: Path) -> None:
    workers = [names_of(evidence, tmp_path) for _ in range(4)]

    with ThreadPoolExecutor(4) as pool:
        counts = set(pool.map(counted, workers))

    assert len(counts) == 1
    assert len(folders(tmp_path)) == 1


@pytest.mark.one_database
def test_a_new_release_is_found_by_its_own_index_and_the_one_before_stays_for_a_while(
    loaded: sa.Engine, tmp_path: Path
) -> None:
    folder = tmp_path / "search"
    statement = sa.update(FINDING).where(FINDING.c.finding_id == "tr4-f001")
    seen = []
    for word in ("quokka", "wombat", "numbat", "bilby", "potoroo"):
        with loaded.begin() as connection:
            connection.execute(statement.values(statement=f"A {word} was seen."))
            connection.execute(sa.update(table(ImportRun)).values(release=f"0.1.0+{word}"))
        names = names_of(loaded, folder)
        seen.append((counted(names, word), counted(names, "quokka OR wombat OR numbat")))

    assert seen == [(1, 1), (1, 1), (1, 1), (1, 0), (1, 0)]
    assert len(folders(folder)) == 3


@pytest.mark.one_database
def test_an_index_is_never_built_from_another_release(
    loaded: sa.Engine, dataset: Dataset, tmp_path: Path
) -> None:
    before = names_of(loaded, tmp_path / "search")
    load(loaded, dataset, version="2", now=lambda: NOW)

    with pytest.raises(NotReadyError):
        counted(before)


def test_the_first_search_of_a_list_after_a_load_is_answered_from_the_new_release(
    loaded: sa.Engine, data: Path
) -> None:
    client = TestClient(create_app(loaded))
    client.get("/api/v1/findings")
    set_cell(data, "findings.csv", 2, "statement", "A quokka was seen.")
    load(loaded, validate(data), version="1", now=lambda: NOW)

    body = client.get("/api/v1/findings?q=quokka").json()

    assert [row["statement"] for row in body["results"]] == ["A quokka was seen."]


@pytest.mark.parametrize("count", [0, 1, 150_000])
def test_any_number_of_ids_is_one_parameter(evidence: sa.Engine, count: int) -> None:
    key = FINDING.c.finding_id
    ids = [f"none-{number}" for number in range(count)] + ["tr4-f002", "tr4-f001"]
    with evidence.connect() as connection:
        found = sa.select(key).where(among(key, json.dumps(ids))).order_by(key)
        rows = connection.scalars(found).all()

    assert rows == ["tr4-f001", "tr4-f002"]
