"""Rules are written back as they were read, and the attribute page is the declaration."""

from pathlib import Path

import pytest

from evidence.attribute_table import attribute_table
from evidence.criteria import parse_rule, write_rule
from evidence.eligibility import load_criteria
from evidence.trial import TRIALS

CRITERIA = load_criteria(TRIALS / "cleopatra" / "criteria.yaml")
RULES = [
    rule
    for criterion in (*CRITERIA.first_tier, *CRITERIA.second_tier)
    for rule in (criterion.rule, criterion.applies_if)
    if rule is not None
]


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_a_rule_written_back_is_read_as_the_same_rule(rule):
    assert parse_rule(write_rule(rule)) == rule


def test_a_rule_is_written_with_its_words():
    written = {"not": {"at_most": {"attribute": "ecog", "value": "1"}}}
    assert write_rule(parse_rule(written)) == written
    assert write_rule(parse_rule({"entered": {"attribute": "ecog"}})) == {"entered": {"attribute": "ecog"}}


def test_the_page_of_attributes_is_made_from_their_declaration():
    page = Path(__file__).parents[2] / "docs" / "attributes.md"
    assert page.read_text(encoding="utf-8") == attribute_table(), (
        "run: python -m evidence attributes > docs/attributes.md"
    )
