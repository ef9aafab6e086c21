"""Whether words tell of help or of a hindrance, asked of phrases that were not learnt."""

from collections import Counter

from app.ask.tables import load_phrases
from app.ask.themes import ThemeReader
from app.ask.words import read_words

EVERY = 5
"""One phrase of so many is kept back."""


def test_of_phrases_that_were_not_learnt_few_are_told_the_wrong_way_round() -> None:
    phrases = [one for one in load_phrases() if one.kind == "theme"]
    reader = ThemeReader.of(one for n, one in enumerate(phrases) if n % EVERY)

    told = Counter[tuple[str | None, str | None]]()
    for one in phrases[::EVERY]:
        likely = reader.likely(read_words(one.phrase), frozenset())
        own = (each for each in likely if each.theme_id in one.meaning)
        told.update((one.polarity, each.polarity) for each in own)

    wrong = told["barrier", "facilitator"] + told["facilitator", "barrier"]
    right = told["barrier", "barrier"] + told["facilitator", "facilitator"]
    assert wrong < 0.1 * told.total()
    assert right > 0.45 * told.total()
