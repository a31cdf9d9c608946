"""The answer of the Harms page: the events chosen by hand, with their differences, and how long groups were treated."""

from __future__ import annotations

from evidence.choices.harms_page import HarmsChoices
from evidence.choices.short_words import ShortWords
from evidence.lines.answer import Answer
from evidence.lines.cited import fact_line
from evidence.lines.harms import harm_line
from evidence.trial.cited import CitedRow, find
from evidence.trial.files.harms import AdverseEvent, Grade
from evidence.trial.trial import Trial

NOTE = "Crude shares of those treated, in the group of the treatment received; not per time on treatment."
_SHORT = {Grade.ANY: "", Grade.THREE_OR_MORE: ", grade ≥ 3,", Grade.THREE_TO_FOUR: ", grade 3–4,"}


def harms_answer(trial: Trial, display: HarmsChoices, short: ShortWords) -> Answer:
    """The sentence of the chosen events, their differences, and the numbers that stand beside it."""
    said, differences = [], []
    for chosen in display.answer:
        event = find(trial, CitedRow(event=chosen))
        if not isinstance(event, AdverseEvent):
            continue
        line = harm_line(trial, event.event, event)
        shares = " vs ".join(text.removesuffix(" %") for text in line.percent_texts)
        said.append(f"{short.event(event.event)}{_SHORT.get(event.grade, '')} {shares} %")
        differences.append(f"**{line.difference_text}**")
    title = "; ".join(text if at == 0 else f"{text[0].lower()}{text[1:]}" for at, text in enumerate(said))
    sizes = " vs ".join(f"{arm.treated}" for arm in trial.arms)
    facts = f"Differences, points: {' and '.join(differences)}; of {sizes} treated."
    also = [
        f"{number.label} {' vs '.join(_bare(arm) for arm in fact_line(trial, number.row).arms)}"
        for number in display.also_first
    ]
    if also:
        facts += f"  \nAlso, % of those treated: {'; '.join(also)}."
    beside = tuple(
        (number.label, " vs ".join(_bare(arm) for arm in fact_line(trial, number.row).arms))
        for number in display.numbers
    )
    return Answer(title, facts, NOTE, beside)


def _bare(cell: str) -> str:
    """The number of a cell, its unit and count left to the label."""
    return cell.partition(" ")[0]
