"""Contrast of our own colours on screen, slide and paper, computed (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest
from pptx.dml.color import RGBColor

from components import palette, response_bar
from components.slides import charts, forest, paper
from evidence.trial.files.about import MOST_ARMS
from tests.test_theme import GRAPHICS, TEXT, THEME, contrast

WHITE = "#FFFFFF"
SCHEMES = ("light", "dark")
BEHIND = ("backgroundColor", "secondaryBackgroundColor")
ROOT = Path(__file__).resolve().parent.parent
BRIEF = (ROOT / "components" / "brief.typ").read_text(encoding="utf-8")
RGBA = re.compile(r"rgba\((\d+), ?(\d+), ?(\d+), ?([\d.]+)\)")


def over(paint: str, background: str) -> str:
    """What is seen where this paint, of which something behind shows through, lies on the background."""
    red, green, blue, opacity = RGBA.fullmatch(paint).groups()
    behind = [int(background[at : at + 2], 16) for at in (1, 3, 5)]
    mixed = [float(opacity) * int(front) + (1 - float(opacity)) * back
             for front, back in zip((red, green, blue), behind, strict=True)]  # fmt: skip
    return "#" + "".join(f"{round(part):02X}" for part in mixed)


def hexadecimal(colour: RGBColor) -> str:
    return f"#{colour}"


def test_half_black_over_white_is_grey():
    assert over("rgba(0,0,0,0.5)", WHITE) == "#808080"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("behind", BEHIND)
def test_marks_and_lines_of_a_plot_are_seen_on_every_background(scheme, behind):
    background = THEME[scheme][behind]
    for colour in (palette.NEUTRAL, *(style.colour for style in palette.arm_styles(MOST_ARMS))):
        assert contrast(colour, background) >= GRAPHICS, colour


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_of_a_plot_are_read_on_what_they_may_lie_upon(scheme):
    page, words = THEME[scheme]["backgroundColor"], THEME[scheme]["textColor"]
    for paint in (palette.SHADE, palette.FAINT, *(style.band for style in palette.arm_styles(MOST_ARMS))):
        assert contrast(words, over(paint, page)) >= TEXT, paint


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_of_a_drawing_are_read_on_the_page(scheme):
    assert contrast(palette.PICTURE_INK[scheme], THEME[scheme]["backgroundColor"]) >= TEXT
    assert palette.PICTURE_INK[scheme] in palette.PICTURE_STYLE


@pytest.mark.parametrize("scheme", SCHEMES)
def test_words_within_the_bars_of_the_response_are_read(scheme):
    page, words = THEME[scheme]["backgroundColor"], THEME[scheme]["textColor"]
    for style in palette.arm_styles(MOST_ARMS):
        for opacity in response_bar.OPACITY:
            assert contrast(words, over(response_bar.faded(style.colour, opacity), page)) >= TEXT, (style, opacity)


def test_words_and_marks_of_a_slide():
    for words in (paper.INK, paper.GREY):
        assert contrast(hexadecimal(words), WHITE) >= TEXT
        assert contrast(hexadecimal(words), hexadecimal(charts.SHADE)) >= TEXT
    for mark in (forest.NEUTRAL, *map(charts.colour, palette.arm_styles(MOST_ARMS))):
        assert contrast(hexadecimal(mark), WHITE) >= GRAPHICS


def test_words_and_lines_of_the_page_on_paper():
    colours = dict(re.findall(r'#let ([a-z-]+) = rgb\("(#[0-9a-f]{6})"\)', BRIEF))
    assert len(colours) == BRIEF.count('rgb("'), "every colour has a name, by which it is held here"
    for name, colour in colours.items():
        assert contrast(colour, WHITE) >= (GRAPHICS if name.startswith("rule") else TEXT), name
