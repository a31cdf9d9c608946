"""The form says what is to be said about its entries, and asks a question only where it applies."""

import pytest

from components.plain import plain
from evidence.choices.form_layout import labels, parts, questions
from evidence.eligibility.conflicts import declared_conflicts
from evidence.patient.attributes import clinical_attributes
from tests.eligibility.contradictions import CASES, entered
from tests.eligibility.tables import rows
from tests.published import published_trial

CONFLICTS = {conflict.id: conflict for conflict in declared_conflicts()}
TYPED = [name for name, attribute in clinical_attributes().items() if not attribute.choices]
ONE_LINE = 27
"""Letters: what fits beside a control in the 288 pixels of the form."""


@pytest.mark.parametrize("row", rows(CASES), ids=lambda row: row["entered"])
def test_every_contradiction_is_named_in_the_form(run_page, row):
    conflict = CONFLICTS[row["conflict"]]
    said = [caption.value for caption in run_page("about", entered(row)).sidebar.caption]
    assert sum(conflict.says in text or "more." in text for text in said) == 1


@pytest.mark.parametrize("name", TYPED)
def test_a_typed_entry_that_cannot_be_used_is_named_in_the_form(run_page, name):
    said = "\n".join(caption.value for caption in run_page("about", {name: "many"}).sidebar.caption)
    label = plain(f"{clinical_attributes()[name].label}:")
    assert said.count(f":material/error: {label} ") == 1


def test_of_many_unusable_entries_the_first_are_named_and_the_rest_counted(run_page):
    said = "\n".join(caption.value for caption in run_page("about", dict.fromkeys(TYPED, "many")).sidebar.caption)
    assert said.count(":material/error:") == 4
    assert f"And {len(TYPED) - 4} more." in said


@pytest.mark.parametrize(
    ("entered", "says"),
    [
        ({"cns_status": "active"}, "yes, implied by brain metastases"),
        ({"disease_course": "de-novo"}, "no, implied by disease course"),
        ({"cns_status": "active", "cns_metastases": "yes"}, None),
        ({}, None),
    ],
)
def test_what_entries_imply_stands_by_the_question_that_has_no_answer(run_page, entered, says):
    said = [plain_words(each.value) for each in run_page("about", entered).sidebar.caption]
    found = [each for each in said if "implied by" in each]
    assert bool(found) is (says is not None)
    assert all(each.endswith(says) for each in found)


def plain_words(text):
    return text.replace("\\", "")


def test_every_attribute_is_asked_in_one_part_and_its_label_fits_one_line():
    asked = [attribute.name for part in parts() for attribute in questions(part)]
    assert sorted(asked) == sorted(clinical_attributes())
    said = labels(published_trial().criteria)
    long = {name: said[name] for part in parts() for name in part.questions if len(said[name]) > ONE_LINE}
    assert long == {}


def test_a_cut_off_stands_in_the_label():
    said = labels(published_trial().criteria)
    assert said["lvef_percent"] == "LVEF, % (≥ 50)"
    assert said["ecog"] == "ECOG (≤ 1)"
    assert said["cns_metastases"] == "CNS metastases (no)"
    assert said["her2_ihc"] == "HER2 IHC (3+)"


def test_what_does_not_count_stands_under_the_interval_and_nowhere_else(run_page):
    def said(params):
        captions = [each.value for each in run_page("about", params).sidebar.caption]
        return sum("endocrine therapy does not count" in each for each in captions)

    assert said({"adjuvant_trastuzumab": "yes"}) == 1
    assert said({}) == 0


def test_the_interval_is_asked_only_after_adjuvant_therapy_or_where_it_is_entered(run_page):
    def asks(params):
        return "months_adjuvant_to_metastatic" in {box.key for box in run_page("about", params).text_input}

    assert not asks({})
    assert not asks({"adjuvant_chemotherapy": "no", "adjuvant_trastuzumab": "no"})
    assert asks({"adjuvant_trastuzumab": "yes"})
    assert asks({"months_adjuvant_to_metastatic": "9"})


def test_a_folded_answer_is_asked_and_counted(run_page):
    app = run_page("about", {"er_status": "positive", "hiv_hbv_hcv": "no"})
    folds = [each.label for each in app.sidebar.expander]
    assert any(label == "For the subgroups · 1 of 8" for label in folds)
    assert app.session_state["er_status"] == "positive"


def test_a_fold_stays_open_when_an_answer_changes_its_count(run_page):
    app = run_page("about")
    app.session_state["fold-subgroups"] = True
    app.run()
    app.text_input(key="her2_copy_number").set_value("3").run()
    assert any(each.label == "For the subgroups · 1 of 8" for each in app.sidebar.expander)
    assert any(each.key == "region" for each in app.selectbox)
