"""Every page that the navigation knows, nothing entered and a whole case: it opens, and nothing goes wrong behind it."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.harness import WIDTHS, open_case
from tests.browser.screenshots import CASES

NAVIGATION = "[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]"


def streamlits_own(rule: dict) -> bool:
    """Whether all that a rule finds is the drop zone of Streamlit's file uploader: it is given a role and a name."""
    return rule["id"] == "presentation-role-conflict" and all(
        "stFileUploaderDropzone" in node["html"] for node in rule["nodes"]
    )


@pytest.fixture(scope="module")
def paths(browser, app_url):
    """The addresses in the navigation."""
    page = browser.new_page(base_url=app_url, viewport={"width": 1440, "height": 900})
    open_case(page)
    found = page.locator(NAVIGATION).evaluate_all("links => links.map((link) => new URL(link.href).pathname)")
    page.close()
    assert found, "the navigation shows no page: has Streamlit renamed its links?"
    return found


@pytest.mark.parametrize(("case", "width"), [("empty", "wide"), *(("would-not-have-met", width) for width in WIDTHS)])
def test_every_page_opens_with_one_heading_and_scrolls_nowhere_sideways(open_page, paths, case, width):
    page = open_page(width)
    for path in paths:
        open_case(page, path, CASES[case])
        assert page.get_by_role("heading", level=1).count() == 1, f"{path} needs one first heading"
        assert page.get_by_test_id("stException").count() == 0, f"{path} shows a failure"
        excess = page.evaluate(
            "() => { const main = document.querySelector('[data-testid=stMain]');"
            " return main.scrollWidth - main.clientWidth; }"
        )
        assert excess <= 0, f"{path} is {excess} pixels too wide"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_page_keeps_the_rules_of_accessibility(open_page, paths, dark):
    page = open_page(dark=dark)
    broken = []
    for path in paths:
        open_case(page, path, CASES["would-not-have-met"])
        broken += [
            f"{path}: {rule['id']}: {rule['help']}: {[node['html'][:120] for node in rule['nodes']][:3]}"
            for rule in Axe().run(page).response["violations"]
            if not streamlits_own(rule)
        ]
    assert not broken, "\n".join(broken)


def test_a_case_leaves_no_trace_in_the_servers_output(open_page, server):
    open_case(open_page(), "/", {"lvef_percent": "48.1237"})
    printed = server.printed()
    assert "48.1237" not in printed
    assert "lvef_percent" not in printed
