"""A picture of outcomes in the shape of slides: as many as its rows need."""

from app.charts.drawing import pixels, png
from app.charts.pictures import Picture, Row, of_whom
from app.charts.sheet import COLOURS
from app.charts.slide_drawing import slide_drawing
from app.charts.slides import Slide, slides

MAX_ON_A_SLIDE = 5
"""Outcomes that can be read from the back of a room."""
INK = "#14232b"


def picture_png(picture: Picture) -> bytes:
    """The picture in pixels: of the shape of a slide, or as high as its many rows need.

    Raises NotFoundError where the machine has no font.
    """
    if len(picture.rows) > MAX_ON_A_SLIDE:
        return png(picture)
    return pixels(slide_drawing(_slide(picture, list(picture.rows), "")), 2)


def picture_slides(picture: Picture) -> bytes:
    """The picture as a presentation, with what limits each figure below the chart."""
    rows = list(picture.rows)
    parts = [rows[i : i + MAX_ON_A_SLIDE] for i in range(0, len(rows), MAX_ON_A_SLIDE)]
    return slides(
        _slide(picture, part, f" ({number} of {len(parts)})" if len(parts) > 1 else "")
        for number, part in enumerate(parts, 1)
    )


def _slide(picture: Picture, rows: list[Row], which: str) -> Slide:
    series, colours = _series(picture, rows)
    notes = [
        f"{_label(row)}: {' '.join(picture.notes(row))}" for row in rows if any(picture.notes(row))
    ]
    sources = "; ".join(picture.sources)
    end = f"Source: {sources}. {picture.made}."
    return Slide(
        picture.title + which,
        " · ".join(filter(None, (picture.subtitle, picture.project))),
        series,
        [(_label(row, picture), _values(picture, row, series)) for row in rows],
        colours,
        (*notes, end),
    )


def _series(picture: Picture, rows: list[Row]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if picture.axis == "directions":
        return (), ()
    if picture.axis == "changes":
        return ("Change in per cent",), (COLOURS["improvement"],)
    names = {"baseline": "Before", "comparator_value": "Other group", "value": "After, or project"}
    kept = {
        name: label for name, label in names.items() if any(row[name] is not None for row in rows)
    }
    colours = {"baseline": COLOURS["track"], "comparator_value": COLOURS["quiet"], "value": INK}
    return tuple(kept.values()), tuple(colours[name] for name in kept)


def _values(picture: Picture, row: Row, series: tuple[str, ...]) -> tuple[float | str | None, ...]:
    if picture.axis == "directions":
        return (" · ".join((picture.judgement(row), row["strength"])),)
    if picture.axis == "changes":
        return (row["reported_change"],)
    of = {"Before": "baseline", "Other group": "comparator_value", "After, or project": "value"}
    return tuple(row[of[name]] for name in series)


def _label(row: Row, picture: Picture | None = None) -> str:
    """What was measured, of whom, and where it is said."""
    whose = "" if picture is None or picture.project else row["project_name"]
    parts = filter(None, (row["measure"], of_whom(row), whose))
    place = f" (p. {row['page']})" if picture is not None and row["page"] else ""
    label = ", ".join(parts) + place
    return label[:1].upper() + label[1:]
