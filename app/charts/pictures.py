"""Which pictures a list of outcomes has, and what each of them says in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from app.charts.slide import INK, PALE, QUIET, Slide, SlideRow, number
from app.evidence.answers.public_rows import short_citation, without_paragraph
from app.evidence.vocabulary import DESIRABILITY

Row = Mapping[str, Any]

FEW, MAX_ROWS = 3, 60
"""A picture of more rows could not be read."""
WITHOUT_UNIT = {
    "changes": "Changes in per cent, as reported",
    "directions": "Directions without a number",
}
JUDGEMENTS = {
    "improvement": "for the better",
    "deterioration": "for the worse",
    "neutral": "neither better nor worse",
}
"""Whether a change was wanted."""
DIFFER = "sources differ"
DIRECTIONS = {"increase": "up", "decrease": "down", "no-change": "no change"}
_ORDER = (*DESIRABILITY.codes, None)


@dataclass(frozen=True)
class Picture:
    """Outcomes on one axis, with all that a reader of the picture alone must know.

    `axis` is the unit of the figures, or one of WITHOUT_UNIT; `made_on` is the day of the
    evidence; `areas` are those of each project;
    `contrary` holds, for an outcome, what its project also reports and the picture leaves out.
    """

    axis: str
    subject: str
    made_on: str
    rows: Sequence[Row]
    contrary: Mapping[str, Sequence[Row]]
    areas: Mapping[str, Sequence[str]]

    @property
    def title(self) -> str:
        """What the picture finds: a result, one of a few, or how many are for the better."""
        names = {row["outcome_id"]: row["project_name"] for row in self.rows}
        others = " and ".join(dict.fromkeys(names[key] for key in self.contrary))
        but = f"; other results of {others} differ" if others else ""
        if len(self.rows) == 1:
            return f"{self.subject}: {in_words(self.rows[0])}{but}"
        ways = {f"{row['measure']}: {meaning(row).lower()}" for row in self.rows}
        if len(ways) == 1 and len(self.rows) <= FEW and all(map(meaning, self.rows)):
            whom = " and ".join(dict.fromkeys(map(self._whom, self.rows)))
            [way] = ways
            return f"{way[:1].upper()}{way[1:]}, for {whom}{but}"
        counts = Counter(judgement(row) or "not judged" for row in self.rows)
        said = (*JUDGEMENTS.values(), DIFFER, "not judged")
        finds = ", ".join(f"{counts[words]} {words}" for words in said if counts[words])
        return f"{self.subject}: {finds}{but}".replace(DIFFER, f"on which {DIFFER}")

    @property
    def subtitle(self) -> str:
        """What the axis counts."""
        unit = self.rows[0]["unit_label"] or "numbers"
        return WITHOUT_UNIT.get(self.axis) or f"Figures in {unit}"

    @property
    def project(self) -> str:
        """The project that all rows are of, and where it worked, if it is one."""
        projects = {self.whose(row) for row in self.rows}
        return projects.pop() if len(projects) == 1 else ""

    @cached_property
    def sources(self) -> list[str]:
        """How the sources of the rows are cited."""
        cited = ((without_paragraph(row["citation"]), row["page"]) for row in self.rows)
        return list(dict.fromkeys(text.removesuffix(f", p. {page}") for text, page in cited))

    def whose(self, row: Row) -> str:
        """The project of a row, and where it worked."""
        areas = ", ".join(self.areas.get(row["project_id"], ()))
        return " · ".join(filter(None, (row["project_name"], areas)))

    def _whom(self, row: Row) -> str:
        areas = self.areas.get(row["project_id"], ())
        is_whole = row["coverage"] != "part" and 0 < len(areas) <= FEW
        of = ", ".join(areas) if is_whole else row["population"]
        return f"{row['project_name']} ({of})" if of else str(row["project_name"])

    def verdict(self, row: Row) -> str:
        """Which way a row went, whether that was wanted, and how it was found."""
        return " · ".join(filter(None, (meaning(row), method(row))))

    def place(self, row: Row) -> str:
        """Where a row is said: its page, where all of them have one source."""
        is_alone = len(self.sources) == 1 and row["page"]
        return f"p. {row['page']}" if is_alone else short_citation(row["citation"])

    def bars(self, row: Row) -> list[tuple[str, str, float, float]]:
        """The figures of a row: its kind, the figure, and where its bar begins and how long it is.

        Both in per cent of an axis that all rows share, and that goes through nought.
        """
        values = [0.0, *(value for row in self.rows for _, value in _figures(row))]
        least, whole = min(values), (max(values) - min(values)) or 1
        say = change if self.axis == "changes" else number
        return [
            (
                kind,
                say(value),
                round(100 * (min(0, value) - least) / whole, 1),
                round(100 * abs(value) / whole, 1),
            )
            for kind, value in _figures(row)
        ]

    @cached_property
    def slide(self) -> Slide:
        """The picture in the shape of a slide."""
        kinds = [kind for kind in _SERIES if any(kind in dict(_figures(r)) for r in self.rows)]
        return Slide(
            title=self.title,
            subtitle=" · ".join(filter(None, (self.subtitle, self.project))),
            series=[_SERIES[kind][0] for kind in kinds],
            colours=[_SERIES[kind][1] for kind in kinds],
            rows=[self._slide_row(row, kinds) for row in self.rows],
            notes=[f"Source: {'; '.join(self.sources)}. Wave 1 Evidence, {self.made_on}."],
        )

    def _slide_row(self, row: Row, kinds: list[str]) -> SlideRow:
        parts = (row["measure"], of_whom(row), "" if self.project else self.whose(row))
        label = f"{', '.join(filter(None, parts))} ({self.place(row)})"
        figures, note = dict(_figures(row)), " ".join(self.notes(row))
        values: list[float | str | None] = [figures.get(kind) for kind in kinds]
        values = values or [self.verdict(row)]
        verdict = self.verdict(row) if kinds else ""
        return SlideRow(f"{label[:1].upper()}{label[1:]}", values, verdict, note)

    def notes(self, row: Row) -> Iterator[str]:
        """What limits a row, and what else its project reports."""
        if row["caveat"]:
            yield row["caveat"]
        for other in self.contrary.get(row["outcome_id"], ()):
            yield f"Also reported for {other['project_name']}: {in_words(other)}."


def pictures_of(
    rows: Sequence[Row],
    subject: str,
    made_on: str,
    others: Sequence[Row] = (),
    areas: Mapping[str, Sequence[str]] = MappingProxyType({}),
) -> list[Picture]:
    """The pictures of some outcomes, one for each axis: different units never share one.

    `others` are outcomes of the same projects. What has nothing to compare is in no picture.
    """
    by_axis: dict[str, list[Row]] = {}
    for row in rows:
        if axis := _axis(row):
            by_axis.setdefault(axis, []).append(row)
    by_axis.get("directions", []).sort(key=lambda row: _ORDER.index(row["desirability"]))
    return [
        Picture(axis, subject, made_on, own, contrary(own, others), areas)
        for axis, own in sorted(
            by_axis.items(), key=lambda item: (item[0] in WITHOUT_UNIT, item[0])
        )
        if len(own) <= MAX_ROWS
    ]


def _axis(row: Row) -> str | None:
    has_other = row["baseline"] is not None or row["comparator_value"] is not None
    if row["value"] is not None and has_other:
        return str(row["unit"] or "number")
    if row["reported_change"] is not None:
        return "changes"
    return "directions" if row["direction"] and row["value"] is None else None


_SERIES = {
    "before": ("Before", PALE),
    "other": ("Other group", QUIET),
    "after": ("After", INK),
    "project": ("Project", INK),
    "change": ("Change in per cent", INK),
}
"""The kinds of figures, each with what it is called and its colour."""


def _figures(row: Row) -> list[tuple[str, float]]:
    """The figures of a row that its picture compares, by kind."""
    match _axis(row):
        case "changes":
            return [("change", row["reported_change"])]
        case "directions" | None:
            return []
        case _:
            last = "project" if row["baseline"] is None else "after"
            pairs = (("before", "baseline"), ("other", "comparator_value"), (last, "value"))
            return [(kind, row[name]) for kind, name in pairs if row[name] is not None]


def contrary(rows: Sequence[Row], others: Sequence[Row]) -> dict[str, list[Row]]:
    """What is left out and contradicts a row, under the first row that it contradicts."""
    shown = {row["outcome_id"] for row in rows}
    of_each: dict[str, list[Row]] = {}
    for other in others:
        first = next((row for row in rows if _contradicts(other, row)), None)
        if first and other["outcome_id"] not in shown:
            of_each.setdefault(first["outcome_id"], []).append(other)
    return of_each


def _contradicts(other: Row, row: Row) -> bool:
    """Whether outcomes of one project on one theme were judged otherwise, or went another way."""
    if any(other[name] != row[name] for name in ("project_id", "parent_theme_id")):
        return False
    names = ["desirability", *(["direction"] if other["measure"] == row["measure"] else [])]
    return any(other[name] and row[name] and other[name] != row[name] for name in names)


def judgement(row: Row) -> str:
    """Whether an outcome was wanted; no verdict where sources differ, blank where none is given.

    What is said of a part of a project is true of that part, whatever is said of the whole.
    """
    is_disputed = row["differs_from"] and row["coverage"] != "part"
    return DIFFER if is_disputed else JUDGEMENTS.get(row["desirability"], "")


def meaning(row: Row) -> str:
    """Which way an outcome went, and whether that was wanted; only that sources differ, if so."""
    if judgement(row) == DIFFER:
        return DIFFER.capitalize()
    is_comparison = row["baseline"] is None and row["comparator_value"] is not None
    way = "against another group" if is_comparison else DIRECTIONS.get(row["direction"])
    return ", ".join(filter(None, (way, judgement(row)))).capitalize()


def method(row: Row) -> str:
    """How a figure was come by: "Before and after, no comparison group"."""
    is_alone = row["design"] == "before-after"
    return f"{row['strength']}{', no comparison group' if is_alone else ''}"


def figures_first(rows: Iterable[Row]) -> list[Row]:
    """Outcomes by how well they can be quoted: a value before and after, a figure, a word."""
    return sorted(rows, key=lambda row: (not _is_pair(row), not has_figure(row)))


def has_figure(row: Row) -> bool:
    """Whether an outcome is told in a number."""
    return row["value"] is not None or row["reported_change"] is not None


def _is_pair(row: Row) -> bool:
    has_other = row["baseline"] is not None or row["comparator_value"] is not None
    return has_other and row["value"] is not None


def change(value: float) -> str:
    """A change with its sign."""
    return f"{'+' if value > 0 else ''}{number(value)}%"


def of_whom(row: Row) -> str:
    """The people, the time and the number of cases that an outcome holds for."""
    cases = f"{row['sample_size']:,} cases" if row["sample_size"] else None
    words = ", ".join(filter(None, (row["population"], row["period"], cases)))
    return f"{words[:1].upper()}{words[1:]}"


def in_words(row: Row) -> str:
    """An outcome: "turnover rate, one of three boroughs: from 21.7 to 10.6 (for the better)"."""
    of = ", ".join(filter(None, (row["measure"], row["population"])))
    judged = judgement(row)
    return f"{of}: {_result(row)}{f' ({judged})' if judged else ''}"


def _result(row: Row) -> str:
    unit = f" {row['unit_label']}" if row["unit_label"] else ""
    match _axis(row):
        case "changes":
            return change(row["reported_change"])
        case None if row["value"] is not None:
            return f"{number(row['value'])}{unit}"
        case "directions" | None:
            return DIRECTIONS.get(row["direction"]) or str(row["value_reported"])
        case _ if row["baseline"] is None:
            return f"{number(row['value'])} against {number(row['comparator_value'])}{unit}"
    return f"from {number(row['baseline'])} to {number(row['value'])}{unit}"
