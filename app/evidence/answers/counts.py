"""How many rows each choice would leave: counts beside a list."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.evidence.answers.listing import Listing, narrow
from app.evidence.answers.lists import LISTINGS, listing_of
from app.evidence.answers.release import Release
from app.evidence.catalogue import Catalogue, cached_in_release
from app.evidence.queries import Filter, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.values import known_values, labelled


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and the number of rows that the list would have with it.

    Rows without a value are counted under an empty one, so that no row of the list is left out.
    """

    value: str
    label: str
    count: int


def facets(release: Release, query: Query) -> dict[str, list[Choice]]:
    """For each filter that is asked for, every value with the length of the list it leads to."""
    filters = query.resource.by_name
    return {name: _choices(release, query, filters[name]) for name in query.facet}


def _choices(release: Release, query: Query, filter_: Filter) -> list[Choice]:
    listing = listing_of(query)
    values = known_values(filter_, release.catalogue)
    blank = query.without_value_of(filter_) if filter_.may_be_blank else None
    rest = None
    filters = {one.filter.name for one in query.conditions}
    if filter_.name in OF_SOURCES and filters & listing.of_claims.keys():
        # What says which sources narrows these other filters too: each is asked anew.
        lists = {one: query.choosing(filter_, one) for one in values}
        counts = {one: release.count(own) for one, own in lists.items()}
    else:
        without = query.without(filter_)
        found = counted_by(release, without, [filter_.name])
        counts = {one: found.get((one,), 0) for one in values}
        if blank and listing.predicate(filter_.name).has_one_value:
            # To look for the rows without a value would read them all.
            rest = release.count(without) - sum(found.values())
    choices = [
        Choice(value, labelled(filter_, value, release.catalogue), counts[value])
        for value in values
    ]
    if blank:
        rest = release.count(blank) if rest is None else rest
        choices.append(Choice("", filter_.blank_label, rest))
    return choices


def counted_by(release: Release, query: Query, names: list[str]) -> dict[tuple[str, ...], int]:
    """How many rows of a list have each value of the filters, or each pair of values.

    Beside a list with one filter chosen stand the counts of the whole list: once a release.
    """

    def build(listing: Listing, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        return _counts(listing.restricted_to_sources(shape), shape, names, catalogue)

    def count() -> dict[tuple[str, ...], int]:
        found = release.selected(query.narrowing, build, "counts", *names)
        # A blank is no value.
        return {tuple(key): total for *key, total in found if all(key)}

    if query.conditions:
        return count()
    return {
        **cached_in_release(release.catalogue, counted_by, (query.resource.name, *names), count)
    }


def values_by_row(release: Release, name: str, filter_name: str) -> dict[str, set[str]]:
    """What each row of a list has of a filter, by its key."""
    listing = LISTINGS[name]
    held = release.session.read(listing.values_of(filter_name))
    found: dict[str, set[str]] = {}
    for key, value in held:
        found.setdefault(key, set()).add(value)
    return found


def _counts(
    listing: Listing, query: Query, names: list[str], catalogue: Catalogue
) -> sa.Select[Any]:
    """The rows that a query leaves, counted by the projects, sources and themes they are of.

    These are few: what they have is tied to their counts, not to each row.
    """
    predicates = [listing.predicate(name) for name in names]
    keys = {str(predicate.key.key): predicate.key for predicate in predicates}
    left = narrow(listing, query, catalogue).with_only_columns(
        *keys.values(), sa.func.count().label("number"), maintain_column_froms=True
    )
    filter_ = left.group_by(*keys.values()).subquery("narrowed")
    values, ties = [], []
    for place, predicate in enumerate(predicates):
        value, tied = predicate.counted(filter_)
        values.append(value.label(f"value_{place}"))
        ties += tied
    # A row may have one value several times, in several rows of another table.
    counted = sa.select(*filter_.c, *values).where(*ties).distinct()
    each = counted.subquery("counted").c
    groups = [each[value.name] for value in values]
    # PostgreSQL adds counts up to a decimal number.
    total = sa.cast(sa.func.sum(each.number), sa.BigInteger)
    return sa.select(*groups, total.label("total")).group_by(*groups)
