"""Harm: adverse events by table and grade, safety findings in part of the patients, treatment received."""

from collections.abc import Hashable
from enum import StrEnum

from evidence.files.dates import PartialDate
from evidence.files.definitions import Frozen
from evidence.trial.files.base import EvidenceRow, IntervalKind, Slug, SlugOrBlank, Text
from evidence.trial.files.grouping import count_fits, read_groups
from evidence.trial.files.load_context import LoadContext, read_nested
from evidence.trial.files.outcomes import place
from evidence.trial.values import Cell, Count, Estimate, Percent, Value, Words

TABLES = "adverse_event_tables.yaml"


class Grade(StrEnum):
    """Which grades a row counts. `3+` and `3-4` are different bands: never added, never compared as one."""

    ANY = "any"
    ONE_TO_TWO = "1-2"
    THREE = "3"
    THREE_TO_FOUR = "3-4"
    THREE_OR_MORE = "3+"
    FIVE = "5"
    SERIOUS = "serious"
    SYMPTOMATIC = "symptomatic"
    FATAL = "fatal"
    NONE = "n/a"


class GradeBlock(Frozen):
    """One grade block of a table: when an event is listed in it, and what absence from it therefore means."""

    grade: Grade
    label: Text
    listed_when: Text
    absent_means: Text


class EventTable(Frozen):
    """One publication's table of adverse events, never merged with another."""

    id: Slug
    label: Text
    source: Text
    grading: Text
    population: Slug
    analysis: Slug
    note: str = ""
    blocks: tuple[GradeBlock, ...]

    def block(self, grade: Grade) -> GradeBlock | None:
        """The block of a grade, None where the table has none."""
        return next((each for each in self.blocks if each.grade is grade), None)


class WrittenTables(Frozen):
    """adverse_event_tables.yaml as it stands in the folder."""

    tables: tuple[EventTable, ...]


class AdverseEventRow(EvidenceRow):
    """A row of adverse_events.csv; `group` gathers events of one organ, blank for none."""

    KEY = ("table", "event", "grade", "arm")

    table: Slug
    event: Text
    grade: Grade
    group: SlugOrBlank
    arm: Slug
    n: Count
    of: Count
    percent: Percent


class ArmCount(Frozen):
    """Patients of one arm with an event: `n` of `of` patients, `percent` as printed."""

    arm: str
    n: Value | None
    of: Value | None
    percent: Value | None


class AdverseEvent(Frozen):
    """One event at one grade in one table."""

    table: str
    event: str
    grade: Grade
    group: str
    arms: tuple[ArmCount, ...]

    def arm(self, arm: str) -> ArmCount | None:
        """The count of one arm, None where the files do not speak of it."""
        return next((each for each in self.arms if each.arm == arm), None)


class FindingRow(EvidenceRow):
    """A row of safety_findings.csv; `arm` is `all` where a source pools the arms."""

    KEY = ("topic", "subgroup", "measure", "grade", "cutoff", "arm")

    topic: Slug
    subgroup: Text
    measure: Text
    grade: Grade
    arm: Slug
    n: Count
    of: Count
    percent: Percent
    finding: Words


class SafetyFinding(Frozen):
    """A safety result in part of the patients; `finding` is what a source says in words, without numbers.

    An arm called `all` pools the arms: it never supports a comparison between them.
    """

    topic: str
    subgroup: str
    measure: str
    grade: Grade
    cutoff: PartialDate
    finding: Value | None
    arms: tuple[ArmCount, ...]


class ExposureRow(EvidenceRow):
    """A row of exposure.csv: how much treatment an arm received."""

    KEY = ("measure", "arm")

    measure: Text
    unit: Text
    arm: Slug
    value: Cell
    low: Cell
    high: Cell
    interval: IntervalKind
    n: Count
    of: Count
    percent: Percent


class ArmExposure(Frozen):
    """What one arm received."""

    arm: str
    estimate: Estimate | None
    n: Value | None
    of: Value | None
    percent: Value | None


class Exposure(Frozen):
    """One measure of treatment received, in `unit`."""

    measure: str
    unit: str
    arms: tuple[ArmExposure, ...]


def read_tables(loading: LoadContext) -> tuple[EventTable, ...]:
    """The tables of adverse events; empty after their faults were added to the load context."""
    if loading.lacks(TABLES):
        return ()
    written = read_nested(loading, TABLES, WrittenTables)
    tables = written.tables if written else ()
    for at, table in enumerate(tables):
        loading.add_reference(TABLES, f"tables[{at}]", table)
    return tables


def read_adverse_events(
    loading: LoadContext, tables: tuple[EventTable, ...], arm_order: tuple[str, ...]
) -> tuple[AdverseEvent, ...]:
    """Every adverse event by table and grade, in the order of the file."""
    file = "adverse_events.csv"
    blocks = {(table.id, block.grade) for table in tables for block in table.blocks}
    found: dict[tuple[str, str, Grade], AdverseEvent] = {}
    for group in read_groups(loading, file, AdverseEventRow):
        row = group.first
        if tables and (row.table, row.grade) not in blocks:
            loading.add_fault(
                file, group.number, "grade", f"{row.table}, {row.grade}", f"a table and grade of {TABLES}"
            )
        count_fits(loading, group.get("n"), group.get("of"))
        count = ArmCount(arm=row.arm, n=group.get("n"), of=group.get("of"), percent=group.get("percent"))
        key = (row.table, row.event, row.grade)
        held = found.get(key)
        arms = (*held.arms, count) if held else (count,)
        found[key] = AdverseEvent(
            table=row.table,
            event=row.event,
            grade=row.grade,
            group=row.group,
            arms=tuple(sorted(arms, key=lambda each: place(arm_order, each.arm))),
        )
    return tuple(found.values())


def read_findings(loading: LoadContext, arm_order: tuple[str, ...]) -> tuple[SafetyFinding, ...]:
    """Every safety finding, in the order of the file."""
    file = "safety_findings.csv"
    found: dict[Hashable, SafetyFinding] = {}
    for group in read_groups(loading, file, FindingRow):
        row = group.first
        count_fits(loading, group.get("n"), group.get("of"))
        count = ArmCount(arm=row.arm, n=group.get("n"), of=group.get("of"), percent=group.get("percent"))
        key = row.key()[:-1]
        held = found.get(key)
        counts = () if group.get("finding") and len(group.values) == 1 else (count,)
        arms = (*(held.arms if held else ()), *counts)
        found[key] = SafetyFinding(
            topic=row.topic,
            subgroup=row.subgroup,
            measure=row.measure,
            grade=row.grade,
            cutoff=row.cutoff,
            finding=group.get("finding") or (held.finding if held else None),
            arms=tuple(sorted(arms, key=lambda each: place(arm_order, each.arm))),
        )
    return tuple(found.values())


def read_exposure(loading: LoadContext, arm_order: tuple[str, ...]) -> tuple[Exposure, ...]:
    """Treatment received, in the order of the file."""
    file = "exposure.csv"
    found: dict[str, Exposure] = {}
    for group in read_groups(loading, file, ExposureRow):
        row = group.first
        count_fits(loading, group.get("n"), group.get("of"))
        arm = ArmExposure(
            arm=row.arm,
            estimate=group.estimate(loading),
            n=group.get("n"),
            of=group.get("of"),
            percent=group.get("percent"),
        )
        held = found.get(row.measure)
        arms = (*(held.arms if held else ()), arm)
        found[row.measure] = Exposure(
            measure=row.measure,
            unit=row.unit,
            arms=tuple(sorted(arms, key=lambda each: place(arm_order, each.arm))),
        )
    return tuple(found.values())
