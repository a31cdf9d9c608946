"""Ratios as rows of one plot: a subgroup analysis, the analyses of an endpoint, the comparison of two levels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.analysis.interaction import interactions
from evidence.choices.short_words import ShortWords
from evidence.lines.evolution import EvolutionView
from evidence.lines.forest import ForestLine, forest_lines, short_label
from evidence.lines.numbers import LEVEL_NOT_STATED, dated
from evidence.lines.subgroups import forest_of, headlines, text_subgroups
from evidence.patient.patient import Patient
from evidence.trial.files.patients import Subgroup
from evidence.trial.trial import Trial

NOT_HELD = "n/a"
_NO_INTERVAL = ("interval not available", "no CI")


class Kind(StrEnum):
    """What a row is: a level, one of the patient's own, everyone, a heading, or words alone."""

    ROW = "row"
    OWN = "own"
    OVERALL = "overall"
    HEADING = "heading"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class RatioRow:
    """One row: its words, the ratio with its 95 % limits where held, and a stopping boundary on the same scale."""

    label: str
    count: str = ""
    text: str = ""
    ratio: float | None = None
    low: float | None = None
    high: float | None = None
    kind: Kind = Kind.ROW
    boundary: float | None = None
    says: str = ""


def subgroup_rows(trial: Trial, forest: str, patient: Patient, short: ShortWords) -> tuple[RatioRow, ...]:
    """A subgroup analysis; the levels of a family without a hazard ratio share one line of words."""
    rows: list[RatioRow] = []
    absent: list[str] = []
    family = ""
    for line in forest_lines(trial, forest, patient):
        if line.is_heading:
            continue
        if line.family != family:
            rows += _absent(absent)
        family = line.family
        label = short_label(line, short)
        if line.ratio is None:
            absent.append(_without_ratio(label, line))
        else:
            rows += [*_absent(absent), _row(label, line)]
    return (*rows, *_absent(absent))


def own_rows(rows: Sequence[RatioRow]) -> tuple[RatioRow, ...]:
    """Everyone, and the patient's own rows with a number."""
    return tuple(row for row in rows if row.kind in (Kind.OVERALL, Kind.OWN))


def _absent(held: list[str]) -> list[RatioRow]:
    """The levels of a family that have no number, as one line of words; they are then told."""
    said = [RatioRow(f"{NOT_HELD}: {', '.join(held)}", kind=Kind.WORDS)] if held else []
    held.clear()
    return said


def _without_ratio(label: str, line: ForestLine) -> str:
    why = f" ({line.text})" if line.text == "not estimable" else ""
    name = f"{label} ({line.n})" if line.n else label
    return f"<b>◆ {name}</b>{why}" if line.is_own else f"{name}{why}"


def _row(label: str, line: ForestLine) -> RatioRow:
    kind = Kind.OVERALL if line.is_overall else Kind.OWN if line.is_own else Kind.ROW
    says = f"{line.label}: {line.text}<br>{line.source}"
    return RatioRow(label, line.n, line.text.replace(*_NO_INTERVAL), line.ratio, line.low, line.high, kind, says=says)


def panel_rows(trial: Trial, forests: Sequence[str], patient: Patient, short: ShortWords) -> tuple[RatioRow, ...]:
    """Several analyses below each other, each under its endpoint, analysis and year with its own overall effect."""
    rows: list[RatioRow] = []
    for name in forests:
        forest = forest_of(trial, name)
        cutoff = dated(trial.analysis(forest.analysis).cutoff)
        words = f"{trial.analysis(forest.analysis).label}, {cutoff}"
        rows.append(RatioRow(short.forest(name, words), kind=Kind.HEADING))
        held = [row for row in subgroup_rows(trial, name, patient, short) if row.kind is not Kind.WORDS]
        if not any(row.kind is Kind.OVERALL for row in held):
            rows += [_row(line.label, line) for line in headlines(trial, name)]
        rows += held
        rows += [RatioRow(said, kind=Kind.WORDS) for said in _findings(trial, name, short)]
    return tuple(rows)


def _findings(trial: Trial, forest: str, short: ShortWords) -> Iterator[str]:
    """What is known of a level without a hazard ratio: the shares with the event, or what a source says in words."""
    for level in trial.forest(forest):
        label = short.level(level.family, level.level_id, level.level)
        shares = [side.events_percent for side in level.arms if side.events_percent is not None]
        if len(shares) == len(trial.arms):
            yield f"{label}: {NOT_HELD}; {' vs '.join(share.printed for share in shares)} % with the event"
        elif level.finding is not None:
            yield f"{label}: {NOT_HELD}; in words only, see Sources"


def text_rows(trial: Trial, forest: str, patient: Patient, short: ShortWords) -> tuple[RatioRow, ...]:
    """An analysis that a paper gives in its text, the medians of the groups in the row's own words."""
    held = trial.forest(forest)
    lines = text_subgroups(trial, forest, patient)
    return (
        RatioRow(short.forest(forest, forest_of(trial, forest).label), kind=Kind.HEADING),
        *(
            RatioRow(
                f"{short.level(each.family, each.level_id, each.level)} {_medians(line.medians)}",
                line.n,
                line.ratio,
                *_limits(each),
                Kind.OWN if line.is_own else Kind.ROW,
                says=f"{line.level}: {line.ratio}<br>{line.source}",
            )
            for each, line in zip(held, lines, strict=True)
        ),
    )


def _medians(medians: Sequence[str]) -> str:
    return " vs ".join(median.removesuffix(" months") for median in medians)


def _limits(level: Subgroup) -> tuple[float | None, float | None, float | None]:
    held = level.hazard_ratio
    if held is None:
        return None, None, None
    low, high = (held.interval.low.number, held.interval.high.number) if held.interval else (None, None)
    return held.value.number, low, high


def interaction_rows(trial: Trial, forests: Sequence[str], short: ShortWords) -> tuple[RatioRow, ...]:
    """Those families whose two levels can be compared: the ratio of their hazard ratios, the p value as the count."""
    rows = []
    for found in (each for forest in forests for each in interactions(trial, forest)):
        if (result := found.result) is None:
            continue
        mark = LEVEL_NOT_STATED if found.assumes_95 else ""
        text = f"{result.ratio:.2f} ({result.low:.2f}–{result.high:.2f}){mark}"
        says = f"{' vs '.join(found.levels)}: {text}, p = {result.p:.2f}"
        label = short.comparison(found.family.id, found.family.label)
        rows.append(RatioRow(label, f"{result.p:.2f}", text, result.ratio, result.low, result.high, says=says))
    return tuple(rows)


def analysis_rows(series: Sequence[EvolutionView], short: ShortWords) -> tuple[RatioRow, ...]:
    """Every analysis of every endpoint and assessor, earliest first under its own heading; no overall effect."""
    rows: list[RatioRow] = []
    for each in series:
        rows.append(RatioRow(each.title, kind=Kind.HEADING))
        rows += [
            RatioRow(
                short.outcome(cut.outcome, f"{cut.when} · {cut.analysis}"),
                cut.events if cut.events.isdigit() else "",
                cut.text.replace(*_NO_INTERVAL),
                cut.ratio,
                cut.low,
                cut.high,
                boundary=cut.boundary_ratio,
                says=f"{cut.when}: {cut.text}<br>{cut.line.standing}",
            )
            for cut in each.cuts
        ]
    return tuple(rows)
