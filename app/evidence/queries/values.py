"""What a filter takes as a value, the one form it is kept in, and its label.

A number has one form, and a date stands for all the days that it has.
"""

import math
import re
from calendar import month_name
from datetime import date

from app.errors import Problem, unknown
from app.evidence.catalogue import Catalogue
from app.evidence.queries.filters import Filter, Kind, Operator
from app.evidence.queries.grammar import NotUnderstoodError, read_text
from app.evidence.vocabulary import Vocabulary

DATE = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
"""A year, a month or a day: it stands for all the days that it has."""
LARGEST = 1e15
"""No quantity is larger, with either sign; up to here whole numbers are exact."""
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)(e[+-]?[0-9]+)?", re.IGNORECASE)
_GROUPED = re.compile(r"[^0-9,]*[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?[^0-9,]*")
_WITH_UNIT = re.compile(
    r"([+-]?)£? ?([0-9]+(?:\.[0-9]+)?) ?"
    r"(?:(k|thousand)|(m|million)|(bn|billion))? ?(?:%|per ?cent|pounds?)?"
)
_TIMES = (1e3, 1e6, 1e9)
_LIMITS: dict[str, str] = {
    "gt": "more than {}",
    "gte": "at least {}",
    "lt": "less than {}",
    "lte": "at most {}",
}


def accepted(filter_: Filter, text: str, catalogue: Catalogue) -> str | None:
    """The canonical value that is meant by what was written; nothing where none is."""
    match filter_.accepts:
        case Vocabulary() as words:
            code = text.casefold()
            return code if code in words.labels else None
        case "text":
            return None if _fault_of_text(text, catalogue) else text
        case "number":
            number = _number(text)
            return number if number and _is_possible(filter_, number) else None
        case "date":
            return _date(text)
        case names:
            return catalogue.names(names).find(text)


def labelled(filter_: Filter, value: str, catalogue: Catalogue, operator: Operator = "any") -> str:
    """What a reader sees for a canonical value; of numbers and dates, with the operator."""
    match filter_.accepts:
        case Vocabulary() as words:
            return words.labels[value]
        case "text":
            return read_text(value, catalogue).in_english
        case "number" | "date" as kind:
            return quantity_in_words(kind, operator, value)
        case names:
            return catalogue.names(names).labels[value]


def known_values(filter_: Filter, catalogue: Catalogue) -> list[str]:
    """Every value that is worth a count, in its natural order: of organisations, who evaluated."""
    accepts = filter_.accepts
    if filter_.name == "evaluator":
        return [key for key in catalogue.organisations.labels if key in catalogue.evaluators]
    if isinstance(accepts, Vocabulary):
        return list(accepts.codes)
    return list(catalogue.names(accepts).labels)


def value_problem(filter_: Filter, text: str, where: str, catalogue: Catalogue) -> Problem:
    """Why a value is refused, with the nearest known one."""
    shown = text[:80]
    match filter_.accepts:
        case "number" | "date" as quantity:
            return _quantity_problem(filter_, quantity, shown, where)
        case "text":
            error = _fault_of_text(text, catalogue) or NotUnderstoodError(shown)
            return Problem(error.code, where, str(error))
        case Vocabulary() as words:
            says = "There is no such choice: {written}."
            return unknown(
                words.title.lower(), where, shown, words.codes, labels=words.labels, says=says
            )
        case names:
            kind, listed_with = str(names), _LISTED_WITH.get(str(names), names)
            singular = re.sub("ies$", "y", kind).removesuffix("s")
            return catalogue.names(kind).unknown(singular, where, shown, f"/{listed_with}")


_LISTED_WITH = {
    **dict.fromkeys(("authorities", "regions", "ons_codes"), "areas"),
    "sections": "paragraphs",
}
"""The list that has names which are no list of their own."""


def quantity_in_words(kind: Kind, operator: Operator, value: str) -> str:
    """A number or a date with its operator: "at least 2,000,000", "in July 2016 or later"."""
    if kind == "number":
        number = f"{int(value):,}" if value.lstrip("-").isdecimal() else f"{float(value):,}"
        return _LIMITS.get(operator, "{}").format(number)
    year, *parts = value.split("-")
    month, day = [*(int(part) for part in parts), 0, 0][:2]
    name = " ".join(filter(None, (str(day or ""), month_name[month], year)))
    within = f"{'on' if day else 'in'} {name}"
    return {
        "gt": f"after {name}",
        "gte": f"{within} or later",
        "lt": f"before {name}",
        "lte": f"{within} or earlier",
    }.get(operator, within)


def is_grouped(text: str) -> bool:
    """Whether commas may part the thousands of one number, and not several numbers."""
    return _GROUPED.fullmatch(text) is not None


def _fault_of_text(text: str, catalogue: Catalogue) -> NotUnderstoodError | None:
    """Why a search cannot be read; nothing where it can."""
    try:
        read_text(text, catalogue)
    except NotUnderstoodError as error:
        return error
    return None


def _quantity_problem(filter_: Filter, kind: Kind, text: str, where: str) -> Problem:
    if kind == "date":
        message = f"{text!r} is not a date. Expected: 2017, 2017-07 or 2017-07-06."
        return Problem("not-a-date", where, message)
    if number := _number(text):
        message = f"{number} is not a {'whole ' * filter_.is_whole}number from {filter_.least}."
        return Problem("not-a-number", where, message)
    number = _with_unit(text.casefold().replace(",", ""))
    expected = f"at most {LARGEST:,.0f}" if _NUMBER.fullmatch(text) else "a number such as 12.5"
    hint = f"Did you mean {number}?" if number else f"Expected: {expected}."
    several = " For several numbers, repeat the parameter." if is_grouped(text) else ""
    return Problem("not-a-number", where, f"{text!r} is not a plain number. {hint}{several}")


def first_day(value: str) -> str:
    """The first of the days that a date stands for."""
    return value + "-01-01"[len(value) - 4 :]


def last_day(value: str) -> str:
    """A day of which none that a date stands for is later: months may end before the 31st."""
    return value + "-12-31"[len(value) - 4 :]


def _number(text: str) -> str | None:
    number = float(text) if _NUMBER.fullmatch(text) else math.inf
    if abs(number) > LARGEST:
        return None
    return str(int(number)) if number.is_integer() else repr(number)


def _is_possible(filter_: Filter, number: str) -> bool:
    """Whether a quantity can be so: there is no page -1, and no half of a barrier."""
    least, quantity = filter_.least, float(number)
    return (least is None or quantity >= least) and (not filter_.is_whole or quantity.is_integer())


def _with_unit(text: str) -> str | None:
    match = _WITH_UNIT.fullmatch(text)
    if match is None:
        return None
    sign, digits, *units = match.groups()
    times = next((times for unit, times in zip(units, _TIMES, strict=True) if unit), 1)
    return _number(f"{sign}{float(digits) * times}")


def _date(text: str) -> str | None:
    if not re.fullmatch(DATE, text):
        return None
    try:
        date.fromisoformat(first_day(text))
    except ValueError:
        return None
    return text
