"""What a picture shows, whichever way it is drawn, and its drawing as SVG and in pixels."""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

import resvg_py

from app.errors import NotFoundError, Problem
from app.evidence.row_wording import number

INK, QUIET, PAPER, PALE = "#14232b", "#45545d", "#ffffff", "#b9c6cb"
HELPED, MIDDLE, HINDERED, UNKNOWN = "#17613a", "#2f7d8a", "#96271b", "#c9e0e3"
BRAND, LIGHT = "#0a4a55", "#eaf1f2"
FONTS = "Arial, Helvetica, Liberation Sans, Noto Sans, DejaVu Sans, Open Sans, Roboto, sans-serif"
"""A file is written in the first of them that a machine has."""
WIDTH, HEIGHT, MARGIN = 960, 540, 28
LINE, SPREAD = 16, 44
"""The height of a line of words, and how far rows may stand apart at most."""
SHORT = 34
"""Characters of a label beside which the bars begin further left."""
ZOOM, MAX_PIXELS = 2, 8_000
"""A million pixels take a tenth of a second: the height of a picture is limited."""
MESSAGE = (
    "this server has no font to write a PNG with. Take the SVG, which is the same picture, or ask "
    "who runs the server to install a font, such as Debian's fonts-dejavu-core."
)


@dataclass(frozen=True)
class SlideRow:
    """A label with a value for each series, or with words; what it means, and what limits it.

    What may be said aloud of it stands in the notes of the speaker.
    """

    label: str
    values: Sequence[float | str | None]
    verdict: str = ""
    note: str = ""
    aloud: str = ""


@dataclass(frozen=True)
class Slide:
    """What a picture finds, its figures by row and series, and what a reader must know of it.

    Without series, the rows say words, in columns that may have heads. `most` rows can be read
    from the back of a room.
    """

    title: str
    subtitle: str
    series: Sequence[str]
    colours: Sequence[str]
    rows: Sequence[SlideRow]
    notes: Sequence[str]
    is_stacked: bool = False
    most: int = 5
    heads: Sequence[str] = ()

    def remarks(self, *, has_verdicts: bool) -> list[str]:
        """What limits each row, and then what limits all of them; first, where asked, a verdict."""
        limits = [(row, (row.verdict if has_verdicts else "", row.note)) for row in self.rows]
        remarks = [
            f"{row.label}: {'. '.join(filter(None, parts))}" for row, parts in limits if any(parts)
        ]
        return [*remarks, *self.notes]

    @property
    def description(self) -> str:
        """What the picture shows, for who cannot see it."""
        rows = (f"{row.label}: {_said(row)}" for row in self.rows)
        return f"{self.subtitle}. {'; '.join(rows)}. {' '.join(self.remarks(has_verdicts=True))}"

    @property
    def parts(self) -> list["Slide"]:
        """The same in as many slides as its rows need."""
        if len(self.rows) <= self.most:
            return [self]
        # No slide is left half empty.
        number_of_slides = math.ceil(len(self.rows) / self.most)
        row_count = math.ceil(len(self.rows) / number_of_slides)
        starts = range(0, len(self.rows), row_count)
        return [
            replace(
                self,
                title=f"{self.title} ({number} of {len(starts)})",
                rows=self.rows[start : start + row_count],
            )
            for number, start in enumerate(starts, 1)
        ]


def ink_on(colour: str) -> str:
    """What can be read on a bar of a colour."""
    return INK if colour == UNKNOWN else PAPER


def _said(row: SlideRow) -> str:
    return ", ".join(
        value if isinstance(value, str) else number(value)
        for value in row.values
        if value is not None
    )


def svg(slide: Slide) -> str:
    return tostring(_drawing(slide), encoding="unicode")


def png(slide: Slide, fonts: str = FONTS) -> bytes:
    """The picture in pixels, written in the first of the fonts that the machine has.

    Raises NotFoundError where it has none of them: the words would be left out.
    """
    if not has_font(fonts):
        raise NotFoundError([Problem("not-found", "server", MESSAGE)])
    drawn = _drawing(slide)
    zoom = min(ZOOM, MAX_PIXELS / float(drawn.get("height", "1")))
    return resvg_py.svg_to_bytes(svg_string=tostring(drawn, encoding="unicode"), zoom=zoom)


@cache
def has_font(names: str) -> bool:
    """Whether a letter in any of the fonts leaves a trace."""
    empty = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{names}"/>'
    letter = empty.replace("/>", '><text y="9">n</text></svg>')
    return resvg_py.svg_to_bytes(svg_string=letter) != resvg_py.svg_to_bytes(svg_string=empty)


class _Row:
    """A row with its words in lines, and the room that it needs."""

    def __init__(self, slide: Slide, row: SlideRow, left: float) -> None:
        self.values = row.values
        width = int((left - MARGIN) / 7.1)
        self.label, self.verdict = _lines(row.label, width), _lines(row.verdict, width)
        texts = () if slide.series else (f"{row.values[0]}", row.note)
        self.words = [line for text in texts for line in _lines(text, 66)]
        self.height = LINE * max(len(self.label) + len(self.verdict), len(self.words)) + 6


