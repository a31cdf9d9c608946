"""A class at work: one case from the first key to the last without a mouse, its link, and the other parts of the page."""

from collections.abc import Iterator
from typing import Literal

from playwright.sync_api import Page, expect

from tests.browser.axe import breaches
from tests.browser.harness import WIDTHS, open_case, settle, walk_to
from tests.browser.looks import show

Role = Literal["radio", "combobox", "spinbutton", "button", "textbox"]


def press(page: Page, *keys: str) -> None:
    """Press keys one after another, and wait for what they bring."""
    for key in keys:
        page.keyboard.press(key)
    settle(page)


def tab_to(page: Page, role: Role, name: str, *, most: int = 120, back: bool = False, exact: bool = False) -> None:
    """Move the focus with the tab key alone until it is on the element with this role and name."""
    wanted = page.get_by_role(role, name=name, exact=exact).first
    expect(wanted).to_be_visible()
    for _ in range(most):
        if wanted.evaluate("element => element === document.activeElement || element.contains(document.activeElement)"):
            return
        page.keyboard.press("Shift+Tab" if back else "Tab")
    raise AssertionError(f"{role} {name!r} is not reached with {most} presses of the tab key")


def parameters(page: Page) -> dict[str, str]:
    return dict(page.evaluate("() => [...new URL(location.href).searchParams]"))


def test_a_whole_teaching_case_by_keyboard_alone(page):
    open_case(page, "/teach", {"teaching_case": "eleven-months", "lvef_percent": "61"})
    expect(page.get_by_role("heading", name="Relapse in the first year")).to_be_visible()
    expect(page.get_by_role("heading", name="Compare")).to_have_count(0)
    # The tab key begins in the page, after the form of the sidebar.
    page.get_by_role("combobox", name="Case", exact=True).focus()

    tab_to(page, "radio", "Meets all published criteria")
    press(page, "ArrowDown", "ArrowUp", "ArrowDown")
    expect(page.get_by_role("radio", name="Would not have been eligible")).to_be_checked()
    tab_to(page, "combobox", "2. The criterion that decides")
    page.keyboard.type("Interval since")
    expect(page.get_by_role("option", name="Interval since adjuvant therapy")).to_be_visible()
    press(page, "Enter")
    tab_to(page, "spinbutton", "Pertuzumab group, of 100")
    page.keyboard.type("66")
    tab_to(page, "spinbutton", "Control group, of 100")
    page.keyboard.type("40")
    tab_to(page, "button", "State and compare")
    press(page, "Enter")

    expect(page.get_by_role("heading", name="Compare")).to_be_visible()
    expect(page.get_by_role("cell", name="agrees")).to_have_count(3)
    expect(page.get_by_role("cell", name="differs")).to_have_count(1)
    page.wait_for_function("() => new URL(location.href).searchParams.get('step') === '2'")
    tab_to(page, "button", "Next step: explain")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Explain")).to_be_visible()
    expect(page.get_by_text("1 month below 12")).to_be_visible()
    tab_to(page, "button", "Next step: change one entry")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Change one entry")).to_be_visible()
    expect(page.get_by_text("met: 12 months")).to_be_visible()
    interval = (
        "From last (neo)adjuvant chemotherapy or trastuzumab to metastatic diagnosis (endocrine therapy does not count)"
    )
    tab_to(page, "textbox", f"{interval}, months", back=True, exact=True)
    press(page, "Control+a")
    page.keyboard.type("11.5")
    press(page, "Enter")
    expect(page.get_by_text("0.5 months below 12")).to_be_visible()
    tab_to(page, "button", "Try again")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="State your answers")).to_be_visible()
    tab_to(page, "button", "Next case")
    press(page, "Enter")
    expect(page.get_by_role("heading", name="Relapse after a year")).to_be_visible()
    page.wait_for_function("() => new URL(location.href).searchParams.get('teaching_case') === 'twelve-months'")
    assert parameters(page) == {"teaching_case": "twelve-months", "lvef_percent": "61"}, "the own case is untouched"


