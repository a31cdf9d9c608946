"""How like the people enrolled: counts against the baseline table added by hand, marks, and what is called out."""

from __future__ import annotations

import pytest

from evidence.analysis.representation import ages, counted
from evidence.choices.eligibility_page import load_applicability
from evidence.eligibility.assessment import assess
from evidence.eligibility.matching import Match
from evidence.files.faults import EvidenceError
from evidence.lines.representation import lens
from evidence.patient.examples import examples
from evidence.patient.patient import Patient, read_patient
from evidence.trial.trial import TRIALS
from tests.eligibility.tables import rows
from tests.published import published_trial

FOLDER = TRIALS / "cleopatra"
TRIAL = published_trial()
HELD = load_applicability(FOLDER, TRIAL)
MAN = next(example for example in examples() if example.id == "man-79").patient

# Both groups of Table 1 added by hand; the ages of 65 and 75 are counts of Figure 1B.
EXPECTED = """
    entered                                 | level                                               | everyone
    ----------------------------------------+-----------------------------------------------------+--------------------
    age_years=64                            | Age: <65 yr                                         | 681 of 808 (84.3 %)
    age_years=65                            | Age: ≥65 yr                                         | 127 of 808 (15.7 %)
    age_years=74                            | Age: <75 yr                                         | 789 of 808 (97.6 %)
    age_years=75                            | Age: ≥75 yr                                         | 19 of 808 (2.4 %)
    sex=female                              | Sex: Female                                         | 806 of 808 (99.8 %)
    sex=male                                | Sex: Male                                           | 2 of 808 (0.2 %)
    ecog=0                                  | ECOG: 0                                             | 522 of 808 (64.6 %)
    ecog=1                                  | ECOG: 1                                             | 282 of 808 (34.9 %)
    ecog=2                                  | ECOG: ≥2                                            | 4 of 808 (0.5 %)
    ecog=4                                  | ECOG: ≥2                                            | 4 of 808 (0.5 %)
    visceral_disease=yes                    | Disease type: Visceral                              | 630 of 808 (78.0 %)
    visceral_disease=no                     | Disease type: Nonvisceral                           | 178 of 808 (22.0 %)
    er_status=positive                      | Hormone receptors: ER-positive, PgR-positive, or both | 388 of 808 (48.0 %)
    pgr_status=positive er_status=negative  | Hormone receptors: ER-positive, PgR-positive, or both | 388 of 808 (48.0 %)
    pgr_status=negative er_status=negative  | Hormone receptors: ER-negative and PgR-negative     | 408 of 808 (50.5 %)
    her2_ihc=0                              | HER2 IHC: 0 or 1+                                   | 6 of 808 (0.7 %)
    her2_ihc=1+                             | HER2 IHC: 0 or 1+                                   | 6 of 808 (0.7 %)
    her2_ihc=2+                             | HER2 IHC: 2+                                        | 79 of 808 (9.8 %)
    her2_ihc=3+                             | HER2 IHC: 3+                                        | 721 of 808 (89.2 %)
    her2_ish_ratio=2.0                      | HER2 FISH: Positive                                 | 767 of 808 (94.9 %)
    her2_ish_status=not-amplified           | HER2 FISH: Negative                                 | 5 of 808 (0.6 %)
    region=asia                             | Region: Asia                                        | 253 of 808 (31.3 %)
    region=europe                           | Region: Europe                                      | 306 of 808 (37.9 %)
    region=north-america                    | Region: North America                               | 135 of 808 (16.7 %)
    region=south-america                    | Region: South America                               | 114 of 808 (14.1 %)
    race=asian                              | Race: Asian                                         | 261 of 808 (32.3 %)
    race=black                              | Race: Black                                         | 30 of 808 (3.7 %)
    race=white                              | Race: White                                         | 480 of 808 (59.4 %)
    race=other                              | Race: Other                                         | 37 of 808 (4.6 %)
    adjuvant_chemotherapy=no                | (Neo)adjuvant chemotherapy: No                      | 432 of 808 (53.5 %)
    adjuvant_chemotherapy=yes               | (Neo)adjuvant chemotherapy: Yes                     | 376 of 808 (46.5 %)
    adjuvant_trastuzumab=yes                | (Neo)adjuvant therapy by kind: Trastuzumab          | 88 of 808 (10.9 %)
"""


def patient_of(entered):
    patient, problems = read_patient(dict(pair.split("=") for pair in entered.split()))
    assert not problems
    return patient


def lens_of(patient):
    return lens(TRIAL, HELD, patient, assess(patient, TRIAL.criteria))


@pytest.mark.parametrize("row", rows(EXPECTED), ids=lambda row: row["entered"])
def test_a_patients_own_level_is_counted_as_by_hand(row):
    bars = {bar.label: bar.text for bar in lens_of(patient_of(row["entered"])).bars}
    assert bars[row["level"]] == row["everyone"]


