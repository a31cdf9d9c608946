"""A running dashboard and a browser for this folder; what happened behind each page is checked afterwards."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness import TIMEOUT, Record, launched, new_page
from tests.browser.server import Server, serving

OpenPage = Callable[..., Page]

# As generous as the harness: a test ends when what it waits for is there, also on a machine with much to do.
expect.set_options(timeout=TIMEOUT)


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The dashboard, started once; the session fails if it printed a traceback that no test has reported."""
    with serving() as running:
        yield running
        if traceback := running.new_traceback():
            pytest.fail(f"the server printed a traceback:\n{traceback}", pytrace=False)


@pytest.fixture(scope="session")
def app_url(server: Server) -> str:
    """Where the dashboard is served."""
    return server.url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless browser for all tests; each page gets a context of its own."""
    with launched() as running:
        yield running


@pytest.fixture
def open_page(browser: Browser, server: Server) -> Iterator[OpenPage]:
    """Makes pages: `open_page()`, `open_page("phone", dark=True)`; widths are in `harness.WIDTHS`.

    After the test: no error on a console, no request that left the machine, no traceback on the server.
    """
    records: list[Record] = []
    pages: list[Page] = []

    def opened(width: str = "wide", *, dark: bool = False) -> Page:
        page, record = new_page(browser, server.url, width, dark=dark)
        pages.append(page)
        records.append(record)
        return page

    yield opened
    for page in pages:
        page.context.close()
    faults = [fault for record in records for fault in record.faults()]
    if traceback := server.new_traceback():
        faults.append(f"the server printed a traceback:\n{traceback}")
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """A page 1440 pixels wide in the light theme."""
    return open_page()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser: `pytest -m "not browser"` leaves it out.

    A failure is tried once more, and the report names every test that needed it.
    """
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.flaky(reruns=1))
