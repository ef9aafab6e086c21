"""Every page in a real browser: WCAG 2.2 AA, small, zoomed, dark, in forced colours, still."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages import MAIN_PAGES, NARROW, PAGES, WIDE, WRONG_PAGES, ZOOMED

pytest_plugins = ["tests.browsers"]
pytestmark = pytest.mark.one_database

ALL_PAGES = {**PAGES, **WRONG_PAGES}
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
OF_COLOURS = {
    **RULES,
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
}
"""What of the rules above other colours can break."""
FORCED: dict[str, Any] = {"forced_colors": "active"}
DARK: dict[str, Any] = {"color_scheme": "dark"}
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
  const isShown = (one) => one.checkVisibility() && !one.disabled;
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


@dataclass(frozen=True)
class Seen:
    """What a reader of a page met, with everything on it unfolded."""

    violations: list[tuple[str, str]]
    too_wide: int
    too_wide_zoomed: int
    shift: float
    pictures: list[str]
    images: list[str]
    without_table: list[str]
    unseen_focus: list[str]
    elsewhere: list[str]
    faults: list[str]
    cookies: int


Look = Callable[..., Seen]


@pytest.fixture(scope="module")
def look(browser: Browser, site: str) -> Look:
    """Looks at a page once, however many claims are made of it."""

    @cache
    def seen(address: str, width: int, **colours: Any) -> Seen:
        context = browser.new_context(
            base_url=site,
            viewport={"width": width, "height": 800},
            reduced_motion="reduce",
            **colours,
        )
        context.add_init_script(WATCH_SHIFTS)
        page = context.new_page()
        elsewhere: list[str] = []
        faults: list[str] = []
        own = (site, "data:")
        page.on(
            "request",
            lambda asked: None if asked.url.startswith(own) else elsewhere.append(asked.url),
        )
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
        answer = page.goto(address)
        if answer and not answer.ok:
            faults.clear()
        try:
            return _seen(page, OF_COLOURS if colours else RULES, elsewhere, faults)
        finally:
            context.close()

    return seen


def _seen(page: Page, rules: Mapping[str, Any], elsewhere: list[str], faults: list[str]) -> Seen:
    said = page.evaluate(SAID)
    page.evaluate(OPENED)
    too_wide = page.evaluate(TOO_WIDE)
    violations = Axe().run(page, options=dict(rules)).response["violations"]
    # The focus of a script is marked only for those who came by keyboard.
    page.keyboard.press("Tab")
    unseen_focus = page.evaluate(UNSEEN_FOCUS)
    page.set_viewport_size({"width": ZOOMED, "height": 256})
    return Seen(
        violations=[
            (one["id"], " ".join(map(str, node["target"])))
            for one in violations
            for node in one["nodes"]
        ],
        too_wide=too_wide,
        too_wide_zoomed=page.evaluate(TOO_WIDE),
        unseen_focus=unseen_focus,
        elsewhere=elsewhere,
        faults=faults,
        cookies=len(page.context.cookies()),
        **said,
    )


every_main_page = pytest.mark.parametrize("address", MAIN_PAGES.values(), ids=MAIN_PAGES)
every_page = pytest.mark.parametrize("address", ALL_PAGES.values(), ids=ALL_PAGES)
in_both_widths = pytest.mark.parametrize("width", [WIDE, NARROW])


@every_page
@in_both_widths
def test_no_rule_of_wcag_2_2_aa_is_broken(look: Look, address: str, width: int) -> None:
    assert look(address, width).violations == []


@every_page
@in_both_widths
def test_a_page_never_scrolls_sideways(look: Look, address: str, width: int) -> None:
    assert look(address, width).too_wide == 0


@every_page
def test_a_page_does_not_scroll_sideways_at_400_per_cent(look: Look, address: str) -> None:
    assert look(address, WIDE).too_wide_zoomed == 0


@every_main_page
@pytest.mark.parametrize("colours", [FORCED, DARK], ids=["forced", "dark"])
def test_no_rule_of_wcag_2_2_aa_is_broken_in_other_colours(
    look: Look, address: str, colours: dict[str, Any]
) -> None:
    assert look(address, WIDE, **colours).violations == []


@every_page
@in_both_widths
def test_where_the_focus_is_can_be_seen(look: Look, address: str, width: int) -> None:
    assert look(address, width).unseen_focus == []


@every_main_page
def test_where_the_focus_is_can_be_seen_in_forced_colours(look: Look, address: str) -> None:
    assert look(address, WIDE, **FORCED).unseen_focus == []


@every_page
@in_both_widths
def test_nothing_moves_while_a_page_is_read(look: Look, address: str, width: int) -> None:
    assert look(address, width).shift < 0.01


@every_page
def test_a_page_asks_no_other_host_and_leaves_no_cookie(look: Look, address: str) -> None:
    seen = look(address, WIDE)

    assert (seen.elsewhere, seen.cookies) == ([], 0)


@every_page
@in_both_widths
def test_a_page_has_no_fault_in_the_browser(look: Look, address: str, width: int) -> None:
    seen = look(address, width)

    assert (seen.faults, seen.images) == ([], [])


@every_page
def test_every_picture_has_a_table_beside_it(look: Look, address: str) -> None:
    assert look(address, WIDE).without_table == []


def test_the_page_of_outcomes_has_pictures(look: Look) -> None:
    assert look(PAGES["outcomes"], WIDE).pictures == ["All outcomes"] * 4
