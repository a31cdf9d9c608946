"""The Cohort page in a browser: a registry screened, a row opened as a case, nothing left behind."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import breaches
from tests.browser.harness import open_case, settle
from tests.browser.test_accessibility import every_look

pytestmark = pytest.mark.browser

ROW_HEIGHT = 35


def test_a_row_of_an_uploaded_registry_opens_as_a_case_under_its_own_address(page):
    open_case(page, "/", {"ecog": "0"})
    page.get_by_role("link", name="Cohort").click()
    data = b"patient_id,ecog,her2_ihc,lvef_percent\nNAME-1,1,3+,49.996\nNAME-2,0,2+,60\n"
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": data}
    )
    expect(page.get_by_role("heading", name="mine.csv: 2 rows")).to_be_visible()
    settle(page)
    table = page.locator('[data-testid="stDataFrame"]')
    table.scroll_into_view_if_needed()
    table.click(position={"x": 20, "y": ROW_HEIGHT + ROW_HEIGHT // 2})
    page.get_by_role("button", name="Open as a case").click()
    expect(page).to_have_url(re.compile(r"/\?.*her2_ihc=3%2B"))
    settle(page)
    assert "lvef_percent=49.996" in page.url
    assert "ecog=1" in page.url
    assert "NAME" not in page.url
    expect(page.get_by_text("Row 1 of mine.csv is entered.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("Would not have been eligible"))).to_be_visible()


def test_rows_of_a_registry_become_cases_of_the_board_without_their_labels(page):
    open_case(page, "/cohort")
    data = b"patient_id,ecog,her2_ihc,lvef_percent\nNAME-1,1,3+,many\nNAME-2,0,2+,60\nNAME-3,2,3+,55\n"
    page.locator('input[type="file"]').first.set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": data}
    )
    expect(page.get_by_role("heading", name="mine.csv: 3 rows")).to_be_visible()
    settle(page)
    expect(page.get_by_role("button", name="Add to the board")).to_be_disabled()
    table = page.locator('[data-testid="stDataFrame"]')
    table.scroll_into_view_if_needed()
    for row in (1, 3):
        table.click(position={"x": 20, "y": ROW_HEIGHT * row + ROW_HEIGHT // 2})
        settle(page)
    expect(page.get_by_role("button", name="Open as a case")).to_be_disabled()
    page.get_by_role("button", name="Add 2 rows to the board").click()
    expect(page.get_by_text("Added to the board as case A, B.")).to_be_visible()
    page.get_by_role("link", name="The board").click()
    expect(page.get_by_role("heading", name="Cases (2)")).to_be_visible()
    expect(page.get_by_role("heading", name="Case A · Cannot tell yet")).to_be_visible()
    expect(page.get_by_role("heading", name="Case B · Would not have been eligible")).to_be_visible()
    assert "NAME" not in page.content()


def test_the_synthetic_registry_is_screened_and_removed(page):
    open_case(page, "/cohort")
    page.get_by_role("button", name="Screen the synthetic registry").click()
    expect(page.get_by_role("heading", name=re.compile("2.000 rows"))).to_be_visible()
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Verdicts (CSV)").click()
    written = download.value.path().read_text(encoding="utf-8")
    assert len(written.splitlines()) == 2_001
    assert written.startswith("patient_id,verdict,published_verdict,problems,conflicts,age,")
    page.get_by_role("button", name="Remove the cohort").click()
    settle(page)
    expect(page.get_by_role("button", name="Verdicts (CSV)")).to_have_count(0)


def test_a_screened_registry_keeps_the_rules_of_accessibility(page):
    open_case(page, "/cohort")
    page.get_by_role("button", name="Screen the synthetic registry").click()
    expect(page.get_by_role("heading", name=re.compile("2.000 rows"))).to_be_visible()
    settle(page)
    broken = [f"{look}: {breach}" for look in every_look(page) for breach in breaches(page)]
    assert not broken, "\n".join(broken)
