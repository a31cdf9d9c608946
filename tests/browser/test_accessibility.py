"""WCAG 2.2 on every page, nothing, something and everything entered, both themes, every width: each page loaded once.

The colour scheme and the width of the window are changed on the page that stands there, as a system does it at dusk
and a tablet when it is turned.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import breaches
from tests.browser.harness import PAGES, WIDTHS, open_case, settle
from tests.browser.looks import every_look
from tests.browser.screenshots import CASES

FULL = "would-not-have-met"
# One entry of the middle case cannot be used: the page says so in a box of its own.
ENTERED = {"empty": {}, "partly": CASES["partly"] | {"lvef_percent": "50-55"}, FULL: CASES[FULL]}

UNFOLD = """() => document.querySelectorAll('[data-testid="stMain"] details:not([open]) > summary')
  .forEach((summary) => summary.click())"""

# axe does not look at the words of a plot: they are SVG, whose colour is its fill.
FAINT_WORDS = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3)
    .map((c) => c / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
  const behind = light(getComputedStyle(document.querySelector('[data-testid="stApp"]')).backgroundColor);
  return [...document.querySelectorAll(".js-plotly-plot text")].filter((text) => {
    if (!text.textContent.trim() || !text.getClientRects().length) return false;
    const style = getComputedStyle(text);
    const [darker, lighter] = [light(style.fill), behind].sort((a, b) => a - b);
    return Number(style.opacity) < 1 || (lighter + 0.05) / (darker + 0.05) < 4.5;
  }).map((text) => `${text.textContent} in ${getComputedStyle(text).fill}`);
}"""

# Words and marks that have a hue: what they say by it, a reader of greys would miss. Links have a line beside their
# slate, the chosen tab one below it, boxes a mark and words beside their yellow; the numbers of an arm stand under the
# arm's own mark and name. For plots see tests/dashboard/test_not_by_colour.py.
COLOURFUL = """() => {
  const chroma = (colour) => {
    const channels = colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
    return Math.max(...channels) - Math.min(...channels);
  };
  const words = document.createTreeWalker(document.querySelector('[data-testid="stApp"]'), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const home = node.parentElement;
    if (!node.textContent.trim() || home.closest('a, [role="tab"], style, svg, [data-testid="stAlert"]')) continue;
    const heads = [home.closest("table")?.querySelector("tr"), home.closest("tr")?.cells[0]];
    if (heads.some((each) => /[●○▲◆] [A-Z]/.test(each?.textContent ?? ""))) continue;
    const colour = getComputedStyle(home).color;
    if (chroma(colour) > 24) found.push(`${node.textContent.trim()} in ${colour}`);
  }
  return found;
}"""

TOO_WIDE = """() => { const main = document.querySelector('[data-testid="stMain"]');
  return main.scrollWidth - main.clientWidth; }"""


# What moves within the page now, or was told to: a plot that changes over time, or an animation on something of ours.
MOVING = """() => [
  ...[...document.querySelectorAll(".js-plotly-plot")].filter((plot) => plot.layout.transition?.duration)
    .map((plot) => plot.ariaLabel ?? "a plot"),
  ...document.getAnimations().filter((each) => each.effect.target.closest(".js-plotly-plot, [class*='st-key-']")
    && /transform|top|left|width|height/.test(each.transitionProperty ?? each.animationName))
    .map((each) => each.transitionProperty ?? each.animationName),
]"""

# Words outside of the window, cut off by what they stand in, or ended with dots; a row of tabs can be scrolled.
CUT_OFF = """() => {
  const words = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const home = node.parentElement;
    if (!node.textContent.trim() || home.closest('style, [role="tablist"], [data-testid="stDataFrame"]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const style = getComputedStyle(home);
    if (box.width < 2 || box.height < 2 || home.clientWidth === 1 || style.clip !== "auto" || style.opacity === "0")
      continue;
    if (!home.closest("table") && (box.left < -1 || box.right > innerWidth + 1)) found.push(`${node.textContent.trim()} leaves the window`);
    if (home.closest("table")) continue; // where a table needs its width, it is scrolled within its own frame
    for (let each = home; each && each.dataset.testid !== "stMain"; each = each.parentElement) {
      if (each.namespaceURI !== home.namespaceURI || getComputedStyle(each).overflowX === "visible") continue;
      const edge = each.getBoundingClientRect();
      if (edge.height > 1 && (box.left < edge.left - 2 || box.right > edge.right + 2))
        found.push(`${node.textContent.trim()} is cut off`);
    }
  }
  return found;
}"""

