"""Facilitator's notes of a case in words: what is expected, why, what to ask and what to watch for."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.survival_differences import of_hundred
from evidence.choices.case_page import ChosenCurve
from evidence.eligibility.assessment import assess
from evidence.eligibility.headings import verdict_words
from evidence.eligibility.wording import listed
from evidence.lines.change import moved
from evidence.lines.findings import finding_line
from evidence.patient.answers import Problem
from evidence.patient.attributes import clinical_attributes
from evidence.teaching.case_file import NONE_DECIDES, TeachingCase, changed, deciding
from evidence.teaching.comparison import criterion_name
from evidence.teaching.quoted import fill, sources, why_none
from evidence.trial.trial import Trial


@dataclass(frozen=True, slots=True)
class FacilitatorView:
    """One case with everything that its facilitator needs, answers included."""

    id: str
    title: str
    story: str
    record: tuple[str, ...]
    verdict: str
    deciding: str
    why: tuple[str, ...]
    question: str
    benefit: str
    change: str
    lesson: str
    minutes: int
    ask: tuple[str, ...]
    watch_for: tuple[str, ...]
    close: str
    sources: tuple[str, ...]


def notes(trial: Trial, case: TeachingCase, plotted: ChosenCurve) -> FacilitatorView:
    """The notes of a case, its numbers worked out from the trial as it is known."""
    assessment = assess(case.patient, trial.criteria)
    computed = deciding(assessment)
    every = (*assessment.findings, *assessment.registry)
    lines = [finding_line(trial, each, case.patient) for each in every if each.criterion.id in computed]
    declared = clinical_attributes()
    return FacilitatorView(
        id=case.id,
        title=case.title,
        story=case.story,
        record=tuple(declared[name].named(answer) for name in declared if (answer := case.patient[name]) is not None),
        verdict=verdict_words(case.patient, assessment, trial.criteria).heading,
        deciding=criterion_name(trial, NONE_DECIDES)
        if computed == (NONE_DECIDES,)
        else listed([criterion_name(trial, each) for each in computed]),
        why=tuple(
            f"{line.label}: {line.value or 'not entered'}; the trial: {line.threshold} ({line.source})"
            for line in lines
        ),
        question=f"Of 100 in each group, how many were {plotted.axis} at month {case.benefit.month}?",
        benefit=_benefit(trial, case, plotted),
        change=_change(trial, case),
        lesson=_filled(trial, case, case.lesson),
        minutes=case.facilitator.minutes,
        ask=case.facilitator.ask,
        watch_for=case.facilitator.watch_for,
        close=_filled(trial, case, case.facilitator.close),
        sources=sources(trial, case.numbers),
    )


def _filled(trial: Trial, case: TeachingCase, text: str) -> str:
    return fill(trial, text, case.numbers) or f"Left out, because {why_none(trial, case.numbers)}."


def _benefit(trial: Trial, case: TeachingCase, plotted: ChosenCurve) -> str:
    curve = trial.curve(case.benefit.endpoint)
    said = []
    for arm in trial.arms:
        point = (
            next((each.at(case.benefit.month) for each in curve.arms if each.arm == arm.id), None) if curve else None
        )
        share = point.survival.value.number if point else None
        if share is not None:
            said.append(f"{of_hundred((share, 1 - share))[0]} in the {arm.label[0].lower()}{arm.label[1:]}")
    if not said:
        return "Not known by the date set."
    return f"An estimated {listed(said)} ({plotted.title.lower()}, reconstructed curve)."


def _change(trial: Trial, case: TeachingCase) -> str:
    patient = changed(case.patient, case.change.attribute, case.change.to)
    attribute = clinical_attributes()[case.change.attribute]
    if isinstance(patient, Problem):
        return str(patient)
    verdict = moved(case.patient, patient, trial.criteria)[0]
    answer = patient[case.change.attribute]
    to = attribute.named(answer)
    return f"With {to}: {verdict.after}. {case.change.says}"
