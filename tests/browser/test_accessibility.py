"""Every page in a real browser: WCAG 2.2 AA, small, zoomed, dark, in forced colours, still."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request

from tests.browser.conftest import forget
from tests.pages import (
    ALL_PAGES,
    HEIGHT,
    MAIN_PAGES,
    NARROW,
    ONE_OF_EACH_TEMPLATE,
    WIDE,
    ZOOMED,
)

pytestmark = pytest.mark.one_database

AXE = Axe().axe_script
RUN_AXE = "([context, options]) => axe.run(context, options).then((done) => done.violations)"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
ALL_BUT_CONTRAST = {**RULES, "rules": {"color-contrast": {"enabled": False}}}
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
EACH_SHAPE = {"exclude": [["[data-repeated]"]]}
EVERYTHING = {"include": [["html"]]}
COLOURS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "dark": ({"color_scheme": "dark"}, ONE_OF_EACH_TEMPLATE),
    "forced": ({"forced_colors": "active"}, MAIN_PAGES),
}
"""The colours of a reader, and the pages looked at in them: forced colours are not ours."""
MARK_REPEATED = """() => {
  const shapes = new Set();
  for (const row of document.querySelectorAll("tr, li, dt, dd")) {
    const parts = [row, ...row.querySelectorAll("*")].map((one) => [one.tagName, one.classList]);
    const isEven = [...row.parentElement.children].indexOf(row) % 2;
    const shape = [row.closest("table, ul, ol, dl")?.className, isEven, parts].join();
    row.toggleAttribute("data-repeated", shapes.has(shape));
    shapes.add(shape);
  }
}"""
"""Rows that differ from an earlier one in nothing but their words: they look the same."""
WATCH_SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => window.shifts.push(...list.getEntries().map((one) => one.value)))
  .observe({ type: "layout-shift", buffered: true });
"""
SAID = """() => ({
  shift: window.shifts.reduce((sum, one) => sum + one, 0),
  pictures: [...document.querySelectorAll("svg[role=img] > title")].map((one) => one.textContent),
  images: [...document.images].map((one) => one.src),
  without_table: [...document.querySelectorAll("svg[role=img]")]
    .filter((one) => !one.closest("section, main")?.querySelector("table caption"))
    .map((one) => one.id),
})"""
OPENED = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"
TOO_WIDE = """() => {
  const { scrollWidth, clientWidth } = document.scrollingElement;
  return Math.max(0, scrollWidth - clientWidth);
}"""
UNSEEN_FOCUS = """() => {
  const reached = "a[href], button, input, select, textarea, summary, [tabindex='0']";
  const isShown = (one) =>
    one.checkVisibility() && !one.disabled && !one.closest("[data-repeated]");
  const isMarked = (one) => {
    one.focus();
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    const isWide = parseFloat(outlineWidth) >= 2 || outlineStyle === "auto";
    return document.activeElement === one && outlineStyle !== "none" && isWide;
  };
  return [...document.querySelectorAll(reached)]
    .filter((one) => isShown(one) && !isMarked(one))
    .map((one) => one.outerHTML.slice(0, 120));
}"""


@dataclass
class Seen:
    """What a reader of a page met, with everything on it unfolded: how it was looked at, and what.

    A template is looked at in other colours and on a phone as well, where all else holds for all
    of its pages; that nothing is too wide is looked at on every page.
    """

    broken: list[tuple[str, str, str]] = field(default_factory=list)
    unseen_focus: list[tuple[str, str]] = field(default_factory=list)
    too_wide: list[tuple[int, int]] = field(default_factory=list)
    shifts: list[float] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    without_table: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    cookies: int = 0


@pytest.fixture(scope="module")
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A tab in which one page after the other is opened."""
    context = browser.new_context(base_url=site, reduced_motion="reduce")
    context.add_init_script(WATCH_SHIFTS)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def seen(page: Page, site: str, request: pytest.FixtureRequest) -> Seen:
    """Looks at a page once, as a reader who was never here, however many claims are made of it."""
    seen = Seen()
    with listening(page, site, seen):
        look_at(page, request.param, seen)
    seen.cookies = len(page.context.cookies())
    forget(page, site)
    return seen


@contextmanager
def listening(page: Any, site: str, seen: Seen) -> Iterator[None]:
    """Note what a page asks of others, and what goes wrong on it."""

    def asked(request: Request) -> None:
        if not request.url.startswith((site, "data:")):
            seen.elsewhere.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen.faults.append(message.text)

    def failed(error: Error) -> None:
        seen.faults.append(str(error))

    heard = {"request": asked, "console": said, "pageerror": failed}
    for event, hear in heard.items():
        page.on(event, hear)
    yield
    for event, hear in heard.items():
        page.remove_listener(event, hear)


def look_at(page: Page, address: str, seen: Seen) -> None:
    is_template = address in ONE_OF_EACH_TEMPLATE.values()
    open_at(page, address, WIDE, seen)
    if is_template:
        # Contrast takes axe longer than all else: one row of a shape stands for the others.
        seen.broken += broken_rules(page, "wide", RULES, EACH_SHAPE)
        look_in_other_colours(page, address, seen)
        page.set_viewport_size({"width": NARROW, "height": HEIGHT})
        # The colours of a page are the same on a phone.
        seen.broken += broken_rules(page, "on a phone", ALL_BUT_CONTRAST, EVERYTHING)
        open_at(page, address, NARROW, seen)
    for width, height in ((NARROW, HEIGHT), (ZOOMED, 256)):
        page.set_viewport_size({"width": width, "height": height})
        measure(page, seen)


def open_at(page: Page, address: str, width: int, seen: Seen) -> None:
    """Load a page, unfold what is folded, and note how it came."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    answer = page.goto(address)
    if answer and not answer.ok:
        seen.faults.clear()
    said = page.evaluate(SAID)
    seen.shifts.append(said["shift"])
    seen.pictures += said["pictures"]
    seen.images += said["images"]
    seen.without_table += said["without_table"]
    page.evaluate(OPENED)
    page.evaluate(MARK_REPEATED)
    measure(page, seen)
    seen.unseen_focus += without_visible_focus(page, f"{width}")


