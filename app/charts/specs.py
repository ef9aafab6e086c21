"""A picture -> its Vega-Lite specification, with the outcomes that it shows inside."""

from collections.abc import Callable
from typing import Any

import altair as alt

from app.charts.layout import (
    GAP,
    LINE,
    MARGIN,
    WIDTH,
    Place,
    Word,
    lines,
    stacked,
    wrapped,
)
from app.charts.marks import COLUMNS, INK, LINE_COLOUR, QUIET, Mark, fill_of, marks_of, shape_of
from app.charts.pictures import Picture
from app.evidence.vocabulary import DIRECTION

Spec = dict[str, Any]

INSET = 44
"""So much is left free on both sides of an axis: a figure stands beside its mark."""
INDENT = 32
SIZE = 110
ARROW = 150


def spec_of(picture: Picture, source: str) -> Spec:
    """The specification of a picture. `source` is the line that says where it comes from."""
    layers, height = _LAYERS[picture.form](picture)
    title = alt.TitleParams(
        wrapped(picture.title, 36),
        subtitle=wrapped(source, 52),
        anchor="start",
        fontSize=15,
        color=INK,
        subtitleColor=QUIET,
        subtitleFontSize=11,
        subtitlePadding=6,
        offset=10,
    )
    chart = alt.layer(*layers, width=WIDTH, height=height, title=title, padding=MARGIN)
    spec: Spec = (
        chart.configure(font="Arial, Helvetica, sans-serif", background="#ffffff")
        .configure_view(stroke=None)
        .configure_legend(labelFontSize=12, labelColor=INK, labelLimit=0)
        .configure_axis(labelFontSize=11, titleFontSize=12, labelColor=INK, titleColor=INK)
        # What is drawn is tested; checking it against the schema again costs as much as drawing.
        .to_dict(validate=False)
    )
    return {"description": picture.alt, **spec}


def _on_axis(picture: Picture) -> tuple[list[alt.Chart], int]:
    """Rows of marks on one axis, each row under its words."""
    places, height = stacked((row["measure"], _whose(row)) for row in picture.rows)
    rows = zip(picture.rows, places, strict=True)
    marks = [mark for row, place in rows for mark in marks_of(row, place.marks_y, picture.form)]
    x = alt.X(
        "x:Q",
        title=_axis_title(picture),
        scale=alt.Scale(zero=True, nice=True, range=[INSET, WIDTH - INSET]),
        axis=alt.Axis(
            tickCount=5, gridColor=LINE_COLOUR, domain=False, ticks=False, labelFlush=False
        ),
    )
    base = _chart_of(marks)
    y = _pixel(height)
    rules = base.mark_rule(strokeWidth=3).encode(
        x="from:Q", x2="to:Q", y=y, color=alt.Color("colour:N", scale=None, legend=None)
    )
    figures = [
        base.transform_filter(f"datum.side == '{side}'")
        .mark_text(**beside, fontSize=12, fontWeight="bold", color=INK)
        .encode(x=x, y=y, text="label:N")
        for side, beside in _BESIDE.items()
    ]
    points = _marked(base, marks).encode(x=x, y=y)
    return [rules, points, *figures, *_written(_words(places), height)], height


_BESIDE: dict[str, dict[str, Any]] = {
    "left": {"align": "right", "dx": -10},
    "right": {"align": "left", "dx": 10},
}
"""How a figure stands on either side of its mark."""


def _directions(picture: Picture) -> tuple[list[alt.Chart], int]:
    """Arrows, in groups by whether the change was wanted."""
    marks: list[Mark] = []
    words: list[Word] = []
    group, top = "", 0
    for row in picture.rows:
        if (heading := row["desirability_label"] or "Not judged") != group:
            group = heading
            words.append(Word(heading, "heading", 0, top))
            top += LINE + GAP
        own = lines(row["measure"], row["project_name"], INDENT, top, signs=42)
        words += own
        shows = DIRECTION.labels[row["direction"]].lower()
        named = {column: row[column] for column in COLUMNS[:3]}
        marks.append({**named, "shows": shows, "y": top + len(own) * LINE // 2})
        top += len(own) * LINE + GAP
    arrows = _marked(_chart_of(marks), marks, ARROW)
    arrows = arrows.encode(x=alt.value(INDENT // 2 - 4), y=_pixel(top))
    return [arrows, *_written(words, top)], top


_LAYERS: dict[str, Callable[[Picture], tuple[list[alt.Chart], int]]] = {
    "figures": _on_axis,
    "changes": _on_axis,
    "directions": _directions,
}


def _marked(base: alt.Chart, marks: list[Mark], size: int = SIZE) -> alt.Chart:
    """The marks, each with the shape of what it shows, and the key to the shapes."""
    shown = list(dict.fromkeys(mark["shows"] for mark in marks))
    key = alt.Legend(
        title=None,
        orient="top",
        columns=3,
        columnPadding=18,
        symbolSize=size,
        symbolStrokeWidth=_stroke(size),
    )
    shapes = alt.Scale(domain=shown, range=[shape_of(shows) for shows in shown])
    inks = alt.Scale(domain=shown, range=[INK] * len(shown))
    fills = alt.Scale(domain=shown, range=[fill_of(shows) for shows in shown])
    points: alt.Chart = base.mark_point(size=size, strokeWidth=_stroke(size), opacity=1)
    return points.encode(
        shape=alt.Shape("shows:N", scale=shapes, legend=key),
        fill=alt.Fill("shows:N", scale=fills, legend=key),
        stroke=alt.Stroke("shows:N", scale=inks, legend=key),
    )


def _chart_of(values: list[Mark]) -> alt.Chart:
    return alt.Chart(alt.InlineData(values=values))


def _stroke(size: int) -> int:
    """The shafts of arrows are filled; a line around them would close the gap in "no change"."""
    return 2 if size == SIZE else 0


def _words(places: list[Place]) -> list[Word]:
    return [word for place in places for word in place.words]


_STYLES: dict[str, dict[str, Any]] = {
    "heading": {"fontSize": 14, "fontWeight": "bold", "color": INK},
    "measure": {"fontSize": 12, "fontWeight": "bold", "color": INK},
    "whose": {"fontSize": 12, "color": QUIET},
}


def _written(words: list[Word], height: int) -> list[alt.Chart]:
    """Lines of words at their places, one layer for each style."""
    layers = []
    for name, style in _STYLES.items():
        if own := [word for word in words if word.style == name]:
            values = [{"text": word.text, "y": word.y} for word in own]
            layers.append(
                _chart_of(values)
                .mark_text(align="left", baseline="top", **style)
                .encode(x=alt.value(own[0].x), y=_pixel(height), text="text:N")
            )
    return layers


def _pixel(height: int) -> alt.Y:
    """A place down the picture: pixels from its top."""
    return alt.Y("y:Q", scale=alt.Scale(domain=[0, height], range=[0, height]), axis=None)


def _whose(row: dict[str, Any]) -> str:
    judged = row["desirability_label"]
    return f"{row['project_name']}, {judged.lower()}" if judged else str(row["project_name"])


def _axis_title(picture: Picture) -> str:
    if picture.form == "changes":
        return "Change in per cent"
    said = str(picture.rows[0]["unit_label"] or "number")
    return f"{said[0].upper()}{said[1:]}"
