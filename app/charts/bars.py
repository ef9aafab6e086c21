"""Bars of counts, as a picture of the shape of a slide and as a slide."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from app.charts.drawing import pixels
from app.charts.sheet import FONTS, PAPER
from app.charts.slides import Slide, slides

WIDTH, HEIGHT = 960, 540
LEFT, RIGHT, TOP, BOTTOM = 240, 40, 128, 440
COLOURS = ("#17613a", "#2f7d8a", "#96271b", "#5b6b74")
INK, QUIET = "#14232b", "#45545d"


@dataclass(frozen=True)
class Bars:
    """Counts by label, each split into the same parts, with all that a reader must know.

    `title` is what the picture finds; `rows` are pairs of a label and a count for each part.
    """

    name: str
    title: str
    subtitle: str
    parts: Sequence[str]
    rows: Sequence[tuple[str, Sequence[int]]]
    caveat: str
    source: str

    @property
    def description(self) -> str:
        """What the picture shows, for who cannot see it."""
        rows = (f"{label}: {sum(counts)}" for label, counts in self.rows)
        return f"{self.subtitle}. {'; '.join(rows)}. {self.caveat}"


def bars_svg(bars: Bars) -> str:
    """The picture, for a page or a file."""
    return tostring(_drawing(bars), encoding="unicode")


def bars_png(bars: Bars) -> bytes:
    """The same in pixels, 1,920 by 1,080."""
    return pixels(_drawing(bars), 2)


def _drawing(bars: Bars) -> Element:
    svg = Element(
        "svg", xmlns="http://www.w3.org/2000/svg", role="img", width=f"{WIDTH}", height=f"{HEIGHT}"
    )
    svg.attrib |= {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "font-family": FONTS}
    svg.set("aria-labelledby", f"{bars.name}-title {bars.name}-desc")
    SubElement(svg, "title", id=f"{bars.name}-title").text = bars.title
    SubElement(svg, "desc", id=f"{bars.name}-desc").text = bars.description
    SubElement(svg, "rect", width=f"{WIDTH}", height=f"{HEIGHT}", fill=PAPER)
    _text(svg, bars.title, 28, 44, font_size=24, font_weight=700)
    _text(svg, bars.subtitle, 28, 72, font_size=15, fill=QUIET)
    _legend(svg, bars)
    _rows(svg, bars)
    y = BOTTOM + 34
    for line in (*textwrap.wrap(bars.caveat, 120), *textwrap.wrap(bars.source, 120)):
        _text(svg, line, 28, y, font_size=13, fill=QUIET)
        y += 18
    return svg


def _rows(svg: Element, bars: Bars) -> None:
    step = (BOTTOM - TOP) / max(1, len(bars.rows))
    most = max((sum(counts) for _, counts in bars.rows), default=0) or 1
    unit = (WIDTH - LEFT - RIGHT - 40) / most
    for number, (label, counts) in enumerate(bars.rows):
        y, x = TOP + number * step, float(LEFT)
        _text(svg, label, LEFT - 12, y + step / 2 + 2, font_size=15, text_anchor="end")
        for count, colour in zip(counts, COLOURS[: len(counts)], strict=True):
            if count:
                box = {"x": f"{x:g}", "y": f"{y + 3:g}", "fill": colour, "stroke": PAPER}
                box |= {"width": f"{count * unit:g}", "height": f"{step - 10:g}"}
                SubElement(svg, "rect", box)
                middle = x + count * unit / 2
                _text(
                    svg,
                    f"{count}",
                    middle,
                    y + step / 2 + 2,
                    font_size=14,
                    fill=PAPER,
                    text_anchor="middle",
                )
                x += count * unit
        _text(svg, f"{sum(counts)}", x + 8, y + step / 2 + 2, font_size=15, font_weight=700)


def _legend(svg: Element, bars: Bars) -> None:
    x = float(LEFT)
    for part, colour in zip(bars.parts, COLOURS[: len(bars.parts)], strict=True):
        SubElement(svg, "rect", x=f"{x:g}", y="92", width="16", height="16", fill=colour)
        _text(svg, part, x + 22, 105, font_size=14)
        x += 48 + 8 * len(part)


def _text(svg: Element, words: str, x: float, y: float, **look: Any) -> None:
    named = {name.replace("_", "-"): f"{value}" for name, value in look.items()}
    place = {"x": f"{x:g}", "y": f"{y:g}", "fill": INK}
    SubElement(svg, "text", {**place, **named}).text = words


def bars_slide(bars: Bars) -> bytes:
    """A slide with the same figures."""
    page = Slide(
        bars.title,
        bars.subtitle,
        bars.parts,
        bars.rows,
        COLOURS,
        (bars.caveat, bars.source),
        is_stacked=True,
    )
    return slides([page])
