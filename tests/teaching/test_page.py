"""The Teach page step by step: nothing is shown before it is asked, the place is in the address, answers are not."""

import csv
import io
from pathlib import Path

from evidence.teaching.case_file import CASES
from tests.dashboard.conftest import opened, words
from tests.teaching.conftest import state_answers

ELEVEN = {"teaching_case": "eleven-months"}


def headings(app):
    return [each.value for each in (*app.header, *app.subheader)]


def test_it_opens_with_a_way_to_begin_and_nothing_revealed(teach):
    app = teach()
    assert not app.exception
    assert len(app.title) == 1
    assert "0 of 17 cases answered" in words(app)
    app.button(key="teach-begin").click().run()
    assert app.query_params["teaching_case"] == "new-diagnosis"
    assert "State your answers" in headings(app)
    assert "Compare" not in headings(app)


def test_nothing_is_preselected_and_nothing_of_the_answer_is_shown_before_it_is_stated(teach):
    app = teach(ELEVEN)
    key = "teach-form-eleven-months-0"
    assert app.radio(key=f"{key}-verdict").value is None
    assert app.selectbox(key=f"{key}-deciding").value is None
    assert app.number_input(key=f"{key}-arm-0").value is None
    said = words(app)
    assert "What this case teaches" not in said
    assert "not met" not in said.replace("not met 0, cannot tell 12, met 0", ""), "but for the reader's own case"
    assert "The limit itself was allowed" not in said


def test_an_incomplete_statement_names_what_is_missing(teach):
    app = teach(ELEVEN)
    next(button for button in app.button if button.label == "State and compare").click().run()
    assert app.warning[0].value == (
        "Still to state: the verdict, the deciding criterion, the pertuzumab group, the control group."
    )
    assert "Compare" not in headings(app)


def test_a_step_beyond_the_first_stays_closed_until_answers_are_stated(teach):
    for step in ("2", "3", "4"):
        app = teach({**ELEVEN, "step": step})
        assert "This step opens once you have stated your answers." in words(app)
        assert "State your answers" in headings(app)
        assert "Not met" not in words(app)


def test_the_comparison_says_what_agrees_and_what_differs_with_the_interval(teach):
    app = state_answers(teach(ELEVEN), "eleven-months", "not-eligible", "lvef", 70, 40)
    assert app.query_params == {"teaching_case": "eleven-months", "step": "2"}
    table = app.table[-1].value
    assert list(table["Agreement"]) == [
        ":material/check_circle: agrees",
        ":material/compare_arrows: differs",
        ":material/check_circle: agrees",
        ":material/compare_arrows: differs",
    ]
    assert table["From the trial's files"][1] == "Interval since adjuvant therapy"
    assert "of 100 (95 % CI" in table["From the trial's files"][2]
    assert "no forecast for this patient" in words(app)


def test_the_explanation_gives_every_criterion_its_source(teach):
    app = state_answers(teach(ELEVEN), "eleven-months", "not-eligible", "adjuvant-interval", 60, 50)
    app.button(key="teach-next-step").click().run()
    assert app.query_params["step"] == "3"
    said = words(app)
    assert "11 of 12 published criteria met, 1 not met" in said
    assert "Baselga 2012" in app.table[1].value.to_string()
    assert "What the files say beside it" in headings(app)


def test_one_entry_is_changed_and_the_verdict_moves(teach):
    app = state_answers(teach(ELEVEN), "eleven-months", "not-eligible", "adjuvant-interval", 60, 50)
    app.radio(key="step").set_value("4").run()
    moved = app.table[-1].value
    assert moved.iloc[0, 1].startswith("Would not have been eligible")
    assert moved.iloc[0, 2].startswith("**Meets all 12")
    app.text_input(key="teach-to-eleven-months-months_adjuvant_to_metastatic").set_value("soon").run()
    assert "soon is not one number" in words(app)
    app.selectbox(key="teach-change-eleven-months").set_value("ecog").run()
    app.selectbox(key="teach-to-eleven-months-ecog").set_value("2").run()
    assert "ECOG" in app.table[-1].value.to_string()


