"""What a filter takes as a value, the one form it is kept in, and its label."""

import math

from app.errors import Problem, did_you_mean
from app.evidence.catalogue import Catalogue
from app.evidence.queries.filters import Filter
from app.evidence.queries.grammar import NotUnderstoodError, read_text
from app.evidence.vocabulary import Vocabulary


def accepted(narrowed: Filter, written: str, catalogue: Catalogue) -> str | None:
    """The canonical value that is meant by what was written; nothing where none is."""
    accepts = narrowed.accepts
    if isinstance(accepts, Vocabulary):
        code = written.casefold()
        return code if code in accepts.labels else None
    if accepts == "text":
        return written
    if accepts == "number":
        return _number(written)
    return catalogue.names(accepts).find(written)


def labelled(narrowed: Filter, value: str, catalogue: Catalogue) -> str:
    """What a reader sees for a canonical value."""
    accepts = narrowed.accepts
    if isinstance(accepts, Vocabulary):
        return accepts.labels[value]
    if accepts == "text":
        return read_text(value, catalogue).in_english
    if accepts == "number":
        return value
    return catalogue.names(accepts).labels[value]


def known_values(narrowed: Filter, catalogue: Catalogue) -> list[str]:
    """Every value that a filter can be given, in its natural order."""
    accepts = narrowed.accepts
    if isinstance(accepts, Vocabulary):
        return list(accepts.codes)
    return list(catalogue.names(accepts).labels)


def value_problem(narrowed: Filter, written: str, where: str, catalogue: Catalogue) -> Problem:
    """Why a value is refused, with the nearest that would be right."""
    accepts = narrowed.accepts
    found = written[:80]
    if accepts == "number":
        return Problem("not-a-number", where, f"a number such as -20 is right, found {found!r}.")
    if isinstance(accepts, Vocabulary):
        known, kind = list(accepts.codes), accepts.title.lower()
    else:
        known, kind = catalogue.names(str(accepts)).spellings, str(accepts).removesuffix("s")
    return Problem(
        f"unknown-{kind.replace(' ', '-')}",
        where,
        f"{found!r} is not a known {kind}. {did_you_mean(found, known)}",
    )


def text_problem(written: str, where: str, catalogue: Catalogue) -> Problem | None:
    """Why a search cannot be read; nothing where it can."""
    try:
        read_text(written, catalogue)
    except NotUnderstoodError as error:
        return Problem(error.code, where, str(error))
    return None


def _number(written: str) -> str | None:
    try:
        number = float(written)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
