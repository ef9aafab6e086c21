"""A sentence as it is compared: its words, figures, directions, denials and hedges."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from app.check_claim.lexicon import (
    DIRECTIONS,
    FILLERS,
    HEDGES,
    NEGATIONS,
    NUMBERS,
    STRENGTHENERS,
)
from app.evidence.words import STOP_WORDS, stem, tidied

_FIGURE = re.compile(r"(£?)(\d+(?:\.\d+)?)(?:-?(million|billion|percent)|m\b|k\b)?")
_WORD = re.compile(r"[a-z]+")
_MULTIPLIED = {"million": 1e6, "billion": 1e9}
_PERIODS = re.compile(r"\b(?:wave|phase|tr|no) ?\d+\b|\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a claim or of a row; names of projects are taken out of it before."""

    text: str

    @cached_property
    def _plain(self) -> str:
        return tidied(self.text).casefold().replace(" percent", "-percent")

    @cached_property
    def words(self) -> list[str]:
        """The stems of its words, in their order."""
        return [stem(word) for word in _WORD.findall(_FIGURE.sub(" ", self._plain))]

    @cached_property
    def figures(self) -> list[str]:
        """Its figures in their order, each with its unit; years are none of them."""
        figures = []
        for match in re.finditer(rf"{_FIGURE.pattern}|[a-z]+", _PERIODS.sub(" ", self._plain)):
            if match[0] in NUMBERS and match[0] != "one":
                figures.append(NUMBERS[match[0]])
            elif match[2]:
                number = float(match[2]) * _MULTIPLIED.get(match[3] or "", 1)
                number *= 1e6 if match[0].endswith("m") else 1e3 if match[0].endswith("k") else 1
                unit = "%" if match[3] == "percent" else ""
                figures.append(f"{number:g}{unit}" if number < 1e5 else f"{number:.0f}{unit}")
        return figures

    @cached_property
    def years(self) -> set[str]:
        """The years that it names."""
        return set(re.findall(r"\b(?:19|20)\d\d\b", self._plain))

    @cached_property
    def negations(self) -> int:
        """How many words deny something."""
        return sum(word in NEGATIONS for word in self.words)

    @cached_property
    def directions(self) -> set[str]:
        """The directions that it tells of."""
        return {name for name, words in DIRECTIONS.items() if words.intersection(self.words)}

    @cached_property
    def hedges(self) -> set[str]:
        """The kinds of hedges that limit it."""
        return {name for name, words in HEDGES.items() if words.intersection(self.words)}

    @cached_property
    def strengtheners(self) -> frozenset[str]:
        """The words that make it stronger."""
        return STRENGTHENERS.intersection(self.words)

    @cached_property
    def content(self) -> list[str]:
        """The stems that carry its meaning."""
        return [word for word in self.words if word not in _EMPTY and len(word) > 1]


_EMPTY = frozenset(map(stem, STOP_WORDS)) | FILLERS | frozenset(map(stem, NUMBERS))


@lru_cache(maxsize=5_000)
def sentence(text: str) -> Sentence:
    """A sentence; those of rows are compared again and again."""
    return Sentence(text)
