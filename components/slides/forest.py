"""A native forest plot. Each interval and each estimate is a series of two points: error bars with values of their
own, and series of different lengths, are not drawn by every program."""

from __future__ import annotations

import math
from collections.abc import Sequence

from pptx.chart.chart import Chart
from pptx.chart.data import XyChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from components.palette import OWN_ROW
from components.slides.charts import fix_plot, quiet, stroke
from components.slides.paper import FONT, GREY, INK, Box, lines_of, right_aligned, text_box
from components.slides.tables import describe
from evidence.board.steps import ForestBlock
from evidence.lines.forest import ForestLine

_NO_EFFECT, _OVERALL = "No effect", "Overall effect"
_HEAD, _AXIS = 0.36, 0.625
_LABELS, _COUNT, _RATIO = 5.0, 0.7, 2.6
NEUTRAL = RGBColor(0x7A, 0x83, 0x8C)


def add_forest(slide: Slide, block: ForestBlock, box: Box) -> None:
    """The plot between its columns of words; the overall effect is a bold line, no effect a thin one."""
    lines = block.lines
    row = (box.height - _HEAD - _AXIS) / len(lines)
    plot = Box(box.left + _LABELS + _COUNT, box.top, box.width - _LABELS - _COUNT - _RATIO, box.height)
    chart = _chart(slide, block, plot)
    fix_plot(chart, Box(0.0, _HEAD / box.height, 1.0, 1 - (_HEAD + _AXIS) / box.height))
    points = max(10.0, min(16.0, row * 72 / 2.6))
    _heads(slide, box)
    for at, line in enumerate(lines):
        _words(slide, line, box, box.top + _HEAD + row * at, row, points)
    below = Box(plot.left, box.top + box.height - 0.3, plot.width, 0.3)
    half = below.width / 2
    right_aligned(text_box(slide, Box(below.left, below.top, half - 0.1, 0.3), f"← {block.better}", 12))
    text_box(slide, Box(below.left + half + 0.1, below.top, half, 0.3), f"{block.worse} →", 12)


def _chart(slide: Slide, block: ForestBlock, box: Box) -> Chart:
    data = XyChartData()
    count = len(block.lines)
    overall = next((line.ratio for line in block.lines if line.is_overall and line.ratio), None)
    _pair(data, _NO_EFFECT, (1, 0), (1, count))
    if overall is not None:
        _pair(data, _OVERALL, (overall, 0), (overall, count))
    for at, line in enumerate(block.lines):
        height = count - at - 0.5
        if line.ratio is None:
            continue
        # Where no interval is held, the two points are the estimate itself: a line of no length, and no guess.
        _pair(data, f"{line.label}: 95 % interval", (line.low or line.ratio, height), (line.high or line.ratio, height))
        _pair(data, f"{line.label}: hazard ratio", (line.ratio, height), (line.ratio, height))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *box.in_emu, data)
    frame.name = "Forest chart"
    describe(frame, block.alt)
    chart = frame.chart
    quiet(chart)
    own = {f"{line.label}: hazard ratio" for line in block.lines if line.is_own}
    for series in chart.plots[0].series:
        name = series.name
        width = {_NO_EFFECT: 1.0, _OVERALL: 3.0}.get(name, 1.75)
        stroke(series, NEUTRAL if name in (_NO_EFFECT, _OVERALL) else INK, width)
        if name.endswith(": hazard ratio"):
            marker = series.marker
            marker.style = XL_MARKER_STYLE.DIAMOND if name in own else XL_MARKER_STYLE.SQUARE
            marker.size = 12 if name in own else 9
            marker.format.fill.solid()
            marker.format.fill.fore_color.rgb = INK
            marker.format.line.color.rgb = INK
    _axes(chart, block.lines)
    return chart


def _pair(data: XyChartData, name: str, first: tuple[float, float], second: tuple[float, float]) -> None:
    series = data.add_series(name, number_format="0.00")
    for across, up in (first, second):
        series.add_data_point(across, up)


def _axes(chart: Chart, lines: Sequence[ForestLine]) -> None:
    known = [limit for line in lines for limit in (line.low, line.high, line.ratio) if limit]
    across, up = chart.category_axis, chart.value_axis
    lowest = 2.0 ** math.floor(math.log2(min([0.5, *known])))
    highest = 2.0 ** math.ceil(math.log2(max([2.0, *known])))
    # Symmetric about no effect, so that neither side looks longer than it is.
    reach = max(1 / lowest, highest)
    across.minimum_scale, across.maximum_scale, across.major_unit = 1 / reach, reach, 2
    across.has_major_gridlines = False
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "General", False
    across.tick_labels.font.size, across.tick_labels.font.name = Pt(12), FONT
    across.format.line.color.rgb = GREY
    scaling = across._element.find(f"{{{_NAMESPACE}}}scaling")
    scaling.insert(0, parse_xml(f'<c:logBase {nsdecls("c")} val="2"/>'))
    # Without this the horizontal axis crosses where the vertical one has its own zero, which a log axis has not.
    up.minimum_scale, up.maximum_scale = 0, len(lines)
    up.has_major_gridlines, up.visible = False, False
    across.tick_label_position = XL_TICK_LABEL_POSITION.LOW


_NAMESPACE = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def _heads(slide: Slide, box: Box) -> None:
    text_box(slide, Box(box.left, box.top, _LABELS, 0.3), "Subgroup", 12, grey=True)
    right_aligned(text_box(slide, Box(box.left + _LABELS, box.top, _COUNT - 0.15, 0.3), "n", 12, grey=True))
    right = box.left + box.width - _RATIO + 0.15
    text_box(slide, Box(right, box.top, _RATIO - 0.15, 0.3), "Hazard ratio (95 % CI)", 12, grey=True)


def _words(slide: Slide, line: ForestLine, box: Box, top: float, height: float, points: float) -> None:
    label = f"{line.label}  {OWN_ROW}" if line.is_own else line.label
    size = points
    while size > 8 and lines_of(label, _LABELS - 0.1, size) * size * 1.2 / 72 > height:
        size -= 1
    middle = top + (height - lines_of(label, _LABELS - 0.1, size) * size * 1.2 / 72) / 2
    text_box(slide, Box(box.left, middle, _LABELS - 0.1, height), label, size, bold=line.is_overall)
    beside = top + (height - points * 1.2 / 72) / 2
    right_aligned(text_box(slide, Box(box.left + _LABELS, beside, _COUNT - 0.15, height), line.n, points))
    right = box.left + box.width - _RATIO + 0.15
    small = points
    while small > 8 and lines_of(line.text, _RATIO - 0.15, small) * small * 1.2 / 72 > height:
        small -= 1
    lines = lines_of(line.text, _RATIO - 0.15, small)
    text_box(slide, Box(right, top + (height - lines * small * 1.2 / 72) / 2, _RATIO - 0.15, height), line.text, small)
