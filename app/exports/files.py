"""A file on disk -> bytes, a little at a time."""

from collections.abc import Iterator
from pathlib import Path

_CHUNK = 1 << 18


def chunks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in order."""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
