"""Where the benchmark keeps its work, and what it is asked to measure."""

from dataclasses import dataclass

from app.settings import ROOT

WORK = ROOT / "var" / "bench"
PAGE = ROOT / "docs" / "performance.md"
SIZES = (229, 10_000, 1_000_000)
DATABASES = ("sqlite", "postgresql")
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
SHIPPED = 0
"""Stands for the data of `data/` where others name a number of findings."""
CONNECTIONS = 32


@dataclass(frozen=True)
class Plan:
    """What one run measures, and how long each measurement takes."""

    sizes: tuple[int, ...] = SIZES
    databases: tuple[str, ...] = DATABASES
    seconds: float = 5
    rounds: int = 3

    @property
    def is_complete(self) -> bool:
        """Whether every row of the table is measured everywhere."""
        return set(self.sizes) >= set(SIZES) and set(self.databases) == set(DATABASES)

    @property
    def largest(self) -> int:
        """Where that is measured which is asked of the largest size."""
        return max(self.sizes)

    @property
    def smallest(self) -> int:
        """What the largest size is compared with."""
        return min(self.sizes)


@dataclass(frozen=True)
class Place:
    """Where a figure was measured: so many findings, in this database."""

    size: int
    database: str

    def __str__(self) -> str:
        return f"{said_size(self.size)} on {NAMES[self.database]}"


def said_size(size: int) -> str:
    """A number of findings as it is written."""
    return f"{size:,}" if size else "shipped data"
