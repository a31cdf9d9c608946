"""The published numbers, typed here a second time from the 2012 paper, as it prints them: control first."""

import pytest

from evidence.trial.files.harms import Grade
from evidence.trial.files.outcomes import Quantity
from evidence.trial.trial import Trial
from evidence.trial.values import ProvenanceStatus
from tests.eligibility.tables import rows

TABLE_1 = """
    family                        | level                                | control     | pertuzumab
    ------------------------------+--------------------------------------+-------------+------------
    sex                           | Female                               | 404 (99.5)  | 402 (100.0)
    race                          | Asian                                | 133 (32.8)  | 128 (31.8)
    race                          | Black                                | 20 (4.9)    | 10 (2.5)
    race                          | White                                | 235 (57.9)  | 245 (60.9)
    race                          | Other                                | 18 (4.4)    | 19 (4.7)
    region                        | Asia                                 | 128 (31.5)  | 125 (31.1)
    region                        | Europe                               | 152 (37.4)  | 154 (38.3)
    region                        | North America                        | 68 (16.7)   | 67 (16.7)
    region                        | South America                        | 58 (14.3)   | 56 (13.9)
    ecog                          | 0                                    | 248 (61.1)  | 274 (68.2)
    ecog                          | 1                                    | 157 (38.7)  | 125 (31.1)
    ecog                          | ≥2                                   | 1 (0.2)     | 3 (0.7)
    disease-type                  | Nonvisceral                          | 90 (22.2)   | 88 (21.9)
    disease-type                  | Visceral                             | 316 (77.8)  | 314 (78.1)
    hormone-receptor              | ER-positive, PgR-positive, or both   | 199 (49.0)  | 189 (47.0)
    hormone-receptor              | ER-negative and PgR-negative         | 196 (48.3)  | 212 (52.7)
    hormone-receptor              | Unknown                              | 11 (2.7)    | 1 (0.2)
    her2-ihc                      | 0 or 1+                              | 2 (0.5)     | 4 (1.0)
    her2-ihc                      | 2+                                   | 32 (7.9)    | 47 (11.7)
    her2-ihc                      | 3+                                   | 371 (91.4)  | 350 (87.1)
    her2-ihc                      | Data not available                   | 1 (0.2)     | 1 (0.2)
    her2-fish                     | Positive                             | 383 (94.3)  | 384 (95.5)
    her2-fish                     | Negative                             | 4 (1.0)     | 1 (0.2)
    her2-fish                     | Data not available                   | 19 (4.7)    | 17 (4.2)
    prior-neoadjuvant-chemotherapy| No                                   | 214 (52.7)  | 218 (54.2)
    prior-neoadjuvant-chemotherapy| Yes                                  | 192 (47.3)  | 184 (45.8)
    prior-neoadjuvant-component   | Anthracycline                        | 164 (40.4)  | 150 (37.3)
    prior-neoadjuvant-component   | Hormone                              | 97 (23.9)   | 106 (26.4)
    prior-neoadjuvant-component   | Taxane                               | 94 (23.2)   | 91 (22.6)
    prior-neoadjuvant-component   | Trastuzumab                          | 41 (10.1)   | 47 (11.7)
"""

TABLE_2 = """
    category                 | control    | pertuzumab
    -------------------------+------------+-----------
    Objective response       | 233 (69.3) | 275 (80.2)
    Complete response        | 14 (4.2)   | 19 (5.5)
    Partial response         | 219 (65.2) | 256 (74.6)
    Stable disease           | 70 (20.8)  | 50 (14.6)
    Progressive disease      | 28 (8.3)   | 13 (3.8)
    Not assessable           | 2 (0.6)    | 2 (0.6)
    No assessment performed  | 3 (0.9)    | 3 (0.9)
"""

