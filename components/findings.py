"""Every criterion with all that explains it: status in icon, word and position, then value and threshold."""

from __future__ import annotations

from collections.abc import Sequence

from components.heading import STATUS_ICONS
from components.table import render_table
from evidence.lines.findings import FindingLine


def render_finding_lines(lines: Sequence[FindingLine], *, alt: str) -> None:
    """Some findings as one table: what is entered, what decided, what the trial asked for, and why where it is said."""
    rows = [
        {
            "Criterion": f"{STATUS_ICONS[line.status]} **{line.label}**  \n:small[{line.status_word} · {line.kind}]",
            "This patient": _patient(line),
            "The trial": _trial(line),
        }
        for line in lines
    ]
    render_table(rows, alt=alt)


def _patient(line: FindingLine) -> str:
    said = [f"**{line.value}**" if line.value else "", line.remark]
    said.append(f":small[Decided by: {line.decided_by}]" if line.decided_by else "")
    return "  \n".join(filter(None, said)) or "—"


def _trial(line: FindingLine) -> str:
    return f"**{line.threshold}**  \n{line.statement}  \n:small[{line.protected} · {line.source}]"
