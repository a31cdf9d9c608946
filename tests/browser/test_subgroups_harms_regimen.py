"""Subgroups, Harms and Regimen as they are used: from a link, by keyboard and press, at every width."""

import pytest
from playwright.sync_api import expect

from tests.browser.harness import WIDTHS, open_case, settle
from tests.browser.screenshots import WOULD_HAVE_MET

CASE = {
    **WOULD_HAVE_MET,
    "age_years": "67",
    "region": "asia",
    "lvef_percent": "50",
    "adjuvant_chemotherapy": "yes",
    "adjuvant_trastuzumab": "yes",
}

# Words of a plot that lie over each other, or outside of their plot; two pixels are the line's own air.
COLLISIONS = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap((plot) => {
  const frame = plot.getBoundingClientRect();
  if (!frame.width) return [];
  const words = [...plot.querySelectorAll('.annotation text, .xtick text, .x2tick text, .xtitle, .x2title, .legendtext')]
    .filter((node) => node.textContent.trim());
  const boxes = words.map((node) => [node.textContent, node.getBoundingClientRect()]);
  const found = [];
  boxes.forEach(([text, box], at) => {
    if (box.left < frame.left - 2 || box.right > frame.right + 2 || box.bottom > frame.bottom + 2)
      found.push(`"${text}" leaves its plot`);
    boxes.slice(at + 1).forEach(([other, second]) => {
      const across = Math.min(box.right, second.right) - Math.max(box.left, second.left);
      const down = Math.min(box.bottom, second.bottom) - Math.max(box.top, second.top);
      if (across > 2 && down > 2) found.push(`"${text}" lies over "${other}"`);
    });
  });
  return found;
})"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/", "/subgroups", "/harms", "/regimen"])
def test_no_word_of_a_plot_lies_over_another(open_page, width, path):
    page = open_page(width)
    open_case(page, path, CASE)
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    page.wait_for_function("() => document.querySelectorAll('.js-plotly-plot .annotation text').length > 3")
    assert page.evaluate(COLLISIONS) == []


def test_a_link_to_a_month_opens_it_and_a_press_moves_it(page):
    open_case(page, "/harms", {"month": "24"})
    expect(page.get_by_text("Without progression, month 24")).to_be_visible()
    page.locator(".st-key-month").get_by_test_id("stNumberInputStepUp").click()
    expect(page.get_by_text("Without progression, month 25")).to_be_visible()
    settle(page)
    assert "month=25" in page.url
    page.reload()
    settle(page)
    expect(page.get_by_text("Without progression, month 25")).to_be_visible()


def test_a_month_that_is_none_gets_a_sentence(page):
    open_case(page, "/harms", {"month": "soon"})
    expect(page.get_by_text("not a whole month from 0 to 60")).to_be_visible()
    expect(page.get_by_role("heading", name="Benefit and harm, of 100")).to_be_visible()


def test_the_labels_table_is_chosen_and_marks_its_counts(page):
    open_case(page, "/harms")
    page.get_by_role("radio", name="US label").click()
    settle(page)
    page.locator(".st-key-sources-events").get_by_role("button").click()
    row = page.get_by_role("row").filter(has_text="Febrile neutropenia").filter(has_text="13.0 %")
    expect(row.first).to_contain_text("53 of 407, derived here")


def test_the_notes_follow_an_entry(page):
    open_case(page, "/harms", {"region": "europe"})
    expect(page.get_by_role("button", name="After docetaxel stops")).to_be_visible()
    expect(page.get_by_role("button", name="Enrolled in Asia, febrile neutropenia")).to_have_count(0)
    open_case(page, "/harms", {"region": "asia"})
    page.get_by_role("button", name="Enrolled in Asia, febrile neutropenia").click()
    note = page.get_by_test_id("stPopoverBody")
    expect(note).to_contain_text("26 %")
    expect(note).to_contain_text("What this does not say")


def test_the_calendar_follows_the_chosen_cycles(page):
    open_case(page, "/regimen")
    cycles = page.locator(".st-key-regimen-cycles input")
    cycles.fill("3")
    cycles.press("Enter")
    settle(page)
    expect(page.locator(".st-key-calendar-cycles")).to_be_visible()
    first = page.locator(".st-key-calendar-cycles .js-plotly-plot")
    expect(first.locator(".scatterlayer .trace").first.locator("path.point")).to_have_count(3)
