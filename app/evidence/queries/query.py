"""A query: what is asked of one list. Read from parameters, written back, said in English."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from app.database import folded
from app.errors import Problem, QueryError, did_you_mean
from app.evidence.catalogue import Catalogue
from app.evidence.queries.filters import Filter, Operator, Resource
from app.evidence.queries.values import accepted, labelled, value_problem

PAGE_SIZE = 25
MOST_ON_A_PAGE = 1_000
LONGEST_VALUE = 500
MOST_VALUES = 100
MOST_PARAMETERS = 50
OF_EVERY_LIST = ("sort", "page_size", "cursor")


@dataclass(frozen=True)
class Condition:
    """One filter with an operator and the values it was given, sorted and without repeats."""

    filter: Filter
    operator: Operator
    values: tuple[str, ...]

    @property
    def parameter(self) -> str:
        """The parameter that writes this condition."""
        return next(
            p for p, operator in self.filter.parameters.items() if operator == self.operator
        )


@dataclass(frozen=True)
class Query:
    """What is asked of one list. Two queries that ask the same are equal."""

    resource: Resource
    conditions: tuple[Condition, ...] = ()
    sort: tuple[str, ...] = ()
    page_size: int = PAGE_SIZE
    cursor: str | None = None

    @property
    def order(self) -> tuple[tuple[str, bool], ...]:
        """The columns that order the list, each with whether it descends; the last is the key."""
        chosen = self.sort or self.resource.default_sort
        named = [(name.removeprefix("-"), name.startswith("-")) for name in chosen]
        key = self.resource.key
        return (*named, *([] if key in dict(named) else [(key, False)]))

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The query as parameters, in one canonical form."""
        written = [(c.parameter, ",".join(c.values)) for c in self.conditions]
        if self.sort:
            written.append(("sort", ",".join(self.sort)))
        if self.page_size != PAGE_SIZE:
            written.append(("page_size", str(self.page_size)))
        if self.cursor:
            written.append(("cursor", self.cursor))
        return written

    @property
    def whole(self) -> "Query":
        """The same question about the whole list, not about one page of it."""
        return replace(self, page_size=PAGE_SIZE, cursor=None)

    def following(self, cursor: str) -> "Query":
        """The same question about the page that a cursor leads to."""
        return replace(self, cursor=cursor)

    def address(self, ending: str = "") -> str:
        """The path and parameters that ask this query, below the root of the API."""
        parameters = urlencode(self.pairs, safe=",;:@/")
        return f"/{self.resource.name}{ending}" + (f"?{parameters}" if parameters else "")

    def in_english(self, catalogue: Catalogue) -> str:
        """The query said back: "Projects that met barriers in Referrals"."""
        phrases = [_phrase(condition, catalogue) for condition in self.conditions]
        said = " and ".join(phrases)
        title = self.resource.title
        whole = f"{title} {said}" if said else f"All {title[0].lower()}{title[1:]}"
        return f"{whole}, sorted by {_sorted_by(self.sort)}" if self.sort else whole


def read_query(resource: Resource, pairs: Iterable[tuple[str, str]], catalogue: Catalogue) -> Query:
    """The query that parameters write. A blank parameter, as a form submits it, says nothing.

    Raises QueryError with a problem for every parameter and every word that is not known.
    """
    given: dict[str, list[str]] = defaultdict(list)
    for name, value in pairs:
        if value.strip():
            given[name].append(value.strip())
    if len(given) > MOST_PARAMETERS:
        right = f"at most {MOST_PARAMETERS} parameters are right, found {len(given)}."
        raise QueryError([Problem("too-many", "query", right)])
    problems = [
        _unknown(resource, name)
        for name in given
        if name not in resource.parameters and name not in OF_EVERY_LIST
    ]
    conditions = []
    for parameter, (narrowed, operator) in resource.parameters.items():
        if parameter in given:
            values, wrong = _values(parameter, narrowed, operator, given[parameter], catalogue)
            problems += wrong
            conditions.append(Condition(narrowed, operator, values))
    sort, wrong = _sort(resource, given.get("sort", []))
    page_size, wrong_size = _page_size(given.get("page_size", []))
    problems += [*wrong, *wrong_size]
    if problems:
        raise QueryError(problems)
    return Query(resource, tuple(conditions), sort, page_size, _last(given.get("cursor")))


