"""A case as a note for the chart: at most twelve short lines, the verdict never without its reason."""

from __future__ import annotations

from collections.abc import Sequence

from evidence.board.plain_text import standing
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.criteria import Verdict
from evidence.eligibility.headings import first_few, needed, verdict_words
from evidence.eligibility.still_needed import what_would_settle
from evidence.eligibility.wording import NOT_A_DIRECTIVE
from evidence.lines.excluded import measured_in
from evidence.lines.harms import HarmLine
from evidence.lines.outcomes import OutcomeLine
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.trial.trial import Trial

_RESULTS, _HARMS, _NEEDED = 3, 2, 6
_MARKS = str.maketrans("", "", "†‡")
"""Marks of provenance, which the whole explains and a note has no room for."""


def chart_note(
    trial: Trial,
    patient: Patient,
    assessment: Assessment,
    outcomes: Sequence[OutcomeLine],
    harms: Sequence[HarmLine],
    newer: str,
) -> str:
    """Case, verdict, what is still needed, three results, two harms, the newer option, and how old the evidence is."""
    words = verdict_words(patient, assessment, trial.criteria)
    shown = clinical_attributes()
    entries = [shown[name].named(answer) for name in shown if (answer := patient[name]) is not None]
    lines = [
        f"{trial.name} ({trial.about.registry_id})",
        f"Case: {', '.join(entries) or 'nothing entered'}.",
        f"{words.in_one_line}" + (f" {NOT_A_DIRECTIVE}" if words.verdict is Verdict.NOT_ELIGIBLE else ""),
    ]
    if words.contradictions:
        lines.append(f"Entries contradict: {' '.join(words.contradictions)}")
    facts = what_would_settle(patient, trial.criteria).together
    if facts:
        lines.append(f"Still needed: {first_few([needed(fact, patient) for fact in facts], _NEEDED)}.")
    if measured := measured_in(assessment):
        lines[2] += f" Results below: whole trial, {measured}."
    lines += [_result(each) for each in outcomes[:_RESULTS]]
    lines += [f"{each.label}: {' vs '.join(each.percent_texts)}" for each in harms[:_HARMS]]
    return "\n".join([*lines, newer.replace("**", "").translate(_MARKS), standing(trial)]) + "\n"


def _result(line: OutcomeLine) -> str:
    """An outcome in one line: what, when, each arm and the comparison, without counts and tests."""
    arms = " vs ".join(_first(arm) for arm in line.arms)
    when = line.context.split(" · ")[0]
    return f"{line.title} ({when}): {arms}; {_first(line.comparison)}".translate(_MARKS)


def _first(text: str) -> str:
    return text.splitlines()[0].strip()
