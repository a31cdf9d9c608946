"""The one-page brief as a tagged PDF, made in memory; its template is `brief.typ`, its data the presentation's rows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import typst

from components.direct_labels import apart
from components.letters import font_folders, printable
from components.palette import arm_styles
from evidence.board.steps import (
    Block,
    BoardStep,
    Briefing,
    CurvesBlock,
    EnteredBlock,
    ForestBlock,
    TableBlock,
    WordsBlock,
)

_TEMPLATE = Path(__file__).with_name("brief.typ")
_DASHES = {"solid": "solid", "dash": "dashed", "dashdot": "dash-dotted", "dot": "dotted"}
"""A line of a plot in the words of the template."""
_BESIDE = 2
"""So many curves carry their names above and below them; more carry theirs at their ends."""
_ON_PAPER = ("case", "outcomes", "survival", "subgroups", "harms", "context", "uncertain", "decision")


def brief(briefing: Briefing) -> bytes:
    """The brief as a PDF that follows PDF/UA-1: a picture without words for it is refused while it is made."""
    steps = [step for step in briefing.steps if step.id in _ON_PAPER]
    data = {
        "title": f"{briefing.name} and the {briefing.trial} trial"
        if briefing.name != briefing.trial
        else briefing.trial,
        "footer": _footer(briefing, steps),
        "steps": [
            {
                "id": step.id,
                "title": step.title,
                "sentence": f"{step.sentence}.",
                "caption": step.caption,
                "blocks": [_block(block) for block in step.blocks],
            }
            for step in steps
        ],
    }
    made = typst.compile(
        str(_TEMPLATE),
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        font_paths=font_folders(),
        pdf_standards=["ua-1"],  # refuses a letter that no font holds, too
        sys_inputs={"data": printable(json.dumps(data, ensure_ascii=False))},
    )
    assert isinstance(made, bytes)
    return made


def _footer(briefing: Briefing, steps: list[BoardStep]) -> str:
    """Every source once, the cut-offs once, and the stamp."""
    named = "; ".join(source.short for source in briefing.cited)
    cutoffs = "; ".join(dict.fromkeys(part for step in steps for part in step.cutoff.split("; ") if part))
    return f"Sources: {named}. Data cut-offs: {cutoffs}. {briefing.stamp}."


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, WordsBlock):
        return {"kind": "words", "lines": block.lines, "bullets": block.bullets}
    if isinstance(block, EnteredBlock):
        return {"kind": "written", "label": block.label, "text": block.text}
    if isinstance(block, TableBlock):
        return _table(block)
    if isinstance(block, ForestBlock):
        columns = ("Subgroup", "n", "Hazard ratio (95 % CI)")
        rows = tuple((line.label, line.n, line.text) for line in block.lines)
        return _table(TableBlock(columns, rows, block.alt, (56, 9, 35)))
    if isinstance(block, CurvesBlock):
        return _curves(block)
    return {"kind": "harms", "alt": block.alt}  # the harms stand beside it as a table


def _table(table: TableBlock) -> dict[str, Any]:
    return {"kind": "table", "columns": table.columns, "rows": table.rows, "widths": table.widths}


def _curves(block: CurvesBlock) -> dict[str, Any]:
    places = apart([line.survival[-1] for line in block.lines], 0.12)
    return {
        "kind": "curves",
        "alt": block.alt,
        "axis": block.axis,
        "shaded_from": block.shaded_from,
        "months": block.months,
        "lines": [
            {
                "label": line.label,
                "colour": style.colour,
                "dash": _DASHES[style.dash],
                "months": line.months,
                "survival": line.survival,
                "low": line.low,
                "high": line.high,
                "name_at": place if len(places) > _BESIDE else None,
            }
            for style, line, place in zip(arm_styles(len(block.lines)), block.lines, places, strict=True)
        ],
    }
