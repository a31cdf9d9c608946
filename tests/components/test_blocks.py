"""Each visible block on its own, in its states."""

import re

from streamlit.testing.v1 import AppTest


def verdict_block(answers):
    from components.heading import render_verdict
    from evidence.eligibility.assessment import assess
    from evidence.eligibility.criteria import load_criteria
    from evidence.eligibility.headings import verdict_words
    from evidence.patient.patient import read_patient
    from evidence.trial.trial import TRIALS

    patient, _ = read_patient(answers)
    criteria = load_criteria(TRIALS / "cleopatra" / "criteria.yaml")
    render_verdict(verdict_words(patient, assess(patient, criteria), criteria))


def checklist_block(answers):
    from components.checklist import render_checklist
    from evidence.eligibility.assessment import assess
    from evidence.eligibility.criteria import load_criteria
    from evidence.patient.patient import read_patient
    from evidence.trial.trial import TRIALS

    patient, _ = read_patient(answers)
    criteria = load_criteria(TRIALS / "cleopatra" / "criteria.yaml")
    render_checklist(assess(patient, criteria), patient, {"baselga2012": "Paper 2012"})


def notices_block(notices, problems):
    from components.heading import render_notices

    render_notices(notices, problems)


def run(block, *args):
    app = AppTest.from_function(block, args=args, default_timeout=30).run()
    assert not app.exception
    return app


def test_the_verdict_block_of_an_empty_case_says_cannot_tell_and_names_no_contradiction():
    app = run(verdict_block, {})
    assert app.header[0].value.startswith(":material/help: Cannot tell yet")
    assert app.markdown[0].value == "0 of 12 published criteria met, 12 open"
    assert "not the same as should not be treated" in app.caption[0].value


def test_the_verdict_block_names_every_contradiction():
    app = run(verdict_block, {"her2_ihc": "2+", "her2_ish_ratio": "1.9", "her2_ish_status": "amplified"})
    counted, named = app.markdown[0].value.split("  \n")
    assert counted == "0 of 12 published criteria met, 1 not met, 11 open"
    assert "ratio and the ISH result contradict each other" in named


def test_a_registry_exclusion_is_the_largest_line():
    app = run(verdict_block, {"heart_failure_history": "yes"})
    assert app.header[0].value.startswith(":material/cancel: Would not have been eligible")
    assert "congestive heart failure" in app.header[0].value
    assert "1 registry exclusion applies" in app.markdown[0].value


def test_the_checklist_groups_every_criterion_once_under_its_status():
    app = run(checklist_block, {"ecog": "2", "age_years": "40"})
    counts = [int(re.search(r"\((\d+)\)", sub.value).group(1)) for sub in app.subheader]
    assert counts == [1, 10, 1]
    assert [len(table.value) for table in app.table] == counts
    assert app.table[0].value.iloc[0].tolist() == [
        "**ECOG**",
        "2",
        "0 or 1 :small[· Paper 2012, Methods, Patients, p. 111]",
    ]


def test_a_group_without_criteria_says_so():
    app = run(checklist_block, {})
    assert len(app.table) == 1
    assert "None." in [caption.value for caption in app.caption]


def test_notices_show_problems_with_what_follows_from_them():
    app = run(notices_block, ["Said."], ["Age: 130 is not one of 0–120."])
    assert "The verdict does not use these entries." in app.warning[0].value
    assert app.info[0].value == r"Said\."


def test_nothing_to_say_shows_nothing():
    app = run(notices_block, [], [])
    assert not app.warning
    assert not app.info
