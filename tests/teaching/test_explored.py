"""What can be chosen or moved after an answer, and both assessors on one scale: every number is a cell of the files."""

import csv

import pytest

from components.teaching import assessors_figure, rate_figure
from evidence.files.faults import EvidenceError
from evidence.lines.harms import table_lines
from evidence.teaching.assessors import readings
from evidence.teaching.explored import amounts, enrolled, splits
from evidence.teaching.misconceptions import FILE, load_misconceptions
from evidence.trial.files.harms import Grade
from evidence.trial.trial import TRIALS
from tests.dashboard.conftest import words

ARMS = ("Pertuzumab group", "Control group")


def rows(name):
    with (TRIALS / "cleopatra" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def answered(teach):
    """The page at an item by its title, once its right answer has been given."""

    def run(name, title, right):
        app = teach({"teach_part": "Misconceptions", "teach_item": title})
        app.radio(key=f"teach-answer-{name}-choice").set_value(right)
        next(button for button in app.button if button.label == "Answer").click().run()
        assert not app.exception
        return app

    return run


def test_every_item_has_something_to_move_or_to_choose(items):
    for each in items:
        chosen = each.explore.model_dump(exclude_defaults=True)
        assert chosen, each.id


def test_the_measures_of_treatment_are_the_cells(trial, items):
    explore = next(each.explore for each in items if each.explore.rates)
    cells = {(row["measure"], row["arm"]): row for row in rows("exposure.csv")}
    for amount in amounts(trial, explore.exposure):
        assert amount.numbers == tuple(float(cells[amount.measure, arm.id]["value"]) for arm in trial.arms)
        assert amount.unit == cells[amount.measure, "control"]["unit"]
        assert amount.source
    assert [amount.measure for amount in amounts(trial, explore.exposure)] == list(explore.exposure)


def test_a_rate_is_drawn_beside_a_measure_and_never_divided_by_it(trial, items):
    explore = next(each.explore for each in items if each.explore.rates)
    line = table_lines(trial, explore.rates, Grade.ANY)[0]
    for amount in amounts(trial, explore.exposure):
        plot = rate_figure.figure(line, amount, ARMS, ink="#000000")
        drawn = [(trace.xaxis, trace.x[0]) for trace in plot.data]
        pairs = zip(line.percents, amount.numbers, strict=True)
        assert drawn == [each for share, number in pairs for each in (("x", share), ("x2", number))]


def test_an_event_and_a_measure_are_chosen_on_the_page(answered, trial):
    app = answered("rates-without-exposure", "Rates and time on treatment", "no-longer")
    events = app.selectbox(key="teach-rate-event").options
    assert len(events) == len(table_lines(trial, "nejm-2012-table-3", Grade.ANY))
    assert "Study-treatment duration, median: not the same in both groups" in words(app)
    app.radio(key="teach-rate-measure").set_value("Docetaxel cycles, median").run()
    app.selectbox(key="teach-rate-event").set_value(events[-1]).run()
    assert not app.exception
    assert "Docetaxel cycles, median: the same in both groups" in words(app)


def test_an_entry_turns_the_criterion_and_not_the_result(answered):
    app = answered("not-eligible-is-not-no-benefit", "Not eligible", "silent")
    before = words(app)
    assert "**not met**: 48 %" in before
    assert "the baseline table does not speak of it" in before
    app.slider(key="teach-entry-lvef_percent").set_value(50).run()
    after = words(app)
    assert "**met**: 50 %" in after
    for said in (before, after):
        assert "no row of our files has them" in said
        assert "HR 0.68" in said


def test_who_was_enrolled_beyond_a_criterion_is_counted_from_the_baseline_table(answered, trial):
    cells = {(row["level_id"], row["arm"]): row["n"] for row in rows("baseline.csv") if row["family"] == "ecog"}
    found = {each.level: each.counts for each in enrolled(trial, "ecog")}
    assert found["≥2"] == tuple(cells["2-or-more", arm.id] for arm in trial.arms)
    assert not enrolled(trial, "lvef")
    assert not splits(trial, "ecog")
    assert splits(trial, "region")
    app = answered("not-eligible-is-not-no-benefit", "Not eligible", "silent")
    app.radio(key="teach-entry").set_value("ecog").run()
    assert f"≥2: {cells['2-or-more', 'pertuzumab']} (Pertuzumab group)" in words(app)


@pytest.mark.parametrize("old", ["rates: nejm-2012-table-3", "criterion: lvef", "result: os-2014", "Docetaxel cycles"])
def test_what_the_trial_lacks_cannot_be_explored(tmp_path, trial, old):
    path = tmp_path / "items.yaml"
    text = FILE.read_text(encoding="utf-8")
    path.write_text(text.replace(old, f"{old.split(': ')[0]}: nothing", 1), encoding="utf-8")
    with pytest.raises(EvidenceError):
        load_misconceptions(trial, path)


def test_both_assessors_stand_on_one_scale_with_the_numbers_of_the_files(trial, story):
    cells = {(r["outcome"], r["arm"], r["quantity"]): r["value"] for r in rows("outcomes.csv") if r["value"]}
    found = {each.name: each for each in readings(trial, story.blinding.outcomes)}
    assert "Hazard ratio" in found
    assert "Medians" in found
    for name, quantity, arms in (
        ("Hazard ratio", "hazard ratio", ["pertuzumab"]),
        ("Medians", "median, months", ["pertuzumab", "control"]),
    ):
        assert [each.outcome for each in found[name].assessors] == list(story.blinding.outcomes)
        for assessor in found[name].assessors:
            assert [mark.at for mark in assessor.marks] == [float(cells[assessor.outcome, a, quantity]) for a in arms]
        plot = assessors_figure.figure(
            found[name], story.blinding.outcomes[0], [arm.label for arm in trial.arms], ink="#000000"
        )
        assert len(plot.data) == sum(len(assessor.marks) for assessor in found[name].assessors)


def test_the_assessors_are_compared_by_what_is_chosen(teach):
    app = teach({"teach_part": "The trial as a story", "teach_chapter": "Blinding"})
    read = app.radio(key="teach-assessed-by")
    assert read.options[0] == "Hazard ratio"
    for choice in read.options:
        app.radio(key="teach-assessed-by").set_value(choice).run()
        for assessor in app.radio(key="teach-assessor").options:
            app.radio(key="teach-assessor").set_value(assessor)
        assert not app.exception
    assert "pertuzumab group" in words(app)


@pytest.mark.parametrize(
    ("params", "heading"),
    [
        ({"teach_part": "Misconceptions", "teach_item": "Censored"}, "Censored"),
        ({"teach_part": "The trial as a story", "teach_chapter": "Crossover"}, "What crossing over does"),
        ({"teach_part": "Facilitator"}, "Own cases"),
        ({"teach_part": "Glossary"}, "Glossary"),
    ],
)
def test_an_address_opens_a_part_at_its_place_and_the_page_gives_it(teach, params, heading):
    app = teach(params)
    assert any(each.value.startswith(heading) for each in app.header)
    [link] = [each.value for each in app.code if "teach_part" in each.value]
    assert all(value.replace(" ", "+") in link for value in params.values())


@pytest.mark.parametrize("name", ["teach_part", "teach_chapter", "teach_item"])
def test_a_place_that_is_none_is_said(teach, name):
    part = {"teach_chapter": "The trial as a story", "teach_item": "Misconceptions"}.get(name, "Cases")
    said = words(teach({"teach_part": part, name: "nowhere"}))
    assert f"From the address, {name} is nowhere, which is not on this page" in said.replace("\\", "")
