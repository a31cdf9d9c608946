"""One to four arms of a made-up trial in every plot and table: each has its mark, its name and its numbers."""

import json
from itertools import pairwise

import pytest

from components import harms_plot, response_bar, survival_plot
from components.palette import arm_styles
from components.squares import Hundred, picture
from components.teaching import assessors_figure, balance_figure, comparison, flow_figure, rate_figure
from evidence.choices.case_page import ChosenCurve
from evidence.choices.short_words import ShortWords
from evidence.lines.cursor import reading, words_of_difference
from evidence.lines.curves import survival_lines, table_months
from evidence.lines.evolution import evolution
from evidence.lines.forest import forest_lines
from evidence.lines.harms import table_lines
from evidence.lines.outcomes import outcome_line
from evidence.lines.ratios import subgroup_rows
from evidence.lines.response import response_parts
from evidence.patient.patient import read_patient
from evidence.teaching.assessors import AssessorLine, AssessorMark, AssessorsView
from evidence.teaching.comparison import GuessLine
from evidence.teaching.explored import ExposureLine
from evidence.teaching.story_rows import ArmFlowLine, BalanceView, PatientFlowView, StratumLine
from evidence.trial.files.harms import Grade
from evidence.trial.trial import load_trial
from tests.evidence_base.made_up import write_trial

INK = "#123456"
OS = ChosenCurve(endpoint="os", outcome="os-only", title="Overall survival", axis="alive", event="had died")


@pytest.fixture(scope="module", params=[1, 2, 3, 4])
def trial(request, tmp_path_factory):
    return load_trial(write_trial(tmp_path_factory.mktemp("made-up") / "lantern", request.param))


@pytest.fixture(scope="module")
def labels(trial):
    return [arm.short_label for arm in trial.arms]


@pytest.fixture(scope="module")
def styles(labels):
    return arm_styles(len(labels))


def written(plot):
    return [note.text or "" for note in plot.layout.annotations]


@pytest.mark.parametrize("rising", [False, True])
def test_survival_curves(trial, labels, styles, rising):
    curve = trial.curve("os")
    lines = survival_lines(trial, curve, trial.outcome("os-only"))
    plot = survival_plot.figure(
        lines, table_months=table_months(curve), y_title="alive", shaded_from=None, ink=INK, rising=rising
    )
    named = [trace for trace in plot.data if trace.name]
    assert [trace.name for trace in named] == labels
    assert [(trace.line.color, trace.line.dash) for trace in named] == [(each.colour, each.dash) for each in styles]
    beside = [text for text in written(plot) if text in {f"<b>{label}</b>" for label in labels}]
    assert beside == [f"<b>{label}</b>" for label in labels]
    over_counts = [text for text in written(plot) if "</span> <b>" in text]
    assert [text.split("</span> ")[1] for text in over_counts] == beside
    assert all(style.sign in text for style, text in zip(styles, over_counts, strict=True))
    for word in ("At risk", "Events", "Censored"):
        assert written(plot).count(word) == len(labels)
    assert [row["Group"] for row in survival_plot.table(lines, (0,))] == labels
    assert all(label in survival_plot.alt_text("Overall survival", lines) for label in labels)


def test_harms(trial, labels, styles):
    lines = table_lines(trial, "table-2", Grade.ANY)
    plot = harms_plot.figure(lines, labels, ink=INK, measures=harms_plot.ENLARGED)
    named = [trace for trace in plot.data if trace.name]
    assert [trace.name for trace in named] == labels
    assert [trace.marker.symbol for trace in named] == [style.symbol for style in styles]
    assert [trace.x for trace in named] == [(10.0,)] * len(labels)
    [legend] = [text for text in written(plot) if styles[0].sign in text]
    assert all(f"{style.sign}</span> {label}" in legend for style, label in zip(styles, labels, strict=True))
    assert len({trace.y for trace in named}) == (len(labels) if len(labels) > 2 else 1), "equal shares hide no mark"
    heads = [f"<i>{label}</i>" for label in labels]
    assert [text for text in written(plot) if text in heads] == heads
    assert (lines[0].difference is not None) == (len(labels) == 2)
    if len(labels) != 2:
        verb = "is" if len(labels) == 1 else "are"
        assert lines[0].difference_text == (
            f"not computed here: a difference is between two groups, and there {verb} {len(labels)}"
        )


def test_response(trial, labels, styles):
    parts = response_parts(trial)
    plot = response_bar.figure(parts, labels, ink=INK)
    named = zip(written(plot), styles, labels, strict=True)
    assert all(style.sign in text and text.endswith(f" {label}") for text, style, label in named)
    assert [len(trace.x) for trace in plot.data] == [len(labels)] * len(parts)
    assert plot.data[0].marker.line.color == tuple(style.colour for style in styles)


def test_squares(labels, styles):
    drawn = picture([Hundred(label, 10 + at, ()) for at, label in enumerate(labels)])
    for at, (style, label) in enumerate(zip(styles, labels, strict=True)):
        assert f">{label}</text>" in drawn
        assert drawn.count(f'fill="{style.colour}"') == 10 + at


