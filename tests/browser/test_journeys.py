"""What a clinician does: enter a patient, share the link, come back, load an example, walk the pages, read on a phone."""

import pytest
from playwright.sync_api import Page, expect

from evidence.patient.examples import examples
from tests.browser.harness import address, enter, enter_example, open_case, parameters, settle, walk_to

PATHS = ("/", "/outcomes", "/subgroups", "/harms", "/evidence", "/about")
CASE = {
    "disease_extent": "metastatic",
    "her2_ihc": "3+",
    "lvef_percent": "49.996",
    "ecog": "1",
    "cns_metastases": "no",
    "peripheral_neuropathy": "yes",
}


def choose(page: Page, attribute: str, answer: str) -> None:
    """Press the button of an answer."""
    page.locator(f".st-key-{attribute}").get_by_role("radio", name=answer, exact=True).click()
    settle(page)


def pick(page: Page, attribute: str, answer: str) -> None:
    """Choose an answer from a list."""
    page.locator(f".st-key-{attribute}").get_by_role("combobox").click()
    page.get_by_role("option", name=answer, exact=True).click()
    settle(page)


def chosen(page: Page, attribute: str) -> str:
    """The answer whose button is pressed, also inside a closed fold; empty where none is."""
    pressed = page.locator(f".st-key-{attribute} [role=radio][aria-checked=true]")
    return (pressed.text_content() or "") if pressed.count() else ""


# What the first heading of a page says where it is an answer and no title.
ANSWERS = {
    "Case": "Would not have been eligible",
    "Outcomes": "Overall survival",
    "Harms": "febrile neutropenia",
    "About": "not advice",
}


def follow(page: Page, name: str) -> None:
    """Go to a page by the navigation."""
    walk_to(page, name)
    expect(page.get_by_role("heading", level=1, name=ANSWERS.get(name, name))).to_be_visible()
    settle(page)


def expect_case(page: Page) -> None:
    """The form holds CASE, and nothing was rounded."""
    # Going back begins its run a moment after the address has changed, so the first look waits.
    expect(page.locator(".st-key-lvef_percent input")).to_have_value("49.996")
    settle(page)
    assert chosen(page, "her2_ihc") == "3+"
    assert chosen(page, "ecog") == "1"
    assert chosen(page, "cns_metastases") == "no"
    expect(page.locator(".st-key-disease_extent").get_by_role("combobox")).to_have_value("Metastatic")


def test_a_patient_is_entered_from_scratch_and_the_verdict_follows(page):
    open_case(page)
    verdict = page.get_by_role("heading", level=1)
    expect(verdict).to_contain_text("Cannot tell yet")
    pick(page, "disease_extent", "Metastatic")
    choose(page, "her2_ihc", "3+")
    choose(page, "cns_metastases", "no")
    enter(page, "age_years", "52")
    choose(page, "ecog", "0")
    enter(page, "lvef_percent", "62")
    choose(page, "uncontrolled_condition", "no")
    page.get_by_role("button", name="None (de novo)").click()
    settle(page)
    expect(verdict).to_contain_text("Meets all 12 published criteria")
    enter(page, "lvef_percent", "48")
    expect(verdict).to_contain_text("Would not have been eligible")
    expect(page.get_by_role("cell", name="48 %", exact=True)).to_be_visible()
    assert parameters(page)["lvef_percent"] == "48"


@pytest.mark.parametrize("path", PATHS)
def test_an_address_is_the_case_cold_reloaded_and_after_going_away(page, path):
    open_case(page, path, CASE)
    expect_case(page)
    page.reload()
    settle(page)
    expect_case(page)
    follow(page, "About" if path != "/about" else "Harms")
    expect_case(page)
    page.go_back()
    settle(page)
    expect_case(page)
    assert parameters(page) == CASE


def test_going_back_restores_that_addresss_case_and_names_what_changed(page):
    open_case(page, "/", CASE)
    follow(page, "Outcomes")
    enter(page, "lvef_percent", "61")
    choose(page, "ecog", "2")
    page.go_back()
    settle(page)
    expect_case(page)
    expect(page.get_by_text("Changed: ECOG, LVEF.")).to_be_visible()
    page.go_forward()
    expect(page.locator(".st-key-lvef_percent input")).to_have_value("61")


def test_an_example_is_one_step_of_the_history(page):
    open_case(page, "/", CASE)
    enter_example(page, "LVEF 48 %")
    assert parameters(page) == next(example.answers for example in examples() if example.id == "lvef-48")
    page.reload()
    settle(page)
    assert page.locator(".st-key-lvef_percent input").input_value() == "48"
    page.go_back()
    settle(page)
    expect_case(page)
    assert parameters(page) == CASE


def test_clear_empties_the_form_and_the_address(page):
    open_case(page, "/", CASE)
    page.get_by_role("button", name="Clear", exact=True).click()
    settle(page)
    assert parameters(page) == {}
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cannot tell yet")
    expect(page.get_by_text("0 of 12 published criteria met, 12 open")).to_be_visible()