TABLE_3 = """
    grade | event                                | control    | pertuzumab
    ------+--------------------------------------+------------+-----------
    any   | Diarrhea                             | 184 (46.3) | 272 (66.8)
    any   | Alopecia                             | 240 (60.5) | 248 (60.9)
    any   | Neutropenia                          | 197 (49.6) | 215 (52.8)
    any   | Nausea                               | 165 (41.6) | 172 (42.3)
    any   | Fatigue                              | 146 (36.8) | 153 (37.6)
    any   | Rash                                 | 96 (24.2)  | 137 (33.7)
    any   | Decreased appetite                   | 105 (26.4) | 119 (29.2)
    any   | Mucosal inflammation                 | 79 (19.9)  | 113 (27.8)
    any   | Asthenia                             | 120 (30.2) | 106 (26.0)
    any   | Peripheral edema                     | 119 (30.0) | 94 (23.1)
    any   | Constipation                         | 99 (24.9)  | 61 (15.0)
    any   | Febrile neutropenia                  | 30 (7.6)   | 56 (13.8)
    any   | Dry skin                             | 17 (4.3)   | 43 (10.6)
    3+    | Neutropenia                          | 182 (45.8) | 199 (48.9)
    3+    | Febrile neutropenia                  | 30 (7.6)   | 56 (13.8)
    3+    | Leukopenia                           | 58 (14.6)  | 50 (12.3)
    3+    | Diarrhea                             | 20 (5.0)   | 32 (7.9)
    3+    | Peripheral neuropathy                | 7 (1.8)    | 11 (2.7)
    3+    | Anemia                               | 14 (3.5)   | 10 (2.5)
    3+    | Asthenia                             | 6 (1.5)    | 10 (2.5)
    3+    | Fatigue                              | 13 (3.3)   | 9 (2.2)
    3+    | Granulocytopenia                     | 9 (2.3)    | 6 (1.5)
    3+    | Left ventricular systolic dysfunction| 11 (2.8)   | 5 (1.2)
    3+    | Dyspnea                              | 8 (2.0)    | 4 (1.0)
"""

FIGURE_1B = """
    level                              | n   | hazard ratio     | known
    -----------------------------------+-----+------------------+-------------------------
    All patients                       | 808 | 0.63 (0.52-0.76) | published
    No                                 | 432 |                  | not available
    Yes                                | 376 | 0.61 (0.46-0.81) | row inferred
    Europe                             | 306 |                  | not available
    North America                      | 135 |                  | not available
    South America                      | 114 |                  | not available
    Asia                               | 253 | 0.68 (0.48-0.95) | secondary source
    All regions other than Asia        | 555 | 0.61             | secondary source
    <65 yr                             | 681 | 0.65 (0.53-0.80) | secondary source
    ≥65 yr                             | 127 | 0.52 (0.31-0.86) | secondary source
    <75 yr                             | 789 |                  | not available
    ≥75 yr                             | 19  |                  | not available
    White                              | 480 | 0.62 (0.49-0.80) | row inferred
    Black                              | 30  |                  | not available
    Asian                              | 261 |                  | not available
    Other                              | 37  |                  | not available
    Visceral disease                   | 630 |                  | not available
    Nonvisceral disease                | 178 | 0.96 (0.61-1.52) | row inferred
    ER-positive, PgR-positive, or both | 388 | 0.72 (0.55-0.95) | published
    ER-negative and PgR-negative       | 408 | 0.55 (0.42-0.72) | published
    ER and PgR status unknown          | 12  |                  | published, not estimable
    IHC 3+                             | 721 | 0.60 (0.49-0.74) | published
    FISH-positive                      | 767 | 0.64 (0.53-0.78) | published
"""

HEADLINES = """
    outcome        | control median   | pertuzumab median       | hazard ratio     | p
    ---------------+------------------+-------------------------+------------------+--------
    pfs-irf-2011   | 12.4 (10-13)     | 18.5 (15-23)            | 0.62 (0.51-0.75) | <0.001
    pfs-inv-2011   | 12.4             | 18.5                    | 0.65 (0.54-0.78) | <0.001
    pfs-inv-2014   | 12.4             | 18.7                    | 0.68 (0.58-0.80) | <0.0001
    pfs-inv-2018   | 12.4             | 18.7                    | 0.69 (0.59-0.81) |
    os-2011        | not available    | not available           | 0.64 (0.47-0.88) | 0.005
    os-2014        | 40.8 (35.8-48.3) | 56.5 (49.3-not reached) | 0.68 (0.56-0.84) | 0.0002
    os-2018        | 40.8 (36-48)     | 57.1 (50-72)            | 0.69 (0.58-0.82) | not available
"""


