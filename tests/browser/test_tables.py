"""Words of a table stay in their cell, and a table in its frame, where the window has room for a page beside the form."""

import pytest

from tests.browser.harness import PAGES, WIDTHS, open_case, settle
from tests.browser.screenshots import CASES

WINDOWS = [WIDTHS["wide"], WIDTHS["projector"], (1920, 1080)]

# A word that does not break in its column runs over the words of the next; two pixels are a letter's own air.
SPILLED = """() => {
  const words = document.createTreeWalker(document.querySelector('[data-testid="stMain"]'), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = words.nextNode(); node; node = words.nextNode()) {
    const cell = node.parentElement.closest("td, th");
    if (!cell || !node.textContent.trim() || node.parentElement.closest('[data-testid="stDataFrame"]')) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const [box, edge] = [range.getBoundingClientRect(), cell.getBoundingClientRect()];
    if (box.width > 2 && box.right > edge.right + 2) found.push(`${node.textContent.trim()} by ${Math.round(box.right - edge.right)} pixels`);
  }
  return found;
}"""


@pytest.mark.parametrize("path", PAGES)
def test_no_word_of_a_table_runs_over_its_neighbour(page, path):
    open_case(page, path, CASES["would-not-have-met"])
    spilled = []
    for across, down in WINDOWS:
        page.set_viewport_size({"width": across, "height": down})
        settle(page)
        spilled += [f"{across} px: {words}" for words in page.evaluate(SPILLED)]
    assert not spilled, "\n".join(spilled)
