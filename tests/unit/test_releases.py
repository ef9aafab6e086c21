"""What is different between two releases is exactly what was edited."""

from pathlib import Path
from random import Random

import pytest

from app.ingest.data_files import FILES
from app.ingest.release import fingerprint, release_of
from app.releases import difference, keep
from app.releases.archive import Archive
from tests.conftest import NOW, copy_of_data
from tests.corrupt_csv import read, write

EDITED = ("findings.csv", "outcomes.csv", "projects.csv", "sources.csv", "area_neighbours.csv")


def kept(data: Path, folder: Path) -> Archive:
    return keep(folder, data, release_of("0.1.0", fingerprint(data)), NOW)


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

    found = difference(before, kept(data, tmp_path / "kept"))

    assert {
        (change.file, *change.key): (
            change.kind,
            {(cell.column, cell.old, cell.new) for cell in change.cells},
        )
        for change in found.changes
    } == expected
