"""The steps about the trial: what happened in each arm, over time, in this patient's subgroups, and the harms."""

from __future__ import annotations

from dataclasses import replace
from operator import itemgetter

from evidence.analysis.survival_differences import of_hundred, shaded_from
from evidence.board.steps import Block, BoardStep, CurvesBlock, ForestBlock, HarmsBlock, TableBlock, WordsBlock, cited
from evidence.board.subject import BoardSubject
from evidence.eligibility.wording import listed
from evidence.lines.benefit_and_harm import time_on_treatment
from evidence.lines.cursor import reading
from evidence.lines.curves import survival_lines, table_months
from evidence.lines.excluded import boxed_warning, heart_line
from evidence.lines.forest import ForestLine, forest_lines
from evidence.lines.numbers import ABSENT, dated, footnotes, not_compared
from evidence.lines.outcomes import outcome_line
from evidence.lines.subgroups import credibility, forest_of, looked_at

_BRACKETS = "Brackets: 95 % confidence intervals unless marked. HR: hazard ratio, an average over follow-up."


def outcomes_step(subject: BoardSubject) -> BoardStep:
    """Both arms in absolutes, each line with its own cut-off and population."""
    trial = subject.trial
    rows = tuple(
        (f"{line.title}\n{line.context}", *map(_lines, line.arms), _lines(line.comparison)) for line in subject.outcomes
    )
    table = TableBlock(
        ("Outcome", *(arm.label for arm in trial.arms), "Difference"),
        rows,
        "Outcomes of both groups",
        (36, *(23 for _ in trial.arms), 18),
    )
    known = {outcome.id: outcome for outcome in trial.outcomes}
    cutoffs = [
        dated(trial.analysis(known[line.id].definition.analysis).cutoff)
        for line in subject.outcomes
        if line.id in known
    ]
    at_a_time = [line for line in subject.outcomes if line.id in known and known[line.id].definition.month]
    used = [f"{line.title}, {line.context}: {'; '.join(line.sources)}" for line in subject.outcomes]
    return BoardStep(
        id="outcomes",
        title="What happened in the trial",
        sentence="; ".join(_sentence(subject, line.title, line.arms) for line in at_a_time[-1:])
        or f"{trial.about.setting}",
        blocks=(table,),
        caption=f"{_BRACKETS} {footnotes(*(cell for row in rows for cell in row))}".strip(),
        sources=tuple(used),
        cited=cited(trial.sources, *used),
        cutoff="; ".join(dict.fromkeys(cutoffs)),
        notes=tuple(f"{line.title} ({line.context}): {line.standing}." for line in subject.outcomes if line.standing),
    )


def _sentence(subject: BoardSubject, title: str, arms: tuple[str, ...]) -> str:
    both = ", ".join(
        f"{_lines(words)} in the {arm.label[0].lower()}{arm.label[1:]}"
        for words, arm in zip(arms, subject.trial.arms, strict=True)
    )
    return f"{title}: {both}"


def _lines(words: str) -> str:
    """Words without the markdown of a table cell."""
    return words.replace("  \n", "\n")


def survival_step(subject: BoardSubject) -> BoardStep:
    """The reconstructed curves, and what they say at one month."""
    trial = subject.trial
    plotted = next(each for each in subject.display.curves if each.endpoint == subject.choice.endpoint)
    curve = trial.curve(plotted.endpoint)
    if curve is None:
        raise KeyError(plotted.endpoint)
    lines, months = survival_lines(trial, curve, trial.outcome(plotted.outcome)), table_months(curve)
    read = reading(trial, plotted, subject.choice.month)
    medians = "; ".join(f"{line.label}: {line.published_median_text}" for line in lines if line.published_median_text)
    value = curve.arms[0].points[0].survival.value
    source = f"Curves, {value.known}: {trial.sources[value.provenance.source].short}, {value.provenance.locator}"
    analysis = trial.analysis(curve.analysis)
    columns = ("Month", *(f"{line.label}: {plotted.axis}, at risk" for line in lines))
    rows = []
    for month, *counts in zip(months, *(line.counts for line in lines), strict=True):
        points = [arm.at(month) for arm in curve.arms]
        shares = [_of_hundred(point.survival.value.number) if point is not None else ABSENT for point in points]
        rows.append((f"{month}", *(f"{share}, {count[0]}" for share, count in zip(shares, counts, strict=True))))
    alt = f"{plotted.title}, reconstructed curves of every group. {medians}. " + (read.gain_sentence if read else "")
    published = outcome_line(trial, trial.outcome(plotted.outcome))
    used = [source, f"Published medians: {'; '.join(published.sources)}"]
    used += [read.published_note] if read and read.published_note else []
    return BoardStep(
        id="survival",
        title=f"{plotted.title} over time",
        sentence=(read.gain_sentence if read else plotted.title).removesuffix("."),
        blocks=(
            CurvesBlock(lines, months, plotted.axis, shaded_from(curve), plotted.title, alt),
            TableBlock(columns, tuple(rows), f"{plotted.title} in numbers", (20, *(40 for _ in lines))),
        ),
        caption=f"Reconstructed from the published figure, not data of the trial. In months, {medians}.",
        sources=tuple(used),
        cited=cited(trial.sources, *used),
        cutoff=dated(analysis.cutoff),
        notes=(
            *((f"Difference at that month: {read.difference_text}.",) if read else ()),
            "The shaded part rests on few patients. The groups were compared as assigned.",
        ),
    )


