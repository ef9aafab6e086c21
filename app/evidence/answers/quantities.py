"""How numbers and dates are compared with what a query asks for."""

import operator
from typing import Any

import sqlalchemy as sa

from app.evidence.queries import Condition
from app.evidence.queries.quantities import first_day, last_day

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


def _as_date(column: sa.ColumnElement[Any], operator: str, value: str) -> sa.ColumnElement[bool]:
    """A date may be known by its year alone: it is as asked if all the days it may mean are."""
    first, last = _padded(column, "-01-01"), _padded(column, "-12-31")
    match operator:
        case "gt":
            return first > last_day(value)
        case "gte":
            return first >= first_day(value)
        case "lt":
            return last < first_day(value)
        case "lte":
            return last <= last_day(value)
        case _:
            return sa.and_(first >= first_day(value), last <= last_day(value))


def _padded(column: sa.ColumnElement[Any], rest: str) -> sa.ColumnElement[str]:
    """A year or a month with the rest of a day. A year may stand in a column of numbers."""
    text = column.cast(sa.String)
    return text.concat(sa.func.substr(rest, sa.func.length(text) - 3))
