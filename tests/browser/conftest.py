"""A running dashboard and a browser for this folder; what happened behind each page is checked afterwards."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.harness import TIMEOUT, Record, forget, launched, new_context
from tests.browser.server import Server, serving

OpenPage = Callable[..., Page]
Contexts = dict[tuple[str, bool], tuple[BrowserContext, Record]]

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
    """One headless browser for all tests."""
    with launched() as running:
        yield running


@pytest.fixture(scope="module")
def contexts(browser: Browser, server: Server) -> Iterator[Contexts]:
    """The contexts of a file, one for each width and theme: the dashboard's scripts are fetched and compiled once."""
    made: Contexts = {}
    yield made
    for context, _ in made.values():
        context.close()


@pytest.fixture
def open_page(browser: Browser, server: Server, contexts: Contexts) -> Iterator[OpenPage]:
    """Makes pages: `open_page()`, `open_page("phone", dark=True)`; widths are in `harness.WIDTHS`.

    Each is a new tab; what an earlier test left in the browser is forgotten before the first one opens.
    After the test: no error on a console, no request that left the machine, no traceback on the server.
    """
    used: Contexts = {}

    def opened(width: str = "wide", *, dark: bool = False) -> Page:
        look = (width, dark)
        if look not in contexts:
            contexts[look] = new_context(browser, server.url, width, dark=dark)
        elif look not in used:
            forget(contexts[look][0], server.url)
        used[look] = contexts[look]
        return used[look][0].new_page()

    yield opened
    faults = []
    for context, record in used.values():
        for page in context.pages:
            page.close()
        faults += record.faults()
        record.clear()
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
