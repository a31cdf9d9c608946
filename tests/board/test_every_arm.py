"""Three and four arms on slides and on paper: each is drawn, named and counted, and none is left out."""

import io
from itertools import pairwise

import pptx
import pytest
from pypdf import PdfReader

from components.brief import brief
from components.palette import arm_styles
from components.slides.deck import slides
from tests.board.conftest import EVERYTHING, made_of
from tests.dashboard.conftest import loaded_with


@pytest.fixture(scope="module", params=[3, 4])
def pair(request, tmp_path_factory):
    """The arms, and a presentation of everything entered."""
    with loaded_with(request.param, tmp_path_factory.mktemp("trials")) as held:
        yield held.trial.arms, made_of(held, EVERYTHING)


@pytest.fixture(scope="module")
def shapes(pair):
    deck = pptx.Presentation(io.BytesIO(slides(pair[1])))
    return [shape for slide in deck.slides for shape in slide.shapes]


def colour(series):
    return f"#{series.format.line.color.rgb}"


def test_the_curves_of_a_slide_are_one_per_arm_in_its_style_and_named(pair, shapes):
    arms = pair[0]
    [chart] = [shape.chart for shape in shapes if shape.name == "Survival chart"]
    curves = [series for series in chart.plots[0].series if ", 95 %" not in series.name]
    assert [series.name for series in curves] == [arm.short_label for arm in arms]
    assert [colour(series) for series in curves] == [style.colour for style in arm_styles(len(arms))]
    assert len({series.format.line.dash_style for series in curves}) == len(arms)
    names = [shape for shape in shapes if shape.name == "Name of a curve"]
    assert [name.text_frame.text for name in names] == [arm.short_label for arm in arms]
    tops = sorted(name.top for name in names)
    assert all(below - above >= names[0].height * 0.9 for above, below in pairwise(tops))


def test_the_bars_of_a_slide_are_one_series_per_arm_and_the_legend_names_each(pair, shapes):
    arms = pair[0]
    [chart] = [shape.chart for shape in shapes if shape.name == "Adverse events chart"]
    assert [series.name for series in chart.plots[0].series] == [arm.short_label for arm in arms]
    [legend] = [shape.text_frame.text for shape in shapes if shape.name == "Names of the groups"]
    assert all(arm.short_label in legend for arm in arms)


def test_every_table_of_a_slide_that_has_arms_has_all_of_them(pair, shapes):
    arms = pair[0]
    heads = [[cell.text_frame.text for cell in shape.table.rows[0].cells] for shape in shapes if shape.has_table]
    of_arms = [head for head in heads if any(arms[0].short_label in cell for cell in head)]
    assert len(of_arms) >= 2
    for head in of_arms:
        assert all(any(arm.short_label in cell for cell in head) for arm in arms), head


def test_no_difference_is_stated_and_the_slide_says_why(pair):
    arms, made = pair
    [step] = [step for step in made.steps if step.id == "harms"]
    assert step.sentence == (
        f"Differences not computed here: a difference is between two groups, and there are {len(arms)}"
    )


def test_the_brief_names_every_arm_in_its_plot_and_tables(pair):
    arms, made = pair
    document = PdfReader(io.BytesIO(brief(made)))
    words = " ".join(" ".join(page.extract_text() for page in document.pages).split())
    for arm in arms:
        assert words.count(arm.short_label) >= 3, arm.short_label  # beside its curve, over its harms, in the outcomes
