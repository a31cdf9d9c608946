"""The rows of a forest plot as a table: every number with how it is known and where from."""

from __future__ import annotations

from collections.abc import Sequence

from components.palette import OWN_ROW
from components.table import render_table
from evidence.lines.forest import ForestLine
from evidence.lines.subgroups import TextSubgroupLine


def render_forest_table(lines: Sequence[ForestLine], *, alt: str) -> None:
    """One row per level; a level without a hazard ratio keeps its place and says why."""
    rows, family = [], ""
    for line in lines:
        if line.is_heading:
            family = line.label
            continue
        name = f"**{line.label}**" if line.is_overall else f"{family}: {line.label}"
        numbers = line.text if line.ratio is not None else f"n {line.n}; {line.text}" if line.n else line.text
        rows.append(
            {
                "Subgroup": name + (f"  \n**{OWN_ROW}**" if line.is_own else ""),
                "n": line.n,
                "Hazard ratio (95 % CI)": numbers,
                "How known, source": "  \n".join(filter(None, (f"{line.known}: {line.source}", line.note))),
            }
        )
    render_table(rows, alt=alt)


def render_text_subgroups(lines: Sequence[TextSubgroupLine], arm_labels: Sequence[str], *, alt: str) -> None:
    """The subgroups that a paper reports in its text, with the median of each arm."""
    rows = [
        {
            "Subgroup": f"**{line.level}**, n {line.n}  \n{'**' + OWN_ROW + '**' if line.is_own else line.match}",
            **{f"{label}, median": median for label, median in zip(arm_labels, line.medians, strict=True)},
            "Hazard ratio (95 % CI)": line.ratio,
        }
        for line in lines
    ]
    render_table(rows, alt=alt)
