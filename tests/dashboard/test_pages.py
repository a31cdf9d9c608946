"""Every page in its states: nothing, part, everything and contradictions entered, and a broken evidence file."""

import re

import pytest
from streamlit.util import calc_hash

from dashboard import prepared
from evidence.choices.form_layout import parts
from evidence.files.faults import EvidenceError, Fault
from evidence.lines.numbers import dated
from evidence.patient.examples import examples
from tests.dashboard.conftest import CONTRADICTORY, NOT_MET, PARTLY, UNUSABLE, opened, words

PAGES = {
    "case": ":material/",
    "outcomes": "Overall survival: median 56.5 vs 40.8 months",
    "subgroups": "All patients: PFS hazard ratio 0.62 (0.51–0.75)",
    "harms": "Diarrhoea 66.8 vs 46.3 %; febrile neutropenia, grade ≥ 3, 13.8 vs 7.6 %",
    "evidence": "not yet checked by a second person",
    "about": "Evidence beside a professional's judgement",
}
EVERYTHING = dict(examples()[0].answers)
STATES = {
    "nothing": {},
    "partly": PARTLY,
    "everything": EVERYTHING,
    "contradictory": CONTRADICTORY,
    "unusable": UNUSABLE,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_in_every_state(run_page, page, state):
    app = run_page(page, STATES[state])
    assert not app.exception
    assert len(app.title) == 1
    assert PAGES[page] in app.title[0].value


@pytest.mark.parametrize("page", [page for page in PAGES if page != "about"])
def test_every_page_that_shows_an_outcome_says_what_is_newer(run_page, page):
    app = run_page(page)
    assert "Newer" in words(app)
    assert "15 December 2025" in words(app), "the date of the newer approval"
    assert "Newer first-line evidence exists" in words(opened(app, "newer"))


def test_a_difference_that_is_not_held_says_so(run_page):
    (outcomes,) = [table.value for table in run_page("case").table if "Difference" in table.value]
    of_eight_years = outcomes[outcomes["Median months"].str.contains("8-year OS")]
    assert [cell.count("not in our sources") for cell in of_eight_years["Difference"]] == [1]
    assert "—" not in list(outcomes["Difference"])


def test_the_copied_summary_holds_what_was_not_used_and_how_old_the_evidence_is(run_page):
    app = run_page("case", {"her2_ihc": "3+", "age_years": "130"})
    app.session_state["share"] = True
    app.run()
    (copied,) = [code.value for code in app.code if "Entered:" in code.value]
    review, notice = prepared.load().trial.review, prepared.load().trial.notice
    for said in (
        "Entered: HER2 IHC score: 3+",
        "Entered and not used: Age: 130 is not one of 0–120",
        "The trial confirmed HER2 centrally; this entry is local.",
        f"Evidence reviewed {dated(review.reviewed)}, not yet checked by a second person",
        f"newer evidence looked for until {dated(notice.checked)}",
    ):
        assert said in copied
    app = run_page("case", {"her2_ihc": "3+"})
    app.session_state["share"] = True
    (clean,) = [code.value for code in app.run().code if "Entered:" in code.value]
    assert "not used" not in clean


@pytest.mark.parametrize("page", PAGES)
def test_a_view_that_a_link_asks_for_and_cannot_have_is_named_on_every_page(run_page, page):
    """Also where the page has no such control: whoever follows the link learns that it is not what they see."""
    said = words(run_page(page, {"as_of": "2031-01", "month": "99"}))
    assert "From the address, as_of is 2031-01" in said
    assert "everything known today is shown" in said
    assert "From the address, month is 99" in said


def test_nothing_is_selected_in_an_empty_form_and_the_verdict_is_unknown(run_page):
    app = run_page()
    assert ":material/help: Cannot tell yet" in app.title[0].value
    assert "0 of 12 published criteria met, 12 open" in words(app)
    assert not any(box.value for box in app.text_input)
    assert not any(box.value for box in app.selectbox)


def test_the_case_page_says_what_is_not_met_before_what_cannot_be_told_and_what_is_met(run_page):
    app = run_page("case", NOT_MET)
    criteria = app.table[0].value
    said = [cell.split(": ")[1].strip("*") for cell in criteria["Status"]]
    assert said == ["not met", *["cannot tell"] * 9, *["met"] * 2]
    first = criteria.iloc[0]
    assert (first["Criterion"], first["This patient"], first["Trial"]) == ("**LVEF**", "**48\u00a0%**", "≥ 50 %")


def test_a_patient_who_meets_every_published_criterion_is_told_what_was_not_checked(run_page):
    app = run_page("case", EVERYTHING)
    assert app.title[0].value.endswith("Meets all 12 published criteria")
    said = words(app)
    assert "registry exclusions not checked; organ function cannot be checked from public texts" in said


def test_a_registry_exclusion_is_the_largest_line_of_the_page(run_page):
    app = run_page("case", {**EVERYTHING, "pregnancy_lactation": "yes"})
    heading = app.title[0].value
    assert heading.endswith(r"Would not have been eligible\: pregnant or breast\-feeding \(registry\)")
    assert ":material/cancel:" in heading
    assert "12 of 12 published criteria met, but 1 registry exclusion applies" in words(app)
    first = app.table[0].value.iloc[0]
    assert first["Criterion"] == "**Pregnancy**"
    assert first["Trial"].endswith(":small[(registry)]")


def test_an_age_over_90_is_kept_as_90_in_the_field_and_in_the_address(run_page):
    app = run_page("case", {"age_years": "99"})
    assert app.text_input(key="age_years").value == "90"
    assert app.query_params["age_years"] == "90"


def test_an_exploratory_result_says_so_where_it_is_shown(run_page):
    app = run_page("case")
    app.session_state["sources-outcomes"] = True
    (sources,) = [text.value for text in app.run().markdown if "Objective response" in text.value]
    assert "xploratory" in next(line for line in sources.split("\n") if "Objective response" in line)


def test_a_hostile_address_cannot_push_the_page_away(run_page):
    app = run_page("case", {f"nonsense_{number}": "1" for number in range(300)})
    (beside,) = [text for text in app.markdown if "nonsense" in text.value]
    assert "And 297 more." in beside.value
    assert "And 289 more." in beside.help
    assert max(len(beside.value), len(beside.help)) < 1000


def test_few_lines_beside_the_verdict_are_all_there_is(run_page):
    said = words(run_page("case", {**EVERYTHING, "pregnancy_lactation": "yes"}))
    assert not re.search(r"And \S+ more", said)


def test_contradictions_are_named_with_the_verdict_that_rests_on_them(run_page):
    contradictory = {name: CONTRADICTORY[name] for name in ("her2_ihc", "her2_ish_ratio", "her2_ish_status")}
    said = words(run_page("case", contradictory))
    assert "The ISH ratio and the ISH result contradict each other; the ratio decides." in said
    assert "The verdict depends on these entries." in said


def test_an_unusable_entry_gets_one_sentence_and_is_not_used(run_page):
    app = run_page("case", UNUSABLE)
    said = words(app)
    assert "ecog: 7 is not one of 0–4" in said
    assert "LVEF: 50-55 is not one number. Enter one number, for example 55." in said
    assert "Age: 130 is not one of 0–120." in said
    assert "The verdict does not use it." in said
    assert "0 of 12 published criteria met, 12 open" in said


def enter_example(app, name):
    """What the menu of examples does when one is chosen: the tests without a browser cannot open a menu."""
    chosen = next(each for each in examples() if each.id == name)
    app.session_state["case_to_enter"] = (chosen.answers, ("Example entered.",))
    app.run()


def test_an_example_replaces_the_case_and_clear_empties_it(run_page):
    app = run_page("case", {"age_years": "33", "er_status": "negative"})
    enter_example(app, "lvef-48")
    assert app.text_input(key="age_years").value == "71"
    assert app.title[0].value.endswith(r"Would not have been eligible\: LVEF 48 % \(trial\: 50 or more\)")
    app.button(key="clear-case").click().run()
    assert app.text_input(key="age_years").value == ""
    assert "0 of 12 published criteria met, 12 open" in words(app)
    assert not app.query_params


def test_the_shortcut_for_no_earlier_therapy_sets_clears_and_lists(run_page):
    app = run_page("case", {"age_years": "60", "months_adjuvant_to_metastatic": "9"})
    app.button(key="shortcut-no-earlier-therapy").click().run()
    expected = {
        "chemotherapy_for_metastatic": "no",
        "biologic_or_targeted_for_metastatic": "no",
        "adjuvant_chemotherapy": "no",
        "adjuvant_trastuzumab": "no",
        "other_her2_agent_ever": "no",
        "hormonal_regimens_for_metastatic": "0",
        "cumulative_doxorubicin_mg_m2": "0",
    }
    assert {name: app.session_state[name] for name in expected} == expected
    assert app.session_state["months_adjuvant_to_metastatic"] == ""
    assert app.session_state["age_years"] == "60", "what the shortcut does not speak of stays"
    said = words(app)
    assert "no (neo)adjuvant chemotherapy" in said
    assert "Cleared: interval since adjuvant therapy, LVEF below 50 % on prior trastuzumab." in said


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.id)
def test_every_worked_example_can_be_entered(run_page, example):
    app = run_page()
    enter_example(app, example.id)
    assert not app.exception
    assert {name: app.session_state[name] for name in example.answers} == example.answers


