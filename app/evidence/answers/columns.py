"""The columns of a list beside those of its table: lists of ids, and counts."""

from functools import reduce
from typing import Any

import sqlalchemy as sa

from app.database import joined
from app.evidence.answers.predicates import COUNTS
from app.evidence.models.columns import lists_of, table
from app.evidence.queries import Resource


def own_rows(resource: Resource, *more: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Every row of the table of a list, with its lists, and with more columns.

    A list whose key the table does not have is named by all that the key there is made of.
    """
    owner = table(resource.record.of_table)
    columns: list[Any] = [*owner.c, *more]
    if resource.key not in {column.key for column in columns}:
        columns.append(together(*owner.primary_key).label(resource.key))
    for name, of in lists_of(owner).items():
        key, member, position = of.columns
        members = sa.select(member).where(key == owner.primary_key.columns[0]).order_by(position)
        columns.append(joined(members, owner).label(name))
    return sa.select(*columns)


def together(*ids: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    """Several ids as one, joined by colons."""
    return reduce(lambda first, other: first.concat(":").concat(other), ids)


def listed(
    name: str, owner: sa.Table, member: sa.ColumnElement[Any], *where: Any, by: Any = ()
) -> sa.Label[str]:
    """The members that belong to each row of a table, in their order."""
    rows = sa.select(member).where(*where).order_by(*(by or [member]))
    return joined(rows, owner).label(name)


def number(name: str, of: sa.Table, *where: Any) -> sa.Label[int]:
    """How many rows of another table belong to each row."""
    return sa.select(sa.func.count()).select_from(of).where(*where).scalar_subquery().label(name)


def findings(name: str, *where: Any) -> sa.Label[int]:
    """How many findings belong to each row, by the summary table."""
    total = sa.func.coalesce(sa.func.sum(COUNTS.finding_count), 0)
    return sa.select(total).where(*where).scalar_subquery().label(name)
