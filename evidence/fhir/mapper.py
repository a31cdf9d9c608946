"""A record as a reviewed proposal: what may be taken over, what the clinician must choose, what is left out and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from evidence.eligibility.rules import TRUE
from evidence.fhir.codes import codes
from evidence.fhir.dates import DateRange, LastDay, when
from evidence.fhir.found import FoundAnswer
from evidence.fhir.history import DatedDiagnosis, TreatmentGiven, diagnoses, drugs, staged
from evidence.fhir.person import asked_of_person, person
from evidence.fhir.record import PatientRecord
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
    """What a record comes to. `weigh` are sentences on what disagrees, `ask` on what only the clinician knows.

    `names_breast_cancer`: a confirmed diagnosis of it stands in the record.
    `confirm` says why the record may be about another disease: nothing of it is taken over before that is confirmed.
    """

    confirm: str
    proposals: tuple[Proposal, ...]
    weigh: tuple[str, ...]
    ask: tuple[str, ...]
    left: tuple[tuple[str, int], ...]
    names_breast_cancer: bool = False

    def settled_texts(self) -> dict[str, str]:
        """The answers that nothing in the record speaks against, by attribute."""
        return {} if self.confirm else self.unopposed_texts()

    def unopposed_texts(self) -> dict[str, str]:
        """The same where the clinician has confirmed that the record is about this disease."""
        return {each.attribute: each.newest.text for each in self.proposals if each.settled}


def imported(record: PatientRecord, at: date) -> ImportResult:
    """Read a record as it stood at the reference date. What it does not mention stays unknown."""
    left = Counter(record.left)
    until, died = _until(record, at)
    found = [*results(record, until, left), *person(record, until.day), *staged(record)]
    conditions = list(diagnoses(record, until, left))
    found += [each for condition in conditions for each in condition.found()]
    given = list(drugs(record, until, left))
    metastatic = _metastatic_since(conditions)
    breast = _breast_since(conditions)
    found += _therapy([each for each in given if not _is_older(each, breast)], metastatic)
    overall = [each for each in found if each.attribute == OVERALL]
    by_attribute: dict[str, list[FoundAnswer]] = {}
    for each in found:
        by_attribute.setdefault(each.attribute, []).append(each)
    proposals = {name: _proposal(by_attribute[name]) for name in clinical_attributes() if name in by_attribute}
    weigh = [*died, *_several(proposals.values()), *_disagreements(proposals, overall), *_whose(conditions, proposals)]
    return ImportResult(
        confirm=_other_cancer(conditions),
        proposals=tuple(proposals.values()),
        weigh=tuple(weigh),
        ask=(
            *asked_of_person(record, until.day),
            *_asked_of_conditions(conditions),
            *_asked(given, metastatic, breast, overall, proposals),
        ),
        left=tuple(sorted(left.items())),
        names_breast_cancer=any(each.diagnosis.primary == "breast" for each in conditions),
    )


def _until(record: PatientRecord, at: date) -> tuple[LastDay, list[str]]:
    """The last day that is read: the reference date, or the day of death before it, which is said."""
    until = LastDay(at, "not known to be from the reference date or before")
    for patient in record.of("Patient"):
        death = when(patient.deceasedDateTime)
        if death is not None and death.first <= at:
            says = f"The record says that the person died ({death.shown})"
            return LastDay(death.last, "dated after the person's death"), [says + "; the age is left blank."]
        if patient.deceasedBoolean:
            return until, ["The record says that the person died, without a date; the age is left blank."]
    return until, []


def _asked_of_conditions(conditions: Iterable[DatedDiagnosis]) -> Iterator[str]:
    """What a condition bears on and does not answer."""
    for each in conditions:
        if each.diagnosis.asks and each.present:
            dated = f", {each.onset.shown}" if each.onset is not None else ""
            label = clinical_attributes()[each.diagnosis.asks].label
            yield f"{each.diagnosis.label} is recorded ({each.code}{dated}): answer “{label}” yourself."


def _other_cancer(conditions: list[DatedDiagnosis]) -> str:
    """Why the record may be of another disease; empty where it names breast cancer, or no cancer at all."""
    primaries = {each.diagnosis.primary for each in conditions}
    other = next((each for each in conditions if each.diagnosis.primary == "other"), None)
    if other is None or "breast" in primaries:
        return ""
    return (
        f"The record names another cancer ({other.code}) and no breast cancer: confirm that it is about breast cancer."
    )


def _whose(conditions: list[DatedDiagnosis], proposals: dict[str, Proposal]) -> Iterator[str]:
    """Where two cancers stand in a record, what a metastasis answers is the clinician's to say."""
    primaries = {each.diagnosis.primary for each in conditions}
    if not {"breast", "other"} <= primaries:
        return
    names = [name for name in ("disease_extent", "cns_metastases", "visceral_disease") if name in proposals]
    for name in names:
        held = proposals[name]
        proposals[name] = Proposal(held.newest, held.others, settled=False)
    if names:
        yield "The record names a second cancer: say whether the metastases are those of the breast cancer."


