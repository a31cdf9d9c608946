"""The pages of the trial answer on the first screen and stay short: places and heights in a window of 1440 by 900."""

import pytest
from playwright.sync_api import expect

from tests.browser.harness import open_case
from tests.browser.screenshots import WOULD_HAVE_MET

CASE = {**WOULD_HAVE_MET, "lvef_percent": "48"}
HEIGHT = """() => document.querySelector('[data-testid="stMain"]').scrollHeight"""
# Pixels before anything is opened: in a window of 1440, and on a phone.
TALLEST = {
    "/outcomes": (1416, 4000),
    "/harms": (1584, 4000),
    "/subgroups": (900, 4000),
    "/eligibility": (1157, 4000),
    "/regimen": (1164, 4000),
    "/evidence": (1800, 4000),
    "/about": (1800, 4000),
    "/cohort": (1800, 4000),
    "/board": (1800, 4000),
    "/present": (1800, 4000),
    "/teach": (1800, 4000),
}
# What has to be seen before anybody scrolls.
ANSWERS = {
    "/outcomes": ("Overall survival: median 56.5 vs 40.8 months", "Hazard ratio 0.68", "18.5 vs 12.4", "Survival"),
    "/harms": (
        "febrile neutropenia, grade ≥ 3, 13.8 vs 7.6 %",
        "+20.5 (+13.7 to +27.0)",
        "18.1 vs 11.8",
        "Adverse events",
    ),
    "/subgroups": (
        "PFS hazard ratio 0.62",
        "◆ this patient's rows",
        "Progression-free survival",
        "Does the effect differ?",
    ),
    "/eligibility": ("Would not have been eligible", "11 of 12 published criteria met", "The published criteria"),
    "/about": ("For oncologists, tumour boards and medical educators", "Known limits", "Newer:"),
    "/board": ("Write no name", "Newer:", "Add the case entered", "no case yet"),
    "/teach": ("0 of 17 cases answered", "Newer:", "Begin with the first case"),
    "/cohort": ("is written nowhere", "Newer:", "Screen the synthetic registry"),
    "/regimen": ("Every 3 weeks:", "840 → 420 mg", "8 → 6 mg/kg", "75 mg/m²", "The trial's calendar"),
}


@pytest.mark.parametrize("path", TALLEST)
def test_a_page_is_no_taller_than_this_before_anything_is_opened(open_page, path):
    for width, most in zip(("wide", "phone"), TALLEST[path], strict=True):
        page = open_page(width)
        open_case(page, path, CASE)
        page.wait_for_function("() => document.querySelector('.st-key-foot')")
        assert page.evaluate(HEIGHT) <= most, f"{path} at {width}"


@pytest.mark.parametrize("path", ANSWERS)
def test_the_answer_is_on_the_first_screen(page, path):
    open_case(page, path, CASE)
    for words in ANSWERS[path]:
        expect(page.get_by_test_id("stMain").get_by_text(words).first).to_be_in_viewport()
