"""Native charts of the survival curves and of adverse events, in forms that PowerPoint and LibreOffice both draw."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData, XyChartData
from pptx.chart.series import XySeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
)
from pptx.enum.dml import MSO_LINE
from pptx.enum.shapes import MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Pt

from components.direct_labels import apart
from components.palette import ArmStyle, arm_styles
from components.slides.paper import FONT, GREY, INK, Box, right_aligned, text_box, write
from components.slides.tables import describe
from evidence.board.steps import CurvesBlock, HarmsBlock
from evidence.lines.curves import SurvivalLine

_BESIDE = 2
_PLOT = Box(0.09, 0.03, 0.89, 0.82)
"""The inner plot as shares of its chart, fixed so that words beside it can be put in line with it."""

SHADE = RGBColor(0xE9, 0xEB, 0xED)
"""Behind the part of a curve where few are left."""


_DASHES = {"solid": None, "dash": MSO_LINE.DASH, "dashdot": MSO_LINE.DASH_DOT, "dot": MSO_LINE.SQUARE_DOT}
"""A line of a plot in PowerPoint's words."""


def colour(style: ArmStyle) -> RGBColor:
    """The colour of an arm."""
    return RGBColor.from_string(style.colour.removeprefix("#"))


def fix_plot(chart: Chart, plot: Box) -> None:
    """Fix the inner plot to these shares of the chart: python-pptx leaves its place to the program."""
    area = chart._chartSpace.chart.plotArea
    for old in area.xpath("./c:layout"):
        area.remove(old)
    parts = "".join(f'<c:{name}Mode val="edge"/>' for name in "xy")
    parts += "".join(
        f'<c:{name} val="{value:.4f}"/>'
        for name, value in zip("xywh", (plot.left, plot.top, plot.width, plot.height), strict=True)
    )
    layout = (
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>{parts}</c:manualLayout></c:layout>'
    )
    area.insert(0, parse_xml(layout))


def quiet(chart: Chart, points: float = 12) -> None:
    """No legend, no title, one font."""
    chart.has_legend, chart.has_title = False, False
    chart.font.size, chart.font.name = Pt(points), FONT
    chart.font.color.rgb = INK


def stroke(series: XySeries, rgb: RGBColor, points: float, *, dash: MSO_LINE | None = None) -> None:
    """A series as a straight line without markers."""
    series.smooth = False
    series.marker.style = XL_MARKER_STYLE.NONE
    series.format.line.color.rgb, series.format.line.width = rgb, Pt(points)
    if dash is not None:
        series.format.line.dash_style = dash


