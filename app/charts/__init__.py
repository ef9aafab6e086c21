"""Charts of outcomes: made of rows alone, without a database."""

from app.charts.drawing import png, svg
from app.charts.pictures import Picture, pictures_of

__all__ = ["Picture", "pictures_of", "png", "svg"]