def test_a_broken_evidence_file_shows_what_is_broken_and_nothing_else(run_page, monkeypatch):
    def broken():
        raise EvidenceError(
            [Fault("outcomes.csv", "3", "value", "abc", "a number"), Fault("x.yaml", "", "", "", "this file")]
        )

    monkeypatch.setattr(prepared, "load", broken)
    app = run_page("outcomes", NOT_MET)
    assert not app.exception
    assert [title.value for title in app.title] == ["The evidence files cannot be used"]
    assert [error.value for error in app.error] == [
        "outcomes.csv, row 3, value: found 'abc', expected a number",
        "x.yaml: found nothing, expected this file",
    ]
    assert not app.table
    assert not app.header


def test_the_patients_own_rows_are_marked_in_words(run_page):
    table = opened(run_page("subgroups", NOT_MET), "forest").table[0].value
    own = table[table.apply(lambda row: "◆ this patient" in " ".join(map(str, row)), axis=1)]
    named = [cell.split("  \n")[0] for cell in own.iloc[:, 0]]
    assert "Geographic region: Europe" in named
    assert "Disease type: Visceral disease" in named
    assert "Geographic region: Asia" not in named


def test_no_page_says_that_a_patient_should_or_will(run_page):
    for page in PAGES:
        said = words(run_page(page, NOT_MET)).casefold()
        for directive in ("must be treated", "we recommend", "is recommended", "this patient will"):
            assert directive not in said, f"{page}: {directive}"


