"""Takes a picture of every page: nothing entered and example cases, three widths, light and dark.

`make screenshots` takes all of them; `make screenshots PAGES="/ /outcomes"` only those pages.
"""

import sys

from playwright.sync_api import Page

from tests.browser.harness import PAGES, WIDTHS, address, launched, new_page, open_case
from tests.browser.server import ROOT, serving

FOLDER = ROOT / "screenshots"
TALLEST = 12_000  # pixels; a page longer than this is cut, and ought to be shorter

WOULD_HAVE_MET = {
    "age_years": "55",
    "sex": "female",
    "disease_extent": "metastatic",
    "her2_ihc": "3+",
    "ecog": "0",
    "lvef_percent": "62",
    "cns_metastases": "no",
    "chemotherapy_for_metastatic": "no",
    "biologic_or_targeted_for_metastatic": "no",
    "hormonal_regimens_for_metastatic": "0",
    "adjuvant_chemotherapy": "no",
    "adjuvant_trastuzumab": "no",
    "cumulative_doxorubicin_mg_m2": "0",
    "lvef_fell_below_50_on_trastuzumab": "no",
    "uncontrolled_condition": "no",
    "er_status": "positive",
    "pgr_status": "negative",
    "visceral_disease": "yes",
    "region": "europe",
    "race": "white",
}
CASES = {
    "empty": {},
    "partly": {"age_years": "67", "her2_ihc": "2+", "ecog": "1"},
    "would-have-met": WOULD_HAVE_MET,
    "would-not-have-met": {**WOULD_HAVE_MET, "lvef_percent": "48", "ecog": "2", "other_her2_agent_ever": "yes"},
    "conflicting": {**WOULD_HAVE_MET, "her2_ish_ratio": "2.4", "her2_ish_status": "not-amplified", "her2_ihc": "2+"},
}

# The page scrolls inside its own frame, so a picture of all of it needs a window as tall as that frame's content.
CONTENT_HEIGHT = """() => Math.max(...['stMain', 'stSidebarContent'].map(
  (name) => document.querySelector(`[data-testid="${name}"]`)?.scrollHeight ?? 0))"""


def picture(page: Page, name: str) -> None:
    """Save all of the page, not only the part that fits its window."""
    assert page.viewport_size
    height = min(max(page.evaluate(CONTENT_HEIGHT), page.viewport_size["height"]), TALLEST)
    page.set_viewport_size({"width": page.viewport_size["width"], "height": height})
    page.screenshot(path=FOLDER / f"{name}.png", animations="disabled")


def main(paths: list[str]) -> None:
    """Take the pictures and say what went wrong behind the pages on the way."""
    faults = []
    with serving() as server, launched() as browser:
        for width, (across, _) in WIDTHS.items():
            for dark in (False, True):
                theme = "dark" if dark else "light"
                for path in paths:
                    for case, params in CASES.items():
                        page, record = new_page(browser, server.url, width, dark=dark)
                        open_case(page, path, params)
                        name = f"{path.strip('/') or 'case'}-{case}-{across}-{theme}"
                        picture(page, name)
                        page.context.close()
                        faults += [f"{name}: {fault}" for fault in record.faults()]
                        if server.new_traceback():
                            faults.append(f"{name}: the server printed a traceback for {address(path, params)}")
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures in {FOLDER.relative_to(ROOT)}/\n")
    if faults:
        sys.exit("\n".join(faults))


if __name__ == "__main__":
    main(sys.argv[1:] or list(PAGES))
