"""A cohort set against several trials, counted as each patient alone would be."""

from __future__ import annotations

import pytest

from evidence.cohort.across_trials import AcrossTrials
from evidence.eligibility.assessment import judge
from evidence.eligibility.criteria import Status, Verdict
from tests.cohort.test_every_trial import CRITERIA, PATIENTS, table

TRIALS = {name: CRITERIA[name] for name in ("cleopatra", "destiny-breast09", "patina")}


@pytest.fixture(scope="module")
def counts():
    across, rows = AcrossTrials(TRIALS), table(PATIENTS)
    for start in range(0, rows.height, 70):  # pieces, the last shorter
        across.add(rows.slice(start, 70))
    return {each.trial: each for each in across.counts()}


@pytest.fixture(scope="module")
def alone():
    return {trial: [judge(each, criteria) for each in PATIENTS] for trial, criteria in TRIALS.items()}


@pytest.mark.parametrize("trial", TRIALS)
def test_each_trials_verdicts_are_those_of_every_patient_alone(trial, counts, alone):
    expected = [each.verdict for each in alone[trial]]
    judged = (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNKNOWN, Verdict.NOT_YET)
    assert dict(counts[trial].verdicts) == {verdict: expected.count(verdict) for verdict in judged}


@pytest.mark.parametrize("trial", ["destiny-breast09", "patina"])
@pytest.mark.parametrize("turned", [False, True], ids=["here", "first"])
def test_whom_one_excludes_and_the_other_does_not_is_counted_with_the_criterion_that_decides(
    trial, turned, counts, alone
):
    excluding, other = ("cleopatra", trial) if turned else (trial, "cleopatra")
    found = counts[trial].first_alone if turned else counts[trial].here_alone
    rows = [
        one
        for one, two in zip(alone[excluding], alone[other], strict=True)
        if one.verdict is Verdict.NOT_ELIGIBLE is not two.verdict
    ]
    criteria = (*TRIALS[excluding].published, *TRIALS[excluding].registry)
    failing = {
        criterion.id: sum((*row.published, *row.registry)[place] is Status.FAIL for row in rows)
        for place, criterion in enumerate(criteria)
    }
    assert found.rows == len(rows) > 0
    assert found.most_often is not None
    assert found.failing == failing[found.most_often.id] == max(failing.values())


def test_the_first_trial_excludes_nobody_whom_it_takes_itself(counts):
    assert counts["cleopatra"].here_alone.rows == counts["cleopatra"].first_alone.rows == 0
    assert counts["cleopatra"].here_alone.most_often is None


def test_no_rows_are_no_counts():
    across = AcrossTrials(TRIALS)
    across.add(table(PATIENTS[:1]).clear())
    assert all(sum(each.verdicts.values()) == 0 for each in across.counts())


def test_rows_may_come_in_any_order():
    across, rows = AcrossTrials(TRIALS), table(PATIENTS[:50])
    across.add(rows.sample(fraction=1, shuffle=True, seed=3))
    ordered = AcrossTrials(TRIALS)
    ordered.add(rows)
    assert across.counts() == ordered.counts()
