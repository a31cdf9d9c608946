"""The steps of a presentation, for every state of a case: what they always say, and that it is the pages' own rows."""

import pytest

from dashboard import prepared
from evidence.board.build import STEP_IDS
from evidence.board.plain_text import record
from evidence.board.steps import STANDING, EnteredBlock, TableBlock, WordsBlock
from evidence.eligibility.assessment import assess
from evidence.eligibility.headings import verdict_words
from evidence.lines.forest import forest_lines
from evidence.lines.outcomes import outcome_line
from evidence.patient.patient import read_patient
from tests.board.conftest import EVERYTHING, STATES, WRITTEN


def words(step) -> str:
    parts = [step.title, step.sentence, step.caption]
    for block in step.blocks:
        if isinstance(block, WordsBlock):
            parts += block.lines
        elif isinstance(block, EnteredBlock):
            parts += [block.label, block.text]
        elif isinstance(block, TableBlock):
            parts += [cell for row in block.rows for cell in row]
    return "\n".join(parts)


@pytest.mark.parametrize("state", STATES)
def test_every_state_has_every_step_with_a_source_and_the_standing(make, state):
    made = make(STATES[state])
    assert tuple(step.id for step in made.steps) == STEP_IDS
    for step in made.steps:
        footer = made.footer(step)
        assert footer.startswith("Source: ")
        assert "data cut-off: " in footer
        assert "20 November 2026" in footer
        assert footer.endswith(STANDING)
        assert step.id == "decision" or step.cited, f"{step.id} names no text"


@pytest.mark.parametrize("state", [state for state in STATES if state != "nothing"])
def test_a_verdict_never_stands_alone(make, trial, state):
    case = make(STATES[state]).step("case")
    assessment = assess(read_patient(STATES[state])[0], trial.criteria)
    said = words(case)
    heading = verdict_words(read_patient(STATES[state])[0], assessment, trial.criteria)
    assert case.sentence == heading.heading
    assert heading.second_line in said
    for conflict in assessment.conflicts:
        assert conflict.says in said


def test_a_registry_exclusion_is_the_heading_where_one_is_known(make):
    case = make(STATES["registry"]).step("case")
    assert case.sentence.startswith("Would not have been eligible: ")
    assert "(registry)" in case.sentence


def test_without_a_patient_it_is_the_trial_on_its_own(make):
    made = make({})
    assert made.name == "CLEOPATRA"
    assert "No patient is entered" in made.step("case").sentence
    assert "this patient's" not in made.step("subgroups").title.lower()


def test_outcomes_are_the_rows_of_the_case_page(make, trial):
    held = prepared.load()
    rows = make(EVERYTHING).step("outcomes").blocks[0].rows
    for row, name in zip(rows, held.display.headline_outcomes, strict=False):
        line = outcome_line(trial, trial.outcome(name))
        assert row == (
            f"{line.title}\n{line.context}",
            *(cell.replace("  \n", "\n") for cell in (*line.arms, line.comparison)),
        )
    assert len(rows) == len(held.display.headline_outcomes) + 1


@pytest.mark.parametrize("state", STATES)
def test_no_row_of_this_patient_is_passed_over(make, trial, state):
    """A row whose hazard ratio is not held is named in words instead of drawn."""
    forest = prepared.load().display.headline_forest
    own = [line for line in forest_lines(trial, forest, read_patient(STATES[state])[0]) if line.is_own]
    step = make(STATES[state]).step("subgroups")
    drawn = [line for line in step.blocks[0].lines if line.is_own]
    named = words(step)
    assert [line.text for line in drawn] == [line.text for line in own if line.ratio is not None]
    for line in own:
        if line.ratio is None:
            assert line.label in named
    assert step.blocks[0].lines[0].is_overall


def test_what_settles_a_case_is_what_the_eligibility_page_says(make):
    said = words(make(STATES["partly"]).step("uncertain"))
    assert "ISH ratio below 2.0, or ISH result not amplified" in said
    assert words(make(STATES["not-met"]).step("uncertain")).count("LVEF 48 %") == 1


def test_the_record_holds_every_step_and_the_boards_words(make):
    text = record(make(EVERYTHING, WRITTEN))
    for step in make(EVERYTHING, WRITTEN).steps:
        if not step.id.startswith("criteria"):
            assert step.title.upper() in text
            assert step.sentence in text
    assert WRITTEN.reason in text
    assert WRITTEN.options in text
    assert "Decision: not recorded" in text
    assert "met: LVEF | 62 %" in text


@pytest.mark.parametrize("state", STATES)
def test_nothing_directs_anybody(make, state):
    for step in make(STATES[state]).steps:
        said = (words(step) + " ".join(step.notes)).casefold()
        for directive in ("should receive", "must be treated", "we recommend", "this patient will"):
            assert directive not in said
