"""Every value says where it is from, and how it is known."""

import re

import pytest

from evidence.trial.files.harms import Grade
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus, ValueState
from tests.eligibility.tables import rows

SPLIT = """
    outcome      | arm        | quantity                     | part  | printed     | known            | source
    -------------+------------+------------------------------+-------+-------------+------------------+----------------------
    os-2014      | pertuzumab | median, months               | value | 56.5        | published        | swain2015
    os-2014      | pertuzumab | median, months               | low   | 49.3        | secondary source | swain2015-abstract
    os-2014      | pertuzumab | median, months               | high  | not reached | secondary source | swain2015-abstract
    os-2014      | control    | events                       | value | 221         | secondary source | perjeta-hcp
    os-2014      | control    | crossed over                 | value | 48          | secondary source | annemarie-translation
    os-2014      | control    | patients                     | value | 406         | published        | baselga2012
    pfs-irf-2011 | control    | median, months               | value | 12.4        | published        | baselga2012
    pfs-irf-2011 | control    | median, months               | low   | 10          | secondary source | nct00567190
    pfs-irf-2011 | control    | events                       | value | 242         | secondary source | perjeta-hcp
    pfs-inv-2014 | pertuzumab | median, months               | value | 18.7        | published        | swain2015
    os-2018      | pertuzumab | median, months               | value | 57.1        | secondary source | sps-nhs
    os-2012      | control    | events                       | value | not available | not available  | swain2013
"""


@pytest.mark.parametrize(
    "row", rows(SPLIT), ids=lambda row: f"{row['outcome']} {row['arm']} {row['quantity']} {row['part']}"
)
def test_values_of_one_record_keep_their_own_sources(cleopatra: Trial, row):
    estimate = cleopatra.outcome(row["outcome"]).arm(row["arm"]).get(Quantity(row["quantity"]))
    value = getattr(estimate, row["part"])
    assert (value.printed, value.known, value.provenance.source) == (row["printed"], row["known"], row["source"])


def test_percentages_and_counts_of_heart_dysfunction_come_from_different_texts(cleopatra: Trial):
    event = cleopatra.adverse_event("cardiac-reports", "Left ventricular systolic dysfunction", Grade.ANY)
    held = [
        (arm.arm, str(arm.percent), arm.percent.known, str(arm.n), arm.n.known, arm.n.provenance.source)
        for arm in event.arms
    ]
    assert held == [
        ("pertuzumab", "4.4", ProvenanceStatus.PUBLISHED, "18", ProvenanceStatus.SECONDARY, "swain2013cardiac"),
        ("control", "8.3", ProvenanceStatus.PUBLISHED, "33", ProvenanceStatus.SECONDARY, "swain2013cardiac"),
    ]


def test_the_inferred_month_axis_is_told_apart_from_the_printed_numbers_at_risk(cleopatra: Trial):
    first = [row for row in cleopatra.at_risk if row.analysis == "primary-2011"]
    assert len(first) == 18
    assert {row.at_risk.known for row in first} == {ProvenanceStatus.PUBLISHED}
    assert {row.month.known for row in first} == {ProvenanceStatus.ROW_INFERRED}


def test_whatever_comes_from_the_reconstruction_says_so_and_nothing_else_does(cleopatra: Trial):
    assert {value.known for value in cleopatra.facts() if value.provenance.source == "kmdata"} == {
        ProvenanceStatus.RECONSTRUCTED
    }
    assert {
        value.provenance.source for value in cleopatra.facts() if value.known is ProvenanceStatus.RECONSTRUCTED
    } == {"kmdata"}


def test_every_value_is_placed_sourced_and_located(cleopatra: Trial):
    for value in cleopatra.facts():
        provenance = value.provenance
        assert provenance.source in cleopatra.sources
        assert provenance.locator
        assert provenance.cutoff.printed
        assert re.fullmatch(r"\d+|arms\[\d\]\.\w+", value.row), value


def test_every_value_not_available_gives_its_reason(cleopatra: Trial):
    absent = [value for value in cleopatra.facts() if value.state is ValueState.NOT_AVAILABLE]
    assert len(absent) > 50
    for value in absent:
        assert value.known is ProvenanceStatus.NOT_AVAILABLE
        assert value.number is None
        assert value.provenance.note


def test_what_the_paper_could_not_estimate_is_no_gap_of_ours(cleopatra: Trial):
    [value] = [value for value in cleopatra.facts() if value.known is ProvenanceStatus.NOT_ESTIMABLE]
    assert (value.file, value.field, value.printed) == ("subgroups.csv", "hazard_ratio", "not estimable")


def test_confidence_levels_are_stated_only_where_a_text_states_them(cleopatra: Trial):
    def level(outcome: str, arm: str, quantity: Quantity) -> str | None:
        return cleopatra.outcome(outcome).arm(arm).get(quantity).level

    assert level("os-2018", "control", Quantity.MEDIAN) == "95"
    assert level("os-2014", "control", Quantity.MEDIAN) == "not stated"
    assert level("pfs-irf-2011", "control", Quantity.MEDIAN) == "not stated"
    assert level("os-2018-7y", "control", Quantity.RATE) == "not stated"
    assert level("os-2018-8y", "control", Quantity.RATE) == "95"
    levels = {line.level: line.hazard_ratio.level for line in cleopatra.forest("pfs-irf-2011-forest")}
    assert levels["IHC 3+"] == "95"
    assert levels["Asia"] == levels["<65 yr"] == "not stated"


