"""Risk differences and relative risks against R, statsmodels and the published formulas written out."""

import math

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from evidence.statistics import relative_risk, risk_difference

Z = 1.959963984540054


def wilson(n: int, of: int) -> tuple[float, float]:
    share, squared = n / of, Z * Z
    middle = (share + squared / (2 * of)) / (1 + squared / of)
    reach = Z * math.sqrt(share * (1 - share) / of + squared / (4 * of * of)) / (1 + squared / of)
    return middle - reach, middle + reach


def newcombe(n: int, of: int, m: int, out_of: int) -> tuple[float, float]:
    """Method 10 of Newcombe 1998, from the Wilson limits of both proportions."""
    (l1, u1), (l2, u2) = wilson(n, of), wilson(m, out_of)
    p1, p2 = n / of, m / out_of
    d = p1 - p2
    return d - math.hypot(p1 - l1, u2 - p2), d + math.hypot(u1 - p1, p2 - l2)


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


@pytest.mark.parametrize("counts", [(272, 407, 184, 397), (61, 407, 99, 397), (5, 407, 11, 397), (0, 407, 1, 397)])
def test_the_formula_written_out_gives_the_same(counts):
    found = risk_difference(*counts)
    assert (found.low / 100, found.high / 100) == pytest.approx(newcombe(*counts), abs=1e-9)


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
