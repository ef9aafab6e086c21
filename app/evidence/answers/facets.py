"""How many rows each choice would leave: counts beside a list."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.evidence.answers.compiled import selected
from app.evidence.answers.listing import Listing, added_up, narrow
from app.evidence.answers.pages import count
from app.evidence.catalogue import Catalogue
from app.evidence.queries import Filter, Query
from app.evidence.queries.values import known_values, labelled


@dataclass(frozen=True)
class Choice:
    """A value of a filter, how long the list would be with it, and what asks for that list.

    The rows without a value are a choice too, of an empty value: no row of the list is left out.
    """

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
    blank = query.without_value_of(narrowed) if narrowed.may_be_blank else None
    rest = None
    filters = {one.filter.name for one in query.conditions}
    if narrowed.name == "source" and filters & listing.of_claims.keys():
        # A source narrows these other filters too: each is asked anew.
        lists = {one: query.choosing(narrowed, one) for one in values}
        counts = {one: count(session, listing, own, catalogue) for one, own in lists.items()}
    else:
        without = query.without(narrowed)
        found = counted_by(session, listing, without, [narrowed.name], catalogue)
        counts = {one: found.get((one,), 0) for one in values}
        if blank and listing.predicate(narrowed.name).has_one_value:
            # To look for the rows without a value would read them all.
            rest = count(session, listing, without, catalogue) - sum(found.values())
    choices = [
        Choice(value, labelled(narrowed, value, catalogue), counts[value], address)
        for value, address in zip(values, query.addresses(narrowed, values), strict=True)
    ]
    if blank:
        rest = count(session, listing, blank, catalogue) if rest is None else rest
        choices.append(Choice("", narrowed.blank_label, rest, blank.address()))
    return choices


def counted_by(
    session: Session, listing: Listing, query: Query, names: list[str], catalogue: Catalogue
) -> dict[tuple[str, ...], int]:
    """How many rows of a list have each value of the filters, or each pair of values."""

    def build(listing: Listing, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        return _counts(listing.kept_to_sources(shape), shape, names, catalogue)

    asked = (listing, query.narrowing, catalogue)
    found = selected(session, asked, build, "counts", *names)
    # A blank is no value; in the summary table it is an empty text.
    return {tuple(key): total for *key, total in found if all(key)}


def _counts(
    listing: Listing, query: Query, names: list[str], catalogue: Catalogue
) -> sa.Select[Any]:
    """The rows that a query leaves, counted by the projects, sources and themes they are of.

    These are few: what they have is tied to their counts, not to each row.
    """
    added, number = added_up(listing, query, names)
    predicates = [added.predicate(name) for name in names]
    keys = {str(predicate.key.key): predicate.key for predicate in predicates}
    left = narrow(added, query, catalogue).with_only_columns(
        *keys.values(), number.label("number"), maintain_column_froms=True
    )
    narrowed = left.group_by(*keys.values()).subquery("narrowed")
    values, ties = [], []
    for place, predicate in enumerate(predicates):
        value, tied = predicate.counted(narrowed)
        values.append(value.label(f"value_{place}"))
        ties += tied
    counted: sa.Select[*tuple[Any, ...]] = sa.select(*narrowed.c, *values).where(*ties)
    # To tell rows apart takes longer: only where one may repeat.
    if any(predicate.may_repeat for predicate in predicates):
        counted = counted.distinct()
    each = counted.subquery("counted").c
    groups = [each[value.name] for value in values]
    # PostgreSQL adds counts up to a decimal number.
    total = sa.cast(sa.func.sum(each.number), sa.BigInteger)
    return sa.select(*groups, total.label("total")).group_by(*groups)
