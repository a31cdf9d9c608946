"""What holds behind every page: the navigation leads to each, and the server's output keeps no trace of a case."""

from tests.browser.harness import PAGES, open_case

NAVIGATION = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]"


def test_the_navigation_leads_to_every_page_of_the_contract(page):
    open_case(page)
    found = page.locator(NAVIGATION).evaluate_all("links => links.map((link) => new URL(link.href).pathname)")
    assert found == list(PAGES)


def test_a_case_leaves_no_trace_in_the_servers_output(open_page, server):
    open_case(open_page(), "/", {"lvef_percent": "48.1237"})
    printed = server.printed()
    assert "48.1237" not in printed
    assert "lvef_percent" not in printed
