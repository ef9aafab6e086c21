"""What the cells of data files may hold. Every refusal says what would be right."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

import sqlalchemy as sa
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from app.database import LIST_SEPARATOR
from app.errors import did_you_mean
from app.evidence.models.columns import KIND, Kind
from app.evidence.vocabulary import Vocabulary, read_table


def refuse(code: str, expected: str) -> PydanticCustomError:
    return PydanticCustomError(code, "{expected}", {"expected": expected})


def _only(
    code: str, is_right: Callable[[str], object], expected: Callable[[str], str]
) -> AfterValidator:
    """A cell that is right; else what is expected in place of it."""

    def check(cell: str) -> str:
        if not is_right(cell):
            raise refuse(code, expected(cell))
        return cell

    return AfterValidator(check)


def _word_of(words: Vocabulary) -> AfterValidator:
    is_word = words.labels.__contains__
    return _only("unknown-word", is_word, lambda cell: did_you_mean(cell, words.codes))


def _at_most(words: int) -> AfterValidator:
    return _only(
        "too-long",
        lambda cell: len(cell.split()) <= words,
        lambda cell: f"at most {words} words; these are {len(cell.split())}",
    )


def _no_longer_than(length: int) -> AfterValidator:
    return _only(
        "too-long",
        lambda cell: len(cell) <= length,
        lambda cell: f"at most {length:,} characters; these are {len(cell):,}",
    )


def _matching(code: str, pattern: str, expected: str) -> AfterValidator:
    return _only(code, re.compile(pattern).fullmatch, lambda _: expected)


_DOUBTFUL = re.compile(
    "[\ufffd\u034f\u115f\u1160\u2800\u3164\uffa0\ufe00-\ufe0f\U000e0100-\U000e01ef]"
    "|[ÃÂ][\u0080-\u00bf]|â€"  # UTF-8 that was read as another encoding
    "|[A-Za-zÀ-ɏ][Ͱ-ӿ]|[Ͱ-ӿ][A-Za-zÀ-ɏ]"  # letters of two scripts in one word
    "|[\u0300-\u036f]{3}"
)


def is_doubtful(text: str) -> bool:
    """Whether a text has signs of a wrong encoding, or letters that only look as they should."""
    return not text.isascii() and (
        _DOUBTFUL.search(text) is not None or not unicodedata.is_normalized("NFC", text)
    )


def _nothing(cell: Any) -> Any:
    return None if cell == "" else cell


def _something(cell: Any) -> Any:
    if cell == "":
        raise refuse("empty", "a value")
    return cell


def _members(cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    members = cell.split(LIST_SEPARATOR) if cell else []
    if any(not member or member != member.strip() for member in members):
        expected = f"members separated by {LIST_SEPARATOR!r}, without spaces or empty members"
        raise refuse("malformed-list", expected)
    if len(set(members)) != len(members):
        raise refuse("repeated-member", "each member once only")
    return members


def _numeral(
    read: Callable[[str], float], expected: str, least: float, most: float
) -> BeforeValidator:
    def check(cell: Any) -> Any:
        if not isinstance(cell, str):
            return cell
        if re.fullmatch(r"[£$€]?\s?-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?|[£$€].*|.*%", cell):
            raise refuse("formatted-number", f"{expected}, without separators or units")
        if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", cell):
            raise refuse("not-a-number", expected)
        if re.match(r"-?0[0-9]|-0(\.0*)?$", cell):
            # It would come out as another: a spreadsheet drops the zero, and so do we.
            raise refuse("leading-zero", f"{expected}, without a zero before it")
        try:
            number = read(cell)
        except ValueError:
            raise refuse("not-a-number", expected) from None
        if not least <= number <= most:
            raise refuse("out-of-range", f"{expected} from {least:,} to {most:,}")
        return number

    return BeforeValidator(check)


def _day(cell: str) -> str:
    parts = [int(part) for part in cell.split("-")]
    if not EARLIEST_YEAR <= parts[0] <= LATEST_YEAR:
        raise refuse("out-of-range", f"a year from {EARLIEST_YEAR} to {LATEST_YEAR}")
    try:
        date(*[*parts, 1, 1][:3])
    except ValueError:
        raise refuse("malformed-date", "a date that exists") from None
    return cell


EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
"""Between which evidence of a programme of 2014 to 2016, and what it cites, can be from."""
LONGEST_TEXT = 2_000
LONGEST_CELL_NAME = 200
LARGEST = 2_147_483_647


_Text = Annotated[str, BeforeValidator(_something), _no_longer_than(LONGEST_TEXT)]
_Name = Annotated[
    str,
    BeforeValidator(_something),
    _no_longer_than(LONGEST_CELL_NAME),
    _matching(
        "separator",
        f"[^{LIST_SEPARATOR}]+",
        f"no {LIST_SEPARATOR!r}, which separates the members of a list",
    ),
]
_CELLS: dict[str, Any] = {
    "name": _Name,
    "text": _Text,
    "ordinal": Annotated[
        int, BeforeValidator(_something), _numeral(int, "a whole number", 1, LARGEST)
    ],
    "count": Annotated[
        int, BeforeValidator(_something), _numeral(int, "a whole number", 0, LARGEST)
    ],
    "share": Annotated[float, _numeral(float, "a number", 0, 1)],
    "number": Annotated[float, _numeral(float, "a number such as 12.5", -1e12, 1e12)],
}
"""What a cell of each kind holds."""


def _text(row: dict[str, str]) -> Any:
    """What a text of a kind is: a name or any text, of so many words, that matches a pattern."""
    whole = _CELLS[row["is_a"]]
    rules: list[AfterValidator] = [_at_most(int(row["most_words"]))] if row["most_words"] else []
    rules.append(_matching(row["code"], row["pattern"], row["expected"]))
    if row["kind"] in ("date", "day"):
        rules.append(AfterValidator(_day))
    return Annotated[whole, *rules]


_CELLS |= {row["kind"]: _text(row) for row in read_table(__file__, "texts")}

COMPUTED = ("position", "difference", "change_percent")
"""Columns that are computed when the data are loaded."""


def cells_of(table: sa.Table, lists: Mapping[str, sa.Column[Any]]) -> dict[str, Any]:
    """The rule of every column of a data file: what its cells may hold."""
    cells = {column.name: _cell(column) for column in table.columns if column.name not in COMPUTED}
    for name, column in lists.items():
        cells[name] = Annotated[list[_member(column)], BeforeValidator(_members)]  # type: ignore[misc]
    return cells


def _cell(column: sa.Column[Any]) -> Any:
    """What a cell of a column holds; a fact that was not found is an empty one."""
    member = _member(column)
    if column.nullable:
        return Annotated[member | None, BeforeValidator(_nothing)]
    is_word = isinstance(_kind(column), Vocabulary)
    return Annotated[member, BeforeValidator(_something)] if is_word else member


def _member(column: sa.Column[Any]) -> Any:
    kind = _kind(column)
    return Annotated[str, _word_of(kind)] if isinstance(kind, Vocabulary) else _CELLS[kind]


def _kind(column: sa.Column[Any]) -> Kind | Vocabulary:
    """The kind of a column; what refers to another is of the kind of that."""
    kind: Kind | Vocabulary | None = column.info.get(KIND)
    return kind or _kind(next(iter(column.foreign_keys)).column)


def target_of(column: sa.Column[Any]) -> sa.Column[Any] | None:
    """The column whose rows a column refers to; nothing where it refers to none."""
    for key in column.foreign_keys:
        if key.constraint is not None and len(key.constraint.elements) == 1:
            return key.column
        # A place is that of a source.
        target = target_of(key.column)
        if target is not None:
            return target
    return None
