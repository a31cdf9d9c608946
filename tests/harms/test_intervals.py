"""Risk differences and relative risks against R, statsmodels and calculations by hand."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep

from evidence.analysis.proportions import relative_risk, risk_difference


def test_diarrhea_equals_r():
    # R 4.2.2, Wilson limits of prop.test without continuity correction combined as in Newcombe 1998.
    found = risk_difference(272, 407, 184, 397)
    assert found.estimate == pytest.approx(20.48, abs=0.005)
    assert (found.low, found.high) == pytest.approx((13.67218, 27.02765), abs=1e-5)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [((0, 50, 3, 48), -0.1684, 0.0198), ((0, 50, 0, 48), -0.0741, 0.0713)],
)
def test_zero_cells_equal_statsmodels(counts, low, high):
    found = risk_difference(*counts)
    assert (found.low / 100, found.high / 100) == pytest.approx((low, high), abs=5e-5)


@st.composite
def counts_of_two_groups(draw):
    sizes = [draw(st.integers(1, 900)) for _ in range(2)]
    return [number for of in sizes for number in (draw(st.integers(0, of)), of)]


@given(counts_of_two_groups())
@example([272, 407, 184, 397])
@example([0, 407, 397, 397])
@example([1, 1, 0, 1])
def test_every_difference_equals_statsmodels(counts):
    # Both are sums of a few terms below 1 in double precision: 1e-12 is a thousand roundings.
    found = risk_difference(*counts)
    expected = confint_proportions_2indep(*counts, method="newcomb", compare="diff", alpha=0.05)
    assert (found.low / 100, found.high / 100) == pytest.approx(expected, abs=1e-12)


def test_relative_risk_by_hand():
    # Katz: log(0.6683/0.4635) = 0.3660; standard error sqrt(1/272 - 1/407 + 1/184 - 1/397) = 0.0643.
    found = relative_risk(272, 407, 184, 397)
    assert found is not None
    assert found.estimate == pytest.approx(1.4419, abs=5e-5)
    assert (found.low, found.high) == pytest.approx((1.2712, 1.6356), abs=1e-4)


def test_no_relative_risk_where_a_count_is_zero():
    assert relative_risk(0, 407, 1, 397) is None
    assert relative_risk(4, 407, 0, 397) is None


def test_relative_risk_equals_statsmodels():
    found = relative_risk(61, 407, 99, 397)
    low, high = confint_proportions_2indep(61, 407, 99, 397, compare="ratio", method="log")
    assert found is not None
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-9)


@pytest.mark.parametrize("counts", [(1, 0, 1, 2), (1, 2, 0, 0), (-1, 5, 1, 5), (6, 5, 1, 5), (1, 5, 6, 5)])
def test_counts_that_are_no_proportion_are_refused(counts):
    for compute in (risk_difference, relative_risk):
        with pytest.raises(ValueError, match=r"-?\d of \d is not a proportion"):
            compute(*counts)


def test_none_all_and_one_of_one_are_proportions():
    assert risk_difference(0, 1, 1, 1).estimate == -100
    assert risk_difference(5, 5, 0, 5).estimate == 100
