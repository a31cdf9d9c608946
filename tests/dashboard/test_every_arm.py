"""Whatever shows one arm shows every arm, with three and with four of them as with two; nothing is left out unsaid."""

import json

import pytest

from dashboard import teaching
from evidence.lines.subgroups import interaction_lines
from evidence.patient.examples import examples
from evidence.teaching.story_file import load_story
from evidence.teaching.story_rows import NOT_YET, SEVERAL_COMPARED, looks, why_none
from evidence.trial.trial import TRIALS, load_trial
from tests.dashboard.conftest import loaded_with

EVERYTHING = dict(examples()[0].answers)
STORY = "The trial as a story"
CHAPTERS = ("Patients", "Stratification", "Blinding")
PAGES = [
    ("case", {}),
    ("eligibility", {}),
    ("outcomes", {"endpoint": "os"}),
    ("outcomes", {"endpoint": "pfs"}),
    ("subgroups", {}),
    ("harms", {}),
    ("regimen", {}),
    ("present", {}),
    ("evidence", {}),
    ("teach", {}),
    *(("teach", {teaching.PART: STORY, teaching.CHAPTER: chapter}) for chapter in CHAPTERS),
]


@pytest.fixture(scope="module", params=[3, 4])
def held(request, tmp_path_factory):
    """The dashboard's trial with so many arms, and its lines."""
    with loaded_with(request.param, tmp_path_factory.mktemp("trials")) as held:
        assert len(held.trial.arms) == request.param
        yield held


@pytest.fixture(scope="module")
def arms(held):
    """The names of each arm."""
    return [(arm.label, arm.short_label) for arm in held.trial.arms]


def missing(text, arms):
    """The arms that are not named where at least two others are, unless it is one arm's comparison with control."""
    lacking = [label for label, short in arms if label not in text and short not in text]
    if len(lacking) == len(arms) - 2 and any(f"{short} vs {arms[-1][1]}" in text for _, short in arms):
        return []
    return lacking if len(lacking) < len(arms) - 1 else []


@pytest.mark.parametrize(("page", "view"), PAGES, ids=str)
def test_every_plot_and_table_that_has_arms_has_all_of_them(run_page, arms, page, view):
    app = run_page(page, EVERYTHING | view)
    assert not app.exception
    assert not [said.value for said in app.info if "which is not on this page" in said.value]
    lacking = {}
    for chart in app.get("plotly_chart"):
        if lost := missing(chart.proto.spec, arms):
            lacking[f"plot {chart.proto.alt[:60]}"] = lost
        if lost := missing(chart.proto.alt, arms):
            lacking[f"words of plot {chart.proto.alt[:60]}"] = lost
    for table in app.table:
        if lost := missing(json.dumps([str(name) for name in table.value.columns]), arms):
            lacking[f"table {list(table.value.columns)}"] = lost
    assert lacking == {}
    shown = "\n".join(chart.proto.alt for chart in app.get("plotly_chart"))
    compared = [f"{short} vs {arms[-1][1]}" in shown for _, short in arms[:-1]]
    assert len(set(compared)) == 1, "each arm is compared with control, or none is"


def test_no_interaction_is_computed_where_several_arms_are_compared_with_control(held):
    lines = interaction_lines(held.trial, (held.display.headline_forest,))
    assert [line.ratio for line in lines] == [""] * len(lines)
    assert "several groups are compared with control" in {line.reason for line in lines}


def test_a_story_of_one_comparison_says_that_there_are_several(held):
    chosen = load_story(load_trial(TRIALS / "cleopatra")).looks.outcomes
    assert looks(held.trial, chosen, "") == ()
    assert why_none(held.trial, chosen) == SEVERAL_COMPARED


def test_a_story_before_its_first_look_says_that_nothing_is_known_yet():
    trial = load_trial(TRIALS / "cleopatra")
    assert why_none(trial, ("no-such-outcome",)) == NOT_YET
