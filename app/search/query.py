"""A search of an index: what it is asked for, and what it finds, best first."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import orjson
import tantivy
from rapidfuzz import process
from rapidfuzz.distance import OSA
from tantivy import Occur, Query, Searcher

from app.evidence.catalogue import Catalogue
from app.evidence.queries.grammar import NotUnderstoodError, Row, Term, TextQuery, read_text
from app.evidence.words import STOP_WORDS, matches, stem

_BEGINNING_WEIGHT = 0.5
_MORE_OF_PROJECT = 2.0
"""Who types the name of a project means the project: so much more its score counts."""
_AROUND = 90
"""So many characters are shown on either side of the first match."""
_COUNTED = {"kinds": {"terms": {"field": "kind", "size": 20}}}
_RESPELLABLE = re.compile(r"[^\W\d_]{4,}")


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("stems", tokenizer_name="whitespace", index_option="position")
    # Words as they are written: for the beginnings of words, and for suggestions.
    builder.add_text_field("words", tokenizer_name="whitespace", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("place", fast=True)
    return builder.add_bytes_field("shown", stored=True).build()


SCHEMA = _schema()


@dataclass(frozen=True)
class Hit:
    """A row that a search finds, and the words of it round the first match."""

    kind: str
    id: str
    title: str
    snippet: list[tuple[str, bool]]
    score: float


@dataclass(frozen=True)
class Results:
    """A page of what a search finds, and what it was taken to mean."""

    count: int
    kinds: dict[str, int]
    hits: list[Hit]
    text: TextQuery
    suggestion: str | None


def results(
    searcher: Searcher, written: str, kinds: Sequence[str], page: tuple[int, int], names: Catalogue
) -> Results:
    """The hits of a page, by the first of them and how many; ties in the order of the ids.

    Raises NotUnderstoodError as read_text does.
    """
    text = _widened(read_text(written, names), searcher)
    query, (first, most) = _query(text), page
    counted = searcher.aggregate(query, _COUNTED)["kinds"]["buckets"]
    counts = {bucket["key"]: bucket["doc_count"] for bucket in counted}
    found = searcher.search(_ranked(query, kinds), most, count=False, offset=first)
    terms = [term for group in text.groups for term in group]
    words = [word for term in terms for row in term.rows for word in row]
    sought = {stem(word) for word in words if word not in STOP_WORDS}
    beginnings = tuple(term.rows[0][0] for term in terms if term.is_beginning)
    hits = []
    for score, address in found.hits:
        kind, key, title, body = orjson.loads(searcher.doc(address)["shown"][0])
        snippet = _snippet(body, list(matches(body, sought, beginnings)))
        hits.append(Hit(kind, key, title, snippet, round(score, 4)))
    count = sum(counts.get(kind, 0) for kind in kinds or counts)
    suggestion = None if counts else _suggestion(searcher, written, names)
    return Results(count, dict(sorted(counts.items())), hits, text, suggestion)


def ids(searcher: Searcher, text: TextQuery, kind: str) -> Sequence[str]:
    """The ids of everything of a kind that a search finds, in their order."""
    query = _of_kinds(_query(_widened(text, searcher)), [kind])
    count = _count(searcher, query)
    # In the order of their places, documents are read one block after the other.
    hits = searcher.search(query, max(1, count), count=False, order_by_field="place").hits
    found = (orjson.loads(searcher.doc(address)["shown"][0]) for _, address in hits)
    return sorted(key for _, key, *_ in found)


def _widened(text: TextQuery, searcher: Searcher) -> TextQuery:
    """The same with its words run together and apart, as far as the index knows them so."""

    def is_known(word: str) -> bool:
        return searcher.doc_freq("stems", stem(word)) > 0

    def widened(term: Term) -> Term:
        return _with_rows(term, [way for row in term.rows for way in _ways(row, is_known)])

    groups = [tuple(map(widened, group)) for group in text.groups]
    for place, pair in enumerate(pairwise(text.groups)):
        if all(len(group) == 1 and len(group[0].rows[0]) == 1 for group in pair):
            joined = "".join(group[0].rows[0][0] for group in pair)
            if is_known(joined):
                # Of two words either both are found, or the one that they make together.
                for at in (place, place + 1):
                    groups[at] = (_with_rows(groups[at][0], [(joined,)]),)
    return replace(text, groups=tuple(groups), excluded=tuple(map(widened, text.excluded)))


def _with_rows(term: Term, rows: Iterable[Row]) -> Term:
    more = [row for row in dict.fromkeys(rows) if row not in term.rows]
    if term.is_beginning or not more:
        return term
    also = tuple(" ".join(row) for row in more)
    return replace(term, rows=(*term.rows, *more), also=(*term.also, *also))


def _ways(row: Row, is_known: Callable[[str], bool]) -> Iterator[Row]:
    """A row with up to four words run together, or with one taken apart."""
    for start in range(len(row)):
        for end in range(start + 2, min(len(row), start + 4) + 1):
            if is_known(joined := "".join(row[start:end])):
                yield (*row[:start], joined, *row[end:])
        word = row[start]
        for cut in range(2, len(word) - 1) if word.isalpha() else ():
            parts = word[:cut], word[cut:]
            if STOP_WORDS.isdisjoint(parts) and all(map(is_known, parts)):
                yield (*row[:start], *parts, *row[start + 1 :])


def _query(text: TextQuery) -> Query:
    required = [(Occur.Must, _any([_of_term(term) for term in group])) for group in text.groups]
    excluded = [(Occur.MustNot, _of_term(term)) for term in text.excluded]
    return Query.boolean_query([*required, *excluded])


def _of_term(term: Term) -> Query:
    if term.is_beginning:
        begun = Query.regex_query(SCHEMA, "words", f"{re.escape(term.rows[0][0])}.*")
        return Query.const_score_query(begun, _BEGINNING_WEIGHT)
    rows = [_of_row([stem(word) for word in row]) for row in term.rows]
    # The same words may be found in two ways, as "front-line" is: they count once.
    return rows[0] if len(rows) == 1 else Query.disjunction_max_query(rows)


def _of_row(stems: list[str]) -> Query:
    if len(stems) == 1:
        return Query.term_query(SCHEMA, "stems", stems[0], "freq")
    return Query.phrase_query(SCHEMA, "stems", list(stems))


def _any(queries: Sequence[Query]) -> Query:
    if len(queries) == 1:
        return queries[0]
    return Query.boolean_query([(Occur.Should, query) for query in queries])


def _ranked(query: Query, kinds: Sequence[str]) -> Query:
    more = Query.boost_query(_of_kinds(query, ["project"]), _MORE_OF_PROJECT)
    of_kinds = _of_kinds(query, kinds) if kinds else query
    return Query.boolean_query([(Occur.Must, of_kinds), (Occur.Should, more)])


def _of_kinds(query: Query, kinds: Sequence[str]) -> Query:
    of_kinds = Query.const_score_query(Query.term_set_query(SCHEMA, "kind", list(kinds)), 0.0)
    return Query.boolean_query([(Occur.Must, query), (Occur.Must, of_kinds)])


def _count(searcher: Searcher, query: Query) -> int:
    count: int = searcher.search(query, 1).count  # type: ignore[attr-defined]  # not in its stub
    return count


def _snippet(text: str, spans: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The words round the first match, in pieces that match and that do not."""
    at = spans[0][0] if spans else 0
    start = text.rfind(" ", 0, at - _AROUND) + 1 if at > _AROUND else 0
    end = text.find(" ", at + 2 * _AROUND)
    end = len(text) if end < 0 else end
    pieces = []
    for first, last in (span for span in spans if span[1] <= end):
        pieces += [(text[start:first], False), (text[first:last], True)]
        start = last
    return [piece for piece in (*pieces, (text[start:end], False)) if piece[0]]


def _suggestion(searcher: Searcher, written: str, names: Catalogue) -> str | None:
    """The search with the words that occur nowhere respelt, if that finds anything."""

    def respelt(found: re.Match[str]) -> str:
        word = found.group().casefold()
        if found.group().isupper() or word in STOP_WORDS or searcher.doc_freq("words", word):
            return found.group()
        known = [term for term, _ in searcher.terms_with_prefix("words", word[0])]
        cutoff = 1 if len(word) < 8 else 2
        near = process.extractOne(word, known, scorer=OSA.distance, score_cutoff=cutoff)
        return near[0] if near and near[0] not in STOP_WORDS else found.group()

    corrected = _RESPELLABLE.sub(respelt, written)
    if corrected == written:
        return None
    try:
        query = _query(_widened(read_text(corrected, names), searcher))
    except NotUnderstoodError:
        return None
    return corrected if _count(searcher, query) else None
