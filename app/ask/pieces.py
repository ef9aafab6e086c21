"""A question that holds several: each is answered apart, and the answers stand together."""

import re
from itertools import pairwise

from app.ask.refusals import PRONOUN
from app.ask.reply import SHOWN, Part, Reply
from app.ask.signs import SIGNS

MOST_PIECES = 8
_BEGINS = "|".join(sorted(SIGNS["begins-a-question"]))
_WHICH = "|".join(sorted(SIGNS["begins-a-question"] - SIGNS["whether"]))
_ENDS = re.compile(
    rf"(?<=\w\w)[.?!;]+\s+|,?\s+(?:and|but)\s+(?=(?:{_WHICH})\b)|,\s+(?=(?:{_WHICH})\b)",
    re.IGNORECASE,
)
_EMPTY_IT = re.compile(r"\b(?:find|finds|found|make|makes|made) it\b")
_ASKS = re.compile(rf"\W*(?:(?:and|but|so) )?(?:{_BEGINS})\b", re.IGNORECASE)


def questions_in(question: str) -> list[str]:
    """The questions of a question, without what is only said between them.

    One that goes back to another by a pronoun belongs to it. Where there is but one, the whole.
    """
    pieces: list[str] = []
    starts = [0, *(found.end() for found in _ENDS.finditer(question)), len(question)]
    for start, end in pairwise(starts):
        piece = question[start:end]
        goes_back = PRONOUN.search(_EMPTY_IT.sub("", _trimmed(piece).casefold()))
        if not _ASKS.match(piece):
            continue
        if goes_back and not pieces:
            # It goes back to what is only said: nothing can be taken apart.
            return [question]
        if goes_back:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    is_several = 1 < len(pieces) <= MOST_PIECES
    return [_trimmed(piece) for piece in pieces] if is_several else [question]


def _trimmed(piece: str) -> str:
    plain = re.sub(r"[\s,;.?]*(?:\b(?:and|but)\s*)?$", "", piece)
    return f"{plain[:1].upper()}{plain[1:]}?"


def part_by_part(question: str, replies: list[Reply]) -> Reply:
    """The replies to the pieces of a question as one, in their order."""
    answered = [one for one in replies if one.is_answered]
    texts = [f"{one.question} {one.answer}" for one in replies]
    parts = [
        Part(one.question, text, one.query, one.parts[0].rows if one.parts else [])
        for one, text in zip(replies, texts, strict=True)
    ]
    projects = {row["project_id"]: row for one in reversed(answered) for row in one.projects}
    return Reply(
        question,
        is_answered=True,
        answer=" ".join(texts),
        query=answered[0].query,
        said=answered[0].said,
        understood=answered[0].understood,
        not_understood=tuple(word for one in replies for word in one.not_understood),
        near=tuple(near for one in replies for near in one.near),
        projects=[projects[one] for one in sorted(projects)],
        rows={
            name: list({str(row): row for one in answered for row in one.rows[name]}.values())
            for name in SHOWN
        },
        parts=tuple(part for part in parts if part.query),
    )
