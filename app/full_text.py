"""Words and their stems, and a search as it is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import snowballstemmer

from app.database import folded

STOP_WORDS = {
    *("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "did", "do", "does"),
    *("for", "from", "had", "has", "have", "how", "in", "into", "is", "it", "its", "of", "on"),
    *("or", "that", "the", "their", "them", "they", "this", "to", "was", "were", "what"),
    *("when", "where", "which", "who", "why", "will", "with"),
}
"""Words that every text has: a search passes over them, unless they are sought in a row."""

_WORD = re.compile("[a-z0-9]{1,1000}")
"""PostgreSQL indexes no word of more than 2,700 signs."""
_PART = re.compile(r'"([^"]*)"|(\S+)')
_stemmer = snowballstemmer.stemmer("english")
_stemming = Lock()


@dataclass(frozen=True)
class Term:
    """What must be found: a word, words in a row, or the beginning of a word."""

    stems: tuple[str, ...]
    beginning: str | None = None


@dataclass(frozen=True)
class Sought:
    """A search, read: every term must be found."""

    terms: tuple[Term, ...]
    words: tuple[str, ...]


def words_of(text: str) -> list[str]:
    """The words of a text as they are compared."""
    return _WORD.findall(_joined(text))


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What is left of a word without its ending: recruits, recruiting -> recruit."""
    # The stemmer works in its own fields: two threads at once would mix their words.
    with _stemming:
        return str(_stemmer.stemWord(word))


def read_search(written: str) -> Sought:
    """Words, "words in a row" and beginnings* -> what must be found."""
    terms: list[Term] = []
    words: list[str] = []
    for phrase, word in _PART.findall(written):
        found = words_of(phrase or word)
        if not phrase:
            found = [one for one in found if one not in STOP_WORDS]
        if not found:
            continue
        if not phrase and word.endswith("*"):
            *whole, beginning = _WORD.findall(_joined(word))
            terms += [Term((stem(one),)) for one in whole]
            terms.append(Term((), beginning))
        elif phrase:
            terms.append(Term(tuple(stem(one) for one in found)))
        else:
            terms += [Term((stem(one),)) for one in found]
        words += found
    return Sought(tuple(terms), tuple(words))


def segments(text: str, sought: Sought) -> Iterator[tuple[str, bool]]:
    """A text in pieces, each with whether it is what was sought."""
    stems = {one for term in sought.terms for one in term.stems}
    beginnings = tuple(term.beginning for term in sought.terms if term.beginning)
    for piece in re.findall(r"\w+|\W+", text):
        word = _joined(piece).strip()
        is_match = bool(word) and (stem(word) in stems or word.startswith(beginnings))
        yield piece, is_match


def _joined(text: str) -> str:
    # "Barnardo's" and "Barnardos" are one name to a reader.
    return folded(text).replace("'", "")
