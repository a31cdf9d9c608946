"""A presentation as slides: one or more slides for each step, made in memory from the steps' own rows."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pptx
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.util import Inches

from components.slides.charts import add_curves, add_harms
from components.slides.forest import add_forest
from components.slides.paper import BODY, HEIGHT, WIDTH, Box, blank, height_of, text_box
from components.slides.tables import add_table, row_heights
from evidence.board.steps import (
    Block,
    BoardStep,
    Briefing,
    CurvesBlock,
    EnteredBlock,
    ForestBlock,
    HarmsBlock,
    TableBlock,
    WordsBlock,
)

BLANK = "not recorded"
_SIZES = (20.0, 18.0, 16.0, 15.0, 14.0, 13.0, 12.0, 11.0, 10.0)
_SMALLEST_PAGE = 12.0
_GAP = 0.14


def slides(briefing: Briefing) -> bytes:
    """The presentation as a .pptx file."""
    deck = pptx.Presentation()
    deck.slide_width, deck.slide_height = Inches(WIDTH), Inches(HEIGHT)
    core = deck.core_properties
    core.title, core.author, core.subject = f"{briefing.trial}: {briefing.name}", "", briefing.stamp
    core.last_modified_by, core.language = "", "en"
    core.created = core.modified = datetime.combine(briefing.made_on, datetime.min.time(), UTC)
    for step in briefing.steps:
        pages = _pages(step)
        for at, page in enumerate(pages, start=1):
            _slide(deck, briefing, page, f" ({at} of {len(pages)})" if len(pages) > 1 else "")
    held = io.BytesIO()
    deck.save(held)
    return held.getvalue()


def _pages(step: BoardStep) -> list[BoardStep]:
    """A step whose only block is a table that is too long at a readable size becomes several."""
    table = step.blocks[0]
    if len(step.blocks) != 1 or not isinstance(table, TableBlock):
        return [step]
    head, *heights = row_heights(table, BODY.width, _SMALLEST_PAGE)
    pages: list[list[tuple[str, ...]]] = [[]]
    filled = head
    for row, height in zip(table.rows, heights, strict=True):
        if pages[-1] and filled + height > BODY.height:
            pages.append([])
            filled = head
        pages[-1].append(row)
        filled += height
    return [replace(step, blocks=(replace(table, rows=tuple(rows)),)) for rows in pages]


def _slide(deck: Presentation, briefing: Briefing, step: BoardStep, part: str) -> None:
    slide = blank(
        deck, step.title + part, step.sentence, step.caption, briefing.footer(step), speaker_notes(briefing, step)
    )
    picture = next((block for block in step.blocks if isinstance(block, CurvesBlock | HarmsBlock | ForestBlock)), None)
    others = [block for block in step.blocks if block is not picture]
    if picture is None:
        # Pages of one table have letters of one size.
        _stack(slide, others, BODY, largest=_SMALLEST_PAGE if part else _SIZES[0])
    elif isinstance(picture, ForestBlock):
        under = sum(_height(block, BODY.width, 12) for block in others)
        tall = max(min(BODY.height - under - _GAP, 0.55 * (len(picture.lines) + 2) + 0.9), 2.0)
        add_forest(slide, picture, replace(BODY, height=tall))
        _stack(slide, others, replace(BODY, top=BODY.top + tall + _GAP, height=BODY.height - tall - _GAP))
    else:
        wide = BODY.width * (0.6 if isinstance(picture, CurvesBlock) else 0.46)
        left = replace(BODY, width=wide)
        if isinstance(picture, CurvesBlock):
            add_curves(slide, picture, left)
        else:
            add_harms(slide, picture, left)
        _stack(slide, others, replace(BODY, left=BODY.left + wide + 0.25, width=BODY.width - wide - 0.25))


def _stack(slide: Slide, blocks: Sequence[Block], box: Box, *, largest: float = _SIZES[0]) -> None:
    """Blocks under each other, in letters as large as all of them allow."""
    if not blocks:
        return

    def total(points: float) -> float:
        return sum(_height(block, box.width, points) + _GAP for block in blocks)

    points = next((size for size in _SIZES if size <= largest and total(size) <= box.height), min(largest, _SIZES[-1]))
    top = box.top
    for block in blocks:
        height = _height(block, box.width, points)
        place = Box(box.left, top, box.width, height)
        if isinstance(block, TableBlock):
            add_table(slide, block, place, points)
        elif isinstance(block, WordsBlock):
            text_box(slide, place, _text(block), points)
        elif isinstance(block, EnteredBlock):
            text_box(slide, replace(place, height=points * 1.3 / 72), block.label, points, bold=True, name=block.label)
            under = replace(place, top=top + points * 1.3 / 72, height=height - points * 1.3 / 72)
            text_box(slide, under, block.text or BLANK, points, name=f"{block.label}: text", grey=not block.text)
        top += height + _GAP


def _text(block: WordsBlock) -> str:
    return "\n".join(f"• {line}" if block.bullets else line for line in block.lines)


def _height(block: Block, width: float, points: float) -> float:
    if isinstance(block, TableBlock):
        return sum(row_heights(block, width, points))
    if isinstance(block, EnteredBlock):
        return points * 1.3 / 72 + height_of(block.text or BLANK, width, points)
    return height_of(_text(block), width, points) if isinstance(block, WordsBlock) else 0.0


def speaker_notes(briefing: Briefing, step: BoardStep) -> str:
    """What the speaker reads: the sentence, what to know, and where every number stands."""
    parts = [step.sentence + ".", *step.notes]
    if step.sources:
        parts += ["", "Where the numbers stand:", *(f"- {source}" for source in step.sources)]
    if step.cited:
        parts += ["", "Texts:", *(f"- {source.short}: {source.citation} ({source.seen})" for source in step.cited)]
    return "\n".join([*parts, "", briefing.footer(step)])
