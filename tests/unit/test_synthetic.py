"""Made-up data for tests of speed is valid, of the size asked for, and the same each time."""

import csv
import shutil
from pathlib import Path

import pytest

from app.ingest.validate import validate
from scripts.make_synthetic import make
from tests.conftest import DATA

pytestmark = pytest.mark.one_database


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder, projects=57, findings=229, seed=1, data=DATA)
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_synthetic_data_is_valid_and_has_the_requested_size(made: Path) -> None:
    dataset = validate(made)

    assert len(dataset.rows["projects.csv"]) == 57
    assert len(dataset.rows["findings.csv"]) == 229
    assert len(dataset.rows["outcomes.csv"]) == 45


def test_the_same_seed_makes_the_same_bytes(made: Path, tmp_path: Path) -> None:
    make(tmp_path, projects=57, findings=229, seed=1, data=DATA)

    assert bytes_of(tmp_path) == bytes_of(made)


def test_another_seed_makes_different_findings(made: Path, tmp_path: Path) -> None:
    make(tmp_path, projects=57, findings=229, seed=2, data=DATA)

    assert bytes_of(tmp_path)["findings.csv"] != bytes_of(made)["findings.csv"]


def test_a_new_column_of_findings_is_left_empty(tmp_path: Path) -> None:
    data, folder = tmp_path / "data", tmp_path / "made"
    shutil.copytree(DATA, data)
    real = (data / "findings.csv").read_text(encoding="utf-8").splitlines()
    lines = [f"{real[0]},strength", *(f"{line},strong" for line in real[1:])]
    (data / "findings.csv").write_text("\n".join(lines), encoding="utf-8")

    make(folder, projects=3, findings=12, seed=1, data=data)

    with (folder / "findings.csv").open(encoding="utf-8", newline="") as file:
        assert [row["strength"] for row in csv.DictReader(file)] == [""] * 12
