"""What is different between two releases is exactly what was edited."""

import re
from pathlib import Path
from random import Random

import pytest

from app.errors import DataError
from app.ingest.data_files import FILES, fingerprint, release_of
from app.releases import ReleaseStore, archive_release, changes_between
from app.releases.archive import Archive
from app.settings import ROOT
from scripts.publish import publish
from tests.conftest import DATA, NOW, copy_of_data
from tests.corrupt_csv import read, remove_row, set_cell, write

EDITED = ("findings.csv", "outcomes.csv", "projects.csv", "sources.csv", "area_neighbours.csv")


def kept(data: Path, folder: Path) -> Archive:
    return archive_release(folder, data, release_of("0.1.0", fingerprint(data)), NOW)


@pytest.mark.parametrize("seed", range(3))
def test_ten_random_edits_are_exactly_what_is_found(tmp_path: Path, seed: int) -> None:
    random, data = Random(seed), copy_of_data(tmp_path / "data")
    before = kept(data, tmp_path / "kept")
    expected = {}
    for number in range(10):
        name = random.choice(EDITED)
        rows = read(data / name)
        keys = next(file.key for file in FILES if file.name == name)
        row = random.choice(
            [row for row in rows if (name, *(row[k] for k in keys)) not in expected]
        )
        column = random.choice([column for column in row if column not in keys])
        kind = random.choice(["added", "changed", "removed"])
        old = {} if kind == "added" else dict(row)
        if kind == "added":
            row = {**row, **dict.fromkeys(keys, f"new-{number}")}
            rows.append(row)
        elif kind == "removed":
            rows.remove(row)
        else:
            row[column] = f'{row[column]}, "edited" {number}'
        new = {} if kind == "removed" else row
        write(data / name, rows)
        expected[name, *(row[k] for k in keys)] = (
            kind,
            {
                (column, old.get(column, ""), new.get(column, ""))
                for column in row
                if old.get(column, "") != new.get(column, "")
            },
        )

    found = changes_between(before, kept(data, tmp_path / "kept"))

    assert {
        (change.file, *change.key): (
            change.kind,
            {(cell.column, cell.old, cell.new) for cell in change.cells},
        )
        for change in found.changes
    } == expected


def test_what_is_published_stays_and_its_changes_are_told_in_the_list_of_changes(
    tmp_path: Path,
) -> None:
    data, changelog = copy_of_data(tmp_path / "data"), tmp_path / "CHANGELOG.md"
    changelog.write_text("# Changes\n\n## Unreleased\n\n### Data\n\n- Old.\n\n## 0.1.0\n", "utf-8")
    first = publish(data, changelog)
    remove_row(data, "findings.csv", "finding_id", "tr4-f002")
    set_cell(data, "themes.csv", 2, "label", "Another label")

    second = publish(data, changelog)
    again = publish(data, changelog)

    assert (first.release != second.release, again.release) == (True, second.release)
    assert {path.name for path in (data / "releases").iterdir()} == {first.release, second.release}
    compared = f"/api/v1/releases/{first.release}...{second.release}"
    told = f"""# Changes

## Unreleased

### Data

- No rows added, 1 changed, 1 removed (cell by cell: `{compared}`).
- `themes.csv`: 1 changed.
- `findings.csv`: 1 removed (tr4-f002).

## 0.1.0
"""
    assert changelog.read_text("utf-8") == told


@pytest.mark.parametrize(
    "archive", ReleaseStore((DATA / "releases",)).archives, ids=lambda a: a.release
)
def test_a_release_that_travels_with_the_project_is_named_after_its_files(archive: Archive) -> None:
    assert release_of(archive.version, fingerprint(archive.folder)) == archive.release


def test_the_date_of_a_release_is_in_the_data_and_in_the_citation_file() -> None:
    [date] = re.findall(
        r"^date-released: (\S+)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M
    )

    assert max(row["release_date"] for row in read(DATA / "releases.csv")) == date


def test_no_release_is_dated_before_a_page_of_it_was_seen() -> None:
    archives = ReleaseStore((DATA / "releases",)).archives

    assert [archive.published[0] for archive in archives] == ["2026-11-28", "2026-11-28"]


def test_files_that_changed_since_they_were_loaded_are_not_kept(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="have changed since they were loaded"):
        archive_release(tmp_path, DATA, "0.1.0+000000000000", NOW)

    assert list(tmp_path.iterdir()) == []
