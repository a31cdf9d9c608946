"""A case and its verdict as plain text, for a record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.board.steps import Block, Briefing, EnteredBlock, ForestBlock, TableBlock, WordsBlock
from evidence.eligibility.assessment import Assessment
from evidence.eligibility.criteria import Status
from evidence.eligibility.headings import verdict_words
from evidence.eligibility.her2_guideline import guideline
from evidence.eligibility.wording import (
    NOT_A_DIRECTIVE,
    STATUSES,
    entered,
    registry_line,
    remark,
    threshold,
)
from evidence.lines.numbers import dated
from evidence.patient.answers import Problem
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient
from evidence.product import PRODUCT, VERSION
from evidence.trial.trial import Trial


def summary(trial: Trial, patient: Patient, assessment: Assessment, problems: Sequence[Problem] = ()) -> str:
    """The verdict never alone: registry, conflicts, every criterion, every entry, used or not, stand with it."""
    head = [f"{trial.name} ({trial.about.registry_id}), {trial.about.setting}"]
    words = verdict_words(patient, assessment, trial.criteria)
    head += [f"{words.heading}.", f"{words.second_line}.", f"{registry_line(assessment)}."]
    head += [f"Contradictory entries: {line}" for line in words.contradictions]
    findings = [
        " | ".join(
            filter(
                None,
                [
                    f"{STATUSES[status]}: {finding.criterion.label}",
                    entered(finding, patient),
                    f"trial: {threshold(finding.criterion)}",
                    remark(finding, patient),
                ],
            )
        )
        for status in (Status.FAIL, Status.UNKNOWN, Status.PASS)
        for finding in (assessment.failed if status is Status.FAIL else assessment.of(status))
    ]
    shown = clinical_attributes()
    entries = [
        f"{shown[name].label}: {shown[name].shown(patient[name])}" for name in shown if patient[name] is not None
    ]
    given = ["Entered: " + ("; ".join(entries) or "nothing")]
    unused = [f"{shown[problem.attribute].label}: {problem.says}" for problem in problems]
    given += [f"Entered and not used: {'; '.join(unused)}"] if unused else []
    return "\n".join([*head, "", *findings, "", *given, "", f"{NOT_A_DIRECTIVE} {guideline().local}", standing(trial)])


def standing(trial: Trial) -> str:
    """How old the evidence behind the verdict is, and who has checked it."""
    checked = (
        f"checked by {trial.review.checked_by}" if trial.review.is_checked else "not yet checked by a second person"
    )
    return (
        f"Evidence reviewed {dated(trial.review.reviewed)}, {checked}; "
        f"newer evidence looked for until {dated(trial.notice.checked)}. {PRODUCT} {VERSION}."
    )


def record(briefing: Briefing) -> str:
    """A whole presentation as plain text: the board's words, the verdict, every step with its source line."""
    parts = [f"{briefing.name} · {briefing.trial}", briefing.stamp, ""]
    for step in briefing.steps:
        if step.id.startswith("criteria"):
            continue  # every criterion stands in the summary, which takes the place of the first step's rows
        parts += [step.title.upper(), f"{step.sentence}."]
        if step.id == "case":
            parts += [*(_block(block) for block in step.blocks if isinstance(block, EnteredBlock)), "", briefing.record]
        else:
            parts += [text for block in step.blocks if (text := _block(block))]
        parts += [step.caption, briefing.footer(step), ""]
    return "\n".join(parts).strip() + "\n"


def _block(block: Block) -> str:
    if isinstance(block, EnteredBlock):
        return f"{block.label}: {block.text or 'not recorded'}"
    if isinstance(block, WordsBlock):
        return "\n".join(f"- {line}" if block.bullets else line for line in block.lines)
    if isinstance(block, ForestBlock):
        return _rows((line.label, f"n {line.n}" if line.n else "", line.text) for line in block.lines)
    if isinstance(block, TableBlock):
        return _rows((block.columns, *block.rows))
    return ""  # a chart's numbers stand in the table beside it


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(" | ".join(" ".join(cell.split()) for cell in row if cell) for row in rows)
