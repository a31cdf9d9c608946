"""Counts and percentages: parts make wholes, and printed percentages follow from printed counts."""

from collections.abc import Iterator

from evidence.audit.base import AuditResult, agrees, counted, result
from evidence.trial.files.harms import ArmCount, Grade
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import POOLED, Trial
from evidence.trial.values import Value

_SHARES = (
    (Quantity.EVENTS, Quantity.PATIENTS, Quantity.EVENTS_PERCENT),
    (Quantity.CROSSED_OVER, Quantity.PATIENTS, Quantity.CROSSED_OVER_PERCENT),
    (Quantity.EVENTS, Quantity.PLANNED_EVENTS, Quantity.PLANNED_SHARE),
)


def percentages(trial: Trial) -> Iterator[AuditResult]:
    """Every printed percentage is its count divided by its patients, to the printed decimal."""
    for n, of, percent in _triples(trial):
        numbers = counted(n, of)
        if numbers is None or percent is None or (percent.number is None and percent.bound is None):
            continue
        part, whole = numbers
        exact = 100 * part / whole if whole else 0.0
        expected = f"{part:g} of {whole:g}, which is {exact:.2f} per cent"
        yield result(percent, expected, holds=agrees(percent, exact))


def _triples(trial: Trial) -> Iterator[tuple[Value | None, Value | None, Value | None]]:
    size = {arm.id: arm.randomised for arm in trial.arms}
    for line in trial.baseline:
        for of_arm in line.arms:
            yield of_arm.n, size.get(of_arm.arm), of_arm.percent
    groups: list[tuple[ArmCount, ...]] = [event.arms for event in trial.adverse_events]
    groups += [finding.arms for finding in trial.safety_findings]
    groups += [category.arms for category in trial.response]
    for group in groups:
        for count in group:
            yield count.n, count.of, count.percent
    for exposure in trial.exposure:
        for received in exposure.arms:
            yield received.n, received.of, received.percent
    for outcome in trial.outcomes:
        for side in (*outcome.arms, *outcome.comparisons):
            for part, whole, share in _SHARES:
                yield side.value(part), side.value(whole), side.value(share)


def denominators(trial: Trial) -> Iterator[AuditResult]:
    """What is counted among everyone randomised, or everyone treated, is counted among the arm's size."""
    counts = {population.id: population.counts for population in trial.populations}
    randomised = {arm.id: arm.randomised for arm in trial.arms}
    treated = {arm.id: arm.treated for arm in trial.arms}
    for outcome in trial.outcomes:
        if counts[outcome.definition.population] == "randomised":
            for side in outcome.arms:
                yield from _is_size(side.value(Quantity.PATIENTS), randomised[side.arm], "randomised")
    of_treated = {table.id for table in trial.tables if counts[table.population] == "treated"}
    for event in trial.adverse_events:
        for count in event.arms if event.table in of_treated else ():
            yield from _is_size(count.of, treated[count.arm], "treated")


def _is_size(value: Value | None, size: Value, word: str) -> Iterator[AuditResult]:
    if value is not None and value.number is not None:
        yield result(value, f"{size.printed}, everyone {word} in this arm", holds=value.number == size.number)


def arms_add_up(trial: Trial) -> Iterator[AuditResult]:
    """Patients and events of the arms add up to those printed for all arms together."""
    for outcome in trial.outcomes:
        if outcome.comparison is None or len(outcome.arms) != len(trial.arms):
            continue
        for quantity in (Quantity.PATIENTS, Quantity.EVENTS):
            yield from _adds_up(outcome.comparison.value(quantity), [side.value(quantity) for side in outcome.arms])
    for line in trial.subgroups:
        if len(line.arms) == len(trial.arms):
            yield from _adds_up(line.n, [arm.n for arm in line.arms])
    for group in (*(event.arms for event in trial.adverse_events), *(each.arms for each in trial.safety_findings)):
        pooled = [count for count in group if count.arm == POOLED]
        single = [count for count in group if count.arm != POOLED]
        if pooled and len(single) == len(trial.arms):
            yield from _adds_up(pooled[0].n, [count.n for count in single])
            yield from _adds_up(pooled[0].of, [count.of for count in single])


