"""What a change in the form costs the server, and how much the first visit fetches, beside a bare Streamlit page.

`make bench` prints two tables. Processor time is read from the kernel for the whole server process, in rounds that
alternate between the dashboard and the bare page, so that whatever else the machine does falls on both.
"""

import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.bench.server_process import MILLISECONDS_PER_TICK, STREAMLITS_DEFAULT, processor_time
from tests.browser.first_visit import fetched
from tests.browser.harness import address, enter, launched, new_page, open_case
from tests.browser.server import Server, serving

BARE = Path(__file__).parent / "bare.py"
CASE = {"age_years": "55"}
FIELD, VALUES = "lvef_percent", ("62", "48")
ROUNDS, CHANGES = 9, 10
CHARTS, TABLES = "[data-testid=stPlotlyChart]", "[data-testid=stTable], [data-testid=stDataFrame]"


@dataclass
class Subject:
    """One of the two pages: its server, its open page, and the field that is changed."""

    name: str
    server: Server
    page: Page
    field: str

    def change(self, times: int) -> float:
        """Processor time of the server for one change, in milliseconds, averaged over this many changes."""
        before = quiet(self.server)
        for number in range(times):
            enter(self.page, self.field, VALUES[number % 2])
        return (quiet(self.server) - before) / times


def quiet(server: Server) -> float:
    """Processor time once the server has nothing left to do: it cleans up after the page is already complete."""
    last = processor_time(server)
    while True:
        time.sleep(0.1)
        if (now := processor_time(server)) - last < MILLISECONDS_PER_TICK:
            return now
        last = now


def row(name: str, numbers: list[float], digits: int = 0) -> str:
    low, middle, high = min(numbers), statistics.median(numbers), max(numbers)
    return f"{name:<34}{low:>10.{digits}f}{middle:>10.{digits}f}{high:>10.{digits}f}"


def measure(browser: Browser, app: Server, bare: Server) -> list[str]:
    """The lines of both tables."""
    case, _ = new_page(browser, app.url)
    open_case(case, "/", CASE)
    shown = {"charts": str(case.locator(CHARTS).count()), "tables": str(case.locator(TABLES).count())}
    plain, _ = new_page(browser, bare.url)
    open_case(plain, "/", shown)

    subjects = (Subject("Case page", app, case, FIELD), Subject("bare page", bare, plain, "value"))
    for subject in subjects:
        subject.change(CHANGES)  # what is loaded and cached once is not the cost of a change
    spent: dict[str, list[float]] = {subject.name: [] for subject in subjects}
    for _ in range(ROUNDS):
        for subject in subjects:
            spent[subject.name].append(subject.change(CHANGES))
    ratios = [own / other for own, other in zip(spent["Case page"], spent["bare page"], strict=True)]

    visits = {
        "Case page": fetched(browser, app.url, address("/", CASE)),
        "bare page": fetched(browser, bare.url, address("/", shown)),
    }
    kinds = ("Streamlit's own files", "other files", "messages")
    return [
        f"Bare page: {shown['charts']} charts and {shown['tables']} tables, as many as the Case page shows.",
        "",
        f"Server time of one form change{'min':>14}{'median':>10}{'max':>10}",
        *(row(f"{name}, ms", numbers) for name, numbers in spent.items()),
        row("Case page / bare page", ratios, digits=2),
        f"({ROUNDS} rounds of {CHANGES} changes each, alternating)",
        "",
        f"{'First visit, kB':<34}" + "".join(f"{kind:>24}" for kind in kinds),
        *(f"{name:<34}" + "".join(f"{found[kind] / 1000:>24,.1f}" for kind in kinds) for name, found in visits.items()),
    ]


def main() -> None:
    """Serve both pages, measure them in one run, and print what it found."""
    with serving() as app, serving(BARE, STREAMLITS_DEFAULT) as bare, launched() as browser:
        sys.stdout.write("\n".join(measure(browser, app, bare)) + "\n")


if __name__ == "__main__":
    main()
