"""What the trial is: its arms, analyses and populations, its review, and the notice about newer evidence."""

from typing import Literal

from evidence.files.dates import CutOff, EventDate
from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, Slug, Text
from evidence.trial.files.grouping import grouped
from evidence.trial.files.load_context import LoadContext, read_nested
from evidence.trial.values import Count, Value

Role = Literal["experimental", "control"]
TOPICS = ("newer first line", "maintenance", "other trials")
Topic = Literal["", "newer first line", "maintenance", "other trials"]
ROLE_ORDER = ("experimental", "control")


DATA_FILES = frozenset(
    {
        "criteria.yaml",
        "families.yaml",
        "adverse_event_tables.yaml",
        "baseline.csv",
        "outcome_definitions.csv",
        "outcomes.csv",
        "response.csv",
        "subgroups.csv",
        "at_risk.csv",
        "survival_curves.csv",
        "survival_summaries.csv",
        "adverse_events.csv",
        "safety_findings.csv",
        "exposure.csv",
        "regimen.csv",
        "context.csv",
        "sources.csv",
        "timeline.csv",
        "missing.csv",
        "contradictions.csv",
    }
)
"""The files of a trial beside trial.yaml."""


class GroupSize(EvidenceRow):
    """How many patients, with its own source."""

    value: Count


class WrittenArm(Frozen):
    """An arm as the trial's file states it."""

    id: Slug
    label: Text
    short_label: Text
    treatment: Text
    role: Role
    randomised: GroupSize
    treated: GroupSize


class Arm(Frozen):
    """One arm. `randomised` counts those assigned to it, `treated` those analysed for safety in it."""

    id: str
    label: str
    short_label: str
    treatment: str
    role: Role
    randomised: Value
    treated: Value


class Population(Frozen):
    """A set of patients that results are counted in; `counts` says which size of an arm it is, if it is one."""

    id: Slug
    label: Text
    definition: Text
    counts: Literal["randomised", "treated", "part"] = "part"


class Endpoint(Frozen):
    """What is measured; `direction` says in words which way is better for the patient."""

    id: Slug
    label: Text
    short_label: Text
    definition: Text


class Analysis(Frozen):
    """One look at the data: when they were cut off, and what could be concluded from it.

    `reported` is the day its result was first in public, None where no source says so.
    """

    id: Slug
    label: Text
    cutoff: CutOff
    reported: EventDate
    reported_source: Text
    standing: Text


class Statement(Frozen):
    """A dated statement with its source, in our words. `date` is when it happened or was published."""

    text: Text
    date: EventDate
    source: Text
    locator: Text


class Notice(Frozen):
    """Newer evidence every reader of an outcome must know of."""

    heading: Text
    summary: Text
    checked: EventDate
    items: tuple[Statement, ...]


class Review(Frozen):
    """Who stands behind the files. A blank checker is shown as not yet checked by a second person."""

    author: Text
    checked_by: str
    reviewed: EventDate
    next_review: EventDate

    @property
    def is_checked(self) -> bool:
        """Whether somebody other than the author has checked the files."""
        return bool(self.checked_by)


class WrittenAbout(Frozen):
    """trial.yaml as it stands in the folder.

    `held` names the files that a trial known in part has beside this one; left out where it has them all. `topic` says
    where it stands beside another trial; a trial without one is not shown there.

    `criteria_complete` is `no` where the sources do not show the whole list of criteria.
    """

    id: Slug
    name: Text
    full_title: Text
    registry_id: Text
    registry_link: Text
    phase: Text
    design: Text
    setting: Text
    arms: tuple[WrittenArm, ...]
    populations: tuple[Population, ...]
    endpoints: tuple[Endpoint, ...]
    analyses: tuple[Analysis, ...]
    notice: Notice
    review: Review
    topic: Topic = ""
    held: tuple[Text, ...] | None = None
    criteria_complete: Literal["yes", "no"] = "yes"


class About(Frozen):
    """What the trial is. Arms stand experimental first, control last."""

    id: str
    name: str
    full_title: str
    registry_id: str
    registry_link: str
    phase: str
    design: str
    setting: str
    arms: tuple[Arm, ...]
    populations: tuple[Population, ...]
    endpoints: tuple[Endpoint, ...]
    analyses: tuple[Analysis, ...]
    notice: Notice
    review: Review
    topic: Topic
    held: tuple[str, ...] | None
    criteria_complete: Literal["yes", "no"]


FILE = "trial.yaml"
MOST_ARMS = 4
"""As many as are told apart in one plot; a trial with more is refused as it is read."""


def read_about(loading: LoadContext) -> About | None:
    """What trial.yaml says; None after its faults went to the ledger."""
    written = read_nested(loading, FILE, WrittenAbout)
    if written is None:
        return None
    if written.held is not None:
        loading.held = frozenset(written.held)
        for unknown in sorted(loading.held - DATA_FILES):
            loading.add_fault(FILE, "", "held", unknown, f"one of {', '.join(sorted(DATA_FILES))}")
    for name in ("arms", "populations", "endpoints", "analyses"):
        ids = [part.id for part in getattr(written, name)]
        for repeated in sorted({each for each in ids if ids.count(each) > 1}):
            loading.add_fault(FILE, "", name, repeated, "each id once")
    roles = [arm.role for arm in written.arms]
    if roles.count("control") > 1 or "experimental" not in roles:
        loading.add_fault(
            FILE, "", "arms", ", ".join(roles), "at least one experimental arm and at most one control arm"
        )
    if len(roles) > MOST_ARMS:
        loading.add_fault(
            FILE, "", "arms", str(len(roles)), f"at most {MOST_ARMS} arms: more are not told apart in a plot"
        )
    for at, analysis in enumerate(written.analyses):
        loading.add_reference(FILE, f"analyses[{at}]", analysis)
    for at, item in enumerate(written.notice.items):
        loading.add_reference(FILE, f"notice.items[{at}]", item)
    rest = {name: getattr(written, name) for name in About.model_fields if name != "arms"}
    return About(arms=_arms(loading, written.arms), **rest)


def _arms(loading: LoadContext, written: tuple[WrittenArm, ...]) -> tuple[Arm, ...]:
    arms = []
    for at, arm in sorted(enumerate(written), key=lambda pair: ROLE_ORDER.index(pair[1].role)):
        sizes = {}
        for name in ("randomised", "treated"):
            loading.add_reference(FILE, f"arms[{at}].{name}", getattr(arm, name))
            [group] = grouped(loading, FILE, [(f"arms[{at}].{name}", getattr(arm, name))])
            sizes[name] = group.values["value"]
        named = {name: getattr(arm, name) for name in ("id", "label", "short_label", "treatment", "role")}
        arms.append(Arm(**named, **sizes))
    return tuple(arms)
