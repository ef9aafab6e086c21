"""Slides of 16 to 9 with native charts: their figures can be edited."""

import io
import textwrap
from collections.abc import Sequence
from typing import Any

from app.charts.slide import Slide, ink_on

NOTE_WIDTH = 150
"""Characters in a line below a chart."""
FEW = 6
"""Rows of a chart that need only half of a slide."""
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def slides(whole: Slide) -> bytes:
    """A presentation of a picture, in as many slides as its rows need."""
    # The library takes long to import, and few want a slide.
    from pptx import Presentation  # noqa: PLC0415
    from pptx.util import Inches  # noqa: PLC0415

    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    for page in whole.parts:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        _words(slide.shapes.title, [page.title], (0.6, 0.3, 12.1, 0.9), 26, is_bold=True)
        box = slide.shapes.add_textbox(0, 0, 0, 0)
        _words(box, [page.subtitle], (0.6, 1.3, 12.1, 0.4), 15)
        # The more there is to say of the figures, the lower the chart; a few rows leave room for it
        # to be said in larger letters.
        remarks = page.remarks(has_verdicts=True)
        is_large = len(page.rows) <= FEW
        size, width = (14, NOTE_WIDTH * 11 // 14) if is_large else (11, NOTE_WIDTH)
        lines = sum(len(textwrap.wrap(remark, width)) for remark in remarks)
        height = 5.45 - 0.19 * size / 11 * lines
        place = tuple(map(Inches, (0.6, 1.75, 12.1, height)))
        (_chart if page.series else _table)(slide, page, place)
        notes = slide.shapes.add_textbox(0, 0, 0, 0)
        _words(notes, remarks, (0.6, 1.85 + height, 12.1, 5.55 - height), size)
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _words(
    box: Any, lines: Sequence[str], place: tuple[float, ...], size: int, *, is_bold: bool = False
) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN  # noqa: PLC0415 (as above)
    from pptx.util import Inches, Pt  # noqa: PLC0415

    box.left, box.top, box.width, box.height = map(Inches, place)
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(size), is_bold


def _chart(slide: Any, page: Slide, place: tuple[Any, ...]) -> None:
    from pptx.chart.data import CategoryChartData  # noqa: PLC0415 (as above)
    from pptx.dml.color import RGBColor  # noqa: PLC0415
    from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION  # noqa: PLC0415
    from pptx.util import Pt  # noqa: PLC0415

    data = CategoryChartData()
    data.categories = [row.label for row in page.rows]
    for number, name in enumerate(page.series):
        data.add_series(name, [row.values[number] for row in page.rows])
    kind = XL_CHART_TYPE.BAR_STACKED if page.is_stacked else XL_CHART_TYPE.BAR_CLUSTERED
    chart = slide.shapes.add_chart(kind, *place, data).chart
    chart.has_title = False
    chart.has_legend = len(page.series) > 1
    if chart.has_legend:
        chart.legend.position = XL_LEGEND_POSITION.BOTTOM
        chart.legend.include_in_layout = False
    chart.font.size = Pt(13)
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    plot = chart.plots[0]
    plot.gap_width = 40
    if page.is_stacked:
        plot.overlap = 100
    for series, colour in zip(plot.series, page.colours, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = RGBColor.from_string(colour[1:].upper())
        labels = series.data_labels
        labels.show_value, labels.font.size = True, Pt(12)
        if page.is_stacked:
            # A part of nothing has no number.
            labels.number_format, labels.number_format_is_linked = "0;;", False
            labels.font.color.rgb = RGBColor.from_string(ink_on(colour)[1:].upper())


def _table(slide: Any, page: Slide, place: tuple[Any, ...]) -> None:
    from pptx.util import Pt  # noqa: PLC0415 (as above)

    table = slide.shapes.add_table(len(page.rows), 2, *place).table
    table.first_row = False
    for drawn, row in zip(table.rows, page.rows, strict=True):
        for cell, text in zip(drawn.cells, (row.label, row.values[0]), strict=True):
            cell.text = f"{text or ''}"
            for paragraph in cell.text_frame.paragraphs:
                paragraph.font.size = Pt(13)
