"""What the Subgroups page says around its forest plots: other analyses on its scale, interaction, how many."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.analysis.interaction import RATED_BELOW, Interaction, interactions, smallest_p
from evidence.eligibility.matching import Match, match, seen_by
from evidence.lines.forest import ALL, ForestLine, forest_lines
from evidence.lines.numbers import ABSENT, LEVEL_NOT_STATED, dated, estimate, versus
from evidence.patient.patient import Patient
from evidence.trial.files.outcomes import Quantity
from evidence.trial.files.patients import Subgroup, SubgroupAnalysis
from evidence.trial.trial import Trial
from evidence.trial.values import Estimate


@dataclass(frozen=True, slots=True)
class InteractionLine:
    """One family of subgroups: the comparison of its two levels in words, or why there is none."""

    family: str
    levels: str
    ratio: str
    p: str
    left_out: str
    reason: str

    @property
    def text(self) -> str:
        """The result, or "cannot be computed" with the reason."""
        return f"{self.ratio}, p = {self.p}" if self.ratio else f"cannot be computed: {self.reason}"


@dataclass(frozen=True, slots=True)
class TextSubgroupLine:
    """A subgroup that a paper reports in its text: hazard ratio, median per arm, and whether it is this patient's."""

    level: str
    n: str
    ratio: str
    medians: tuple[str, ...]
    match: Match
    source: str

    @property
    def is_own(self) -> bool:
        """Whether this patient is known to belong to it."""
        return self.match is Match.YES


@dataclass(frozen=True, slots=True)
class SubgroupCountsView:
    """How many rows and families a forest shows, and whether they were specified in advance."""

    levels: int
    families: int
    prespecified: str


def forest_of(trial: Trial, forest: str) -> SubgroupAnalysis:
    """A subgroup analysis by id. Raises KeyError for an id the trial does not have."""
    found = next((each for each in trial.forests if each.id == forest), None)
    if found is None:
        raise KeyError(forest)
    return found


def interaction_lines(trial: Trial, forests: tuple[str, ...]) -> tuple[InteractionLine, ...]:
    """Every family of these analyses, those that can be compared first."""
    lines = [_interaction_line(each) for forest in forests for each in interactions(trial, forest)]
    return tuple(sorted(lines, key=lambda line: not line.ratio))


def credibility(trial: Trial, forests: tuple[str, ...]) -> str:
    """Why no credibility rating is shown, or that one is due."""
    smallest = smallest_p(tuple(each for forest in forests for each in interactions(trial, forest)))
    if smallest is None:
        return "No interaction could be computed, so the credibility of a subgroup effect is not rated."
    if smallest < RATED_BELOW:
        return f"An interaction reaches p < {RATED_BELOW:g}. Its credibility has not been rated here."
    return (
        f"No subgroup variable reaches p < {RATED_BELOW:g}, from where the credibility of a subgroup effect is rated, "
        "so no rating is shown. That is no proof that the effect is the same in all; such tests have little power."
    )


def testable(trial: Trial, forest: str, beside: tuple[str, ...]) -> tuple[int, int]:
    """In how many variables of a forest the effect can be compared between two categories, and of how many.

    Those named in `beside` are not in the published figure and do not count.
    """
    found = [each for each in interactions(trial, forest) if each.family.id not in beside]
    return sum(each.result is not None for each in found), len(found)


def looked_at(trial: Trial, forest: str, beside: tuple[str, ...]) -> SubgroupCountsView:
    """The rows and families of a forest; those named in `beside` are not in the published figure and do not count."""
    lines = [line for line in trial.forest(forest) if line.family not in (ALL, *beside)]
    says = {"yes": "all pre-specified", "no": "post hoc", "not stated": "whether pre-specified is not stated"}
    return SubgroupCountsView(
        levels=len(lines),
        families=len({line.family for line in lines}),
        prespecified=says[forest_of(trial, forest).prespecified],
    )


def panel_lines(trial: Trial, forests: tuple[str, ...], patient: Patient) -> tuple[ForestLine, ...]:
    """Several analyses as one set of lines, each under a heading with its cut-off; rows without a number left out.

    Where an analysis has no overall row of its own with a hazard ratio, its published headline result stands there.
    """
    lines: list[ForestLine] = []
    for name in forests:
        forest = forest_of(trial, name)
        analysis = trial.analysis(forest.analysis)
        heading = f"{analysis.label}, data cut-off {dated(analysis.cutoff)}"
        lines.append(ForestLine(heading, is_heading=True, is_analysis=True))
        held = [line for line in forest_lines(trial, name, patient) if line.ratio is not None]
        if not any(line.is_overall for line in held):
            lines += headlines(trial, name)
        lines += held
    return tuple(lines)


def headlines(trial: Trial, forest: str) -> tuple[ForestLine, ...]:
    """The published trial-wide result that a forest belongs to, for all patients; one line per arm against control."""
    outcome = trial.outcome(forest_of(trial, forest).outcome)
    several = len(outcome.comparisons) > 1
    held = tuple(
        _headline(trial, ratio, f": {versus(trial, side.arm, side.versus)}" if several else "")
        for side in outcome.comparisons
        if (ratio := side.get(Quantity.HAZARD_RATIO))
    )
    return held or (ForestLine("All patients", is_overall=True, text=ABSENT),)


