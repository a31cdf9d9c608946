"""The Eligibility page as a clinician uses it: HER2 cases, what would settle a case, a rare patient, a change tried."""

import re

import pytest
from playwright.sync_api import Page, expect

from evidence.patient.examples import examples
from tests.browser.harness import WIDTHS, enter, open_case, parameters, settle

EXAMPLES = {example.id: dict(example.answers) for example in examples()}
WORKED = {**EXAMPLES["ish-pending"], "her2_ish_ratio": "1.9"}
LINK = "In full"


def main(page: Page):
    """What the page itself says, without the form."""
    return page.get_by_test_id("stMain")


def opened(page: Page, key: str):
    """What stands behind the sources of a panel."""
    page.locator(f".st-key-sources-{key}").get_by_role("button").click()
    settle(page)
    return page.get_by_test_id("stPopoverBody")


def sideways(page: Page) -> int:
    """By how many pixels the page is too wide."""
    return page.evaluate(
        "() => { const main = document.querySelector('[data-testid=stMain]');"
        " return main.scrollWidth - main.clientWidth; }"
    )


# ---------------------------------------------------------------------------------------------------------- HER2


def test_ihc_2_with_a_ratio_of_1_9_reads_right_at_every_copy_number(page):
    open_case(page, "/eligibility", WORKED)
    shown = main(page)
    expect(shown).to_contain_text("Cannot be classified without the copy number")
    expect(shown).to_contain_text("By IHC 2+ and ISH ratio 1.9.")
    page.get_by_test_id("stSidebar").get_by_text("For the subgroups").click()
    settle(page)
    for copies, result, readings in (
        ("3", "HER2-negative", "The two readings agree."),
        ("5", "Recount; if the group stays the same, HER2-negative, with a comment", "The two readings agree."),
        ("7", "Recount; if the group stays the same, HER2-positive", "The two readings differ."),
    ):
        enter(page, "her2_copy_number", copies)
        expect(shown.get_by_text(result, exact=True)).to_be_visible()
        expect(shown).to_contain_text(readings)
        expect(shown.get_by_role("heading", name=re.compile("Would not have been eligible"))).to_be_visible()


def test_ihc_1_without_ish_is_negative_today_and_open_for_the_trial(page):
    open_case(page, "/eligibility", {**EXAMPLES["ish-pending"], "her2_ihc": "1+"})
    shown = main(page)
    expect(shown.get_by_text("HER2-negative", exact=True)).to_be_visible()
    shown = opened(page, "her2")
    expect(shown).to_contain_text("IHC 3+ or ISH ratio 2.0 or more")
    expect(shown).to_contain_text("6 of the 808 patients enrolled had IHC 0 or 1+")
    expect(shown).not_to_contain_text("the guideline asks for ISH")


# --------------------------------------------------------------------------------------- what would settle the case


@pytest.mark.parametrize(
    ("case", "on_the_case_page", "said"),
    [
        (
            EXAMPLES["ish-pending"],
            "needs ISH result",
            ["One fact settles the case, whatever the answer.", "ISH ratio below 2.0, or ISH result not amplified"],
        ),
        (
            {**EXAMPLES["ish-pending"], "her2_ihc": "0"},
            "needs an ISH result, if one was done",
            ["One fact settles the case, whatever the answer."],
        ),
        (
            {name: text for name, text in EXAMPLES["de-novo"].items() if name != "adjuvant_chemotherapy"},
            "needs interval since adjuvant therapy and (neo)adjuvant chemotherapy",
            [
                "The fewest facts that settle the case: 2, together, whatever the answers.",
                "Interval since adjuvant therapy · applies only after (neo)adjuvant chemotherapy",
                "No single fact could settle it as not met.",
            ],
        ),
        (
            EXAMPLES["lvef-48"],
            "LVEF 48 %",
            ["may change", "whom the trial enrolled, not whom to treat"],
        ),
    ],
    ids=["ISH pending", "low IHC score", "adjuvant therapy unknown", "decided by LVEF"],
)
def test_one_line_on_the_case_page_leads_to_what_would_settle_it(page, case, on_the_case_page, said):
    open_case(page, "/", case)
    expect(page.get_by_role("heading", level=1)).to_contain_text(on_the_case_page)
    page.get_by_role("link", name=LINK).first.click()
    expect(page.get_by_role("heading", level=2, name="The published criteria")).to_be_visible()
    settle(page)
    shown = opened(page, "settle")
    for text in said:
        expect(shown).to_contain_text(text)
    assert parameters(page).items() >= case.items()


