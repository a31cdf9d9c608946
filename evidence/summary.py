"""A case and its verdict as plain text, for a record."""

from __future__ import annotations

from collections.abc import Iterable

from evidence.attributes import clinical_attributes
from evidence.briefing.steps import Block, Briefing, Forest, Table, Words, Written
from evidence.eligibility import Assessment, Status
from evidence.patient import Patient
from evidence.sentences import (
    NOT_A_DIRECTIVE,
    STATUSES,
    VERDICTS,
    conflict_lines,
    counts,
    entered,
    remark,
    second_tier_line,
    threshold,
)
from evidence.trial import Trial


def summary(trial: Trial, patient: Patient, assessment: Assessment) -> str:
    """The verdict never alone: second tier, conflicts, every criterion and every entry stand with it."""
    head = [f"{trial.name} ({trial.about.registry_id}), {trial.about.setting}"]
    verdict = f"{VERDICTS[assessment.verdict]}: {counts(assessment)}."
    second = second_tier_line(assessment) + "."
    head += [second, verdict] if assessment.second_tier_failed else [verdict, second]
    head += [f"Contradictory entries: {line}" for line in conflict_lines(assessment)]
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
        for finding in assessment.of(status)
    ]
    shown = clinical_attributes()
    entries = [
        f"{shown[name].label}: {shown[name].shown(patient[name])}" for name in shown if patient[name] is not None
    ]
    return "\n".join([*head, "", *findings, "", "Entered: " + ("; ".join(entries) or "nothing"), "", NOT_A_DIRECTIVE])


def record(briefing: Briefing) -> str:
    """A whole presentation as plain text: the board's words, the verdict, every step with its source line."""
    parts = [f"{briefing.name} · {briefing.trial}", briefing.stamp, ""]
    for step in briefing.steps:
        if step.id.startswith("criteria"):
            continue  # every criterion stands in the summary, which takes the place of the first step's rows
        parts += [step.title.upper(), f"{step.sentence}."]
        if step.id == "case":
            parts += [*(_block(block) for block in step.blocks if isinstance(block, Written)), "", briefing.record]
        else:
            parts += [text for block in step.blocks if (text := _block(block))]
        parts += [step.caption, briefing.footer(step), ""]
    return "\n".join(parts).strip() + "\n"


def _block(block: Block) -> str:
    if isinstance(block, Written):
        return f"{block.label}: {block.text or 'not recorded'}"
    if isinstance(block, Words):
        return "\n".join(f"- {line}" if block.bullets else line for line in block.lines)
    if isinstance(block, Forest):
        return _rows((line.label, f"n {line.n}" if line.n else "", line.text) for line in block.lines)
    if isinstance(block, Table):
        return _rows((block.columns, *block.rows))
    return ""  # a chart's numbers stand in the table beside it


def _rows(rows: Iterable[Iterable[str]]) -> str:
    return "\n".join(" | ".join(" ".join(cell.split()) for cell in row if cell) for row in rows)
