"""`python -m evidence audit`: how the facts are known, and whether they agree with each other."""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from evidence.audit.base import AuditCheck, AuditResult
from evidence.audit.complements import subgroups_fit_the_whole
from evidence.audit.counts import (
    arms_add_up,
    denominators,
    families,
    grades,
    percentages,
    responses,
    subgroups_match_baseline,
)
from evidence.audit.estimates import differences, symmetric_intervals
from evidence.audit.every_file import faults_of_teaching, faults_of_trial
from evidence.audit.survival import at_risk_matches_curve, counts_run_one_way, everyone_is_counted, survival_falls
from evidence.files.command_line import Arguments
from evidence.files.faults import Fault
from evidence.trial.trial import TRIALS, Trial, load_trial, trial_ids
from evidence.trial.values import ProvenanceStatus

CHECKS = (
    AuditCheck("Printed percentages are their counts", percentages),
    AuditCheck("Denominators are the sizes of the arms", denominators),
    AuditCheck("Arms add up to the whole", arms_add_up),
    AuditCheck("Families add up", families),
    AuditCheck("Subgroups match the baseline table", subgroups_match_baseline),
    AuditCheck("Subgroups fit the whole", subgroups_fit_the_whole),
    AuditCheck("Responses add up", responses),
    AuditCheck("Grade bands stay within any grade", grades),
    AuditCheck("Intervals of ratios are symmetric", symmetric_intervals),
    AuditCheck("Printed differences are differences", differences),
    AuditCheck("Survival never rises", survival_falls),
    AuditCheck("Counts over time run one way", counts_run_one_way),
    AuditCheck("Everyone is counted over time", everyone_is_counted),
    AuditCheck("Numbers at risk match their curve", at_risk_matches_curve),
)


def results(trial: Trial) -> dict[str, list[AuditResult]]:
    """Every comparison of every check, by the check's name."""
    return {check.name: list(check.run(trial)) for check in CHECKS}


def violations(trial: Trial) -> list[AuditResult]:
    """The comparisons that do not hold; empty when the evidence agrees with itself."""
    return [each for found in results(trial).values() for each in found if not each.holds]


def known_counts(trial: Trial) -> Counter[ProvenanceStatus]:
    """How many facts are known in which way."""
    return Counter(value.known for value in trial.facts())


def report(trial: Trial) -> tuple[str, int]:
    """The audit of one trial as text, and how many violations it names."""
    counts = known_counts(trial)
    known = [(word.value, f"{counts[word]:,}") for word in ProvenanceStatus]
    found = results(trial)
    checks = [
        (name, f"{len(compared):,}", str(sum(not each.holds for each in compared))) for name, compared in found.items()
    ]
    broken = [each for compared in found.values() for each in compared if not each.holds]
    parts = [
        f"{trial.name}: {counts.total():,} facts from {len(trial.sources)} sources",
        _table(("How known", "Facts"), known),
        _table(("Check", "Compared", "Violations"), checks),
        *(str(each) for each in broken),
        f"{len(broken)} violations" if len(broken) != 1 else "1 violation",
    ]
    return "\n\n".join(parts), len(broken)


def _table(header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [header, *rows]
    widths = [max(len(line[at]) for line in lines) for at in range(len(header))]
    lines.insert(1, tuple("-" * width for width in widths))
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    first, *numbers = zip(cells, widths, strict=True)
    return "  ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in numbers)]).rstrip()


def _refuse(heading: str, faults: Sequence[Fault]) -> int:
    print(f"{heading}:", *faults, sep="\n", file=sys.stderr)
    return len(faults)


def main(args: list[str], folder: Path = TRIALS) -> int:
    """Audit the named trials, or every one. 0: all agree; 1: a violation, or evidence that cannot be loaded."""
    parser = Arguments(
        prog="python -m evidence audit", description="Count the facts of a trial and check that they agree."
    )
    parser.add_argument("trial", nargs="*", help="folder names under evidence/trials; all of them when none is given")
    wanted = parser.parse_args(args).trial or list(trial_ids(folder))
    for name in wanted:
        if name not in trial_ids(folder):
            print(f"There is no trial {name}; there are: {', '.join(trial_ids(folder))}.", file=sys.stderr)
            return 2
    broken = 0
    for name in wanted:
        faults = faults_of_trial(folder / name)
        if faults:
            broken += _refuse(f"The evidence of {name} cannot be used", faults)
            continue
        text, count = report(load_trial(folder / name))
        print(text)
        broken += count
    if faults := faults_of_teaching(folder):
        broken += _refuse("The teaching files cannot be used", faults)
    return 1 if broken else 0
