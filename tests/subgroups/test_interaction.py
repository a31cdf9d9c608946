"""Interaction: the method against its paper's worked example, the results against hand calculation, the refusals."""

import math

import pytest

from evidence.analysis.interaction import Interaction, compare_logs, interactions, log_error, smallest_p
from evidence.trial.trial import Trial

FIGURE, TEXT = "pfs-irf-2011-forest", "pfs-irf-2011-text"


def found(trial: Trial, family: str, forest: str = FIGURE) -> Interaction:
    return next(each for each in interactions(trial, forest) if each.family.id == family)


def by_hand(first: tuple[float, float, float], second: tuple[float, float, float]) -> tuple[float, float, float, float]:
    """Step by step with the rounded 1.96 of the paper: logarithms, widths, difference, back."""
    logs = [math.log(ratio) for ratio, _, _ in (first, second)]
    errors = [(math.log(high) - math.log(low)) / (2 * 1.96) for _, low, high in (first, second)]
    d, se = logs[0] - logs[1], math.sqrt(errors[0] ** 2 + errors[1] ** 2)
    p = math.erfc(abs(d / se) / math.sqrt(2))
    return math.exp(d), math.exp(d - 1.96 * se), math.exp(d + 1.96 * se), p


def test_the_worked_example_of_the_method():
    # Altman & Bland 2003: fractures under hormone replacement, below 60 years 0.67 (0.46 to 0.98), from 60 years
    # 0.88 (0.71 to 1.08); d = -0.2726, SE 0.2206, z = -1.24, p = 0.2, ratio 0.76 (0.49 to 1.17).
    errors = [(math.log(high) - math.log(low)) / 3.92 for low, high in ((0.46, 0.98), (0.71, 1.08))]
    result = compare_logs(math.log(0.67), errors[0], math.log(0.88), errors[1])
    assert math.log(result.ratio) == pytest.approx(-0.2726, abs=5e-5)
    assert math.hypot(*errors) == pytest.approx(0.2206, abs=5e-5)
    assert (round(result.ratio, 2), round(result.low, 2), round(result.high, 2)) == (0.76, 0.49, 1.17)
    assert round(result.p, 1) == 0.2


@pytest.mark.parametrize(
    ("family", "forest", "first", "second", "p"),
    [
        ("hormone-receptor", FIGURE, (0.72, 0.55, 0.95), (0.55, 0.42, 0.72), 0.17),
        ("age-65", FIGURE, (0.65, 0.53, 0.80), (0.52, 0.31, 0.86), 0.43),
        ("prior-neoadjuvant-trastuzumab", TEXT, (0.62, 0.35, 1.07), (0.60, 0.43, 0.83), 0.92),
    ],
)
def test_results_equal_a_calculation_by_hand(trial, family, forest, first, second, p):
    result = found(trial, family, forest).result
    assert result is not None
    assert (result.ratio, result.low, result.high, result.p) == pytest.approx(by_hand(first, second), rel=1e-4)
    assert round(result.p, 2) == p


def test_those_left_out_are_counted(trial):
    assert [(each.count, each.who) for each in found(trial, "hormone-receptor").left_out] == [
        (12, "ER and PgR status unknown")
    ]
    [outside] = found(trial, "prior-neoadjuvant-trastuzumab", TEXT).left_out
    assert outside.count == 432
    assert outside.who == "Previous neoadjuvant or adjuvant chemotherapy: no"
    assert found(trial, "age-65").left_out == ()


