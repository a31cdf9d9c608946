"""What holds behind every page: the navigation leads to each, and the server's output keeps no trace of a case."""

import pytest
from playwright.sync_api import expect

from tests.browser.harness import PAGES, PLACES, open_case, settle

NAVIGATION = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]"
STRONG = """words => words.filter((each) => getComputedStyle(each).fontWeight >= 600).map((each) => each.innerText)"""
PATHS = "links => links.map((link) => new URL(link.href).pathname)"


def test_the_navigation_leads_to_every_page_of_the_contract(page):
    open_case(page)
    found = []
    for place in page.locator(NAVIGATION).all():
        place.click()
        settle(page)
        siblings = page.locator(".st-key-siblings a")
        found += siblings.evaluate_all(PATHS) if siblings.count() else place.evaluate_all(PATHS)
    assert sorted(found) == sorted(PAGES)


@pytest.mark.parametrize("path", PAGES)
def test_the_place_of_the_open_page_and_the_page_itself_are_marked(page, path):
    open_case(page, path)
    name = path.strip("/").capitalize() or "Case"
    place = next((place for place, names in PLACES.items() if name in names), name)
    expect(page.locator(NAVIGATION).and_(page.locator("[aria-current=page]"))).to_have_text(place)
    siblings = page.locator(".st-key-siblings a p").evaluate_all(STRONG)
    assert siblings == ([] if place == name else [name])


def test_a_case_leaves_no_trace_in_the_servers_output(open_page, server):
    open_case(open_page(), "/", {"lvef_percent": "48.1237"})
    printed = server.printed()
    assert "48.1237" not in printed
    assert "lvef_percent" not in printed
