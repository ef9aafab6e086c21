"""Which sub-theme some words are about, and whether it helped, learnt from phrases."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from app.ask.embedding import Vectors, vectors
from app.ask.tables import Phrase, like_words
from app.ask.thresholds import LEANING, TELLING_SHARE
from app.ask.words import Word, read_words
from app.evidence.catalogue import Catalogue

WEIGHT_OF_PHRASE, WEIGHT_OF_WORDS, WEIGHT_OF_MEANING = 0.6, 0.5, 0.5
NEAREST = 3
"""So many phrases of a theme vote whether it helped."""
LONGEST_GROUP = 4

OUTSIDE = "outside"
"""Stands where a theme does, for every subject that the evidence does not hold."""

Floats = npt.NDArray[np.float64]

OF_THEME = 0.6
"""What all phrases of a theme count beside them: some themes nearly always got in the way."""

SIGN_OF = {"barrier": 1.0, "facilitator": -1.0}
"""The number of a polarity; of phrases that are said of both it is 0."""


@dataclass(frozen=True)
class Likely:
    """A theme that some words may be about: how likely, and which of the words tell it."""

    theme_id: str
    score: float
    words: frozenset[int]
    polarity: str | None


@dataclass(frozen=True)
class ThemeReader:
    """The phrases of every theme, weighed."""

    themes: tuple[str, ...]
    signs: Floats
    of_theme: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    weights: Mapping[str, float]
    unknown_weight: float
    holders: Mapping[str, npt.NDArray[np.int64]]
    lengths: Floats
    telling: Mapping[str, Floats]
    stems: frozenset[str]
    meanings: Vectors

    @classmethod
    def of(cls, learnt: Iterable[Phrase]) -> "ThemeReader":
        phrases = sorted(learnt, key=lambda p: p.meaning[0])
        themes = tuple(dict.fromkeys(p.meaning[0] for p in phrases))
        place = {theme: number for number, theme in enumerate(themes)}
        of_theme = np.array([place[p.meaning[0]] for p in phrases])
        features = [tuple(_features(read_words(p.phrase))) for p in phrases]
        counts = Counter(feature for ones in features for feature in ones)
        holders: defaultdict[str, list[int]] = defaultdict(list)
        for number, ones in enumerate(features):
            for feature in ones:
                holders[feature].append(number)
        sizes = np.bincount(of_theme, minlength=len(themes))
        # A word met once tells less than one met often: some of its share goes to every theme.
        even = 1 / (np.median(sizes) * len(themes))
        telling = {}
        for feature, numbers in holders.items():
            rates = np.bincount(of_theme[numbers], minlength=len(themes)) / sizes + even
            telling[feature] = rates / rates.sum()
        weights = {f: math.log((len(phrases) + 1) / (n + 0.5)) for f, n in counts.items()}
        return cls(
            themes,
            np.array([SIGN_OF.get(p.polarity or "", 0.0) for p in phrases]),
            of_theme,
            np.searchsorted(of_theme, np.arange(len(themes))),
            weights,
            math.log(2 * len(phrases)),
            {feature: np.array(numbers) for feature, numbers in holders.items()},
            np.array([sum(weights[f] for f in ones) for ones in features]),
            telling,
            frozenset(f for f in counts if not f.startswith("=")),
            vectors([p.phrase for p in phrases]),
        )

    def likely(self, words: Sequence[Word], empty: frozenset[str]) -> list[Likely]:
        features = _features(words)
        weighed = {f: self._weight(f, words, places, empty) for f, places in features.items()}
        total = sum(weighed.values())
        if not total:
            return []
        shared = np.zeros(len(self.lengths))
        telling = np.zeros(len(self.themes))
        for feature, weight in weighed.items():
            if feature in self.holders:
                shared[self.holders[feature]] += weight
                telling += weight / total * self.telling[feature]
        alike = 2 * shared / (self.lengths + total)
        text = " ".join(word.text for word in words)
        meaning = self.meanings @ vectors([text])[0]
        whole = (
            WEIGHT_OF_PHRASE * np.maximum.reduceat(alike, self.starts)
            + WEIGHT_OF_WORDS * telling
            + WEIGHT_OF_MEANING * np.maximum.reduceat(meaning, self.starts)
        )
        nearness = alike + meaning
        order = sorted(range(len(self.themes)), key=lambda n: (-whole[n], self.themes[n]))
        return [
            Likely(
                self.themes[n],
                float(whole[n]),
                self._places(features, n),
                self._polarity(nearness, n),
            )
            for n in order[:5]
        ]

    def tells(self, words: Sequence[Word], theme_id: str, *, is_kin: bool = False) -> bool:
        """Whether some words speak for a theme, or for its kin as well, more than for others."""
        kin = f"{theme_id.partition('.')[0]}."
        chosen = [t == theme_id or (is_kin and t.startswith(kin)) for t in self.themes]
        shares = [
            self.telling[feature][chosen].sum()
            for feature in _features(words)
            if feature in self.telling
        ]
        return max(shares, default=0.0) >= TELLING_SHARE

    def say(self, words: Sequence[Word], label: str) -> bool:
        """Whether some words hold every word of a label, or one like it."""
        features = _features(words).keys()
        return all(features & _features([word]).keys() for word in read_words(label))

    def _places(self, features: Mapping[str, Sequence[int]], theme: int) -> frozenset[int]:
        """The places of words that phrases of a theme use more than those of others."""
        return frozenset(
            place
            for feature, places in features.items()
            if feature in self.telling
            and self.telling[feature][theme] > 1.001 * self.telling[feature].min()
            for place in places
        )

    def _weight(
        self, feature: str, words: Sequence[Word], places: Iterable[int], empty: frozenset[str]
    ) -> float:
        if feature in self.weights:
            return self.weights[feature]
        stem_of = {word.position: word.stem for word in words}
        return 0.0 if all(stem_of[place] in empty for place in places) else self.unknown_weight

    def _polarity(self, nearness: Floats, theme: int) -> str | None:
        """What most of the nearest phrases of a theme say: that it got in the way, or helped."""
        phrases = np.flatnonzero(self.of_theme == theme)
        nearest = phrases[np.argsort(-nearness[phrases], kind="stable")[:NEAREST]]
        vote = float(nearness[nearest] @ self.signs[nearest] / nearness[nearest].sum())
        vote += OF_THEME * float(self.signs[phrases].mean())
        if abs(vote) < LEANING:
            return None
        return "barrier" if vote > 0 else "facilitator"


def phrases_of_themes(catalogue: Catalogue, every: Sequence[Phrase]) -> list[Phrase]:
    """What is said of each theme, and of what the evidence does not hold."""
    phrases = [phrase for phrase in every if phrase.kind == "theme"]
    phrases += [
        Phrase(phrase.phrase, "theme", (OUTSIDE,))
        for phrase in every
        if phrase.kind == "outside" and phrase.meaning == ("subject",)
    ]
    labels = [Phrase(label, "theme", (theme,)) for theme, label in catalogue.themes.labels.items()]
    others = [Phrase(name, "theme", (theme,)) for name, theme in catalogue.theme_synonyms]
    return [*phrases, *labels, *others]


def _features(words: Sequence[Word]) -> dict[str, tuple[int, ...]]:
    """The stems of the words, and the groups of like words they belong to, with their places."""
    features: dict[str, tuple[int, ...]] = {}
    groups = like_words()
    for first, word in enumerate(words):
        features.setdefault(word.stem, (word.position,))
        for length in range(min(LONGEST_GROUP, len(words) - first), 0, -1):
            run = words[first : first + length]
            if group := groups.get(tuple(word.stem for word in run)):
                features.setdefault(group, tuple(word.position for word in run))
                break
    return features
