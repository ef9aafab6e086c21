"""What a picture shows, whichever way it is drawn: 16 to 9, as SVG, PNG or PowerPoint."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.evidence.saying import number

INK, QUIET, PAPER, PALE = "#14232b", "#45545d", "#ffffff", "#b9c6cb"
HELPED, MIDDLE, HINDERED, UNKNOWN = "#17613a", "#2f7d8a", "#96271b", "#c9e0e3"
BRAND, LIGHT = "#0a4a55", "#eaf1f2"


@dataclass(frozen=True)
class SlideRow:
    """A label with a value for each series, or with words; what it means, and what limits it."""

    label: str
    values: Sequence[float | str | None]
    verdict: str = ""
    note: str = ""


@dataclass(frozen=True)
class Slide:
    """What a picture finds, its figures by row and series, and what a reader must know of it.

    Without series, the rows say words, in columns that may have heads. `most` rows can be read
    from the back of a room.
    """

    title: str
    subtitle: str
    series: Sequence[str]
    colours: Sequence[str]
    rows: Sequence[SlideRow]
    notes: Sequence[str]
    is_stacked: bool = False
    most: int = 5
    heads: Sequence[str] = ()

    def remarks(self, *, has_verdicts: bool) -> list[str]:
        """What limits each row, and then what limits all of them; first, where asked, a verdict."""
        said = [(row, (row.verdict if has_verdicts else "", row.note)) for row in self.rows]
        own = [
            f"{row.label}: {'. '.join(filter(None, parts))}" for row, parts in said if any(parts)
        ]
        return [*own, *self.notes]

    @property
    def description(self) -> str:
        """What the picture shows, for who cannot see it."""
        rows = (f"{row.label}: {_said(row)}" for row in self.rows)
        return f"{self.subtitle}. {'; '.join(rows)}. {' '.join(self.remarks(has_verdicts=True))}"

    @property
    def parts(self) -> list["Slide"]:
        """The same in as many slides as its rows need."""
        if len(self.rows) <= self.most:
            return [self]
        # No slide is left half empty.
        number_of_slides = math.ceil(len(self.rows) / self.most)
        own = math.ceil(len(self.rows) / number_of_slides)
        starts = range(0, len(self.rows), own)
        return [
            replace(
                self,
                title=f"{self.title} ({number} of {len(starts)})",
                rows=self.rows[start : start + own],
            )
            for number, start in enumerate(starts, 1)
        ]


def ink_on(colour: str) -> str:
    """What can be read on a bar of a colour."""
    return INK if colour == UNKNOWN else PAPER


def _said(row: SlideRow) -> str:
    return ", ".join(
        value if isinstance(value, str) else number(value)
        for value in row.values
        if value is not None
    )
