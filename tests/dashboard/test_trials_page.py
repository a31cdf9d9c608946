"""Trials: the answer, a verdict for each trial, and each trial's own results, for a case as an address holds it."""

import re

import pytest

from tests.dashboard.conftest import bare
from tests.eligibility.test_trials_spec import AFTER_INDUCTION, FIRST_LINE

TRIALS = ["CLEOPATRA", "DESTINY-Breast09", "PERUSE", "PUFFIN", "MARIANNE", "HER2CLIMB-05", "PATINA"]
ANSWERS = [
    ({}, "Nothing entered yet"),
    (
        FIRST_LINE,
        "Meets CLEOPATRA, PERUSE and PUFFIN; all public criteria of DESTINY-Breast09 and MARIANNE (lists incomplete)",
    ),
    (
        {**FIRST_LINE, "lvef_percent": "48"},
        "Cannot tell for DESTINY-Breast09 and MARIANNE: LVEF limit not in our sources",
    ),
    (
        {**FIRST_LINE, **AFTER_INDUCTION},
        "Meets all public criteria of HER2CLIMB-05 and PATINA (lists incomplete)",
    ),
]


@pytest.mark.parametrize(("case", "answer"), ANSWERS)
def test_the_first_heading_says_which_trials_took_patients_like_this_one(run_page, case, answer):
    assert [title.value for title in run_page("trials", case).main.title] == [answer]


def test_every_trial_has_a_verdict_and_its_own_results(run_page):
    page = run_page("trials", {**FIRST_LINE, "lvef_percent": "48"})
    matrix = page.main.table[0].value
    verdicts = matrix[matrix["Trial"] == "**Verdict**"].iloc[0]
    said = {name: verdicts[name] for name in TRIALS}
    for name in ("CLEOPATRA", "PERUSE", "PUFFIN"):
        assert "**Not met**" in said[name]
    for name in ("DESTINY-Breast09", "MARIANNE"):
        assert "**Cannot tell**" in said[name]
    for name in ("HER2CLIMB-05", "PATINA"):
        assert "**Not yet**" in said[name]
    blocks = [heading.value for heading in page.main.subheader]
    assert [any(block.startswith(name) for block in blocks) for name in TRIALS] == [True] * len(TRIALS)


NINE_MONTHS = {**FIRST_LINE, "months_adjuvant_to_metastatic": "9"}
# Of the trial whose page it is, the first heading says the verdict.
IN_ONE_LINE = [
    (
        NINE_MONTHS,
        [
            "Meets PERUSE (7 not checked)",
            "All public met DESTINY-Breast09, MARIANNE",
            "Not yet HER2CLIMB-05, PATINA (maintenance)",
            "Not met PUFFIN (interval 9 months)",
        ],
    ),
    (
        {**FIRST_LINE, "lvef_percent": "48"},
        [
            "Cannot tell DESTINY-Breast09, MARIANNE (LVEF limit not in our sources)",
            "Not yet HER2CLIMB-05, PATINA (maintenance)",
            "Not met PERUSE, PUFFIN (LVEF 48 %)",
        ],
    ),
    (
        {**FIRST_LINE, "ecog": "2"},
        [
            "Meets PERUSE (7 not checked)",
            "Not met DESTINY-Breast09, PUFFIN, MARIANNE, HER2CLIMB-05, PATINA (ECOG 2)",
        ],
    ),
]


@pytest.mark.parametrize(("case", "said"), IN_ONE_LINE)
def test_the_case_page_says_the_verdict_of_every_other_trial_in_one_line(run_page, case, said):
    line = next(each.value for each in run_page("case", case).main.markdown if "**Not met** " in each.value)
    assert [bare(re.sub(r":material/\w+: |\\", "", part)) for part in line.split(" · ")] == said


@pytest.mark.parametrize("page", ["trials", "cohort", "outcomes"])
def test_the_verdict_that_stays_in_sight_on_a_phone_names_its_trial(run_page, page):
    strips = [each.value for each in run_page(page, NINE_MONTHS).markdown if "Not eligible" in each.value]
    assert strips
    assert all("CLEOPATRA · **Not eligible: Interval 9 months**" in each.replace("\\", "") for each in strips)
