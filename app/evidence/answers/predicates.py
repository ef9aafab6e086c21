"""Which rows have the values that a filter asks for, and what a facet counts."""

import operator
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import Any

import sqlalchemy as sa

from app.evidence import models as m
from app.evidence.catalogue import Catalogue
from app.evidence.models import table
from app.evidence.models.columns import LOOKED_UP
from app.evidence.models.tables import table_named
from app.evidence.queries import Condition
from app.evidence.queries.filters import OF_SOURCES
from app.evidence.queries.values import first_day, last_day

THEME, AREA, SOURCE = table(m.Theme).c, table(m.Area).c, table(m.Source).c
PROJECT, EVALUATION = table(m.Project).c, table(m.Evaluation).c
EVALUATOR = m.members(m.Evaluation, "evaluator_ids").c
JOINT_LEAD, WORKED_IN, FOCUS = (
    m.members(m.Project, column).c for column in ("joint_lead_ids", "areas", "focus")
)
NEIGHBOUR, EVENT = table(m.AreaNeighbour).c, table(m.ProjectEvent).c
_OF_CLAIM = table(m.Source).alias("source_of_claim").c
SOURCE_OF_CLAIM = dict(zip(OF_SOURCES, _OF_CLAIM["source_id", "reported_by", "kind"], strict=True))
"""What these filters read of the source of a claim."""


