"""What a filter takes as a value, the one form it is kept in, and its label."""

from app.errors import Problem, did_you_mean
from app.evidence.catalogue import Catalogue
from app.evidence.queries.filters import Filter, Operator
from app.evidence.queries.grammar import NotUnderstoodError, read_text
from app.evidence.queries.quantities import canonical, in_words, problem
from app.evidence.vocabulary import Vocabulary


def accepted(narrowed: Filter, written: str, catalogue: Catalogue) -> str | None:
    """The canonical value that is meant by what was written; nothing where none is."""
    match narrowed.accepts:
        case Vocabulary() as words:
            code = written.casefold()
            return code if code in words.labels else None
        case "text" | "presence":
            return written
        case "number" | "date" as kind:
            return canonical(kind, written)
        case names:
            return catalogue.names(names).find(written)


def labelled(narrowed: Filter, value: str, catalogue: Catalogue, operator: Operator = "any") -> str:
    """What a reader sees for a canonical value; of numbers and dates, with the operator."""
    match narrowed.accepts:
        case Vocabulary() as words:
            return words.labels[value]
        case "text" | "presence":
            return read_text(value, catalogue).in_english
        case "number" | "date" as kind:
            return in_words(kind, operator, value)
        case names:
            return catalogue.names(names).labels[value]


def known_values(narrowed: Filter, catalogue: Catalogue) -> list[str]:
    """Every value that is worth a count, in its natural order: of organisations, who evaluated."""
    accepts = narrowed.accepts
    if narrowed.name == "evaluator":
        return [one for one in catalogue.organisations.labels if one in catalogue.evaluators]
    if isinstance(accepts, Vocabulary):
        return list(accepts.codes)
    return list(catalogue.names(accepts).labels)


def value_problem(narrowed: Filter, written: str, where: str, catalogue: Catalogue) -> Problem:
    """Why a value is refused, with the nearest known one."""
    found = written[:80]
    match narrowed.accepts:
        case "number" | "date" as quantity:
            return problem(quantity, found, where)
        case Vocabulary() as words:
            known, kind = list(words.codes), words.title.lower()
        case names:
            known, kind = catalogue.names(str(names)).spellings, str(names).removesuffix("s")
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
