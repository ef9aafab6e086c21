"""Whether words tell of help or of a hindrance, asked of phrases that were not learnt."""

from collections import Counter

import numpy as np

from app.ask.embedding import vectors
from app.ask.tables import load_phrases
from app.ask.themes import PolarityModel
from app.ask.words import stems

EVERY = 5
"""One phrase of so many is kept back."""


def test_of_phrases_that_were_not_learnt_few_are_told_the_wrong_way_round() -> None:
    phrases = [one for one in load_phrases() if one.kind == "theme"]
    words = [dict.fromkeys(stems(one.phrase)) for one in phrases]
    meanings = vectors([one.phrase for one in phrases])
    learnt = np.arange(len(phrases)) % EVERY > 0
    known = [
        (one, own) for one, own, is_kept in zip(phrases, words, learnt, strict=True) if is_kept
    ]
    leanings = PolarityModel.of(
        [one.meaning[0] for one, _ in known],
        [one.polarity for one, _ in known],
        [own for _, own in known],
        meanings[learnt],
    )

    told = Counter(
        (one.polarity, leanings.polarity(one.meaning[0], own, meaning, vote=0.0))
        for one, own, meaning, is_kept in zip(phrases, words, meanings, learnt, strict=True)
        if not is_kept and one.polarity
    )

    wrong = told["barrier", "facilitator"] + told["facilitator", "barrier"]
    assert wrong < 0.06 * told.total()
    assert told["barrier", "barrier"] + told["facilitator", "facilitator"] > 0.65 * told.total()