@pytest.mark.parametrize(
    ("family", "forest", "reasons"),
    [
        ("her2-test", FIGURE, ["the levels overlap, so one patient can be in both"]),
        ("disease-type", FIGURE, ["hazard ratio not in the sources we read: Visceral disease"]),
        ("prior-neoadjuvant-chemotherapy", FIGURE, ["hazard ratio not in the sources we read: No"]),
        (
            "region",
            FIGURE,
            [
                "it has 4 levels, not two",
                "hazard ratios not in the sources we read: Europe, North America, South America",
            ],
        ),
        ("race", FIGURE, ["it has 4 levels, not two", "hazard ratios not in the sources we read: Black, Asian, Other"]),
        ("age-75", FIGURE, ["hazard ratios not in the sources we read: <75 yr, ≥75 yr"]),
        (
            "region-asia-or-not",
            FIGURE,
            [
                "this analysis does not print all of its levels",
                "no interval in the sources we read: All regions other than Asia",
            ],
        ),
        (
            "region-asia-or-not",
            "os-2012-forest",
            ["no interval in the sources we read: All regions other than Asia"],
        ),
    ],
)
def test_every_other_family_is_refused_with_its_reasons(trial, family, forest, reasons):
    refused = found(trial, family, forest)
    assert refused.result is None
    assert list(refused.reasons) == reasons


def test_exactly_three_families_can_be_compared(trial):
    computed = [each.family.id for forest in (FIGURE, TEXT) for each in interactions(trial, forest) if each.result]
    assert computed == ["age-65", "hormone-receptor", "prior-neoadjuvant-trastuzumab"]


def test_an_interval_of_unstated_level_is_marked_as_read_at_95(trial):
    assert found(trial, "age-65").assumes_95
    assert not found(trial, "hormone-receptor").assumes_95


def test_a_family_says_where_its_rows_stand_and_whether_one_of_them_is_inferred(trial):
    receptors = found(trial, "hormone-receptor")
    assert receptors.forest == FIGURE
    assert receptors.levels == ("ER-positive, PgR-positive, or both", "ER-negative and PgR-negative")
    assert receptors.is_inferred is False
    # The row of "Yes" stands in the figure as published, and its place among the rows was inferred.
    assert found(trial, "prior-neoadjuvant-chemotherapy").is_inferred is True


def test_nothing_computed_has_no_smallest_p():
    assert smallest_p(()) is None


def test_no_family_comes_near_the_level_from_which_credibility_is_rated(trial):
    smallest = smallest_p(tuple(each for forest in (FIGURE, TEXT) for each in interactions(trial, forest)))
    assert smallest is not None
    assert smallest > 0.1


def test_limits_that_are_no_confidence_interval_give_no_error(trial):
    ranged = next(each for each in trial.exposure if "cycles per patient" in each.measure).arms[0].estimate
    assert ranged is not None
    assert ranged.level == "range"
    assert log_error(ranged) is None


@pytest.mark.parametrize("side", ["low", "high"])
def test_one_printed_limit_gives_no_error(trial, side):
    row = next(line for line in trial.forest(FIGURE) if line.family == "hormone-receptor")
    interval = row.hazard_ratio.interval
    blank = getattr(interval, side).model_copy(update={"number": None, "printed": "not available"})
    alone = row.hazard_ratio.model_copy(update={"interval": interval.model_copy(update={side: blank})})
    assert log_error(row.hazard_ratio) is not None
    assert log_error(alone) is None


def with_line(trial, family, level, **changes):
    """The trial with one line of the figure changed."""
    lines = tuple(
        line.model_copy(update=changes)
        if (line.family, line.level_id, line.forest) == (family, level, FIGURE)
        else line
        for line in trial.subgroups
    )
    return type(trial)(**{**vars(trial), "subgroups": lines})


def test_a_level_without_a_count_leaves_the_family_incomplete(trial):
    # 408 + 388 + 12 = 808: without the 12 of unknown receptors the levels hold 796.
    changed = with_line(trial, "hormone-receptor", "unknown", n=None)
    assert found(changed, "hormone-receptor").reasons == ("the levels hold 796 of 808 patients",)


def test_patients_with_a_known_value_left_out_are_a_reason(trial):
    smaller = tuple(line for line in trial.subgroups if (line.family, line.level_id) != ("hormone-receptor", "unknown"))
    changed = type(trial)(**{**vars(trial), "subgroups": smaller})
    assert found(changed, "hormone-receptor").reasons == ("the levels hold 796 of 808 patients",)
