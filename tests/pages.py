"""A page of every kind that the site has, and what a reader does on it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

WIDE, NARROW, ZOOMED = 1280, 375, 320
"""A laptop, a telephone, and a laptop at 400%, in pixels of a page."""
HEIGHT = 800

MAIN_PAGES = {
    "home": "/",
    "projects": "/projects?barrier=referrals",
    "project": "/projects/hampshire",
    "map": "/map",
    "claim": "/findings/tr4-f095",
    "outcomes": "/outcomes",
    "compare": "/compare?project=hampshire&project=sheffield-syep",
    "ask": "/ask?q=Which+projects+hit+recruitment+delays%3F",
    "audit": "/audit",
    "data": "/data",
}
"""The ten that are shown in docs/screenshots, by their names there."""
PAGES = {
    **MAIN_PAGES,
    "all projects": "/projects",
    "no project": "/projects?barrier=referrals&barrier.none=referrals",
    "a project without claims": "/projects/nis-adopt",
    "map of sub-themes": "/map?by=focus&level=sub-theme",
    "themes": "/themes",
    "theme": "/themes/referrals",
    "overview": "/overview",
    "worry": "/worries/ofsted-and-buildings",
    "board": "/worries/delays/board",
    "outcome": "/outcomes/tr4-o01",
    "recommendations": "/recommendations",
    "places": "/places",
    "place": "/places/norfolk",
    "place and worry": "/places/norfolk?worry=ofsted-and-buildings",
    "recommendation": "/recommendations/tr4-r07",
    "claims": "/findings",
    "chains": "/chains",
    "to compare": "/compare",
    "four compared": "/compare?project=hampshire,sheffield-syep,match,enfield-fash",
    "to ask": "/ask",
    "not understood": "/ask?q=what+about+the+moon%3F",
    "to search": "/search",
    "search": "/search?q=foster+carers",
    "to check a claim": "/check-claim",
    "a claim checked": "/check-claim?claim=Turnover+in+Hampshire+fell+by+40%25",
    "about": "/about",
    "columns": "/data/findings",
    "codes": "/data/words",
    "coding": "/about/coding",
    "changes": "/about/changes",
    "sources": "/sources",
    "condition": "/audit/conditions/tr4-a06",
    "shortlist": "/shortlist?project=hampshire,match&finding=tr4-f095",
    "no shortlist": "/shortlist",
    "board of a shortlist": "/shortlist/board?project=hampshire&finding=tr4-f095",
    "picture": "/outcomes/picture?axis=percent&theme=turnover",
    "releases": "/releases",
}
WRONG_PAGES = {
    "no such page": "/nowhere",
    "no such project": "/projects/hampshir",
    "no such parameter": "/projects?bariers=referrals",
}

ALL_PAGES = {**PAGES, **WRONG_PAGES}
ONE_OF_EACH_TEMPLATE = {
    **MAIN_PAGES,
    **{
        name: ALL_PAGES[name]
        for name in (
            *("themes", "theme", "claims", "chains", "search", "about", "no such page"),
            *("overview", "worry", "board", "outcome", "recommendation", "places", "place"),
            *("a claim checked", "condition", "shortlist", "releases", "sources"),
        )
    },
}

NewPage = Callable[..., Page]


def heading(page: Page) -> str:
    return page.locator("h1").inner_text()


def downloaded(page: Page, link: Locator) -> Path:
    """The file that a link or a button gives, under the name that it is given."""
    with page.expect_download() as waiting:
        link.click()
    path = waiting.value.path()
    return path.replace(path.with_name(waiting.value.suggested_filename))


def tab_to(page: Page, target: Locator, most: int = 150) -> None:
    """Press Tab until the target has the focus."""
    wanted = target.element_handle()
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => wanted === document.activeElement", wanted):
            return
    pytest.fail(f"{target} is not reached with {most} times Tab")
