"""Every page in a real browser: WCAG 2.2 AA, small, zoomed, dark, in forced colours, still."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.pages import ALL_PAGES, MAIN_PAGES, NARROW, ONE_OF_EACH_TEMPLATE, WIDE, ZOOMED

pytestmark = pytest.mark.one_database

AXE = Axe().axe_script
RUN_AXE = "([context, options]) => axe.run(context, options).then((done) => done.violations)"
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
    "rules": {"color-contrast": {"enabled": False}},
}
COLOUR_RULES = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]},
    "resultTypes": ["violations"],
}
COLOURS = {
    "forced": ({"forced_colors": "active"}, MAIN_PAGES),
    "dark": ({"color_scheme": "dark"}, ONE_OF_EACH_TEMPLATE),
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
"""Rows that differ from an earlier one in nothing but their words: their colours are the same."""
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
    too_wide_on_a_phone: int
    too_wide_zoomed: int
    shift: float
    pictures: list[str]
    images: list[str]
    without_table: list[str]
    unseen_focus: list[str]
    elsewhere: list[str]
    faults: list[str]
    cookies: int


@pytest.fixture(scope="module")
def seen(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[Seen]:
    """Looks at a page once, however many claims are made of it."""
    address, width = request.param
    with opened(browser, site, width) as page:
        yield look_at(page, site, address)


@contextmanager
def opened(browser: Browser, site: str, width: int, **colours: Any) -> Iterator[Page]:
    """A page of a reader who was never here."""
    context = browser.new_context(
        base_url=site, viewport={"width": width, "height": 800}, reduced_motion="reduce", **colours
    )
    yield context.new_page()
    context.close()


def look_at(page: Page, site: str, address: str) -> Seen:
    page.add_init_script(WATCH_SHIFTS)
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
    said = page.evaluate(SAID)
    page.evaluate(OPENED)
    too_wide = page.evaluate(TOO_WIDE)
    broken: Violations = []
    if address in ONE_OF_EACH_TEMPLATE.values():
        # The colours of a page are the same on a phone.
        is_wide = page.viewport_size is not None and page.viewport_size["width"] == WIDE
        broken = broken_rules(page) + (broken_colour_rules(page) if is_wide else [])
    unseen_focus = without_visible_focus(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    too_wide_on_a_phone = page.evaluate(TOO_WIDE)
    page.set_viewport_size({"width": ZOOMED, "height": 256})
    return Seen(
        violations=broken,
        too_wide=too_wide,
        too_wide_on_a_phone=too_wide_on_a_phone,
        too_wide_zoomed=page.evaluate(TOO_WIDE),
        unseen_focus=unseen_focus,
        elsewhere=elsewhere,
        faults=faults,
        cookies=len(page.context.cookies()),
        **said,
    )


Violations = list[tuple[str, str]]


def broken_rules(page: Page) -> Violations:
    return violations(page, {"include": [["html"]]}, RULES)


def broken_colour_rules(page: Page) -> Violations:
    """Contrast takes axe longer than all else: one row of a shape stands for the others."""
    page.evaluate(MARK_REPEATED)
    return violations(page, {"exclude": [["[data-repeated]"]]}, COLOUR_RULES)


def violations(page: Page, context: dict[str, Any], options: dict[str, Any]) -> Violations:
    """The rules that are broken, and where."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    return [
        (violation["id"], " ".join(map(str, node["target"])))
        for violation in page.evaluate(RUN_AXE, [context, options])
        for node in violation["nodes"]
    ]


QUICK = {(name, WIDE) for name in MAIN_PAGES}


def without_visible_focus(page: Page) -> list[str]:
    # The focus of a script is marked only for those who came by keyboard.
    page.keyboard.press("Tab")
    parts: list[str] = page.evaluate(UNSEEN_FOCUS)
    return parts


def _pages(*widths: int, wide_pages: dict[str, str] = ALL_PAGES) -> pytest.MarkDecorator:
    """The main pages at one width are looked at always; the others are slow.

    The rules of a template, and on a phone all else, hold for all of its pages; that nothing is
    too wide is looked at on every page.
    """
    pages = [
        pytest.param(
            (address, width),
            id=f"{width}-{name}",
            marks=() if (name, width) in QUICK else pytest.mark.slow,
        )
        for width in widths
        for name, address in (wide_pages if width == WIDE else ONE_OF_EACH_TEMPLATE).items()
    ]
    return pytest.mark.parametrize("seen", pages, indirect=True, scope="module")


every_page = _pages(WIDE)
every_page_and_on_a_phone = _pages(WIDE, NARROW)


@_pages(WIDE, NARROW, wide_pages=ONE_OF_EACH_TEMPLATE)
def test_a_page_breaks_no_rule_of_wcag_2_2_aa(seen: Seen) -> None:
    assert seen.violations == []


@pytest.mark.parametrize(
    ("address", "colours"),
    [
        pytest.param(
            address,
            colours,
            id=f"{scheme}-{name}",
            marks=() if name in MAIN_PAGES and scheme == "forced" else pytest.mark.slow,
        )
        for scheme, (colours, pages) in COLOURS.items()
        for name, address in pages.items()
    ],
)
def test_other_colours_keep_contrast_and_a_visible_focus(
    browser: Browser, site: str, address: str, colours: dict[str, Any]
) -> None:
    with opened(browser, site, WIDE, **colours) as page:
        page.goto(address)
        page.evaluate(OPENED)

        assert broken_colour_rules(page) == []
        assert without_visible_focus(page) == []


@every_page_and_on_a_phone
def test_a_page_never_scrolls_sideways(seen: Seen) -> None:
    assert (seen.too_wide, seen.too_wide_on_a_phone) == (0, 0)


@every_page
def test_a_page_does_not_scroll_sideways_at_400_per_cent(seen: Seen) -> None:
    assert seen.too_wide_zoomed == 0


@every_page_and_on_a_phone
def test_the_focus_is_always_visible(seen: Seen) -> None:
    assert seen.unseen_focus == []


@every_page_and_on_a_phone
def test_nothing_moves_while_a_page_loads(seen: Seen) -> None:
    assert seen.shift < 0.01


@every_page
def test_a_page_asks_no_other_host_and_leaves_no_cookie(seen: Seen) -> None:
    assert (seen.elsewhere, seen.cookies) == ([], 0)


@every_page_and_on_a_phone
def test_a_page_logs_no_error_and_fetches_no_image(seen: Seen) -> None:
    assert (seen.faults, seen.images) == ([], [])


@every_page
def test_every_picture_has_a_table_beside_it(seen: Seen) -> None:
    assert seen.without_table == []


@pytest.mark.parametrize("seen", [(ALL_PAGES["picture"], WIDE)], indirect=True, scope="module")
def test_the_page_of_a_picture_has_its_finding_as_title(seen: Seen) -> None:
    assert seen.pictures == [
        "Results on Turnover of staff: 2 for the better; others of the same project differ"
    ]
