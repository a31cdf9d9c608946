"""A long page says at its top what is on it, and each of these links leads there and keeps the case."""

import pytest
from playwright.sync_api import expect

from tests.browser.harness import WIDTHS, open_case

CASE = {"her2_ihc": "3+", "age_years": "55"}
LONG = ("/", "/eligibility", "/outcomes", "/harms", "/regimen", "/evidence")

# How far a heading is below what covers the page's upper edge: Streamlit's bar, and on a phone the verdict.
BELOW_COVER = """(id) => {
  const heading = document.getElementById(id).getBoundingClientRect();
  const strip = document.querySelector('[data-testid="stMain"] [class*="st-key-strip-"]')?.getBoundingClientRect();
  const bar = document.querySelector('[data-testid="stHeader"]').getBoundingClientRect();
  return [heading.top - Math.max(bar.bottom, strip?.height ? strip.bottom : 0), innerHeight - heading.bottom];
}"""


@pytest.mark.parametrize("width", ["wide", "phone"])
@pytest.mark.parametrize("path", LONG)
def test_every_link_to_a_section_leads_to_its_heading(page, path, width):
    across, down = WIDTHS[width]
    page.set_viewport_size({"width": across, "height": down})
    open_case(page, path, CASE)
    before = page.url
    links = page.get_by_text("On this page:").get_by_role("link")
    expect(links.nth(2)).to_be_visible()
    for link in links.all():
        anchor = (link.get_attribute("href") or "").rpartition("#")[2]
        link.click()
        heading = page.locator(f"h2#{anchor}")
        expect(heading).to_be_in_viewport()
        assert heading.inner_text().strip() == link.inner_text().strip().replace("\u2011", "-")
        above, beneath = page.evaluate(BELOW_COVER, anchor)
        assert above >= -1, f"{anchor} is hidden by {-above} pixels"
        assert beneath >= 0
        assert page.url == f"{before}#{anchor}"


def test_a_link_to_a_section_is_a_step_back_that_changes_nothing_and_a_reload_leads_there_again(page):
    open_case(page, "/harms", CASE)
    before = page.url
    page.get_by_text("On this page:").get_by_role("link", name="The heart").click()
    page.reload()
    expect(page.get_by_role("heading", name="The heart")).to_be_in_viewport()
    expect(page.locator(".st-key-age_years input")).to_have_value("55")
    page.go_back()
    assert page.url == before
    expect(page.locator(".st-key-age_years input")).to_have_value("55")
