"""A trial is a folder: everything known about it, read and validated once."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from evidence.eligibility.criteria import NO_CRITERIA, Criteria, load_criteria
from evidence.files.definitions import Frozen, read_definitions
from evidence.files.faults import EvidenceError, Fault
from evidence.trial.files.about import About, Analysis, Arm, Endpoint, Notice, Population, Review, read_about
from evidence.trial.files.context import ContextFact, RegimenItem, read_context, read_regimen
from evidence.trial.files.harms import (
    AdverseEvent,
    EventTable,
    Exposure,
    Grade,
    SafetyFinding,
    read_adverse_events,
    read_exposure,
    read_findings,
    read_tables,
)
from evidence.trial.files.load_context import LoadContext
from evidence.trial.files.outcomes import Outcome, read_outcomes
from evidence.trial.files.patients import (
    BaselineCategory,
    Subgroup,
    SubgroupAnalysis,
    SubgroupVariable,
    read_baseline,
    read_families,
    read_subgroups,
)
from evidence.trial.files.response import ResponseCategory, read_response
from evidence.trial.files.sources import (
    Contradiction,
    Gap,
    Source,
    TimelineEvent,
    read_contradictions,
    read_gaps,
    read_sources,
    read_timeline,
)
from evidence.trial.files.survival import AtRisk, Curve, CurveSummary, read_at_risk, read_curves, read_summaries
from evidence.trial.values import Value

Part = TypeVar("Part", Arm, Analysis, Outcome, EventTable)

TRIALS = Path(__file__).parents[1] / "trials"
"""One folder per trial; the folder's name is the trial's id."""

PAGES = "pages.yaml"

_DEFINED_IN = {"source": "a source of sources.csv", "outcome": "an outcome of outcome_definitions.csv"}

POOLED = "all"
"""What the arm column says where a source counts all arms together."""


@dataclass(frozen=True)
class Trial:
    """Everything known about one trial. Every value in it carries its source; see `facts`.

    Arms stand in one order everywhere: experimental first, control last.
    """

    about: About
    criteria: Criteria
    baseline_families: tuple[SubgroupVariable, ...]
    baseline: tuple[BaselineCategory, ...]
    outcomes: tuple[Outcome, ...]
    response: tuple[ResponseCategory, ...]
    forests: tuple[SubgroupAnalysis, ...]
    subgroup_families: tuple[SubgroupVariable, ...]
    subgroups: tuple[Subgroup, ...]
    at_risk: tuple[AtRisk, ...]
    curves: tuple[Curve, ...]
    summaries: tuple[CurveSummary, ...]
    tables: tuple[EventTable, ...]
    adverse_events: tuple[AdverseEvent, ...]
    safety_findings: tuple[SafetyFinding, ...]
    exposure: tuple[Exposure, ...]
    regimen: tuple[RegimenItem, ...]
    context: tuple[ContextFact, ...]
    sources: dict[str, Source]
    timeline: tuple[TimelineEvent, ...]
    missing: tuple[Gap, ...]
    contradictions: tuple[Contradiction, ...]
    values: tuple[Value, ...]

    @property
    def id(self) -> str:
        """The trial's id, which is its folder's name."""
        return self.about.id

    @property
    def name(self) -> str:
        """The name the trial is known by."""
        return self.about.name

    @property
    def arms(self) -> tuple[Arm, ...]:
        """The arms, experimental first, control last."""
        return self.about.arms

    @property
    def experimental(self) -> Arm:
        """The first experimental arm."""
        return self.about.arms[0]

    @property
    def control(self) -> Arm:
        """The control arm; of a trial of one arm that arm, with which nothing is compared."""
        return self.about.arms[-1]

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """The looks at the data, earliest first."""
        return self.about.analyses

    @property
    def populations(self) -> tuple[Population, ...]:
        """The sets of patients that results are counted in."""
        return self.about.populations

    @property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """What is measured."""
        return self.about.endpoints

    @property
    def notice(self) -> Notice:
        """Newer evidence every reader of an outcome must know of."""
        return self.about.notice

    @property
    def review(self) -> Review:
        """Who stands behind the files, and when they are looked at next."""
        return self.about.review

    def arm(self, arm: str) -> Arm:
        """An arm by id. Raises KeyError for an id the trial does not have."""
        return _named(self.arms, arm)

    def analysis(self, analysis: str) -> Analysis:
        """An analysis by id. Raises KeyError for an id the trial does not have."""
        return _named(self.analyses, analysis)

    def outcome(self, outcome: str) -> Outcome:
        """An outcome by id. Raises KeyError for an id the trial does not have."""
        return _named(self.outcomes, outcome)

    def table(self, table: str) -> EventTable:
        """A table of adverse events by id. Raises KeyError for an id the trial does not have."""
        return _named(self.tables, table)

    def forest(self, forest: str) -> tuple[Subgroup, ...]:
        """The lines of one subgroup analysis, in the order of its plot; empty for an unknown id."""
        return tuple(line for line in self.subgroups if line.forest == forest)

    def curve(self, endpoint: str) -> Curve | None:
        """The survival curves of an endpoint, None where there are none."""
        return next((curve for curve in self.curves if curve.endpoint == endpoint), None)

    def adverse_event(self, table: str, event: str, grade: Grade) -> AdverseEvent | None:
        """An event in one table at one grade; None where it is not listed, which is not zero: see its table."""
        wanted = (table, event, grade)
        return next((each for each in self.adverse_events if (each.table, each.event, each.grade) == wanted), None)

    def facts(self) -> Iterator[Value]:
        """Every value in the trial's files, file by file, each with its source and the place it is kept."""
        return iter(self.values)