# What is drawn, each with its name, and whether its section holds the same as a table, or has it one press away.
DRAWN = """() => {
  const found = [];
  let section = { title: "", tables: 0 };
  const shown = (each) => each.closest('[role="tabpanel"]') || each.getClientRects().length;
  for (const each of document.querySelectorAll(
    '[data-testid="stMain"] :is(h1, h2, table, [data-testid="stDataFrame"], [data-testid="stPopover"], [data-testid="stPlotlyChart"], img)')) {
    if (/^H[12]$/.test(each.tagName)) section = { title: each.innerText, tables: 0 };
    else if (each.tagName === "TABLE" || ["stDataFrame", "stPopover"].includes(each.dataset.testid)) section.tables += 1;
    else if (shown(each)) found.push([each, section]);
  }
  return found.map(([each, section]) => [
    (each.alt ?? each.closest('[aria-label]')?.ariaLabel ?? each.querySelector('[aria-label]')?.ariaLabel ?? "").trim(),
    section.title.trim(), section.tables]);
}"""

SHORTEST_NAME = 30
"""Letters: what a chart shows cannot be said in fewer."""
NARROW = {"1440 px at 200 %": (720, 450), "320 px": (320, 640)}


def losses_when_narrow(page: Page) -> Iterator[str]:
    """What is lost where the window is as wide as half a screen, or as a small phone."""
    for name, (across, down) in NARROW.items():
        page.set_viewport_size({"width": across, "height": down})
        settle(page)
        if (excess := page.evaluate(TOO_WIDE)) > 0:
            yield f"{name}: the page is {excess} pixels too wide"
        yield from (f"{name}: {words}" for words in page.evaluate(CUT_OFF))


def charts_without_words(page: Page) -> Iterator[str]:
    """Each chart and picture that has no name which says what it shows, or no table in its section."""
    for name, section, tables in page.evaluate(DRAWN):
        if len(name) < SHORTEST_NAME:
            yield f"a chart under {section!r} is called {name!r}"
        if not tables:
            yield f"no table under {section!r} says what is drawn there: {name}"


def test_nothing_of_ours_moves_where_a_reader_wants_no_motion(page):
    open_case(page, "/outcomes", CASES[FULL])
    assert page.evaluate("() => matchMedia('(prefers-reduced-motion: reduce)').matches")
    assert page.evaluate(MOVING) == []
    page.locator(".st-key-month").get_by_test_id("stNumberInputStepUp").click()
    expect(page.get_by_role("cell", name="≈ Alive at month 37, %")).to_be_visible()
    assert page.evaluate(MOVING) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_every_rule_in_both_themes_on_screen_and_phone(page, path):
    broken = []
    for case in ENTERED:
        page.set_viewport_size({"width": WIDTHS["wide"][0], "height": WIDTHS["wide"][1]})
        open_case(page, path, ENTERED[case])
        assert page.get_by_role("heading", level=1).count() == 1, f"{path} {case} needs one first heading"
        assert page.title() == f"{path.strip('/').capitalize() or 'Case'} · CLEOPATRA decision support"
        assert page.get_by_test_id("stException").count() == 0, f"{path} {case} shows a failure"
        if case == FULL:
            page.evaluate(UNFOLD)
            settle(page)
        for look in every_look(page):
            found = breaches(page) + [f"faint words in a plot: {words}" for words in page.evaluate(FAINT_WORDS)]
            found += [f"coloured words: {words}" for words in page.evaluate(COLOURFUL)]
            if (excess := page.evaluate(TOO_WIDE)) > 0:
                found.append(f"the page is {excess} pixels too wide")
            broken += [f"{path} {case} {look}: {each}" for each in found]
        if case == FULL:
            broken += [f"{path} {case}: {each}" for each in (*charts_without_words(page), *losses_when_narrow(page))]
    assert not broken, "\n".join(broken)
