"""Text, lists of text, moments and names of constraints: the same on both databases."""

import unicodedata
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

LIST_SEPARATOR = ";"
"""Stands between the members of a list inside one cell."""

STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def is_text(text: str) -> bool:
    """Whether both databases can store it: no NUL, and no lone surrogate."""
    try:
        return b"\0" not in text.encode()
    except UnicodeEncodeError:
        return False


def folded(text: str) -> str:
    """Text as it is compared: without case, accents, curly quotes and repeated white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(STRAIGHT))
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())


class _Among(sa.sql.functions.FunctionElement[bool]):
    type = sa.Boolean()
    inherit_cache = True


def among(column: sa.ColumnElement[str], values: str) -> sa.ColumnElement[bool]:
    """Whether a column has one of any number of values: they are one parameter, as JSON."""
    return _Among(column, sa.bindparam(None, values, type_=sa.Text, unique=True))


@compiles(_Among)
def _among(element: _Among, compiler: Any, **_options: Any) -> str:
    column, values = (compiler.process(clause) for clause in element.clauses)
    listed = f"value FROM json_each({values})"
    if compiler.dialect.name == "postgresql":
        rows = f"json_array_elements_text(CAST({values} AS JSON)) AS rows (value)"
        listed = f'value COLLATE "C" FROM {rows}'
    return f"{column} IN (SELECT {listed})"


def in_order(
    column: sa.ColumnElement[Any], *, is_descending: bool = False
) -> sa.ColumnElement[Any]:
    """The column as an order in which blanks come last on both databases, either way round."""
    return (column.desc() if is_descending else column.asc()).nulls_last()


def joined(rows: sa.Select[Any], owner: sa.FromClause) -> sa.ColumnElement[str]:
    """The members that a select of one column gives for each row of the owner, as one text.

    An ordered select inside the aggregate is the one form that both databases honour: SQLite
    learnt to order within an aggregate only in version 3.44.
    """
    [member] = rows.correlate(owner).subquery().c
    text = sa.func.aggregate_strings(sa.cast(member, sa.Text), LIST_SEPARATOR)
    return sa.select(text).scalar_subquery()


def split(text: str | None) -> list[str]:
    """The members of a list that stands in one text; none for a blank."""
    return text.split(LIST_SEPARATOR) if text else []


CONSTRAINT_NAMES = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
"""Every constraint has a name, so that a migration can alter it on SQLite too."""


EvidenceText = sa.String().with_variant(sa.String(collation="C"), "postgresql")
"""Text that sorts by code point: PostgreSQL sorts by its own language unless it is told not to."""


class UtcDateTime(sa.types.TypeDecorator[datetime]):
    """A moment with its time zone. SQLite would drop the zone; a moment without one is refused."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment needs a time zone: {value!r}")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)
