"""How any list is answered: one select, narrowed, counted, put in order and cut into pages."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, reduce
from typing import Any

import sqlalchemy as sa

from app.database import among, in_order, joined, slot
from app.evidence.answers.predicates import SOURCE_OF_CLAIM, Predicate, related
from app.evidence.answers.public_rows import ColumnPlan, plan, public_rows
from app.evidence.catalogue import Catalogue
from app.evidence.models.tables import lists_of, table
from app.evidence.queries import TEXT, Condition, EvidenceList, Query
from app.evidence.queries.filters import KINDS, OF_SOURCES
from app.evidence.records import Block

Row = dict[str, Any]


@dataclass(frozen=True)
class ListSelect:
    """How an evidence list is read from the tables.

    A filter and a sort read the column of `rows` that has their name, or their name and `_id`:
    `predicates` are those that read something else. `of_claims` are the filters that read claims of
    a row, each with the column that says which source a claim is from.
    """

    evidence_list: EvidenceList
    rows: sa.Select[Any]
    predicates: Mapping[str, Predicate] = field(default_factory=dict)
    of_claims: Mapping[str, sa.ColumnElement[Any]] = field(default_factory=dict)

    @cached_property
    def key(self) -> sa.ColumnElement[Any]:
        return self.column(self.evidence_list.key)

    @cached_property
    def names(self) -> tuple[str, ...]:
        return tuple(self._columns)

    def column(self, name: str) -> sa.ColumnElement[Any]:
        """The column that a filter, a sort or a quantity of this name reads."""
        columns = self._columns
        return columns[name] if name in columns else columns[f"{name}_id"]

    @cached_property
    def _columns(self) -> dict[str, sa.ColumnElement[Any]]:
        """The columns of the tables, by the names that the rows have them under."""
        return {
            str(name): column.element if isinstance(column, sa.Label) else column
            for name, column in self.rows.selected_columns.items()
        }

    def predicate(self, name: str) -> Predicate:
        if name not in self._known:
            self._known[name] = self._derived(name)
        return self._known[name]

    def is_of_rows(self, name: str) -> bool:
        """Whether each row has its own values of a filter, in another table."""
        predicate = self.predicate(name)
        return predicate.owner is not None and predicate.key.key == self.evidence_list.key

    @cached_property
    def _known(self) -> dict[str, Predicate]:
        return dict(self.predicates)

    def _derived(self, name: str) -> Predicate:
        """A filter asks of the members of a list, of a column, or of what a column refers to."""
        narrowed = self.evidence_list.by_name[name]
        of = getattr(self._columns.get(self.evidence_list.key), "table", None)
        within = narrowed.accepts if narrowed.accepts in ("themes", "areas") else ""
        lists = lists_of(of) if isinstance(of, sa.Table) else {}
        for each in (narrowed.column, name, f"{name}_ids"):
            if each in lists:
                owner, member, _ = lists[each].columns
                return Predicate(self.key, member, owner, (), within)
        through = related(self._columns)
        if name in through and name not in self._columns:
            return through[name]
        column = self.column(narrowed.column if narrowed.column in self._columns else name)
        return Predicate(column, column, None, (), within)

    def restricted_to_sources(self, query: Query) -> "ListSelect":
        """The list with only those claims of a row that are from the sources a query asks for."""
        values_of: dict[str, set[str]] = {}
        for condition in query.conditions if self.of_claims else ():
            if condition.filter.name in OF_SOURCES and condition.operator in ("any", "all"):
                values_of.setdefault(condition.filter.name, set()).update(condition.values)
        if not values_of:
            return self
        are_asked = (SOURCE_OF_CLAIM[name].in_(sorted(values_of[name])) for name in values_of)
        sources = sa.select(SOURCE_OF_CLAIM["source"]).where(*are_asked)
        predicates = {
            name: replace(predicate, only=(*predicate.only, source.in_(sources)))
            for name, source in self.of_claims.items()
            for predicate in (self.predicate(name),)
        }
        return replace(self, predicates={**self.predicates, **predicates})

    def public(self, rows: Block, catalogue: Catalogue) -> Block:
        return public_rows(self._plan, rows, catalogue)

    @cached_property
    def _plan(self) -> ColumnPlan:
        return plan(self.evidence_list.record, self._columns)

    @cached_property
    def one_row(self) -> sa.Select[Any]:
        return self.rows.where(self.key == slot("key", self.key))

    def values(self, condition: Condition, catalogue: Catalogue) -> Sequence[str] | None:
        """The values of which a row has any; None where a condition is not of this kind.

        A theme takes its sub-themes along; of a text they are the ids that hold it, as JSON.
        """
        narrowed, operator = condition.filter, condition.operator
        if operator == "blank" or narrowed.accepts in KINDS:
            return None
        if narrowed.name == TEXT:
            if catalogue.text_index is None:
                raise LookupError("This catalogue came without the index of its release.")
            find = catalogue.text_index.ids
            ids = {key for text in condition.values for key in find(self.evidence_list.name, text)}
            return [json.dumps(sorted(ids))]
        predicate = self.predicate(narrowed.name)
        if operator == "all":
            return None if predicate.within else condition.values
        return predicate.values(condition.values, catalogue)

    def values_of(self, name: str) -> sa.Select[Any]:
        """Selects the key of each row with each of its values of a filter."""
        predicate = self.predicate(name)
        ties = [] if predicate.owner is None else [predicate.key == predicate.owner]
        values = self.rows.with_only_columns(self.key, predicate.value, maintain_column_froms=True)
        return values.where(*ties, *predicate.only, predicate.value.is_not(None)).distinct()

    def has_any(
        self, name: str, values: tuple[str, ...], catalogue: Catalogue
    ) -> sa.ColumnElement[bool]:
        """Whether a row has one of the values of a filter."""
        if name == TEXT:
            return among(self.key, values[0])
        return self.predicate(name).any_of(values, catalogue)


def own_rows(evidence_list: EvidenceList, *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Every row of the table of a list, with its lists, and with more columns.

    A list whose key the table does not have is named by all that the key there is made of.
    """
    owner = table(evidence_list.table)
    columns: list[Any] = [*owner.c, *more]
    if evidence_list.key not in {column.key for column in columns}:
        columns.append(_together(*owner.primary_key).label(evidence_list.key))
    for name, of in lists_of(owner).items():
        key, member, position = of.columns
        members = sa.select(member).where(key == owner.primary_key.columns[0]).order_by(position)
        columns.append(joined(members, owner).label(name))
    return sa.select(*columns)


