"""Any address at all is read: what is usable enters the form, the rest is named, and nothing is guessed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dashboard.session.address import VIEW_PARAMETERS, arrive, written
from evidence.patient.answers import missing_words
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient

NAMES = st.sampled_from([*clinical_attributes(), *VIEW_PARAMETERS, "patient_id", "favourite_colour"]) | st.text()
VALUES = (
    st.text()
    | st.sampled_from(["3+", "3 ", "yes", "NO", "2,0", "49.996", "95", "nan", "1e3", "-0", "2012-01-31"])
    | st.integers().map(str)
)
ADDRESSES = st.dictionaries(NAMES, st.lists(VALUES, max_size=3), max_size=8)


def is_blank(text):
    return not text.strip() or text.strip().casefold() in missing_words()


@given(ADDRESSES)
@example({"step": []})
@example({"her2_ish_ratio": ["NOT AVAILABLE"], "region": ["n/a"]})
@example({"her2_ihc": ["3 "], "lvef_percent": ["49,996"], "": [""]})
def test_what_enters_the_form_is_an_answer_or_has_its_sentence_there_and_the_rest_is_named(address):
    arrival = arrive(address)
    patient, problems = read_patient(arrival.texts)
    # A number that cannot be used stays in its field, where the form says what is wrong with it.
    assert set(arrival.texts) == set(patient.answers) | {problem.attribute for problem in problems}
    given_a_value = {name for name, values in address.items() if values and not is_blank(values[-1])}
    assert set(arrival.texts) <= given_a_value
    unused = given_a_value - set(arrival.texts) - set(arrival.view)
    assert len(arrival.notices) >= len(unused), "everything that is left out has a sentence"
    assert all("\n" not in notice for notice in arrival.notices)


@given(ADDRESSES)
def test_an_address_put_in_order_is_in_order(address):
    first = arrive(address)
    again = arrive({name: [value] for name, value in {**written(first.texts), **first.view}.items()})
    assert again.is_canonical
    assert not again.notices
    assert (again.texts, again.view) == (first.texts, first.view)


@pytest.mark.parametrize("attribute", [each for each in clinical_attributes().values() if each.choices])
def test_a_choice_is_a_word_on_its_control_and_the_address_carries_it(attribute):
    for choice in attribute.choices:
        label = attribute.choice_label(choice)
        assert "-" not in label
        assert label[0].isupper() or not label[0].isalpha() or attribute.kind == "yes-no"
        for spelling in (choice, label, label.upper()):
            arrival = arrive({attribute.name: [spelling]})
            assert arrival.texts == {attribute.name: choice}
        assert arrive({attribute.name: [label]}).is_canonical


@pytest.mark.parametrize(
    ("name", "value", "label"),
    [("region", "europe", "Europe"), ("her2_ish_status", "not-amplified", "Not amplified"),
     ("region", "north-america", "North America"), ("her2_ihc", "3+", "3+"), ("cns_metastases", "no", "no")],
)  # fmt: skip
def test_the_words_of_choices_are_those_of_a_clinician(name, value, label):
    assert clinical_attributes()[name].choice_label(value) == label
