"""The Case page on one screen: where the answer, its reason and every panel stand, for every patient of the acceptance.

Each page is loaded once; the window is then given each size, as a reader does who turns a tablet.
"""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import open_case, settle
from tests.browser.vignettes import VIGNETTES

SCREENS = {"1440": (1440, 900), "1920": (1920, 1080)}
SMALL, PHONE = (1280, 800), (390, 844)
LONGEST_PHONE = 2400
MOST_WORDS = 500

# What decides, with the part of the page that shows it.
DECIDES = {
    "verdict": "h1",
    "reason and counts": ".st-key-verdict",
    "newer evidence": ".st-key-notice",
    "other trials": ".st-key-other-verdicts",
    "criteria": ".st-key-panel-criteria table",
    "outcomes": ".st-key-panel-outcomes table",
    "curve": ".st-key-panel-outcomes .js-plotly-plot",
    "follow-up and crossover": ".st-key-panel-outcomes [data-testid=stCaptionContainer]",
    "own rows": ".st-key-panel-subgroups .js-plotly-plot",
    "rows without a ratio": ".st-key-panel-subgroups [data-testid=stCaptionContainer]",
    "harms": ".st-key-panel-harms .js-plotly-plot",
    "exposure and heart": ".st-key-panel-harms [data-testid=stCaptionContainer]",
}
BELOW_ON_A_SMALL_SCREEN = {"follow-up and crossover", "rows without a ratio", "exposure and heart", "own rows", "harms"}
PANELS = ("criteria", "outcomes", "subgroups", "harms")

BOXES = """(parts) => Object.fromEntries(Object.entries(parts).map(([name, selector]) => {
  const boxes = [...document.querySelectorAll(`[data-testid="stMain"] ${selector}`)]
    .filter((each) => each.getClientRects().length).map((each) => each.getBoundingClientRect());
  return [name, { count: boxes.length, left: Math.round(Math.min(...boxes.map((each) => each.left))),
    top: Math.round(Math.min(...boxes.map((each) => each.top))), bottom: Math.round(Math.max(...boxes.map((each) => each.bottom))) }];
}))"""
# A table that is wider than its frame hides its last column until somebody scrolls it.
TOO_WIDE = """() => [...document.querySelectorAll('[data-testid="stMain"] table')]
  .filter((each) => each.getClientRects().length && each.offsetWidth > each.parentElement.clientWidth + 1)
  .map((each) => `the table of ${each.innerText.split("\\n")[0]} is ${each.offsetWidth} in ${each.parentElement.clientWidth} px`)"""
# Words in sight, those of plots too: what holds two letters, so not a figure, a sign or the name of an icon.
WORDS = """() => {
  const words = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  let count = 0;
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const home = node.parentElement;
    if (home.closest('style, [data-testid="stIconMaterial"], [role="img"]') || !home.getClientRects().length) continue;
    count += node.textContent.split(/\\s+/).filter((word) => /[A-Za-z]{2}/.test(word)).length;
  }
  return count;
}"""
SCROLLS = """() => document.querySelector('[data-testid="stMain"]').scrollHeight"""


def boxes(page: Page, parts: dict[str, str] = DECIDES) -> dict[str, dict[str, int]]:
    """Where each part stands, from the window's upper left corner."""
    found: dict[str, dict[str, int]] = page.evaluate(BOXES, parts)
    return found


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    settle(page)
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot .main-svg').length >= 3")


@pytest.mark.parametrize("vignette", VIGNETTES)
def test_everything_that_decides_stands_on_the_first_screen(page, vignette):
    open_case(page, "/", VIGNETTES[vignette])
    missed = []
    for name, size in SCREENS.items():
        resize(page, size)
        found = boxes(page)
        missed += [f"{name}: no {part}" for part, box in found.items() if not box["count"]]
        missed += [f"{name}: {part} ends at {box['bottom']}" for part, box in found.items() if box["bottom"] > size[1]]
        missed += [f"{name}: {table}" for table in page.evaluate(TOO_WIDE)]
    if (words := page.evaluate(WORDS)) > MOST_WORDS:
        missed.append(f"{words} words")
    resize(page, SMALL)
    missed += [f"1280: {table}" for table in page.evaluate(TOO_WIDE)]
    small = boxes(page)
    for part, box in small.items():
        edge = "top" if part in BELOW_ON_A_SMALL_SCREEN else "bottom"
        if part not in {"rows without a ratio", "exposure and heart"} and box[edge] > SMALL[1]:
            missed.append(f"1280: {part} {edge} at {box[edge]}")
    assert not missed, "; ".join(missed)


@pytest.mark.parametrize("vignette", VIGNETTES)
def test_a_phone_shows_verdict_reason_and_newer_evidence_first_and_keeps_the_verdict(open_page, vignette):
    page = open_page("phone")
    open_case(page, "/", VIGNETTES[vignette])
    found = boxes(page)
    for part in ("verdict", "reason and counts", "newer evidence"):
        assert found[part]["bottom"] <= PHONE[1], f"{part} ends at {found[part]['bottom']}"
    assert page.evaluate(SCROLLS) < LONGEST_PHONE
    assert page.evaluate(TOO_WIDE) == []
    page.get_by_text("Evidence display, not advice").scroll_into_view_if_needed()
    expect(page.locator("[data-testid=stMain] .st-key-strip-page p").first).to_be_in_viewport()


def test_panels_keep_their_place_whatever_is_entered(page):
    places = {}
    for vignette in ("nothing entered", "de novo", "every own row", "early disease", "entries contradict"):
        open_case(page, "/", VIGNETTES[vignette])
        found = boxes(page, {panel: f".st-key-panel-{panel}" for panel in PANELS})
        places[vignette] = [(found[panel]["left"]) for panel in PANELS]
        assert found["criteria"]["top"] == found["outcomes"]["top"]
        assert found["subgroups"]["top"] == found["harms"]["top"] > found["criteria"]["bottom"]
        assert page.locator(".st-key-panel-criteria tbody tr").count() >= 12
    assert len({tuple(each) for each in places.values()}) == 1, places


def test_where_every_number_comes_from_is_one_click_away(page):
    open_case(page, "/", VIGNETTES["every own row"])
    for panel in (*PANELS, "newer"):
        page.locator(f".st-key-sources-{panel} button").click()
        settle(page)
        opened = page.get_by_test_id("stPopoverBody").last
        expect(opened.get_by_role("listitem").first).to_be_visible()
        expect(opened).to_contain_text("20")  # each names a text with its year
        page.keyboard.press("Escape")
        settle(page)
