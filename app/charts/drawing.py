"""A picture as SVG, and the same drawing as PNG."""

from functools import cache
from typing import Any
from xml.etree.ElementTree import Element, tostring

import resvg_py

from app.charts.pictures import Picture, Row, change, number, of_whom
from app.charts.sheet import FONTS, MARGIN, WIDTH, Sheet
from app.errors import NotFoundError, Problem

INDENT = 30
"""Room for an arrow before the words of a row."""


def svg(picture: Picture) -> str:
    """A picture as SVG, for a page or a file."""
    return tostring(drawing(picture), encoding="unicode")


def drawing(picture: Picture) -> Element:
    """A picture, from its title down to the line that says where it comes from."""
    sheet = Sheet(f"picture-{picture.axis}", picture.title, picture.description)
    sheet.write(picture.title, 16, is_bold=True)
    sheet.write(picture.project, 12)
    sheet.write(picture.subtitle, 12, "quiet")
    axis = Axis(sheet, picture) if picture.axis != "directions" else None
    for row in picture.rows:
        _draw_row(sheet, picture, row, axis)
    sheet.y += 14
    sheet.line(f"M{MARGIN} {sheet.y:g}H{WIDTH - MARGIN}", "track")
    sheet.y += 4
    for source in picture.sources:
        sheet.write(f"Source: {source}", 11, "quiet")
    sheet.write(picture.made, 11, "quiet")
    return sheet.finished()


def _draw_row(sheet: Sheet, picture: Picture, row: Row, axis: "Axis | None") -> None:
    """An outcome: its words, its line or its arrow, and beside a bar what limits it."""
    kind, x = row["desirability"] or "quiet", 0 if axis else INDENT
    sheet.y += 14
    if not axis:
        sheet.shape(row["direction"], MARGIN + 9, sheet.y + 14, kind)
    sheet.write(f"{row['measure'][:1].upper()}{row['measure'][1:]}", 13, x=x, is_bold=True)
    sheet.write(of_whom(row), 12, x=x)
    sheet.write("" if picture.project else picture.whose(row), 12, "quiet", x=x)
    if axis:
        axis.draw(row, kind)
    sheet.write(picture.verdict(row), 12, kind, x=x, is_bold=True)
    top = sheet.y + 4
    for note in picture.notes(row):
        sheet.y += 2
        sheet.write(note, 12, x=x + 10)
    if sheet.y > top:
        sheet.line(f"M{MARGIN + x + 1} {top:g}V{sheet.y:g}", "ink", stroke_width=2)


class Axis:
    """A scale through nought, with room beside it for figures."""

    def __init__(self, sheet: Sheet, picture: Picture) -> None:
        self.sheet, self.is_change = sheet, picture.axis == "changes"
        self.say = change if self.is_change else number
        ends = [end for row in picture.rows for end in self._ends(row)]
        values = [0.0, *(value for _, value in ends)]
        self.least, self.most = min(values), max(values)
        self.inset = MARGIN + min(16 + 9 * max(len(self.say(value)) for value in values), WIDTH / 3)
        if not self.is_change:
            sheet.write("All lines begin at 0.", 12, "quiet")
            self._write_key({name for name, _ in ends})

    def x(self, value: float) -> float:
        """Where a number stands."""
        share = (value - self.least) / ((self.most - self.least) or 1)
        return self.inset + share * (WIDTH - 2 * self.inset)

    def draw(self, row: Row, kind: str) -> None:
        """A line from one figure to another, with their shapes and numbers at its ends."""
        self.sheet.y += 16
        track = f"M{self.x(self.least):g} {self.sheet.y:g}H{self.x(self.most):g}"
        self.sheet.line(f"{track}M{self.x(0):g} {self.sheet.y - 6:g}v12", "track")
        (first, begin), (last, end) = self._ends(row)
        dashes: dict[str, Any] = {"stroke_dasharray": "3 3"} if first == "other group" else {}
        path = f"M{self.x(begin):g} {self.sheet.y:g}H{self.x(end):g}"
        self.sheet.line(path, kind, stroke_width=3, **dashes)
        way = -1 if end < begin else 1
        for name, value, side in ((first, begin, -way), (last, end, way)):
            if name != "nought":
                turn = way if name == "after" else 1
                self.sheet.shape(name, self.x(value), self.sheet.y, kind, turn=turn)
                self.sheet.figure(self.say(value), self.x(value), side)
        self.sheet.y += 10

    def _write_key(self, names: set[str]) -> None:
        x, self.sheet.y = MARGIN + 6, self.sheet.y + 20
        for name in ("before", "after", "other group", "project"):
            if name in names:
                self.sheet.shape(name, x + 4 * (name == "after"), self.sheet.y, "ink")
                self.sheet.label(name, x + 12, self.sheet.y + 4, font_size=12)
                x += 30 + 7 * len(name)
        self.sheet.y += 6

    def _ends(self, row: Row) -> tuple[tuple[str, float], tuple[str, float]]:
        """The ends of the line of a row, each with the name of its shape."""
        if self.is_change:
            return ("nought", 0), ("after", row["reported_change"])
        if row["baseline"] is not None:
            return ("before", row["baseline"]), ("after", row["value"])
        return ("other group", row["comparator_value"]), ("project", row["value"])


ZOOM = 2.5
"""A picture of 360 pixels is 900 wide: enough for a slide."""
MAX_PIXELS = 8_000
"""The greatest height: a million pixels take a tenth of a second."""
MESSAGE = (
    "this server has no font to write a PNG with. Take the SVG, which is the same picture, or ask "
    "who runs the server to install a font, such as Debian's fonts-dejavu-core."
)


def png(picture: Picture, fonts: str = FONTS) -> bytes:
    """The same drawing in pixels, written in the first of the fonts that the machine has.

    Raises NotFoundError where it has none of them: the words would be left out.
    """
    drawn = drawing(picture)
    return pixels(drawn, min(ZOOM, MAX_PIXELS / float(drawn.get("height", "1"))), fonts)


def pixels(drawn: Element, zoom: float, fonts: str = FONTS) -> bytes:
    """A drawing as PNG. Raises NotFoundError where the machine has none of the fonts."""
    if not has_font(fonts):
        raise NotFoundError([Problem("not-found", "server", MESSAGE)])
    return resvg_py.svg_to_bytes(svg_string=tostring(drawn, encoding="unicode"), zoom=zoom)


@cache
def has_font(names: str) -> bool:
    """Whether a letter in any of the fonts leaves a trace."""
    empty = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{names}"/>'
    letter = empty.replace("/>", '><text y="9">n</text></svg>')
    return resvg_py.svg_to_bytes(svg_string=letter) != resvg_py.svg_to_bytes(svg_string=empty)
