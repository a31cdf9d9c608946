"""Native tables: thin rules, no fills, letters as large as the place allows."""

from __future__ import annotations

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.table import _Cell
from pptx.util import Inches, Pt

from components.slides.paper import Box, height_of, write
from evidence.board.steps import TableBlock

_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
_PAD = 0.05


def widths(table: TableBlock, width: float) -> list[float]:
    """The columns in inches."""
    return [width * share / sum(table.widths) for share in table.widths]


def row_heights(table: TableBlock, width: float, points: float) -> list[float]:
    """Heights of the header and of each row, estimated from their longest cell."""
    across = widths(table, width)
    return [
        max(
            height_of(text, each - 3 * _PAD, points if at == 0 else points * (0.98 if index == 0 else 1))
            for index, (text, each) in enumerate(zip(row, across, strict=True))
        )
        + 2 * _PAD
        for at, row in enumerate((table.columns, *table.rows))
    ]


def add_table(slide: Slide, table: TableBlock, box: Box, points: float) -> None:
    """Put a table into a place, with its words as alt text; in the first column a second line is small."""
    heights = row_heights(table, box.width, points)
    frame = slide.shapes.add_table(len(table.rows) + 1, len(table.columns), *box.in_emu)
    frame.name = "Table"
    describe(frame, table.alt)
    native = frame.table
    frame._element.graphic.graphicData.tbl.tblPr.find(qn("a:tableStyleId")).text = _NO_STYLE
    native.horz_banding = False
    for column, each in zip(native.columns, widths(table, box.width), strict=True):
        column.width = Inches(each)
    for at, (row, texts) in enumerate(zip(native.rows, (table.columns, *table.rows), strict=True)):
        row.height = Inches(heights[at])
        for index, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            _fill(cell, text, points, is_head=at == 0, is_first=index == 0)


def _fill(cell: _Cell, text: str, points: float, *, is_head: bool, is_first: bool) -> None:
    frame = cell.text_frame
    frame.word_wrap = True
    cell.margin_left, cell.margin_right = Inches(0), Inches(2 * _PAD)
    cell.margin_top = cell.margin_bottom = Inches(_PAD)
    for at, line in enumerate(text.split("\n")):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        under = at > 0 and is_first
        write(paragraph.add_run(), line, points * 0.8 if under else points, bold=is_head or (is_first and not under),
              grey=under)  # fmt: skip
    _rule(cell, Pt(1.25) if is_head else Pt(0.5))


def _rule(cell: _Cell, width: int) -> None:
    """A thin line under a cell: python-pptx has no call for it."""
    properties = cell._tc.get_or_add_tcPr()
    line = OxmlElement("a:lnB")
    line.set("w", str(int(width)))
    fill, colour = OxmlElement("a:solidFill"), OxmlElement("a:srgbClr")
    colour.set("val", "7A838C")
    fill.append(colour)
    line.append(fill)
    properties.insert(0, line)


def describe(frame: object, alt: str) -> None:
    """Give a chart or table its words for those who do not see it; python-pptx has no call for it."""
    frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].set("descr", alt)  # type: ignore[attr-defined]
