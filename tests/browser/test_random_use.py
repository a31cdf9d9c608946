"""Somebody who clicks and types anywhere in a real browser: no error on the console, none on the server.

A few steps in every run of the tests; `make monkey` takes many more (STEPS). What breaks is found by the fixtures:
an error on the console, a request that leaves the machine, a traceback of the server.
"""

import os
import random

import pytest
from playwright.sync_api import Error, expect

from tests.browser.harness import PAGES, open_case, settle
from tests.random_use.inputs import HOSTILE, NUMBERS, link

STEPS = int(os.environ.get("STEPS", "240")) // 10
# What a person can use, except links that leave the dashboard and what opens a dialog of the browser's own.
USABLE = (
    "button:visible:not([disabled]), input:visible:not([disabled]):not([type=file]), textarea:visible,"
    " summary:visible, [role=tab]:visible, [role=slider]:visible, a[href^='/']:visible"
)


def use_something(page, chance):
    """Click, type or press a key on something that is on screen; what went away meanwhile is let go."""
    things = page.locator(USABLE)
    thing = things.nth(chance.randrange(things.count()))
    try:
        thing.scroll_into_view_if_needed(timeout=2000)
        if thing.evaluate("each => each.matches('input[type=text], textarea')"):
            thing.fill(chance.choice(NUMBERS + HOSTILE), timeout=2000)
            thing.press("Enter", timeout=2000)
        elif thing.evaluate("each => each.matches('[role=slider]')"):
            thing.press(chance.choice(["ArrowLeft", "ArrowRight", "Home", "End"]), timeout=2000)
        else:
            thing.click(timeout=2000)
    except Error as gone:
        # A part that a rerun took away, or that lies under another, could not have been used by a person either.
        if not any(
            why in str(gone) for why in ("Timeout", "not attached", "detached", "not visible", "not an <input>")
        ):
            raise


@pytest.mark.parametrize("walk", range(2))
def test_any_use_in_a_browser_leaves_no_error(open_page, walk):
    chance = random.Random(walk)
    page = open_page(chance.choice(["wide", "phone"]), dark=bool(walk))
    open_case(page, chance.choice(PAGES), link(chance))
    for step in range(STEPS // 2):
        if step % 12 == 11:
            open_case(page, chance.choice(PAGES), link(chance))
        use_something(page, chance)
        if chance.random() < 0.1:
            page.keyboard.press("Escape")
        settle(page)
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
