"""What a filter is: its name, what it may be given, and how it says itself in English.

Each filter is one row; parser, SQL, English, OpenAPI, forms and chips all read that row.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from app.evidence.queries.quantities import KINDS, Kind
from app.evidence.records import Record
from app.evidence.vocabulary import Vocabulary

Operator = Literal["any", "all", "none", "gt", "gte", "lt", "lte", "blank"]
Names = Literal[
    "themes",
    "projects",
    "organisations",
    "areas",
    "regions",
    "principles",
    "sources",
    "sections",
    "paragraphs",
]

TEXT = "q"
"""The filter that looks for words, by the grammar of the search."""
MANY: tuple[Operator, ...] = ("any", "all", "none")
"""For what a thing can have several of, as a project has themes."""
ONE: tuple[Operator, ...] = ("any", "none")
"""For what a thing has one of, as a finding has a polarity."""
LIMITS: tuple[Operator, ...] = ("gt", "gte", "lt", "lte")
"""These take one value."""
RANGE: tuple[Operator, ...] = ("any", *LIMITS)
"""For numbers and dates."""


@dataclass(frozen=True, eq=False)
class Filter:
    """One way to narrow a list.

    `accepts` is a closed vocabulary, a kind of name that the release knows, `number`, `date`,
    `text`, or `presence`, of which is only asked whether there is a value. `says` holds `{}`
    where the values go: "that met barriers in {}", "published {}", which is said of a date as
    "published in July 2016 or later". `denies` says the opposite where a "not" before it would
    not. `blank_label` is what a facet calls the rows without a value: what a thing may have several
    of, it may also have none of.
    """

    name: str
    accepts: Vocabulary | Names | Kind | Literal["text", "presence"]
    says: str
    description: str
    operators: tuple[Operator, ...] = ONE
    may_be_blank: bool = False
    denies: str = ""
    blank_label: str = "Not given"

    def __post_init__(self) -> None:
        if self.operators == MANY:
            object.__setattr__(self, "may_be_blank", True)

    @cached_property
    def parameters(self) -> dict[str, Operator]:
        """What a reader writes for each operator: `barrier`, `barrier.all`, `barrier.none`."""
        blank: tuple[Operator, ...] = ("blank",) if self.may_be_blank else ()
        operators = (*self.operators, *blank)
        return {parameter_of(self.name, operator): operator for operator in operators}

    @property
    def title(self) -> str:
        """What it is called in a sentence: "lead type"."""
        return self.name.removesuffix("_gbp").replace("_", " ")

    @property
    def may_overlap(self) -> bool:
        """Whether a row may have several values, or a value within another, and count in each."""
        return "all" in self.operators or self.accepts in ("themes", "areas", "regions")


def parameter_of(name: str, operator: Operator) -> str:
    """What a reader writes for an operator of a filter."""
    return name if operator == "any" else f"{name}.{operator}"


@dataclass(frozen=True, eq=False)
class Resource:
    """A list that can be asked for: its filters, and what it may be sorted by; else by its key."""

    name: str
    record: type[Record]
    title: str
    key: str
    description: str
    filters: tuple[Filter, ...] = ()
    sorts: tuple[str, ...] = ()
    default_sort: tuple[str, ...] = ()
    includes: tuple[str, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Filter]:
        """The filters by their names."""
        return {narrowed.name: narrowed for narrowed in self.filters}

    @property
    def facets(self) -> tuple[Filter, ...]:
        """The filters whose values can be counted."""
        return tuple(f for f in self.filters if f.accepts not in ("text", "presence", *KINDS))

    @cached_property
    def parameters(self) -> dict[str, tuple[Filter, Operator]]:
        """Every parameter that narrows the list, with what it means."""
        return {
            parameter: (narrowed, operator)
            for narrowed in self.filters
            for parameter, operator in narrowed.parameters.items()
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """Where each parameter stands in an address: a query has one canonical form."""
        return {parameter: place for place, parameter in enumerate(self.parameters)}
