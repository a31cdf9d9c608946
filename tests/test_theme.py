"""Contrast and meaning of the theme's colours, from the configuration itself (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
import tomllib
from pathlib import Path

import pytest

from components import page_style, palette

CONFIG = Path(__file__).resolve().parent.parent / ".streamlit" / "config.toml"
BRIEF = CONFIG.parents[1] / "components" / "brief.typ"
THEME = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["theme"]
ARMS = ("#0072B2", "#D55E00")  # pertuzumab, control
TEXT, GRAPHICS = 4.5, 3.0


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def faded(text: str, background: str) -> str:
    """The colour of a caption: Streamlit lays its text over the background at 60 %."""
    pairs = [(int(text[i : i + 2], 16), int(background[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(0.6 * front + 0.4 * behind):02X}" for front, behind in pairs)


def test_contrast_of_black_on_white_is_twenty_one():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("background", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize(
    "foreground", ["primaryColor", "textColor", "linkColor", "violetTextColor", "orangeTextColor", "grayTextColor"]
)
def test_words_can_be_read_on_every_background(scheme, background, foreground):
    colours = THEME[scheme]
    assert contrast(colours[foreground], colours[background]) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("background", ["backgroundColor", "secondaryBackgroundColor"])
def test_captions_can_be_read_on_every_background(scheme, background):
    text, behind = THEME[scheme]["textColor"], THEME[scheme][background]
    assert contrast(faded(text, behind), behind) >= TEXT


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_white_tick_shows_on_the_accent(scheme):
    assert contrast(THEME[scheme]["primaryColor"], "#FFFFFF") >= GRAPHICS


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("arm", ARMS)
def test_both_arms_can_be_seen_on_the_page(scheme, arm):
    assert contrast(arm, THEME[scheme]["backgroundColor"]) >= GRAPHICS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_a_plot_draws_in_grey_and_a_drawing_in_ink_can_be_seen_on_the_page(scheme):
    assert contrast(palette.NEUTRAL, THEME[scheme]["backgroundColor"]) >= GRAPHICS
    assert contrast(palette.PICTURE_INK[scheme], THEME[scheme]["backgroundColor"]) >= TEXT


def test_the_words_and_lines_of_the_brief_can_be_read_on_paper():
    colours = dict(re.findall(r'#let ([\w-]+) = rgb\("(#[0-9a-f]{6})"\)', BRIEF.read_text(encoding="utf-8")))
    assert colours.keys() == {"grey", "rule-colour"}
    assert contrast(colours["grey"], "#FFFFFF") >= TEXT
    assert contrast(colours["rule-colour"], "#FFFFFF") >= GRAPHICS


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_arms_colours_mean_the_arms_and_nothing_else(scheme):
    arms_own = {THEME[scheme][name] for name in ("violetTextColor", "orangeTextColor")}
    assert not {colour.upper() for colour in THEME[scheme].values() if colour not in arms_own} & set(ARMS)


def test_the_strip_above_page_and_form_has_the_colour_of_what_lies_behind_it():
    assert tuple(THEME[scheme]["backgroundColor"] for scheme in ("light", "dark")) == page_style.PAGE
    assert tuple(THEME[scheme]["secondaryBackgroundColor"] for scheme in ("light", "dark")) == page_style.FORM


def test_no_style_and_no_plot_of_ours_moves_whatever_a_reader_prefers():
    moves = re.compile(r"@keyframes|scroll-behavior|\b(animation|transition)(-\w+)?[\"']?\s*[:=]|\bframes=")
    files = [path for folder in ("components", "dashboard") for path in (CONFIG.parents[1] / folder).rglob("*.py")]
    assert moves.search(".x { transition: all 1s; }")
    assert moves.search('update_layout(transition={"duration": 500})')
    assert not [path.name for path in files if moves.search(path.read_text(encoding="utf-8"))]