def add_curves(slide: Slide, block: CurvesBlock, box: Box) -> None:
    """Step curves with thin lines for the 95 % limits. All series share one grid: LibreOffice draws no other form."""
    data = XyChartData()
    grid = sorted({month for line in block.lines for month in line.months})
    for line in block.lines:
        for name, values in (("", line.survival), (", 95 % low", line.low), (", 95 % high", line.high)):
            series = data.add_series(f"{line.label}{name}", number_format="0.0")
            for month, share in _steps(line, grid, values):
                series.add_data_point(month, share)
    _shade(slide, block, box, grid[-1])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.XY_SCATTER_LINES_NO_MARKERS, *box.in_emu, data)
    frame.name = "Survival chart"
    describe(frame, block.alt)
    chart = frame.chart
    quiet(chart)
    fix_plot(chart, _PLOT)
    styles = arm_styles(len(block.lines))
    for at, series in enumerate(chart.plots[0].series):
        style, is_curve = styles[at // 3], at % 3 == 0
        dash = _DASHES[style.dash] if is_curve else MSO_LINE.ROUND_DOT
        stroke(series, colour(style), 2.75 if is_curve else 0.75, dash=dash)
    _months(chart, block, grid[-1])
    _names(slide, block, box, grid[-1])


def _steps(line: SurvivalLine, grid: Sequence[float], values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Two points for each step, in per cent; after its last month a curve stays where it is."""
    held = dict(zip(line.months, values, strict=True))
    points: list[tuple[float, float]] = []
    share = 100.0
    for month in grid:
        now = held.get(month)
        points.append((month, share))
        if now is not None:
            share = round(100 * now, 2)
        points.append((month, share))
    return points


def _months(chart: Chart, block: CurvesBlock, end: float) -> None:
    across, up = chart.category_axis, chart.value_axis
    across.minimum_scale, across.maximum_scale, across.major_unit = 0, end, 12
    up.minimum_scale, up.maximum_scale, up.major_unit = 0, 100, 25
    for axis, title in ((across, "months since randomisation"), (up, f"{block.axis}, of 100")):
        axis.has_title = True
        axis.axis_title.text_frame.text = title
        font = axis.axis_title.text_frame.paragraphs[0].runs[0].font
        font.size, font.bold, font.name = Pt(12), False, FONT
        axis.has_major_gridlines = axis is up
        axis.format.line.color.rgb = GREY
    up.major_gridlines.format.line.color.rgb = RGBColor(0xD9, 0xDD, 0xE1)
    across.tick_labels.number_format, across.tick_labels.number_format_is_linked = "0", False
    up.tick_labels.number_format, up.tick_labels.number_format_is_linked = "0", False


def _inside(box: Box, share_x: float, share_y: float) -> tuple[float, float]:
    """A point of the inner plot on the slide; `share_y` counts from below."""
    left = box.left + box.width * (_PLOT.left + _PLOT.width * share_x)
    top = box.top + box.height * (_PLOT.top + _PLOT.height * (1 - share_y))
    return left, top


def _shade(slide: Slide, block: CurvesBlock, box: Box, end: float) -> None:
    if block.shaded_from is None or block.shaded_from >= end:
        return
    left, top = _inside(box, block.shaded_from / end, 1)
    right, bottom = _inside(box, 1, 0)
    shape = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *Box(left, top, right - left, bottom - top).in_emu)
    shape.name = "Few patients left"
    shape.fill.solid()
    shape.fill.fore_color.rgb = SHADE
    shape.line.fill.background()


def _names(slide: Slide, block: CurvesBlock, box: Box, end: float) -> None:
    """Each curve under its own name: above the first and below the second, or right of the end of each of more."""
    if len(block.lines) > _BESIDE:
        _names_at_the_ends(slide, block, box)
        return
    for at, line in enumerate(block.lines):
        month = block.months[min(2, len(block.months) - 1)]
        index = max(place for place, each in enumerate(line.months) if each <= month)
        limit = line.high[index] if at == 0 else line.low[index]
        left, top = _inside(box, month / end, line.survival[index] if limit is None else limit)
        place = Box(left + 0.1, top - 0.36, 2.0, 0.3) if at == 0 else Box(left - 2.1, top + 0.04, 2.0, 0.3)
        frame = text_box(slide, place, line.label, 14, bold=True, name="Name of a curve")
        if at:
            right_aligned(frame)


def _names_at_the_ends(slide: Slide, block: CurvesBlock, box: Box) -> None:
    places = apart([line.survival[-1] for line in block.lines], 0.11)
    for line, place in zip(block.lines, places, strict=True):
        left, top = _inside(box, 1, place)
        name = text_box(
            slide, Box(left - 2.05, top - 0.15, 2.0, 0.3), line.label, 14, bold=True, name="Name of a curve"
        )
        right_aligned(name)


def add_harms(slide: Slide, block: HarmsBlock, box: Box) -> None:
    """Bars of every arm, each with its number, under the arms' names in the bars' colours and order."""
    keys = text_box(slide, replace(box, height=0.3), "", 14, name="Names of the groups").paragraphs[0]
    styles = arm_styles(len(block.arms))
    for style, arm in zip(styles, block.arms, strict=True):
        square = keys.add_run()
        write(square, "■ ", 14)
        square.font.color.rgb = colour(style)
        write(keys.add_run(), f"{arm}    ", 14, bold=True)
    box = replace(box, top=box.top + 0.32, height=box.height - 0.32)
    data = CategoryChartData(number_format="0.0")
    data.categories = [line.label for line in block.lines]
    for at, arm in enumerate(block.arms):
        data.add_series(arm, [line.percents[at] for line in block.lines])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box.in_emu, data)
    frame.name = "Adverse events chart"
    describe(frame, block.alt)
    chart = frame.chart
    quiet(chart, 11)
    across = chart.value_axis
    across.visible, across.has_major_gridlines, across.minimum_scale = False, False, 0
    names = chart.category_axis
    names.reverse_order, names.tick_label_position = True, XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = GREY
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = '0.0" %"', False
    labels.position, labels.font.size = XL_LABEL_POSITION.OUTSIDE_END, Pt(10)
    for style, series in zip(styles, plot.series, strict=True):
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = colour(style)
