"""Slides of 16 to 9 with native charts: their figures can be edited."""

import io
import textwrap
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Inches, Pt

from app.charts.slide import BRAND, INK, LIGHT, PAPER, QUIET, Slide, SlideRow, ink_on

WIDE = 13.333
"""Inches of a slide of 16 to 9."""
NOTE_WIDTH = 1650
"""Points of a line below a chart, by which its characters are counted."""
TITLES = {26: 94, 24: 105, 22: 120, 17: 140, 14: 10_000}
"""Font sizes of a title in points, each with the most characters that it is used for."""
TABLES = (20, 18, 16, 15, 14, 13)
"""Font sizes of a table in points: the largest is used at which all of it has room."""
LETTER = 0.54
"""How wide a letter is beside its height, on average."""
SMALLEST = 12
"""The font size, in points, that is still read from a back seat."""
FEW = 6
"""Rows of a chart that need only half of a slide."""


def presentation(*wholes: Slide) -> bytes:
    """A presentation of pictures, each in as many slides as its rows need."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDE), Inches(7.5)
    _dress(deck)
    for page in (part for whole in wholes for part in whole.parts):
        slide = deck.slides.add_slide(deck.slide_layouts.get_by_name("Picture with Caption"))
        _frame(slide, page)
        # The more there is to say of the figures, the lower the chart; a few rows leave room for it
        # to be said in larger letters.
        remarks = page.remarks(has_verdicts=True) if page.series else page.notes
        is_large = bool(page.series) and len(page.rows) <= FEW
        size = 14 if is_large else SMALLEST
        lines = sum(len(textwrap.wrap(remark, NOTE_WIDTH // size)) for remark in remarks)
        height = 5.55 - 0.0173 * size * lines
        place = tuple(map(Inches, (0.6, 1.65, 12.1, height)))
        (_chart if page.series else _table)(slide, page, place)
        notes = slide.shapes.add_textbox(0, 0, 0, 0)
        _words(notes, remarks, (0.6, 1.7 + height, 12.1, 5.65 - height), (size, QUIET, False))
        if aloud := [f"{row.label}\n{row.aloud}" for row in page.rows if row.aloud]:
            slide.notes_slide.notes_text_frame.text = "\n\n".join([*aloud, *page.notes])
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


def _dress(deck: Any) -> None:
    """Our face and our colour in the theme, so that what is added looks the same."""
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    dressed = theme.blob.replace(b"Calibri", b"Arial")
    for ours, theirs in ((INK, b"1F497D"), (BRAND, b"4F81BD")):
        dressed = dressed.replace(theirs, ours[1:].encode())
    theme._blob = dressed


def _frame(slide: Any, page: Slide) -> None:
    """A band, the title and what it is of, and a place for a crest that is unseen while empty."""
    band = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(WIDE), Inches(0.15))
    band.fill.solid()
    band.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    band.line.fill.background()
    band.shadow.inherit = False
    title, crest, subtitle = slide.placeholders
    size = next(size for size, most in TITLES.items() if len(page.title) < most)
    _words(title, [page.title], (0.6, 0.25, 10.5, 0.95), (size, BRAND, True))
    _words(subtitle, [page.subtitle], (0.6, 1.2, 10.5, 0.4), (15, QUIET, False))
    crest.name = "Your council’s crest"
    crest.left, crest.top, crest.width, crest.height = map(Inches, (11.2, 0.3, 1.5, 1.2))


def _words(
    box: Any, lines: Sequence[str], place: tuple[float, ...], look: tuple[int, str, bool]
) -> None:
    """Words in a box, of a size and a colour, and bold or not."""
    box.left, box.top, box.width, box.height = map(Inches, place)
    size, colour, is_bold = look
    frame = box.text_frame
    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.TOP
    frame.text = "\n".join(lines)
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.LEFT
        paragraph.font.size, paragraph.font.bold = Pt(size), is_bold
        paragraph.font.color.rgb = _ink(colour)


def _label(row: SlideRow, page: Slide) -> str:
    """The name of a bar; one of several parts has their sum before it."""
    values = [value for value in row.values if isinstance(value, int | float)]
    return f"{sum(values)}  {row.label}" if page.is_stacked and values[1:] else row.label


def _chart(slide: Any, page: Slide, place: tuple[Any, ...]) -> None:
    data = CategoryChartData()
    data.categories = [_label(row, page) for row in page.rows]
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
        series.format.fill.fore_color.rgb = _ink(colour)
        labels = series.data_labels
        labels.show_value, labels.font.size = True, Pt(12)
        if page.is_stacked:
            # A part of nothing has no number.
            labels.number_format, labels.number_format_is_linked = "0;;", False
            labels.font.color.rgb = _ink(ink_on(colour))


def _table(slide: Any, page: Slide, place: tuple[Any, ...]) -> None:
    rows = [
        ["\n".join(filter(None, (row.label, row.verdict))), *map(str, row.values)]
        for row in page.rows
    ]
    if any(row.note for row in page.rows):
        rows = [[*cells, row.note] for cells, row in zip(rows, page.rows, strict=True)]
    texts = [list(page.heads), *rows] if page.heads else rows
    left, top, width, height = place
    table = slide.shapes.add_table(len(texts), len(rows[0]), left, top, width, height).table
    table.first_row, table.horz_banding = bool(page.heads), False
    # A name is short, what is said of it long.
    shares = (4, 6, 6, 6) if page.heads else (4, 3, 3)[: len(rows[0])]
    widths = [width * share // sum(shares) for share in shares]
    for column, own_width in zip(table.columns, widths, strict=True):
        column.width = own_width
    size, heights = _fitted(texts, [each / Pt(1) for each in widths], height / Pt(1))
    for number, (drawn, cells) in enumerate(zip(table.rows, texts, strict=True)):
        drawn.height = Pt(heights[number])
        colour = "" if page.heads and not number else (LIGHT, PAPER)[number % 2]
        for cell, text in zip(drawn.cells, cells, strict=True):
            _fill(cell, text, size, colour)
        drawn.cells[0].text_frame.paragraphs[0].font.bold = True


def _fitted(
    texts: Sequence[Sequence[str]], widths: Sequence[float], height: float
) -> tuple[int, list[float]]:
    """The largest letters at which all rows have room, and how high each is. All is in points."""
    size, needed = SMALLEST, [0.0]
    for size in (*TABLES, SMALLEST):
        letters = [int((width - 15) / (size * LETTER)) for width in widths]
        lines = (
            max(len(textwrap.wrap(text, most)) for text, most in zip(row, letters, strict=True))
            for row in texts
        )
        needed = [count * size * 1.2 + size * 2 / 3 for count in lines]
        if sum(needed) <= height:
            break
    head, *rest = needed
    spare = max(0, height - sum(needed)) / max(1, len(rest))
    return size, [head, *(each + spare for each in rest)]


def _fill(cell: Any, text: str, size: int, colour: str) -> None:
    """A cell with its words, on a colour if one is given."""
    cell.text, cell.vertical_anchor = text, MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Pt(size / 3)
    first, *more = cell.text_frame.paragraphs
    first.font.size = Pt(size)
    for paragraph in more:
        paragraph.font.size = Pt(SMALLEST)
    if colour:
        cell.fill.solid()
        cell.fill.fore_color.rgb = _ink(colour)


def _ink(colour: str) -> Any:
    return RGBColor.from_string(colour[1:].upper())
