"""The pages of the releases: which are kept, and what one changed since another, in words."""

from functools import partial
from itertools import groupby
from operator import attrgetter

from fastapi import Request

from app.dependencies import API, shelf_of
from app.evidence.catalogue import Catalogue
from app.releases import compared, counted, listed
from app.settings import ROOT
from app.web.corrections import noun_of, said, state_of
from app.web.list_pages import ROW_PAGES
from app.web.pages import Context, page

_LINKS = {f"{name}.csv": f"/{name}" for name in ROW_PAGES}
"""Where rows of a data file have pages of their own."""


@page("/releases")
def show_releases(request: Request) -> Context:
    """Every release that is kept, the latest first."""
    return {
        "releases": list(reversed(listed(shelf_of(request)))),
        "counted_rows": counted,
        "log": (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
    }


@page("/releases/{before:release}...{after:release}")
def show_changes(request: Request, before: str, after: str, catalogue: Catalogue) -> Context:
    """What one release changed since another."""
    found = compared(shelf_of(request), before, after, catalogue.release)
    address = f"/releases/{found.before.release}...{found.after.release}"
    by_file = [list(rows) for _, rows in groupby(found.changes, attrgetter("file"))]
    return {
        "heading": f"Changes in the evidence since {state_of(found.before, shelf_of(request))}",
        "twin": f"{API}{address}",
        "found": found,
        "counts": counted(found.counts.items()).capitalize(),
        "read": [(noun_of(rows[0]), rows) for rows in by_file if noun_of(rows[0])],
        "unread": [(rows[0].file, rows) for rows in by_file if not noun_of(rows[0])],
        "links": _LINKS,
        "said": partial(said, catalogue=catalogue, is_whole=True),
        "csv": f"{API}{address}.csv",
    }