def _drawing(slide: Slide) -> Element:
    is_short = all(len(row.label) <= SHORT for row in slide.rows)
    left = 260.0 if is_short else 420.0
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", role="img")
    svg.attrib |= {"width": f"{WIDTH}", "font-family": FONTS, "aria-labelledby": "title desc"}
    SubElement(svg, "title", id="title").text = _printable(slide.title)
    SubElement(svg, "desc", id="desc").text = _printable(slide.description)
    paper = SubElement(svg, "rect", width=f"{WIDTH}", fill=PAPER)
    SubElement(svg, "rect", width=f"{WIDTH}", height="10", fill=BRAND)
    y = 22.0
    for line in _lines(slide.title, 66):
        y = _write(svg, line, MARGIN, y + 26, font_size=22, font_weight=700, fill=BRAND)
    y = _write(svg, slide.subtitle, MARGIN, y + 26, font_size=14, fill=QUIET)
    if len(slide.series) > 1:
        y = _legend(svg, slide, left, y + 28)
    remarks = slide.remarks(has_verdicts=False) if slide.series else slide.notes
    notes = [line for remark in remarks for line in _lines(remark, 135)]
    rows = [_Row(slide, row, left) for row in slide.rows]
    top, foot = y + 18, 14 * len(notes) + 24
    height = max(HEIGHT, top + sum(row.height for row in rows) + foot)
    _rows(svg, slide, rows, (left, top, height - foot))
    for line_number, line in enumerate(notes):
        _write(svg, line, MARGIN, height - foot + 18 + 14 * line_number, font_size=11.5, fill=QUIET)
    for element in (svg, paper):
        element.set("height", f"{height:g}")
    svg.set("viewBox", f"0 0 {WIDTH} {height:g}")
    return svg


def _rows(svg: Element, slide: Slide, rows: list[_Row], room: tuple[float, float, float]) -> None:
    left, top, bottom = room
    ends = [_numbers(row.values) for row in rows]
    sums = map(sum, ends) if slide.is_stacked else chain.from_iterable(ends)
    values = [0.0, *sums]
    least, most = min(values), max(values)
    before = 70.0 if least < 0 else 0.0
    unit = (WIDTH - left - 90 - before) / ((most - least) or 1)
    nought = left + before - least * unit
    # Rows are spread where there is room, but stay close enough to be read as one chart.
    free = bottom - top - sum(row.height for row in rows)
    spare = min(SPREAD, max(0.0, free / max(1, len(rows))))
    for row in rows:
        height = min(26.0 * len(slide.series), row.height + spare - 8)
        # A label of one line stands beside the middle of its bar.
        drop = max(0.0, (height - LINE) / 2) if row.height < 2 * LINE else 0.0
        begun = drop + LINE * len(row.label)
        parts = ((row.label, MARGIN, drop, INK), (row.verdict, MARGIN, begun, QUIET))
        for lines, x, y, ink in (*parts, (row.words, left, drop, INK)):
            for line_number, line in enumerate(lines, 1):
                _write(svg, line, x, top + y + LINE * line_number - 2, font_size=13, fill=ink)
        _bars(svg, slide, row, (nought, unit), (top, height))
        top += row.height + spare


def _bars(
    svg: Element, slide: Slide, row: _Row, across: tuple[float, float], down: tuple[float, float]
) -> None:
    """The values of a row: one behind the other, or each below the other with its number."""
    (nought, unit), (y, height) = across, down
    total, thick = nought, height if slide.is_stacked else height / max(1, len(slide.series))
    for bar, (value, colour) in enumerate(zip(row.values, slide.colours, strict=False)):
        if not isinstance(value, int | float) or (slide.is_stacked and not value):
            continue
        length, top = value * unit, y if slide.is_stacked else y + bar * thick
        begin = total if slide.is_stacked else min(nought, nought + length)
        box = {"x": f"{begin:g}", "y": f"{top:g}", "fill": colour, "stroke": PAPER}
        SubElement(svg, "rect", {**box, "width": f"{abs(length):g}", "height": f"{thick - 1:g}"})
        look: dict[str, Any] = {"font_size": 13, "font_weight": 700}
        if slide.is_stacked:
            total += length
            look |= {"text_anchor": "middle", "fill": ink_on(colour)}
            place = begin + length / 2
        else:
            look["text_anchor"] = "end" if length < 0 else "start"
            place = nought + length + (-6 if length < 0 else 6)
        _write(svg, number(value), place, top + thick / 2 + 4, **look)
    if slide.is_stacked and len(slide.series) > 1:
        label = number(sum(_numbers(row.values)))
        _write(svg, label, total + 8, y + thick / 2 + 4, font_size=14, font_weight=700)


def _numbers(values: Any) -> list[float]:
    return [value for value in values if isinstance(value, int | float)]


def _legend(svg: Element, slide: Slide, x: float, y: float) -> float:
    for name, colour in zip(slide.series, slide.colours, strict=False):
        SubElement(svg, "rect", x=f"{x:g}", y=f"{y - 12:g}", width="14", height="14", fill=colour)
        _write(svg, name, x + 20, y, font_size=13)
        x += 46 + 8 * len(name)
    return y


def _lines(text: str, width: int) -> list[str]:
    return textwrap.wrap(_printable(text), width)


def _write(svg: Element, words: str, x: float, y: float, **look: Any) -> float:
    named = {name.replace("_", "-"): f"{value}" for name, value in look.items()}
    place = {"x": f"{x:g}", "y": f"{y:g}", "fill": INK, **named}
    SubElement(svg, "text", place).text = _printable(words)
    return y


def _printable(text: str) -> str:
    """A text without the characters that XML cannot hold."""
    return "".join(filter(str.isprintable, " ".join(text.split())))
