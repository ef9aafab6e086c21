"""The parts of a question: between "and", "or", "but not" and commas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.ask.mentioned import Mentioned
from app.ask.signs import SIGNS
from app.ask.words import Word

MAX_PARTS = 8
"""So many parts of a sentence are read."""
JOINERS = dict.fromkeys(SIGNS["joiner"], "and") | {"or": "or", "nor": "or"}


@dataclass(frozen=True)
class Segment:
    """Words of a question in a row, how they are joined to those before, whether denied."""

    joined_by: str
    words: tuple[Word, ...]
    is_without: bool


def sentences(question: str, words: Sequence[Word]) -> list[list[Word]]:
    """The words of each sentence, or of each question that is joined to another."""
    found: list[list[Word]] = [[]]
    for previous, word in zip([None, *words], words, strict=False):
        if previous and _is_another(question, previous, word):
            found.append([])
        found[-1].append(word)
    return [one for one in found if one]


def _is_another(question: str, previous: Word, word: Word) -> bool:
    is_joined = previous.text in ("and", "but") and word.text in SIGNS["begins-a-question"]
    return is_joined or bool(_ENDS.search(question[previous.ends : word.starts]))


_ENDS = re.compile(r"[.?!;]")


def split(words: Sequence[Word], mentioned: Mentioned) -> list[Segment]:
    """The parts of a sentence, in order; none is empty. A denial holds for its alternatives."""
    parts: list[Segment] = []
    joined_by, current, is_without = "and", list[Word](), False
    denying = mentioned.words_of_denials
    for word in words:
        starts_denial = word.position in mentioned.denials
        if word.position in denying and not starts_denial:
            continue
        if word.text in JOINERS or starts_denial:
            if current:
                parts.append(Segment(joined_by, tuple(current), is_without))
                current, is_without = [], is_without and JOINERS.get(word.text) == "or"
                joined_by = "and"
            joined_by = JOINERS.get(word.text, joined_by)
        if starts_denial:
            is_without = True
        if word.text not in JOINERS:
            current.append(word)
    if current:
        parts.append(Segment(joined_by, tuple(current), is_without))
    return parts[:MAX_PARTS]
