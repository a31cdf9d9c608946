"""A whole tumour board by keyboard alone: cases, words, presentation, files; and what a reload forgets."""

import io
from urllib.parse import parse_qsl, urlsplit

import pptx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.harness import WIDTHS, open_case, settle
from tests.browser.screenshots import CASES, WOULD_HAVE_MET

SECRET = "Recurrence in the liver, first presentation"
FOCUSED = """() => {
  const e = document.activeElement;
  return e ? (e.getAttribute('aria-label') || e.innerText || '').trim() : '';
}"""


def parameters(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def tab_to(page: Page, name: str, *, key: str = "Tab", most: int = 160) -> None:
    """Press Tab until what has the focus begins with this name."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"Tab never reached {name!r}")


def press(page: Page, key: str) -> None:
    page.keyboard.press(key)
    settle(page)


def expect_title(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(words)


def test_a_whole_board_by_keyboard_alone(page):
    open_case(page, "/board", WOULD_HAVE_MET)
    tab_to(page, "Add the case entered")
    press(page, "Enter")
    expect(page.get_by_text("Added as case A.")).to_be_visible()
    tab_to(page, "Example")
    page.keyboard.type("LVEF")
    press(page, "Enter")
    tab_to(page, "Add the example")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Case B")).to_be_visible()

    tab_to(page, "Reason for presentation")
    page.keyboard.type(SECRET)
    page.keyboard.press("Control+Enter")
    settle(page)
    tab_to(page, "co_present", key="Shift+Tab")  # the icon of Present is read as its name
    press(page, "Enter")

    expect_title(page, "Case A: the case and its fit")
    expect(page.get_by_text(SECRET)).to_be_visible()
    assert SECRET not in page.url
    for key, title, step in (
        ("ArrowRight", "What happened in the trial", "outcomes"),
        ("PageDown", "Overall survival over time", "survival"),
        ("PageUp", "What happened in the trial", "outcomes"),
        ("End", "Sources", "sources"),
        ("ArrowLeft", "Every published criterion", "criteria"),
        ("ArrowRight", "Sources", "sources"),
    ):
        press(page, key)
        expect_title(page, title)
        assert parameters(page)["step"] == step
    press(page, "ArrowRight")
    expect_title(page, "Case B: the case and its fit")
    expect(page.get_by_text("LVEF", exact=True).first).to_be_visible()
    assert parameters(page)["lvef_percent"] == "48"
    press(page, "ArrowLeft")
    expect_title(page, "Case A: the case and its fit")
    assert {name: value for name, value in parameters(page).items() if name != "step"} == WOULD_HAVE_MET


def test_the_sidebar_is_collapsed_and_the_form_still_runs(page):
    open_case(page, "/present", WOULD_HAVE_MET)
    expect(page.get_by_text("Worked examples")).not_to_be_in_viewport()
    page.reload()
    settle(page)
    assert parameters(page) == WOULD_HAVE_MET


def test_a_link_opens_at_its_step(page):
    open_case(page, "/present", {**WOULD_HAVE_MET, "step": "harms"})
    expect_title(page, "Harms")
    press(page, "ArrowLeft")
    expect_title(page, "This patient's subgroups")


@pytest.mark.parametrize("width", ["projector", "wide"])
def test_a_step_has_the_shape_of_a_projectors_picture(open_page, width):
    page = open_page(width)
    for step in ("case", "outcomes", "survival", "subgroups", "since", "mind", "decision"):
        open_case(page, "/present", {**CASES["would-not-have-met"], "step": step})
        box = page.locator(".st-key-stage").bounding_box()
        assert box is not None
        assert box["width"] / box["height"] == pytest.approx(16 / 9, rel=0.09), step
        size = page.locator(".st-key-stage p, .st-key-stage td").first.evaluate(
            "(e) => { let z = 1; for (let n = e; n; n = n.parentElement) z *= parseFloat(getComputedStyle(n).zoom);"
            " return z * parseFloat(getComputedStyle(e).fontSize); }"
        )
        assert size * 1280 / WIDTHS[width][0] >= 13.5, f"{step}: {size} pixels"


def test_slides_page_and_text_are_taken_away(page):
    open_case(page, "/present", CASES["would-not-have-met"])
    page.get_by_role("button", name="Take away").click()
    files = {}
    for name in ("Slides (.pptx)", "One page (PDF)", "Plain text"):
        with page.expect_download() as waited:
            page.get_by_role("button", name=name).click()
        files[waited.value.suggested_filename] = waited.value.path().read_bytes()
    assert len(pptx.Presentation(io.BytesIO(files["case.pptx"])).slides) >= 10
    assert len(PdfReader(io.BytesIO(files["case.pdf"])).pages) == 1
    assert b"evidence review, not a recommendation" in files["case.txt"]


def test_a_reload_forgets_what_was_written_and_the_server_prints_none_of_it(page, server):
    open_case(page, "/board", {"ecog": "1"})
    page.get_by_role("button", name="Add the case entered").click()
    page.get_by_role("textbox", name="Decision").fill(SECRET)
    page.keyboard.press("Control+Enter")
    settle(page)
    assert SECRET not in page.url
    page.reload()
    settle(page)
    expect(page.get_by_text("No case yet")).to_be_visible()
    assert SECRET not in server.printed()
