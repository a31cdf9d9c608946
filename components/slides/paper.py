"""The empty slide: 16:9, a title, the sentence it shows, and the same footer everywhere; and how text is put on it."""

from __future__ import annotations

from dataclasses import dataclass

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.presentation import Presentation
from pptx.slide import Slide
from pptx.text.text import TextFrame, _Run
from pptx.util import Inches, Pt

from components.line_breaks import lines_taken

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.5
"""Inches, as all places and sizes on a slide."""
TOP, BOTTOM = 1.72, 6.42
"""Between these stands what a step shows; below them its caption and the footer."""
INK, GREY = RGBColor(0x1A, 0x1F, 0x24), RGBColor(0x52, 0x5B, 0x64)
FONT = "Arial"
"""On every machine, so that a slide breaks its lines where it was made to."""
_LETTER = 0.49
_LINE = 1.22


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide."""

    left: float
    top: float
    width: float
    height: float

    @property
    def in_emu(self) -> tuple[int, int, int, int]:
        """As python-pptx wants it."""
        return Inches(self.left), Inches(self.top), Inches(self.width), Inches(self.height)


BODY = Box(MARGIN, TOP, WIDTH - 2 * MARGIN, BOTTOM - TOP)


def lines_of(text: str, width: float, points: float) -> int:
    """How many lines a text takes in a width, estimated on the safe side."""
    return lines_taken(text, width * 72 / (points * _LETTER))


def height_of(text: str, width: float, points: float) -> float:
    """The height of a text in inches, estimated on the safe side."""
    return lines_of(text, width, points) * points * _LINE / 72


def write(run: _Run, text: str, points: float, *, bold: bool = False, grey: bool = False) -> None:
    """Fill a run. A form feed or other character that a document cannot hold never gets here: see `evidence.board`."""
    run.text = text
    run.font.size, run.font.bold, run.font.name = Pt(points), bold, FONT
    run.font.color.rgb = GREY if grey else INK


def text_box(
    slide: Slide, box: Box, text: str, points: float, *, bold: bool = False, grey: bool = False, name: str = ""
) -> TextFrame:
    """A box of text, one paragraph for each line of it."""
    shape = slide.shapes.add_textbox(*box.in_emu)
    shape.name = name or "Text"
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for at, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        write(paragraph.add_run(), line, points, bold=bold, grey=grey)
    return frame


def right_aligned(frame: TextFrame) -> None:
    """Set every paragraph of a box flush right."""
    for paragraph in frame.paragraphs:
        paragraph.alignment = PP_ALIGN.RIGHT


def blank(deck: Presentation, title: str, sentence: str, caption: str, footer: str, notes: str) -> Slide:
    """A slide with everything but what its step shows; its title is the slide's own, for those who listen to it."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    heading = slide.shapes.title
    heading.left, heading.top, heading.width, heading.height = Box(MARGIN, 0.3, WIDTH - 2 * MARGIN, 0.55).in_emu
    frame = heading.text_frame
    frame.vertical_anchor, frame.word_wrap = MSO_ANCHOR.TOP, True
    frame.margin_left = frame.margin_top = frame.margin_bottom = 0
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    write(frame.paragraphs[0].add_run(), title, 28, bold=True)
    wide = WIDTH - 2 * MARGIN
    points = next(size for size in (22, 20, 18, 16, 14) if size == 14 or height_of(sentence, wide, size) <= 0.75)
    text_box(slide, Box(MARGIN, 0.92, wide, 0.75), sentence, points, name="Sentence")
    size = next(size for size in (12, 11, 10, 9) if size == 9 or height_of(caption, wide, size) <= 0.42)
    text_box(slide, Box(MARGIN, 6.46, wide, 0.42), caption, size, grey=True, name="Caption")
    small = next(size for size in (10, 9, 8) if size == 8 or height_of(footer, wide, size) <= 0.34)
    text_box(slide, Box(MARGIN, 6.95, wide, 0.36), footer, small, grey=True, name="Footer")
    slide.notes_slide.notes_text_frame.text = notes
    return slide
