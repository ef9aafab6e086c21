"""A query: what is asked of one list. It writes itself as parameters and says itself in English."""

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product
from typing import Any
from urllib.parse import quote_plus

from app.errors import Problem
from app.evidence.catalogue import Catalogue
from app.evidence.queries.filters import KINDS, TEXT, EvidenceList, Filter, Operator, parameter_of
from app.evidence.queries.values import first_day, labelled, last_day

PAGE_SIZE = 25


OF_A_LIST = ("sort", "fields", "include", "facet")
"""Parameters that hold names of columns, of lists or of filters."""
_PLAIN = ",;:@/"
_IS_PLAIN = re.compile(rf"[\w.~{_PLAIN}-]*", re.ASCII).fullmatch
_ANY = "\0"
"""Stands for a value, as it never is one."""


@dataclass(frozen=True)
class Condition:
    """One filter with an operator and the values it was given, sorted and without repeats."""

    filter: Filter
    operator: Operator
    values: tuple[str, ...]

    @property
    def parameter(self) -> str:
        return parameter_of(self.filter.name, self.operator)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The condition as parameters.

        A comma may be part of a text or of a number, so these are repeated.
        """
        is_repeated = self.filter.accepts in ("text", "number")
        values = self.values if is_repeated else (",".join(self.values),)
        return [(self.parameter, value) for value in values]


Values = str | Iterable[str]
"""A value of a filter, or several of which a row has any."""


@dataclass(frozen=True)
class Query:
    """What is asked of one list. Two queries that ask the same are equal."""

    evidence_list: EvidenceList
    conditions: tuple[Condition, ...] = ()
    sort: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    facet: tuple[str, ...] = ()
    page_size: int = PAGE_SIZE
    cursor: str | None = None
    renamed: tuple[str, ...] = dataclasses.field(default=(), compare=False)
    """Codes that were written and are no more; the conditions have those in their place."""

    @classmethod
    def of(cls, evidence_list: EvidenceList, /, **narrowed: Values) -> "Query":
        """What is asked by the values of each filter; they are known to be right."""
        values = {
            name: [each] if isinstance(each, str) else sorted({*each})
            for name, each in narrowed.items()
        }
        conditions = (
            Condition(*evidence_list.parameters[name], tuple(each)) for name, each in values.items()
        )
        return cls(evidence_list, _in_order(evidence_list, conditions))

    @cached_property
    def order(self) -> tuple[tuple[str, bool], ...]:
        """The columns that order the list, each with whether it descends; the last is the key."""
        chosen = self.sort or self.evidence_list.default_sort
        named = [(name.removeprefix("-"), name.startswith("-")) for name in chosen]
        key = self.evidence_list.key
        return (*named, *([] if key in dict(named) else [(key, False)]))

    @property
    def has_text(self) -> bool:
        """Whether the list is narrowed by the words that its rows hold."""
        return any(condition.filter.name == TEXT for condition in self.conditions)

    @cached_property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The values under each parameter that narrows the list."""
        return {condition.parameter: condition.values for condition in self.conditions}

    def values_of(self, *parameters: str) -> list[str]:
        """The values under some parameters, in the order of the query."""
        return [each for name in self.values if name in parameters for each in self.values[name]]

    @cached_property
    def columns(self) -> list[str]:
        """The columns that are asked for; all of them where none is chosen."""
        return list(self.fields) or self.evidence_list.record.names

    @cached_property
    def pairs(self) -> list[tuple[str, str]]:
        """The query as parameters, in one canonical form."""
        pairs = [pair for condition in self.conditions for pair in condition.pairs]
        for name in OF_A_LIST:
            if chosen := getattr(self, name):
                pairs.append((name, ",".join(chosen)))
        if self.page_size != PAGE_SIZE:
            pairs.append(("page_size", str(self.page_size)))
        if self.cursor:
            pairs.append(("cursor", self.cursor))
        return pairs

    @cached_property
    def as_file(self) -> "Query":
        """The same question as a file can answer it: whole, rows alone."""
        return replace(self, page_size=PAGE_SIZE, cursor=None, include=(), facet=())

    @cached_property
    def narrowing(self) -> "Query":
        """What narrows the list, and nothing else of the question."""
        return Query(self.evidence_list, self.conditions, renamed=self.renamed)

    def without(self, narrowed: Filter) -> "Query":
        """The same question with nothing chosen of one filter."""
        return replace(self, conditions=self._but(narrowed), cursor=None)

    def choosing(self, narrowed: Filter, value: str) -> "Query":
        """The same question with one value chosen of one filter, in place of any before."""
        return self._with(Condition(narrowed, "any", (value,)))

    def without_value_of(self, narrowed: Filter) -> "Query | None":
        """The same question about the rows without a value of a filter; None where it asks that."""
        blank = Condition(narrowed, "blank", ("yes",))
        asks = any(condition.parameter == blank.parameter for condition in self.conditions)
        return None if asks else self._with(blank)

    def _with(self, condition: Condition) -> "Query":
        chosen = _in_order(self.evidence_list, (*self._but(condition.filter), condition))
        return replace(self, conditions=chosen, cursor=None)

    def addresses(self, narrowed: Filter, values: Iterable[str]) -> list[str]:
        """What asks the same question with each of the values chosen of one filter.

        An empty value asks for the rows without one; where these are asked for, they are all.
        """
        address = self.choosing(narrowed, _ANY).address()
        before, after = address.split(quote_plus(_ANY))
        return [
            f"{before}{_quoted(value)}{after}"
            if value
            else (self.without_value_of(narrowed) or self).address()
            for value in values
        ]

    def _but(self, narrowed: Filter) -> tuple[Condition, ...]:
        """The conditions without what is chosen of one filter."""
        name = narrowed.name
        return tuple(c for c in self.conditions if c.filter.name != name or c.operator != "any")

    def following(self, cursor: str) -> "Query":
        """The same question about the page that a cursor leads to."""
        return replace(self, cursor=cursor)

    def address(self, ending: str = "") -> str:
        """The path and parameters that ask this query, below the root of the API."""
        return f"/{self.evidence_list.name}{ending}{self._written}"

    @cached_property
    def _written(self) -> str:
        # Names of parameters are plain, and so are most values.
        parameters = "&".join(f"{name}={_quoted(value)}" for name, value in self.pairs)
        return f"?{parameters}" if parameters else ""

    def in_english(self, catalogue: Catalogue) -> str:
        """The query said back: "Projects that met barriers in Referrals"."""
        phrases = [phrase(condition, catalogue) for condition in self.conditions]
        conditions = " and ".join(phrases)
        title = self.evidence_list.title
        whole = f"{title} {conditions}" if conditions else f"All {title[0].lower()}{title[1:]}"
        if self.sort:
            names = (f"{name[1:]} (descending)" if name[0] == "-" else name for name in self.sort)
            whole = f"{whole}, sorted by {', '.join(names).replace('_', ' ')}"
        return f"{whole} ({self.successors(catalogue)})" if self.renamed else whole

    def successors(self, catalogue: Catalogue) -> str:
        """Which codes of an address are no more, and what took their place."""
        return "; ".join(
            f"{old} is now {' and '.join(catalogue.renamed_themes[old])}" for old in self.renamed
        )


