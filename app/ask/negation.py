"""Negation in a question: what it denies, and which words that change its sense were not read."""

from collections.abc import Collection, Iterator, Sequence

from app.ask.tables import WORD_LISTS
from app.ask.words import Word

NEGATIVE = WORD_LISTS["negative"]
"""Every one of these has to be understood, or the question is not."""
_EXCEPTING = {*WORD_LISTS["excepting"], "apart", "other"}
EXCEPTING_PAIRS = {("other", "than"), ("apart", "from")}
EXCEPTING_PAIRS |= {("everything", "but"), ("all", "but"), ("anything", "but")}
_PAIRS = EXCEPTING_PAIRS | {("but", "not"), ("free", "of")}
_BESIDE = (["work", "with"], ["worked", "with"], ["work", "in"])
"""What "did not work with" denies is who was worked with, not that it worked."""
_WHO = WORD_LISTS["listed"] | {"who"}
NEAR = 6
"""So many words after "no" may name the trouble that there was none of."""


def denials(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """The runs of words after which something is denied: "did not have", "other than", "no ..."."""
    texts = [word.text for word in words]
    for place, text in enumerate(texts):
        before = texts[max(0, place - 2) : place]
        is_trouble = not WORD_LISTS["trouble"].isdisjoint(texts[place + 1 : place + NEAR])
        is_going = text == "without" and before[-1:] and before[-1] in WORD_LISTS["going"]
        is_excepting = text in WORD_LISTS["excepting"] and (is_trouble or not is_going)
        is_of_who = not _WHO.isdisjoint(texts[:place])
        if text in NEGATIVE and is_of_who and texts[place + 1 : place + 3] in _BESIDE:
            yield tuple(words[place - (before[-1:] == ["did"]) : place + 3])
        elif tuple(texts[place : place + 2]) in _PAIRS:
            yield tuple(words[place : place + 2])
        elif is_excepting or (text == "no" and is_trouble):
            # "Managed without delays" does not tell of managers.
            yield tuple(words[place - bool(is_going) : place + 1])
        elif text in WORD_LISTS["auxiliary"] - WORD_LISTS["able"] and (end := _met(texts, place)):
            yield tuple(words[place:end])


def _met(texts: Sequence[str], place: int) -> int | None:
    """Where "not have" or "never met" ends; nothing where it is said of oneself, or of a lack."""
    before = texts[max(0, place - NEAR) : place]
    after = place + 1
    while after < len(texts) and texts[after] in WORD_LISTS["between"] - WORD_LISTS["met"]:
        after += 1
    near = texts[after : after + 3]
    if not near or not WORD_LISTS["own"].isdisjoint(before) or WORD_LISTS["enough"] & set(near):
        return None
    if near[0] in WORD_LISTS["met"]:
        # "Held up" and "set back" are one verb.
        return after + 1 + (near[1:2] in (["up"], ["back"], ["down"]))
    # "Not delayed by" denies what follows, and "not delayed" that there was a delay.
    return after + (near[1:2] == ["by"]) if near[0] in WORD_LISTS["trouble"] else None


def denies(word: Word, words: Sequence[Word]) -> bool:
    """Whether a name or facet that begins with a word is denied by a word shortly before it."""
    earlier_words = [w.text for w in words if w.position < word.position]
    before = earlier_words[-4:]
    is_of_who = not _WHO.isdisjoint(earlier_words)
    for place, text in reversed(list(enumerate(before))):
        if text == "other" and before[place + 1 : place + 2] != ["than"]:
            return False
        if text in NEGATIVE or text in ("other", "apart"):
            # "Why didn't Hackney's home open?" denies that it opened, and not that it is Hackney's.
            asks = {"", *WORD_LISTS["begins-a-question"]}
            earlier = before[place - 1] if place else ""
            is_turned = text in WORD_LISTS["auxiliary"] - {"not", "never"} and earlier in asks
            # "What did not work in Leeds?" asks of Leeds; "which projects did not" of the others.
            is_of_what = before[place + 1 : place + 3] in _BESIDE and not is_of_who
            return not ((is_turned and place == len(before) - 1) or is_of_what)
        # "Except projects about fostering" denies what they are about.
        is_excepted = not _EXCEPTING.isdisjoint(before[:place])
        if text in WORD_LISTS["introduced"] and is_excepted:
            continue
        # "Besides the two FGM projects" denies both.
        is_number = text.isdecimal() or text in WORD_LISTS["number"]
        # "Not about changing ..." denies what is changed.
        if is_number and is_excepted:
            continue
        if text not in WORD_LISTS["before-denied-name"] and not text.endswith("ing"):
            return False
    return False


def loose_negatives(words: Sequence[Word], bound: Collection[int]) -> list[Word]:
    """The words of negation that no phrase holds and that begin no denial."""
    return [word for word in words if word.text in NEGATIVE and word.position not in bound]


PLACE = WORD_LISTS["place"]
SENSE_CHANGING = (
    NEGATIVE - {"outside", "non"} | PLACE | WORD_LISTS["order"] | WORD_LISTS["grouping"] | {"twice"}
)


def unread_sense_changers(words: Sequence[Word], bound: Collection[int]) -> list[str]:
    """The words of negation, number, order, grouping or place that nothing bound."""
    missed = []
    for place, word in enumerate(words):
        before = words[place - 1].text if place else ""
        after = words[place + 1].text if place + 1 < len(words) else ""
        # Of "smaller councils" no list is kept, though what is smaller may have fallen.
        is_kind = word.text in WORD_LISTS["sized"] and after in WORD_LISTS["listed"]
        is_guarded = word.text in SENSE_CHANGING or word.text.isdecimal()
        if not is_kind and (word.position in bound or not is_guarded):
            continue
        if (
            before not in WORD_LISTS["harmless-before"]
            and after not in WORD_LISTS["harmless-after"]
        ):
            missed.append(word.wording)
    return missed


def unread_limits(words: Sequence[Word], bound: Collection[int]) -> list[Word]:
    """Words that narrow a question in a way that no filter does: "only"."""
    return [
        word for word in words if word.text in WORD_LISTS["only"] and word.position not in bound
    ]