def _of_hundred(share: float | None) -> str:
    return ABSENT if share is None else f"{of_hundred((share, 1 - share))[0]} of 100"


def subgroups_step(subject: BoardSubject) -> BoardStep:
    """The overall effect, which is the default answer, and under it the rows that this patient belongs to."""
    trial, display = subject.trial, subject.display
    title = forest_of(trial, display.headline_forest).label
    lines = _named(forest_lines(trial, display.headline_forest, subject.patient))
    own = tuple(line for line in lines if line.is_own)
    chosen = own or tuple(line for line in lines if not line.is_overall)
    overall = tuple(line for line in lines if line.is_overall)
    drawn = (*overall, *(line for line in chosen if line.ratio is not None))
    without = [line.label for line in chosen if line.ratio is None]
    effect = "; ".join(line.text for line in overall)
    looked = looked_at(trial, display.headline_forest, display.beside_the_forest)
    who = "this patient's rows stand under it" if own else "no row is known to be this patient's, so all are shown"
    blocks: list[Block] = [
        ForestBlock(drawn, display.forest_better, display.forest_worse, title, _forest_alt(title, drawn)),
    ]
    if without:
        blocks.append(WordsBlock((f"Hazard ratio not in the sources we read or not estimable: {'; '.join(without)}.",)))
    used = [f"{line.label}: {line.known}: {line.source}" for line in drawn]
    forest = forest_of(trial, display.headline_forest)
    return BoardStep(
        id="subgroups",
        title="This patient's subgroups" if own else "Subgroups",
        sentence=f"Use the overall effect, hazard ratio {effect}; {who}",
        blocks=tuple(blocks),
        caption=" ".join(
            filter(
                None,
                (
                    f"{title}. {looked.levels} rows in {looked.families} variables were looked at, "
                    f"{looked.prespecified}; an interval that includes 1 does not show that there is no effect.",
                    footnotes(*(line.text for line in drawn)),
                ),
            )
        ),
        sources=tuple(used),
        cited=cited(trial.sources, *used),
        cutoff=dated(trial.analysis(forest.analysis).cutoff),
        notes=(
            credibility(trial, (display.headline_forest, display.text_forest)),
            *display.forest_notes,
            *(f"{line.label}: {line.note}." for line in drawn if line.note),
        ),
    )


def _named(lines: tuple[ForestLine, ...]) -> tuple[ForestLine, ...]:
    """The rows without headings, each under the name of its family."""
    named, family = [], ""
    for line in lines:
        if line.is_heading:
            family = line.label
        else:
            named.append(line if line.is_overall else replace(line, label=f"{family}: {line.label}"))
    return tuple(named)


def _forest_alt(title: str, lines: tuple[ForestLine, ...]) -> str:
    return f"{title}. Hazard ratios: " + "; ".join(f"{line.label} {line.text}" for line in lines) + "."


def harms_step(subject: BoardSubject) -> BoardStep:
    """The chosen adverse events of both arms, with the difference and its interval."""
    trial, lines = subject.trial, subject.harms
    arms = tuple(arm.short_label for arm in trial.arms)
    compared = [(abs(line.difference.estimate), line) for line in lines if line.difference]
    most = max(compared, key=itemgetter(0))[1] if compared else None
    sizes = listed([f"{arm.treated} in the {arm.label[0].lower()}{arm.label[1:]}" for arm in trial.arms])
    alt = "Patients with each event, per group: " + "; ".join(f"{line.label} {line.text}" for line in lines) + "."
    rows = tuple(
        (
            line.label,
            *(f"{percent} ({count})" for percent, count in zip(line.percent_texts, line.count_texts, strict=True)),
            line.difference_text,
        )
        for line in lines
    )
    used = [f"{line.label}: {line.source} ({line.known})" for line in lines]
    box = boxed_warning(trial, subject.display, subject.patient, subject.assessment)
    used += [f"{box.label}: {box.source}"] if box else []
    tables = {trial.table(chosen.table).analysis for chosen in subject.display.headline_harms}
    return BoardStep(
        id="harms",
        title="Harms",
        sentence=f"Largest difference: {most.label}, {most.text} ({arms[0]} vs {arms[-1]})"
        if most
        else f"Differences {not_compared(len(arms))}",
        blocks=(
            *((WordsBlock((f"{box.label}: {box.words}.",)),) if box else ()),
            HarmsBlock(lines, arms, "Patients with the event, per cent", alt),
            TableBlock(
                ("Event", *arms, "Difference, points (95 % CI)"), rows, "Adverse events", (34, *(22 for _ in arms), 22)
            ),
        ),
        caption=f"Everyone treated: {sizes}. Crude rates over {time_on_treatment(trial)}. Differences are "
        f"derived here (Newcombe); no p-values. {heart_line(trial, subject.display)}",
        sources=tuple(used),
        cited=cited(trial.sources, *used),
        cutoff="; ".join(dated(trial.analysis(each).cutoff) for each in sorted(tables)),
    )
