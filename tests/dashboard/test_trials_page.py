"""Trials: the answer, a verdict for each trial, and each trial's own results, for a case as an address holds it."""

import pytest

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
