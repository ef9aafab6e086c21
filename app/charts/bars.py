"""Bars of counts, as a picture of the shape of a slide and as a slide with a chart to edit."""

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

from app.charts.drawing import pixels
from app.charts.sheet import FONTS, PAPER

WIDTH, HEIGHT = 960, 540
LEFT, RIGHT, TOP, BOTTOM = 240, 40, 128, 440
COLOURS = ("#17613a", "#2f7d8a", "#96271b", "#5b6b74")
INK, QUIET = "#14232b", "#45545d"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


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
    """A slide of 16 to 9 whose chart is native: its figures can be edited."""
    # The library takes long to import, and few want a slide.
    from pptx import Presentation  # noqa: PLC0415
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415
    from pptx.dml.color import RGBColor  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION  # noqa: PLC0415
    from pptx.util import Inches, Pt  # noqa: PLC0415

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    _words(slide, bars.title, (0.6, 0.35, 12.1, 0.8), Pt(28), is_bold=True)
    _words(slide, bars.subtitle, (0.6, 1.0, 12.1, 0.5), Pt(16))
    data = CategoryChartData()
    data.categories = [label for label, _ in bars.rows]
    for number, part in enumerate(bars.parts):
        data.add_series(part, [counts[number] for _, counts in bars.rows])
    place = (Inches(0.6), Inches(1.5), Inches(12.1), Inches(4.7))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED, *place, data).chart
    chart.has_legend, chart.legend.position = True, XL_LEGEND_POSITION.BOTTOM
    chart.legend.include_in_layout = False
    chart.font.size = Pt(14)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 40, 100
    for series, colour in zip(plot.series, COLOURS[: len(bars.parts)], strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour[1:].upper())
        labels = series.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;", False
        labels.font.size, labels.font.color.rgb = Pt(13), RGBColor(255, 255, 255)
    _words(slide, f"{bars.caveat}\n{bars.source}", (0.6, 6.3, 12.1, 1.0), Pt(12))
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _words(
    slide: Any, text: str, place: tuple[float, ...], size: Any, *, is_bold: bool = False
) -> None:
    from pptx.util import Inches  # noqa: PLC0415 (as above)

    frame = slide.shapes.add_textbox(*map(Inches, place)).text_frame
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = size, is_bold
