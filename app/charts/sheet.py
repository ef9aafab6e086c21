"""What a picture is drawn on, from the top down: elements of SVG, in the order of reading."""

import textwrap
from typing import Any
from xml.etree.ElementTree import Element, SubElement

FONTS = "Arial, Helvetica, Liberation Sans, Noto Sans, DejaVu Sans, Open Sans, Roboto, sans-serif"
"""A file is written in the first of them that a machine has."""
WIDTH, MARGIN = 360, 14
CHARACTER, BOLD = 0.56, 0.64
"""The mean width of a character, in font sizes, in the widest of the fonts."""
PAPER = "#ffffff"
COLOURS = {
    "quiet": "#45545d",
    "track": "#b9c6cb",
    "improvement": "#17613a",
    "deterioration": "#96271b",
    "neutral": "#45545d",
}
"""What a file is drawn in, if not in ink. A page gives the classes of these names its own."""
SHAPES = {
    "before": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "after": "M-10-6.5v13l12-6.5z",
    "other group": "M0-6.5l6.5 6.5l-6.5 6.5l-6.5-6.5z",
    "project": "M-5-5h10v10h-10z",
    "increase": "M0-10l8 9h-5v11h-6v-11h-5z",
    "decrease": "M0 10l8-9h-5v-11h-6v11h-5z",
    "no-change": "M-8-6h16v4h-16zM-8 2h16v4h-16z",
}
"""Colour is never the only sign: what came before, and another group, are hollow as well."""
HOLLOW = ("before", "other group")


class Sheet:
    """Grows downwards: `y` is where it ends."""

    def __init__(self, name: str, title: str, description: str) -> None:
        self.y = float(MARGIN)
        self.svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img", color="#14232b")
        self.svg.attrib |= {"aria-labelledby": f"{name}-title {name}-desc", "font-family": FONTS}
        for tag, text in (("title", title), ("desc", description)):
            SubElement(self.svg, tag, id=f"{name}-{tag}").text = _printable(text)
        self._paper = self._add("rect", "paper", fill=PAPER)

    def write(
        self, text: str, size: float, kind: str = "ink", *, x: float = 0, is_bold: bool = False
    ) -> None:
        """Words, in as many lines as they need."""
        width = (WIDTH - 2 * MARGIN - x) / (size * (BOLD if is_bold else CHARACTER))
        look = {"font_weight": 700} if is_bold else {}
        for line in textwrap.wrap(_printable(text), int(width)):
            self.y += round(size * 1.35)
            self.label(line, MARGIN + x, self.y - 0.3 * size, kind, font_size=size, **look)

    def label(self, text: str, x: float, y: float, kind: str = "ink", **attributes: Any) -> None:
        """One line of words at its place."""
        self._add("text", kind, x=f"{x:g}", y=f"{y:g}", **attributes).text = text

    def figure(self, text: str, x: float, side: int) -> None:
        """A number before or behind a place on the line where the sheet ends."""
        # Whatever runs behind it is interrupted.
        halo = {"stroke": PAPER, "stroke_width": 7, "paint_order": "stroke"}
        look = {"font_size": 13, "font_weight": 700, "text_anchor": "end" if side < 0 else "start"}
        self.label(text, x + 11 * side, self.y + 4.5, "figure", **look, **halo)

    def shape(self, name: str, x: float, y: float, kind: str, *, turn: int = 1) -> None:
        """A shape around its place; where it is hollow, the paper shows."""
        hollow = {"fill": PAPER, "stroke": "currentColor", "stroke_width": 2}
        look = hollow if name in HOLLOW else {}
        place = f"translate({x:g} {y:g}) scale({turn} 1)"
        shape = self._add("path", kind, d=SHAPES[name], transform=place, **look)
        if look:
            shape.set("class", f"{kind} hollow")

    def line(self, path: str, kind: str, **attributes: Any) -> None:
        """A line along a path, as with a pen."""
        self._add("path", kind, d=path, stroke="currentColor", **attributes)

    def finished(self) -> Element:
        """The drawing, as high as what stands on it."""
        size = {"width": f"{WIDTH}", "height": f"{self.y + MARGIN:g}"}
        self._paper.attrib |= size
        self.svg.attrib |= {**size, "viewBox": f"0 0 {WIDTH} {size['height']}"}
        return self.svg

    def _add(self, tag: str, kind: str, **attributes: Any) -> Element:
        """An element of a class; `font_size` is its attribute `font-size`."""
        colour = {"color": COLOURS[kind]} if kind in COLOURS else {}
        named = {name.replace("_", "-"): f"{value}" for name, value in attributes.items()}
        return SubElement(self.svg, tag, {"class": kind, "fill": "currentColor", **colour, **named})


def _printable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