@pytest.mark.parametrize("month", [0, 7, 60])
def test_a_page_left_before_the_browser_heard_of_its_new_month_hands_the_month_on(run_page, month):
    # A run of the tests has no browser that would put the month into the address.
    app = run_page("harms")
    app.number_input(key="month").set_value(month).run()
    app._page_hash = calc_hash("outcomes")
    app.run()
    assert not app.exception
    assert app.number_input(key="month").value == month


def test_none_of_these_is_one_button_that_lists_what_it_sets_and_keeps_the_rest(run_page):
    app = run_page("about", {"age_years": "60", "cns_metastases": "no"})
    button = app.button(key="shortcut-none-of-these")
    assert button.label == "None of these"
    listed = ("not pregnant or breast-feeding", "no unstable angina", "no known HIV", "no other cancer within 5 years")
    assert all(each in button.help for each in listed)
    button.click().run()
    said = app.session_state
    assert (said["age_years"], said["pregnancy_lactation"], said["hiv_hbv_hcv"], said["other_malignancy"]) == (
        "60",
        "no",
        "no",
        "no",
    )
    assert "chemotherapy_candidate" not in said or said["chemotherapy_candidate"] is None, (
        "what must be present is not set"
    )


def test_what_decides_most_often_is_asked_in_the_open():
    asked = {name for part in parts() if not part.folded for name in part.questions}
    assert {"pregnancy_lactation", "other_her2_agent_ever", "heart_failure_history", "unstable_angina",
            "serious_arrhythmia", "hiv_hbv_hcv", "iv_antibiotics"} <= asked  # fmt: skip
