"""The tables that a question is read by: closed lists of words, phrases, and kinds of question."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from sys import intern

from app.ask.words import Word, stems
from app.evidence.vocabulary import read_table

rows_of = partial(read_table, __file__)
"""The rows of a table, in order."""


WORD_LISTS = {row["kind"]: frozenset(row["words"].split()) for row in rows_of("signs")}


_SAYS = {(row["kind"], row["code"]): row for row in rows_of("says")}


def wording_of(kind: str, code: str | None, form: str = "says") -> str:
    """How answers say a filter, an effect, whose word a claim is, or how a response went."""
    return _SAYS.get((kind, code or ""), {}).get(form, "")


def has_word_of(words: Iterable[Word], sign: str) -> bool:
    return any(word.text in WORD_LISTS[sign] for word in words)


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
def load_phrases() -> tuple[Phrase, ...]:
    rows = sorted(rows_of("phrases"), key=lambda row: (row["kind"], row["phrase"]))
    meant = cache(lambda meaning: tuple(filter(None, meaning.split(";"))))
    return tuple(
        Phrase(row["phrase"], intern(row["kind"]), meant(row["meaning"]), row["polarity"] or None)
        for row in rows
    )


@cache
def like_words() -> Mapping[tuple[str, ...], str]:
    """The group of words of like meaning that each word or phrase is in, by its stems."""
    groups = (phrase for phrase in load_phrases() if phrase.kind == "word")
    return {stems(phrase.phrase): f"={phrase.meaning[0]}" for phrase in groups}


@dataclass(frozen=True)
class Frame:
    """What of its kind a question is, and where the words begin and end that say so."""

    value: str
    span: tuple[int, int]


def frames(question: str) -> dict[str, Frame]:
    """The kinds that a question has, each by the first pattern that fits, or by its group."""
    text = question.casefold().replace("’", "'")
    kinds: dict[str, Frame] = {}
    for kind, value, pattern in _patterns():
        if kind not in kinds and (match := pattern.search(text)):
            kinds[kind] = Frame(value, match.span(pattern.groups))
    return kinds


def rewritten(question: str) -> str:
    """A question in words that are read: "leaving out" is "except"."""
    for pattern, replacement in _rewrites():
        question = pattern.sub(replacement, question)
    return question


@cache
def _rewrites() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = rows_of("rewrites")
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row["replacement"]) for row in rows)


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple(
        (row["kind"], row["value"], re.compile(row["pattern"])) for row in rows_of("frames")
    )


def pattern_of(kind: str) -> re.Pattern[str]:
    return next(pattern for name, _, pattern in _patterns() if name == kind)
