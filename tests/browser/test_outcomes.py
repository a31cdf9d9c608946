"""The time cursor and the date of the Outcomes page, as a reader moves them; what the address keeps of them."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.browser.harness import enter_example, open_case, parameters, settle, walk_to

CASE = {"her2_ihc": "3+", "ecog": "1"}
BOX = ".st-key-month input"
BAR = "As known on {} — not current"


def shows(page, month, says=None):
    expect(page.get_by_role("cell", name=f"at month {month}, %").last).to_be_visible()
    expect(page.locator(BOX)).to_have_value(str(month))
    if says:
        expect(page.get_by_role("img", name=says)).to_be_attached()


def test_box_keys_and_steps_move_one_cursor(page):
    open_case(page, "/outcomes", CASE)
    shows(page, 36)
    page.locator(".st-key-month").get_by_test_id("stNumberInputStepUp").click()
    shows(page, 37)
    page.locator(BOX).press("ArrowDown")
    page.locator(BOX).press("Enter")
    shows(page, 36)
    page.locator(BOX).fill("24")
    page.locator(BOX).press("Enter")
    shows(page, 24, "At month 24 an estimated 80 of 100 in the pertuzumab group and 70 of 100 in the control group")
    expect(page.get_by_role("cell", name="80.5†", exact=True).first).to_be_visible()
    settle(page)
    assert parameters(page) == {**CASE, "month": "24"}


def test_the_address_brings_back_month_endpoint_and_case(open_page, page):
    asked = {**CASE, "month": "48", "endpoint": "pfs"}
    open_case(page, "/outcomes", asked)
    shows(page, 48)
    expect(page.get_by_role("radio", name="pfs")).to_be_checked()
    page.reload()
    settle(page)
    shows(page, 48)
    assert parameters(page) == asked
    other = open_page("phone")
    other.goto(page.url)
    settle(other)
    shows(other, 48)


def test_another_page_and_back_keeps_case_and_month(page):
    open_case(page, "/outcomes", {**CASE, "month": "12", "endpoint": "pfs"})
    shows(page, 12)
    for back in (page.go_back, partial(walk_to, page, "Outcomes")):
        walk_to(page, "Case")
        assert parameters(page) == CASE
        back()
        shows(page, 12)
        expect(page.get_by_role("radio", name="pfs")).to_be_checked()
        settle(page)
        assert parameters(page) == {**CASE, "month": "12", "endpoint": "pfs"}


@pytest.mark.parametrize("link", ["CLEOPATRA", "Outcomes"])
def test_a_link_to_the_page_that_stands_keeps_case_and_month(page, link):
    open_case(page, "/outcomes", {**CASE, "month": "12"})
    walk_to(page, "Case")
    walk_to(page, "Outcomes")
    page.get_by_role("link", name=link, exact=True).last.click()
    settle(page)
    shows(page, 12)
    assert parameters(page) == {**CASE, "month": "12"}


def test_a_new_case_leaves_the_view_as_it_is(page):
    open_case(page, "/outcomes", {"month": "24", "as_of": "2021-12"})
    enter_example(page, "Clearly eligible")
    page.wait_for_url("**her2_ihc**")
    settle(page)
    shows(page, 24)
    found = parameters(page)
    assert found["month"] == "24"
    assert found["as_of"] == "2021-12"
    assert len(found) > 2


@pytest.mark.parametrize(("month", "day"), [("2012-01", "31 January 2012"), ("2020-06", "30 June 2020")])
def test_a_date_is_over_the_page_and_never_carried_to_another(page, month, day):
    open_case(page, "/outcomes", {**CASE, "as_of": month})
    bars = page.get_by_text(BAR.format(day))
    expect(bars.first).to_be_visible()
    expect(bars.last).to_be_in_viewport()
    expect(page.get_by_text("Newer: T-DXd + P, DESTINY-Breast09")).to_be_attached()
    page.get_by_role("link", name="Case", exact=True).click()
    settle(page)
    expect(page.get_by_text("not current")).to_have_count(0)
    assert parameters(page) == CASE
    open_case(page, "/", {**CASE, "as_of": month})
    expect(page.get_by_text("not current")).to_have_count(0)


def test_a_date_is_chosen_and_taken_back_by_keyboard(page):
    open_case(page, "/outcomes")
    choose = page.get_by_role("combobox", name="Show what was known at the end of")
    choose.focus()
    page.keyboard.type("2013-06")
    page.keyboard.press("Enter")
    expect(page.get_by_text(BAR.format("30 June 2013")).first).to_be_visible()
    settle(page)
    assert parameters(page) == {"as_of": "2013-06"}
    page.locator(".st-key-as_of").get_by_label("Clear value").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("not current")).to_have_count(0)


def test_an_address_that_cannot_be_shown_says_so(page):
    open_case(page, "/outcomes", {"month": "99", "endpoint": "dfs", "as_of": "2031-01"})
    for name in ("month is 99", "endpoint is dfs", "as_of is 2031-01"):
        expect(page.get_by_text(f"From the address, {name}")).to_be_visible()
    shows(page, 36)
    assert parameters(page) == {}


def test_the_curve_can_be_taken_away_as_a_file(page):
    open_case(page, "/outcomes")
    page.locator(".st-key-sources-curve").get_by_role("button").click()
    with page.expect_download() as held:
        page.get_by_role("button", name="Every quarter month (CSV)").click()
    lines = held.value.path().read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("endpoint,assessor,analysis,cutoff,arm,month,survival")
    assert len(lines) == 1 + 271 + 275
