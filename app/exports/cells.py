"""A value as it stands in a cell that a spreadsheet may open: text is made safe, numbers stay."""

from typing import Any

from app.database import LIST_SEPARATOR

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""Text that begins so would be run by a spreadsheet; an apostrophe is put before it."""


def flat(value: Any) -> Any:
    """A list as one text; every other value as it is."""
    return LIST_SEPARATOR.join(value) if isinstance(value, list) else value


def safe(value: Any) -> Any:
    """A value that no spreadsheet runs as a formula. Numbers stay numbers."""
    value = flat(value)
    is_formula = isinstance(value, str) and value.startswith(FORMULA_SIGNS)
    return f"'{value}" if is_formula else value


def printable(text: str) -> str:
    """Text without the control characters that a workbook chokes on."""
    if text.isprintable():
        return text
    return "".join(each for each in text if each in "\n\t" or each.isprintable())
