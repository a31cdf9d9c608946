"""The frame of a presentation on the screen: one picture of 16:9, laid out once and enlarged as the window allows.

Everything on it is measured in the pixels of a picture 1120 wide and 630 high; the style enlarges that picture as a
whole, so that a step which fits it fits on every projector.
"""

from __future__ import annotations

from collections.abc import Sequence

from components.line_breaks import lines_taken
from evidence.board.steps import Block, EnteredBlock, TableBlock, WordsBlock

WIDTH, HEIGHT = 1120, 630
INSIDE = WIDTH - 2 * 17
"""Pixels between the picture's edges."""
_EDGES, _GAP = 2 * 15, 10
_TITLE, _SENTENCE, _FOOT = 30, 19, 13
"""Sizes of letters: the heading, the sentence under it, and at the foot. The least is a fiftieth of the frame."""
ZOOMS = (200, 180, 160, 145, 130, 120, 115, 110, 105, 100, 95, 90, 85, 79)
"""How much the words between heading and foot are enlarged, per cent of 16 pixels."""
_LETTERS, _WORDS, _CELLS = 16, 1.4, 1.3
"""Pixels of a letter before it is enlarged, and the lines' heights as multiples of it: in text and in tables."""
_NARROW, _BOLD, _SIGNS = 0.475, 0.52, 0.5
"""Widths of a letter as a share of its height, on average; at the foot, signs and figures stand among them."""

# The picture is drawn where at least seven tenths of it have room; in a smaller window the step is an ordinary page.
# The least window for an enlargement: as wide as the picture, and as high as it with the navigation and the buttons.
_STEPS = tuple(round(0.7 * 1.035**step, 3) for step in range(50))
_ABOVE, _BELOW = 142, 6
_PAGE = """
.stMainBlockContainer { padding-inline: 1.5rem; }
.st-key-projector { container: projector / inline-size; }
:has(> .st-key-stage-wide) { display: none; }
:has(> .st-key-stage-narrow) { flex-basis: 100%; }
.st-key-stage-row { flex-wrap: wrap; }
.st-key-stage h1 { padding: 0; }
.st-key-stage-row table { table-layout: fixed; width: 100%; }
.st-key-stage-row :is(td, th) { padding: 3px 4px; }
.st-key-stage-row :is(td, th) :is(div, p) { padding-block: 0; width: 100%; max-width: none !important;
  white-space: normal; overflow-wrap: anywhere !important; hyphens: auto;
  font-size: 0.75rem; line-height: 1.3 !important; }
"""
_FRAMED = f"""
.st-key-stage {{ width: calc(var(--enlarged) * {WIDTH}px); min-height: calc(var(--enlarged) * {HEIGHT}px);
  margin-inline: auto; padding: calc(var(--enlarged) * 14px) calc(var(--enlarged) * 16px);
  gap: calc(var(--enlarged) * {_GAP}px); }}
.st-key-stage-head, .st-key-stage-foot {{ zoom: var(--enlarged); }}
.st-key-stage-head {{ gap: 4px; }}
.st-key-stage-head [data-testid="stMarkdownContainer"] {{ margin: 0; }}
.st-key-stage-head h1 {{ font-size: {_TITLE}px; line-height: 1.2; }}
.st-key-stage-head p {{ margin: 0; font-size: {_SENTENCE}px; line-height: 1.35; }}
:has(> .st-key-stage-foot) {{ margin-top: auto; }}
.st-key-stage-foot [data-testid="stCaptionContainer"] {{ margin: 0; }}
.st-key-stage-foot p {{ margin: 0; font-size: {_FOOT}px; line-height: 1.35; }}
[class*="st-key-enlarged-"] :is(p, li, td, th, [data-testid="stText"]) {{ font-size: {_LETTERS}px; }}
[class*="st-key-enlarged-"] :is(p, li, [data-testid="stText"]) {{ line-height: {_WORDS}; }}
.st-key-stage-row :is(td, th) {{ padding: 3px 6px; }}
.st-key-stage-row :is(td, th) :is(div, p) {{ font-size: {_LETTERS}px; line-height: {_CELLS} !important;
  hyphens: manual; }}
[class*="st-key-enlarged-"] {{ gap: 8px; }}
:has(> .st-key-stage-narrow) {{ display: none; }}
.st-key-stage-row {{ flex-wrap: nowrap; gap: calc(var(--enlarged) * {_GAP * 2}px); }}
:has(> .st-key-stage-wide) {{ display: flex; flex: none; width: auto; }}
.st-key-stage-wide {{ flex: none; width: calc(var(--enlarged) * var(--wide));
  height: calc(var(--enlarged) * var(--high)); }}
.st-key-stage-wide > div {{ width: var(--wide); }}
.st-key-stage-wide div {{ overflow: visible !important; }}
.st-key-stage-wide .js-plotly-plot {{ transform: scale(var(--enlarged)); transform-origin: 0 0; }}
"""


