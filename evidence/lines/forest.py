"""The lines of a forest plot, the patient's own marked."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evidence.choices.short_words import ShortWords
from evidence.eligibility.matching import Match, match, seen_by
from evidence.lines.numbers import ABSENT, estimate, versus
from evidence.patient.patient import Patient
from evidence.trial.files.patients import Subgroup, SubgroupComparison
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus

ALL = "all"
NOT_HELD = "hazard ratio not in the sources we read"


@dataclass(frozen=True, slots=True)
class ForestLine:
    """One line: a heading (no numbers), or a level with its hazard ratio or the reason why there is none.

    `is_analysis` marks a heading that begins another analysis, with an overall effect of its own. `family` and `level`
    are the row's ids; `pair` says who is compared with whom where several arms are.
    """

    label: str
    is_heading: bool = False
    is_analysis: bool = False
    n: str = ""
    text: str = ""
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    known: str = ""
    source: str = ""
    note: str = ""
    is_own: bool = False
    is_overall: bool = False
    family: str = ""
    level: str = ""
    pair: str = ""


def forest_lines(trial: Trial, forest: str, patient: Patient) -> tuple[ForestLine, ...]:
    """A forest in the order of its file, a heading before each family, rows without a hazard ratio kept in place."""
    patient = seen_by(trial.criteria, patient)
    lines: list[ForestLine] = []
    labels = {family.id: family.label for family in trial.subgroup_families}
    family = ""
    for subgroup in trial.forest(forest):
        if subgroup.family != family and subgroup.family != ALL:
            lines.append(ForestLine(labels[subgroup.family], is_heading=True))
        family = subgroup.family
        lines += _lines(trial, subgroup, patient)
    return tuple(lines)


def _lines(trial: Trial, subgroup: Subgroup, patient: Patient) -> list[ForestLine]:
    """The row of a subgroup; where several arms are compared with control, one row under the name of each."""
    held = subgroup.comparisons
    if len(held) < 2:
        return [_line(trial, subgroup, patient, held[0] if held else None)]
    rows = ((_line(trial, subgroup, patient, each), versus(trial, each.arm, each.versus)) for each in held)
    return [replace(line, label=f"{line.label}: {pair}", pair=pair) for line, pair in rows]


def _line(trial: Trial, subgroup: Subgroup, patient: Patient, held: SubgroupComparison | None) -> ForestLine:
    ratio = held.hazard_ratio if held else None
    limits = ratio.interval if ratio else None
    value = ratio.value if ratio else None
    if value is None:
        text = ABSENT
    elif value.known is ProvenanceStatus.NOT_AVAILABLE:
        text = NOT_HELD
    elif value.known is ProvenanceStatus.NOT_ESTIMABLE:
        text = "not estimable"
    else:
        text = estimate(ratio)
    return ForestLine(
        label=subgroup.level,
        n=subgroup.n.printed if subgroup.n else "",
        text=text,
        ratio=value.number if value else None,
        low=limits.low.number if limits else None,
        high=limits.high.number if limits else None,
        known=str(value.known) if value else "",
        source=f"{trial.sources[value.provenance.source].short}, {value.provenance.locator}" if value else "",
        note="; ".join(filter(None, (value.provenance.note if value else "", _people(held)))),
        is_own=subgroup.family != ALL and match(patient, subgroup) is Match.YES,
        is_overall=subgroup.family == ALL,
        family=subgroup.family,
        level=subgroup.level_id,
    )


def short_label(line: ForestLine, short: ShortWords) -> str:
    """The level in its short words, and who is compared with whom where several arms are."""
    level = short.level(line.family, line.level, line.label.removesuffix(f": {line.pair}"))
    return f"{level}: {line.pair}" if line.pair else level


def _people(held: SubgroupComparison | None) -> str:
    """Who completed the row and who checked it; empty where the review of the whole file covers it."""
    if held is None or not held.entered_by:
        return ""
    checked = f"checked by {held.checked_by}" if held.checked_by else "not yet checked by a second person"
    return f"completed by {held.entered_by}, {checked}"
