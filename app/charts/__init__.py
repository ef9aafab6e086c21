"""Charts of outcomes: made of rows alone, without a database."""

from app.charts.drawing import svg
from app.charts.pictures import Picture, pictures_of
from app.charts.png import png

__all__ = ["Picture", "pictures_of", "png", "svg"]
