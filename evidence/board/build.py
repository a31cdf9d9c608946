"""A case as a presentation: the steps in the order in which they are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from evidence.board.around import context_step, sources_step
from evidence.board.fit import case_step, criteria_step, decision_step, uncertain_step
from evidence.board.outcomes import harms_step, outcomes_step, subgroups_step, survival_step
from evidence.board.plain_text import summary
from evidence.board.steps import BoardStep, Briefing, in_two
from evidence.board.subject import BoardSubject
from evidence.lines.excluded import not_like_this

STEPS = (
    case_step,
    outcomes_step,
    survival_step,
    subgroups_step,
    harms_step,
    context_step,
    uncertain_step,
    decision_step,
)
STEP_IDS = (*(step.__name__.removesuffix("_step") for step in STEPS), "criteria", "criteria-2", "sources", "sources-2")
"""The ids that an address may name, in the order of the steps."""
_RESULTS = {each.__name__.removesuffix("_step") for each in (outcomes_step, survival_step, subgroups_step, harms_step)}


def briefing(subject: BoardSubject, made_on: date) -> Briefing:
    """The presentation of a case; with nothing entered, of the trial on its own. `made_on` stands in each footer."""
    steps = [*(_of_whom(step(subject), subject) for step in STEPS), *in_two(criteria_step(subject))]
    used = {source.id for step in steps for source in step.cited}
    sources = tuple(source for source in subject.trial.sources.values() if source.id in used)
    return Briefing(
        trial=subject.trial.name,
        name=subject.name,
        steps=(*steps, *in_two(sources_step(sources))),
        cited=sources,
        record=summary(subject.trial, subject.patient, subject.assessment),
        made_on=made_on,
    )


def _of_whom(step: BoardStep, subject: BoardSubject) -> BoardStep:
    """A step with results of the whole trial says so beside a patient who could not have been in it."""
    said = not_like_this(subject.assessment) if step.id in _RESULTS else ""
    return replace(step, caption=f"{said} {step.caption}".strip()) if said else step