def _quoted(value: str) -> str:
    return value if _IS_PLAIN(value) else quote_plus(value, safe=_PLAIN)


def _in_order(
    evidence_list: EvidenceList, conditions: Iterable[Condition]
) -> tuple[Condition, ...]:
    """Conditions in the order in which they are written in an address."""
    return tuple(sorted(conditions, key=lambda c: evidence_list.places[c.parameter]))


def contradictions(conditions: Iterable[Condition], catalogue: Catalogue) -> Iterator[Problem]:
    """A problem for each number or date that nothing can be: at least 10 and at most 5."""
    of_quantities = [c for c in conditions if c.filter.accepts in KINDS and c.values]
    for condition, other in product(of_quantities, of_quantities):
        if condition.filter is not other.filter or not _contradict(condition, other):
            continue
        message = "Nothing has a value and is without one: leave this out."
        if condition.operator != "blank":
            least, most = (
                labelled(c.filter, c.values[0], catalogue, c.operator) for c in (condition, other)
            )
            message = f"Nothing is {least} and {most}."
        yield Problem("contradiction", f"query parameter {other.parameter}", message)


def _contradict(condition: Condition, other: Condition) -> bool:
    if condition.operator == "blank":
        return condition.values == ("yes",) and other.operator != "blank"
    if condition.operator not in ("gt", "gte") or other.operator not in ("lt", "lte"):
        return False
    least, most = _limit(condition), _limit(other)
    are_limits_possible = (condition.operator, other.operator) == ("gte", "lte")
    return least > most or (least == most and not are_limits_possible)


def _limit(condition: Condition) -> Any:
    """The last number or day that a condition leaves, or leaves no more."""
    [value] = condition.values
    if condition.filter.accepts == "number":
        return float(value)
    return first_day(value) if condition.operator in ("gte", "lt") else last_day(value)


def phrase(condition: Condition, catalogue: Catalogue) -> str:
    """A condition in English: "that met barriers in Referrals"."""
    narrowed, operator = condition.filter, condition.operator
    if operator == "blank":
        return (
            f"{'without' if condition.values == ('yes',) else 'with'} a value of {narrowed.title}"
        )
    labels = [labelled(narrowed, value, catalogue, operator) for value in condition.values]
    template = narrowed.opposite if operator == "none" else narrowed.says
    return template.format((" and " if operator == "all" else " or ").join(labels))