# -------------------------------------------------------------------------------------------------- a rare patient


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_lens_shows_what_is_rare_about_a_man_of_79(open_page, width, dark):
    page = open_page(width, dark=dark)
    open_case(page, "/eligibility", EXAMPLES["man-79"])
    shown = main(page)
    chart = shown.locator(".st-key-applicability")
    chart.scroll_into_view_if_needed()
    labels = chart.locator(".annotation-text")
    expect(labels.first).to_be_visible()
    drawn = labels.all_text_contents()
    assert drawn[:4] == ["◆ Sex: Male", "2 (0.2 %)", "◆ Age: ≥75 yr", "19 (2.4 %)"]
    expect(shown).to_contain_text("2 men of 808, both in the control group.")
    expect(shown).to_contain_text("75 years or older: 19 of 808.")
    expect(shown).to_contain_text("Ages enrolled: 22 to 89 years, median 54.0 in each group. This patient: 79 years.")
    expect(shown).to_contain_text("Cannot be classified without the copy number")
    assert sideways(page) <= 0
    assert overlapping(page) == []


def overlapping(page: Page) -> list[str]:
    """Words of the chart that lie upon each other or outside the picture."""
    return page.evaluate(
        """() => {
          const plot = document.querySelector('.st-key-applicability .main-svg').getBoundingClientRect();
          const words = [...document.querySelectorAll('.st-key-applicability .annotation-text')].map(
            (text) => [text.textContent, text.getBoundingClientRect()]);
          const outside = words.filter(([, box]) => box.left < plot.left - 1 || box.right > plot.right + 1);
          const pairs = words.flatMap(([one, a], at) => words.slice(at + 1)
            .filter(([, b]) => a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1)
            .map(([other]) => `${one} upon ${other}`));
          return [...outside.map(([text]) => `${text} outside`), ...pairs];
        }"""
    )


def test_the_table_of_those_enrolled_opens_and_marks_his_levels(page):
    open_case(page, "/eligibility", EXAMPLES["man-79"])
    table = opened(page, "like").get_by_role("table", name="Baseline characteristics of those enrolled")
    expect(table.get_by_role("row").filter(has_text=re.compile(r"Male\s*◆ this patient"))).to_have_count(1)
    expect(table.get_by_role("row", name="Taxane")).to_contain_text("185 of 808")
    expect(table.get_by_role("row", name="Taxane")).not_to_contain_text("this patient")


# ----------------------------------------------------------------------------------------------- registry, a change


def test_a_registry_answer_lives_in_the_address_and_comes_first_when_it_fails(page):
    open_case(page, "/eligibility", {**EXAMPLES["clearly-eligible"], "heart_failure_history": "yes"})
    for _ in range(2):
        expect(main(page)).to_contain_text("history of congestive heart failure (registry)")
        by_status = page.get_by_role("table", name="Registry criteria by status")
        expect(by_status.get_by_role("row").nth(1)).to_contain_text("Heart failure: yes")
        page.reload()
        settle(page)
    table = opened(page, "registry").get_by_role("table", name="Registry criteria")
    expect(table.get_by_role("row", name="Organ function")).to_contain_text("not assessable from public text")


def test_a_change_is_tried_beside_the_case_and_leaves_the_address_alone(page):
    open_case(page, "/eligibility", EXAMPLES["lvef-48"])
    before = page.url
    box = page.locator(".st-key-try-entry").get_by_role("combobox")
    box.press_sequentially("LVEF")
    page.get_by_role("option", name="LVEF", exact=True).click()
    settle(page)
    enter(page, "try-lvef_percent", "55")
    tried = page.get_by_role("table", name="The case as entered and with the change")
    expect(tried).to_contain_text("Meets all 12 published criteria")
    expect(tried).to_contain_text("not met: 48 % (2 points below 50)")
    assert page.url == before
    expect(page.locator(".st-key-lvef_percent input")).to_have_value("48")
    expect(page.get_by_role("heading", name=re.compile("Would not have been eligible"))).to_be_visible()
