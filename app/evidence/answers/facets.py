"""How many rows each choice would leave: counts beside a list."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.answers.listing import Listing, count, narrow, summary_rows
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
    filters = listing.resource.by_name
    return {
        name: _choices(session, listing, query, filters[name], catalogue) for name in query.facet
    }


def _choices(
    session: Session, listing: Listing, query: Query, narrowed: Filter, catalogue: Catalogue
) -> list[Choice]:
    values = known_values(narrowed, catalogue)
    filters = {one.filter.name for one in query.conditions}
    if narrowed.name == "source" and filters & listing.of_claims.keys():
        # A source narrows these other filters too: each is asked anew.
        lists = {one: query.choosing(narrowed, one) for one in values}
        counts = {one: count(session, listing, own, catalogue) for one, own in lists.items()}
    else:
        without = query.without(narrowed)
        found = counted_by(session, listing, without, [narrowed.name], catalogue)
        counts = {one: found.get((one,), 0) for one in values}
    return [
        Choice(value, labelled(narrowed, value, catalogue), counts[value], address)
        for value, address in zip(values, query.addresses(narrowed, values), strict=True)
    ]


def counted_by(
    session: Session, listing: Listing, query: Query, names: list[str], catalogue: Catalogue
) -> dict[tuple[str, ...], int]:
    """How many rows of a list have each value of the filters, or each pair of values."""
    listing = listing.kept_to_sources(query)
    counts = summary_rows(listing, query, names, catalogue)
    if counts is not None:
        predicates = [listing.counts[name] for name in names]
        narrowed = counts.subquery("narrowed")
        number: sa.ColumnElement[int] = sa.func.sum(narrowed.c.finding_count)
    else:
        predicates = [listing.predicate(name) for name in names]
        keys = {str(predicate.key.key): predicate.key for predicate in predicates}
        rows = narrow(listing, query, catalogue).order_by(None)
        rows = rows.with_only_columns(listing.key.label("row_key"), *keys.values())
        narrowed = rows.subquery("narrowed")
        # To tell rows apart takes up to 1.6 times as long: only where one may repeat.
        repeats = any(predicate.may_repeat for predicate in predicates)
        number = sa.func.count(narrowed.c.row_key.distinct()) if repeats else sa.func.count()
    values, ties = [], []
    for predicate in predicates:
        value, tied = predicate.counted(narrowed)
        values.append(value)
        ties += tied
    grouped = sa.select(*values, number).select_from(narrowed).where(*ties).group_by(*values)
    # A blank is no value; in the summary table it is an empty text.
    return {tuple(key): total for *key, total in session.execute(grouped) if all(key)}