def test_a_link_restores_case_and_step_but_no_answers(open_page):
    learner = open_page()
    open_case(learner, "/teach", {"teaching_case": "equivocal-stain", "step": "3", "her2_ihc": "3+"})
    expect(learner.get_by_role("heading", name="A second test is on its way")).to_be_visible()
    expect(learner.get_by_text("This step opens once you have stated your answers.")).to_be_visible()
    learner.get_by_role("button", name="Link to this case and step").click()
    link = learner.get_by_test_id("stPopoverBody").locator("code").first.inner_text().replace("\n", "")
    assert link.endswith("/teach?teaching_case=equivocal-stain&step=3"), "without the case of the form"
    other = open_page("phone")
    other.goto(link)
    settle(other)
    expect(other.get_by_role("heading", name="A second test is on its way")).to_be_visible()
    assert parameters(other) == {"teaching_case": "equivocal-stain", "step": "3"}


def test_the_place_is_kept_when_another_page_is_visited(page):
    open_case(page, "/teach", {"teaching_case": "fifty-percent"})
    walk_to(page, "Harms")
    expect(page.get_by_role("heading", level=1, name="febrile neutropenia")).to_be_visible()
    settle(page)
    walk_to(page, "Teach")
    expect(page.get_by_role("heading", name="An echocardiogram at the line")).to_be_visible()


def test_an_own_case_is_added_or_refused_with_every_fault(page, tmp_path):
    open_case(page, "/teach")
    page.get_by_role("radio", name="Facilitator", exact=True).click()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="A case of ours as an example").click()
    text = download.value.path().read_text(encoding="utf-8")
    good, bad = tmp_path / "own.yaml", tmp_path / "bad.yaml"
    good.write_text(text.replace("id: new-diagnosis", "id: our-ward"), encoding="utf-8")
    bad.write_text(text.replace("id: new-diagnosis", "id: second").replace("verdict: eligible", "verdict: unknown", 1),
                   encoding="utf-8")  # fmt: skip
    page.locator("input[type=file]").set_input_files([good, bad])
    expect(page.get_by_text("Added to this session: Metastatic from the start (our-ward).")).to_be_visible()
    expect(page.get_by_text("bad.yaml, expected.verdict: found 'unknown', expected eligible")).to_be_visible()
    page.get_by_role("radio", name="Cases", exact=True).click()
    settle(page)
    expect(page.get_by_text("18 made-up cases.")).to_be_visible()


def test_a_misconceptions_cursor_moves_with_the_arrow_keys(page):
    open_case(page, "/teach")
    page.get_by_role("radio", name="Misconceptions", exact=True).click()
    settle(page)
    page.get_by_text("Most of them lived about that long").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    settle(page)
    expect(page.get_by_text("Not quite.")).to_be_visible()
    page.get_by_role("slider", name="Month").press("ArrowRight")
    expect(page.get_by_text("month 37")).to_be_visible()


PARTS = ("Cases", "Misconceptions", "The trial as a story", "Facilitator", "Glossary")
CHAPTERS = ("Patients", "Stratification", "Blinding", "Looks and boundaries", "Crossover")
TOO_WIDE = """() => { const main = document.querySelector('[data-testid=stMain]');
  return main.scrollWidth - main.clientWidth; }"""


def part(page: Page, name: str) -> None:
    """Choose a part of the page, or a chapter of the story."""
    page.get_by_role("radio", name=name, exact=True).first.click()
    settle(page)


def too_wide(page: Page, name: str) -> Iterator[str]:
    """At which widths what is open now is wider than the page."""
    for width in WIDTHS:
        show(page, width, "light")
        if (excess := page.evaluate(TOO_WIDE)) > 0:
            yield f"{name} is {excess} pixels too wide at {width}"


def test_every_part_keeps_the_rules_of_accessibility_in_both_themes_and_its_width(page):
    open_case(page, "/teach")
    broken = [*too_wide(page, "Cases, none chosen")]
    show(page, "wide", "light")
    open_case(page, "/teach", {"teaching_case": "eleven-months"})
    for name in (*PARTS, "The trial as a story", *CHAPTERS):
        part(page, name)
        if name == "Facilitator":
            page.get_by_text("I lead this session").click()
            settle(page)
        page.mouse.move(0, 0)  # what a pointer rests on has other colours for as long as it does
        broken += too_wide(page, name)
        for scheme in ("dark", "light"):
            show(page, "wide", scheme)
            broken += [f"{name}, {scheme}: {each}" for each in breaches(page)]
    assert not broken, "\n".join(broken)
