"""What a file says of itself."""

from dataclasses import dataclass

from app.evidence.queries import Query
from app.evidence.records.columns import Column

LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class About:
    """Which question a file answers, of which release, and how to cite it."""

    query: Query
    said: str
    address: str
    release: str

    @property
    def columns(self) -> list[Column]:
        """The columns of the file, described."""
        chosen = set(self.query.columns)
        return [c for c in self.query.resource.record.described() if c.name in chosen]

    @property
    def citation(self) -> str:
        """How to cite the file."""
        return f"Wave 1 Evidence, release {self.release}: {self.said}. {LICENCE}"