def test_the_results_say_in_whom_they_were_measured_beside_a_patient_whom_the_trial_excluded(teach):
    app = state_answers(teach(ELEVEN), "eleven-months", "eligible", "none", 50, 50)
    said = words(app)
    assert "Whole-trial results, measured with interval ≥ 12 months: this patient would not have been" in said


def test_trying_again_keeps_the_first_attempt_in_the_results(teach):
    app = state_answers(teach(ELEVEN), "eleven-months", "eligible", "none", 50, 50)
    app.button(key="teach-again").click().run()
    assert "step" not in app.query_params
    app = state_answers(app, "eleven-months", "not-eligible", "adjuvant-interval", 67, 52, attempt=1)
    held = app.session_state["teach-progress"]
    assert held.attempts("eleven-months") == 2
    assert "Attempt 2" in words(app)


def test_the_case_in_the_form_and_the_teaching_case_do_not_touch(teach):
    app = state_answers(
        teach({**ELEVEN, "lvef_percent": "48", "ecog": "2"}),
        "eleven-months",
        "not-eligible",
        "adjuvant-interval",
        60,
        50,
    )
    assert app.text_input(key="lvef_percent").value == "48"
    assert app.query_params == {"lvef_percent": "48", "ecog": "2", "teaching_case": "eleven-months", "step": "2"}
    app.radio(key="step").set_value("3").run()
    assert "64 %" in app.table[2].value.to_string(), "the made-up patient's LVEF"
    assert app.session_state["ecog"] == "2"


def test_an_address_with_no_such_case_or_step_says_so(teach):
    said = words(teach({"teaching_case": "nobody", "step": "9"}))
    assert "teaching_case is nobody, which is none of the cases here" in said
    assert "step is 9, not one of 1 to 4" in said


def test_a_step_left_by_another_page_does_no_harm(teach):
    app = teach(ELEVEN, step=7)
    assert not app.exception


def test_before_the_curve_was_known_the_expectation_has_nothing_to_be_compared_with(teach):
    app = state_answers(
        teach({**ELEVEN, "as_of": "2012-01"}), "eleven-months", "not-eligible", "adjuvant-interval", 60, 50
    )
    said = words(app)
    assert "As known on 31 January 2012 — not current" in said
    assert "not known yet by the date set" in app.table[-1].value.to_string()
    assert "nothing to be compared with" in said
    assert "Newer first-line evidence exists" in words(opened(app, "newer"))


def test_a_misconception_gives_feedback_numbers_and_sources_after_the_answer(teach):
    app = teach(teach_part="Misconceptions")
    assert "Sources:" not in words(app)
    app.radio(key="teach-answer-median-as-guarantee-choice").set_value("most")
    next(button for button in app.button if button.label == "Answer").click().run()
    said = words(app)
    assert "Not quite." in said
    assert "Sources: Overall survival, cut-off 11 February 2014" in said
    app.slider(key="teach-month-os").set_value(48).run()
    assert "Move the month: Overall survival" in headings(app)
    app.button(key="teach-item-next").click().run()
    assert "The end of the curve" in headings(app)


def test_every_misconception_opens_and_answers(teach, items):
    app = teach(teach_part="Misconceptions")
    for each in items:
        app.selectbox(key="teach_item").set_value(each.id).run()
        right = next(option.id for option in each.options if option.right == "yes")
        app.radio(key=f"teach-answer-{each.id}-choice").set_value(right)
        next(button for button in app.button if button.label == "Answer").click().run()
        assert not app.exception
        assert "**Right.**" in words(app)
    assert "10 of 10 misconceptions answered" in words(app)


