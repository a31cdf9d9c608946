"""HER2 by the trial's definition and by today's guideline, as the tables of her2_spec.md say, and in words."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from evidence.choices.eligibility_page import load_applicability
from evidence.eligibility.assessment import assess
from evidence.eligibility.her2_guideline import GUIDELINES, Guideline, guideline, read_her2
from evidence.files.faults import EvidenceError
from evidence.files.reading import read_yaml
from evidence.lines.her2 import two_readings
from evidence.patient.patient import read_patient
from evidence.trial.trial import TRIALS
from tests.eligibility.tables import sections
from tests.published import published_trial

TRIAL = published_trial()
HELD = load_applicability(TRIALS / "cleopatra", TRIAL)
NAMES = {"ihc": "her2_ihc", "ratio": "her2_ish_ratio", "status": "her2_ish_status", "copies": "her2_copy_number"}
SPEC = sections(Path(__file__).with_name("her2_spec.md"))
ROWS = [row for table in SPEC.values() for row in table]
FILE = GUIDELINES / "asco-cap" / "her2_testing.yaml"


def named(row):
    return ", ".join(f"{part} {row[part]}" for part in NAMES if row[part]) or "nothing"


def patient_of(**entered):
    patient, problems = read_patient({NAMES[part]: text for part, text in entered.items() if part in NAMES})
    assert not problems
    return patient


def shown(**entered):
    patient = patient_of(**entered)
    found = two_readings(TRIAL, HELD, patient, assess(patient, TRIAL.criteria))
    assert found is not None
    return found


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_the_two_readings_are_those_of_the_table(row):
    patient = patient_of(**row)
    finding = next(each for each in assess(patient, TRIAL.criteria).findings if each.criterion.id == "her2-positive")
    assert finding.status.value == row["trial"]
    found = read_her2(patient, finding.status)
    assert found.result == row["today"]
    assert " ".join(found.groups) == row["groups"]
    assert found.recount == (row["recount"] == "yes")
    assert found.agreement.value == row["readings"]


# --------------------------------------------------------------------------------------------------- the words


@pytest.mark.parametrize("copies", ["", "3", "5", "7"])
def test_the_worked_case_is_not_met_for_the_trial_whatever_the_copy_number(copies):
    found = shown(ihc="2+", ratio="1.9", copies=copies).trial
    assert found.result == "Not met"
    assert "By IHC 2+ and ISH ratio 1.9." in found.reasons
    assert "0.1 below 2.0." in found.reasons


def test_the_worked_case_says_today_what_each_copy_number_would_mean():
    today = shown(ihc="2+", ratio="1.9").today
    assert today.result == "Cannot be classified without the copy number"
    said = " ".join(today.reasons)
    assert (
        "Group 3 (ratio below 2.0, 6.0 or more copies per cell): recount; if the group stays the same, HER2-positive."
        in said
    )
    assert "Group 5 (ratio below 2.0, fewer than 4.0 copies per cell): HER2-negative." in said
    assert "copy number in the report of this specimen" in said


@pytest.mark.parametrize(
    ("copies", "result"),
    [
        ("3", "HER2-negative"),
        ("5", "Recount; if the group stays the same, HER2-negative, with a comment"),
        ("7", "Recount; if the group stays the same, HER2-positive"),
    ],
)
def test_the_worked_case_has_its_sentence_at_every_copy_number(copies, result):
    found = shown(ihc="2+", ratio="1.9", copies=copies)
    assert found.today.result == result
    assert ("A recount of 20 or more cells" in " ".join(found.today.reasons)) == (copies != "3")


def test_where_the_readings_differ_it_is_said_why():
    found = shown(ihc="2+", ratio="1.9", copies="7")
    assert found.differs
    assert found.agreement.startswith("The two readings differ. This holds only if the recount")
    assert "the trial looked at the ratio only" in found.why[0]


@pytest.mark.parametrize("ihc", ["0", "1+"])
def test_a_low_score_without_ish_is_negative_today_and_ish_is_not_offered(ihc):
    found = shown(ihc=ihc)
    assert found.today.result == "HER2-negative"
    assert "would have accepted a FISH-positive result" in found.why[0]
    assert "6 of the 808 patients enrolled had IHC 0 or 1+; presumably FISH qualified them." in found.trial.reasons
    today = " ".join(found.today.reasons)
    assert not any(word in today.casefold() for word in ("asks for", "reflex", "order", "needed", "test"))


def test_only_for_a_score_of_2_the_guideline_asks_for_ish():
    asked = [
        ihc
        for ihc in ("", "0", "1+", "2+", "3+")
        if any("asks for ISH" in each for each in shown(ihc=ihc).today.reasons)
    ]
    assert asked == ["2+"]


@pytest.mark.parametrize(
    "entered", [{"status": "amplified"}, {"copies": "7"}, {"status": "not-amplified", "copies": "3"}]
)
def test_a_word_or_a_copy_number_alone_assigns_no_group_and_says_so(entered):
    today = shown(ihc="2+", **entered).today
    assert guideline().group_rule in today.reasons
    assert not any(reason.startswith("Group ") for reason in today.reasons)


def test_what_was_not_seen_is_said_to_be_unseen():
    for ihc in ("", "0", "1+", "2+", "3+"):
        assert guideline().unseen in shown(ihc=ihc, ratio="2.0", copies="3").today.reasons, ihc
    for ratio, copies in (("2.0", "4"), ("1.9", "7"), ("1.9", "5"), ("1.9", "3")):
        assert guideline().unseen not in shown(ihc="2+", ratio=ratio, copies=copies).today.reasons


ANY = list(
    product(["", "0", "1+", "2+", "3+"], ["", "1.9", "2.0"], ["", "amplified", "not-amplified"], ["", "3", "5", "7"])
)


@pytest.mark.parametrize("entered", ANY, ids=str)
def test_every_combination_has_two_results_a_source_and_the_local_note(entered):
    ihc, ratio, status, copies = entered
    found = shown(ihc=ihc, ratio=ratio, status=status, copies=copies)
    assert found.trial.result in ("Met", "Not met", "Cannot tell")
    assert found.today.result
    assert found.today.reasons
    assert "ASCO/CAP" in found.today.source or "LabCE" in found.today.source
    assert found.always == "The trial confirmed HER2 centrally; this entry is local."
    assert found.differs == bool(found.why and not found.why[0].startswith("In group"))


# ------------------------------------------------------------------------------------------------------ the file


def test_the_guideline_file_needs_one_call_for_every_pair(tmp_path, monkeypatch):
    whole = FILE.read_text(encoding="utf-8")
    line = next(line for line in whole.splitlines() if "ihc: [2+], ish: [none]" in line)
    (tmp_path / "asco-cap").mkdir()
    (tmp_path / "asco-cap" / FILE.name).write_text(whole.replace(line + "\n", ""), encoding="utf-8")
    monkeypatch.setattr("evidence.eligibility.her2_guideline.GUIDELINES", tmp_path)
    with pytest.raises(EvidenceError, match="exactly one call"):
        guideline.__wrapped__()


def test_the_calls_that_only_a_summary_gives_are_those_of_group_2():
    held = Guideline.model_validate(read_yaml(FILE, []))
    assert {ish for call in held.calls if call.seen == "secondary" for ish in call.ish} == {"2"}
    assert {call.source for call in held.calls if call.ish == ("2",)} == {"summary"}
