"""What must be true of the phrases that questions are read with."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from app.database import split
from app.errors import Problem, did_you_mean
from app.evidence import vocabulary as v
from app.evidence.queries import OUTCOMES
from app.ingest.cells import To
from app.ingest.rows import QuestionPhraseRow, Row

_CLOSED: Mapping[str, Collection[str]] = {
    "polarity": ("facilitator", "barrier"),
    "overcome": v.OVERCOME.codes,
    "without": ("yes",),
    "ask": v.ASKED_FOR.codes,
    "direction": v.DIRECTION.codes,
    "desirability": v.DESIRABILITY.codes,
    "focus": v.FOCUS.codes,
    "strand": v.STRAND.codes,
    "lead_type": v.LEAD_TYPE.codes,
    "outside": ("place", "subject"),
    "empty": (),
}
NAMED = {
    "theme": To("themes.csv", "theme_id"),
    "principle": To("principles.csv", "principle_id"),
    "organisation": To("organisations.csv", "organisation_id"),
}
"""Where the meanings of some kinds of phrase are defined."""


def problems_of_phrases(
    rows: Iterable[tuple[int, Row]], named: Mapping[str, Collection[str] | None]
) -> Iterator[Problem]:
    """Every meaning that its kind of phrase cannot have.

    `named` holds the ids that are defined elsewhere; nothing where that file cannot be read.
    """
    known = {**_CLOSED, **named}
    for number, row in rows:
        if isinstance(row, QuestionPhraseRow):
            where = f"question_phrases.csv, row {number}, column meaning"
            yield from _of_row(row, where, known)


def _of_row(
    row: QuestionPhraseRow, where: str, known: Mapping[str, Collection[str] | None]
) -> Iterator[Problem]:
    meanings = split(row.meaning)
    if bool(meanings) == (row.kind == "empty"):
        expected = "no meaning" if row.kind == "empty" else "a meaning"
        yield Problem("wrong-meaning", where, f"found {row.meaning!r}. Expected: {expected}.")
    for meaning in meanings:
        if row.kind == "measure":
            parameter, _, value = meaning.partition("=")
            if parameter not in OUTCOMES.parameters or not value:
                message = f"found {meaning!r}. Expected: a parameter of outcomes, as 'q=turnover'."
                yield Problem("wrong-meaning", where, message)
        elif (meanings_of_kind := known.get(row.kind)) is not None and (
            meaning not in meanings_of_kind
        ):
            hint = did_you_mean(meaning, sorted(meanings_of_kind))
            yield Problem("wrong-meaning", where, f"found {meaning!r}. {hint}")
