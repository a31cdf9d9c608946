"""A page or a file of ours that fails says so in our own words, and the case and the board are there afterwards."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import new_page, open_case, settle, walk_to
from tests.browser.screenshots import WOULD_HAVE_MET
from tests.browser.server import serving

VALUE = "48.1237"
FAILURE = f"""
import sys
from importlib.machinery import PathFinder

class Finder:
    \"\"\"Lets the Harms page and the one-page brief fail, with a value in the words of the failure.\"\"\"

    @staticmethod
    def find_spec(name, path, target=None):
        failing = {{"dashboard.screens.harms.page": "render", "components.brief": "brief"}}.get(name)
        if failing is None:
            return None
        spec = PathFinder.find_spec(name, path)
        usual = spec.loader.exec_module

        def exec_module(module):
            usual(module)
            def fails(_):
                raise ValueError("{VALUE[:3]}" + "{VALUE[3:]}")
            setattr(module, failing, fails)

        spec.loader.exec_module = exec_module
        return spec

sys.meta_path.insert(0, Finder)
"""


@pytest.fixture
def visitor(browser, tmp_path):
    (tmp_path / "sitecustomize.py").write_text(FAILURE, encoding="utf-8")
    with serving(settings={"PYTHONPATH": str(tmp_path)}) as server:
        page, _ = new_page(browser, server.url)
        yield page
        page.context.close()
        assert "ValueError" in server.printed(), "the log says where"
        assert VALUE not in server.printed()


def test_a_page_that_fails_keeps_the_case_and_the_board(visitor: Page) -> None:
    open_case(visitor, "/board", WOULD_HAVE_MET)
    visitor.get_by_role("button", name="Add the case entered").click()
    expect(visitor.get_by_role("heading", name="Case A")).to_be_visible()
    visitor.get_by_role("textbox", name="Decision").fill("Words of the board")
    visitor.keyboard.press("Control+Enter")
    settle(visitor)

    walk_to(visitor, "Harms")
    expect(visitor.get_by_text("This page could not be shown")).to_be_visible()
    expect(visitor.get_by_text("The case stays in the address and the board in this window.")).to_be_visible()
    expect(visitor.get_by_test_id("stException")).to_have_count(0)
    expect(visitor.get_by_text(VALUE)).to_have_count(0)
    assert re.search(r"[?&]ecog=", visitor.url)

    walk_to(visitor, "Board")
    expect(visitor.get_by_role("heading", name="Case A")).to_be_visible()
    expect(visitor.get_by_role("textbox", name="Decision")).to_have_value("Words of the board")
    assert re.search(r"[?&]ecog=", visitor.url)


def test_a_file_that_cannot_be_made_is_named_with_what_to_take_instead(visitor: Page) -> None:
    open_case(visitor, "/present", WOULD_HAVE_MET)
    visitor.get_by_role("button", name="Download").click()
    visitor.get_by_role("button", name="One page (PDF)").click()
    says = visitor.get_by_test_id("stAlertContentError")
    expect(says).to_contain_text("One page (PDF) could not be made.")
    expect(says).to_contain_text("Take Slides (.pptx) or Plain text instead.")
    expect(visitor.get_by_text(VALUE)).to_have_count(0)
    assert re.search(r"[?&]ecog=", visitor.url)

    with visitor.expect_download() as waited:
        visitor.get_by_role("button", name="Plain text").click()
    assert waited.value.path().stat().st_size