def test_an_unescaped_plus_other_spellings_and_nonsense_are_understood_or_named(page):
    page.goto("/?her2_ihc=3+&cns_metastases=FALSE&disease_extent=Metastatic&ecog=7&shoe_size=41&sex=male&sex=female")
    settle(page)
    assert chosen(page, "her2_ihc") == "3+"
    assert chosen(page, "cns_metastases") == "no"
    assert chosen(page, "sex") == "Female"
    for said in ("ecog: 7 is not one of 0–4", "shoe_size", "sex 2 times; the last one counts"):
        expect(page.get_by_text(said)).to_be_visible()
    assert parameters(page) == {
        "her2_ihc": "3+",
        "cns_metastases": "no",
        "disease_extent": "metastatic",
        "sex": "female",
    }


def test_an_entry_out_of_range_is_kept_and_said_not_to_count(page):
    open_case(page, "/", {"age_years": "130"})
    assert page.locator(".st-key-age_years input").input_value() == "130"
    expect(page.get_by_text("Age: 130 is not one of 0–120. The verdict does not use it.")).to_be_visible()
    enter(page, "age_years", "30")
    expect(page.get_by_text("is not one of 0–120")).to_have_count(0)


def test_an_age_over_90_becomes_90_as_it_is_entered(page):
    open_case(page)
    enter(page, "age_years", "104")
    expect(page.locator(".st-key-age_years input")).to_have_value("90")
    assert parameters(page) == {"age_years": "90"}


def test_the_copied_link_opens_the_same_case(page, app_url):
    open_case(page, "/outcomes", CASE)
    page.get_by_role("button", name="Share").click()
    settle(page)
    link = page.get_by_test_id("stPopoverBody").locator("code").first.inner_text().replace("\n", "")
    assert link.startswith(f"{app_url}/outcomes?")
    page.goto(link)
    settle(page)
    expect_case(page)


def test_the_copied_summary_says_the_verdict_with_its_registry_line(page):
    open_case(page, "/", CASE)
    page.get_by_role("button", name="Share").click()
    settle(page)
    said = page.get_by_test_id("stPopoverBody").locator("code").last.inner_text()
    assert "Would not have been eligible" in said
    assert "not met: LVEF | 49.996 % | trial: 50 % or more | 0.004 points below 50" in said


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_an_example_is_carried_over_all_pages(open_page, width):
    page = open_page(width)
    example = next(each for each in examples() if each.id == "clearly-eligible")
    for path in PATHS:
        open_case(page, path, example.answers)
        assert parameters(page) == example.answers
        assert page.get_by_test_id("stException").count() == 0


def test_on_a_phone_the_verdict_is_on_the_first_screen(open_page):
    page = open_page("phone")
    open_case(page, "/", CASE)
    box = page.get_by_role("heading", level=1).bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 844, "the verdict needs scrolling"


def test_on_a_phone_the_form_opens_by_its_name_and_the_verdict_stays_beside_it(open_page):
    page = open_page("phone")
    open_case(page, "/", CASE)
    form, entry = page.get_by_test_id("stSidebar"), page.locator(".st-key-lvef_percent input")
    expect(entry).not_to_be_in_viewport()
    for value, verdict in (("49", "Not eligible: LVEF 49 % +1"), ("62", "Not eligible: Neuropathy")):
        page.get_by_role("button", name="Patient form").press("Enter")
        settle(page)
        entry.scroll_into_view_if_needed()
        expect(entry).to_be_in_viewport()
        enter(page, "lvef_percent", value)
        expect(form.get_by_text(verdict)).to_be_in_viewport()
        expect(entry).to_be_in_viewport()
        page.get_by_role("button", name="Back to page").press("Enter")
        settle(page)
        expect(entry).not_to_be_in_viewport()
        page.get_by_role("heading", name="Harms").scroll_into_view_if_needed()
        expect(page.get_by_test_id("stMain").get_by_text(verdict)).to_be_in_viewport()
    page.get_by_role("button", name="Patient form").click()
    form.get_by_role("link", name="CLEOPATRA", exact=True).click()
    expect(page.get_by_role("heading", level=1, name="Overall survival")).to_be_visible()
    settle(page)
    expect(entry).not_to_be_in_viewport()


def test_a_wide_window_shows_the_verdict_once(page):
    open_case(page, "/", CASE)
    for name in ("Patient form", "Back to page"):
        expect(page.get_by_role("button", name=name)).to_have_count(0)


@pytest.mark.parametrize("written", ["![x](http://evil.example/a.png)", ":material/check_circle:", "www.evil.example"])
def test_what_a_link_says_is_shown_as_written_and_fetches_nothing(page, written):
    open_case(page, "/", {"lvef_percent": written, written: "1"})
    main = page.get_by_test_id("stMain")
    expect(main.get_by_text("is not one number").first).to_be_visible()
    assert main.locator("img, a[href*=evil]").count() == 0
    assert page.locator("section[data-testid=stSidebar] img").count() == 0
    assert written in main.inner_text().replace("\u200b", "")


def test_the_address_of_a_case_holds_no_row_label(page):
    page.goto(address("/", {"patient_id": "row-7", "ecog": "1"}))
    settle(page)
    expect(page.get_by_text("patient_id, which never belongs in an address")).to_be_visible()
    assert parameters(page) == {"ecog": "1"}