def _adds_up(whole: Value | None, parts: list[Value | None]) -> Iterator[AuditResult]:
    numbers = counted(*parts)
    if whole is None or whole.number is None or numbers is None:
        return
    spoken = " + ".join(f"{number:g}" for number in numbers)
    yield result(whole, f"{spoken} = {sum(numbers):g}", holds=sum(numbers) == whole.number)


def families(trial: Trial) -> Iterator[AuditResult]:
    """The levels of a family add up: in the baseline table to each arm, in a subgroup analysis to the trial."""
    for family in trial.baseline_families:
        if family.sums_to != "everyone":
            continue
        lines = [line for line in trial.baseline if line.family == family.id]
        for arm in trial.arms:
            parts = [count.n for line in lines for count in line.arms if count.arm == arm.id]
            yield from _sums_to(parts, arm.randomised, f"{family.label}, {arm.label}")
    for forest in trial.forests:
        lines_of = {
            family.id: [line for line in trial.forest(forest.id) if line.family == family.id]
            for family in trial.subgroup_families
        }
        for family in trial.subgroup_families:
            if family.sums_to == "nothing" or len(lines_of[family.id]) != len(family.levels):
                continue
            whole = _whole(trial, family.sums_to)
            if whole:
                yield from _sums_to([line.n for line in lines_of[family.id]], whole, family.label)


def _whole(trial: Trial, name: str) -> list[Value]:
    if name == "everyone":
        return [arm.randomised for arm in trial.arms]
    family, _, level = name.partition("/")
    found = (line.n for line in trial.subgroups if (line.family, line.level_id) == (family, level))
    return [n for n in found if n is not None][:1]


def _sums_to(parts: list[Value | None], whole: Value | list[Value], label: str) -> Iterator[AuditResult]:
    numbers = counted(*parts)
    total = counted(*(whole if isinstance(whole, list) else [whole]))
    if not parts or numbers is None or total is None or parts[-1] is None:
        return
    at, found = parts[-1], " + ".join(f"{number:g}" for number in numbers)
    yield AuditResult(
        at.file, at.row, f"the sum of {label}", f"{found} = {sum(numbers):g}", f"{sum(total):g}",
        sum(numbers) == sum(total),
    )  # fmt: skip


def subgroups_match_baseline(trial: Trial) -> Iterator[AuditResult]:
    """A subgroup holds as many patients as the same line of the baseline table."""
    counts = {f"{line.family}/{line.level_id}": [count.n for count in line.arms] for line in trial.baseline}
    levels = {(family.id, level.id): level for family in trial.subgroup_families for level in family.levels}
    for line in trial.subgroups:
        level = levels.get((line.family, line.level_id))
        name = level.same_as if level and level.same_as else f"{line.family}/{line.level_id}"
        if name in counts:
            yield from _adds_up(line.n, counts[name])


def responses(trial: Trial) -> Iterator[AuditResult]:
    """Complete and partial responses make the objective responses; all categories make all patients."""
    for arm in trial.arms:
        held = {
            category.id: (category, count)
            for category in trial.response
            for count in category.arms
            if count.arm == arm.id
        }
        for category, count in held.values():
            if category.is_sum:
                parts = [other.n for part, other in held.values() if part.part_of == category.id]
                yield from _adds_up(count.n, parts)
        everyone = [count for category, count in held.values() if category.part_of == "everyone"]
        if everyone:
            yield from _adds_up(everyone[0].of, [count.n for count in everyone])


def grades(trial: Trial) -> Iterator[AuditResult]:
    """No grade band of a table counts more patients than any grade of the same event does."""
    for event in trial.adverse_events:
        wider = trial.adverse_event(event.table, event.event, Grade.ANY)
        if event.grade is Grade.ANY or wider is None:
            continue
        for count in event.arms:
            whole = wider.arm(count.arm)
            if whole is None:
                continue
            for part, most in ((count.n, whole.n), (count.percent, whole.percent)):
                numbers = counted(part, most)
                if numbers is not None and part is not None and most is not None:
                    yield result(part, f"at most {most.printed}, any grade", holds=numbers[0] <= numbers[1])
