"""Text and lists of text, compared and ordered the same way on both databases."""

import unicodedata
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles

LIST_SEPARATOR = ";"
"""Stands between the members of a list inside one cell."""

_STRAIGHT = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


def is_text(text: str) -> bool:
    """Whether both databases can store it: no NUL, and no lone surrogate."""
    return "\0" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def folded(text: str) -> str:
    """Text as it is compared: without case, accents, curly quotes and repeated white space."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text.translate(_STRAIGHT))
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.split())


class _Among(sa.sql.functions.FunctionElement[bool]):
    type = sa.Boolean()
    inherit_cache = True


def among(column: sa.ColumnElement[str], written: str) -> sa.ColumnElement[bool]:
    """Whether a column has one of any number of values: they are one parameter, as JSON."""
    return _Among(column, sa.bindparam(None, written, type_=sa.Text, unique=True))


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
