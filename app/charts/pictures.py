"""Which pictures a list of outcomes has, and what each of them says in words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.charts.slide import INK, PALE, QUIET, Slide, SlideRow
from app.evidence import row_wording
from app.evidence.answers import Row
from app.evidence.answers.public_rows import short_citation, without_paragraph
from app.evidence.ordering import grouped
from app.evidence.vocabulary import DESIRABILITY

FEW, MAX_ROWS = 3, 60
"""A picture of more rows could not be read."""
LONGEST_TITLE = 60
"""Characters of a title that fit on one line."""
WITHOUT_UNIT = {
    "changes": "Changes in per cent, as reported",
    "directions": "Directions without a number",
}
_ORDER = (*DESIRABILITY.codes, None)
_COUNTED = (
    *zip(row_wording.JUDGEMENTS.values(), ("better", "worse", "neither"), strict=True),
    (row_wording.DIFFER, "disputed"),
    ("", "not judged"),
)
"""How results are counted in a title, by their judgement."""


@dataclass(frozen=True)
class Picture:
    """Outcomes on one axis, with all that a reader of the picture alone must know.

    `axis` is the unit of the figures, or one of WITHOUT_UNIT; `made_on` is the day of the
    evidence; `contrary` holds, for an outcome, what its project also reports and the picture
    leaves out.
    """

    axis: str
    subject: str
    made_on: str
    rows: Sequence[Row]
    contrary: Mapping[str, Sequence[Row]]

    @property
    def title(self) -> str:
        """What the picture finds, in one line: a result, one of a few, or how many there are."""
        [way, *others] = {
            f"{row['measure']}: {row_wording.meaning(row).lower()}" for row in self.rows
        }
        but = "; others differ" if self.contrary else ""
        if len(self.rows) == 1:
            [row] = self.rows
            way = f"{row['measure']}: {row_wording.judged(row_wording.result(row), row)}"
        elif others or len(self.rows) > FEW or not all(map(row_wording.meaning, self.rows)):
            counts = Counter(row_wording.judgement(row) for row in self.rows)
            finds = ", ".join(
                f"{counts[way]} {judgement}" for way, judgement in _COUNTED if counts[way]
            )
            finds += "" if counts[row_wording.JUDGEMENTS["deterioration"]] else but
            is_short = len(self.subject) + len(finds) < LONGEST_TITLE
            return f"{self.subject if is_short else 'Results'}: {finds}"
        return f"{way[:1].upper()}{way[1:]}{but}"

    @property
    def detail(self) -> str:
        """What the title leaves out: of what, of whom if of few, and whose other results differ."""
        names = {row["outcome_id"]: row["project_name"] for row in self.rows}
        others = " and ".join(dict.fromkeys(names[key] for key in self.contrary))
        whom = " and ".join(dict.fromkeys(map(self._whom, self.rows)))
        parts = (
            "" if self.title.startswith(self.subject) else self.subject,
            f"For {whom}" if len(self.rows) <= FEW else "",
            f"Other results of {others} differ" if others else "",
        )
        return "".join(f"{part}. " for part in parts if part).strip()

    @property
    def subtitle(self) -> str:
        unit = self.rows[0]["unit_label"] or "numbers"
        return WITHOUT_UNIT.get(self.axis) or f"Figures in {unit}"

    @property
    def project(self) -> str:
        """The project that all rows are of, and where it worked, if it is one."""
        projects = {self.whose(row) for row in self.rows}
        return projects.pop() if len(projects) == 1 else ""

    @cached_property
    def sources(self) -> list[str]:
        cited = ((without_paragraph(row["citation"]), row["page"]) for row in self.rows)
        return list(dict.fromkeys(text.removesuffix(f", p. {page}") for text, page in cited))

    def whose(self, row: Row) -> str:
        areas = ", ".join(row["area_names"])
        return " · ".join(filter(None, (row["project_name"], areas)))

    def _whom(self, row: Row) -> str:
        areas = row["area_names"]
        is_whole = row["coverage"] != "part" and 0 < len(areas) <= FEW
        of = ", ".join(areas) if is_whole else row["population"]
        return f"{row['project_name']} ({of})" if of else str(row["project_name"])

    def verdict(self, row: Row) -> str:
        """Which way a row went, whether that was wanted, and how it was found."""
        return " · ".join(filter(None, (row_wording.meaning(row), row_wording.method(row))))

    def place(self, row: Row) -> str:
        """Where a row is said: its page, where all of them have one source."""
        is_alone = len(self.sources) == 1 and row["page"]
        return f"p. {row['page']}" if is_alone else short_citation(row["citation"])

    def bars(self, row: Row) -> list[tuple[str, str, float, float]]:
        """The figures of a row: its kind, the figure, and where its bar begins and how long it is.

        Both in per cent of an axis that all rows share, and that goes through nought.
        """
        values = [0.0, *(value for row in self.rows for _, value in figures(row))]
        least, whole = min(values), (max(values) - min(values)) or 1
        return [
            (
                kind,
                row_wording.change(value)
                if self.axis == "changes"
                else row_wording.amount(value, row),
                round(100 * (min(0, value) - least) / whole, 1),
                round(100 * abs(value) / whole, 1),
            )
            for kind, value in figures(row)
        ]

    @cached_property
    def slide(self) -> Slide:
        kinds = [kind for kind in _SERIES if any(kind in dict(figures(r)) for r in self.rows)]
        return Slide(
            title=self.title,
            subtitle=" · ".join(filter(None, (self.subtitle, self.project))),
            series=[_SERIES[kind][0] for kind in kinds],
            colours=[_SERIES[kind][1] for kind in kinds],
            rows=[self._slide_row(row, kinds) for row in self.rows],
            notes=[
                *filter(None, [self.detail]),
                f"Source: {'; '.join(self.sources)}. Wave 1 Evidence, {self.made_on}.",
            ],
        )

    def _slide_row(self, row: Row, kinds: list[str]) -> SlideRow:
        subjects = [of_whom(row), "" if self.project else self.whose(row)]
        # What the title begins with need not stand beside every bar.
        is_said = any(subjects) and self.title.lower().startswith(f"{row['measure']}:".lower())
        parts = ("" if is_said else row["measure"], *subjects)
        label = f"{', '.join(filter(None, parts))} ({self.place(row)})"
        values_of, note = dict(figures(row)), " ".join(self.notes(row))
        values: list[float | str | None] = [values_of.get(kind) for kind in kinds]
        values = values or [self.verdict(row)]
        verdict = self.verdict(row) if kinds else ""
        return SlideRow(f"{label[:1].upper()}{label[1:]}", values, verdict, note)

    def notes(self, row: Row) -> Iterator[str]:
        if row["caveat"]:
            yield row["caveat"]
        for other in self.contrary.get(row["outcome_id"], ()):
            result = row_wording.judged(row_wording.outcome(other), other)
            yield f"Also reported for {other['project_name']}: {result}."


def axis_of(row: Row) -> str | None:
    """The axis on which an outcome can be drawn; none where it has nothing to compare."""
    has_other = row["baseline"] is not None or row["comparator_value"] is not None
    if row["value"] is not None and has_other:
        return str(row["unit"] or "number")
    if row["reported_change"] is not None:
        return "changes"
    return "directions" if row["direction"] and row["value"] is None else None


def figures(row: Row) -> list[tuple[str, float]]:
    match axis_of(row):
        case "changes":
            return [("change", row["reported_change"])]
        case "directions" | None:
            return []
        case _:
            last = "project" if row["baseline"] is None else "after"
            pairs = (("before", "baseline"), ("other", "comparator_value"), (last, "value"))
            return [(kind, row[name]) for kind, name in pairs if row[name] is not None]


def pictures_of(
    rows: Sequence[Row],
    subject: str,
    made_on: str,
    others: Sequence[Row] = (),
) -> list[Picture]:
    """The pictures of some outcomes, one for each axis: different units never share one.

    `others` are outcomes of the same projects. What has nothing to compare is in no picture.
    """
    by_axis = grouped(filter(axis_of, rows), axis_of)
    by_axis.get("directions", []).sort(key=lambda row: _ORDER.index(row["desirability"]))
    return [
        Picture(axis, subject, made_on, on_axis, contrary(on_axis, others))
        for axis, on_axis in sorted(
            by_axis.items(), key=lambda item: (item[0] in WITHOUT_UNIT, item[0])
        )
        if len(on_axis) <= MAX_ROWS
    ]


_SERIES = {
    "before": ("Before", PALE),
    "other": ("Other group", QUIET),
    "after": ("After", INK),
    "project": ("Project", INK),
    "change": ("Change in per cent", INK),
}
"""The kinds of figures, each with what it is called and its colour."""


def of_whom(row: Row) -> str:
    """The people, the time and the number of cases that an outcome holds for."""
    cases = f"{row['sample_size']:,} cases" if row["sample_size"] else None
    words = ", ".join(filter(None, (row["population"], row["period"], cases)))
    return f"{words[:1].upper()}{words[1:]}"


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
