"""What kind of question it is: the first pattern of a table that fits decides."""

import re
from dataclasses import dataclass
from functools import cache

from app.ask.tables import rows_of


@dataclass(frozen=True)
class Frame:
    """What kind of question it is, what of that kind, and where the words stand that say so."""

    kind: str
    value: str
    starts: int
    ends: int

    @property
    def span(self) -> tuple[int, int]:
        """Where its words begin and end."""
        return self.starts, self.ends


def frames(question: str) -> dict[str, Frame]:
    """The kinds that a question has, each by the first pattern that fits."""
    text = question.casefold().replace("’", "'")
    kinds: dict[str, Frame] = {}
    for kind, value, pattern in _patterns():
        if kind not in kinds and (match := pattern.search(text)):
            kinds[kind] = Frame(kind, value or _last_group(match), *match.span())
    return kinds


def _last_group(match: re.Match[str]) -> str:
    return (match.lastindex and match.group(match.lastindex)) or ""


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], row["value"], re.compile(row["pattern"])) for row in rows_of("frames")
    )
