"""The slides, read back: their numbers are the evidence's, every chart says what it shows, every slide where from."""

import io
from itertools import pairwise

import pptx
import pytest

from components.slides.deck import slides
from evidence.board.steps import STANDING, CurvesBlock, ForestBlock, HarmsBlock, TableBlock
from tests.board.conftest import EVERYTHING, STATES, WRITTEN


@pytest.fixture(scope="module", params=STATES)
def pair(make, request):
    """A presentation and its slides, opened again."""
    made = make(STATES[request.param], WRITTEN if request.param == "everything" else None)
    return made, pptx.Presentation(io.BytesIO(slides(made)))


def slides_of(deck, title):
    return [slide for slide in deck.slides if slide.shapes.title.text_frame.text.split(" (")[0] == title]


def charts(slide):
    return [shape for shape in slide.shapes if shape.has_chart]


def tables(slide):
    return [shape for shape in slide.shapes if shape.has_table]


def description(shape) -> str:
    return shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr") or ""


def text(slide) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_step_has_its_slides_in_order(pair):
    made, deck = pair
    titles = [slide.shapes.title.text_frame.text.split(" (")[0] for slide in deck.slides]
    kept = [title for before, title in pairwise(["", *titles]) if title != before]
    assert kept == [step.title.split(" (")[0] for step in made.steps]
    assert deck.slide_width / deck.slide_height == pytest.approx(16 / 9, abs=0.001)


def test_every_slide_has_its_footer_and_the_speakers_sources(pair):
    made, deck = pair
    for step in made.steps:
        for slide in slides_of(deck, step.title):
            [footer] = [shape.text_frame.text for shape in slide.shapes if shape.name == "Footer"]
            assert footer == made.footer(step)
            assert STANDING in footer
            notes = slide.notes_slide.notes_text_frame.text
            assert step.sentence in notes
            assert all(source in notes for source in step.sources)
            assert all(source.citation in notes for source in step.cited)


def test_every_chart_and_table_says_what_it_shows(pair):
    _, deck = pair
    for slide in deck.slides:
        assert not [shape for shape in slide.shapes if shape.shape_type == 13], "a picture cannot be edited"
        for shape in (*charts(slide), *tables(slide)):
            assert len(description(shape)) > 5, slide.shapes.title.text_frame.text


def test_tables_hold_the_rows(pair):
    made, deck = pair
    for step in made.steps:
        wanted = [row for block in step.blocks if isinstance(block, TableBlock) for row in block.rows]
        found = [
            tuple(cell.text_frame.text for cell in row.cells)
            for slide in slides_of(deck, step.title)
            for shape in tables(slide)
            for row in list(shape.table.rows)[1:]
        ]
        assert found == wanted, step.id


def test_the_survival_chart_holds_the_curves(pair):
    made, deck = pair
    block = next(b for b in made.step("survival").blocks if isinstance(b, CurvesBlock))
    [slide] = slides_of(deck, made.step("survival").title)
    [shape] = charts(slide)
    series = {each.name: each for each in shape.chart.plots[0].series}
    grids = {tuple(each.iter_values()).__len__() for each in series.values()}
    assert len(grids) == 1, "LibreOffice draws only one of several curves of different lengths"
    for line in block.lines:
        drawn = series[line.label]
        months = [float(point.text) for point in drawn._element.xpath("./c:xVal//c:v")]
        # The later of the two points of a step is where the curve stands from that month on.
        found = dict(zip(months, drawn.values, strict=True))
        for month, share in zip(line.months, line.survival, strict=True):
            assert found[month] == pytest.approx(100 * share, abs=0.006), (line.label, month)


def test_the_forest_chart_holds_the_hazard_ratios(pair):
    made, deck = pair
    block = next(b for b in made.step("subgroups").blocks if isinstance(b, ForestBlock))
    [slide] = slides_of(deck, made.step("subgroups").title)
    [shape] = charts(slide)
    across = {
        each.name: [float(point.text) for point in each._element.xpath("./c:xVal//c:v")]
        for each in shape.chart.plots[0].series
    }
    assert across["No effect"] == [1, 1]
    for line in block.lines:
        assert across[f"{line.label}: hazard ratio"] == [line.ratio, line.ratio]
        limits = [line.low or line.ratio, line.high or line.ratio]
        assert across[f"{line.label}: 95 % interval"] == limits
        assert line.text in text(slide)
    assert all(len(points) == 2 for points in across.values())


def test_the_harms_chart_holds_the_percentages(pair):
    made, deck = pair
    block = next(b for b in made.step("harms").blocks if isinstance(b, HarmsBlock))
    [slide] = slides_of(deck, made.step("harms").title)
    [shape] = charts(slide)
    plot = shape.chart.plots[0]
    assert list(plot.categories) == [line.label for line in block.lines]
    for at, (arm, series) in enumerate(zip(block.arms, plot.series, strict=True)):
        assert series.name == arm
        assert list(series.values) == [line.percents[at] for line in block.lines]


def test_nothing_stands_outside_its_slide(pair):
    _, deck = pair
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0, shape.name
            assert shape.left + shape.width <= deck.slide_width + 9_525, shape.name
            assert shape.top + shape.height <= deck.slide_height, (slide.shapes.title.text_frame.text, shape.name)


def test_the_boards_words_stand_word_for_word(make):
    deck = pptx.Presentation(io.BytesIO(slides(make(EVERYTHING, WRITTEN))))
    said = "\n".join(text(slide) for slide in deck.slides)
    assert WRITTEN.reason in said
    assert WRITTEN.options in said
    assert "not recorded" in said


def test_a_decks_file_names_nobody(make):
    properties = pptx.Presentation(io.BytesIO(slides(make(EVERYTHING)))).core_properties
    assert properties.author == ""
    assert properties.last_modified_by == ""
