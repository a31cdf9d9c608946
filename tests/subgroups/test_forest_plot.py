"""The forest plot as drawn: its two lines, its boxes, one scale, and no colour for an interval that reaches 1."""

import math

import pytest

from components import forest_plot
from evidence.lines.forest import forest_lines
from evidence.lines.subgroups import panel_lines
from evidence.patient.patient import Patient, read_patient

INK = "#1A1F24"
FIGURE, PANEL = "pfs-irf-2011-forest", ("os-2014-forest", "os-2012-forest")


def drawn(lines):
    return forest_plot.figure(lines, better="pertuzumab better", worse="control better", ink=INK)


@pytest.fixture(scope="module")
def plot(trial):
    patient, _ = read_patient({"age_years": "67", "visceral_disease": "no", "region": "asia"})
    return drawn(forest_lines(trial, FIGURE, patient))


def test_the_overall_effect_is_the_bold_line_and_no_effect_the_thin_one(plot):
    widths = {round(10**shape.x0, 2): shape.line.width for shape in plot.layout.shapes}
    assert widths == {1.0: 1, 0.63: 3}


def test_each_analysis_of_the_panel_has_its_own_bold_line(trial):
    shapes = drawn(panel_lines(trial, PANEL, Patient())).layout.shapes
    bold = [(round(10**shape.x0, 2), shape.y0, shape.y1) for shape in shapes if shape.line.width > 1]
    assert [ratio for ratio, _, _ in bold] == [0.68, 0.66]
    assert bold[0][2] <= bold[1][1]


def test_both_figures_share_one_logarithmic_scale(trial, plot):
    panel = drawn(panel_lines(trial, PANEL, Patient()))
    assert plot.layout.xaxis.range == panel.layout.xaxis.range
    assert plot.layout.margin.l == panel.layout.margin.l
    assert [round(10**tick, 2) for tick in plot.layout.xaxis.tickvals] == [0.25, 0.5, 1.0, 2.0]


def test_no_row_is_coloured_by_whether_its_interval_reaches_1(plot):
    others, own = plot.data
    assert isinstance(others.marker.color, str)
    assert isinstance(own.marker.color, str)
    assert {others.marker.symbol, own.marker.symbol} == {"square", "diamond"}


def test_the_patients_rows_say_so_in_words(plot):
    said = [annotation.text for annotation in plot.layout.annotations if "this patient" in annotation.text]
    assert len(said) == 4


def test_area_follows_information(trial):
    lines = [line for line in forest_lines(trial, FIGURE, Patient()) if line.low and line.high]
    sizes = dict(zip((line.label for line in lines), drawn(tuple(lines)).data[0].marker.size, strict=True))
    # Side by standard error is constant, so area by inverse variance is, wherever the size is not at its bounds.
    constant = [
        sizes[line.label] * (math.log(line.high) - math.log(line.low)) for line in lines if 5 < sizes[line.label] < 17
    ]
    assert constant == pytest.approx([constant[0]] * len(constant))


def test_rows_without_a_hazard_ratio_keep_their_place(trial, plot):
    texts = [annotation.text.replace("<br>", " ") for annotation in plot.layout.annotations]
    assert texts.count("hazard ratio not in the sources we read") == 10
    heights = [annotation.y for annotation in plot.layout.annotations if annotation.xref == "paper"]
    assert max(heights) <= plot.layout.yaxis.range[0]
