"""What a word of negation denies: that something was met, a name, or a good thing (a lack)."""

from collections.abc import Collection, Iterator, Sequence

from app.ask.signs import SIGNS
from app.ask.words import Word

NEGATIVE = SIGNS["negative"]
"""Every one of these has to be understood, or the question is not."""
_PAIRS = {("other", "than"), ("apart", "from"), ("but", "not"), ("free", "of")}
_PAIRS |= {
    ("not", "counting"),
    ("leaving", "out"),
    ("everything", "but"),
    ("all", "but"),
    ("anything", "but"),
}
NEAR = 6
"""So many words after "no" may name the trouble that there was none of."""


def denials(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The runs of words after which something is denied: "did not have", "other than", "no ..."."""
    texts = [word.text for word in words]
    for place, text in enumerate(texts):
        if text == "nor" and "neither" in texts[:place]:
            yield (words[place],)
        elif tuple(texts[place : place + 2]) in _PAIRS:
            yield tuple(words[place : place + 2])
        elif text in SIGNS["excepting"] and texts[max(0, place - 2) : place] != ["with", "and"]:
            yield (words[place],)
        elif text in SIGNS["auxiliary"] - SIGNS["able"] and texts[place - 1] != "could":
            after = place + 1
            while after < len(texts) and texts[after] in SIGNS["between"] - SIGNS["met"]:
                after += 1
            near = texts[after : after + 3]
            is_own = not SIGNS["own"].isdisjoint(texts[max(0, place - NEAR) : place])
            if (
                near
                and not is_own
                and not SIGNS["enough"] & set(near)
                and (near[0] in SIGNS["met"] or SIGNS["trouble"] & set(near[:1]))
            ):
                yield tuple(words[place : after + (near[0] in SIGNS["met"])])
        elif text == "no" and not SIGNS["trouble"].isdisjoint(texts[place + 1 : place + NEAR]):
            yield (words[place],)


def denies(word: Word, words: Sequence[Word]) -> bool:
    """Whether a name or facet that begins with a word is denied by a word shortly before it."""
    before = [w.text for w in words if w.position < word.position][-4:]
    for text in reversed(before):
        if text in NEGATIVE or text in ("other", "apart", "arent", "but"):
            return text != "but" or before[-1] == "but"
        if text not in SIGNS["before-denied-name"]:
            return False
    return False


def loose_negatives(words: Sequence[Word], bound: Collection[int]) -> list[Word]:
    """The words of negation that no phrase holds and that begin no denial.

    "With and without" compares, and denies nothing.
    """
    pairs = zip(words, [None, *words], strict=False)
    joined = {word.position for word, before in pairs if before and before.text == "and"}
    return [
        word
        for word in words
        if word.text in NEGATIVE
        and word.position not in bound
        and not (word.text == "without" and word.position in joined)
    ]
