"""A record as a reviewed proposal: what may be taken over, what the clinician must choose, what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from evidence.eligibility.rules import TRUE
from evidence.fhir.codes import codes
from evidence.fhir.dates import DateRange, age
from evidence.fhir.found import FoundAnswer
from evidence.fhir.history import DatedDiagnosis, TreatmentGiven, diagnoses, drugs
from evidence.fhir.resources import PatientRecord
from evidence.fhir.results import OVERALL, results
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import Answer, clinical_attributes


@dataclass(frozen=True, slots=True)
class Proposal:
    """One attribute: the newest answer, and the others of the same kind. Where they disagree it is not `settled`."""

    newest: FoundAnswer
    others: tuple[FoundAnswer, ...]
    settled: bool

    @property
    def attribute(self) -> str:
        """The attribute."""
        return self.newest.attribute

    @property
    def choices(self) -> tuple[FoundAnswer, ...]:
        """One of each different answer, the newest first."""
        return tuple({found.text: found for found in reversed((self.newest, *self.others))}.values())[::-1]


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What a record comes to. `weigh` are sentences on what disagrees, `ask` on what only the clinician knows."""

    proposals: tuple[Proposal, ...]
    weigh: tuple[str, ...]
    ask: tuple[str, ...]
    left: tuple[tuple[str, int], ...]

    def settled_texts(self) -> dict[str, str]:
        """The answers that nothing in the record speaks against, by attribute."""
        return {each.attribute: each.newest.text for each in self.proposals if each.settled}


def imported(record: PatientRecord, at: date) -> ImportResult:
    """Read a record as it stood at the reference date. What it does not mention stays unknown."""
    left = Counter(record.left)
    found = [*results(record, at, left), *_person(record, at)]
    conditions = list(diagnoses(record, at, left))
    found += [each for condition in conditions for each in condition.found()]
    given = list(drugs(record, at, left))
    metastatic = _metastatic_since(conditions)
    found += _therapy(given, metastatic)
    overall = [each for each in found if each.attribute == OVERALL]
    proposals = {
        name: _proposal([each for each in found if each.attribute == name])
        for name in clinical_attributes()
        if any(each.attribute == name for each in found)
    }
    weigh = [*_several(proposals.values()), *_disagreements(proposals, overall)]
    return ImportResult(
        proposals=tuple(proposals.values()),
        weigh=tuple(weigh),
        ask=tuple(_asked(given, metastatic, overall, proposals)),
        left=tuple(sorted(left.items())),
    )


def _person(record: PatientRecord, at: date) -> Iterator[FoundAnswer]:
    for patient in record.of("Patient"):
        years = age(patient.birthDate, at)
        if years is not None and not isinstance(read_answer("age_years", str(years)), Problem):
            yield FoundAnswer("age_years", str(years), "Patient", "Age at the reference date", "birth date", None)
        if patient.gender in clinical_attributes()["sex"].choices:
            yield FoundAnswer("sex", patient.gender, "Patient", "Sex", "gender", None)


def _metastatic_since(conditions: Iterable[DatedDiagnosis]) -> DateRange | None:
    """The first dated diagnosis of metastatic disease; None where none is dated, or an undated one may be earlier."""
    metastases = [each for each in conditions if each.diagnosis.is_metastasis]
    dated = [each.onset for each in metastases if each.onset is not None]
    return min(dated, key=lambda day: day.first) if dated and len(dated) == len(metastases) else None


