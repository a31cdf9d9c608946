"""What moving the time cursor costs beside a whole rerun of its page: `python -m tests.bench.cursor`."""

import statistics
import sys

from playwright.sync_api import Page

from tests.bench.__main__ import CHANGES, ROUNDS, quiet, row
from tests.bench.server_process import processor_time
from tests.browser.harness import enter, launched, new_page, open_case, settle
from tests.browser.server import Server, serving

FIELD, VALUES = "lvef_percent", ("62", "48")
STEPS = ("stNumberInputStepDown", "stNumberInputStepUp")


def move(page: Page, number: int) -> None:
    """One step of the cursor, there or back."""
    page.locator(".st-key-month").get_by_test_id(STEPS[number % 2]).click()
    settle(page)


def spent(server: Server, page: Page, *, cursor: bool) -> float:
    """Processor time of the server for one change, in milliseconds."""
    quiet(server)
    before = processor_time(server)
    for number in range(CHANGES):
        if cursor:
            move(page, number)
        else:
            enter(page, FIELD, VALUES[number % 2])
    return (quiet(server) - before) / CHANGES


def main() -> None:
    """Serve the dashboard, measure both in turns, print the ratio."""
    with serving() as server, launched() as browser:
        page, _ = new_page(browser, server.url)
        open_case(page, "/outcomes", {"age_years": "55"})
        for cursor in (False, True):
            spent(server, page, cursor=cursor)
        whole, part = [], []
        for _ in range(ROUNDS):
            whole.append(spent(server, page, cursor=False))
            part.append(spent(server, page, cursor=True))
        ratios = [one / other for one, other in zip(part, whole, strict=True)]
        lines = [
            f"Server time on the Outcomes page{'min':>12}{'median':>10}{'max':>10}",
            row("whole rerun, ms", whole),
            row("cursor moved, ms", part),
            row("cursor / whole rerun", ratios, digits=2),
            f"({ROUNDS} rounds of {CHANGES} changes each, alternating; median ratio {statistics.median(ratios):.2f})",
        ]
        sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
