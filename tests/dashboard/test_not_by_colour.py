"""Nothing is said by a colour alone: a mark of another colour has another form too, and every status has words."""

import json
import re
from collections import defaultdict

import pytest

from components.applicability_plot import figure as applicability_figure
from components.heading import ICONS, STATUS_ICONS
from dashboard import teaching
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.wording import STATUSES, VERDICTS
from evidence.lines.representation import RepresentedShareLine
from evidence.patient.examples import examples
from tests.dashboard.conftest import ROOT

EVERYTHING = dict(examples()[0].answers)
CHAPTERS = ("Patients", "Stratification", "Blinding", "Looks and boundaries", "Crossover")
PLOTTED = [
    ("case", {}),
    ("eligibility", {}),
    ("outcomes", {"endpoint": "os"}),
    ("outcomes", {"endpoint": "pfs"}),
    ("subgroups", {}),
    ("harms", {}),
    ("regimen", {}),
    *(("teach", {teaching.PART: "Story", teaching.CHAPTER: chapter}) for chapter in CHAPTERS),
]
# Streamlit's ways to write words in a colour, on a colour, or as a coloured badge.
COLOURED = re.compile(r":(red|orange|yellow|green|blue|violet|rainbow|primary)(-background|-badge)?\[|st\.badge")


def spread(value, count):
    return value if isinstance(value, list) else [value] * count


def forms(trace):
    """Form and colour of every mark and line that a trace draws; bars are told apart by their place and their words."""
    count, marker, line = len(trace["y"]), trace.get("marker", {}), trace.get("line", {})
    if "markers" in trace.get("mode", ""):
        yield from zip(spread(marker.get("symbol", "circle"), count), spread(marker["color"], count), strict=True)
    if "lines" in trace.get("mode", "") and line.get("width") != 0:
        yield f"line {line.get('dash', 'solid')}", line["color"]


@pytest.mark.parametrize(("page", "view"), PLOTTED, ids=str)
def test_in_a_plot_marks_of_one_form_have_one_colour(run_page, page, view):
    app = run_page(page, EVERYTHING | view)
    assert not app.exception
    for chart in app.get("plotly_chart"):
        colours = defaultdict(set)
        for trace in json.loads(chart.proto.spec)["data"]:
            for form, colour in forms(trace):
                colours[form].add(colour)
        assert {form: found for form, found in colours.items() if len(found) > 1} == {}, chart.proto.alt


def test_a_bar_of_another_colour_is_marked_in_words():
    bars = [
        RepresentedShareLine("rare level", 2.0, "2 %", is_rare=True),
        RepresentedShareLine("common level", 60.0, "60 %", is_rare=False),
    ]
    plot = applicability_figure(bars, ink="#000000")
    rare, common = plot.data[1].marker.color
    labels = [note.text for note in plot.layout.annotations if "level" in note.text]
    assert rare != common
    assert [label.startswith("<b>◆ ") for label in labels] == [True, False]


def test_every_status_and_every_verdict_has_a_mark_and_words_of_its_own():
    shown = set(Verdict) - {Verdict.INVALID}  # only rows of a file are invalid, and they are said so in words
    for held, wanted in ((STATUS_ICONS, set(Status)), (STATUSES, set(Status)), (ICONS, shown), (VERDICTS, shown)):
        assert held.keys() == wanted
        assert len(set(held.values())) == len(held), f"two are shown alike in {held}"


def test_no_words_are_written_in_a_colour():
    """Grey has no hue; an arm's numbers stand in its colour under a heading with its mark (components/palette.py)."""
    files = [path for folder in ("components", "dashboard", "evidence") for path in (ROOT / folder).rglob("*.*")]
    texts = {path: path.read_text(encoding="utf-8") for path in files if path.suffix in (".py", ".yaml", ".md", ".csv")}
    assert len(texts) > 200
    assert {path.name: found.group() for path, text in texts.items() if (found := COLOURED.search(text))} == {}
