"""A specification -> an SVG or PNG file. It costs 140 MB: never in a process that serves."""

import re
import struct
import zlib
from dataclasses import dataclass

import orjson
import vl_convert

from app.charts.pictures import Picture
from app.charts.specs import spec_of

SHARPNESS = 2.5
"""A picture of 360 pixels is 900 wide as PNG: enough for a slide."""

_SIZE = re.compile(r'<svg [^>]*width="([0-9.]+)" height="([0-9.]+)"')
_CHUNK = struct.Struct(">I4s")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Drawn:
    """A picture as one kind of file, with its size in pixels of a page."""

    name: str
    media_type: str
    width: int
    height: int
    content: bytes


def drawn(picture: Picture, source: str) -> list[Drawn]:
    """A picture as SVG, PNG and Vega-Lite. `source` is the line that says where it comes from."""
    spec = spec_of(picture, source)
    # No specification of ours reads another address, and none may.
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    png = vl_convert.svg_to_png(svg, scale=SHARPNESS)
    found = _SIZE.search(svg)
    width, height = (round(float(side)) for side in found.groups()) if found else (0, 0)
    files = {
        "image/svg+xml": svg.encode(),
        "image/png": _packed(png),
        "application/json": orjson.dumps(spec, option=orjson.OPT_INDENT_2),
    }
    return [Drawn(picture.name, kind, width, height, file) for kind, file in files.items()]


def _packed(png: bytes) -> bytes:
    """The same pixels in a quarter of the bytes: the renderer hardly packs them."""
    packed, pixels, place = [_SIGNATURE], b"", len(_SIGNATURE)
    while place < len(png):
        length, kind = _CHUNK.unpack_from(png, place)
        start = place + _CHUNK.size
        place = start + length + 4
        if kind == b"IDAT":
            pixels += png[start : start + length]
            continue
        if kind == b"IEND":
            packed.append(_chunk(b"IDAT", zlib.compress(zlib.decompress(pixels), 7)))
        packed.append(_chunk(kind, png[start : start + length]))
    return b"".join(packed)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return _CHUNK.pack(len(content), kind) + content + check
