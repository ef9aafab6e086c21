"""The regions of England as tiles, each where it lies, with how many projects were there."""

import textwrap
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

from app.charts.drawing import FONTS
from app.charts.slide import INK, PAPER

TILES = {
    "north-east": (1, 0),
    "north-west": (0, 1),
    "yorkshire-and-the-humber": (1, 1),
    "west-midlands": (0, 2),
    "east-midlands": (1, 2),
    "east-of-england": (2, 2),
    "south-west": (0, 3),
    "london": (2, 3),
    "south-east": (1, 3),
}
"""The column and the row of each region: a map of areas of one size, since none counts for more."""
SIZE, GAP = 112, 6
SHADES = ("#e6f0f1", "#c9e0e3", "#a3cbd1", "#2f7d8a", "#0a4a55")


def tiles_svg(counts: Mapping[str, tuple[str, int]], title: str) -> str:
    """The map; `counts` has the name of each region and its projects."""
    width, height = (3 * SIZE + 2 * GAP, 4 * SIZE + 3 * GAP)
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.attrib |= {"viewBox": f"0 0 {width} {height}", "font-family": FONTS}
    svg.attrib |= {"width": f"{width}", "height": f"{height}"}
    svg.set("aria-labelledby", "regions-title regions-desc")
    SubElement(svg, "title", id="regions-title").text = title
    said = "; ".join(f"{name}: {count}" for name, count in counts.values())
    SubElement(svg, "desc", id="regions-desc").text = said
    most = max((count for _, count in counts.values()), default=0) or 1
    for region, (column, row) in TILES.items():
        if region in counts:
            name, count = counts[region]
            shade = min(len(SHADES) - 1, count * len(SHADES) // (most + 1))
            _tile(svg, (name, count, shade), column * (SIZE + GAP), row * (SIZE + GAP))
    return tostring(svg, encoding="unicode")


def _tile(svg: Element, region: tuple[str, int, int], x: int, y: int) -> None:
    name, count, shade = region
    ink = PAPER if shade > 2 else INK
    place = {"x": f"{x}", "y": f"{y}", "width": f"{SIZE}", "height": f"{SIZE}"}
    SubElement(svg, "rect", {**place, "fill": SHADES[shade], "stroke": INK})
    middle = {"x": f"{x + SIZE / 2:g}", "fill": ink, "text-anchor": "middle"}
    number = {**middle, "y": f"{y + 44}", "font-size": "30", "font-weight": "700"}
    SubElement(svg, "text", number).text = f"{count}"
    for line, words in enumerate(textwrap.wrap(name, 14)):
        look = {**middle, "y": f"{y + 68 + 17 * line}", "font-size": "14"}
        SubElement(svg, "text", look).text = words
