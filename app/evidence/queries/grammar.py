"""The grammar of a search: words, "words in a row", beginning*, -without, and OR."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice, pairwise, product

from app.evidence.catalogue import Catalogue
from app.evidence.words import STOP_WORDS, stem, stems_in, tidied, words_in

Row = tuple[str, ...]
"""Words that stand in a row, or one word."""
Forms = Mapping[Row, tuple[str, ...]]

MAX_TERMS = 50
_LONGEST_FORM = 10
_MOST_ROWS = 24
"""So many ways to write one phrase are looked for at most."""

_OR = "OR"
UNDERSTOOD = 'Understood are words, "words in a row", beginning*, -without, and OR between words.'
_PIECE = re.compile(r'(-?)(?:"([^"]*)"|((?![.:!?]+(?:[\s",;]|$))[^\s",;]+))')
_AMOUNT = re.compile(r"(?<=\d)-(?=percent|million|billion)")
_NOT_UNDERSTOOD = re.compile(
    r"[()\[\]{}|~^\\<>=]|^[+!*?-]|\*.|(?<=[^\W\d]):(?=\w)|(?<=\w)\?(?=\w)|^(?:AND|NOT)$"
)


class NotUnderstoodError(ValueError):
    """A piece of a search that cannot be read; the message says what can."""

    def __init__(self, piece: str, message: str = "") -> None:
        super().__init__(message or f"Not understood: {piece[:80]!r}. {UNDERSTOOD}")
        self.code = "needed" if message else "not-understood"


@dataclass(frozen=True)
class SearchTerm:
    """What must be found: any of some rows of words, or the beginning of a word."""

    words: str
    rows: tuple[Row, ...]
    also: tuple[str, ...] = ()
    is_beginning: bool = False
    is_excluded: bool = False

    @property
    def in_english(self) -> str:
        """The term with all that it is taken to mean."""
        if self.is_beginning:
            return f'words that begin with "{self.rows[0][0]}"'
        also = " or ".join(f'"{form}"' for form in self.also)
        return f'"{self.words}" (also {also})' if also else f'"{self.words}"'


@dataclass(frozen=True)
class TextQuery:
    """What a search asks for: a term of every group, and none that is excluded."""

    groups: tuple[tuple[SearchTerm, ...], ...]
    excluded: tuple[SearchTerm, ...]
    passed_over: tuple[str, ...]

    @property
    def in_english(self) -> str:
        groups = [" or ".join(term.in_english for term in group) for group in self.groups]
        if len(groups) > 1:
            together = zip(groups, self.groups, strict=True)
            groups = [f"({words})" if len(group) > 1 else words for words, group in together]
        excluded = " or ".join(term.in_english for term in self.excluded)
        passed_over = f" (passed over: {', '.join(self.passed_over)})" if self.passed_over else ""
        return " and ".join(groups) + (f" but not {excluded}" if excluded else "") + passed_over


def read_text(words: str, catalogue: Catalogue) -> TextQuery:
    """A search as it is meant, with the other forms of its words.

    Raises NotUnderstoodError where a part of it cannot be read, or there is nothing to look for.
    """
    text = tidied(words)
    if text.count('"') % 2:
        raise NotUnderstoodError('"')
    items = list(_items(text, catalogue.same_forms))
    terms = [item for item in items if isinstance(item, SearchTerm)]
    passed_over = tuple(item for item in items if isinstance(item, str) and item != _OR)
    groups = _groups([item for item in items if item not in passed_over])
    if len(terms) > MAX_TERMS:
        raise NotUnderstoodError(f"{words[:40]} ...")
    if not groups:
        needed = (
            f"There is no word to look for in {words[:80]!r}. Name a word that should be found."
        )
        raise NotUnderstoodError(words, needed)
    excluded = tuple(term for term in terms if term.is_excluded)
    return TextQuery(tuple(groups), excluded, passed_over)


def _groups(items: Sequence[SearchTerm | str]) -> list[tuple[SearchTerm, ...]]:
    """The terms that must be found, those on either side of OR together."""
    groups: list[tuple[SearchTerm, ...]] = []
    can_join = is_joined = False
    for item in [*items, ""]:
        if is_term := isinstance(item, SearchTerm) and not item.is_excluded:
            groups.append((*groups.pop(), item) if is_joined else (item,))
        elif is_joined or (item == _OR and not can_join):
            raise NotUnderstoodError(_OR)
        can_join, is_joined = is_term, item == _OR
    return groups


def _items(text: str, forms: Forms) -> Iterator[SearchTerm | str]:
    """The terms of a search, its ORs, and the words that it passes over, in order."""
    run: list[str] = []
    for dash, phrase, word in (match.groups() for match in _PIECE.finditer(text)):
        if phrase is None and (_NOT_UNDERSTOOD.search(word) or not words_in(word)[0]):
            raise NotUnderstoodError(dash + word)
        if phrase is None and not dash and word != _OR and not word.endswith("*"):
            run.append(word)
            continue
        yield from _terms(run, forms)
        run = []
        if phrase is not None:
            yield replace(_phrase(phrase, forms), is_excluded=bool(dash))
        elif word.endswith("*"):
            beginning = ("".join(words_in(word)[0]),)
            yield SearchTerm(word, (beginning,), is_beginning=True, is_excluded=bool(dash))
        else:
            yield _excluded(word, forms) if dash else word
    yield from _terms(run, forms)


def _excluded(word: str, forms: Forms) -> SearchTerm:
    [term] = _terms([word], forms)
    if isinstance(term, str):
        raise NotUnderstoodError(f"-{word}")
    return replace(term, is_excluded=True)


def _terms(run: Sequence[str], forms: Forms) -> Iterator[SearchTerm | str]:
    """Words that follow each other, together where they are one form; stop words as they are."""
    start = 0
    while start < len(run):
        term, start = _first_term(run, start, forms)
        [first, *others] = term.rows[0]
        yield first if first in STOP_WORDS and not others else term


def _first_term(run: Sequence[str], start: int, forms: Forms) -> tuple[SearchTerm, int]:
    """The longest form that begins with a word, or the word; and where the next begins."""
    words = [tuple(words_in(piece)[0]) for piece in run]
    for end in range(min(len(run), start + _LONGEST_FORM), start, -1):
        form = tuple(chain.from_iterable(words[start:end]))
        stems = tuple(map(stem, form))
        if stems in forms:
            break
    others = tuple(form for form in forms.get(stems, ()) if stems_in(form) != stems)
    rows = (form, *(tuple(words_in(tidied(form))[0]) for form in others))
    return SearchTerm(_AMOUNT.sub(" ", " ".join(run[start:end])), rows, others), end


def _phrase(phrase: str, forms: Forms) -> SearchTerm:
    """Words in a row, each in any of its forms."""
    run, terms, start = [piece for piece in phrase.split() if words_in(piece)[0]], [], 0
    if "*" in phrase or not run:
        raise NotUnderstoodError(f'"{phrase}"')
    while start < len(run):
        term, start = _first_term(run, start, forms)
        terms.append(term)
    ways = islice(product(*(term.rows for term in terms)), _MOST_ROWS)
    rows = tuple(tuple(chain.from_iterable(way)) for way in ways)
    also = tuple(form for term in terms for form in term.also)
    return SearchTerm(_AMOUNT.sub(" ", phrase.strip()), rows, also)


def widened(text: TextQuery, is_known: Callable[[str], bool]) -> TextQuery:
    """The same with its words run together and apart, as far as they are known so."""

    def of_term(term: SearchTerm) -> SearchTerm:
        return _with_rows(term, [way for row in term.rows for way in _ways(row, is_known)])

    groups = [tuple(map(of_term, group)) for group in text.groups]
    for place, pair in enumerate(pairwise(text.groups)):
        if all(len(group) == 1 and len(group[0].rows[0]) == 1 for group in pair):
            joined = "".join(group[0].rows[0][0] for group in pair)
            if is_known(joined):
                # Of two words either both are found, or the one that they make together.
                for at in (place, place + 1):
                    groups[at] = (_with_rows(groups[at][0], [(joined,)]),)
    return replace(text, groups=tuple(groups), excluded=tuple(map(of_term, text.excluded)))


def _with_rows(term: SearchTerm, rows: Iterable[Row]) -> SearchTerm:
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
