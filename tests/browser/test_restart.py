"""A server that was killed and started again has the same case on the page that stood open, and has written nothing."""

from urllib.parse import urlsplit

from playwright.sync_api import expect

from tests.browser.harness import enter, new_page, open_case, settle
from tests.browser.screenshots import CASES
from tests.browser.server import serving

CANARY = "48.73"


CONNECTED = """(wanted) =>
  (document.querySelector('[data-testid="stApp"]').dataset.testConnectionState === "CONNECTED") === wanted"""


def test_a_page_that_stood_open_keeps_its_case_and_takes_entries_when_the_server_is_back(browser):
    with serving() as killed:
        page, _ = new_page(browser, killed.url)
        open_case(page, "/", CASES["would-not-have-met"] | {"lvef_percent": CANARY})
        main = page.get_by_test_id("stMain")
        said, before = main.inner_text(), page.url
        killed.process.kill()
        killed.process.wait()
        page.wait_for_function(CONNECTED, arg=False)
        written = killed.printed()
    with serving(port=urlsplit(killed.url).port) as again:
        page.wait_for_function(CONNECTED, arg=True)
        settle(page)
        assert main.inner_text() == said
        assert page.url == before
        enter(page, "lvef_percent", "61")
        expect(page.get_by_role("heading", level=1, name="ECOG 2")).to_be_visible()
        assert "lvef_percent=61" in page.url
        assert "ecog=2" in page.url
        page.reload()
        settle(page)
        expect(page.get_by_role("heading", level=1, name="ECOG 2")).to_be_visible()
        written += again.printed()
    assert CANARY not in written
    page.context.close()