def test_nothing_is_marked_for_what_is_not_entered():
    found = lens_of(Patient())
    assert not found.bars
    assert not any(row.mark for row in found.rows)
    assert found.little == ()


def test_levels_without_an_attribute_stand_in_the_table_without_a_mark():
    rows_of = {(row.characteristic, row.level): row for row in lens_of(MAN).rows}
    taxane = rows_of["(Neo)adjuvant therapy by kind", "Taxane"]
    assert (taxane.arms, taxane.everyone, taxane.mark) == (("91", "94"), "185 of 808 (22.9 %)", "")
    assert {level for kind, level in rows_of if kind == "(Neo)adjuvant therapy by kind"} == {
        "Anthracycline", "Hormone", "Taxane", "Trastuzumab",
    }  # fmt: skip


def test_the_table_holds_every_line_of_the_baseline_table_except_the_ages():
    shown = {(line.family, line.level_id) for line in counted(TRIAL, HELD, Patient())}
    assert {(line.family, line.level_id) for line in TRIAL.baseline if line.family != "age"} <= shown


def test_the_man_of_79_with_ihc_2_and_a_ratio_above_2():
    found = lens_of(MAN)
    assert [bar.label for bar in found.bars][:3] == ["Sex: Male", "Age: ≥75 yr", "HER2 IHC: 2+"]
    assert [bar.label for bar in found.bars if bar.is_rare] == ["Sex: Male", "Age: ≥75 yr"]
    assert found.little == ("2 men of 808, both in the control group.", "75 years or older: 19 of 808.")
    assert found.ages == "Ages enrolled: 22 to 89 years, median 54.0 in each group. This patient: 79 years."


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ("sex=male", "2 men of 808, both in the control group."),
        ("ecog=3", "ECOG 2 or worse: 4 of 808, although the trial required 0 or 1."),
        ("ecog=3", "ECOG: 3. Trial required: 0 or 1; it says little about such patients."),
        ("race=black", "Black patients: 30 of 808."),
        ("age_years=90", "Age: nobody older than 89 was enrolled."),
        ("age_years=20", "Age: nobody younger than 22 was enrolled."),
        ("her2_ihc=0", "IHC 0 or 1+: 6 of 808; presumably FISH qualified them, the two tests are not cross-tabulated."),
        ("region=other", "All patients were counted in four regions; none of them was counted elsewhere."),
        ("cns_metastases=yes", "CNS metastases: yes. Trial required: no CNS metastases; it says little about such patients."),
    ],
)  # fmt: skip
def test_where_the_trial_can_say_little_it_is_said(entered, said):
    assert said in lens_of(patient_of(entered)).little


def test_earlier_trastuzumab_is_called_out_although_it_is_not_rare():
    found = lens_of(patient_of("adjuvant_trastuzumab=yes"))
    assert found.called_out == (
        "88 of 808 had earlier adjuvant trastuzumab; earlier pertuzumab or T-DM1 was excluded.",
    )
    assert found.little == ()


@pytest.mark.parametrize(("months", "said"), [("9", True), ("11.9", True), ("12", False), ("40", False)])
def test_where_the_interval_fails_the_newer_trials_interval_is_named_with_its_source(months, said):
    little = " ".join(lens_of(patient_of(f"months_adjuvant_to_metastatic={months}")).little)
    assert ("DESTINY-Breast09 accepted patients more than 6 months after adjuvant HER2 therapy" in little) is said
    assert ("Source: DESTINY-Breast09 2025, Abstract; secondary source." in little) is said


def test_a_level_counted_in_one_arm_only_names_it():
    assert sum("control group" in line for line in lens_of(MAN).little) == 1


def test_shares_are_of_one_characteristic_and_it_is_said_that_they_are_not_multiplied():
    found = lens_of(MAN)
    assert "not to be multiplied" in found.joint
    lines = {f"{line.family_label}: {line.level}": line for line in counted(TRIAL, HELD, MAN)}
    assert all(bar.share == 100 * lines[bar.label].n / 808 for bar in found.bars)


def test_the_levels_that_match_are_the_patients_own_and_no_family_matches_twice():
    for example in examples():
        own = [line.family for line in counted(TRIAL, HELD, example.patient) if line.match is Match.YES]
        overlapping = {"prior-neoadjuvant-component"}
        assert len([name for name in own if name not in overlapping]) == len(set(own) - overlapping)


def test_the_range_of_ages_is_over_both_groups():
    found = ages(TRIAL, HELD)
    assert found is not None
    assert (found.youngest, found.oldest, found.medians) == (22, 89, ("54.0", "54.0"))


def test_a_file_that_names_a_row_which_the_trial_does_not_have_is_refused(tmp_path):
    text = (FOLDER / "applicability.yaml").read_text(encoding="utf-8")
    (tmp_path / "applicability.yaml").write_text(text.replace("level: male", "level: men"), encoding="utf-8")
    with pytest.raises(EvidenceError, match="sex/men"):
        load_applicability(tmp_path, TRIAL)
