"""A file of nothing but garbage is refused as quickly as a small mistake."""

import time
from pathlib import Path

import pytest

from app.errors import DataError
from app.ingest.validate import validate


@pytest.mark.parametrize(
    "garbage",
    [
        pytest.param(b"\x9f\x00\xff\x13garbage " * 16, id="bytes"),
        pytest.param(b"a line that is no row at all\n" * 8, id="lines"),
        pytest.param(b"no line break anywhere" * 8, id="one line"),
    ],
)
def test_200_mb_of_garbage_are_refused_quickly_and_in_little_memory(
    data: Path, garbage: bytes
) -> None:
    header = (data / "findings.csv").read_bytes().splitlines(keepends=True)[0]
    with (data / "findings.csv").open("wb") as file:
        file.write(header)
        megabyte = (garbage * (1_000_000 // len(garbage) + 1))[:1_000_000]
        for _ in range(200):
            file.write(megabyte)
    began = time.monotonic()

    with pytest.raises(DataError) as refused:
        validate(data)

    assert {problem.where.split(",")[0] for problem in refused.value.problems} >= {"findings.csv"}
    assert len(refused.value.problems) < 12_000
    assert time.monotonic() - began < 30
