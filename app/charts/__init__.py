"""Charts of outcomes and of counts: made of rows alone, without a database."""

from app.charts.bars import MEDIA_TYPE, Bars, bars_png, bars_slide, bars_svg
from app.charts.drawing import png, svg
from app.charts.pictures import Picture, pictures_of

__all__ = [
    "MEDIA_TYPE",
    "Bars",
    "Picture",
    "bars_png",
    "bars_slide",
    "bars_svg",
    "pictures_of",
    "png",
    "svg",
]
