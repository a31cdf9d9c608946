"""How statements combine when something is unknown: the whole truth tables, and every kind of statement."""

from __future__ import annotations

from itertools import product

import pytest

from evidence.eligibility.rules import RuleError, Truth, parse_rule
from tests.eligibility.tables import rows

A = {"is": {"attribute": "visceral_disease", "value": "yes"}}
B = {"is": {"attribute": "measurable_disease", "value": "yes"}}
C = {"is": {"attribute": "contraception", "value": "yes"}}
ANSWER = {"true": "yes", "false": "no"}


def three_valued(a="unknown", b="unknown", c="unknown"):
    """A patient for whom the statements A, B and C have these truths."""
    truths = {"visceral_disease": a, "measurable_disease": b, "contraception": c}
    return {name: ANSWER[truth] for name, truth in truths.items() if truth != "unknown"}


def truth_of(rule, answers):
    return parse_rule(rule).truth(answers).value


AND = """
    A       | B       | A and B
    --------+---------+--------
    true    | true    | true
    true    | unknown | unknown
    true    | false   | false
    unknown | true    | unknown
    unknown | unknown | unknown
    unknown | false   | false
    false   | true    | false
    false   | unknown | false
    false   | false   | false
"""

OR = """
    A       | B       | A or B
    --------+---------+--------
    true    | true    | true
    true    | unknown | true
    true    | false   | true
    unknown | true    | true
    unknown | unknown | unknown
    unknown | false   | unknown
    false   | true    | true
    false   | unknown | unknown
    false   | false   | false
"""

FIRST_KNOWN = """
    A       | B       | A where it is known, otherwise B
    --------+---------+---------------------------------
    true    | true    | true
    true    | unknown | true
    true    | false   | true
    unknown | true    | true
    unknown | unknown | unknown
    unknown | false   | false
    false   | true    | false
    false   | unknown | false
    false   | false   | false
"""

NOT = """
    A       | not A
    --------+--------
    true    | false
    unknown | unknown
    false   | true
"""


@pytest.mark.parametrize(
    ("word", "table"),
    [("all", AND), ("any", OR), ("first_known", FIRST_KNOWN)],
    ids=["and", "or", "first known"],
)
def test_two_statements_combine_as_the_truth_table_says(word, table):
    spec = rows(table)
    expected = list(spec[0])[2]
    assert {(row["A"], row["B"]) for row in spec} == set(product(["true", "unknown", "false"], repeat=2))
    for row in spec:
        found = truth_of({word: [A, B]}, three_valued(row["A"], row["B"]))
        assert found == row[expected], f"{row['A']} {word} {row['B']}"


def test_the_opposite_of_unknown_is_unknown():
    for row in rows(NOT):
        assert truth_of({"not": A}, three_valued(row["A"])) == row["not A"]


@pytest.mark.parametrize("word", ["all", "any", "first_known"])
def test_three_statements_combine_like_two_and_then_one(word):
    for a, b, c in product(["true", "unknown", "false"], repeat=3):
        answers = three_valued(a, b, c)
        flat = truth_of({word: [A, B, C]}, answers)
        assert flat == truth_of({word: [{word: [A, B]}, C]}, answers), (a, b, c)
        assert flat == truth_of({word: [A, {word: [B, C]}]}, answers), (a, b, c)


@pytest.mark.parametrize("word", ["all", "any", "first_known"])
def test_a_single_statement_stays_what_it_is(word):
    for a in ("true", "unknown", "false"):
        assert truth_of({word: [A]}, three_valued(a)) == a


def test_not_both_means_one_of_them_is_not():
    for a, b in product(["true", "unknown", "false"], repeat=2):
        answers = three_valued(a, b)
        assert truth_of({"not": {"all": [A, B]}}, answers) == truth_of({"any": [{"not": A}, {"not": B}]}, answers)
        assert truth_of({"not": {"any": [A, B]}}, answers) == truth_of({"all": [{"not": A}, {"not": B}]}, answers)


# ------------------------------------------------------------------------------- every kind of statement