def _together(*ids: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Several ids as one, joined by colons."""
    return reduce(lambda first, other: first.concat(":").concat(other), ids)


def length(list_select: ListSelect, query: Query, catalogue: Catalogue) -> sa.Select[int]:
    left = narrow(list_select, query, catalogue)
    return left.with_only_columns(sa.func.count(), maintain_column_froms=True)


def narrow(list_select: ListSelect, query: Query, catalogue: Catalogue) -> sa.Select[Any]:
    """The rows that a query leaves of a list."""
    list_select = list_select.restricted_to_sources(query)
    clauses = [_clause(list_select, condition, catalogue) for condition in query.conditions]
    return list_select.rows.where(*clauses)


def _clause(
    list_select: ListSelect, condition: Condition, catalogue: Catalogue
) -> sa.ColumnElement[bool]:
    name, values = condition.filter.name, condition.values
    if condition.operator == "blank":
        return _blank(list_select.predicate(name), values)
    if condition.filter.accepts in KINDS:
        return list_select.predicate(name).compared(condition)
    match condition.operator:
        case "any":
            return list_select.has_any(name, values, catalogue)
        case "all":
            return sa.and_(*(list_select.has_any(name, (value,), catalogue) for value in values))
        case _:
            # A blank is none of the values, where SQL would say that it is unknown.
            has_any = list_select.has_any(name, values, catalogue)
            return sa.not_(sa.func.coalesce(has_any, sa.false()))


def _blank(predicate: Predicate, values: tuple[str, ...]) -> sa.ColumnElement[bool]:
    """Whether a row has no value, or has one; both are asked for by `yes` and `no` together."""
    if len(values) > 1:
        return sa.true()
    # A claim of no theme or no project has no key to look for, and SQL would call that unknown.
    has_value = sa.func.coalesce(predicate.has_any(), sa.false())
    return has_value if values == ("no",) else sa.not_(has_value)


def ordered(list_select: ListSelect, query: Query, rows: sa.Select[Any]) -> sa.Select[Any]:
    return rows.order_by(
        *(in_order(list_select.column(name), is_descending=down) for name, down in query.order)
    )


def after(
    list_select: ListSelect, query: Query, blanks: tuple[bool, ...]
) -> sa.ColumnElement[bool]:
    """Whether a row comes after the last one shown, blanks being last.

    `blanks` says which values of that row are blank; slots have the values themselves.
    """
    later: sa.ColumnElement[bool] = sa.false()
    for number, (name, is_descending) in reversed(list(enumerate(query.order))):
        column = list_select.column(name)
        value = slot(f"after_{number}", column)
        if blanks[number]:
            later = sa.and_(column.is_(None), later)
            continue
        beyond = column < value if is_descending else column > value
        if name == list_select.evidence_list.key:
            later = beyond
        else:
            later = sa.or_(beyond, column.is_(None), sa.and_(column == value, later))
    return later
