"""What planners worry about before they start, each with the themes that it is made of."""

from dataclasses import dataclass
from typing import Any

from app.database import split
from app.tables import rows_beside


@dataclass(frozen=True)
class Worry:
    """A worry in a planner's words.

    `lesson_id` and `help_id` name the claims that say best what went wrong, and what helped
    with just that.
    """

    worry_id: str
    label: str
    question: str
    theme_ids: tuple[str, ...]
    lesson_id: str
    help_id: str


def _worry(row: dict[str, Any]) -> Worry:
    return Worry(**{**row, "theme_ids": tuple(split(row["theme_ids"]))})


# Too little time stands under data and proof: it is about showing results, not about starting.
WORRIES = {row["worry_id"]: _worry(row) for row in rows_beside(__file__, "worries")}
"""In the order of a planner's work: before the start, at the start, and after it."""

TURNOVER = "turnover"
"""The theme on which what helped is a result: less turnover."""
