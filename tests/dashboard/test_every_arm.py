"""Whatever shows one arm shows every arm, with three and with four of them as with two; nothing is left out unsaid."""

import json
from datetime import date

import pytest

from dashboard import teaching
from evidence.lines.subgroups import interaction_lines
from evidence.patient.examples import examples
from evidence.teaching.facilitator_notes import notes
from evidence.teaching.handout import handout
from evidence.teaching.load import load_teaching
from evidence.teaching.progress import Progress
from evidence.teaching.story_file import load_story
from evidence.teaching.story_rows import NOT_YET, SEVERAL_COMPARED, looks, why_none
from tests.dashboard.conftest import loaded_with, words
from tests.published import published_trial
from tests.teaching.conftest import state_answers

EVERYTHING = dict(examples()[0].answers)
STORY = "The trial as a story"
MISCONCEPTIONS = "Misconceptions"
RATIO_IN_ITS_LESSON = "twelve-months"
CHAPTERS = ("Patients", "Stratification", "Blinding", "Looks and boundaries", "Crossover")
OF_ONE_COMPARISON = {
    "ratio-is-not-time",
    "subgroup-crossing-one",
    "progression-is-not-survival",
    "number-without-time",
    "old-cut-as-current",
}
"""The items that quote a hazard ratio, a difference or a gain between two groups."""
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


@pytest.fixture(scope="module")
def taught(held):
    """The teaching files beside that trial."""
    return load_teaching(held.trial)


def missing(text, arms):
    """The arms that are not named where at least two others are, unless it is one arm's comparison with control."""
    lacking = [label for label, short in arms if label not in text and short not in text]
    if len(lacking) == len(arms) - 2 and any(f"{short} vs {arms[-1][1]}" in text for _, short in arms):
        return []
    return lacking if len(lacking) < len(arms) - 1 else []


@pytest.mark.parametrize(("page", "view"), PAGES, ids=str)
def test_every_plot_and_table_that_has_arms_has_all_of_them(run_page, arms, page, view):
    assert_every_arm(run_page(page, EVERYTHING | view), arms)


def assert_every_arm(app, arms):
    """No plot and no table of a page lacks an arm, and none is compared with control alone."""
    assert not app.exception
    assert not app.error
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


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_chapter_of_the_story_is_drawn_or_left_out_with_a_reason(run_page, held, chapter):
    app = run_page("teach", {teaching.PART: STORY, teaching.CHAPTER: chapter})
    left_out = SEVERAL_COMPARED in [each.value for each in app.info]
    assert left_out == (chapter in ("Looks and boundaries", "Crossover"))
    assert left_out != bool(app.get("plotly_chart"))


def test_every_misconception_is_drawn_with_every_arm_or_left_out_with_a_reason(run_page, arms, taught, held):
    [said] = [
        each.value
        for each in run_page("teach", {teaching.PART: MISCONCEPTIONS}).info
        if each.value.startswith("Left out, because")
    ]
    assert said.startswith("Left out, because several groups are compared with control and it speaks of one comparison")
    drawn = [each for each in taught.items if each.title not in said]
    assert {each.id for each in taught.items} - {each.id for each in drawn} == OF_ONE_COMPARISON
    for each in drawn:
        app = run_page("teach", {teaching.PART: MISCONCEPTIONS, teaching.ITEM: each.title})
        app.session_state["teach-progress"] = Progress().answer(each.id, each.options[0].id)
        assert_every_arm(app.run(), arms)
        assert "Sources: " in words(app), each.id
        if each.explore.curve or each.explore.rates:
            assert app.get("plotly_chart"), each.id


def test_a_teaching_case_asks_for_every_arm_and_compares_every_arm(run_page, arms, held):
    app = run_page("teach", {teaching.CASE: RATIO_IN_ITS_LESSON})
    app = state_answers(app, RATIO_IN_ITS_LESSON, "eligible", "none", *range(50, 50 + len(arms)))
    assert_every_arm(app, arms)
    [asked] = [table.value["Asked"] for table in app.table if "Asked" in table.value]
    assert all(any(label in row for row in asked) for label, _ in arms)
    [chart] = app.get("plotly_chart")
    assert all(label in chart.proto.alt for label, _ in arms)
    assert "What this case teaches" in words(app)
    assert "Left out, because several groups are compared with control" in words(app)
    for step in teaching.STEPS[2:]:
        assert_every_arm(app.radio(key=teaching.STEP).set_value(step).run(), arms)


def test_the_facilitator_s_sheet_names_every_arm_and_no_place_of_a_number(held, arms, taught):
    curves = {each.endpoint: each for each in held.display.curves}
    sheet = handout(
        "A trial",
        [notes(held.trial, case, curves[case.benefit.endpoint]) for case in taught.cases],
        made_on=date(2026, 1, 1),
        code="",
    )
    assert "{" not in sheet.split("</style>")[1]
    for label, _ in arms:
        assert sheet.count(f"in the {label[0].lower()}{label[1:]}") >= len(taught.cases)


def test_no_interaction_is_computed_where_several_arms_are_compared_with_control(held):
    lines = interaction_lines(held.trial, (held.display.headline_forest,))
    assert [line.ratio for line in lines] == [""] * len(lines)
    assert "several groups are compared with control" in {line.reason for line in lines}


def test_a_story_of_one_comparison_says_that_there_are_several(held):
    chosen = load_story(published_trial()).looks.outcomes
    assert looks(held.trial, chosen, "") == ()
    assert why_none(held.trial, chosen) == SEVERAL_COMPARED


def test_a_story_before_its_first_look_says_that_nothing_is_known_yet():
    trial = published_trial()
    assert why_none(trial, ("no-such-outcome",)) == NOT_YET
