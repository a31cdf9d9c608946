"""Every trial's verdict, criteria and conflicts, the same from a table engine as for one patient at a time."""

from decimal import Decimal

import numpy as np
import polars as pl
import pytest

from evidence.cohort.command import main
from evidence.cohort.engines import evaluated
from evidence.cohort.evaluation import MET, NOT_MET, NOT_YET, UNKNOWN
from evidence.cohort.reading import stored_number
from evidence.eligibility.assessment import judge
from evidence.eligibility.conflicts import declared_conflicts
from evidence.eligibility.criteria import Status
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.trial.trial import trial_ids
from tests.eligibility.test_trials_spec import AFTER_INDUCTION, FIRST_LINE, patient
from tests.published import published_trial

CRITERIA = {name: published_trial(name).criteria for name in trial_ids()}
JUDGING = [name for name, criteria in CRITERIA.items() if criteria.published]
CODES = {"pass": MET, "fail": NOT_MET, "unknown": UNKNOWN, "not-yet": NOT_YET, "eligible": MET, "not-eligible": NOT_MET}
NUMBERS = ["0", "2", "3", "4", "5", "5.9", "6", "6.1", "8", "9", "11.9", "12", "49", "50", "55", "60", "361"]


def answers_to(name: str, chance: np.random.Generator) -> object:
    attribute = clinical_attributes()[name]
    if not attribute.is_number:
        return str(chance.choice(attribute.choices))
    able = [Decimal(text) for text in NUMBERS if attribute.minimum <= Decimal(text) <= attribute.maximum]
    number = able[int(chance.integers(len(able)))]
    return int(number) if attribute.kind == "integer" else number


def likely_patients(count: int, seed: int) -> list[Patient]:
    """Patients near the criteria: mostly favourable answers, with a few changed, taken away or added."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        start = patient("her2climb-05" if chance.random() < 0.4 else "cleopatra", "").answers
        answers = {name: answer for name, answer in start.items() if chance.random() < 0.93}
        for name in chance.choice(list(clinical_attributes()), int(chance.integers(0, 6)), replace=False):
            answers[str(name)] = answers_to(str(name), chance)
        for name in chance.choice(list(AFTER_INDUCTION), int(chance.integers(0, 3)), replace=False):
            answers[str(name)] = answers_to(str(name), chance)
        found.append(Patient(answers))
    return found


def table(patients: list[Patient]) -> pl.DataFrame:
    columns = {"row": pl.Series(range(1, len(patients) + 1), dtype=pl.Int64)}
    for name, attribute in clinical_attributes().items():
        cells = [each[name] for each in patients]
        if attribute.is_number:
            numbers = [None if cell is None else stored_number(cell) for cell in cells]
            columns[name] = pl.Series(numbers, dtype=pl.Float64)
        else:
            columns[name] = pl.Series(cells, dtype=pl.String)
    return pl.DataFrame(columns)


PATIENTS = likely_patients(200, seed=16)


@pytest.mark.parametrize(("trial", "engine"), [*((name, "polars") for name in JUDGING), ("her2climb-05", "duckdb")])
def test_a_table_is_judged_as_each_patient_alone(trial, engine):
    criteria = CRITERIA[trial]
    found = evaluated(table(PATIENTS), criteria, engine)
    expected = [judge(each, criteria) for each in PATIENTS]
    assert found["verdict"].to_list() == [CODES[each.verdict] for each in expected]
    assert found["published_verdict"].to_list() == [CODES[each.published_verdict] for each in expected]
    both = zip(
        (*criteria.published, *criteria.registry),
        zip(*((*e.published, *e.registry) for e in expected), strict=True),
        strict=True,
    )
    for criterion, statuses in both:
        if criterion.rule is not None:
            assert found[criterion.id].to_list() == [CODES[status] for status in statuses], criterion.id
        else:
            assert set(statuses) == {Status.NOT_ASSESSABLE}
    for conflict in declared_conflicts():
        assert found[f"rests:{conflict.id}"].to_list() == [conflict in each.depends_on for each in expected], (
            conflict.id
        )


def test_the_patients_above_tell_the_verdicts_apart():
    """Otherwise the test above could not fail."""
    seen = {trial: {judge(each, CRITERIA[trial]).verdict.value for each in PATIENTS} for trial in JUDGING}
    assert {"eligible", "not-eligible", "unknown"} <= seen["cleopatra"]
    assert {"not-yet", "not-eligible", "unknown"} <= seen["her2climb-05"] & seen["patina"]
    assert {"not-eligible", "unknown"} <= seen["destiny-breast09"]


def test_a_file_screened_by_a_trial_whose_list_is_cut_finds_nobody_eligible(tmp_path):
    entries = {name: text for name, text in FIRST_LINE.items() if name != "lvef_percent"}
    file, out = tmp_path / "cohort.csv", tmp_path / "verdicts.csv"
    file.write_text(f"{','.join(entries)}\n{','.join(entries.values())}\n", encoding="utf-8")
    assert main([str(file), "--output", str(out), "--trial", "destiny-breast09"]) == 0
    assert out.read_text(encoding="utf-8").splitlines()[1].split(",")[1] == "unknown"


ENTRIES = list(clinical_attributes())


def cohort_file(path, patients: list[Patient]) -> None:
    """The patients as a file, with one row whose entry is not valid and one that contradicts itself."""
    rows = [{name: str(each[name]) for name in ENTRIES if each[name] is not None} for each in patients]
    rows += [{"ecog": "7"}, {"cns_status": "active", "cns_metastases": "no"}]
    lines = [",".join(row.get(name, "") for name in ENTRIES) for row in rows]
    path.write_text("\n".join([",".join(ENTRIES), *lines]) + "\n", encoding="utf-8")


def verdict_file(cohort, out, *options: str) -> pl.DataFrame:
    assert main([str(cohort), "--output", str(out), *options]) == 0
    return pl.read_csv(out, infer_schema=False)


@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_all_trials_at_once_give_each_trials_own_verdict(engine, tmp_path):
    cohort = tmp_path / "cohort.csv"
    cohort_file(cohort, PATIENTS[:60])
    found = verdict_file(cohort, tmp_path / "all.csv", "--trial", "all", "--engine", engine)
    assert found.columns == ["patient_id", "cleopatra", *sorted(set(JUDGING) - {"cleopatra"}), "problems", "conflicts"]
    for trial in JUDGING:
        own = verdict_file(cohort, tmp_path / "own.csv", "--trial", trial)
        assert found[trial].to_list() == own["verdict"].to_list(), trial
        assert found.select("patient_id", "problems").equals(own.select("patient_id", "problems"))
        both = zip(found["conflicts"], own["conflicts"], strict=True)
        assert all(set((one or "").split("; ")) == set((other or "").split("; ")) for one, other in both)
    assert set(found[-2].select(JUDGING).row(0)) == {"invalid"}


def test_a_trial_that_does_not_exist_is_refused_and_all_is_named(tmp_path, capsys):
    cohort = tmp_path / "cohort.csv"
    cohort.write_text("ecog\n1\n", encoding="utf-8")
    assert main([str(cohort), "--output", str(tmp_path / "out.csv"), "--trial", "every"]) == 2
    assert capsys.readouterr().err.endswith("and all for each\n")
    assert not (tmp_path / "out.csv").exists()