def _values(
    parameter: str, narrowed: Filter, operator: Operator, written: list[str], catalogue: Catalogue
) -> tuple[tuple[str, ...], list[Problem]]:
    where = f"query parameter {parameter}"
    # Text is taken as it is written: a comma may be part of it.
    words = written if narrowed.accepts == "text" else ",".join(written).split(",")
    words = [word.strip() for word in words if word.strip()]
    if len(words) > MOST_VALUES:
        right = f"at most {MOST_VALUES} values are right, found {len(words)}."
        return (), [Problem("too-many", where, right)]
    longest = max(map(len, words), default=0)
    if longest > LONGEST_VALUE:
        right = f"at most {LONGEST_VALUE} characters are right, found {longest}."
        return (), [Problem("too-long", where, right)]
    if operator in ("gte", "lte") and len(words) > 1:
        return (), [Problem("repeated", where, f"one number is right, found {len(words)}.")]
    read = {word: accepted(narrowed, word, catalogue) for word in words}
    problems = [
        value_problem(narrowed, word, where, catalogue)
        for word, value in read.items()
        if value is None
    ]
    return tuple(sorted({value for value in read.values() if value is not None})), problems


def _sort(resource: Resource, written: list[str]) -> tuple[tuple[str, ...], list[Problem]]:
    names = [name.strip() for name in ",".join(written).split(",") if name.strip()]
    problems = [
        Problem(
            "unknown-sort",
            "query parameter sort",
            f"{resource.title} cannot be sorted by {name!r}. "
            f"{did_you_mean(name.removeprefix('-'), resource.sorts)}",
        )
        for name in names
        if name.removeprefix("-") not in resource.sorts
    ]
    seen = [name.removeprefix("-") for name in names]
    if len(seen) != len(set(seen)):
        problems.append(
            Problem("repeated", "query parameter sort", "a column may be named only once.")
        )
    return tuple(names), problems


def _page_size(written: list[str]) -> tuple[int, list[Problem]]:
    if not written:
        return PAGE_SIZE, []
    text = written[-1]
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_ON_A_PAGE:
        return int(text), []
    right = f"a whole number from 1 to {MOST_ON_A_PAGE} is right, found {text[:40]!r}."
    return PAGE_SIZE, [Problem("invalid-page-size", "query parameter page_size", right)]


def _last(written: list[str] | None) -> str | None:
    return written[-1] if written else None


def _unknown(resource: Resource, name: str) -> Problem:
    known = [*resource.parameters, *OF_EVERY_LIST]
    base, _, operator = name.partition(".")
    if operator and any(folded(base) == narrowed.name for narrowed in resource.filters):
        right = [parameter for parameter in known if parameter.partition(".")[0] == folded(base)]
        hint = f"Would be right: {', '.join(right)}."
    else:
        hint = did_you_mean(name, known)
    return Problem(
        "unknown-parameter",
        f"query parameter {name[:80]}",
        f"{resource.title} have no parameter {name[:80]!r}. {hint}",
    )


_JOINED_BY: dict[Operator, str] = {"any": " or ", "all": " and ", "none": " or "}
_LIMITS: dict[Operator, str] = {"gte": "at least {}", "lte": "at most {}"}


def _phrase(condition: Condition, catalogue: Catalogue) -> str:
    narrowed, operator = condition.filter, condition.operator
    if operator in _LIMITS:
        return narrowed.says.format(_LIMITS[operator].format(condition.values[0]))
    labels = [labelled(narrowed, value, catalogue) for value in condition.values]
    template = narrowed.denies if operator == "none" else narrowed.says
    return template.format(_JOINED_BY[operator].join(labels))


def _sorted_by(sort: tuple[str, ...]) -> str:
    return ", ".join(
        f"{name[1:]} (descending)" if name.startswith("-") else name for name in sort
    ).replace("_", " ")
