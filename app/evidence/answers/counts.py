"""How many rows each choice would leave: counts beside a list, and the evidence map."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain, compress, product
from typing import Any

import sqlalchemy as sa

from app.errors import Problem, QueryError, unknown
from app.evidence.answers.listing import Listing, narrow
from app.evidence.answers.lists import listing_of
from app.evidence.answers.predicates import OF_SOURCES
from app.evidence.answers.release import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, OUTCOMES, PROJECTS, Filter, Query
from app.evidence.queries.reading import names_in, read_counted
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


def facets(release: Release, query: Query) -> dict[str, list[Choice]]:
    """For each filter that is asked for, every value with the length of the list it leads to."""
    filters = query.resource.by_name
    return {name: _choices(release, query, filters[name]) for name in query.facet}


def _choices(release: Release, query: Query, narrowed: Filter) -> list[Choice]:
    listing = listing_of(query)
    values = known_values(narrowed, release.catalogue)
    blank = query.without_value_of(narrowed) if narrowed.may_be_blank else None
    rest = None
    filters = {one.filter.name for one in query.conditions}
    if narrowed.name in OF_SOURCES and filters & listing.of_claims.keys():
        # What says which sources narrows these other filters too: each is asked anew.
        lists = {one: query.choosing(narrowed, one) for one in values}
        counts = {one: release.count(own) for one, own in lists.items()}
    else:
        without = query.without(narrowed)
        found = counted_by(release, without, [narrowed.name])
        counts = {one: found.get((one,), 0) for one in values}
        if blank and listing.predicate(narrowed.name).has_one_value:
            # To look for the rows without a value would read them all.
            rest = release.count(without) - sum(found.values())
    choices = [
        Choice(value, labelled(narrowed, value, release.catalogue), counts[value], address)
        for value, address in zip(values, query.addresses(narrowed, values), strict=True)
    ]
    if blank:
        rest = release.count(blank) if rest is None else rest
        choices.append(Choice("", narrowed.blank_label, rest, blank.address()))
    return choices


def counted_by(release: Release, query: Query, names: list[str]) -> dict[tuple[str, ...], int]:
    """How many rows of a list have each value of the filters, or each pair of values."""

    def build(listing: Listing, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        return _counts(listing.kept_to_sources(shape), shape, names, catalogue)

    found = release.selected(query.narrowing, build, "counts", *names)
    # A blank is no value.
    return {tuple(key): total for *key, total in found if all(key)}


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
    narrowed = left.group_by(*keys.values()).subquery("narrowed")
    values, ties = [], []
    for place, predicate in enumerate(predicates):
        value, tied = predicate.counted(narrowed)
        values.append(value.label(f"value_{place}"))
        ties += tied
    # A row may have one value several times, in several rows of another table.
    counted = sa.select(*narrowed.c, *values).where(*ties).distinct()
    each = counted.subquery("counted").c
    groups = [each[value.name] for value in values]
    # PostgreSQL adds counts up to a decimal number.
    total = sa.cast(sa.func.sum(each.number), sa.BigInteger)
    return sa.select(*groups, total.label("total")).group_by(*groups)


DIMENSIONS = (
    *("theme", "sub-theme", "polarity", "strand", "focus"),
    *("lead_type", "evaluator", "project", "kind", "direction"),
)
_OF_OUTCOMES = {"kind", "direction"}
_OF_FINDINGS = {"polarity"}
_OF_PROJECTS = {"strand", "focus", "lead_type", "evaluator", "project"}


@dataclass(frozen=True)
class Cell:
    """How many claims have a value (or two), and where there is none, which blank it is.

    The address asks for them, below the root of the API or of the site.
    """

    values: tuple[str, ...]
    labels: tuple[str, ...]
    count: int
    blank: str | None
    address: str


@dataclass(frozen=True)
class Summary:
    """A table of counts over one list."""

    by: tuple[str, ...]
    query: Query
    total: int
    cells: list[Cell]
    without_count: int
    is_overlapping: bool


def summary(release: Release, pairs: list[tuple[str, str]]) -> Summary:
    """Counts by one or two dimensions; other parameters narrow the list that is counted.

    Raises QueryError where the dimensions are not known or do not go together.
    """
    by = _dimensions([value for name, value in pairs if name == "by"])
    resource = OUTCOMES if _OF_OUTCOMES & set(by) else FINDINGS
    narrowing = [(name, value) for name, value in pairs if name != "by"]
    query = read_counted(resource, narrowing, release.catalogue).narrowing
    filters = [resource.by_name[_filter_of(dimension)] for dimension in by]
    counts = counted_by(release, query, [each.name for each in filters])
    options = [_values(query, one, release.catalogue) for one in by]
    labels = [
        [labelled(narrowed, value, release.catalogue) for value in values]
        for narrowed, values in zip(filters, options, strict=True)
    ]
    are_of_projects = [each.name in _OF_PROJECTS for each in filters]
    statuses = _statuses(release, query, list(compress(by, are_of_projects)))

    def cell(values: tuple[str, ...], named: tuple[str, ...], address: str) -> Cell:
        found = counts.get(values, 0)
        status = statuses.get(tuple(compress(values, are_of_projects)), ())
        return Cell(values, named, found, None if found else _blank(status), address)

    addresses = chain.from_iterable(
        _choosing(query, filters, before).addresses(filters[-1], options[-1])
        for before in product(*options[:-1])
    )
    cells = list(map(cell, product(*options), product(*labels), addresses))
    total = release.count(query)
    # A claim that may have several of its values may count in several cells.
    is_overlapping = any("all" in each.operators for each in filters)
    if is_overlapping:
        counted = _with_all(release, query, filters)
    else:
        counted = sum(each.count for each in cells)
    return Summary(by, query, total, cells, total - counted, is_overlapping)


def _with_all(release: Release, query: Query, filters: list[Filter]) -> int:
    """How many claims have a value of every dimension, each counted once."""

    def build(listing: Listing, shape: Query, catalogue: Catalogue) -> sa.Select[Any]:
        clauses = [listing.predicate(each.name).has_any() for each in filters]
        left = narrow(listing, shape, catalogue).where(*clauses).with_only_columns(listing.key)
        return sa.select(sa.func.count()).select_from(left.subquery())

    names = [each.name for each in filters]
    [(number,)] = release.selected(query, build, "with all", *names)
    return int(number)


def _choosing(query: Query, filters: Iterable[Filter], values: tuple[str, ...]) -> Query:
    """The question with a value chosen of each of the first filters."""
    for narrowed, value in zip(filters, values, strict=False):
        query = query.choosing(narrowed, value)
    return query


def _dimensions(written: list[str]) -> tuple[str, ...]:
    names = names_in(written, "by")
    where = "query parameter by"
    says = "Nothing can be counted by {written}."
    problems = [
        unknown("dimension", where, name, DIMENSIONS, says=says)
        for name in names
        if name not in DIMENSIONS
    ]
    if not 1 <= len(names) <= 2 or len(set(names)) != len(names):
        message = f"Count by one or two of: {', '.join(DIMENSIONS)}."
        problems.append(Problem("needed", where, message))
    if _OF_OUTCOMES & set(names) and _OF_FINDINGS & set(names):
        message = "Polarity belongs to findings, kind and direction to outcomes: not both at once."
        problems.append(Problem("needed", where, message))
    if {"theme", "sub-theme"} <= set(names):
        message = "Theme and sub-theme are two levels of one dimension: use one of them."
        problems.append(Problem("needed", where, message))
    if problems:
        raise QueryError(problems)
    return tuple(names)


def _filter_of(dimension: str) -> str:
    return "theme" if dimension == "sub-theme" else dimension


def _values(query: Query, dimension: str, catalogue: Catalogue) -> list[str]:
    """The values of a dimension that the question leaves: those chosen, else all."""
    name = _filter_of(dimension)
    narrowed = query.resource.by_name[name]
    values = known_values(narrowed, catalogue)
    if name == "theme":
        values = [v for v in values if (v in catalogue.theme_parents) == (dimension == "sub-theme")]
    chosen = [c.values for c in query.conditions if (c.filter, c.operator) == (narrowed, "any")]
    if chosen:
        wanted = listing_of(query).predicate(name).values(chosen[0], catalogue)
        values = [value for value in values if value in wanted]
    if not values:
        message = f"The query leaves no {dimension} to count by: choose less, or count by another."
        raise QueryError([Problem("needed", "query parameter by", message)])
    return values


def _statuses(release: Release, query: Query, by: list[str]) -> dict[tuple[str, ...], set[str]]:
    """What is known of the projects that each cell may be about, by what the cell says of them."""
    filters = PROJECTS.by_name
    asked = tuple(
        replace(condition, filter=filters[condition.filter.name])
        for condition in query.conditions
        if condition.filter.name in _OF_PROJECTS
        and not (condition.filter.name in by and condition.operator == "any")
    )
    of_projects, names = Query(PROJECTS, asked), [*by, "evidence_status"]
    statuses: dict[tuple[str, ...], set[str]] = {}
    for *values, status in counted_by(release, of_projects, names):
        statuses.setdefault(tuple(values), set()).add(status)
    return statuses


def _blank(statuses: Collection[str]) -> str:
    """Which blank an empty cell is.

    Where no project is such as the cell asks for, as far as sources say, it is `not-found`.
    """
    if "coded" in statuses:
        return "not-mentioned"
    return next((word for word in ("not-coded", "not-named") if word in statuses), "not-found")
