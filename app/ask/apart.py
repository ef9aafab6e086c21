"""Finds the few claims on a theme that alone answer a question."""

from collections.abc import Collection, Iterable, Sequence

import numpy as np
import numpy.typing as npt

from app.ask.embedding import Vectors
from app.ask.passages import Passage, index_of, nearest, of_one_paragraph
from app.ask.reading import Reading
from app.ask.reply import View
from app.ask.thresholds import AS_NEAR
from app.evidence.answers import Row
from app.evidence.ordering import in_same_words

TELLING, FEWEST_TELLING, OF_OTHERS = 0.2, 2, 0.2
"""By how much more of so many words claims are told apart, and what share of it others may hold."""


def told_apart(reading: Reading, view: View, ids: Collection[str]) -> list[Passage]:
    """Of some claims those that alone say what is asked: "nurses for nights", of all recruiting.

    They are told apart one by one, or else paragraph by paragraph.
    """

    def gain(_name: str, row: Row) -> float | None:
        return 0.0 if row["finding_id"] in ids else None

    weight = index_of(view.release).weight
    for together in (lambda _, row: in_same_words(row), of_one_paragraph):
        found = nearest(reading, view, ["findings"], gain, together)
        asked = found[0].asked if found else ()
        weights = [weight(stem, reading.lexicon) * (stem in reading.stems) for stem, _ in asked]
        if apart := _apart(found, np.array(weights)):
            return apart
    return []


def _apart(found: Sequence[Passage], weights: npt.NDArray[np.float64]) -> list[Passage]:
    """The passages that cover the words which set projects apart far better than the rest do.

    One word alone that they hold and the others do not is chance.
    """
    every = {project for one in found for project in one.projects}
    common = [_most(found, {one}) for one in every]
    shares = [float(np.clip(_held(one) - np.min(common, axis=0), 0, 1) @ weights) for one in found]
    apart = [one for one, n in zip(found, shares, strict=True) if n >= AS_NEAR * max(shares)]
    told = {project for one in apart for project in one.projects}
    rest = [n for one, n in zip(found, shares, strict=True) if not told.issuperset(one.projects)]
    if not rest or max(rest) > OF_OTHERS * max(shares):
        return []
    more = _most(apart, told) - _most(found, every - told)
    is_surely = np.count_nonzero(weights * (more >= TELLING)) >= FEWEST_TELLING
    lost, won = (float(np.clip(one, 0, 1) @ weights) for one in (-more, more))
    return apart if is_surely and lost <= OF_OTHERS * won else []


def _held(passage: Passage) -> Vectors:
    """How much a passage holds of each word: half where only a question for it does."""
    held: Vectors = ((passage.parts + passage.likely) / 2).astype(np.float32)
    return held


def _most(passages: Iterable[Passage], projects: Collection[str]) -> Vectors:
    """How much of each word any passage of some projects holds."""
    own = [_held(one) for one in passages if not {*one.projects}.isdisjoint(projects)]
    most: Vectors = np.max(own, axis=0)
    return most
