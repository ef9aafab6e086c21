"""A slide as a drawing of 16 to 9: what a PNG of it shows."""

import textwrap
from collections.abc import Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from app.charts.pictures import number
from app.charts.sheet import FONTS, PAPER
from app.charts.slides import Slide

WIDTH, HEIGHT, MARGIN = 960, 540, 28
LEFT, RIGHT = 420, 90
"""Where bars begin, and the room for their numbers behind them."""
LINE, SPREAD = 15, 44
INK, QUIET = "#14232b", "#45545d"


def slide_drawing(slide: Slide) -> Element:
    """The words and bars of a slide."""
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", width=f"{WIDTH}", height=f"{HEIGHT}")
    svg.attrib |= {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "font-family": FONTS}
    SubElement(svg, "rect", width=f"{WIDTH}", height=f"{HEIGHT}", fill=PAPER)
    y = 22.0
    for line in textwrap.wrap(slide.title, 62):
        y = _write(svg, line, MARGIN, y + 14, font_size=22, font_weight=700) + 12
    y = _write(svg, slide.subtitle, MARGIN, y + 12, font_size=14, fill=QUIET)
    if len(slide.series) > 1:
        y = _legend(svg, slide, y + 22)
    notes = [line for note in slide.notes for line in textwrap.wrap(note, 150)]
    end = float(HEIGHT - 12 - 14 * len(notes))
    _rows(svg, slide, y + 14, end - 12)
    for line in notes:
        end = _write(svg, line, MARGIN, end + 14, font_size=11, fill=QUIET)
    return svg


def _rows(svg: Element, slide: Slide, top: float, bottom: float) -> None:
    values = [v for _, row in slide.rows for v in row if isinstance(v, int | float)]
    least, most = min([0.0, *values]), max([0.0, *values])
    unit = (WIDTH - LEFT - 2 * RIGHT) / ((most - least) or 1)
    nought = LEFT + RIGHT - least * unit if least < 0 else float(LEFT)
    words = [(textwrap.wrap(label, 58), _answer(slide, row)) for label, row in slide.rows]
    needed = [LINE * max(map(len, both)) + 6 for both in words]
    # Where there is room, rows stand apart, but never so far that they fall asunder.
    spare = min(SPREAD, max(0.0, (bottom - top - sum(needed)) / max(1, len(needed))))
    y = top
    for (label, answer), (_, row), height in zip(words, slide.rows, needed, strict=True):
        for number_, line in enumerate(label, 1):
            _write(svg, line, MARGIN, y + LINE * number_, font_size=12.5)
        for number_, line in enumerate(answer, 1):
            _write(svg, line, LEFT, y + LINE * number_, font_size=12.5, font_weight=700)
        thick = min(24.0, (height + spare - 8) / max(1, len(slide.series)))
        for bar, (value, colour) in enumerate(zip(row, slide.colours, strict=False)):
            if isinstance(value, int | float):
                _bar(svg, value, (nought, value * unit), (y + 2 + bar * thick, thick), colour)
        y += height + spare


def _answer(slide: Slide, row: Sequence[float | str | None]) -> list[str]:
    """What a row without figures says in words."""
    return [] if slide.series else textwrap.wrap(f"{row[0]}", 64)


def _bar(
    svg: Element,
    value: float,
    across: tuple[float, float],
    down: tuple[float, float],
    colour: str,
) -> None:
    """A bar from nought, with its number at its end."""
    (nought, length), (y, height) = across, down
    box = {"x": f"{min(nought, nought + length):g}", "y": f"{y:g}", "fill": colour}
    SubElement(svg, "rect", {**box, "width": f"{abs(length):g}", "height": f"{height - 2:g}"})
    side, anchor = (-6, "end") if length < 0 else (6, "start")
    place = nought + length + side
    _write(svg, number(value), place, y + height / 2 + 4, font_size=12.5, text_anchor=anchor)


def _legend(svg: Element, slide: Slide, y: float) -> float:
    x = float(LEFT)
    for name, colour in zip(slide.series, slide.colours, strict=False):
        SubElement(svg, "rect", x=f"{x:g}", y=f"{y - 12:g}", width="14", height="14", fill=colour)
        _write(svg, name, x + 20, y, font_size=13)
        x += 46 + 8 * len(name)
    return y


def _write(svg: Element, words: str, x: float, y: float, **look: Any) -> float:
    named = {name.replace("_", "-"): f"{value}" for name, value in look.items()}
    SubElement(svg, "text", {"x": f"{x:g}", "y": f"{y:g}", "fill": INK, **named}).text = words
    return y
