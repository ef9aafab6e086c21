"""Scores how similar a claim is to each statement and to the sentences of readers."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from app.check_claim.figures import Figure
from app.check_claim.order import Order
from app.check_claim.readers import Beside
from app.check_claim.sentences import Sentence, Term
from app.check_claim.term_index import Numbers

MISSING = 0.4
"""A word is missing where no other is as like it as this."""
LEAST_OF_FIGURES = 0.4
"""How near a row with the figures of a claim must be to be about the same; and one without them,
for readers to bear them out.
"""
LEAST_OF_REST = 0.4
"""So much of the rest of a claim a sentence has to hold to tell a part of it."""


@dataclass(frozen=True)
class ClaimScores:
    """How near a claim is to every statement: by its terms, and as a whole."""

    said: Sentence
    named: int
    """How many projects it is about."""
    asked: Sequence[Figure]
    """Its figures, but for the number of these."""
    order: Order
    weights: Numbers
    held: Numbers
    """The share of each term that each statement has or implies, from 0 to 1."""
    close: Numbers
    """How close each statement is as a vector."""
    near: Numbers
    """How near each statement is: half by its terms, half as a vector."""
    readers: Beside
    """What readers wrote about its projects."""

    def missing(self, numbers: Sequence[int]) -> tuple[str, ...]:
        """The words of the claim that some statements have no like of."""
        held = self.held[:, numbers].max(axis=1)
        pairs = zip(self.said.terms, held, strict=True)
        return tuple(term.word for term, much in pairs if much < MISSING)

    @cached_property
    def told_by_readers(self) -> Set[str]:
        """The stems of its terms that a true sentence of a reader has as well."""
        pairs = zip(self.said.terms, self.readers.told, strict=True)
        return {term.stem for term, held in pairs if held.max(initial=0) == 1}

    def tells(
        self, terms: Sequence[Term], numbers: Sequence[int], *, is_cause: bool = False
    ) -> float:
        """The largest share of these terms in a statement; a reader's true sentence counts too, if
        it has the rest of the claim. For a cause it must name one.
        """
        is_one = np.array([term in terms for term in self.said.terms])
        if not is_one.any():
            return 1
        of_told, rest = (
            _share(self.weights[which], self.readers.told[which]) for which in (is_one, ~is_one)
        )
        known = _share(self.weights[is_one], self.held[is_one][:, numbers])
        may_tell = (rest >= LEAST_OF_REST) & (self.readers.has_cause | (not is_cause))
        return float(np.append(known, of_told[may_tell]).max())

    def share(self, held: Numbers) -> float:
        """The share of the claim, by weight of its terms, that is held."""
        return float(_share(self.weights, held))


def _share(weights: Numbers, held: Numbers) -> Numbers:
    """The share by weight that each text holds; of nothing, all."""
    if not len(weights):
        return np.ones(held.shape[1:], dtype=np.float32)
    shares: Numbers = np.tensordot(weights, held, 1) / weights.sum()
    return shares
