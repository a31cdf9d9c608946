"""No word of a plot is cut off at its edge, at any width of the window."""

import pytest

from tests.browser.harness import WIDTHS, open_case, settle
from tests.browser.screenshots import CASES

PLOTTED = ("/", "/eligibility", "/outcomes", "/subgroups", "/harms", "/regimen")
WINDOWS = [*WIDTHS.values(), (1024, 768), (820, 1180)]

# Words that lie beyond the edge of their plot; those of a tab that is not chosen have no size.
CUT = """() => [...document.querySelectorAll('[data-testid="stMain"] .js-plotly-plot')].flatMap((plot) => {
  const edge = plot.getBoundingClientRect();
  return [...plot.querySelectorAll("text")].filter((text) => text.textContent.trim()).flatMap((text) => {
    const box = text.getBoundingClientRect();
    const out = Math.max(edge.left - box.left, box.right - edge.right, edge.top - box.top, box.bottom - edge.bottom);
    return box.width > 0 && edge.width > 0 && out > 1 ? [`${text.textContent} by ${Math.round(out)} pixels`] : [];
  });
})"""


@pytest.mark.parametrize("path", PLOTTED)
def test_no_word_of_a_plot_lies_beyond_its_edge(page, path):
    open_case(page, path, CASES["would-not-have-met"])
    cut = []
    for across, down in WINDOWS:
        page.set_viewport_size({"width": across, "height": down})
        settle(page)
        page.wait_for_function("""() => [...document.querySelectorAll('[data-testid="stMain"] .js-plotly-plot')].every(
          (plot) => Math.abs(plot.querySelector('.main-svg').clientWidth - plot.clientWidth) < 2)""")
        cut += [f"{across} px: {words}" for words in page.evaluate(CUT)]
    assert not cut, "\n".join(cut)