def _breast_since(conditions: Iterable[DatedDiagnosis]) -> DateRange | None:
    """The first dated diagnosis of breast cancer; None where none is dated, or an undated one may be earlier."""
    breast = [each for each in conditions if each.diagnosis.primary == "breast"]
    dated = [each.onset for each in breast if each.onset is not None]
    return min(dated, key=lambda day: day.first) if dated and len(dated) == len(breast) else None


def _is_older(given: TreatmentGiven, breast: DateRange | None) -> bool:
    return breast is not None and given.last.last < breast.first


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
    before = [each for each in given if each.last.last < metastatic.first]
    after = [each for each in given if each.at.first >= metastatic.last]
    for each in before:
        if "chemotherapy" in each.drug.groups:
            yield _gave(each, "adjuvant_chemotherapy", "yes")
        if "trastuzumab" in each.drug.groups:
            yield _gave(each, "adjuvant_trastuzumab", "yes")
    for each in after:
        if "chemotherapy" in each.drug.groups:
            yield _gave(each, "chemotherapy_for_metastatic", "yes")
        if {"trastuzumab", "her2", "targeted"} & set(each.drug.groups):
            yield _gave(each, "biologic_or_targeted_for_metastatic", "yes")
    endocrine = {each.drug.id: each for each in after if "endocrine" in each.drug.groups}
    if endocrine:
        last = max(endocrine.values(), key=lambda each: each.at)
        yield _gave(last, "hormonal_regimens_for_metastatic", str(len(endocrine)))


def _gave(given: TreatmentGiven, attribute: str, text: str) -> FoundAnswer:
    return FoundAnswer(attribute, text, given.kind, given.drug.id.capitalize(), given.code, given.at)


def _proposal(found: list[FoundAnswer]) -> Proposal:
    """The newest result stands and the older ones are listed; what differs on the same day, or undated, is chosen."""
    ordered = sorted(found, key=lambda each: each.at.last if each.at else date.min, reverse=True)
    newest, *others = ordered
    rivals = [each for each in others if each.at is None or newest.at is None or each.at.last >= newest.at.first]
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
    breast: DateRange | None,
    overall: list[FoundAnswer],
    proposals: dict[str, Proposal],
) -> Iterator[str]:
    for each in overall:
        yield f"HER2 is called {each.text} overall ({each.where}); that names no test, so enter the score or the ratio."
    for name in dict.fromkeys(each.drug.id for each in given):
        courses = [each for each in given if each.drug.id == name]
        yield from _asked_of_drug(name, courses, metastatic, breast)
    if metastatic is not None and any(name.startswith("adjuvant_") for name in proposals):
        yield f"Metastatic disease was diagnosed {metastatic.shown}; enter the months since the last adjuvant dose."


def _asked_of_drug(
    name: str, courses: list[TreatmentGiven], metastatic: DateRange | None, breast: DateRange | None
) -> Iterator[str]:
    first, last = min(each.at for each in courses), max(each.last for each in courses)
    said = f"{name.capitalize()} was given ({first.shown if first == last else f'{first.shown} to {last.shown}'})"
    if any(_is_older(each, breast) for each in courses):
        yield f"{said} before this breast cancer was diagnosed; say for what."
    elif metastatic is None:
        yield f"{said}; say whether for early or for metastatic disease."
    elif any(each.last.last >= metastatic.first and each.at.first < metastatic.last for each in courses):
        yield f"{said} around the diagnosis of metastatic disease; say for which."
    if courses[0].drug.anthracycline:
        yield f"{said}; the record does not state the cumulative dose."
