"""What narrows a page: its filters with counts and its chips, or the sources it is limited to."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from fastapi import Request

from app.errors import NotFoundError, QueryError, unknown
from app.evidence import answers
from app.evidence.answers import Choice, Release, Row
from app.evidence.catalogue import Catalogue, Names
from app.evidence.queries import FINDINGS, Filter, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.sources import SOURCE_PARAMETERS, read_source_filter
from app.evidence.queries.values import known_values, labelled
from app.evidence.release_cache import cached_in_release
from app.web import filter_labels
from app.web.rendering import link_to


@dataclass(frozen=True)
class Chip:
    """A condition of a query in English, and the address of the query without it.

    `count` is how many rows there are without it; it is counted only where the list is empty.
    """

    text: str
    without: str
    count: int | None = None


@dataclass(frozen=True)
class Group:
    """The choices of one filter in the reader's words, with those that are selected."""

    filter: Filter
    title: str
    choices: list[Choice]
    values: frozenset[str]

    def parts_of(self, theme: Choice) -> list[Choice]:
        return [choice for choice in self.choices if choice.value.startswith(f"{theme.value}.")]


def groups(release: Release, query: Query, names: tuple[str, ...]) -> list[Group]:
    """The filters of a list that stand beside it; counts of a whole list are made once."""
    counted = replace(query, facet=names, include=(), cursor=None)
    name, count = query.evidence_list.name, partial(answers.facets, release, counted)
    counts = (
        count() if query.conditions else cached_in_release(release.catalogue, "counts", name, count)
    )
    filters = [each for each in query.evidence_list.filters if each.name in names]
    return [_group(query, each, counts[each.name]) for each in filters]


def missing(noun: str, key: str, names: Names | Iterable[str] | str) -> NotFoundError:
    """The error for an address with an unknown name: the nearest known ones, or where they are."""
    if isinstance(names, str):
        problem = replace(unknown(noun, "address", key, ()), hint=f"{names} lists all of them.")
    elif isinstance(names, Names):
        problem = names.unknown(noun, "address", key)
    else:
        problem = unknown(noun, "address", key, names)
    return NotFoundError([problem])


def existing(row: Row | None, noun: str, key: str, names: Names | Iterable[str] | str) -> Row:
    """A row that an address names. Raises NotFoundError where there is none."""
    if row is None:
        raise missing(noun, key, names)
    return row


def ensure_choices(choices: Iterable[tuple[str, str, Collection[str]]]) -> None:
    """Raise QueryError where a parameter has a value that is none of those that are known."""
    problems = [
        unknown(name, f"query parameter {name}", value, accepted)
        for name, value, accepted in choices
        if value not in accepted
    ]
    if problems:
        raise QueryError(problems)


def chips(
    path: str,
    query: Query,
    catalogue: Catalogue,
    count_without: Callable[[Query], int | None] = lambda _: None,
) -> list[Chip]:
    """A chip for every value of every condition."""
    chips = []
    for condition in query.conditions:
        for value in condition.values:
            rest = tuple(each for each in condition.values if each != value)
            conditions = tuple(
                replace(each, values=rest) if each is condition else each
                for each in query.conditions
                if each is not condition or rest
            )
            single = replace(condition, values=(value,))
            text = filter_labels.condition_in_words(query.evidence_list.name, single, catalogue)
            without = replace(query, conditions=conditions, cursor=None)
            chips.append(Chip(text, address(path, without), count_without(without.narrowing)))
    return chips


def address(path: str, query: Query, *more: tuple[str, str]) -> str:
    """A path with the parameters of a query, and with more."""
    return link_to(path, [*query.pairs, *more])


def _group(query: Query, filter_: Filter, choices: Iterable[Choice]) -> Group:
    """The choices that have rows, and the chosen ones even if the list is empty."""
    name, values = query.evidence_list.name, frozenset(query.values_of(filter_.name))
    shown = [
        Choice(
            each.value,
            filter_labels.choice_of(name, filter_, each.value, each.label),
            each.count,
        )
        for each in choices
        if each.value and (each.count or each.value in values)
    ]
    return Group(filter_, filter_labels.title_of(name, filter_), shown, values)


@dataclass(frozen=True)
class SourceFilter:
    """The sources of a page: `others` are the other parameters of its address."""

    query: Query
    text: str
    path: str
    others: list[tuple[str, str]]
    groups: list[Group]

    @property
    def without(self) -> str:
        others = [pair for pair in self.others if pair[0] not in SOURCE_PARAMETERS]
        return link_to(self.path, others)

    @property
    def more(self) -> str:
        """The parameters that restrict another address to the same sources, to follow its own."""
        return f"&{urlencode(self.query.pairs)}" if self.query.pairs else ""


def source_filter(request: Request, catalogue: Catalogue) -> SourceFilter:
    """The sources to which an address restricts a page; all where it names none."""
    given = [pair for pair in request.query_params.multi_items() if pair[1].strip()]
    source_query = read_source_filter(given, catalogue)
    others = [pair for pair in given if pair[0] not in (*SOURCE_PARAMETERS, "cursor")]
    words = [
        filter_labels.condition_in_words(FINDINGS.name, c, catalogue)
        for c in source_query.conditions
    ]
    offered = [FINDINGS.by_name[name] for name in OF_SOURCES if name != "source"]
    groups = [_group(source_query, each, _every(each, catalogue)) for each in offered]
    shown = {each.name for each in offered}
    hidden = [pair for pair in source_query.pairs if pair[0] not in shown]
    return SourceFilter(
        source_query, " and ".join(words), request.url.path, [*others, *hidden], groups
    )


def _every(filter_: Filter, catalogue: Catalogue) -> Iterator[Choice]:
    """Every choice of a filter, none of which is counted."""
    for value in known_values(filter_, catalogue):
        yield Choice(value, labelled(filter_, value, catalogue), 1)
