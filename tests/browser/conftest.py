"""What tests of pages are given: a served site, and a real browser."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browsers import TO_INSTALL, arguments, chromium
from tests.pages import HEIGHT, WIDE, NewPage

MILLISECONDS = 30_000
"""What a page may take on a busy machine."""
expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="session")
def site(service: str) -> str:
    """The address of the site."""
    return service


# Of these tests, not of the session: while Playwright runs, it keeps the event loop of the thread
# to itself, and other tests need theirs.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Tests that need a browser are left out where there is none, but never in CI."""
    if chromium() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(TO_INSTALL)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        yield started
        started.close()


@pytest.fixture(scope="package")
def tabs(browser: Browser, site: str) -> dict[bool, Page]:
    """A tab with script and one without: a tab of its own for each test costs a second."""
    return {
        has_script: browser.new_context(
            base_url=site, java_script_enabled=has_script, reduced_motion="reduce"
        ).new_page()
        for has_script in (True, False)
    }


@pytest.fixture
def new_page(tabs: dict[bool, Page], site: str) -> Iterator[NewPage]:
    """Opens a page as a reader who was never here."""

    def opened(width: int = WIDE, *, has_script: bool = True) -> Page:
        page = tabs[has_script]
        page.set_default_timeout(MILLISECONDS)
        page.set_viewport_size({"width": width, "height": HEIGHT})
        return page

    yield opened
    for page in tabs.values():
        forget(page, site)


def forget(page: Page, site: str) -> None:
    """Leave nothing in a tab that its next reader could find."""
    page.emulate_media(media="null")
    page.context.clear_cookies()
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": site, "storageTypes": "all"})
    session.detach()
