"""A long page says at its top what is on it, and each of these links leads there and keeps the case."""

import pytest
from playwright.sync_api import expect

from tests.browser.harness import address

CASE = {"her2_ihc": "3+", "age_years": "55"}
ANCHORS = {
    "/eligibility": (
        "the-published-criteria",
        "her2-read-twice",
        "what-would-settle-it",
        "how-like-the-trial-s-patients",
        "the-registry-s-further-criteria",
    ),
    "/evidence": (
        "how-each-fact-is-known",
        "sources",
        "what-is-missing",
        "where-texts-disagree-or-mislead",
        "timeline",
    ),
    "/outcomes": ("survival-over-time", "every-analysis", "tumour-response", "around-the-trial"),
    "/subgroups": ("overall-survival-on-the-same-scale", "does-the-effect-differ-between-groups"),
    "/harms": (
        "adverse-events",
        "the-heart",
        "benefit-and-harm-of-100-in-each-group",
        "deaths-stopping-serious-events-and-more",
        "quality-of-life-and-progression-in-the-brain",
    ),
    "/regimen": (
        "as-the-trial-gave-it",
        "the-trial-s-calendar",
        "what-was-achieved",
        "what-labels-say-by-product",
    ),
}

# How far a heading is below what covers the page's upper edge: Streamlit's bar, and on a phone the verdict.
BELOW_COVER = """(id) => {
  const heading = document.getElementById(id).getBoundingClientRect();
  const strip = document.querySelector('[data-testid="stMain"] [class*="st-key-strip-"]')?.getBoundingClientRect();
  const bar = document.querySelector('[data-testid="stHeader"]').getBoundingClientRect();
  return [heading.top - Math.max(bar.bottom, strip?.height ? strip.bottom : 0), innerHeight - heading.bottom];
}"""


@pytest.mark.parametrize("path", ANCHORS)
def test_a_link_from_elsewhere_leads_to_the_panel_it_names_and_keeps_the_case(page, path):
    for anchor in ANCHORS[path]:
        page.goto("about:blank")
        page.goto(f"{address(path, CASE)}#{anchor}")
        expect(page.locator(f"#{anchor}")).to_be_in_viewport()
        expect(page.locator(".st-key-age_years input")).to_have_value("55")


def test_a_reload_of_a_link_to_a_panel_leads_there_again(page):
    page.goto(f"{address('/harms', CASE)}#the-heart")
    expect(page.get_by_role("heading", name="The heart")).to_be_in_viewport()
    page.reload()
    expect(page.get_by_role("heading", name="The heart")).to_be_in_viewport()
    expect(page.locator(".st-key-age_years input")).to_have_value("55")
