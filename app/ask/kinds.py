"""Recognises questions about the programme, the sources or this service by labelled examples."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from app.ask.embedding import Vectors, vectors
from app.ask.tables import like_words, rows_of
from app.ask.words import Word, read_words
from app.evidence.words import STOP_WORDS

LIKE = 0.5
"""A question that is less like every example of a kind is not of that kind."""
OF_MISSED = 0.25
"""A question whose words stand in no example of a kind has to be so much more like one of them."""
AS_LIKE = 0.85
"""Of the programme as much is told as is so nearly as likely as the first."""
OF_COMMON = 0.15
"""What a word like "the" weighs beside others."""
ALIKE = 0.55
"""Words whose vectors are so much alike stand for each other."""

QuestionKind = tuple[str, str]
"""A kind of question, and what of that kind is asked for."""


@dataclass(frozen=True)
class Examples:
    """Labelled questions of each kind, indexed so that a new question can be compared."""

    meant: tuple[QuestionKind, ...]
    places: Mapping[str, list[int]]
    """The questions in which each word stands."""
    weights: npt.NDArray[np.float64]
    vectors: Vectors
    words: Mapping[QuestionKind, set[Word]]

    @classmethod
    def shipped(cls) -> "Examples":
        rows = rows_of("examples")
        features = [_features(read_words(row["question"])) for row in rows]
        places: defaultdict[str, list[int]] = defaultdict(list)
        for number, own in enumerate(features):
            for feature in own:
                places[feature].append(number)
        meant = tuple((row["kind"], row["value"]) for row in rows)
        words: defaultdict[QuestionKind, set[Word]] = defaultdict(set)
        for one, row in zip(meant, rows, strict=True):
            words[one] |= {w for w in read_words(row["question"]) if w.text not in STOP_WORDS}
        return cls(
            meant,
            places,
            np.array([_weight(own) for own in features]),
            vectors([row["question"] for row in rows]),
            words,
        )

    def likeness(self, question: str) -> dict[QuestionKind, float]:
        """How like the nearest example of each kind a question is, by words and by meaning."""
        asked = _features(read_words(question))
        shared = np.zeros(len(self.meant))
        for feature in asked:
            shared[self.places.get(feature, [])] += _weight([feature])
        shared *= 2 / (max(_weight(asked), OF_COMMON) + self.weights)
        whole = (shared + self.vectors @ vectors([question])[0]) / 2
        best: dict[QuestionKind, float] = {}
        for meant, score in zip(self.meant, whole.tolist(), strict=True):
            best[meant] = max(best.get(meant, 0.0), score)
        return best

    def missed(self, content: Sequence[Word], meant: QuestionKind) -> list[Word]:
        """The words that no example of a kind holds, nor any word that means nearly the same."""
        own = sorted(self.words[meant], key=lambda word: word.text)
        near = vectors([word.text for word in content]) @ vectors([word.text for word in own]).T
        held = _features(own)
        return [
            word
            for word, likeness in zip(content, near, strict=True)
            if not _features([word]) <= held and likeness.max() < ALIKE
        ]


def _features(words: Iterable[Word]) -> frozenset[str]:
    groups = like_words()
    return frozenset(groups.get((word.stem,), word.stem) for word in words)


def _weight(features: Iterable[str]) -> float:
    return sum(OF_COMMON if one in _common() else 1.0 for one in features)


@cache
def _common() -> frozenset[str]:
    return _features(read_words(" ".join(STOP_WORDS)))


_examples = cache(Examples.shipped)


def question_kinds(question: str, content: Sequence[Word]) -> tuple[QuestionKind, ...]:
    """The kinds that a question is of, the likeliest first; none where it is about more.

    `content` are the words that tell what it is about: the more of them no example holds, the liker
    it has to be.
    """
    examples = _examples()
    likeness = examples.likeness(question)
    order = sorted(likeness, key=lambda one: -likeness[one])
    best = order[0]
    missed = examples.missed(content, best)
    likely = LIKE + OF_MISSED * len(missed) / max(1, len(content))
    if likeness[best] < likely or any(word.text.isdecimal() for word in missed):
        return ()
    told = [best]
    for part in (likeness, *map(examples.likeness, _AND.split(question))):
        most = max(LIKE, AS_LIKE * max(likeness[best], *part.values()))
        told += [one for one in order if part[one] >= most and one[0] == best[0] == "programme"]
    return tuple(dict.fromkeys(told))


_AND = re.compile(r",? and ", re.IGNORECASE)