def trial_ids(folder: Path = TRIALS) -> tuple[str, ...]:
    """The ids of the trials that exist."""
    return tuple(sorted(path.name for path in folder.iterdir() if (path / "trial.yaml").is_file()))


class _Pages(Frozen):
    trial: str


def trial_of_the_pages(folder: Path = TRIALS) -> str:
    """The id of the trial that the pages show where the address names none, as pages.yaml beside the folders says.

    Raises:
        EvidenceError: the file cannot be read, or names no trial.
    """
    chosen = read_definitions(folder / PAGES, _Pages).trial
    if chosen not in trial_ids(folder):
        raise EvidenceError([Fault(PAGES, "", "trial", chosen, f"one of {', '.join(trial_ids(folder))}")])
    return chosen


def load_trial(folder: Path) -> Trial:
    """The trial in a folder, validated.

    Raises:
        EvidenceError: anything in the folder is missing, malformed or inconsistent; it names every fault with
            file, row, field, what was found and what was expected.
    """
    loading = LoadContext(folder)
    about = read_about(loading)
    families = read_families(loading)
    order = tuple(arm.id for arm in about.arms) if about else ()
    tables = read_tables(loading)
    baseline = read_baseline(loading, families, order) if families else ()
    outcomes = read_outcomes(loading, order)
    response = read_response(loading, order)
    subgroups = read_subgroups(loading, families, order) if families else ()
    at_risk = read_at_risk(loading, order)
    curves = read_curves(loading, order)
    summaries = read_summaries(loading)
    adverse_events = read_adverse_events(loading, tables, order)
    safety_findings = read_findings(loading, order)
    exposure = read_exposure(loading, order)
    regimen = read_regimen(loading)
    context = read_context(loading)
    sources = read_sources(loading)
    timeline = read_timeline(loading)
    missing = read_gaps(loading)
    contradictions = read_contradictions(loading)
    criteria = _criteria(loading, about)
    _check_references(loading, about, outcomes, sources)
    if about is not None and about.id != folder.name:
        loading.add_fault("trial.yaml", "", "id", about.id, f"the folder's name {folder.name}")
    if loading.faults or about is None or families is None or criteria is None:
        raise EvidenceError(loading.faults)
    return Trial(
        about=about,
        criteria=criteria,
        baseline_families=families.baseline,
        forests=families.forests,
        subgroup_families=families.subgroups,
        values=tuple(loading.values),
        baseline=baseline,
        outcomes=outcomes,
        response=response,
        subgroups=subgroups,
        at_risk=at_risk,
        curves=curves,
        summaries=summaries,
        tables=tables,
        adverse_events=adverse_events,
        safety_findings=safety_findings,
        exposure=exposure,
        regimen=regimen,
        context=context,
        sources=sources,
        timeline=timeline,
        missing=missing,
        contradictions=contradictions,
    )


def _criteria(loading: LoadContext, about: About | None) -> Criteria | None:
    file = "criteria.yaml"
    if loading.lacks(file):
        return NO_CRITERIA
    try:
        criteria = load_criteria(loading.folder / file)
    except EvidenceError as error:
        loading.faults += error.faults
        return None
    for criterion in (*criteria.published, *criteria.registry):
        loading.add_reference(file, criterion.id, criterion)
    return criteria.model_copy(update={"complete": about is None or about.criteria_complete == "yes"})


def _check_references(
    loading: LoadContext, about: About | None, outcomes: tuple[Outcome, ...], sources: dict[str, Source]
) -> None:
    """Every id used is defined. Where the defining file itself cannot be read, nothing is asked of it."""
    defined: dict[str, tuple[str, ...]] = {
        "outcome": tuple(each.id for each in outcomes),
        "source": tuple(sources),
    }
    if about is not None:
        defined |= {
            "arm": (*(arm.id for arm in about.arms), POOLED),
            "analysis": tuple(each.id for each in about.analyses),
            "endpoint": tuple(each.id for each in about.endpoints),
            "population": tuple(each.id for each in about.populations),
        }
    for use in loading.references:
        options = defined.get(use.kind, ())
        if options and use.id not in options:
            expected = _DEFINED_IN.get(use.kind) or f"one of {', '.join(options)}"
            loading.add_fault(use.file, use.row, use.column, use.id, expected)


def _named(parts: tuple[Part, ...], wanted: str) -> Part:
    for part in parts:
        if part.id == wanted:
            return part
    raise KeyError(wanted)
