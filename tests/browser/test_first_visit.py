"""A first visit is small beside Streamlit's own files, whatever page a link leads to."""

import pytest

from tests.browser.first_visit import fetched
from tests.browser.harness import PAGES, address
from tests.browser.screenshots import CASES

MOST = 400_000
"""Bytes, before the socket packs them: on a slow line of a hospital still about a second."""


@pytest.mark.parametrize("path", PAGES)
def test_a_first_visit_fetches_little_of_ours(browser, server, path):
    found = fetched(browser, server.url, address(path, CASES["would-not-have-met"]))
    assert found["messages"] > 10_000, "the messages were counted"
    assert found["messages"] + found["other files"] < MOST