STATEMENTS = """
    statement | attribute         | value            | entered                 | truth
    ----------+-------------------+------------------+-------------------------+--------
    at_least  | lvef_percent      | 50               | 49                      | false
    at_least  | lvef_percent      | 50               | 49.996                  | false
    at_least  | lvef_percent      | 50               | 50                      | true
    at_least  | lvef_percent      | 50               | 50.0                    | true
    at_least  | lvef_percent      | 50               | 51                      | true
    at_least  | lvef_percent      | 50               |                         | unknown
    at_least  | age_years         | 18               | 17                      | false
    at_least  | age_years         | 18               | 18                      | true
    more_than | months_adjuvant_to_metastatic | 6    | 5.9                     | false
    more_than | months_adjuvant_to_metastatic | 6    | 6                       | false
    more_than | months_adjuvant_to_metastatic | 6    | 6.0                     | false
    more_than | months_adjuvant_to_metastatic | 6    | 6.1                     | true
    more_than | months_adjuvant_to_metastatic | 6    |                         | unknown
    more_than | ecog              | 1                | 1                       | false
    more_than | ecog              | 1                | 2                       | true
    at_most   | ecog              | 1                | 0                       | true
    at_most   | ecog              | 1                | 1                       | true
    at_most   | ecog              | 1                | 2                       | false
    at_most   | ecog              | 1                |                         | unknown
    is        | her2_ihc          | 3+               | 3+                      | true
    is        | her2_ihc          | 3+               | 2+                      | false
    is        | her2_ihc          | 3+               |                         | unknown
    is        | cns_metastases    | no               | no                      | true
    is        | cns_metastases    | no               | yes                     | false
    is        | cns_metastases    | no               |                         | unknown
    one_of    | region            | asia, europe     | europe                  | true
    one_of    | region            | asia, europe     | other                   | false
    one_of    | region            | asia, europe     |                         | unknown
    entered   | ecog              |                  | 0                       | true
    entered   | cns_metastases    |                  | no                      | true
    entered   | ecog              |                  |                         | false
"""


def test_an_answer_of_which_the_texts_do_not_speak_leaves_a_statement_open():
    rule = {"one_of": {"attribute": "disease_extent", "values": ["metastatic"], "unclear": ["early"]}}
    known = {
        extent: truth_of(rule, {"disease_extent": extent})
        for extent in ("metastatic", "early", "locally-recurrent-resectable")
    }
    assert known == {"metastatic": "true", "early": "unknown", "locally-recurrent-resectable": "false"}
    assert truth_of(rule, {}) == "unknown"


@pytest.mark.parametrize("row", rows(STATEMENTS), ids=lambda row: " ".join(row.values()))
def test_a_statement_about_one_answer(row, patient_with):
    body = {"attribute": row["attribute"]}
    if row["statement"] == "one_of":
        body["values"] = row["value"].split(", ")
    elif row["value"]:
        body["value"] = row["value"]
    patient = patient_with({row["attribute"]: row["entered"]})
    assert truth_of({row["statement"]: body}, patient.answers) == row["truth"]


# ----------------------------------------------------------------------- rules that cannot be understood


@pytest.mark.parametrize(
    "written",
    [
        {"at_least": {"attribute": "shoe_size", "value": "18"}},
        {"at_least": {"attribute": "age_years", "value": "eighteen"}},
        {"at_least": {"attribute": "age_years"}},
        {"at_least": {"attribute": "age_years", "value": ""}},
        {"at_least": {"attribute": "her2_ihc", "value": "3+"}},
        {"more_than": {"attribute": "her2_ihc", "value": "2+"}},
        {"at_most": {"attribute": "ecog", "value": "1", "unless": "young"}},
        {"is": {"attribute": "her2_ihc", "value": "4+"}},
        {"one_of": {"attribute": "region", "values": []}},
        {"one_of": {"attribute": "region", "value": "asia"}},
        {"entered": {}},
        {"above": {"attribute": "ecog", "value": "1"}},
        {"all": []},
        {"any": A},
        {"not": []},
        {"all": [A], "any": [B]},
        {},
        "always",
        "",
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_understood_is_refused(written):
    with pytest.raises(RuleError):
        parse_rule(written)


def test_there_are_exactly_three_truths():
    assert [truth.value for truth in Truth] == ["true", "false", "unknown"]
