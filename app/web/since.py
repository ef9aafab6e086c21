"""What a page tells a reader who came by a link that names an earlier release."""

from dataclasses import dataclass

from fastapi import Request

from app.dependencies import shelf_of
from app.releases import Difference, difference


@dataclass(frozen=True)
class Since:
    """The release that a link names, and what is different on this page since then.

    `found` is nothing where either release is not kept; `here_count` counts the rows that are what
    the page is about, or name it.
    """

    release: str
    current: str
    found: Difference | None = None
    day: str = ""
    here_count: int = 0


def since_of(request: Request, current: str | None) -> Since | None:
    """The notice of a page; none where the link names no release, or the one that is shown."""
    release = request.scope.get("state", {}).get("since")
    if not release or current is None or release == current:
        return None
    before, after = (shelf_of(request).find(name) for name in (release, current))
    if before is None or after is None:
        return Since(release[:80], current)
    found = difference(before, after)
    subject = request.url.path.rpartition("/")[2]
    here = sum(change.concerns(subject) for change in found.changes)
    return Since(release, current, found, before.published[0], here)
