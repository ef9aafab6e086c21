"""Where the words and marks of a picture stand: narrow enough to be read on a telephone."""

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

WIDTH = 336
"""The width of a picture without its margins, in pixels. With them it is 360."""
MARGIN = 12
SIGNS_A_LINE = 46
LINE = 15
GAP = 12
BAND = 26
"""The height of the line that a row's marks stand on."""


@dataclass(frozen=True)
class Word:
    """A line of words: its style, and where it begins in pixels."""

    text: str
    style: str
    x: int
    y: int


@dataclass(frozen=True)
class Place:
    """Where a row of a picture stands: its lines of words, and the middle of its marks."""

    words: tuple[Word, ...]
    marks_y: int


def wrapped(text: str, signs: int = SIGNS_A_LINE) -> list[str]:
    """A text in lines that fit."""
    return textwrap.wrap(text, signs) or [""]


def lines(measure: str, whose: str, x: int, top: int, signs: int = SIGNS_A_LINE) -> list[Word]:
    """What was measured and whose it is, one below the other from a top."""
    said = [
        *((text, "measure") for text in wrapped(f"{measure[0].upper()}{measure[1:]}", signs)),
        *((text, "whose") for text in wrapped(whose, signs)),
    ]
    return [Word(text, style, x, top + n * LINE) for n, (text, style) in enumerate(said)]


def stacked(rows: Iterable[tuple[str, str]]) -> tuple[list[Place], int]:
    """Rows one below the other, each with its words over its marks; and the height of all."""
    places, top = [], 0
    for measure, whose in rows:
        words = tuple(lines(measure, whose, 0, top))
        below = top + len(words) * LINE
        places.append(Place(words, below + BAND // 2))
        top = below + BAND + GAP
    return places, top