@dataclass(frozen=True)
class Predicate:
    """The values of a row, in a column of its own or in another table.

    `key` is a column of the list. In another table, `owner` holds the same key, and `only` says
    which of its rows count. `within` is `themes` or `areas` where one value takes others along.
    """

    key: sa.ColumnElement[Any]
    value: sa.ColumnElement[Any]
    owner: sa.ColumnElement[Any] | None = None
    only: tuple[sa.ColumnElement[bool], ...] = ()
    within: str = ""

    def any_of(self, values: tuple[str, ...], catalogue: Catalogue) -> sa.ColumnElement[bool]:
        """Whether a row has one of the values; a theme takes its sub-themes along."""
        return self._has(self.value.in_(self.values(values, catalogue)))

    def values(self, filter_values: tuple[str, ...], catalogue: Catalogue) -> list[str]:
        """The values that a row may have to be among those that are asked for."""
        if not self.within:
            return list(filter_values)
        parts = (catalogue.with_parts(self.within, value) for value in filter_values)
        return sorted(set(chain.from_iterable(parts)))

    def has_any(self) -> sa.ColumnElement[bool]:
        """Whether a row has a value at all: a blank is none."""
        return self._has(self.value.is_not(None))

    def compared(self, condition: Condition) -> sa.ColumnElement[bool]:
        """Whether a row has a number or a date that is as a condition says."""
        return self._has(compared(self.value, condition))

    def _has(self, clause: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
        if self.owner is None:
            return clause
        owners = sa.select(self.owner).where(clause, self.owner.is_not(None), *self.only)
        return self.key.in_(owners)

    @cached_property
    def pairs(self) -> sa.Select[Any] | None:
        """Each key with each of its values; nothing where the key is the value.

        What is of a sub-theme is of its theme, too.
        """
        owner, value, ties = self.owner, self.value, self.only
        if self.within:
            part, value = WITHIN[self.within].alias().c
            owner, ties = (part, ()) if owner is None else (owner, (part == self.value, *ties))
        if owner is None:
            return None
        return sa.select(owner, value).where(owner.is_not(None), value.is_not(None), *ties)


def related(columns: Mapping[str, sa.ColumnElement[Any]]) -> dict[str, Predicate]:
    """What a row can be narrowed by through the source, the theme and the project that it names."""
    related: dict[str, Predicate] = {}
    for name, (of, _, column) in ((name, at.partition(".")) for name, at in LOOKED_UP.items()):
        key, named = columns.get(f"{of}_id"), table_named(of)
        if key is not None and column in named.c:
            related[name] = Predicate(key, named.c[column], named.c[f"{of}_id"])
    if "theme_id" in columns:
        related["part"] = Predicate(columns["theme_id"], THEME.part, THEME.theme_id)
    return related | (_of_project(columns["project_id"]) if "project_id" in columns else {})


LEADS = sa.union_all(
    sa.select(PROJECT.project_id, PROJECT.lead_organisation_id.label("organisation_id")),
    sa.select(JOINT_LEAD.project_id, JOINT_LEAD.organisation_id),
).subquery("leads")
_IN_A_REGION = sa.select(AREA.area_id).where(AREA.kind != "country")
"""Who worked in all of England worked in an area, and in no region of it."""


def _of_project(key: sa.ColumnElement[Any]) -> dict[str, Predicate]:
    evaluated = EVALUATION.evaluation_id == EVALUATOR.evaluation_id
    same, neighbour = WORKED_IN.area_id == AREA.area_id, WORKED_IN.area_id == NEIGHBOUR.neighbour_id
    within = Predicate(key, WORKED_IN.area_id, WORKED_IN.project_id, within="areas")
    return {
        "focus": Predicate(key, FOCUS.focus, FOCUS.project_id),
        "lead": Predicate(key, LEADS.c.organisation_id, LEADS.c.project_id),
        "evaluator": Predicate(key, EVALUATOR.organisation_id, EVALUATION.project_id, (evaluated,)),
        "area": within,
        "region": replace(within, only=(WORKED_IN.area_id.in_(_IN_A_REGION),)),
        "area_kind": Predicate(key, AREA.kind, WORKED_IN.project_id, (same,)),
        "near": Predicate(key, NEIGHBOUR.area_id, WORKED_IN.project_id, (neighbour,)),
        "event": Predicate(key, EVENT.kind, EVENT.project_id),
        "funding_gbp": Predicate(key, PROJECT.funding_gbp, PROJECT.project_id),
    }


def through_sources(
    key: sa.ColumnElement[Any], naming: sa.GenerativeSelect, name: str
) -> dict[str, Predicate]:
    """What a row can be narrowed by through the sources that tell of it: pairs of row, source."""
    owner, source = naming.subquery(f"sources_of_{name}").c
    same = (SOURCE.source_id == source,)
    return {
        "source": Predicate(key, source, owner),
        "reported_by": Predicate(key, SOURCE.reported_by, owner, same),
        "source_kind": Predicate(key, SOURCE.kind, owner, same),
    }


_OF_THEMES = sa.union_all(
    sa.select(THEME.theme_id, THEME.theme_id.label("within")),
    sa.select(THEME.theme_id, THEME.parent_id).where(THEME.parent_id.is_not(None)),
).subquery("within")
_COUNTRY_TABLE = table(m.Area).alias("country")
_COUNTRY = _COUNTRY_TABLE.c
_OF_AREAS = sa.union_all(
    sa.select(AREA.area_id, AREA.area_id.label("within")),
    sa.select(AREA.area_id, AREA.region_id).where(
        AREA.region_id.is_not(None), AREA.region_id != AREA.area_id
    ),
    sa.select(AREA.area_id, _COUNTRY.area_id).select_from(
        table(m.Area).join(
            _COUNTRY_TABLE, sa.and_(_COUNTRY.kind == "country", AREA.kind != "country")
        )
    ),
).subquery("within_area")
WITHIN = {"themes": _OF_THEMES, "areas": _OF_AREAS}
"""Each theme or area with itself, and with what it counts towards: a theme; a region, a country."""


_COMPARE = {"gt": operator.gt, "gte": operator.ge, "lt": operator.lt, "lte": operator.le}


def compared(column: sa.ColumnElement[Any], condition: Condition) -> sa.ColumnElement[bool]:
    """Whether a number or a date is as a condition says; a blank never is."""
    if condition.filter.accepts == "date":
        return sa.or_(*(_as_date(column, condition.operator, each) for each in condition.values))
    # As a column of whole numbers, PostgreSQL would round what it is compared with.
    numbers = [sa.literal(float(value), sa.Double) for value in condition.values]
    compare = _COMPARE.get(condition.operator)
    clause: sa.ColumnElement[bool] = compare(column, *numbers) if compare else column.in_(numbers)
    return clause


def _as_date(column: sa.ColumnElement[Any], how: str, value: str) -> sa.ColumnElement[bool]:
    """A date may be known by its year alone: it is as asked if all the days it may mean are."""
    if how not in _COMPARE:
        return sa.and_(_as_date(column, "gte", value), _as_date(column, "lte", value))
    # A year may stand in a column of numbers.
    text = column.cast(sa.String)
    rest = "-01-01" if how in ("gt", "gte") else "-12-31"
    days = text.concat(sa.func.substr(rest, sa.func.length(text) - 3))
    limit = first_day(value) if how in ("gte", "lt") else last_day(value)
    is_within: sa.ColumnElement[bool] = _COMPARE[how](days, limit)
    return is_within
