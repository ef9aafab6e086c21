"""Parameters -> a search of everything, and what it finds, best first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Occur, Searcher
from tantivy import Query as IndexQuery

from app.errors import Problem, QueryError, unknown
from app.evidence.answers.cursors import decode_cursor, encode_cursor
from app.evidence.catalogue import Catalogue
from app.evidence.queries.grammar import (
    NotUnderstoodError,
    SearchTerm,
    TextQuery,
    read_text,
    widened,
)
from app.evidence.queries.query import PAGE_SIZE, Query
from app.evidence.queries.reading import LONGEST_VALUE, given_in, names_in, page_size_in, repeated
from app.evidence.queries.sources import (
    EVERY_SOURCE,
    SOURCE_PARAMETERS,
    from_sources,
    read_source_filter,
)
from app.evidence.words import STOP_WORDS, matches, pattern_of, snippet, stem
from app.search.index import KINDS, SCHEMA, SearchIndex, Sessions

MAX_HITS = 100
_PARAMETERS = ("q", "kind", *SOURCE_PARAMETERS, "page_size", "cursor")


@dataclass(frozen=True)
class SearchQuery:
    """What a search asks for: words, kinds of text, the sources that tell it, and a page."""

    words: str
    among: tuple[str, ...] = ()
    page_size: int = PAGE_SIZE
    cursor: str | None = None
    source_query: Query = EVERY_SOURCE


def read_search(
    pairs: Sequence[tuple[str, str]], kinds: Sequence[str], catalogue: Catalogue
) -> SearchQuery:
    """The search that parameters write.

    Raises QueryError with a problem for every parameter and every kind that is not known.
    """
    given = given_in(pairs)
    words, among = "".join(given["q"][:1]), names_in(given["kind"], "kind")
    problems = [
        unknown("parameter", f"query parameter {name[:80]}", name, _PARAMETERS)
        for name in sorted(given.keys() - set(_PARAMETERS))
    ]
    where = "query parameter kind"
    problems += [unknown("kind", where, name, kinds) for name in among if name not in kinds]
    problems += repeated(given, "q", "page_size", "cursor")
    if len(words) > LONGEST_VALUE:
        message = f"Too many characters: {len(words)} (at most {LONGEST_VALUE})."
        problems.append(Problem("too-long", "query parameter q", message))
    page_size = page_size_in(given, MAX_HITS, problems)
    if problems:
        raise QueryError(problems)
    cursor = given["cursor"][0] if given["cursor"] else None
    source_query = read_source_filter(pairs, catalogue)
    return SearchQuery(
        words, tuple(kind for kind in kinds if kind in among), page_size, cursor, source_query
    )


_BEGINNING_WEIGHT = 0.5
_WEIGHT_OF_PROJECT = 3.0
"""Who types the name of a project means the project: its score counts so many times."""
_BY_KIND = {"kinds": {"terms": {"field": "kind", "size": len(KINDS)}}}


class Finder(SearchIndex):
    """Finds the rows of lists in the index of their release."""

    def ids(self, list_name: str, words: str) -> Sequence[str]:
        return _ids(self, list_name, words)


def searchable(catalogue: Catalogue, sessions: Sessions, folder: Path) -> Catalogue:
    """The names of a release with its index."""
    return replace(catalogue, text_index=Finder(catalogue, sessions, folder))


def searcher_of(catalogue: Catalogue) -> Searcher:
    """The index of a release, opened or built."""
    if not isinstance(catalogue.text_index, Finder):
        raise LookupError("This catalogue came without the index of its release.")
    return catalogue.text_index.opened.searcher


@lru_cache(maxsize=1)
def _ids(finder: Finder, list_name: str, words: str) -> Sequence[str]:
    # Each of the counts beside a list asks for them again.
    searcher, ids = finder.opened
    text = _read(words, finder.catalogue, searcher)
    query = _of_kinds(_query(text), [list_name.removesuffix("s")])
    most = max(1, _count(searcher, query))
    hits = searcher.search(query, most, count=False, order_by_field="place").hits
    return [ids[place : ids.find(b"\n", place)].decode() for place, _ in hits]


def _read(words: str, catalogue: Catalogue, searcher: Searcher) -> TextQuery:
    """A search as it is meant, with the forms of its words that the index knows."""
    text = read_text(words, catalogue)
    return widened(text, lambda word: searcher.doc_freq("stems", stem(word)) > 0)


Hit = dict[str, Any]
"""A row that a search finds, and the words of it round the first match."""


@dataclass(frozen=True)
class SearchResults:
    """A page of what a search finds, and what it was taken to mean."""

    query: SearchQuery
    text: TextQuery
    kinds: dict[str, int]
    count: int
    hits: list[Hit]
    next_cursor: str | None
    suggestion: str | None
    sources_in_english: str

    @property
    def in_english(self) -> str:
        among = " and ".join(self.query.among)
        words = f"What mentions {self.text.in_english}" + (f" among {among}" if among else "")
        return f"{words} {self.sources_in_english}".strip()


def search(search_query: SearchQuery, catalogue: Catalogue) -> SearchResults:
    """The page that is asked for; ties are in the order of the ids.

    Raises QueryError where the words cannot be read, or the cursor is of another search.
    """
    words, among = search_query.words, search_query.among
    source_query = search_query.source_query
    question = (
        f"{catalogue.release} {catalogue.texts} {words} {among} {source_query.pairs}".encode()
    )
    [first] = decode_cursor(search_query.cursor, question) if search_query.cursor else [0]
    searcher = searcher_of(catalogue)
    try:
        text = _read(words, catalogue, searcher)
    except NotUnderstoodError as error:
        raise QueryError([Problem(error.code, "query parameter q", str(error))]) from None
    query = _of_sources(_query(text), source_query)
    buckets = searcher.aggregate(query, _BY_KIND)["kinds"]["buckets"]
    counts = dict(sorted((bucket["key"], bucket["doc_count"]) for bucket in buckets))
    count = sum(counts.get(kind, 0) for kind in among or counts)
    ranked = searcher.search(
        _ranked(query, among), search_query.page_size, count=False, offset=first
    ).hits
    sought = _sought(text)
    hits = [_hit(score, searcher.doc(address)["shown"][0], *sought) for score, address in ranked]
    last = first + len(hits)
    following = encode_cursor([last], question, catalogue.release) if last < count else None
    suggestion = None if counts else _suggestion(words, searcher, catalogue)
    sources = from_sources(source_query, catalogue)
    return SearchResults(search_query, text, counts, count, hits, following, suggestion, sources)


def _hit(score: float, shown: bytes, pattern: re.Pattern[str], beginnings: tuple[str, ...]) -> Hit:
    kind, key, title, body, marks = orjson.loads(shown)
    segments = snippet(body, matches(body, marks, pattern, beginnings))
    marked = [f"**{each['text']}**" if each["is_match"] else each["text"] for each in segments]
    return {
        "kind": kind,
        "id": key,
        "title": title,
        "snippet": "".join(marked),
        "segments": segments,
        "score": round(score, 4),
    }


def _sought(text: TextQuery) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """What finds the words that are marked, and the beginnings of others."""
    terms = [term for group in text.groups for term in group]
    words = {word for term in terms for row in term.rows for word in row} - STOP_WORDS
    beginnings = tuple(term.rows[0][0] for term in terms if term.is_beginning)
    return pattern_of({*map(stem, words)}), beginnings


def _query(text: TextQuery) -> IndexQuery:
    required = [(Occur.Must, _any([_of_term(term) for term in group])) for group in text.groups]
    excluded = [(Occur.MustNot, _of_term(term)) for term in text.excluded]
    return IndexQuery.boolean_query([*required, *excluded])


def _of_term(term: SearchTerm) -> IndexQuery:
    if term.is_beginning:
        begun = IndexQuery.regex_query(SCHEMA, "words", f"{re.escape(term.rows[0][0])}.*")
        return IndexQuery.const_score_query(begun, _BEGINNING_WEIGHT)
    rows = [_of_row([stem(word) for word in row]) for row in term.rows]
    # The same words may be found in two ways, as "front-line" is: they count once.
    return rows[0] if len(rows) == 1 else IndexQuery.disjunction_max_query(rows)


def _of_row(stems: list[str]) -> IndexQuery:
    if len(stems) == 1:
        return IndexQuery.term_query(SCHEMA, "stems", stems[0], "freq")
    return IndexQuery.phrase_query(SCHEMA, "stems", list(stems))


def _any(queries: Sequence[IndexQuery]) -> IndexQuery:
    if len(queries) == 1:
        return queries[0]
    return IndexQuery.boolean_query([(Occur.Should, query) for query in queries])


def _ranked(query: IndexQuery, kinds: Sequence[str]) -> IndexQuery:
    more = IndexQuery.boost_query(_of_kinds(query, ["project"]), _WEIGHT_OF_PROJECT - 1)
    of_kinds = _of_kinds(query, kinds) if kinds else query
    return IndexQuery.boolean_query([(Occur.Must, of_kinds), (Occur.Should, more)])


def _of_sources(query: IndexQuery, source_query: Query) -> IndexQuery:
    """What a query finds of some sources."""
    parts = [(Occur.Must, query)]
    for condition in source_query.conditions:
        terms = [
            IndexQuery.term_query(SCHEMA, condition.filter.name, value)
            for value in condition.values
        ]
        occurs = Occur.Must if condition.operator == "any" else Occur.MustNot
        parts.append((occurs, IndexQuery.const_score_query(_any(terms), 0.0)))
    return IndexQuery.boolean_query(parts) if parts[1:] else query


def _of_kinds(query: IndexQuery, kinds: Sequence[str]) -> IndexQuery:
    # Not as a set of terms, which takes 260 µs.
    any_kind = _any([IndexQuery.term_query(SCHEMA, "kind", kind) for kind in kinds])
    of_kinds = IndexQuery.const_score_query(any_kind, 0.0)
    return IndexQuery.boolean_query([(Occur.Must, query), (Occur.Must, of_kinds)])


def _count(searcher: Searcher, query: IndexQuery) -> int:
    count: int = searcher.search(query, 1).count  # type: ignore[attr-defined]  # not in its stub
    return count


def _suggestion(words: str, searcher: Searcher, catalogue: Catalogue) -> str | None:
    """The search with the words that occur nowhere respelt, if that finds anything."""

    def respelt(match: re.Match[str]) -> str:
        word = match.group().casefold()
        if match.group().isupper() or word in STOP_WORDS or searcher.doc_freq("words", word):
            return match.group()
        terms = [term for term, _ in searcher.terms_with_prefix("words", word[0])]
        cutoff = 1 if len(word) < 8 else 2
        near = process.extractOne(word, terms, scorer=OSA.distance, score_cutoff=cutoff)
        return near[0] if near and near[0] not in STOP_WORDS else match.group()

    corrected = re.sub(r"[^\W\d_]{4,}", respelt, words)
    if corrected == words:
        return None
    try:
        query = _query(_read(corrected, catalogue, searcher))
    except NotUnderstoodError:
        return None
    return corrected if _count(searcher, query) else None
