"""The main things that a clinician does, by keyboard alone, and on every stop of them the focus can be seen."""

import re

from playwright.sync_api import Page, expect

from tests.browser.harness import open_case, settle
from tests.browser.looks import STILL

NAME = """() => {
  const e = document.activeElement;
  const inside = e.matches("body, main, section, div") ? "" : e.innerText;
  const label = e.matches("input") ? e.labels[0]?.innerText : "";
  return [e.ariaLabel, inside, label].filter(Boolean).flatMap((each) => each.split("\\n"));
}"""

# How the focused element looks, with what is drawn for it: a radio's dot and a slider's thumb stand beside its input.
LOOK = """() => {
  const e = window.__stop ??= document.activeElement;
  const around = [e, e.parentElement, e.parentElement.parentElement, ...(e.closest("label")?.querySelectorAll("*") ?? []),
    ...e.parentElement.parentElement.querySelectorAll("*")];
  return around.slice(0, 40).map((each) => {
    const { outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor } = getComputedStyle(each);
    return [outlineStyle, outlineWidth, outlineColor, boxShadow, borderColor, backgroundColor].join();
  }).join("|");
}"""


def focus_is_seen(page: Page) -> None:
    """What has the focus looks otherwise than without it; the focus is back where it was afterwards."""
    page.wait_for_function(STILL)
    focused = page.evaluate(LOOK)
    page.evaluate("() => window.__stop.blur()")
    page.wait_for_function(f"(focused) => ({LOOK})() !== focused", arg=focused)
    page.evaluate("() => { window.__stop.focus({ focusVisible: true }); window.__stop = null; }")


def tab_to(page: Page, name: str, *, key: str = "Tab", most: int = 200, exact: bool = False) -> None:
    """Press Tab until what has the focus has a name that begins so, or is this one, and see that it has."""
    for _ in range(most):
        page.keyboard.press(key)
        if any(each == name or (not exact and each.startswith(name)) for each in page.evaluate(NAME)):
            focus_is_seen(page)
            return
    raise AssertionError(f"{key} never reached {name!r}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)
    settle(page)


def test_a_case_is_entered_its_verdict_read_and_another_page_opened(page):
    open_case(page)
    verdict = page.get_by_role("heading", level=1)
    expect(verdict).to_contain_text("Cannot tell yet")
    tab_to(page, "0")
    press(page, *["ArrowRight"] * 3, "Space")
    expect(page.locator(".st-key-her2_ihc").get_by_role("radio", name="3+")).to_be_checked()
    tab_to(page, "LVEF")
    page.keyboard.type("48")
    press(page, "Enter")
    expect(verdict).to_contain_text("Would not have been eligible")
    expect(page.get_by_role("cell", name="48 %", exact=True)).to_be_visible()
    tab_to(page, "Sources")  # the place in the bar
    tab_to(page, "Sources")  # of the first panel
    press(page, "Enter")
    expect(page.get_by_test_id("stPopoverBody").get_by_role("listitem").first).to_be_visible()
    press(page, "Escape")
    tab_to(page, "In full")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=2, name="The published criteria")).to_be_visible()
    settle(page)
    expect(page.locator(".st-key-lvef_percent input")).to_have_value("48")


def test_the_cursor_is_moved_a_source_opened_and_a_file_taken(page):
    open_case(page, "/", {"ecog": "1"})
    tab_to(page, "CLEOPATRA")
    press(page, "Enter")
    expect(page.get_by_role("heading", level=1, name="Overall survival")).to_be_visible()
    settle(page)
    tab_to(page, "Read off at month")
    press(page, "ArrowUp", "Enter")
    expect(page.get_by_role("cell", name="≈ Alive at month 37, %")).to_be_visible()
    settle(page)
    tab_to(page, "Table", key="Shift+Tab")
    press(page, "Enter")
    tab_to(page, "Every quarter month (CSV)")
    with page.expect_download() as held:
        page.keyboard.press("Enter")
    assert re.fullmatch(r"cleopatra-os-.+\.csv", held.value.suggested_filename)


def test_a_source_is_looked_up_and_its_facts_reached(page):
    open_case(page, "/evidence")
    tab_to(page, "Source", exact=True)  # not the place in the bar, Sources
    page.keyboard.type("Swain")
    press(page, "Enter")
    expect(page.locator(".st-key-evidence-source").get_by_role("combobox")).to_have_value(re.compile("Swain"))
