"""The outcomes of both groups as one table: the number large and in its group's colour, its interval beside it."""

from __future__ import annotations

from collections.abc import Sequence

from components.arm_words import arm_cells, arm_heads, strong
from components.table import render_table
from evidence.lines.glance import NOT_PUBLISHED, GlanceRow


def render_outcomes(rows: Sequence[GlanceRow], arm_labels: Sequence[str]) -> None:
    """The table, experimental group first; its heading has each group's sign."""
    heads = arm_heads(arm_labels)
    render_table(
        [
            {
                "Median months": f"**{row.label}** :small[:gray[{row.context}]]",
                **dict(zip(heads, arm_cells(row.arms), strict=True)),
                "Difference": _comparison(row),
            }
            for row in rows
        ],
        alt="Outcomes of both groups, with hazard ratios or differences and their intervals",
    )


def _comparison(row: GlanceRow) -> str:
    if row.comparison == NOT_PUBLISHED:
        return f":small[:gray[{row.comparison}]]"
    return f":small[{row.measure}] {strong(row.comparison)}".strip()
