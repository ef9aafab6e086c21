"""How the pictures of a release are read."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.database import is_text
from app.evidence.models import Picture, table

_PICTURE = table(Picture).c
SHOWN_AS = "image/svg+xml"
"""The kind of file that pages show."""


@dataclass(frozen=True)
class Size:
    """How large a picture is on a page, in pixels."""

    width: int
    height: int


def are_drawn(session: Session, release: str) -> bool:
    """Whether the pictures of a release are there: they come all at once."""
    own = sa.select(_PICTURE.name).where(_PICTURE.release == release).limit(1)
    return session.scalar(own) is not None


def picture_sizes(session: Session, release: str, names: Iterable[str]) -> dict[str, Size]:
    """Those of some pictures that are drawn, with their sizes."""
    rows = sa.select(_PICTURE.name, _PICTURE.width, _PICTURE.height).where(
        _PICTURE.release == release,
        _PICTURE.media_type == SHOWN_AS,
        _PICTURE.name.in_(list(names)),
    )
    return {name: Size(width, height) for name, width, height in session.execute(rows)}


def picture_file(session: Session, release: str, name: str, media_type: str) -> bytes | None:
    """A picture as one kind of file; nothing where there is none."""
    if not (is_text(release) and is_text(name)):
        return None
    content: bytes | None = session.scalar(
        sa.select(_PICTURE.content).where(
            _PICTURE.release == release,
            _PICTURE.name == name,
            _PICTURE.media_type == media_type,
        )
    )
    return content
