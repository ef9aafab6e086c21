"""Recognises questions about the programme, the sources or this service by labelled examples."""

import re
from collections.abc import Sequence
from functools import cache

from app.ask.tables import Phrase, rows_of
from app.ask.themes import Likely, ThemeReader
from app.ask.words import STOP_STEMS, Word, read_words

LIKE = 0.6
"""A question that is less like the examples of every kind is of none."""
OF_MISSED = 0.3
"""A question whose words tell nothing of a kind has to be so much more like its examples."""
AS_LIKE = 0.85
"""Of the programme as much is told as is so nearly as likely as the first."""

QuestionKind = tuple[str, str]
"""A kind of question, and what of that kind is asked for."""

_AND = re.compile(r",? and ", re.IGNORECASE)


@cache
def _examples() -> ThemeReader:
    rows = rows_of("examples")
    return ThemeReader.of(
        Phrase(row["question"], "example", (f"{row['kind']}={row['value']}",)) for row in rows
    )


def _likely(question: str) -> list[Likely]:
    return _examples().likely(read_words(question), STOP_STEMS)


def question_kinds(question: str, content: Sequence[Word]) -> tuple[QuestionKind, ...]:
    """The kinds that a question is of, the likeliest first; none where it is about more.

    `content` are the words that tell what it is about: the fewer of them tell of the kind, the
    liker it has to be.
    """
    likely = _likely(question)
    missed = [word for word in content if not likely or word.position not in likely[0].words]
    least = LIKE + OF_MISSED * len(missed) / max(1, len(content))
    if not likely or likely[0].score < least or any(word.text.isdecimal() for word in missed):
        return ()
    likeliest = likely[:1]
    if likely[0].theme_id.startswith("programme"):
        for part in (likely, *map(_likely, _AND.split(question))):
            most = max(LIKE, AS_LIKE * max(kind.score for kind in (*likely, *part)))
            likeliest += [k for k in part if k.score >= most and "programme" in k.theme_id]
    meant = (kind.theme_id.partition("=") for kind in likeliest)
    return tuple(dict.fromkeys((kind, value) for kind, _, value in meant))
