"""A trial is a folder: two further ones, of three arms, load through the same schema and feed the same cards."""

import re
import shutil
from pathlib import Path

import pytest

from dashboard.prepared import TrialView
from dashboard.screens.outcomes.shown import shown
from evidence.choices.load import Choices
from evidence.choices.short_words import ShortWords
from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Verdict
from evidence.files.faults import EvidenceError
from evidence.lines.cards import context_cards, trial_card
from evidence.lines.evolution import evolution
from evidence.patient.patient import read_patient
from evidence.trial.as_of import known_on, last_day_of
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import TRIALS, load_trial

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = {"marianne": "MARIANNE", "destiny-breast09": "DESTINY-Breast09"}


@pytest.mark.parametrize("name", FOLDERS)
def test_a_folder_of_three_arms_loads(others, name):
    trial = others[name]
    assert trial.name == FOLDERS[name]
    assert [arm.role for arm in trial.arms] == ["experimental", "experimental", "control"]


def test_a_trial_of_one_group_loads(others):
    assert [arm.role for arm in others["peruse"].arms] == ["experimental"]
    assert others["peruse"].outcome("pfs-inv-final-2021").comparison is None


@pytest.mark.parametrize("name", FOLDERS)
def test_no_code_knows_a_further_trial(name):
    named = re.compile(f"{name}|{FOLDERS[name]}", re.IGNORECASE)
    for layer in ("evidence", "components", "dashboard"):
        for path in (ROOT / layer).rglob("*.py"):
            assert not named.search(path.read_text(encoding="utf-8")), f"{path} names {FOLDERS[name]}"


def test_both_comparisons_of_three_arms_stand_on_the_card(others):
    card = trial_card(others["marianne"])
    assert card.columns == tuple(arm.short_label for arm in others["marianne"].arms)
    compared = [text.replace("†", "") for text in card.rows[0].beyond]
    assert "T-DM1 + P vs Control: HR 0.87 (0.69–1.08‡)" in compared
    assert "T-DM1 vs Control: HR 0.91 (0.73–1.13‡)" in compared
    assert [cell.replace("†", "") for cell in card.rows[0].cells] == ["15.2 months", "14.1 months", "13.7 months"]


def test_a_blinded_arm_says_so_and_is_not_empty(others):
    row = trial_card(others["destiny-breast09"]).rows[0]
    assert row.cells[1] == "not available"


def test_the_folders_and_the_context_rows_say_the_same(trial, others):
    """The estimates with an interval among the context rows stand in the folder too; neither may drift from the other."""
    for other in others.values():
        held = {value.number for value in other.facts() if value.is_number}
        for fact in trial.context:
            if fact.registry_id == other.about.registry_id and fact.estimate and fact.estimate.interval:
                assert fact.estimate.value.number in held, (other.id, fact.measure, fact.group)


def test_a_study_with_a_folder_has_one_card(trial, others):
    topics = tuple({fact.topic for fact in trial.context})
    left_out = [other.about.registry_id for other in others.values()]
    studies = [card.study for card in context_cards(trial, topics, leave_out=left_out)]
    assert not set(studies) & {other.name for other in others.values()}
    assert "PHEREXA" in studies


def test_a_trial_without_criteria_decides_nothing(others):
    patient, _ = read_patient({"ecog": "4"})
    assert assess(patient, others["phila"].criteria).verdict is Verdict.UNKNOWN


def test_a_file_that_is_not_held_must_not_exist(tmp_path):
    folder = tmp_path / "marianne"
    shutil.copytree(TRIALS / "marianne", folder)
    (folder / "baseline.csv").write_text("family\n", encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"baseline\.csv"):
        load_trial(folder)


def test_a_file_neither_there_nor_named_is_a_fault(tmp_path):
    folder = tmp_path / "marianne"
    shutil.copytree(TRIALS / "marianne", folder)
    (folder / "timeline.csv").unlink()
    with pytest.raises(EvidenceError, match=r"timeline\.csv"):
        load_trial(folder)


def test_a_card_appears_with_its_first_dated_result(others):
    assert not known_on(others["marianne"], last_day_of("2015-05")).trial.outcomes
    assert known_on(others["marianne"], last_day_of("2015-06")).trial.outcomes


def test_boundaries_and_whether_they_were_crossed(trial):
    [os_series] = [series for series in evolution(trial) if series.cuts[0].outcome == "os-2011"]
    said = {cut.outcome: cut.boundary for cut in os_series.cuts}
    assert said["os-2011"].count("not crossed") == 2
    assert "0.0008 crossed" in said["os-2012"]
    assert "0.0002 crossed" in said["os-2014"]
    assert said["os-2018"] == "none held"


def test_no_series_mixes_endpoints_assessors_or_populations(trial):
    for series in evolution(trial):
        definitions = [trial.outcome(cut.outcome).definition for cut in series.cuts]
        assert len({(each.endpoint, each.assessor, each.population) for each in definitions}) == 1
        assert len({each.analysis for each in definitions}) == len(definitions)


def test_best_response_counts_everyone_once(trial):
    for arm in trial.arms:
        parts = [c for category in trial.response if not category.is_sum for c in category.arms if c.arm == arm.id]
        assert sum(count.n.number for count in parts) == parts[0].of.number
    difference = trial.outcome("response-difference-2011").comparison.get(Quantity.DIFFERENCE)
    assert (difference.value.printed, difference.low.printed, difference.high.printed) == ("10.8", "4.2", "17.5")


def test_a_trial_stands_where_its_folder_says_and_nowhere_where_it_says_nothing(tmp_path, trial, others):
    folder = tmp_path / "marianne"
    shutil.copytree(TRIALS / "marianne", folder)
    text = (folder / "trial.yaml").read_text(encoding="utf-8")
    (folder / "trial.yaml").write_text(text.replace("topic: other trials\n", ""), encoding="utf-8")
    silent = load_trial(folder)
    choices = Choices(None, None, None, None, (), None, ShortWords())
    cards = shown(TrialView(trial, choices, glance=None, others=(silent, others["patina"])), None).cards
    assert ("maintenance", "PATINA") in {(card.topic, card.study) for card in cards}
    assert "MARIANNE" not in {card.study for card in cards}


def test_a_name_that_is_no_file_of_a_trial_is_a_fault(tmp_path):
    folder = tmp_path / "marianne"
    shutil.copytree(TRIALS / "marianne", folder)
    text = (folder / "trial.yaml").read_text(encoding="utf-8")
    (folder / "trial.yaml").write_text(text.replace("held: [", "held: [outcome.csv, "), encoding="utf-8")
    with pytest.raises(EvidenceError, match=r"trial\.yaml, held: found 'outcome\.csv', expected one of"):
        load_trial(folder)
