"""How similar to the people enrolled, in words: bars for the chart, rows for the table, where the trial says little."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.representation import CategoryCount, ages, counted, counted_words, is_rare
from evidence.choices.eligibility_page import CategoryCallout, EligibilityChoices
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.criteria import Status
from evidence.eligibility.matching import Match
from evidence.eligibility.wording import entered, threshold
from evidence.lines.notes import notes_for
from evidence.lines.numbers import ABSENT
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class RepresentedShareLine:
    """One of the patient's own levels: how many of those enrolled shared it."""

    label: str
    share: float
    text: str
    is_rare: bool


@dataclass(frozen=True, slots=True)
class RepresentationLine:
    """One level of one characteristic, the patient's own or not."""

    characteristic: str
    level: str
    arms: tuple[str, ...]
    everyone: str
    mark: str
    note: str


@dataclass(frozen=True, slots=True)
class RepresentationView:
    """Everything the lens shows; `bars` run from the rarest level to the most common.

    `little` says where the trial can say little: rare levels first, then what it did not admit.
    """

    bars: tuple[RepresentedShareLine, ...]
    rows: tuple[RepresentationLine, ...]
    ages: str
    called_out: tuple[str, ...]
    little: tuple[str, ...]
    joint: str
    source: str
    total: int


def lens(trial: Trial, held: EligibilityChoices, patient: Patient, assessment: Assessment) -> RepresentationView:
    """Where the patient sits in the population enrolled; nothing is marked for what is not entered."""
    lines = counted(trial, held, patient)
    own = [line for line in lines if line.is_own and line.n is not None]
    by_share = sorted(own, key=lambda line: line.share or 0.0)
    sources = dict.fromkeys(filter(None, (_counted_in(trial, line) for line in lines)))
    return RepresentationView(
        bars=tuple(_bar(line, held) for line in by_share),
        rows=tuple(_row(line) for line in lines),
        ages=_ages(trial, held, patient),
        called_out=tuple(_words(trial, held, line) for line in own if _always(line, held) and not is_rare(line, held)),
        little=(
            *(words for words, _ in rare_lines(trial, held, patient)),
            *_little(trial, held, patient, assessment),
        ),
        joint=held.joint,
        source="; ".join(sources),
        total=lines[0].total if lines else 0,
    )


def rare_lines(trial: Trial, held: EligibilityChoices, patient: Patient) -> tuple[tuple[str, str], ...]:
    """What few or none of those enrolled shared with this patient, rarest first, each with where it was counted."""
    rare = [
        line for line in counted(trial, held, patient) if line.is_own and line.n is not None and is_rare(line, held)
    ]
    return tuple(
        (_words(trial, held, line), _counted_in(trial, line))
        for line in sorted(rare, key=lambda line: line.share or 0.0)
    )


def _counted_in(trial: Trial, line: CategoryCount) -> str:
    if line.value is None:
        return ""
    return f"{trial.sources[line.value.provenance.source].short}, {line.value.provenance.locator}"


def _bar(line: CategoryCount, held: EligibilityChoices) -> RepresentedShareLine:
    share = line.share or 0.0
    return RepresentedShareLine(f"{line.family_label}: {line.level}", share, _everyone(line), is_rare(line, held))


def _everyone(line: CategoryCount) -> str:
    return ABSENT if line.n is None else f"{line.n} of {line.total} ({line.share:.1f} %)"


def _row(line: CategoryCount) -> RepresentationLine:
    marks = {Match.YES: "◆ this patient"}
    notes = [line.family_note, *([line.value.provenance.note] if line.value is not None else [])]
    return RepresentationLine(
        characteristic=line.family_label,
        level=line.level,
        arms=tuple(ABSENT if n is None else str(n) for n in line.arms),
        everyone=_everyone(line),
        mark=marks.get(line.match, ""),
        note="; ".join(dict.fromkeys(note for note in notes if note)),
    )


def _ages(trial: Trial, held: EligibilityChoices, patient: Patient) -> str:
    """The ages enrolled, beside the patient's own where it is entered."""
    found = ages(trial, held)
    if found is None:
        return ""
    medians = list(dict.fromkeys(found.medians))
    median = f"{medians[0]} in each group" if len(medians) == 1 else " and ".join(medians)
    enrolled = f"Ages enrolled: {found.youngest} to {found.oldest} years, median {median}."
    age = patient[held.age.attribute]
    return (
        enrolled if age is None else f"{enrolled} This patient: {clinical_attributes()[held.age.attribute].shown(age)}."
    )


def _always(line: CategoryCount, held: EligibilityChoices) -> bool:
    words = held.words_for(line.family, line.level_id)
    return words is not None and words.always == "yes"


def _words(trial: Trial, held: EligibilityChoices, line: CategoryCount) -> str:
    """One level of the patient's own as a sentence, in the file's words or the usual ones."""
    usual = f"{line.family_label} {line.level}: {{n}} of {{total}}{{where}}"
    words = held.words_for(line.family, line.level_id) or CategoryCallout(
        family=line.family, level=line.level_id, says=usual
    )
    return f"{counted_words(trial, held, words).rstrip('.')}."


def _little(trial: Trial, held: EligibilityChoices, patient: Patient, assessment: Assessment) -> list[str]:
    """What else leaves the trial with little to say: what it did not admit, what nobody had, and notes."""
    said = [
        f"{finding.criterion.label}: {entered(finding, patient)}. Trial required: {threshold(finding.criterion)}; "
        "it says little about such patients."
        for finding in (*assessment.findings, *assessment.registry)
        if finding.status is Status.FAIL
    ]
    found, age = ages(trial, held), patient[held.age.attribute]
    if found is not None and isinstance(age, int) and not found.youngest <= age <= found.oldest:
        edge = f"older than {found.oldest}" if age > found.oldest else f"younger than {found.youngest}"
        said.append(f"Age: nobody {edge} was enrolled.")
    for text, value in notes_for(trial, held.notes, patient):
        where = ""
        if value is not None:
            read_in = value.provenance
            where = f" Source: {trial.sources[read_in.source].short}, {read_in.locator}; {value.known}."
        said.append(f"{text.rstrip('.')}.{where}")
    return said
