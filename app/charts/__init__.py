"""Charts of outcomes and of counts: made of rows alone, without a database."""

from collections.abc import Callable

from app.charts.pictures import Picture, pictures_of
from app.charts.slide import Slide, SlideRow, png, svg

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def slides(*wholes: Slide) -> bytes:
    # The library takes long to import, and few want a slide.
    from app.charts.presentation import presentation

    return presentation(*wholes)


FILES: dict[str, tuple[str, str, Callable[[Slide], str | bytes]]] = {
    "pptx": ("PowerPoint", MEDIA_TYPE, slides),
    "png": ("PNG", "image/png", png),
    "svg": ("SVG", "image/svg+xml", svg),
}
"""What a picture can be saved as: its title, its media type, and how it is drawn."""