def test_every_chapter_of_the_story_opens_at_every_date(teach):
    for chapter in ("Patients", "Stratification", "Blinding", "Looks and boundaries", "Crossover"):
        for params in ({}, {"as_of": "2008-02"}, {"as_of": "2012-01"}, {"as_of": "2013-06"}):
            app = teach(params, teach_part="The trial as a story", teach_chapter=chapter)
            assert not app.exception, (chapter, params)
            assert ("not current" in words(app)) == bool(params), (chapter, params)


def test_why_the_first_look_was_not_significant_is_said_with_its_numbers(teach):
    app = teach(teach_part="The trial as a story", teach_chapter="Looks and boundaries")
    said = words(app)
    assert "165 deaths, hazard ratio 0.64 (0.47–0.88), P = 0.005; boundary P ≤0.0012, hazard ratio ≤0.603" in said
    assert "**not crossed**" in said
    app.radio(key="teach-look").set_value("os-2012").run()
    assert "267 deaths" in words(app)
    assert "**crossed**" in words(app)


def test_the_facilitators_notes_stay_closed_until_asked_for(teach):
    app = teach(teach_part="Facilitator")
    assert "Watch for" not in words(app)
    app.toggle(key="teach-lead").set_value(True).run()
    assert words(app).count("**Watch for**") == len(list(Path(CASES).glob("*.yaml")))
    app.toggle(key="teach-print").set_value(True).run()
    assert not app.exception
    assert any(each.value.startswith("17. ") for each in app.subheader)


def test_a_class_code_orders_the_cases_and_is_in_no_address(teach):
    app = teach(teach_part="Facilitator")
    app.text_input(key="teach-code").set_value("Autumn 2026").run()
    assert "Order of this code" in words(app)
    assert dict(app.query_params) == {"teach_part": "Facilitator"}
    first = next(text for text in words(app).splitlines() if text.startswith("Order of this code"))
    app.session_state["teach_part"] = "Cases"
    app.run()
    assert app.selectbox(key="teaching_case").options[0] in first


def test_the_results_are_a_file_without_a_name(trial, cases, items):
    from components.download import as_csv
    from evidence.choices.case_page import load_display
    from evidence.eligibility.criteria import Verdict
    from evidence.teaching.marks import COLUMNS, result_rows
    from evidence.teaching.progress import Commitment, Progress
    from evidence.trial.trial import TRIALS

    progress = Progress().commit("eleven-months", Commitment(Verdict.ELIGIBLE, "none", (50, 50)))
    progress = progress.reopen("eleven-months").commit(
        "eleven-months", Commitment(Verdict.NOT_ELIGIBLE, "adjuvant-interval", (67, 52))
    )
    progress = progress.answer("curve-tail", "hundreds").answer("curve-tail", "few")
    text = as_csv(result_rows(trial, progress, cases, items, load_display(TRIALS / trial.id, trial).curves))
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [(r["attempt"], r["agrees"]) for r in rows if r["asked"] == "Deciding criterion"] == [
        ("1", "no"),
        ("2", "yes"),
    ]
    assert [r["agrees"] for r in rows if r["kind"] == "misconception"] == ["no", "yes"]


def test_the_sheets_for_paper_hold_every_case_and_escape_every_text(trial, cases):
    from dataclasses import replace
    from datetime import date

    from evidence.choices.case_page import load_display
    from evidence.teaching.facilitator_notes import notes
    from evidence.teaching.handout import handout
    from evidence.trial.trial import TRIALS

    curves = {each.endpoint: each for each in load_display(TRIALS / trial.id, trial).curves}
    held = [notes(trial, case, curves[case.benefit.endpoint]) for case in cases]
    held[0] = replace(held[0], title="<script>x</script>")
    page = handout("CLEOPATRA", held, made_on=date(2026, 11, 21), code="<b>")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page
    learners, _, facilitators = page.partition("For the facilitator")
    for case in cases[1:]:
        assert case.title in learners
        assert case.title in facilitators
    assert "Expected" not in learners
    assert "Deciding:" not in learners
