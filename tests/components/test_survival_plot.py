"""The plot of the curves: nothing that is written lies over what is drawn."""

import pytest

from dashboard.prepared import load
from dashboard.screens.outcomes.shown import shown


@pytest.mark.parametrize("endpoint", ["os", "pfs"])
def test_the_name_of_a_median_passes_above_the_stroke_of_another(endpoint):
    plot = shown(load(), None).curves_figure(endpoint, 0, "#000000", rising=False, bands=True)
    names = [note for note in plot.layout.annotations if "published median" in (note.text or "")]
    assert len(names) == 2
    for name in names:
        for other in names:
            runs_over = other.x < name.x if name.xanchor == "right" else other.x > name.x
            if other is not name and runs_over:
                assert name.y > other.y, f"{name.text} runs through the stroke of {other.text}"