@pytest.mark.parametrize("row", rows(TABLE_1), ids=lambda row: f"{row['family']} {row['level']}")
def test_every_line_of_table_1_is_as_the_paper_prints_it(cleopatra: Trial, row):
    [line] = [each for each in cleopatra.baseline if (each.family, each.level) == (row["family"], row["level"])]
    assert {arm.arm: f"{arm.n} ({arm.percent})" for arm in line.arms} == _arms(row)
    assert {value.known for arm in line.arms for value in (arm.n, arm.percent)} == {ProvenanceStatus.PUBLISHED}


def test_table_1_holds_nothing_beyond_its_printed_lines_but_age_and_the_implied_men(cleopatra: Trial):
    beyond = {(line.family, line.level) for line in cleopatra.baseline} - {
        (row["family"], row["level"]) for row in rows(TABLE_1)
    }
    assert beyond == {("sex", "Male"), ("age", "Median"), ("age", "Youngest"), ("age", "Oldest")}


def test_age_is_as_the_paper_prints_it(cleopatra: Trial):
    ages = {line.level: [str(arm.years) for arm in line.arms] for line in cleopatra.baseline if line.family == "age"}
    assert ages == {"Median": ["54.0", "54.0"], "Youngest": ["22", "27"], "Oldest": ["82", "89"]}


def test_the_two_men_are_said_to_be_derived(cleopatra: Trial):
    [men] = [line for line in cleopatra.baseline if line.level_id == "male"]
    assert [(str(arm.n), arm.n.known) for arm in men.arms] == [
        ("0", ProvenanceStatus.DERIVED),
        ("2", ProvenanceStatus.DERIVED),
    ]


@pytest.mark.parametrize("row", rows(TABLE_2), ids=lambda row: row["category"])
def test_every_response_category_is_as_the_paper_prints_it(cleopatra: Trial, row):
    [category] = [each for each in cleopatra.response if each.category == row["category"]]
    assert {arm.arm: f"{arm.n} ({arm.percent})" for arm in category.arms} == _arms(row)
    assert {arm.arm: str(arm.of) for arm in category.arms} == {"control": "336", "pertuzumab": "343"}


@pytest.mark.parametrize("row", rows(TABLE_3), ids=lambda row: f"{row['event']} {row['grade']}")
def test_every_row_of_table_3_is_as_the_paper_prints_it(cleopatra: Trial, row):
    event = cleopatra.adverse_event("nejm-2012-table-3", row["event"], Grade(row["grade"]))
    assert event is not None
    assert {arm.arm: f"{arm.n} ({arm.percent})" for arm in event.arms} == _arms(row)
    assert {arm.arm: str(arm.of) for arm in event.arms} == {"control": "397", "pertuzumab": "407"}
    assert {value.known for arm in event.arms for value in (arm.n, arm.of, arm.percent)} == {ProvenanceStatus.PUBLISHED}


def test_table_3_has_no_other_rows(cleopatra: Trial):
    held = [(each.grade, each.event) for each in cleopatra.adverse_events if each.table == "nejm-2012-table-3"]
    assert held == [(row["grade"], row["event"]) for row in rows(TABLE_3)]


@pytest.mark.parametrize("row", rows(FIGURE_1B), ids=lambda row: row["level"])
def test_every_line_of_the_2012_forest_plot_says_what_is_known_of_it(cleopatra: Trial, row):
    [line] = [each for each in cleopatra.forest("pfs-irf-2011-forest") if each.level == row["level"]]
    ratio = line.hazard_ratio
    assert str(line.n) == row["n"]
    assert ratio.value.known == row["known"]
    if row["hazard ratio"]:
        assert _printed(ratio) == row["hazard ratio"]
    else:
        assert ratio.value.number is None
        assert ratio.value.provenance.note


def test_the_forest_plot_keeps_the_order_of_the_paper(cleopatra: Trial):
    assert [line.level for line in cleopatra.forest("pfs-irf-2011-forest")] == [row["level"] for row in rows(FIGURE_1B)]


