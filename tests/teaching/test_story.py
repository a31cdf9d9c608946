"""The trial as a story: its rows add up, and each figure holds the numbers of the files."""

from datetime import date

import pytest

from components.teaching import balance_figure, flow_figure, looks_figure
from evidence.files.faults import EvidenceError
from evidence.teaching.story_file import FILE, conduct, load_story
from evidence.teaching.story_rows import balance, crossing, looks, patient_flow
from evidence.trial.as_of import known_on


def words(figure):
    """Every text that a figure draws."""
    return " ".join(str(each.text) for each in figure.layout.annotations)


def test_the_flow_adds_up_to_both_ways_of_counting(trial, story):
    flow = patient_flow(trial, story.flow)
    assert (flow.screened, flow.randomised, flow.not_randomised) == (1196, 808, 388)
    first, last = flow.arms
    assert first.closes
    assert last.closes
    assert (first.randomised, first.untreated, first.moved_out, first.moved_in, first.treated) == (402, 2, 1, 8, 407)
    assert (last.randomised, last.untreated, last.moved_out, last.moved_in, last.treated) == (406, 2, 8, 1, 397)
    assert (first.measurable, last.measurable) == (343, 336)
    assert "Registry record" in flow.source


@pytest.mark.parametrize(
    ("counted", "numbers"),
    [("randomised", ("402", "406")), ("treated", ("407", "397")), ("measurable", ("343", "336"))],
)
def test_the_flow_figure_says_who_is_counted(trial, story, counted, numbers):
    flow = patient_flow(trial, story.flow)
    said = words(flow_figure.figure(flow, counted, ink="#000"))
    for number in ("1196", "808", "388", *numbers):
        assert number in said
    assert ("8 had received pertuzumab" in said) is (counted == "treated")
    assert all(number in flow_figure.alt_text(flow, counted) for number in numbers)


def test_only_the_two_strata_are_marked_as_balanced_on_purpose(trial, story):
    held = {name: balance(trial, story.strata, name) for name in story.strata.families}
    assert {name for name, found in held.items() if found.is_stratified} == {"region", "prior-neoadjuvant-chemotherapy"}
    asia = next(each for each in held["region"].strata if each.label == "Asia")
    assert asia.words == ("31.1 % (125)", "31.5 % (128)")
    figure = balance_figure.figure(held["region"], ["A", "B"], ink="#000")
    assert "31.5 % (128)" in words(figure)


def test_the_first_look_fell_short_of_its_boundary_and_the_second_did_not(trial, story):
    first, second, final = looks(trial, story.looks.outcomes, story.looks.planned)
    assert (first.ratio.value.printed, first.p_value.printed, first.p_boundary.printed) == ("0.64", "0.005", "≤0.0012")
    assert (first.crossed, second.crossed, final.crossed) == (False, True, True)
    assert round(first.share) == 43, "as the paper prints it"
    assert round(second.share) == 69, "as the abstract prints it"
    said = words(looks_figure.boundary_figure((first, second, final), "os-2011", ink="#000"))
    assert "<b>P = 0.005</b>" in said
    assert "boundary ≤0.0138" in said
    assert "not crossed" in looks_figure.boundary_alt((first,))


def test_crossing_over_lies_between_the_second_and_the_final_look(trial, story):
    held = crossing(trial, story.crossover, story.looks.planned)
    assert held.crossed == "48 of 406 (11.8 %)"
    assert held.window == "July 2012 to November 2012"
    assert [held.before(look) for look in held.looks] == [True, True, False, False]
    said = words(looks_figure.crossing_figure(held, "os-2014", ink="#000"))
    assert "crossover" in said
    assert "<b>2014: 0.68</b>" in said


def test_in_january_2012_only_the_first_look_is_known_and_no_crossing_over(trial, story):
    early = known_on(trial, date(2012, 1, 31)).trial
    assert [look.outcome for look in looks(early, story.looks.outcomes, story.looks.planned)] == ["os-2011"]
    held = crossing(early, story.crossover, story.looks.planned)
    assert (held.window, held.crossed, held.before(held.looks[0])) == ("", "", None)
    assert patient_flow(early, story.flow) is None, "the reallocation was published in 2013"


def test_how_the_trial_was_conducted_has_a_source(trial, story):
    for measure in (story.strata.conduct, *story.blinding.conduct, story.looks.conduct, story.crossover.conduct):
        assert conduct(trial, measure).endswith(")")


def test_a_story_that_names_what_the_trial_lacks_is_refused(tmp_path, trial):
    path = tmp_path / "story.yaml"
    path.write_text(FILE.read_text(encoding="utf-8").replace("os-2012", "os-2013"), encoding="utf-8")
    with pytest.raises(EvidenceError, match="found 'os-2013', expected a row of the trial's files"):
        load_story(trial, path)
