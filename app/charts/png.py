"""A picture as a PNG file."""

from functools import cache
from xml.etree.ElementTree import tostring

import resvg_py

from app.charts.drawing import drawing
from app.charts.pictures import Picture
from app.charts.sheet import FONTS
from app.errors import NotFoundError, Problem

ZOOM = 2.5
"""A picture of 360 pixels is 900 wide: enough for a slide."""
MOST_PIXELS = 8_000
"""The greatest height: a million pixels take a tenth of a second."""
MESSAGE = (
    "this server has no font to write a PNG with. Take the SVG, which is the same picture, or ask "
    "who runs the server to install a font, such as Debian's fonts-dejavu-core."
)


def png(picture: Picture, fonts: str = FONTS) -> bytes:
    """The same drawing in pixels, written in the first of the fonts that the machine has.

    Raises NotFoundError where it has none of them: the words would be left out.
    """
    if not has_font(fonts):
        raise NotFoundError([Problem("not-found", "server", MESSAGE)])
    drawn = drawing(picture)
    zoom = min(ZOOM, MOST_PIXELS / float(drawn.get("height", "1")))
    return resvg_py.svg_to_bytes(svg_string=tostring(drawn, encoding="unicode"), zoom=zoom)


@cache
def has_font(names: str) -> bool:
    """Whether a letter in any of the fonts leaves a trace."""
    empty = f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" font-family="{names}"/>'
    letter = empty.replace("/>", '><text y="9">n</text></svg>')
    return resvg_py.svg_to_bytes(svg_string=letter) != resvg_py.svg_to_bytes(svg_string=empty)
