"""The evidence map: how many claims have each value of one or two dimensions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import chain, compress, product

from app.errors import Problem, QueryError, unknown
from app.evidence.answers.counts import counted_by
from app.evidence.answers.derived_columns import list_select_of
from app.evidence.answers.release import Release
from app.evidence.catalogue import Catalogue
from app.evidence.queries import FINDINGS, OUTCOMES, PROJECTS, Filter, Query
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.reading import names_in, read_counted
from app.evidence.queries.values import known_values, labelled

DIMENSIONS = (
    *("theme", "sub-theme", "polarity", "strand", "focus"),
    *("lead_type", "evaluator", "project", "kind", "direction"),
)
_OF_OUTCOMES = {"kind", "direction"}
_OF_FINDINGS = {"polarity"}
_OF_PROJECTS = {"strand", "focus", "lead_type", "evaluator", "project"}


@dataclass(frozen=True)
class MapCell:
    """How many claims have a value (or two), and where there is none, which blank it is.

    An empty value stands for the claims without one, as those of no named project, so that none is
    lost. The address asks for them, below the root of the API or of the site.
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
    cells: list[MapCell]
    without_count: int
    is_overlapping: bool


def summary(release: Release, pairs: list[tuple[str, str]]) -> Summary:
    """Counts by one or two dimensions; other parameters narrow the list that is counted.

    Raises QueryError where the dimensions are not known or do not go together.
    """
    by = _dimensions([value for name, value in pairs if name == "by"])
    evidence_list = OUTCOMES if _OF_OUTCOMES & set(by) else FINDINGS
    narrowing = [(name, value) for name, value in pairs if name != "by"]
    query = read_counted(evidence_list, narrowing, release.catalogue).narrowing
    filters = [evidence_list.by_name[_filter_of(dimension)] for dimension in by]
    counts = counted_by(release, query, [each.name for each in filters])
    options = [
        _values(query, dimension, release.catalogue)
        + ([""] if any(not values[place] for values in counts) else [])
        for place, dimension in enumerate(by)
    ]
    labels = [
        [
            labelled(narrowed, value, release.catalogue) if value else narrowed.blank_label
            for value in values
        ]
        for narrowed, values in zip(filters, options, strict=True)
    ]
    are_of_projects = [each.name in _OF_PROJECTS for each in filters]
    statuses = _statuses(release, query, list(compress(by, are_of_projects)))

    def cell(values: tuple[str, ...], named: tuple[str, ...], address: str) -> MapCell:
        count = counts.get(values, 0)
        status = statuses.get(tuple(compress(values, are_of_projects)), ())
        blank = "not-mentioned" if "" in values else _blank(status)
        return MapCell(values, named, count, None if count else blank, address)

    addresses = chain.from_iterable(
        _choosing(query, filters, before).addresses(filters[-1], options[-1])
        for before in product(*options[:-1])
    )
    cells = list(map(cell, product(*options), product(*labels), addresses))
    total = release.count(query)
    # A claim that may have several of its values may count in several cells.
    is_overlapping = any("all" in each.operators for each in filters)
    without = total - sum(each.count for each in cells if all(each.values))
    if is_overlapping:
        # So these are the claims that have no value of one dimension, or of the other.
        blanks = (counted_by(release, query, [each.name]).get(("",), 0) for each in filters)
        without = sum(blanks) - counts.get(("", ""), 0)
    return Summary(by, query, total, cells, without, is_overlapping)


def _choosing(query: Query, filters: Iterable[Filter], values: tuple[str, ...]) -> Query:
    """The question with a value chosen of each of the first filters; an empty one is a blank."""
    for narrowed, value in zip(filters, values, strict=False):
        if value:
            query = query.choosing(narrowed, value)
        else:
            # Where rows without a value are asked for already, these are all there are.
            query = query.without_value_of(narrowed) or query
    return query


def _dimensions(values: list[str]) -> tuple[str, ...]:
    names = names_in(values, "by")
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
    narrowed = query.evidence_list.by_name[name]
    values = known_values(narrowed, catalogue)
    if name == "theme":
        values = [v for v in values if (v in catalogue.theme_parents) == (dimension == "sub-theme")]
    chosen = [c.values for c in query.conditions if (c.filter, c.operator) == (narrowed, "any")]
    if chosen:
        wanted = list_select_of(query).predicate(name).values(chosen[0], catalogue)
        values = [value for value in values if value in wanted]
    if not values:
        message = f"The query leaves no {dimension} to count by: choose less, or count by another."
        raise QueryError([Problem("needed", "query parameter by", message)])
    return values


def _statuses(release: Release, query: Query, by: list[str]) -> dict[tuple[str, ...], set[str]]:
    """What is known of the projects that each cell may be about, by what the cell says of them."""
    filters = PROJECTS.by_name
    conditions = tuple(
        replace(condition, filter=filters[condition.filter.name])
        for condition in query.conditions
        if condition.filter.name in _OF_PROJECTS
        and not (condition.filter.name in by and condition.operator == "any")
    )
    of_projects, statuses = Query(PROJECTS, conditions), dict[tuple[str, ...], set[str]]()
    mentions = _mentions(release, query)
    if mentions is None:
        for *values, status in counted_by(release, of_projects, [*by, "evidence_status"]):
            statuses.setdefault(tuple(values), set()).add(status)
        return statuses
    for *values, project in counted_by(release, of_projects, [*by, "project"]):
        statuses.setdefault(tuple(values), set()).add(mentions.get(project, "not-named"))
    return statuses


def _mentions(release: Release, query: Query) -> dict[str, str] | None:
    """What the sources that are asked for have of each project; nothing where all are."""
    of_sources = {c.parameter: c.values for c in query.conditions if c.filter.name in OF_SOURCES}
    if not of_sources:
        return None
    rows = release.rows("project-sources", **of_sources)
    # What is coded of any of them counts before what is not coded yet.
    ranked = sorted(rows, key=lambda row: list(_STATUS).index(row["mention"]))
    return {row["project_id"]: _STATUS[row["mention"]] for row in ranked}


_STATUS = {"not-named": "not-named", "not-coded": "not-coded", "named": "coded"}
"""What each word for a project in a source says of an empty cell; the last of several counts."""


def _blank(statuses: Collection[str]) -> str:
    """Which blank an empty cell is.

    Where no project is such as the cell asks for, as far as sources say, it is `not-found`.
    """
    if "coded" in statuses:
        return "not-mentioned"
    return next((word for word in ("not-coded", "not-named") if word in statuses), "not-found")
