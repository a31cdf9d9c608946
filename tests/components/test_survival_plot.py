"""The plot of the curves after KMunicate: counts under the same ticks, medians on the line of one half."""

import pytest

from dashboard.prepared import load
from dashboard.screens.outcomes.shown import shown
from evidence.lines.curves import table_months


@pytest.fixture(params=["os", "pfs"])
def endpoint(request):
    return request.param


def drawn(endpoint, *, month=36, rising=False):
    return shown(load(), None).curves_figure(endpoint, month, "#000000", rising=rising, bands=True)


def test_at_risk_events_and_censored_stand_under_the_ticks_of_the_axis(endpoint):
    seen = shown(load(), None)
    plot = drawn(endpoint)
    months = list(table_months(seen.trial.curve(endpoint)))
    assert list(plot.layout.xaxis.tickvals) == months
    for line in seen.lines(endpoint):
        for row in zip(*line.counts, strict=True):
            said = {note.x: note.text for note in plot.layout.annotations if note.xref == "x" and note.yref == "paper"}
            assert set(months) <= set(said)
            texts = [
                note.text for note in plot.layout.annotations if note.xref == "x" and note.x in months and note.y == 0
            ]
            assert all(str(count) in texts for count in row)


def test_the_published_medians_are_strokes_on_the_line_of_one_half(endpoint):
    plot = drawn(endpoint)
    strokes = {shape.x0 for shape in plot.layout.shapes if shape.y0 == 0.465 and shape.y1 == 0.535}
    assert strokes == {line.published_median for line in shown(load(), None).lines(endpoint)}


def test_the_names_of_the_medians_stand_on_lines_of_their_own(endpoint):
    names = [note for note in drawn(endpoint).layout.annotations if note.text.endswith("</b>") and "<span" in note.text]
    inside = [note for note in names if note.yref != "paper"]
    assert len({note.y for note in inside}) == len(inside) == 2


def test_the_cursor_reads_each_curve_where_it_stands():
    plot = drawn("os")
    marks = [trace for trace in plot.data if trace.mode == "markers"]
    assert [(trace.x[0], round(trace.y[0], 2)) for trace in marks] == [(36, 0.68), (36, 0.56)]
    rising = [trace.y[0] for trace in drawn("os", rising=True).data if trace.mode == "markers"]
    assert [round(height, 2) for height in rising] == [0.32, 0.44]


def test_the_tail_says_why_it_is_shaded(endpoint):
    assert any("under 10 %<br>at risk" in note.text for note in drawn(endpoint).layout.annotations)
