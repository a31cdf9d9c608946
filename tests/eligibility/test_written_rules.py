"""Rules are written back as they were read, and the attribute page is the declaration."""

from pathlib import Path

import pytest

from evidence.eligibility.criteria import load_criteria
from evidence.eligibility.rules import RuleError, parse_rule, write_rule
from evidence.patient.attribute_table import attribute_table
from evidence.patient.patient import read_patient
from evidence.trial.trial import TRIALS

CRITERIA = load_criteria(TRIALS / "cleopatra" / "criteria.yaml")
RULES = [
    rule
    for criterion in (*CRITERIA.published, *CRITERIA.registry)
    for rule in (criterion.rule, criterion.applies_if)
    if rule is not None
]


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_written_back_is_read_as_the_same_rule(rule):
    assert parse_rule(write_rule(rule)) == rule


def test_a_rule_is_written_with_its_words():
    written = {"not": {"at_most": {"attribute": "ecog", "value": "1"}}}
    assert write_rule(parse_rule(written)) == written
    unclear = {"one_of": {"attribute": "disease_extent", "values": ["metastatic"], "unclear": ["early"]}}
    assert write_rule(parse_rule(unclear)) == unclear
    strict = {"more_than": {"attribute": "months_adjuvant_to_metastatic", "value": "6"}}
    assert write_rule(parse_rule(strict)) == strict
    assert write_rule(parse_rule({"entered": {"attribute": "ecog"}})) == {"entered": {"attribute": "ecog"}}


def test_a_reason_is_kept_with_its_rule():
    written = {"entered": {"attribute": "ecog", "reason": "because"}}
    assert write_rule(parse_rule(written)) == written


@pytest.mark.parametrize(
    ("written", "says"),
    [
        ("ecog", "a rule is a mapping with one word, got 'ecog'"),
        ({"all": [], "any": []}, "a rule is a mapping with one word, got {'all': [], 'any': []}"),
        ({"all": []}, "all needs a list of one or more rules"),
        ({"first_known": {"entered": {"attribute": "ecog"}}}, "first_known needs a list of one or more rules"),
        ({"is": "ecog"}, "is needs an attribute"),
        ({"is": {"value": "1"}}, "is needs an attribute"),
        ({"is": {"attribute": "ecog", "worth": 1, "than": 2}}, "is does not take than, worth"),
        ({"is": {"attribute": "eocg", "value": "1"}}, "there is no attribute eocg"),
        ({"is": {"attribute": "ecog"}}, "ecog: a rule needs a value"),
        ({"is": {"attribute": "ecog", "value": 1}}, "ecog: a rule needs a value"),
        ({"one_of": {"attribute": "sex", "values": []}}, "one_of needs a list of values"),
        ({"one_of": {"attribute": "sex", "values": "male"}}, "one_of needs a list of values"),
        ({"at_least": {"attribute": "sex", "value": "male"}}, "at_least is not a word of the rule language for sex"),
        ({"about": {"attribute": "ecog", "value": "1"}}, "about is not a word of the rule language for ecog"),
    ],
)
def test_a_rule_that_cannot_be_read_is_refused_in_words_that_find_it(written, says):
    with pytest.raises(RuleError) as refused:
        parse_rule(written)
    assert str(refused.value) == says


def test_a_value_that_does_not_validate_is_named_with_its_attribute():
    with pytest.raises(RuleError, match=r"ecog: 7 is not one of 0–4"):
        parse_rule({"at_most": {"attribute": "ecog", "value": "7"}})


def test_only_a_rule_is_written():
    with pytest.raises(TypeError, match="'ecog' is not a rule"):
        write_rule("ecog")  # type: ignore[arg-type]


def test_what_decides_an_opposite_is_what_decided_its_part():
    patient, _ = read_patient({"ecog": "3"})
    either = {"any": [{"at_least": {"attribute": "ecog", "value": "2"}}, {"is": {"attribute": "sex", "value": "male"}}]}
    [decider] = parse_rule({"not": either}).deciders(patient.answers)
    assert decider.attribute == "ecog"


@pytest.mark.parametrize("outer", ["all", "any", "first_known"])
def test_what_decides_a_rule_within_a_rule_is_the_answer_that_decided_it(outer):
    patient, _ = read_patient({"ecog": "3"})
    inner = {"any": [{"is": {"attribute": "sex", "value": "male"}}, {"at_least": {"attribute": "ecog", "value": "2"}}]}
    [decider] = parse_rule({outer: [inner]}).deciders(patient.answers)
    assert decider.attribute == "ecog"


def test_the_page_of_attributes_is_made_from_their_declaration():
    page = Path(__file__).parents[2] / "docs" / "attributes.md"
    assert page.read_text(encoding="utf-8") == attribute_table(), (
        "run: python -m evidence attributes > docs/attributes.md"
    )
