"""One to four arms are told apart by colour, line and mark, whatever colours the reader sees."""

from itertools import combinations

import numpy as np
import pytest
from colorspacious import cspace_convert, deltaE

from components.palette import NEUTRAL, arm_styles
from evidence.trial.files.about import MOST_ARMS

SEEN_AS = (None, "protanomaly", "deuteranomaly", "tritanomaly")
APART = 12  # in CAM02-UCS, where about 1 is just noticed; the best that four arms and a grey allow is under 14


def seen(colour, vision):
    """The colour as it looks to these eyes, by the model of Machado and others, 2009."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    if vision is None:
        return channels
    eyes = {"name": "sRGB1+CVD", "cvd_type": vision, "severity": 100}
    return np.clip(cspace_convert(channels, eyes, "sRGB1"), 0, 1)


@pytest.mark.parametrize("vision", SEEN_AS)
def test_no_two_arms_look_alike_to_any_reader_nor_like_the_grey_of_structure(vision):
    colours = [NEUTRAL, *(style.colour for style in arm_styles(MOST_ARMS))]
    for one, other in combinations(colours, 2):
        assert deltaE(seen(one, vision), seen(other, vision), input_space="sRGB1") >= APART, (one, other)


@pytest.mark.parametrize("count", range(1, MOST_ARMS + 1))
def test_arms_differ_in_line_mark_and_sign_as_well(count):
    styles = arm_styles(count)
    assert len(styles) == count
    for part in ("colour", "band", "dash", "symbol", "sign"):
        assert len({getattr(style, part) for style in styles}) == count, part


def test_the_first_is_blue_and_the_control_vermillion_however_many_there_are():
    assert [style.colour for style in arm_styles(1)] == ["#0072B2"]
    for count in range(2, MOST_ARMS + 1):
        styles = arm_styles(count)
        assert (styles[0].colour, styles[0].dash, styles[0].symbol) == ("#0072B2", "solid", "circle")
        assert (styles[-1].colour, styles[-1].dash, styles[-1].symbol) == ("#D55E00", "dash", "circle-open")


@pytest.mark.parametrize("count", [0, MOST_ARMS + 1])
def test_a_number_of_arms_that_cannot_be_drawn_is_refused(count):
    with pytest.raises(ValueError, match=f"a plot draws 1 to 4 arms, not {count}"):
        arm_styles(count)
