"""Each criterion alone, at and around every threshold, as the tables of criteria_spec.md say."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from evidence.eligibility.assessment import assess
from evidence.eligibility.rules import AtLeast, AtMost
from tests.eligibility.patients import PUBLISHED
from tests.eligibility.tables import rows, sections

SPEC = sections(Path(__file__).with_name("criteria_spec.md"))
REGISTRY = SPEC.pop("registry rows")
WHEN_ANSWERED = {row["list"]: row for row in SPEC.pop("registry rows, when answered")}
ASSESSABLE = [row for row in REGISTRY if row["attribute"]]
FAVOURABLE = {row["attribute"]: "yes" if row["list"] == "I" else "no" for row in ASSESSABLE}
EXPECTED = ("verdict", "reason")


def spec_rows():
    found = []
    for heading, table in SPEC.items():
        for row in table:
            answers = {name: text for name, text in row.items() if name not in EXPECTED}
            entered = ", ".join(f"{name} {text}" for name, text in answers.items() if text)
            label = f"{heading}: {entered or 'nothing entered'}: {row['verdict']}"
            found.append(pytest.param(heading.split(",")[0], answers, row, id=label))
    return found


def finding(findings, id_):
    return next(found for found in findings if found.criterion.id == id_)


@pytest.mark.parametrize(("id_", "answers", "expected"), spec_rows())
def test_the_criterion_reads_the_patient_as_the_table_says(id_, answers, expected, patient_with, criteria):
    found = finding(assess(patient_with(answers), criteria).findings, id_)
    assert found.status.value == expected["verdict"]
    assert found.reason.value == expected.get("reason", found.reason.value)


def test_the_published_is_the_twelve_criteria_in_order(criteria):
    assert [criterion.id for criterion in criteria.published] == PUBLISHED


def test_every_criterion_has_its_table():
    assert list(dict.fromkeys(heading.split(",")[0] for heading in SPEC)) == PUBLISHED


def test_seven_inclusions_stand_before_five_exclusions(criteria):
    kinds = [criterion.kind for criterion in criteria.published]
    assert kinds == ["inclusion"] * 7 + ["exclusion"] * 5


def test_only_two_criteria_may_not_apply(criteria):
    conditional = [criterion.id for criterion in criteria.published if criterion.applies_if is not None]
    assert conditional == ["adjuvant-interval", "prior-lvef-decline"]


def test_every_criterion_reads_only_the_attributes_of_its_table(criteria):
    for criterion in criteria.published:
        columns = set(SPEC[criterion.id][0]) - set(EXPECTED)
        assert set(criterion.attributes) | set(criterion.condition_attributes) == columns


def test_thresholds_are_exact_decimals(criteria):
    leaves = [leaf for criterion in criteria.published for leaf in criterion.rule.leaves()]
    thresholds = {leaf.attribute: leaf.value for leaf in leaves if isinstance(leaf, AtLeast | AtMost)}
    assert thresholds == {
        "age_years": Decimal(18),
        "her2_ish_ratio": Decimal("2.0"),
        "lvef_percent": Decimal(50),
        "ecog": Decimal(1),
        "months_adjuvant_to_metastatic": Decimal(12),
        "hormonal_regimens_for_metastatic": Decimal(1),
        "cumulative_doxorubicin_mg_m2": Decimal(360),
    }
    assert all(isinstance(value, Decimal) for value in thresholds.values())


# ------------------------------------------------------------------------------------------- what decided it

DECIDERS = {
    "metastatic-therapy": """
        chemotherapy_for_metastatic | biologic_or_targeted_for_metastatic | decided by
        ----------------------------+-------------------------------------+-----------
        yes                         |                                     | first
        yes                         | no                                  | first
        no                          | yes                                 | second
        no                          |                                     | second
        no                          | no                                  | both
                                    |                                     | both
    """,
    "her2-positive": """
        her2_ihc | her2_ish_ratio | her2_ish_status | decided by
        ---------+----------------+-----------------+-----------
        3+       | 2.5            | amplified       | first
        2+       | 2.1            | amplified       | second
        2+       |                | amplified       | third
    """,
    "lvef": """
        lvef_percent | decided by
        -------------+-----------
        48           | first
                     | first
    """,
}


@pytest.mark.parametrize("id_", DECIDERS)
def test_a_finding_names_the_answers_that_decide_it(id_, patient_with, criteria):
    for row in rows(DECIDERS[id_]):
        expected = row.pop("decided by")
        first, second, third = (*row, "", "")[:3]
        named = {"first": (first,), "second": (second,), "third": (third,), "both": (first, second)}[expected]
        assert finding(assess(patient_with(row), criteria).findings, id_).deciders == named


def test_a_criterion_that_does_not_apply_names_what_says_so(patient_with, criteria):
    answers = {"adjuvant_chemotherapy": "no", "adjuvant_trastuzumab": "no"}
    found = finding(assess(patient_with(answers), criteria).findings, "adjuvant-interval")
    assert found.deciders == ("adjuvant_chemotherapy", "adjuvant_trastuzumab")


# ------------------------------------------------------------------------------------------- the second tier


def test_the_registry_is_the_records_further_criteria_in_order(criteria):
    assert [criterion.id for criterion in criteria.registry] == [row["id"] for row in REGISTRY]


def test_a_row_is_asked_by_its_own_name_except_earlier_her2_agents():
    for row in ASSESSABLE:
        own_name = row["id"].replace("-", "_")
        assert row["attribute"] == ("other_her2_agent_ever" if row["id"] == "prior-her2-tki" else own_name)


@pytest.mark.parametrize("answer", ["yes", "no", "not entered"])
@pytest.mark.parametrize("row", ASSESSABLE, ids=lambda row: row["id"])
def test_a_registry_row_reads_yes_and_no_as_its_list_says(row, answer, patient_with, criteria):
    patient = patient_with({row["attribute"]: answer.replace("not entered", "")})
    found = finding(assess(patient, criteria).registry, row["id"])
    assert found.status.value == WHEN_ANSWERED[row["list"]][answer]


@pytest.mark.parametrize("row", REGISTRY, ids=lambda row: row["id"])
def test_inclusions_and_exclusions_of_the_record_are_marked_as_such(row, criteria):
    kind = next(criterion.kind for criterion in criteria.registry if criterion.id == row["id"])
    assert kind == {"I": "inclusion", "E": "exclusion"}[row["list"]]


@pytest.mark.parametrize("id_", ["organ-function", "protocol-compliance"])
@pytest.mark.parametrize("answers", [{}, FAVOURABLE], ids=["nothing entered", "everything favourable"])
def test_organ_function_and_compliance_are_never_assessable(id_, answers, patient_with, criteria):
    found = finding(assess(patient_with(answers), criteria).registry, id_)
    assert (found.status.value, found.reason.value) == ("not assessable", "not-assessable")


REGISTRY_COUNTS = """
    entered               | fail | pass | unknown | not assessable
    ----------------------+------+------+---------+---------------
    nothing               | 0    | 0    | 22      | 2
    contraception no      | 1    | 0    | 21      | 2
    unstable angina no    | 0    | 1    | 21      | 2
    all favourable        | 0    | 22   | 0       | 2
    favourable but angina | 1    | 21   | 0       | 2
"""


@pytest.mark.parametrize("row", rows(REGISTRY_COUNTS), ids=lambda row: row["entered"])
def test_every_row_of_the_registry_is_counted(row, patient_with, criteria):
    answers = {
        "nothing": {},
        "contraception no": {"contraception": "no"},
        "unstable angina no": {"unstable_angina": "no"},
        "all favourable": FAVOURABLE,
        "favourable but angina": FAVOURABLE | {"unstable_angina": "yes"},
    }[row["entered"]]
    counts = assess(patient_with(answers), criteria).registry_counts()
    found = {status.value: number for status, number in counts.items()}
    expected = {name: count for name, count in row.items() if name != "entered"}
    assert {status: str(found.get(status, 0)) for status in expected} == expected