def _headline(trial: Trial, ratio: Estimate, arm: str) -> ForestLine:
    limits = ratio.interval
    return ForestLine(
        label=f"All patients, stratified{arm}",
        n=str(sum(int(arm.randomised.number or 0) for arm in trial.arms)),
        text=estimate(ratio),
        ratio=ratio.value.number,
        low=limits.low.number if limits else None,
        high=limits.high.number if limits else None,
        known=str(ratio.value.known),
        source=f"{trial.sources[ratio.value.provenance.source].short}, {ratio.value.provenance.locator}",
        note=ratio.value.provenance.note,
        is_overall=True,
    )


def overall_explained(trial: Trial, forest: str) -> str:
    """Why the overall row of a forest reads otherwise than the headline result; empty where they are the same."""
    shown = next((line.hazard_ratio for line in trial.forest(forest) if line.family == ALL), None)
    outcome = trial.outcome(forest_of(trial, forest).outcome)
    published = outcome.comparison.get(Quantity.HAZARD_RATIO) if outcome.comparison else None
    if shown is None or published is None or shown.value.printed == published.value.printed:
        return ""
    return (
        f"The overall row reads {estimate(shown)} because every row of this plot is "
        f"{forest_of(trial, forest).adjustment}; the headline result of the same analysis, "
        f"{outcome.definition.adjustment}, is {estimate(published)}."
    )


def not_held(trial: Trial, forests: tuple[str, ...], patient: Patient) -> tuple[tuple[str, int], ...]:
    """For each analysis, by label, how many levels have no hazard ratio in the sources we read; none are left out."""
    counts = []
    for name in forests:
        forest = forest_of(trial, name)
        lines = forest_lines(trial, name, patient)
        missing = sum(line.ratio is None and not line.is_heading and not line.is_overall for line in lines)
        analysis = trial.analysis(forest.analysis)
        counts.append((f"the {analysis.label[0].lower()}{analysis.label[1:]} ({dated(analysis.cutoff)})", missing))
    return tuple((label, count) for label, count in counts if count)


def findings(trial: Trial, forests: tuple[str, ...]) -> tuple[str, ...]:
    """What a source says of a level in words, or as shares with the event, where it prints no hazard ratio."""
    said = []
    for line in (line for name in forests for line in trial.forest(name)):
        where = f"{line.level}, {dated(trial.analysis(forest_of(trial, line.forest).analysis).cutoff)}"
        if line.finding is not None:
            source = trial.sources[line.finding.provenance.source].short
            said.append(f"{where}: {line.finding.printed} ({source}; {line.finding.known}).")
        shares = [(arm.arm, arm.events_percent) for arm in line.arms if arm.events_percent is not None]
        if shares:
            source = trial.sources[shares[0][1].provenance.source].short
            words = ", ".join(f"{share} % in the {trial.arm(arm).label.lower()}" for arm, share in shares)
            said.append(f"{where}: the share who had died was {words} ({source}; {shares[0][1].known}).")
    return tuple(said)


def text_subgroups(trial: Trial, forest: str, patient: Patient) -> tuple[TextSubgroupLine, ...]:
    """The subgroups of an analysis that is reported in words, with their medians per arm in the arms' order."""
    seen = seen_by(trial.criteria, patient)
    return tuple(_text_subgroup(trial, line, seen) for line in trial.forest(forest))


def _text_subgroup(trial: Trial, line: Subgroup, patient: Patient) -> TextSubgroupLine:
    arms = [next((each for each in line.arms if each.arm == arm.id), None) for arm in trial.arms]
    ratios = [(versus(trial, each.arm, each.versus), each.hazard_ratio) for each in line.comparisons]
    value = ratios[0][1].value if ratios else None
    several = len(ratios) > 1
    words = [f"{name}: " * several + estimate(ratio) for name, ratio in ratios]
    return TextSubgroupLine(
        level=line.level,
        n=line.n.printed if line.n else "",
        ratio="; ".join(words) or ABSENT,
        medians=tuple(f"{arm.median_months} months" if arm and arm.median_months else ABSENT for arm in arms),
        match=match(patient, line),
        source=f"{trial.sources[value.provenance.source].short}, {value.provenance.locator}" if value else "",
    )


def _interaction_line(found: Interaction) -> InteractionLine:
    result = found.result
    mark = LEVEL_NOT_STATED if found.assumes_95 else ""
    return InteractionLine(
        family=found.family.label,
        levels=" vs ".join(found.levels) if result else ", ".join(found.levels),
        ratio=f"{result.ratio:.2f} ({result.low:.2f}–{result.high:.2f}){mark}" if result else "",
        p=f"{result.p:.2f}" if result else "",
        left_out="; ".join(f"{each.count} ({each.who})" for each in found.left_out) or "nobody",
        reason="; ".join(found.reasons),
    )
