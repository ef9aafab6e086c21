"""The pages of the releases: which are kept, and what one changed since another, in words."""

from itertools import groupby

from fastapi import Depends, Request, Response

from app.dependencies import API, no_parameters, reader_of, shelf_of
from app.releases import compared, listed
from app.web.pages import router
from app.web.rendering import Page, render

SECTION = "/data"


@router.get("/releases", dependencies=[Depends(no_parameters)])
async def show_releases(request: Request) -> Response:
    """Every release that is kept, the latest first."""
    return await reader_of(request).run(_releases, request)


def _releases(request: Request) -> Response:
    names = reader_of(request).current_names()
    page = Page(
        template="releases.html",
        heading="Releases of the evidence",
        description="Every release of the evidence that is kept here, what each changed, and how "
        "a question is put to an earlier one.",
        twin=f"{API}/releases",
        crumbs=(("Data", SECTION),),
        section=SECTION,
        context={"releases": list(reversed(listed(shelf_of(request))))},
    )
    return render(request, page, names.release)


@router.get("/releases/{before:release}...{after:release}", dependencies=[Depends(no_parameters)])
async def show_changes(request: Request, before: str, after: str) -> Response:
    """What one release changed since another."""
    return await reader_of(request).run(_changes, request, before, after)


def _changes(request: Request, before: str, after: str) -> Response:
    current = reader_of(request).current_names().release
    found = compared(shelf_of(request), before, after, current)
    by_file = groupby(found.changes, lambda change: change.file)
    address = f"/releases/{found.before.release}...{found.after.release}"
    page = Page(
        template="release_changes.html",
        heading=f"What changed between {found.before.release} and {found.after.release}",
        description=f"Every row that release {found.after.release} added, changed and removed "
        f"since {found.before.release}.",
        twin=f"{API}{address}",
        crumbs=(("Data", SECTION), ("Releases", "/releases")),
        section=SECTION,
        context={
            "found": found,
            "by_file": [(file, list(changes)) for file, changes in by_file],
            "csv": f"{API}{address}.csv",
        },
    )
    return render(request, page, current)