def test_what_the_cursor_reads(trial, labels):
    read = reading(trial, OS, 6)
    assert [arm.label for arm in read.arms] == labels
    assert all(label[0].lower() + label[1:] in read.gain_sentence for label in labels)
    assert (read.difference is not None) == (read.gained is not None) == (len(labels) == 2)
    said = words_of_difference(read, OS)
    if len(labels) == 2:
        assert said.startswith(
            "Of 100 people in each group, an estimated 30.0 more in the low dose than in the no drug"
        )
    else:
        assert said.startswith("Not computed here: a difference is between two groups")
        assert read.difference_text == read.gained_text == said[0].lower() + said[1:-1]


def test_published_comparisons_are_each_arm_against_control(trial, labels):
    said = outcome_line(trial, trial.outcome("os-only")).comparison
    male = [line for line in forest_lines(trial, "os-forest", read_patient({})[0]) if line.label.startswith("Male")]
    series = [each.title for each in evolution(trial)]
    pairs = [f"{label} vs {labels[-1]}" for label in labels[:-1]]
    if len(pairs) > 1:
        assert said.split("  \n") == [f"{pair}: HR 0.80 (0.64–1.00)" for pair in pairs]
        assert [line.label for line in male] == [f"Male: {pair}" for pair in pairs]
        assert len({line.ratio for line in male}) == len(pairs)
        assert series == [f"Overall survival, {pair}" for pair in pairs]
    elif pairs:
        assert said == "HR 0.80 (0.64–1.00)"
        assert [line.ratio for line in male] == [0.8]
        assert series == ["Overall survival"]
    else:
        assert said == "no comparison in the sources we read"
        assert [line.ratio for line in male] == [None]
        assert series == []


def test_figures_of_the_teach_page(trial, labels, styles):
    [line] = table_lines(trial, "table-2", Grade.ANY)
    amount = ExposureLine("Cycles", "cycles", (8.0,) * len(labels), ("8",) * len(labels), "Paper")
    rate = rate_figure.figure(line, amount, labels, ink=INK)
    assert [trace.marker.color for trace in rate.data[::2]] == [style.colour for style in styles]
    assert all(f"<b>{label}</b>" in written(rate) for label in labels)

    stratum = StratumLine("Female", (50.0,) * len(labels), ("50 % (45)",) * len(labels))
    bars = balance_figure.figure(BalanceView("sex", "Sex", False, (stratum,), "Paper"), labels, ink=INK)
    assert [shape.line.color for shape in bars.layout.shapes] == [style.colour for style in styles]
    edges = sorted((shape.y0, shape.y1) for shape in bars.layout.shapes)
    assert all(below[1] < above[0] for below, above in pairwise(edges)), "bars lie apart"
    assert all(label[0].lower() + label[1:] in balance_figure.legend(labels) for label in labels)
    if len(labels) > 2:
        assert [text for text in written(bars) if "50 %" in text] == [f"50 % (45), {label}" for label in labels]

    arms = tuple(ArmFlowLine(label, 100, 1, None, None, 99, 90) for label in labels)
    for counted in (flow_figure.RANDOMISED, flow_figure.TREATED, flow_figure.MEASURABLE):
        flow = flow_figure.figure(PatientFlowView(500, 400, arms, ("left", "came"), "Paper"), counted, ink=INK)
        assert all(any(text.startswith(label) for text in written(flow)) for label in labels), counted
        boxes = sorted((shape.x0, shape.x1) for shape in flow.layout.shapes if shape.line.color == styles[0].colour)
        assert all(0 <= left < right <= 1 for left, right in boxes)

    marks = tuple(AssessorMark(at, 10.0 + at, None, None, f"{10 + at}") for at in range(len(labels)))
    held = AssessorsView(
        "Median", "months", False, (AssessorLine("a", "A", marks), AssessorLine("b", "B", marks)), "Paper"
    )
    judged = assessors_figure.figure(held, "a", labels, ink=INK)
    assert [trace.marker.symbol for trace in judged.data] == [style.symbol for style in styles] * 2
    said = assessors_figure.legend(labels)
    assert [part.split(" ")[0] for part in said.split(", ")] == [style.sign for style in styles]

    guesses = [GuessLine(label, 50, 60, 55.0, 65.0) for label in labels]
    compared = comparison.figure(guesses, ink=INK)
    assert [trace.marker.color for trace in compared.data[::2]] == [style.colour for style in styles]
    assert all(label in json.dumps(written(compared)) for label in labels)


def test_rows_of_ratios_are_each_arm_against_control(trial, labels):
    rows = subgroup_rows(trial, "os-forest", read_patient({})[0], ShortWords())
    held = [row.label for row in rows if row.ratio is not None]
    pairs = [f"{label} vs {labels[-1]}" for label in labels[:-1]]
    assert held == ([f"Male: {pair}" for pair in pairs] if len(pairs) > 1 else ["Male"] * len(pairs))