def test_follow_up_ranges_are_not_taken_for_confidence_intervals(cleopatra: Trial):
    assert cleopatra.outcome("os-2014").arm("control").get(Quantity.FOLLOW_UP).level == "range"
    assert cleopatra.outcome("os-2018").arm("control").get(Quantity.FOLLOW_UP).level == "interquartile range"


def test_bounds_are_never_numbers(cleopatra: Trial):
    bounds = {value.printed: value for value in cleopatra.facts() if value.state is ValueState.BOUND}
    assert {"<0.001", "≤0.603", "≤10", "<1"} <= bounds.keys()
    assert all(value.number is None and value.bound is not None for value in bounds.values())


def test_hazard_ratios_and_their_limits_keep_two_decimals(cleopatra: Trial):
    ratios = [
        value
        for value in cleopatra.facts()
        if value.file == "subgroups.csv" and value.field in ("hazard_ratio", "low", "high") and value.is_number
    ]
    assert len(ratios) > 40
    assert all(re.fullmatch(r"\d\.\d\d", value.printed) for value in ratios)


def test_the_label_prints_percentages_without_counts(cleopatra: Trial):
    label = [event for event in cleopatra.adverse_events if event.table.startswith("us-label")]
    assert len(label) == 52
    assert {str(arm.n) for event in label for arm in event.arms} == {"count not printed"}


def test_an_event_absent_from_a_block_of_table_3_is_below_its_threshold_not_zero(cleopatra: Trial):
    table = cleopatra.table("nejm-2012-table-3")
    assert cleopatra.adverse_event(table.id, "Left ventricular systolic dysfunction", Grade.ANY) is None
    assert table.block(Grade.ANY).absent_means == "below the paper's listing threshold"
    assert table.block(Grade.THREE_OR_MORE).absent_means == "below the paper's listing threshold"
    assert table.block(Grade.THREE_TO_FOUR) is None


def test_the_label_and_the_paper_grade_differently(cleopatra: Trial):
    paper = cleopatra.adverse_event("nejm-2012-table-3", "Febrile neutropenia", Grade.THREE_OR_MORE)
    label = cleopatra.adverse_event("us-label-table-1", "Febrile neutropenia", Grade.THREE_TO_FOUR)
    assert [str(arm.percent) for arm in paper.arms] == ["13.8", "7.6"]
    assert [str(arm.percent) for arm in label.arms] == ["13.0", "7.3"]


def test_one_fact_stands_once(cleopatra: Trial):
    places = [(value.file, value.row, value.field) for value in cleopatra.facts()]
    assert len(places) == len(set(places))
    measures = {finding.measure for finding in cleopatra.safety_findings}
    assert not any(measure.startswith("Any cardiac adverse event") for measure in measures)
    assert "Left ventricular systolic dysfunction" not in measures


def test_the_arms_stand_experimental_first_everywhere(cleopatra: Trial):
    assert [arm.id for arm in cleopatra.arms] == ["pertuzumab", "control"]
    order = ["pertuzumab", "control", "all"]
    groups = [line.arms for line in cleopatra.baseline]
    groups += [event.arms for event in cleopatra.adverse_events]
    groups += [finding.arms for finding in cleopatra.safety_findings]
    groups += [outcome.arms for outcome in cleopatra.outcomes]
    groups += [curve.arms for curve in cleopatra.curves]
    for group in groups:
        places = [order.index(each.arm) for each in group]
        assert places == sorted(set(places))


def test_a_date_known_to_the_month_counts_from_its_last_day(cleopatra: Trial):
    event = next(event for event in cleopatra.timeline if event.id == "second-interim-reported")
    assert (event.date.printed, str(event.date.last_day)) == ("2012-12", "2012-12-31")
    days = [event.date.last_day for event in cleopatra.timeline]
    assert days == sorted(days)


def test_an_undated_source_has_no_day(cleopatra: Trial):
    assert str(cleopatra.sources["perjeta-hcp"].published) == "undated"
    assert cleopatra.sources["perjeta-hcp"].published.last_day is None


def test_nobody_is_named_as_checker_who_has_not_checked(cleopatra: Trial):
    assert cleopatra.review.is_checked == bool(cleopatra.review.checked_by)
    assert cleopatra.review.author != cleopatra.review.checked_by
    assert cleopatra.review.reviewed.last_day < cleopatra.review.next_review.last_day


def test_a_curve_is_read_at_the_last_point_before_a_month(cleopatra: Trial):
    curve = cleopatra.curve("os").arm("control")
    assert str(curve.at(12).survival.value) == str(curve.at(12.2).survival.value) == "0.8879"
    assert curve.at(-1) is None
    assert curve.at(1000) is None
    assert len(curve.months) == len(curve.survival) == len(curve.low) == len(curve.points) == 271