def _therapy(given: list[TreatmentGiven], metastatic: DateRange | None) -> Iterator[FoundAnswer]:
    for each in given:
        if "her2" in each.drug.groups:
            yield _gave(each, "other_her2_agent_ever", "yes")
    if metastatic is None:
        return
    before = [each for each in given if each.at.last < metastatic.first]
    after = [each for each in given if each.at.first >= metastatic.last]
    for each in before:
        if "chemotherapy" in each.drug.groups:
            yield _gave(each, "adjuvant_chemotherapy", "yes")
        if "trastuzumab" in each.drug.groups:
            yield _gave(each, "adjuvant_trastuzumab", "yes")
    for each in after:
        if "chemotherapy" in each.drug.groups:
            yield _gave(each, "chemotherapy_for_metastatic", "yes")
        if {"trastuzumab", "her2"} & set(each.drug.groups):
            yield _gave(each, "biologic_or_targeted_for_metastatic", "yes")
    endocrine = {each.drug.id: each for each in after if "endocrine" in each.drug.groups}
    if endocrine:
        last = max(endocrine.values(), key=lambda each: each.at)
        yield _gave(last, "hormonal_regimens_for_metastatic", str(len(endocrine)))


def _gave(given: TreatmentGiven, attribute: str, text: str) -> FoundAnswer:
    return FoundAnswer(attribute, text, given.kind, given.drug.id.capitalize(), given.code, given.at)


def _proposal(found: list[FoundAnswer]) -> Proposal:
    """Newest first. A state may change, so its newest result stands; anything else that differs must be chosen."""
    ordered = sorted(found, key=lambda each: each.at.last if each.at else date.min, reverse=True)
    newest, *others = ordered
    attribute = clinical_attributes()[newest.attribute]
    rivals = [
        each for each in others
        if attribute.nature != "state" or each.at is None or newest.at is None or each.at.last >= newest.at.first
    ]  # fmt: skip
    same = {read_answer(each.attribute, each.text) for each in (newest, *rivals)}
    return Proposal(newest, tuple(others), settled=len(same) == 1)


def _several(proposals: Iterable[Proposal]) -> Iterator[str]:
    for each in proposals:
        if not each.settled:
            label = clinical_attributes()[each.attribute].label
            yield f"{label}: the record holds different answers ({', '.join(found.text for found in each.choices)})."


def _disagreements(proposals: dict[str, Proposal], overall: list[FoundAnswer]) -> Iterator[str]:
    """Sentences on results that disagree across kinds; their attributes are no longer settled."""
    answers: dict[str, Answer] = {}
    for name, each in proposals.items():
        answer = read_answer(name, each.newest.text)
        if answer is not None and not isinstance(answer, Problem):
            answers[name] = answer
    words = {each.text for each in overall}
    for disagreement in codes().disagreements:
        if disagreement.overall and disagreement.overall not in words:
            continue
        if disagreement.when.truth(answers) is TRUE:
            yield disagreement.says
            for name in disagreement.attributes:
                if name in proposals:
                    held = proposals[name]
                    proposals[name] = Proposal(held.newest, held.others, settled=False)


def _asked(
    given: list[TreatmentGiven],
    metastatic: DateRange | None,
    overall: list[FoundAnswer],
    proposals: dict[str, Proposal],
) -> Iterator[str]:
    for each in overall:
        yield f"HER2 is called {each.text} overall ({each.where}); that names no test, so enter the score or the ratio."
    for name in dict.fromkeys(each.drug.id for each in given):
        days = sorted(each.at for each in given if each.drug.id == name)
        span = days[0].shown if len(days) == 1 else f"{days[0].shown} to {days[-1].shown}"
        drug = next(each.drug for each in given if each.drug.id == name)
        if metastatic is None:
            yield f"{name.capitalize()} was given ({span}); say whether for early or for metastatic disease."
        elif any(day.last >= metastatic.first and day.first < metastatic.last for day in days):
            yield f"{name.capitalize()} was given ({span}) around the diagnosis of metastatic disease; say for which."
        if drug.anthracycline:
            yield f"{name.capitalize()} was given ({span}); the record does not state the cumulative dose."
    if metastatic is not None and any(name.startswith("adjuvant_") for name in proposals):
        yield f"Metastatic disease was diagnosed {metastatic.shown}; enter the months since the last adjuvant dose."
