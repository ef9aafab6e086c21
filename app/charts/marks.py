"""The marks of an outcome: what each shows, where it stands, and the shape that says so."""

from typing import Any

from app.charts.pictures import Row, number

Mark = dict[str, Any]

INK, QUIET, LINE_COLOUR, PAPER = "#14232b", "#45545d", "#dde5e8", "#ffffff"
COLOURS = {"improvement": "#17613a", "deterioration": "#96271b"}
COLUMNS = (
    *("outcome_id", "project_id", "measure"),
    *("baseline", "value", "comparator_value", "reported_change", "unit"),
)
"""The columns of an outcome that go with each of its marks."""

SHAPES = {
    "before": "circle",
    "after: more": "triangle-right",
    "after: less": "triangle-left",
    "after: the same": "square",
    "other group": "diamond",
    "project's group": "square",
    "more": "triangle-right",
    "less": "triangle-left",
    "increase": "M0,-1L0.8,-0.1L0.3,-0.1L0.3,1L-0.3,1L-0.3,-0.1L-0.8,-0.1Z",
    "decrease": "M0,1L0.8,0.1L0.3,0.1L0.3,-1L-0.3,-1L-0.3,0.1L-0.8,0.1Z",
    "no change": "M-0.9,-0.6L0.9,-0.6L0.9,-0.2L-0.9,-0.2ZM-0.9,0.2L0.9,0.2L0.9,0.6L-0.9,0.6Z",
}
"""The shape of every mark: colour alone says nothing."""
HOLLOW = ("before", "other group")


def shape_of(shows: str) -> str:
    """The shape of a mark: a name that Vega-Lite knows, or a path."""
    return SHAPES[shows]


def fill_of(shows: str) -> str:
    """What fills a mark: what came before is hollow."""
    return PAPER if shows in HOLLOW else INK


def marks_of(row: Row, y: int, form: str) -> list[Mark]:
    """The marks of an outcome on an axis. What stands leftmost has its figure on the left."""
    points = _change(row) if form == "changes" else _figures(row)
    ends = [value for _, value in points] + ([0.0] if form == "changes" else [])
    leftmost = min(range(len(points)), key=lambda n: points[n][1])
    return [
        {
            **{column: row[column] for column in COLUMNS},
            "shows": shows,
            "x": value,
            "from": min(ends),
            "to": max(ends),
            "y": y,
            "label": f"{value:+,.10g}%" if form == "changes" else number(value),
            "side": "left" if n == leftmost and value == min(ends) else "right",
            "colour": COLOURS.get(row["desirability"], QUIET),
        }
        for n, (shows, value) in enumerate(points)
    ]


def _figures(row: Row) -> list[tuple[str, float]]:
    """What is drawn of a figure with another to set it against."""
    if row["baseline"] is None:
        return [("other group", row["comparator_value"]), ("project's group", row["value"])]
    went = (row["value"] > row["baseline"]) - (row["value"] < row["baseline"])
    after = {1: "after: more", -1: "after: less", 0: "after: the same"}[went]
    found = [("before", row["baseline"]), (after, row["value"])]
    has_other = row["comparator_value"] is not None
    return [*found, ("other group", row["comparator_value"])] if has_other else found


def _change(row: Row) -> list[tuple[str, float]]:
    change = row["reported_change"]
    return [("more" if change > 0 else "less", change)]
