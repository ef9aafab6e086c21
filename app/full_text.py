"""Words, and every difference between the full-text search of SQLite and of PostgreSQL."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice, repeat
from threading import Lock
from typing import Any

import snowballstemmer
import sqlalchemy as sa

from app.database import folded

TITLE_WEIGHT, BODY_WEIGHT = 5.0, 1.0
_WEIGHTS: sa.Cast[Any] = sa.cast(
    sa.literal(f"{{{BODY_WEIGHT / TITLE_WEIGHT}, 0, 0, 1}}"), sa.ARRAY(sa.REAL())
)
"""Of what stands in the body and in the title, as PostgreSQL weighs: 1 is the most."""
STOP_WORDS = {
    *("a", "an", "and", "are", "as", "at", "be", "been", "but", "by", "did", "do", "does"),
    *("for", "from", "had", "has", "have", "how", "in", "into", "is", "it", "its", "of", "on"),
    *("or", "that", "the", "their", "them", "they", "this", "to", "was", "were", "what"),
    *("when", "where", "which", "who", "why", "will", "with"),
}
"""Words that every text has: a search passes over them, unless they are sought in a row."""

_WORD = re.compile("[a-z0-9]{1,1000}")
"""PostgreSQL holds no word of more than 2,046 signs."""
_PLACES = [f":{place} " for place in range(1, 2**14)]
"""After a stem, where it stands: PostgreSQL counts no further, and all that follow stand there."""
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


def stems_of(text: str) -> str:
    """The stems of a text, in its order: what is indexed and what is asked meet here."""
    return " ".join(stem(word) for word in words_of(text))


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


def ranked(engine: sa.Engine | sa.Connection, sought: Sought) -> sa.Select[tuple[int, str, float]]:
    """The number and kind of every entry that has every term, with a score: higher is better.

    The hits are the same on both databases; how they are ranked is each one's own.
    """
    if engine.dialect.name == "postgresql":
        return _ranked_by_postgresql(sought)
    return _ranked_by_sqlite(sought)


def one_by_one(
    engine: sa.Engine | sa.Connection, number: sa.ColumnElement[int], numbers: sa.Select[tuple[int]]
) -> sa.ColumnElement[bool]:
    """Look entries up by these numbers, which PostgreSQL would take to be many; SQLite does so."""
    if engine.dialect.name == "postgresql":
        return number == sa.func.any(sa.func.array(numbers.scalar_subquery()))
    return sa.true()


_ENTRY = sa.table("search_entry", sa.column("entry_number"), sa.column("kind"))


def _ranked_by_sqlite(sought: Sought) -> sa.Select[tuple[int, str, float]]:
    index = sa.table("search_index", sa.column("rowid"), sa.column("search_index"))
    parts = [
        f'words : "{term.beginning}" *'
        if term.beginning
        else f'{{title body}} : "{" ".join(term.stems)}"'
        for term in sought.terms
    ]
    match = sa.literal_column("search_index").op("MATCH")(" AND ".join(parts))
    # bm25 is the lower, the better; the columns are entry_id, title, body, words.
    score = -sa.func.bm25(sa.literal_column("search_index"), 0, TITLE_WEIGHT, BODY_WEIGHT, 0.5)
    entries = index.join(_ENTRY, index.c.rowid == _ENTRY.c.entry_number)
    return sa.select(*_ENTRY.c, score.label("score")).select_from(entries).where(match)


def _ranked_by_postgresql(sought: Sought) -> sa.Select[tuple[int, str, float]]:
    vectors: dict[str, sa.ColumnElement[str]] = {
        name: sa.literal_column(name) for name in ("stem_vector", "word_vector")
    }
    asked: dict[str, list[str]] = {}
    score: sa.ColumnElement[float] = sa.literal(0.0)
    for term in sought.terms:
        name = "word_vector" if term.beginning else "stem_vector"
        asked.setdefault(name, []).append(_tsquery(term))
        query = sa.func.to_tsquery("simple", _tsquery(term))
        if term.beginning:
            # Of words it is not kept where they stand, which ts_rank_cd goes by.
            score += 0.5 * sa.func.ts_rank(vectors[name], query)
        else:
            score += TITLE_WEIGHT * sa.func.ts_rank_cd(_WEIGHTS, vectors[name], query)
    matches = (
        vectors[name].op("@@")(sa.func.to_tsquery("simple", " & ".join(terms)))
        for name, terms in asked.items()
    )
    return sa.select(*_ENTRY.c, score.label("score")).where(*matches)


def _tsquery(term: Term) -> str:
    return f"{term.beginning}:*" if term.beginning else f"({' <-> '.join(term.stems)})"


SAID = {
    "sqlite": ("title_stems", "body_stems", "words"),
    "postgresql": ("stem_vector", "word_vector"),
}
"""The columns in which each database has what an entry is found by."""


def vectors(title_stems: str, body_stems: str, words: str) -> tuple[str, str]:
    """What an entry is found by as PostgreSQL reads it: a word that is said again counts once."""
    return _placed(title_stems, body_stems), words


def words_kept(dialect_name: str) -> sa.ColumnElement[str]:
    """All words of an entry, with blanks between them."""
    if dialect_name == "postgresql":
        kept: sa.ColumnElement[str] = sa.literal_column("word_vector")
        return sa.func.array_to_string(sa.func.tsvector_to_array(kept), " ")
    return sa.literal_column("words")


def _placed(title_stems: str, body_stems: str) -> str:
    """The stems of an entry as PostgreSQL reads a vector: each with its place, A in the title.

    A place between them is left open: no end of a title is in a row with what follows.
    """
    title, start = _placed_title(title_stems)
    places = islice(chain(_PLACES, repeat(_PLACES[-1])), start, None)
    return title + "".join(chain.from_iterable(zip(body_stems.split(), places, strict=False)))


@lru_cache(maxsize=20_000)
def _placed_title(stems: str) -> tuple[str, int]:
    """A title as it begins a vector, and how many places are taken then."""
    title = stems.split()
    return "".join(f"{one}:{place}A " for place, one in enumerate(title, 1)), len(title) + 1


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
