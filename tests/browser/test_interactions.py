"""How many presses and typed values it takes to enter a patient: each click and each filled box is one interaction."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import enter, open_case, settle

FEWER_DE_NOVO, FEWER_AFTER_ADJUVANT = 10, 14
EVERYWHERE = (("her2_ihc", "3+"), ("ecog", "1"), ("lvef_percent", "62"), ("cns_metastases", "no"), ("age_years", "58"),
              ("uncontrolled_condition", "no"))  # fmt: skip
AFTER_ADJUVANT = (("disease_extent", "Metastatic"), ("adjuvant_trastuzumab", "yes"),
                  ("months_adjuvant_to_metastatic", "31"), ("cumulative_doxorubicin_mg_m2", "240"),
                  ("lvef_fell_below_50_on_trastuzumab", "no"))  # fmt: skip


def answer(page: Page, attribute: str, value: str) -> int:
    """Enter one answer as a doctor does, and return with how many presses or typed values."""
    question = page.locator(f".st-key-{attribute}")
    expect(question).to_be_visible()
    if question.get_by_test_id("stSelectbox").count():
        question.locator("input").click()
        page.get_by_role("option", name=value, exact=True).click()
        settle(page)
        return 2
    if question.get_by_role("radio").count():
        question.get_by_text(value, exact=True).click()
        settle(page)
    else:
        enter(page, attribute, value)
    return 1


@pytest.mark.parametrize(
    ("shortcut", "answers", "limit"),
    [
        ("None (de novo)", EVERYWHERE, FEWER_DE_NOVO),
        ("After adjuvant therapy", EVERYWHERE + AFTER_ADJUVANT, FEWER_AFTER_ADJUVANT),
    ],
)
def test_a_patient_is_entered_in_few_interactions(page, shortcut, answers, limit):
    open_case(page)
    page.get_by_role("button", name=shortcut, exact=True).click()
    settle(page)
    done = 1 + sum(answer(page, attribute, value) for attribute, value in answers)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Meets all 12 published criteria")
    assert done < limit