def style(*, wide: int = 0, high: int = 0, columns: Sequence[int] = ()) -> str:
    """The style of the page. A plot is laid out as many pixels `wide` and `high`; `columns` are shares of a table."""
    sizes = "".join(
        f"@media (min-height: {_ABOVE + _BELOW + HEIGHT * step:.0f}px) {{ @container projector "
        f"(min-width: {WIDTH * step:.0f}px) {{ .st-key-stage {{ --enlarged: {step}; }} }} }}\n"
        for step in _STEPS
    )
    first = _STEPS[0]
    framed = (
        f"@media (min-height: {_ABOVE + _BELOW + HEIGHT * first:.0f}px) {{ @container projector "
        f"(min-width: {WIDTH * first:.0f}px) {{ {_FRAMED}\n{_ENLARGED} }} }}"
    )
    plot = f".st-key-stage-wide {{ --wide: {wide}px; --high: {high}px; }}"
    shares = "".join(
        f".st-key-stage-row th:nth-child({at}) {{ width: {100 * share / sum(columns):.1f}%; }}"
        for at, share in enumerate(columns, start=1)
    )
    return f"<style>{_PAGE}{plot}{shares}\n{sizes}{framed}</style>"


_ENLARGED = "\n".join(
    f".st-key-enlarged-{zoom} {{ zoom: calc(var(--enlarged) * {zoom / 100:.2f}); }}" for zoom in ZOOMS
)


def room(sentence: str, foot: Sequence[str]) -> float:
    """How many pixels stay between the heading with its sentence and the lines at the foot."""
    head = _TITLE * 1.2 + 4 + _SENTENCE * 1.35 * lines_taken(sentence, INSIDE / (_SENTENCE * _BOLD))
    below = _FOOT * 1.35 * sum(lines_taken(line, INSIDE / (_FOOT * _SIGNS)) for line in foot)
    return HEIGHT - _EDGES - head - below - 2 * _GAP


def enlargement(blocks: Sequence[Block], *, high: float, wide: float = INSIDE) -> int:
    """The largest enlargement, in per cent, in which blocks fit a place; the smallest where none does."""
    return next((zoom for zoom in ZOOMS if height(blocks, zoom, wide=wide) <= high), ZOOMS[-1])


def height(blocks: Sequence[Block], zoom: int, *, wide: float = INSIDE) -> float:
    """How many pixels blocks take under each other at an enlargement, by estimate."""
    letters = wide * 100 / zoom / (_LETTERS * _NARROW)
    return (sum(_height(block, letters) for block in blocks) + 8 * max(len(blocks) - 1, 0)) * zoom / 100


def _height(block: Block, letters: float) -> float:
    line = _LETTERS * _WORDS
    if isinstance(block, WordsBlock):
        return sum(line * lines_taken(each, letters - 4 * block.bullets) + 3 * block.bullets for each in block.lines)
    if isinstance(block, EnteredBlock):
        return line * (1 + lines_taken(block.text, letters)) + 4
    if isinstance(block, TableBlock):
        columns = [max(letters * width / sum(block.widths) - 3, 4) for width in block.widths]
        return sum(
            7 + _LETTERS * _CELLS * max(lines_taken(cell, wide) for cell, wide in zip(row, columns, strict=True))
            for row in (block.columns, *block.rows)
        )
    return 0
