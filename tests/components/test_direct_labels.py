"""Names beside the ends of lines never lie over another and move no further than that takes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components.direct_labels import apart


def test_names_that_are_far_enough_apart_stay():
    assert apart([0.8, 0.3, 0.5], 0.1) == [0.8, 0.3, 0.5]


def test_a_name_moves_up_from_the_one_below_and_down_from_the_edge():
    assert apart([0.5, 0.5], 0.1) == pytest.approx([0.5, 0.6])
    assert apart([1.0, 0.98], 0.1) == pytest.approx([0.95, 0.85])
    assert apart([0.0], 0.1) == pytest.approx([0.05])


@given(st.lists(st.floats(0, 1), max_size=4))
def test_up_to_four_names_are_apart_within_the_plot_and_in_order(places):
    moved = apart(places, 0.1)
    ordered = sorted(moved)
    assert all(higher - lower >= 0.1 - 1e-9 for lower, higher in pairwise(ordered))
    assert all(0.05 - 1e-9 <= each <= 0.95 + 1e-9 for each in moved)
    assert all(
        moved[one] < moved[other]
        for one in range(len(places))
        for other in range(len(places))
        if places[one] < places[other]
    )
