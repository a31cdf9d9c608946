"""A whole tumour board by keyboard alone: cases, words, presentation, files; and what a reload forgets."""

import io

import pptx
import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from evidence.board.board import Board, saved
from tests.browser.harness import open_case, parameters, settle
from tests.browser.screenshots import CASES, WOULD_HAVE_MET

SECRET = "Recurrence in the liver, first presentation"
FOCUSED = """() => {
  const e = document.activeElement;
  return e ? (e.getAttribute('aria-label') || e.innerText || '').trim() : '';
}"""


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
        ("End", "Sources, continued", "sources-2"),
        ("ArrowLeft", "Sources", "sources"),
        ("ArrowRight", "Sources, continued", "sources-2"),
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


PROJECTORS = ((1280, 800), (1440, 900), (1920, 1080))
# The frame, the lowest edge of what stands in it, what follows it, and the smallest letters: in words, and in plots,
# where only the height of a line is known, which is 1.3 letters.
ON_STAGE = """() => {
  const seen = (e) => e.getBoundingClientRect().height > 0 && (e.textContent || '').trim() !== '';
  const all = (what) => [...document.querySelectorAll(what)].filter(seen);
  const enlarged = (e) => {
    let times = 1;
    for (let n = e; n; n = n.parentElement) times *= parseFloat(getComputedStyle(n).zoom);
    return times * parseFloat(getComputedStyle(e).fontSize);
  };
  const edges = (what) => document.querySelector(what).getBoundingClientRect();
  const inside = '.st-key-stage :is(h1, p, li, td, th, pre, svg text)';
  return {
    width: edges('.st-key-stage').width,
    height: edges('.st-key-stage').height,
    top: edges('.st-key-stage').top,
    bottom: edges('.st-key-stage').bottom,
    lowest: Math.max(...all(inside).map((e) => e.getBoundingClientRect().bottom)),
    rightmost: Math.max(...all(inside).map((e) => e.getBoundingClientRect().right)),
    right: edges('.st-key-stage').right,
    words: Math.min(...all('.st-key-stage :is(h1, p, li, td, th)').map(enlarged)),
    plot: Math.min(...all('.st-key-stage svg text').map((e) => e.getBoundingClientRect().height / 1.3), 1e6),
    body: edges('.st-key-stage-row').bottom,
    foot: edges('.st-key-stage-foot').top,
    after: edges('.st-key-present-foot').top,
  };
}"""


def expect_a_picture(page: Page, step: str) -> None:
    """The step fits a frame of 16:9 on every projector, whole in the window, in letters of a fiftieth at least."""
    for across, down in PROJECTORS:
        page.set_viewport_size({"width": across, "height": down})
        settle(page)
        seen = page.evaluate(ON_STAGE)
        said = f"{step} at {across}: {seen}"
        assert seen["width"] / seen["height"] == pytest.approx(16 / 9, rel=0.005), said
        assert seen["lowest"] <= seen["bottom"] + 1, said
        assert seen["rightmost"] <= seen["right"] + 1, said
        assert seen["body"] <= seen["foot"] + 1, said
        assert seen["bottom"] <= min(seen["after"], down), said
        assert seen["height"] > 0.7 * down, said
        assert min(seen["words"], seen["plot"]) >= seen["height"] / 50.5, said


@pytest.mark.parametrize("case", ["empty", "partly", "would-not-have-met", "conflicting"])
def test_every_step_is_a_projectors_picture(page, case):
    open_case(page, "/present", CASES[case])
    steps = page.get_by_text("step 1 of ").inner_text().rsplit(" ", 1)[1]
    for at in range(1, int(steps) + 1):
        expect(page.get_by_text(f"step {at} of {steps}", exact=True)).to_be_visible()
        expect_a_picture(page, page.get_by_role("heading", level=1).inner_text())
        press(page, "ArrowRight")


def test_the_longest_words_of_a_board_fit_their_steps(page, tmp_path):
    long = " ".join(["presentation"] * 92)
    board = Board().with_case(CASES["partly"]).changed("A", reason=long, question=long, options=long, decision=long)
    file = tmp_path / "board.json"
    file.write_bytes(saved(board, "cleopatra"))
    open_case(page, "/board")
    page.get_by_text("Save the board to a file, or open one").click()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("Opened: 1 case.")).to_be_visible()
    page.get_by_role("button", name="Present", exact=False).first.click()
    expect_title(page, "Case A: the case and its fit")
    expect_a_picture(page, "case")
    page.get_by_role("combobox", name="Step").fill("decision")
    page.keyboard.press("Enter")
    expect_title(page, "Options considered and decision")
    expect_a_picture(page, "decision")


def test_slides_page_and_text_are_taken_away(page):
    open_case(page, "/present", CASES["would-not-have-met"])
    page.get_by_role("button", name="Download").click()
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
    expect(page.get_by_role("heading", name="Tumour board: no case yet")).to_be_visible()
    assert SECRET not in server.printed()
