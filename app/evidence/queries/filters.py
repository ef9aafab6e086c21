"""The lists that can be asked for and their filters, from `lists.csv` and `filters.csv`.

Each filter is one row of `filters.csv`; parser, SQL, English, OpenAPI, forms and chips read it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, get_args

from app.database import split
from app.evidence import models, vocabulary
from app.evidence.catalogue import NameKind
from app.evidence.models.tables import Table
from app.evidence.records import NAMES, NUMBERS, Record
from app.evidence.vocabulary import Vocabulary, read_table

Kind = Literal["number", "date"]
KINDS: tuple[Kind, ...] = ("number", "date")
Operator = Literal["any", "all", "none", "gt", "gte", "lt", "lte", "blank"]
OF_SOURCES = ("source", "reported_by", "source_kind")
"""The filters that say which sources a row is from, of every list."""
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
_OPERATORS: dict[object, tuple[Operator, ...]] = {**dict.fromkeys(KINDS, RANGE), "presence": ()}


@dataclass(frozen=True, eq=False)
class Filter:
    """One way to narrow a list, from a row of filters.csv.

    What the row leaves blank follows from the column of the same name.
    """

    name: str
    says: str
    """The condition in English: "that met barriers in {}", with {} for the values."""
    description: str = ""
    accepts: Vocabulary | NameKind | Kind | Literal["text", "presence", "column"] = "column"
    """A closed vocabulary, a kind of name, or what else it takes; `presence`: only blank or not."""
    operators: tuple[Operator, ...] = ()
    may_be_blank: bool = False
    denies: str = ""
    """The opposite in English, where "not" in front of it would be wrong."""
    blank_label: str = "Not given"
    """What a facet calls the rows without a value."""
    column: str = ""
    is_whole: bool = False

    def completed(self, record: Record) -> "Filter":
        """The filter with what its row leaves blank, from the columns of a record."""
        derived = self._completed_from_column(record) if self.accepts == "column" else self
        operators = derived.operators or _OPERATORS.get(derived.accepts, ONE)
        may_be_blank = derived.may_be_blank or operators == MANY
        return replace(derived, operators=operators, may_be_blank=may_be_blank)

    def _completed_from_column(self, record: Record) -> "Filter":
        columns = {column.name: column for column in record.columns}
        names = (self.column, *_columns_of(self.name))
        column = next(columns[name] for name in names if name in columns)
        kind: Any = "number" if column.type in NUMBERS else f"{self.name}s"
        return replace(
            self,
            accepts=record.vocabularies().get(column.name, kind),
            description=self.description or column.definition,
            operators=MANY if column.type == "list of text" else (),
            may_be_blank=column.may_be_blank,
            column=column.name,
            is_whole=column.type == "whole number",
        )

    @cached_property
    def parameters(self) -> dict[str, Operator]:
        """What a reader writes for each operator: `barrier`, `barrier.all`, `barrier.none`."""
        blank: tuple[Operator, ...] = ("blank",) if self.may_be_blank else ()
        operators = (*self.operators, *blank)
        return {parameter_of(self.name, operator): operator for operator in operators}

    @property
    def opposite(self) -> str:
        """What denies it: "that are not", "of which the result is not", "without"."""
        rules = (re.subn(pattern, denied, self.says, count=1) for pattern, denied in _OPPOSITES)
        by_rule = (phrase for phrase, count in rules if count)
        return self.denies or next(by_rule, f"not {self.says}")

    @property
    def title(self) -> str:
        """What it is called in a sentence: "lead type"."""
        return self.name.removesuffix("_gbp").replace("_", " ")

    @property
    def least(self) -> int | None:
        """The smallest number that it can be: amounts from 0, pages and places in an order from 1.

        Nothing where it may be below nought, as a change.
        """
        if self.name.endswith(("_count", "_size", "_gbp")):
            return 0
        return 1 if self.is_whole else None

    @property
    def may_overlap(self) -> bool:
        """Whether a row may have several values, or a value within another, and count in each."""
        holds_others = ("themes", "areas", "authorities", "regions")
        return "all" in self.operators or self.accepts in holds_others


_OPPOSITES = (
    (r"\bthat (are|were)\b", r"that \1 not"),
    (r" is: ", " is not: "),
    (r"^with ", "without "),
    (r"^of projects ", "of no project "),
)


def parameter_of(name: str, operator: Operator) -> str:
    """What a reader writes for an operator of a filter."""
    return name if operator == "any" else f"{name}.{operator}"


@dataclass(frozen=True, eq=False)
class EvidenceList:
    """A list that readers can ask for, from a row of lists.csv: its filters, and how it is sorted.

    Columns of numbers, and columns that may be blank, have a filter of their own.
    """

    name: str
    table: type[Table]
    description: str
    filters: tuple[Filter, ...] = ()
    sorts: tuple[str, ...] = ()
    default_sort: tuple[str, ...] = ()
    """Columns; where there are none, the key."""
    includes: tuple[str, ...] = ()
    title: str = ""
    unasked: tuple[str, ...] = ()
    """Columns without a filter."""
    searched: tuple[tuple[str, ...], ...] = ()
    """Columns that a search reads: of the title, of the body, and those that it does not show."""

    def __post_init__(self) -> None:
        given = tuple(narrowed.completed(self.record) for narrowed in self.filters)
        more = (*_of_columns(self.record, given, self.unasked), *([_TEXT] if self.searched else []))
        filters = (*given, *(narrowed.completed(self.record) for narrowed in more))
        title = self.title or self.name.replace("-", " ").capitalize()
        object.__setattr__(self, "filters", filters)
        object.__setattr__(self, "title", title)

    @cached_property
    def record(self) -> Record:
        return Record(self.table)

    @property
    def key(self) -> str:
        return self.record.names[0]

    @cached_property
    def by_name(self) -> dict[str, Filter]:
        return {narrowed.name: narrowed for narrowed in self.filters}

    @cached_property
    def choices(self) -> dict[str, list[str]]:
        """What may be chosen of it: columns, lists that belong to it, filters to count by."""
        uncounted = ("text", "presence", *KINDS)
        return {
            "fields": self.record.names,
            "include": list(self.includes),
            "facet": [each.name for each in self.filters if each.accepts not in uncounted],
        }

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


def _of_columns(
    record: Record, given: tuple[Filter, ...], unasked: tuple[str, ...]
) -> Iterator[Filter]:
    """Filters of the columns that no other is about: numbers first, then what may be blank."""
    about = {ending for each in given for ending in (each.column, *_columns_of(each.name))}
    rest = [each for each in record.columns if each.name not in (*about, *unasked)]
    for column in rest:
        title = column.name.replace("_", " ")
        if column.type in NUMBERS:
            article = "an" if title[0] in "aeiou" else "a"
            yield Filter(column.name, f"with {article} {title} of {{}}")
    for column in rest:
        is_list = column.type == "list of text"
        is_label = column.name in NAMES or column.name.endswith(("_label", "_labels"))
        if (column.may_be_blank or is_list) and column.type not in NUMBERS and not is_label:
            yield Filter(column.name, "", column.definition, "presence", may_be_blank=True)


_TEXT = Filter(
    TEXT,
    "mentioning {}",
    'Only rows that hold every word of this text, in any of its forms; "words in a row", '
    "beginning*, -without and OR are understood, as by `/search`. Claims and reports are found, "
    "and left out, by all names of their project, also by those that they do not show.",
    "text",
    denies="not mentioning {}",
)


def _columns_of(name: str) -> tuple[str, ...]:
    """The columns that a filter may be about, by its name."""
    return (name, f"{name}_id", f"{name}_ids")


_KINDS = {"column", *KINDS, *get_args(NameKind)}
"""What a filter may accept that is no closed list of words."""


def _filter(row: dict[str, str]) -> Filter:
    """The filter of a row. What no cell says follows from the column of its name."""
    given: dict[str, Any] = {name: cell for name, cell in row.items() if cell and name != "lists"}
    accepts = row["accepts"] or "column"
    given["accepts"] = accepts if accepts in _KINDS else getattr(vocabulary, accepts.upper())
    given["operators"] = MANY if row["operators"] == "many" else ()
    given["may_be_blank"] = row["may_be_blank"] == "yes"
    return Filter(**given)


_FILTERS: dict[str, list[Filter]] = {}
"""The filters of each list, in the order of their rows."""
for _row in read_table(__file__, "filters"):
    for _name in split(_row["lists"]):
        _FILTERS.setdefault(_name, []).append(_filter(_row))


def _evidence_list(row: dict[str, str]) -> EvidenceList:
    lists = ("sorts", "default_sort", "includes", "unasked")
    searched = [tuple(split(row[f"searched_{part}"])) for part in ("title", "body", "also")]
    return EvidenceList(
        row["name"],
        getattr(models, row["table"]),
        row["description"],
        tuple(_FILTERS.pop(row["name"], ())),
        title=row["title"],
        searched=tuple(searched) if any(searched) else (),
        **{name: tuple(split(row[name])) for name in lists},
    )


EVIDENCE_LISTS = {row["name"]: _evidence_list(row) for row in read_table(__file__, "lists")}
"""Every list that can be asked for, by the name it has in an address."""
if _FILTERS:
    raise LookupError(f"Filters of lists that are none: {', '.join(_FILTERS)}.")

PROJECTS, FINDINGS, OUTCOMES, CHAINS = (
    EVIDENCE_LISTS[name] for name in ("projects", "findings", "outcomes", "chains")
)
