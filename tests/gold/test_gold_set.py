"""The open gold set: its strata hold what they promise, its answers are the assessor's, and chance scores chance."""

from __future__ import annotations

import random

import polars as pl
import pytest

from evidence.eligibility.conflicts import conflicts_of
from evidence.eligibility.criteria import Status, Verdict, load_criteria
from evidence.gold.sample import STRATA, gold_patients
from evidence.gold.score import UnusableAnswersError, score
from evidence.gold.tables import answer_table, patient_table
from tests.commands import evidence
from tests.eligibility.conftest import CRITERIA

CRITERIA_OF_TRIAL = load_criteria(CRITERIA)


@pytest.fixture(scope="module")
def patients():
    return list(gold_patients(CRITERIA_OF_TRIAL, 600, seed=1))


@pytest.fixture(scope="module")
def right(patients):
    return answer_table(patients, CRITERIA_OF_TRIAL)


def of(stratum: str, patients):
    return [each for each in patients if each.stratum == stratum]


def test_the_same_seed_gives_the_same_patients_and_another_seed_others(patients):
    again = list(gold_patients(CRITERIA_OF_TRIAL, 600, seed=1))
    assert patient_table(again).equals(patient_table(patients))
    other = list(gold_patients(CRITERIA_OF_TRIAL, 600, seed=2))
    assert not patient_table(other).equals(patient_table(patients))


def test_every_stratum_holds_what_its_name_promises(patients):
    assert {each.stratum for each in patients} == set(STRATA)
    assert all(conflicts_of(each.patient.answers) for each in of("contradictory", patients))
    blanks = [sum(each.patient[name] is None for name in patients[0].patient) for each in of("missing", patients)]
    assert sum(blanks) / len(blanks) > 5
    # On both sides of a limit: of the boundary stratum some fail by one answer and most others pass.
    verdicts = {each.assessment.verdict for each in of("boundary", patients)}
    assert {Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE} <= verdicts
    limits = {each.patient["lvef_percent"] for each in of("boundary", patients)}
    assert any(limit is not None and limit < 50 for limit in limits)
    assert 50 in limits


def test_every_value_of_every_published_criterion_occurs(right):
    for criterion in CRITERIA_OF_TRIAL.published:
        given = set(right.filter(pl.col("criterion") == criterion.id)["answer"])
        assert given == {Status.PASS.value, Status.FAIL.value, Status.UNKNOWN.value}, criterion.id


def test_the_right_answers_agree_fully_with_themselves(right):
    for each in score(right, right):
        assert each.agreed == each.patients
        assert each.kappa in (None, pytest.approx(1))


def test_a_random_matcher_scores_chance(right):
    chance = random.Random(7)
    guessed = right.with_columns(
        pl.Series("answer", [chance.choice([status.value for status in Status]) for _ in range(right.height)])
    )
    # Kappa of independent answers has a standard error of about 1/sqrt(600) = 0.04; four of them.
    for each in score(right, guessed):
        assert each.kappa is not None
        assert abs(each.kappa) < 0.16, each.criterion


def test_a_table_worked_by_hand():
    right = pl.DataFrame(
        {"patient_id": ["1", "2", "3", "4"], "criterion": ["ecog"] * 4, "answer": ["pass", "pass", "fail", "unknown"]}
    )
    given = pl.DataFrame({"patient_id": ["1", "2", "3"], "criterion": ["ecog"] * 3, "answer": ["pass", "fail", "fail"]})
    (found,) = score(right, given)
    # Observed 2/4. Expected: pass 2*1, fail 1*2, unknown 1*0, missing 0*1, over 16 = 4/16. (0.5 - 0.25) / 0.75 = 1/3.
    assert (found.patients, found.agreed) == (4, 2)
    assert found.kappa == pytest.approx(1 / 3)
    assert found.confusion == {("pass", "pass"): 1, ("pass", "fail"): 1, ("fail", "fail"): 1, ("unknown", "missing"): 1}


def test_answers_that_cannot_be_scored_are_refused_in_one_sentence(right):
    with pytest.raises(UnusableAnswersError, match="missing: criterion"):
        score(right, right.drop("criterion"))
    with pytest.raises(UnusableAnswersError, match="twice"):
        score(right, pl.concat([right, right.head(1)]))


def test_the_commands_write_and_score_a_set(tmp_path):
    folder = tmp_path / "set"
    run = evidence("gold-set", "--patients", "20", "--seed", "3", "--output", str(folder))
    assert run.returncode == 0, run.stderr
    assert sorted(path.name for path in folder.iterdir()) == [
        "answers.csv", "answers.parquet", "patients.csv", "patients.parquet",
    ]  # fmt: skip
    scored = evidence("score", str(folder / "answers.csv"), str(folder / "answers.parquet"))
    assert scored.returncode == 0, scored.stderr
    assert b"ecog,20,20" in scored.stdout
    assert evidence("gold-set", "--patients", "0", "--output", str(folder)).returncode == 2
    assert evidence("score", str(folder / "none.csv"), str(folder / "answers.csv")).returncode == 2


def test_the_patients_are_a_cohort_file_that_screening_answers_alike(tmp_path):
    evidence("gold-set", "--patients", "40", "--output", str(tmp_path))
    table = pl.read_csv(tmp_path / "patients.csv", infer_schema=False).drop("stratum")
    cohort, out = tmp_path / "cohort.csv", tmp_path / "verdicts.csv"
    table.write_csv(cohort)
    run = evidence("screen", str(cohort), "--output", str(out))
    assert run.returncode == 0, run.stderr
    right = pl.read_csv(tmp_path / "answers.csv", infer_schema=False).filter(pl.col("criterion") == "verdict")
    assert pl.read_csv(out, infer_schema=False)["verdict"].to_list() == right["answer"].to_list()
