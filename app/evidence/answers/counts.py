"""How many rows each choice would leave: counts beside a list."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from itertools import product
from sys import intern
from typing import Any

import sqlalchemy as sa

from app.database import Rows
from app.evidence.answers.derived_columns import LIST_SELECTS, list_select_of
from app.evidence.answers.list_select import ListSelect, narrow
from app.evidence.answers.release import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Filter, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.values import known_values, labelled
from app.evidence.release_cache import cached_in_release


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and the number of rows that the list would have with it.

    Rows without a value are counted under an empty one, so that no row of the list is left out.
    """

    value: str
    label: str
    count: int


Counts = Mapping[tuple[str, ...], int]
"""How many rows have each value, or each pair of values; an empty value is a blank."""


def facets(release: Release, query: Query) -> dict[str, list[Choice]]:
    """For each filter that is asked for, every value with the length of the list it leads to."""
    filters, counted = query.evidence_list.by_name, dict[Any, Rows]()
    return {name: _choices(release, query, filters[name], counted) for name in query.facet}


def _choices(
    release: Release, query: Query, filter_: Filter, counted: dict[Any, Rows]
) -> list[Choice]:
    list_select, without = list_select_of(query), query.without(filter_)
    values = known_values(filter_, release.catalogue)
    blank = query.without_value_of(filter_) if filter_.may_be_blank else None
    filters = {condition.filter.name for condition in query.conditions}
    if filter_.name in OF_SOURCES and filters & list_select.of_claims.keys():
        # What says which sources narrows these other filters too: each is asked anew.
        lists = {value: query.choosing(filter_, value) for value in values}
        counts: Counts = {(value,): release.count(of_value) for value, of_value in lists.items()}
    else:
        counts = counted_by(release, without, [filter_.name], counted)
    choices = [
        Choice(value, labelled(filter_, value, release.catalogue), counts.get((value,), 0))
        for value in values
    ]
    if blank:
        if not list_select.is_of_rows(filter_.name):
            rest = counts.get(("",), 0)
        elif filter_.may_overlap:
            rest = release.count(blank)
        else:
            # To look for the rows without a value would read them all.
            rest = release.count(without) - sum(counts.values())
        choices.append(Choice("", filter_.blank_label, rest))
    return choices


def counted_by(
    release: Release, query: Query, names: list[str], counted: dict[Any, Rows] | None = None
) -> Counts:
    """How many rows of a list have each value of the filters, or each pair of values.

    What projects, themes and sources have is known: of these filters it is only asked how many
    rows are of each, and they share what was `counted`. Beside a list with one filter chosen stand
    the counts of the whole list: once a release.
    """
    list_select, counts_of_ids = list_select_of(query), {} if counted is None else counted
    keys = [n if list_select.is_of_rows(n) else str(list_select.predicate(n).key) for n in names]

    def build(list_select: ListSelect, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        return _counts(list_select.restricted_to_sources(shape), shape, names, catalogue)

    def count() -> Counts:
        key = (query.narrowing, *keys)
        if key not in counts_of_ids:
            counts_of_ids[key] = release.selected(query.narrowing, build, "counts", *keys)
        values_of = [_values_of(release, query.evidence_list.name, name) for name in names]
        counts = Counter[tuple[str, ...]]()
        for *ids, number in counts_of_ids[key]:
            for values in product(*(of(id_) for of, id_ in zip(values_of, ids, strict=True))):
                counts[values] += number
        return counts

    if query.conditions:
        return count()
    return cached_in_release(
        release.catalogue, counted_by, (query.evidence_list.name, *names), count
    )


def _values_of(release: Release, name: str, filter_name: str) -> Callable[[str], Collection[str]]:
    """What a project, a theme or a source has of a filter, by its id."""
    list_select = LIST_SELECTS[name]
    pairs = (
        None if list_select.is_of_rows(filter_name) else list_select.predicate(filter_name).pairs
    )
    if pairs is None:
        return lambda value: (value or "",)

    values_by_id = cached_in_release(
        release.catalogue, _values_of, (name, filter_name), lambda: _by_key(release, pairs)
    )
    return lambda id_: values_by_id.get(id_, ("",))


def values_by_row(release: Release, name: str, filter_name: str) -> dict[str, set[str]]:
    """What each row of a list has of a filter, by its key."""
    return _by_key(release, LIST_SELECTS[name].values_of(filter_name))


def _by_key(release: Release, pairs: sa.Select[Any]) -> dict[str, set[str]]:
    values_by_key: dict[str, set[str]] = {}
    for key, value in release.session.read(pairs):
        values_by_key.setdefault(intern(key), set()).add(intern(value))
    return values_by_key


def _counts(
    list_select: ListSelect, query: Query, names: list[str], catalogue: Catalogue
) -> sa.Select[Any]:
    """The rows that a query leaves, counted by what they are of and what they have themselves."""
    predicates = [list_select.predicate(name) for name in names]
    keys = {str(predicate.key.key): predicate.key for predicate in predicates}
    rows = narrow(list_select, query, catalogue).with_only_columns(
        list_select.key.label("row"), *keys.values(), maintain_column_froms=True
    )
    narrowed = rows.subquery("narrowed")
    values, ties = [], []
    for name, predicate in zip(names, predicates, strict=True):
        value = narrowed.c[str(predicate.key.key)]
        if (pairs := predicate.pairs) is not None and list_select.is_of_rows(name):
            owner, member = pairs.subquery().c
            ties.append(owner == value)
            value = member
        values.append(value)
    # A row may have one value several times, in several rows of another table.
    number = sa.func.count(narrowed.c.row.distinct()) if ties else sa.func.count()
    return sa.select(*values, number).where(*ties).group_by(*values)
