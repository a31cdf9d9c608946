"""The answer of the Outcomes page in one sentence, with the numbers that stand beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from evidence.choices.case_page import CaseChoices
from evidence.lines.numbers import ABSENT, dated, estimate
from evidence.lines.outcomes import OutcomeLine
from evidence.trial.files.outcomes import Outcome, Quantity
from evidence.trial.trial import Trial

NOTE = "Medians, intervals and hazard ratios as published; the curves are reconstructed from a published figure."


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentence, what goes with it, and numbers beside it, each with what it is."""

    title: str
    facts: str
    note: str
    beside: tuple[tuple[str, str], ...]


def answer(trial: Trial, display: CaseChoices, headline: Sequence[OutcomeLine]) -> Answer | None:
    """The chosen outcome as the answer; None where the trial chose none. `headline` ends with the response."""
    chosen = display.answer
    if chosen is None:
        return None
    outcome = trial.outcome(chosen.outcome)
    endpoint = next(each for each in trial.endpoints if each.id == outcome.definition.endpoint)
    analysis = trial.analysis(outcome.definition.analysis)
    ratio = outcome.comparison.get(Quantity.HAZARD_RATIO) if outcome.comparison else None
    when = f"{analysis.label[0].lower()}{analysis.label[1:]}, {dated(analysis.cutoff)}"
    facts = f"Hazard ratio **{estimate(ratio)}**; {when}."
    beside = [_beside(trial, trial.outcome(name)) for name in chosen.beside]
    return Answer(
        f"{endpoint.label}: median {_pair(trial, outcome, Quantity.MEDIAN)} months",
        " ".join(filter(None, (facts, crossover(trial, outcome)))),
        NOTE,
        (*beside, *_response(headline)),
    )


def crossover(trial: Trial, outcome: Outcome) -> str:
    """How many control patients crossed over at an outcome's cut-off; adjusted for in none of the results shown."""
    for each in trial.outcomes:
        side = each.arm(trial.control.id)
        crossed = side.value(Quantity.CROSSED_OVER) if side else None
        if side is not None and crossed is not None and each.definition.analysis == outcome.definition.analysis:
            of = side.value(Quantity.PATIENTS)
            return f"Crossover: {crossed} of {of} control patients; analysed as randomised, not adjusted for."
    return "Not adjusted for crossover."


def _pair(trial: Trial, outcome: Outcome, quantity: Quantity) -> str:
    """What is printed for each arm, in the arms' order."""
    sides = [side.value(quantity) if (side := outcome.arm(arm.id)) else None for arm in trial.arms]
    return " vs ".join(side.printed if side is not None else ABSENT for side in sides)


def _beside(trial: Trial, outcome: Outcome) -> tuple[str, str]:
    definition = outcome.definition
    if definition.month is not None:
        return f"{definition.label}, %", _pair(trial, outcome, Quantity.RATE)
    endpoint = next(each for each in trial.endpoints if each.id == definition.endpoint)
    return f"{endpoint.short_label}, {definition.assessor}, months", _pair(trial, outcome, Quantity.MEDIAN)


def _response(headline: Sequence[OutcomeLine]) -> list[tuple[str, str]]:
    """Tumour response as whole percentages: the band has no room for more."""
    shares = [arm.partition(" %")[0] for arm in headline[-1].arms] if headline else []
    try:
        return [("Response, %", " vs ".join(f"{float(share):.0f}" for share in shares))] if shares else []
    except ValueError:  # a share that is not held is said in words
        return []