def test_prior_trastuzumab_stands_with_its_interval_and_medians(cleopatra: Trial):
    lines = {line.level_id: line for line in cleopatra.forest("pfs-irf-2011-text")}
    assert _printed(lines["with-trastuzumab"].hazard_ratio) == "0.62 (0.35-1.07)"
    assert _printed(lines["without-trastuzumab"].hazard_ratio) == "0.60 (0.43-0.83)"
    assert [str(arm.median_months) for arm in lines["with-trastuzumab"].arms] == ["16.9", "10.4"]
    assert [str(arm.median_months) for arm in lines["without-trastuzumab"].arms] == ["21.6", "12.6"]


@pytest.mark.parametrize("row", rows(HEADLINES), ids=lambda row: row["outcome"])
def test_every_headline_is_as_printed(cleopatra: Trial, row):
    outcome = cleopatra.outcome(row["outcome"])
    for arm in ("control", "pertuzumab"):
        assert _printed(outcome.arm(arm).get(Quantity.MEDIAN)) == row[f"{arm} median"]
    assert _printed(outcome.comparison.get(Quantity.HAZARD_RATIO)) == row["hazard ratio"]
    assert str(outcome.comparison.value(Quantity.P_VALUE) or "") == row["p"]


def test_the_second_interim_result_stands_with_its_boundary(cleopatra: Trial):
    outcome = cleopatra.outcome("os-2012")
    assert _printed(outcome.comparison.get(Quantity.HAZARD_RATIO)) == "0.66 (0.52-0.84)"
    assert str(outcome.comparison.value(Quantity.BOUNDARY_P_VALUE)) == "≤0.0138"
    assert str(outcome.arm("pertuzumab").value(Quantity.MEDIAN)) == "not reached"
    assert str(outcome.definition.analysis) == "second-interim-2012"
    assert str(cleopatra.analysis("second-interim-2012").cutoff) == "2012-05"


def test_the_first_survival_result_is_not_significant_and_shows_its_boundary(cleopatra: Trial):
    comparison = cleopatra.outcome("os-2011").comparison
    assert "NOT significant" in cleopatra.outcome("os-2011").definition.standing
    assert str(comparison.value(Quantity.BOUNDARY_HAZARD_RATIO)) == "≤0.603"
    assert str(comparison.value(Quantity.BOUNDARY_P_VALUE)) == "≤0.0012"
    assert comparison.value(Quantity.P_VALUE).number > comparison.value(Quantity.BOUNDARY_P_VALUE).bound.limit


@pytest.mark.parametrize(
    ("outcome", "pertuzumab", "control"),
    [
        ("os-2014-1y", "94.4", "89.0"),
        ("os-2014-2y", "80.5", "69.7"),
        ("os-2014-3y", "68.2", "54.3"),
        ("os-2014-4y", "57.6", "45.4"),
        ("os-2018-5y", "49 (44-54)", "35 (30-40)"),
        ("os-2018-6y", "45 (40-50)", "28 (24-33)"),
        ("os-2018-7y", "40 (35-46)", "26 (21-31)"),
        ("os-2018-8y", "37 (31-42)", "23 (19-28)"),
    ],
)
def test_the_share_alive_at_each_year_is_as_printed(cleopatra: Trial, outcome, pertuzumab, control):
    assert [_printed(arm.get(Quantity.RATE)) for arm in cleopatra.outcome(outcome).arms] == [pertuzumab, control]


def test_reconstructed_curves_never_stand_in_for_published_medians(cleopatra: Trial):
    medians = {
        (each.endpoint, each.arm): str(each.estimate.value)
        for each in cleopatra.summaries
        if each.at == 0.5 and each.quantity.startswith("time")
    }
    assert medians["os", "pertuzumab"] == "60.300"
    assert str(cleopatra.outcome("os-2014").arm("pertuzumab").value(Quantity.MEDIAN)) == "56.5"


def _arms(row: dict[str, str]) -> dict[str, str]:
    return {arm: row[arm] for arm in ("control", "pertuzumab")}


def _printed(estimate) -> str:
    low, high = estimate.low, estimate.high
    if low is None or low.known is ProvenanceStatus.NOT_AVAILABLE:
        return str(estimate.value)
    return f"{estimate.value} ({low}-{high})"
