"""What was measured, and what could not be."""

from dataclasses import dataclass, field
from statistics import median

from scripts.benchmark.plan import Place


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
            median(one.per_second for one in rounds),
            median(one.median_ms for one in rounds),
            median(one.p99_ms for one in rounds),
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