def measure(page: Page, seen: Seen) -> None:
    """Note by how many pixels a page scrolls sideways."""
    width = page.viewport_size["width"] if page.viewport_size else 0
    seen.too_wide.append((width, page.evaluate(TOO_WIDE)))


def look_in_other_colours(page: Page, address: str, seen: Seen) -> None:
    usual: dict[str, Any] = {"color_scheme": "light", "forced_colors": "none"}
    for scheme, (colours, pages) in COLOURS.items():
        if address in pages.values():
            page.emulate_media(**{**usual, **colours})
            seen.broken += broken_rules(page, scheme, COLOUR_RULES, EACH_SHAPE)
            seen.unseen_focus += without_visible_focus(page, scheme)
    page.emulate_media(**usual)


Violations = list[tuple[str, str, str]]


def broken_rules(
    page: Page, look: str, options: dict[str, Any], context: dict[str, Any]
) -> Violations:
    """How a page was looked at, the rules that are broken, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [
        (look, violation["id"], " ".join(map(str, node["target"])))
        for violation in page.evaluate(RUN_AXE, [context, options])
        for node in violation["nodes"]
    ]


def without_visible_focus(page: Page, look: str) -> list[tuple[str, str]]:
    # The focus of a script is marked only for those who came by keyboard.
    page.keyboard.press("Tab")
    return [(look, part) for part in page.evaluate(UNSEEN_FOCUS)]


def _pages(pages: dict[str, str]) -> pytest.MarkDecorator:
    """The main pages are looked at always; the others are slow."""
    cases = [
        pytest.param(address, id=name, marks=() if name in MAIN_PAGES else pytest.mark.slow)
        for name, address in pages.items()
    ]
    return pytest.mark.parametrize("seen", cases, indirect=True, scope="module")


every_page = _pages(ALL_PAGES)


@_pages(ONE_OF_EACH_TEMPLATE)
def test_a_page_breaks_no_rule_of_wcag_2_2_aa_on_a_phone_or_in_other_colours(seen: Seen) -> None:
    assert seen.broken == []


def test_the_link_past_the_head_covers_nothing_while_it_is_in_focus(page: Page, site: str) -> None:
    page.set_viewport_size({"width": NARROW, "height": HEIGHT})
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert broken_rules(page, "on a phone", ALL_BUT_CONTRAST, EVERYTHING) == []
    forget(page, site)


@every_page
def test_a_page_never_scrolls_sideways_on_a_phone_or_at_400_per_cent(seen: Seen) -> None:
    assert {width for width, _ in seen.too_wide} == {WIDE, NARROW, ZOOMED}
    assert [each for each in seen.too_wide if each[1]] == []


@every_page
def test_the_focus_is_always_visible(seen: Seen) -> None:
    assert seen.unseen_focus == []


@every_page
def test_nothing_moves_while_a_page_loads(seen: Seen) -> None:
    assert max(seen.shifts) < 0.01


@every_page
def test_a_page_asks_no_other_host_and_leaves_no_cookie(seen: Seen) -> None:
    assert (seen.elsewhere, seen.cookies) == ([], 0)


@every_page
def test_a_page_logs_no_error_and_fetches_no_image(seen: Seen) -> None:
    assert (seen.faults, seen.images) == ([], [])


@every_page
def test_every_picture_has_a_table_beside_it(seen: Seen) -> None:
    assert seen.without_table == []


@pytest.mark.parametrize("seen", [ALL_PAGES["picture"]], indirect=True, scope="module")
def test_the_page_of_a_picture_has_its_finding_as_title(seen: Seen) -> None:
    assert seen.pictures == ["Social worker turnover rate: fell, for the better; others differ"]
