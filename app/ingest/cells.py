"""What one valid cell of a data file is. Every refusal says what would be right."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from app.database import LIST_SEPARATOR
from app.errors import did_you_mean
from app.evidence.vocabulary import Vocabulary

_DAY = r"(-(0[1-9]|[12]\d|3[01]))?"
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"


@dataclass(frozen=True)
class To:
    """Marks a cell, or each member of a list, as the id of a row of another file."""

    file: str
    column: str


def refuse(code: str, right: str) -> PydanticCustomError:
    """A refusal of a cell: a code, and what would be right."""
    return PydanticCustomError(code, "{right}", {"right": right})


def word_of(vocabulary: Vocabulary) -> AfterValidator:
    """A cell that holds one word of a closed list."""

    def check(cell: str) -> str:
        if cell not in vocabulary.labels:
            raise refuse("unknown-word", did_you_mean(cell, vocabulary.codes))
        return cell

    return AfterValidator(check)


def at_most(words: int) -> AfterValidator:
    """A cell of at most so many words."""

    def check(cell: str) -> str:
        found = len(cell.split())
        if found > words:
            raise refuse("too-long", f"at most {words} words are right, found {found}")
        return cell

    return AfterValidator(check)


def _matching(code: str, pattern: str, right: str) -> AfterValidator:
    expression = re.compile(pattern)

    def check(cell: str) -> str:
        if not expression.fullmatch(cell):
            raise refuse(code, right)
        return cell

    return AfterValidator(check)


def _nothing(cell: Any) -> Any:
    return None if cell == "" else cell


def _something(cell: Any) -> Any:
    if cell == "":
        raise refuse("empty", "a value is needed here")
    return cell


def _members(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    members = cell.split(LIST_SEPARATOR) if cell else []
    if any(not member or member != member.strip() for member in members):
        right = f"members separated by {LIST_SEPARATOR!r} with no space and no empty member"
        raise refuse("malformed-list", right)
    if len(set(members)) != len(members):
        raise refuse("repeated-member", "each member once")
    return members


def _numeral(read: Callable[[str], float], right: str) -> BeforeValidator:
    def check(cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        if re.fullmatch(r"[£$€]?\s?-?\d{1,3}(,\d{3})+(\.\d+)?|[£$€].*|.*%", cell):
            raise refuse("formatted-number", f"{right}, without separators and signs of unit")
        if not re.fullmatch(r"-?\d+(\.\d+)?", cell):
            raise refuse("not-a-number", right)
        try:
            return read(cell)
        except ValueError:
            raise refuse("not-a-number", right) from None

    return BeforeValidator(check)


Text = Annotated[str, BeforeValidator(_something)]
BlankText = Annotated[str | None, BeforeValidator(_nothing)]
"""A fact that was not found is an empty cell."""

Id = Annotated[Text, _matching("malformed-id", _ID, "lower-case words joined by '-'")]
ThemeId = Annotated[
    Text, _matching("malformed-id", rf"{_ID}(\.{_ID})?", "'theme' or 'theme.sub-theme'")
]
ParagraphId = Annotated[
    Text, _matching("malformed-paragraph", r"P\d{3,}", "'P' and three digits, such as 'P042'")
]
Anchor = Annotated[Text, at_most(8)]
Statement = Annotated[Text, at_most(30)]
PartialDate = Annotated[
    Text,
    _matching(
        "malformed-date", rf"\d{{4}}(-(0[1-9]|1[0-2]){_DAY})?", "'2017', '2017-07' or '2017-07-06'"
    ),
]
Address = Annotated[
    Text, _matching("malformed-address", r"https?://[^\s;]+", "an address that begins 'https://'")
]
Sha256 = Annotated[Text, _matching("malformed-sha256", r"[0-9a-f]{64}", "64 hexadecimal digits")]
Whole = Annotated[int, BeforeValidator(_something), _numeral(int, "a whole number")]
Quantity = Annotated[float, _numeral(float, "a number such as 12.5")]

Listed = BeforeValidator(_members)
"""Reads a cell as a list."""
OrBlank = BeforeValidator(_nothing)
"""Reads an empty cell as a fact that was not found."""
