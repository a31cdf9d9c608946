"""Every characteristic of those enrolled, the patient's own levels marked."""

from __future__ import annotations

from collections.abc import Sequence

from components.table import render_table
from evidence.lines.representation import RepresentationView


def render_applicability_table(found: RepresentationView, arm_labels: Sequence[str]) -> None:
    """One row for each level; levels that no entry corresponds to stand without a mark."""
    rows, last = [], ""
    for row in found.rows:
        name = f"**{row.characteristic}**  \n" if row.characteristic != last else ""
        last = row.characteristic
        mark = f"  \n**{row.mark}**" if row.mark else ""
        rows.append(
            {
                "Characteristic": f"{name}{row.level}{mark}",
                "All": row.everyone,
                **dict(zip(arm_labels, row.arms, strict=True)),
            }
        )
    render_table(rows, alt="Baseline characteristics of those enrolled")
