"""What is computed from the curves, against calculations by hand and the laws of rounding."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.analysis.survival_differences import (
    difference,
    last_month,
    of_hundred,
    restricted_mean_difference,
    shaded_from,
    survival_difference,
)
from evidence.lines.cursor import reading, words_of_difference
from evidence.lines.readings import horizon, mean_to_horizon, reconstruction_errors, scenarios

# By hand: estimates and standard errors from the data files, subtracted; error = root of the summed squares;
# 1.959964 errors to either side.
BY_HAND = [
    # endpoint, month: 93.67-88.79; sqrt(1.23^2+1.59^2) = 2.01022
    ("os", 12, 4.88, 0.940, 8.820),
    # 68.03-55.72; sqrt(2.41^2+2.58^2) = 3.53051
    ("os", 36, 12.31, 5.390, 19.230),
    # 57.73-45.88; sqrt(2.66^2+2.68^2) = 3.77598
    ("os", 48, 11.85, 4.449, 19.251),
    # 66.95-52.41; sqrt(2.41^2+2.56^2) = 3.51592
    ("pfs", 12, 14.54, 7.649, 21.431),
    # 30.97-18.90; sqrt(2.45^2+2.11^2) = 3.23336
    ("pfs", 36, 12.07, 5.733, 18.407),
]
MEANS_BY_HAND = [
    # 30.836-28.703; sqrt(0.470^2+0.529^2) = 0.707631
    ("os", 36, 2.133, 0.746, 3.520),
    # 43.234-38.478; sqrt(0.905^2+0.963^2) = 1.321512
    ("os", 57, 4.756, 2.166, 7.346),
    # 10.319-9.391; sqrt(0.151^2+0.172^2) = 0.228877
    ("pfs", 12, 0.928, 0.479, 1.377),
    # 23.403-17.977; sqrt(0.795^2+0.749^2) = 1.092257
    ("pfs", 44, 5.426, 3.285, 7.567),
]


@pytest.mark.parametrize(("endpoint", "month", "estimate", "low", "high"), BY_HAND)
def test_differences_at_a_month_equal_the_hand_calculation(trial, endpoint, month, estimate, low, high):
    found = survival_difference(trial.curve(endpoint), month)
    assert (found.estimate, found.low, found.high) == pytest.approx((estimate, low, high), abs=0.0006)


@pytest.mark.parametrize(("endpoint", "month", "estimate", "low", "high"), MEANS_BY_HAND)
def test_differences_of_restricted_means_equal_the_hand_calculation(trial, endpoint, month, estimate, low, high):
    found = restricted_mean_difference(trial, trial.curve(endpoint), month)
    assert (found.estimate, found.low, found.high) == pytest.approx((estimate, low, high), abs=0.0006)


def test_the_worked_example_of_another_data_set():
    # GBSG2, restricted means to 60 months: 41.549539 (1.008668) and 46.460734 (1.246612).
    found = difference(46.460734, 1.246612, 41.549539, 1.008668)
    assert (found.estimate, found.low, found.high) == pytest.approx((4.911, 1.768, 8.054), abs=0.0006)


def test_nothing_is_gained_at_the_start(trial):
    for endpoint in ("os", "pfs"):
        found = restricted_mean_difference(trial, trial.curve(endpoint), 0)
        assert (found.estimate, found.low, found.high) == (0, 0, 0)


@pytest.mark.parametrize("error", [-0.1, math.nan])
def test_what_is_no_standard_error_is_refused(error):
    with pytest.raises(ValueError, match="standard error"):
        difference(1, error, 1, 0.1)
    with pytest.raises(ValueError, match="standard error"):
        difference(1, 0.1, 1, error)


def test_beyond_the_curve_nothing_is_said(trial):
    curve = trial.curve("pfs")
    assert survival_difference(curve, last_month(curve) + 1) is None
    assert restricted_mean_difference(trial, curve, 61) is None


@pytest.mark.parametrize(("endpoint", "month"), [("os", 58), ("pfs", 45)])
def test_the_tail_is_shaded_from_the_month_under_a_tenth_at_risk(trial, endpoint, month):
    curve = trial.curve(endpoint)
    assert shaded_from(curve) == month
    assert horizon(curve) == month - 1
    for at, below in ((month - 1, False), (month, True)):
        shares = [arm.at(at).at_risk.number / arm.at_risk[0] for arm in curve.arms]
        assert any(share < 0.1 for share in shares) is below


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=6).filter(any))
def test_people_of_a_hundred_always_add_up_and_lie_within_one_of_the_exact_share(weights):
    shares = [weight / sum(weights) for weight in weights]
    counts = of_hundred(shares)
    assert sum(counts) == 100
    assert all(abs(count - 100 * share) < 1 for count, share in zip(counts, shares, strict=True))
    assert all(count >= 0 for count in counts)


@given(st.floats(0, 1, allow_nan=False))
def test_two_groups_of_people_round_as_usual(share):
    with_, without = of_hundred((share, 1 - share))
    assert with_ + without == 100
    assert abs(with_ - 100 * share) <= 0.5 + 1e-9


@pytest.mark.parametrize("shares", [(0.5, 0.4), (1.2, -0.2), (math.nan, 1.0)])
def test_what_is_no_whole_is_refused(shares):
    with pytest.raises(ValueError, match="parts of one whole"):
        of_hundred(shares)


def test_every_reading_of_the_cursor_is_consistent(trial, display):
    for plotted in display.curves:
        for month in range(61):
            read = reading(trial, plotted, month)
            assert read is not None
            for arm in read.arms:
                assert arm.without_event + arm.with_event == 100
            assert f"{read.arms[0].without_event} of 100" in read.gain_sentence
            assert f"{read.arms[0].with_event} of 100" in read.loss_sentence
            assert read.difference.low <= read.difference.estimate <= read.difference.high
            words = words_of_difference(read, plotted)
            assert ("no difference too" in words) is (
                month > 0 and abs(read.difference.estimate) >= 0.05 and read.difference.low <= 0 <= read.difference.high
            )
            assert bool(read.published) is (plotted.endpoint == "os" and month in (12, 24, 36, 48))


def test_published_rates_stand_beside_the_reading(trial, display):
    read = reading(trial, display.curves[0], 36)
    assert [arm.without_event for arm in read.arms] == [68, 56]
    assert read.published[0].startswith("68.2 %")
    assert read.published[1].startswith("54.3 %")
    assert "none for this endpoint" in reading(trial, display.curves[1], 36).published_note


# README of the efficacy evidence, "Reconstructed (kmdata) vs published"; error = reconstructed minus published.
ERRORS = {
    "os": [
        ("Median, months", "Control group", "41.8", "40.8", "+1.0"),
        ("Median, months", "Pertuzumab group", "60.3", "56.5", "+3.8"),
        ("Hazard ratio", "Both groups", "0.68", "0.68", "0.00"),
        ("With the event", "Control group", "216", "221", "−5"),
        ("With the event", "Pertuzumab group", "165", "168", "−3"),
        ("At month 12, of 100", "Control group", "88.8", "89.0", "−0.2"),
        ("At month 12, of 100", "Pertuzumab group", "93.7", "94.4", "−0.7"),
        ("At month 24, of 100", "Control group", "70.4", "69.7", "+0.7"),
        ("At month 24, of 100", "Pertuzumab group", "80.1", "80.5", "−0.4"),
        ("At month 36, of 100", "Control group", "55.7", "54.3", "+1.4"),
        ("At month 36, of 100", "Pertuzumab group", "68.0", "68.2", "−0.2"),
        ("At month 48, of 100", "Control group", "45.9", "45.4", "+0.5"),
        ("At month 48, of 100", "Pertuzumab group", "57.7", "57.6", "+0.1"),
    ],
    "pfs": [
        ("Median, months", "Control group", "12.5", "12.4", "+0.1"),
        ("Median, months", "Pertuzumab group", "19.0", "18.7", "+0.3"),
        ("Hazard ratio", "Both groups", "0.67", "0.68", "−0.01"),
        ("With the event", "Control group", "313", "not available", "not available"),
        ("With the event", "Pertuzumab group", "276", "not available", "not available"),
        ("At fixed months, of 100", "Both groups", "at every month", "not available", "not available"),
    ],
}


@pytest.mark.parametrize("endpoint", ERRORS)
def test_the_error_table_is_the_one_of_the_evidence(trial, display, endpoint):
    plotted = next(each for each in display.curves if each.endpoint == endpoint)
    found = {
        (line.quantity, line.arm, line.reconstructed, line.published, line.error)
        for line in reconstruction_errors(trial, plotted)
    }
    assert found == set(ERRORS[endpoint])


def test_scenarios_go_only_as_far_as_the_curve(trial):
    worst, typical, best = scenarios(trial, trial.curve("os"))
    assert worst.arms[0].startswith("15 months (95 % CI 12 to 17)")
    assert typical.arms[0].endswith("not reached by 68 months")
    assert best.arms == ("not reached by 68 months", "not reached by 67 months")
    assert scenarios(trial, trial.curve("pfs"))[2].arms[1].startswith("62 months")


def test_no_mean_passes_its_horizon(trial):
    for endpoint in ("os", "pfs"):
        line = mean_to_horizon(trial, trial.curve(endpoint))
        assert str(horizon(trial.curve(endpoint))) in line.name
