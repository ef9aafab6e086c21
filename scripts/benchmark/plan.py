"""What a run is asked to measure and where, and what it measured."""

from dataclasses import dataclass, field
from statistics import median

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


@dataclass(frozen=True)
class Rate:
    """What a server carries: requests per second, and how long readers wait."""

    per_second: float
    median_ms: float
    p99_ms: float

    @staticmethod
    def of(rounds: list["Rate"]) -> "Rate":
        """The median of several rounds, of each figure by itself."""
        return Rate(
            median(rate.per_second for rate in rounds),
            median(rate.median_ms for rate in rounds),
            median(rate.p99_ms for rate in rounds),
        )


@dataclass(frozen=True)
class Figure:
    """One figure of the table of targets."""

    measure: str
    limit: str
    place: Place
    value: float


@dataclass(frozen=True)
class Line:
    """One figure that stands beside the table, for one database."""

    section: str
    what: str
    place: Place
    said: str


@dataclass
class Results:
    """Everything that a run found."""

    rates: dict[tuple[Place, str], Rate] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    faults: dict[tuple[str, Place], str] = field(default_factory=dict)

    def add(self, measure: str, limit: str, place: Place, value: float) -> None:
        """A figure of the table of targets."""
        self.figures.append(Figure(measure, limit, place, value))

    def say(self, section: str, what: str, place: Place, said: str) -> None:
        """A figure beside that table."""
        self.lines.append(Line(section, what, place, said))
