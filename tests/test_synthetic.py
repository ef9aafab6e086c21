"""Data made for measuring: as valid as the real data, and the same for the same seed."""

from pathlib import Path

from app.ingest.validate import validate
from scripts.make_synthetic import make

MADE = 3_000


def test_made_data_keep_every_rule_and_have_as_many_rows_as_were_asked_for(tmp_path: Path) -> None:
    make(tmp_path / "data", MADE, projects=70)

    delivery = validate(tmp_path / "data")

    assert len(delivery.rows["findings.csv"]) == MADE
    assert len(delivery.rows["projects.csv"]) == 70


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 1), ("same", 1), ("other", 2)):
        make(tmp_path / name, MADE, seed=seed)

    one, same, other = (
        (tmp_path / name / "findings.csv").read_bytes() for name in ("one", "same", "other")
    )
    assert one == same
    assert one != other
