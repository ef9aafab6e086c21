"""The phrases from which questions are learnt: a training set, and no part of a release."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from sys import intern

from app.ask.tables import rows_of
from app.ask.words import stems

LONGEST = 5
"""Words of the longest phrase: a longer one copies a question, and gains nothing on others."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that a question may use, and what they mean there."""

    phrase: str
    kind: str
    meaning: tuple[str, ...]
    polarity: str | None = None


@cache
def training_set() -> tuple[Phrase, ...]:
    """What the words of a question can mean, in a settled order."""
    rows = sorted(rows_of("phrases"), key=lambda row: (row["kind"], row["phrase"]))
    meant = cache(lambda meaning: tuple(filter(None, meaning.split(";"))))
    return tuple(
        Phrase(row["phrase"], intern(row["kind"]), meant(row["meaning"]), row["polarity"] or None)
        for row in rows
    )


@cache
def like_words() -> Mapping[tuple[str, ...], str]:
    """The group of words of like meaning that each word or phrase is in, by its stems."""
    groups = (phrase for phrase in training_set() if phrase.kind == "word")
    return {stems(phrase.phrase): f"={phrase.meaning[0]}" for phrase in groups}
