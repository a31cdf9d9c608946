"""Who was in the trial: the baseline table, and the subgroups a patient can be found in."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import StringConstraints, model_validator

from evidence.eligibility.rule_fields import OptionalRule
from evidence.files.definitions import Frozen
from evidence.files.faults import RowError
from evidence.trial.files.base import EvidenceRow, IntervalKind, Slug, Text
from evidence.trial.files.grouping import RowGroup, RowType, count_fits, read_groups, same
from evidence.trial.files.load_context import LoadContext, read_nested
from evidence.trial.files.outcomes import Adjustment, Assessor, place
from evidence.trial.values import Count, Estimate, Months, Percent, Ratio, Value, Words, Years

RULES = "families.yaml"


class WrittenCategory(Frozen):
    """A level of a family; `rule` puts a patient into it and is None where no attribute corresponds.

    `same_as` is the `family/level` of the baseline table that counts the same patients under other ids.
    """

    id: Slug
    rule: OptionalRule = None
    rule_note: str = ""
    same_as: str = ""


class SubgroupVariable(Frozen):
    """A way of dividing the patients.

    `sums_to` says what its levels add up to: `everyone`, another family's level (`family/level`), or `nothing`
    because they overlap or are no counts.
    """

    id: Slug
    label: Text
    sums_to: Annotated[str, StringConstraints(pattern=r"^(everyone|nothing|[a-z0-9-]+/[a-z0-9.+-]+)$")]
    note: str = ""
    levels: tuple[WrittenCategory, ...]

    def level(self, level: str) -> WrittenCategory | None:
        """A level by id, None where the family has none of it."""
        return next((each for each in self.levels if each.id == level), None)


class SubgroupAnalysis(Frozen):
    """One subgroup analysis: `outcome` is the trial-wide result it belongs to."""

    id: Slug
    label: Text
    endpoint: Slug
    assessor: Assessor
    analysis: Slug
    adjustment: Adjustment
    outcome: Slug
    prespecified: Literal["yes", "no", "not stated"]
    interaction: Text


class WrittenVariables(Frozen):
    """families.yaml as it stands in the folder."""

    baseline: tuple[SubgroupVariable, ...]
    forests: tuple[SubgroupAnalysis, ...]
    subgroups: tuple[SubgroupVariable, ...]


class BaselineRow(EvidenceRow):
    """A row of baseline.csv."""

    KEY = ("family", "level_id", "arm")

    family: Slug
    level_id: Slug
    level: Text
    arm: Slug
    n: Count
    percent: Percent
    years: Years


class BaselineArm(Frozen):
    """One arm in one line of the baseline table."""

    arm: str
    n: Value | None
    percent: Value | None
    years: Value | None


class BaselineCategory(Frozen):
    """One line of the baseline table; `rule` as in families.yaml."""

    family: str
    level_id: str
    level: str
    rule: OptionalRule
    arms: tuple[BaselineArm, ...]


class SubgroupRow(EvidenceRow):
    """A row of subgroups.csv: `arm` is `all` for everyone in the level; a hazard ratio fills `versus` too.

    `entered_by` and `checked_by` name who completed the row after the file was reviewed as a whole, and who compared
    it with the source; both are blank where the review in trial.yaml covers the row.
    """

    KEY = ("forest", "family", "level_id", "arm", "versus")
    OPTIONAL: ClassVar[tuple[str, ...]] = ("entered_by", "checked_by")

    forest: Slug
    family: Slug
    level_id: Slug
    level: Text
    arm: Slug
    versus: str
    n: Count
    events_percent: Percent
    hazard_ratio: Ratio
    low: Ratio
    high: Ratio
    interval: IntervalKind
    median_months: Months
    finding: Words
    entered_by: str = ""
    checked_by: str = ""

    @model_validator(mode="after")
    def _is_checked_by_another(self) -> Self:
        if self.checked_by and not self.entered_by:
            raise RowError([("entered_by", "", "who entered the row that was checked")])
        if self.entered_by and self.checked_by.casefold() == self.entered_by.casefold():
            raise RowError([("checked_by", self.checked_by, "somebody other than who entered the row, or blank")])
        return self


class SubgroupArm(Frozen):
    """One arm within a subgroup."""

    arm: str
    n: Value | None
    events_percent: Value | None
    median_months: Value | None


class SubgroupComparison(Frozen):
    """One arm against another within a subgroup; who entered and checked it where that was done row by row."""

    arm: str
    versus: str
    hazard_ratio: Estimate
    entered_by: str = ""
    checked_by: str = ""


class Subgroup(Frozen):
    """One line of a forest plot, in the order of the file.

    `rule` puts a patient into the level (None for everyone, or where no attribute corresponds). `n` is
    everyone in it. `finding` is what a source says in words where it gives no hazard ratio.
    """

    forest: str
    family: str
    level_id: str
    level: str
    rule: OptionalRule
    rule_note: str
    n: Value | None
    finding: Value | None
    arms: tuple[SubgroupArm, ...]
    comparisons: tuple[SubgroupComparison, ...]

    @property
    def hazard_ratio(self) -> Estimate | None:
        """The experimental arm against control, None where there are several; `not available` where not found."""
        return self.comparisons[0].hazard_ratio if len(self.comparisons) == 1 else None


def read_families(loading: LoadContext) -> WrittenVariables | None:
    """What families.yaml says; None after its faults were added to the load context."""
    if loading.lacks(RULES):
        return WrittenVariables(baseline=(), forests=(), subgroups=())
    written = read_nested(loading, RULES, WrittenVariables)
    for at, forest in enumerate(written.forests if written else ()):
        loading.add_reference(RULES, f"forests[{at}]", forest)
    return written


def read_baseline(
    loading: LoadContext, families: WrittenVariables, arm_order: tuple[str, ...]
) -> tuple[BaselineCategory, ...]:
    """The baseline table, its lines in the order of the file."""
    file = "baseline.csv"
    groups = read_groups(loading, file, BaselineRow)
    same(loading, groups, "level", key=lambda row: (row.family, row.level_id))
    lines = []
    for members in _by(groups, "family", "level_id"):
        first = members[0].first
        level = _level(loading, members[0], families.baseline)
        arms = [
            BaselineArm(arm=group.first.arm, n=group.get("n"), percent=group.get("percent"), years=group.get("years"))
            for group in members
        ]
        lines.append(
            BaselineCategory(
                family=first.family,
                level_id=first.level_id,
                level=first.level,
                rule=level.rule if level else None,
                arms=tuple(sorted(arms, key=lambda each: place(arm_order, each.arm))),
            )
        )
    return tuple(lines)


def read_subgroups(
    loading: LoadContext, families: WrittenVariables, arm_order: tuple[str, ...]
) -> tuple[Subgroup, ...]:
    """Every subgroup line, in the order of the file."""
    file = "subgroups.csv"
    groups = read_groups(loading, file, SubgroupRow)
    same(loading, groups, "level", key=lambda row: (row.forest, row.family, row.level_id))
    forests = [forest.id for forest in families.forests]
    lines = []
    for members in _by(groups, "forest", "family", "level_id"):
        first = members[0].first
        if first.forest not in forests:
            loading.add_fault(file, members[0].number, "forest", first.forest, f"one of {', '.join(forests)}")
        lines.append(_subgroup(loading, members, _level(loading, members[0], families.subgroups), arm_order))
    return tuple(lines)


def _subgroup(
    loading: LoadContext, members: list[RowGroup[SubgroupRow]], level: WrittenCategory | None, order: tuple[str, ...]
) -> Subgroup:
    first = members[0].first
    everyone = [group for group in members if group.first.arm == "all"]
    whole = everyone[0].get("n") if everyone else None
    arms, comparisons = [], []
    for group in members:
        row = group.first
        if row.versus:
            ratio = group.estimate(loading, "hazard_ratio")
            if ratio is not None:
                people = {"entered_by": row.entered_by, "checked_by": row.checked_by}
                comparisons.append(SubgroupComparison(arm=row.arm, versus=row.versus, hazard_ratio=ratio, **people))
        elif row.arm != "all":
            count_fits(loading, group.get("n"), whole)
            arms.append(
                SubgroupArm(
                    arm=row.arm,
                    n=group.get("n"),
                    events_percent=group.get("events_percent"),
                    median_months=group.get("median_months"),
                )
            )
    return Subgroup(
        forest=first.forest,
        family=first.family,
        level_id=first.level_id,
        level=first.level,
        rule=level.rule if level else None,
        rule_note=level.rule_note if level else "",
        n=whole,
        finding=next((group.get("finding") for group in members if group.get("finding")), None),
        arms=tuple(sorted(arms, key=lambda each: place(order, each.arm))),
        comparisons=tuple(sorted(comparisons, key=lambda each: place(order, each.arm))),
    )


def _level(
    loading: LoadContext, group: RowGroup[BaselineRow] | RowGroup[SubgroupRow], families: tuple[SubgroupVariable, ...]
) -> WrittenCategory | None:
    row = group.first
    family = next((each for each in families if each.id == row.family), None)
    if family is None:
        loading.add_fault(group.file, group.number, "family", row.family, f"a family of {RULES}")
        return None
    level = family.level(row.level_id)
    if level is None:
        loading.add_fault(group.file, group.number, "level_id", row.level_id, f"a level of {row.family} in {RULES}")
    return level


def _by(groups: list[RowGroup[RowType]], *names: str) -> list[list[RowGroup[RowType]]]:
    found: dict[tuple[str, ...], list[RowGroup[RowType]]] = {}
    for group in groups:
        found.setdefault(tuple(getattr(group.first, name) for name in names), []).append(group)
    return list(found.values())
