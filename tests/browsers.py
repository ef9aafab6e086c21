"""What tests of pages are given: a served site, and a real browser."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from starlette.testclient import TestClient

from tests.pages import WIDE, NewPage

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TO_INSTALL = "there is no Chromium here: sudo apt-get install chromium"


def chromium() -> str | None:
    """Where the browser is, if there is one."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def arguments() -> list[str]:
    """How the browser is started: alone, and without its sandbox where that cannot be had."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ["--disable-background-networking", *(["--no-sandbox"] if is_root else [])]


@pytest.fixture(scope="session")
def visitor(client: TestClient) -> TestClient:
    """Reads the site without a browser."""
    return client


@pytest.fixture(scope="session")
def has_browser() -> None:
    """Tests that need a browser are left out where there is none, but never in CI."""
    if chromium() is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(TO_INSTALL)


@pytest.fixture(scope="session")
def site(has_browser: None, service: str) -> str:
    """The address of the site."""
    return service


# Of the module, not of the session: while Playwright runs, it keeps the event loop of the thread
# to itself, and other tests need theirs.
@pytest.fixture(scope="module")
def browser(has_browser: None) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium(), args=arguments())
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[NewPage]:
    """Opens pages, each as a reader who was never here."""
    contexts: list[BrowserContext] = []

    def opened(width: int = WIDE, *, has_script: bool = True) -> Page:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            java_script_enabled=has_script,
            reduced_motion="reduce",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()
