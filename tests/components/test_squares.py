"""A hundred squares say the numbers they stand for, wherever they are drawn."""

import re

import pytest

from components.palette import arm_styles
from components.squares import Hundred, picture


@pytest.mark.parametrize("counts", [(0, 100), (37, 23), (100, 1)])
def test_as_many_squares_are_filled_as_are_counted_from_one_corner(counts):
    groups = [Hundred(name, count, (f"{count} of 100",)) for name, count in zip("AB", counts, strict=True)]
    drawn = picture(groups)
    for style, count in zip(arm_styles(2), counts, strict=True):
        filled = re.findall(rf'<rect x="(\d+)" y="(\d+)"[^>]*fill="{style.colour}"', drawn)
        assert len(filled) == count
        places = [(int(y), int(x)) for x, y in filled]
        assert places == sorted(places), "row by row"
    assert drawn.count("<rect") == 200


def test_words_are_never_markup():
    assert "<b>" not in picture([Hundred("<b>", 1, ("<b>",))])
