"""Which pictures a list of outcomes has: what each shows, what it is called, what it says."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.evidence.queries import Query
from app.evidence.vocabulary import DESIRABILITY, DIRECTION, UNIT

Row = dict[str, Any]

PICTURED = (*("project", "theme", "kind", "direction", "desirability", "strand", "focus"),)
"""The filters of outcomes for each value of which there are pictures."""

MOST_ROWS = 60
"""A picture of more rows than this could not be read."""
MOST_NAMED = 4


@dataclass(frozen=True)
class Picture:
    """One picture: its name in an address, its title, its rows, and what stands for it in words.

    `form` is figures (before and after, or two groups), changes (in per cent) or directions.
    """

    name: str
    form: str
    title: str
    unit: str | None
    rows: tuple[Row, ...]

    @property
    def alt(self) -> str:
        """What the picture shows, for who cannot see it."""
        if len(self.rows) <= MOST_NAMED:
            said = "; ".join(in_words(row) for row in self.rows)
        else:
            counts = Counter(row["desirability"] for row in self.rows)
            said = ", ".join(
                f"{counts[word.code]} {word.label.lower()}"
                for word in DESIRABILITY.words
                if counts[word.code]
            )
            said = f"{len(self.rows)} outcomes: {said}"
        return f"{self.title}. {said}. The table that follows says the same, row by row."


def subject_of(query: Query) -> str | None:
    """What the pictures of a list are named after; nothing where there are none of such a list."""
    match query.conditions:
        case ():
            return "all"
        case (only,) if only.filter.name in PICTURED:
            is_one = only.operator == "any" and len(only.values) == 1
            return f"{only.filter.name}-{only.values[0]}" if is_one else None
        case _:
            return None


def pictures_of(subject: str, said: str, rows: Iterable[Row]) -> list[Picture]:
    """The pictures of the outcomes of a subject, which is said in English: one for each axis.

    Figures of different units do not share an axis. An outcome with nothing to set it against
    is in no picture.
    """
    by_axis: dict[tuple[str, str | None], list[Row]] = {}
    for row in rows:
        if axis := _axis(row):
            by_axis.setdefault(axis, []).append(row)
    ordered = sorted(by_axis, key=lambda axis: (_FORMS.index(axis[0]), axis[1] or ""))
    return [
        Picture(
            f"{subject}-{unit or form}",
            form,
            f"{said}: {_title(form, unit)}",
            unit,
            tuple(_in_order(form, by_axis[form, unit])),
        )
        for form, unit in ordered
        if len(by_axis[form, unit]) <= MOST_ROWS
    ]


def in_words(row: Row) -> str:
    """An outcome in a few words."""
    return f"{row['project_name']}, {row['measure']}: {_said(row)}"


def number(value: float) -> str:
    """A number as it is read: no zeros behind the point, commas between thousands."""
    return f"{value:,.10g}"


_FORMS = ("figures", "changes", "directions")


def _axis(row: Row) -> tuple[str, str | None] | None:
    """The form of picture that an outcome stands in, and the unit of its axis."""
    has_other = row["baseline"] is not None or row["comparator_value"] is not None
    if row["value"] is not None and has_other:
        return "figures", row["unit"] or "number"
    if row["reported_change"] is not None:
        return "changes", None
    return ("directions", None) if row["direction"] and row["value"] is None else None


def _title(form: str, unit: str | None) -> str:
    titles = {
        "figures": f"figures in {UNIT.labels.get(unit or '', 'numbers')}",
        "changes": "changes in per cent, as reported",
        "directions": "directions without a number",
    }
    return titles[form]


def _in_order(form: str, rows: list[Row]) -> list[Row]:
    """Directions stand in groups, those that were wanted first."""
    if form != "directions":
        return rows
    codes = [*DESIRABILITY.codes, None]
    return sorted(rows, key=lambda row: codes.index(row["desirability"]))


def _said(row: Row) -> str:
    match _axis(row):
        case ("changes", _):
            return f"{row['reported_change']:+,.10g} per cent"
        case ("figures", _) if row["baseline"] is not None:
            return f"from {number(row['baseline'])} to {number(row['value'])}"
        case ("figures", _):
            return f"{number(row['value'])} against {number(row['comparator_value'])}"
        case _:
            return DIRECTION.labels[row["direction"]].lower()
