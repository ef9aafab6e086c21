"""The headers that every answer of a release bears, and what the headers of a request decide."""

import re
from collections.abc import Iterable
from itertools import count
from secrets import token_hex

Headers = list[tuple[bytes, bytes]]

VARY = "Accept-Encoding, Origin"
CACHED = "public, max-age=0, must-revalidate"
EXPOSED = "Content-Disposition, ETag, Link, Retry-After, X-Request-ID"
"""The headers that a script on a page from elsewhere may read."""
TERMS = (
    '</api/v1/dictionary>; rel="describedby", '
    '<https://creativecommons.org/licenses/by/4.0/>; rel="license", '
    '</api/v1/citation>; rel="cite-as"'
)
LEAST_COMPRESSED = 1_000
"""Bytes below which an answer is not compressed for those who could read it."""
COMPRESSION = 6
"""Of gzip: level 9 takes 1.6 times as long to save one more byte in a hundred."""
_PROCESS, _NUMBERS = f"{token_hex(8)}-".encode(), count()
"""Together they name a request, of whichever worker, in a tenth of the time of a random name."""
_REQUEST_ID = re.compile(rb"[A-Za-z0-9._-]{1,64}")


def of_release(tag: str) -> dict[str, str]:
    """What an answer of a release bears: it is kept by whoever likes, and asked for again."""
    return {
        "ETag": tag,
        "Cache-Control": CACHED,
        # Kept for whoever asks next, from wherever.
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Expose-Headers": EXPOSED,
    }


def linked(link: str | None) -> str:
    """Where an answer leads: its own link, if it has one, and what holds for every answer."""
    return f"{link}, {TERMS}" if link else TERMS


def asked(headers: Iterable[tuple[bytes, bytes]]) -> tuple[bytes, bytes, bytes]:
    """What of a request decides how it is answered: encodings, known tags, id."""
    encodings = known = given = b""
    for name, value in headers:
        if name == b"accept-encoding":
            encodings = value
        elif name == b"if-none-match":
            known = value
        elif name == b"x-request-id":
            given = value
    if given and _REQUEST_ID.fullmatch(given):
        return encodings, known, given
    return encodings, known, b"%b%x" % (_PROCESS, next(_NUMBERS))
