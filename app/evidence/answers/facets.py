"""How many rows each choice would leave: counts beside a list."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.answers.listing import Listing, narrow, tallied
from app.evidence.answers.predicates import Predicate
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Filter, Query
from app.evidence.queries.values import known_values, labelled


@dataclass(frozen=True)
class Choice:
    """A value of a filter, how long the list would be with it, and what asks for that list."""

    value: str
    label: str
    count: int
    address: str


def facets(
    session: Session, listing: Listing, query: Query, catalogue: Catalogue
) -> dict[str, list[Choice]]:
    """For each filter that is asked for, every value with the length of the list it leads to."""
    filters = {narrowed.name: narrowed for narrowed in listing.resource.facets}
    return {
        name: _choices(session, listing, query, filters[name], catalogue) for name in query.facet
    }


def _choices(
    session: Session, listing: Listing, query: Query, narrowed: Filter, catalogue: Catalogue
) -> list[Choice]:
    counts = counted_by(session, listing, query.without(narrowed), [narrowed.name], catalogue)
    values = known_values(narrowed, catalogue)
    return [
        Choice(value, labelled(narrowed, value, catalogue), counts.get((value,), 0), address)
        for value, address in zip(values, query.addresses(narrowed, values), strict=True)
    ]


def counted_by(
    session: Session, listing: Listing, query: Query, names: list[str], catalogue: Catalogue
) -> dict[tuple[str, ...], int]:
    """How many rows of a list have each value of the filters, or each pair of values."""
    tallies = tallied(listing, query, names, catalogue)
    if tallies is not None:
        return _added_up(session, [listing.tallies[name] for name in names], tallies)
    predicates = [listing.predicates[name] for name in names]
    needed = {str(predicate.key.key): predicate.key for predicate in predicates}
    rows = narrow(listing, query, catalogue).order_by(None)
    kept = rows.with_only_columns(listing.key.label("row_key"), *needed.values())
    narrowed = kept.subquery("narrowed")
    values, ties = [], []
    for predicate in predicates:
        value, tied = predicate.counted(narrowed)
        values.append(value)
        ties += [*tied, value.is_not(None)]
    count = sa.func.count(narrowed.c.row_key.distinct())
    grouped = sa.select(*values, count).select_from(narrowed).where(*ties).group_by(*values)
    return {tuple(key): found for *key, found in session.execute(grouped)}


def _added_up(
    session: Session, predicates: list[Predicate], tallies: sa.Select[Any]
) -> dict[tuple[str, ...], int]:
    """How many rows the counts that the load keeps add up to, by the same values."""
    narrowed = tallies.subquery("narrowed")
    values, ties = [], []
    for predicate in predicates:
        value, tied = predicate.counted(narrowed)
        values.append(value)
        ties += tied
    total = sa.func.sum(narrowed.c.finding_count)
    grouped = sa.select(*values, total).select_from(narrowed).where(*ties).group_by(*values)
    # A blank is an empty text among the counts, and no value.
    return {tuple(key): found for *key, found in session.execute(grouped) if all(key)}
