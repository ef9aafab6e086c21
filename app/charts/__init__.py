"""Charts of outcomes and of counts: made of rows alone, without a database."""

from app.charts.bars import Bars, bars_png, bars_slide, bars_svg
from app.charts.drawing import png, svg
from app.charts.picture_slides import picture_png, picture_slides
from app.charts.pictures import Picture, pictures_of
from app.charts.regions import tiles_svg
from app.charts.slides import MEDIA_TYPE as SLIDES

__all__ = [
    "SLIDES",
    "Bars",
    "Picture",
    "bars_png",
    "bars_slide",
    "bars_svg",
    "picture_png",
    "picture_slides",
    "pictures_of",
    "png",
    "svg",
    "tiles_svg",
]
