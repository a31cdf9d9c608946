"""The Outcomes page without a browser: its states, its cursor, its date, and addresses that cannot be used."""

import pytest

from tests.dashboard.conftest import bare, column, opened, switched

BAR = "As known on {} — not current"
NOTICE = "Newer: T-DXd + P, DESTINY-Breast09"
DATES = {"2012-01": "31 January 2012", "2013-06": "30 June 2013", "2015-03": "31 March 2015", "2020-06": "30 June 2020"}


def test_the_answer_is_a_sentence_with_the_published_medians(outcomes_page, said):
    app = outcomes_page()
    assert [title.value for title in app.title] == ["Overall survival: median 56.5 vs 40.8 months"]
    tiles = {tile.label: tile.value for tile in app.metric}
    assert tiles == {
        "PFS, independent review, months": "18.5 vs 12.4",
        "Alive at 8 years, %": "37 vs 23",
        "Response, %": "80 vs 69",
    }
    assert "**0.68 (0.56–0.84)**" in said(app)
    assert "Crossover: 48 of 406 control patients" in said(app)


def test_the_page_starts_with_everything_known_and_the_cursor_at_three_years(outcomes_page, said):
    app = outcomes_page()
    words = said(app)
    assert app.number_input(key="month").value == 36
    assert "Of 100 people in each group, an estimated 12.3 more" in words
    assert "not current" not in words
    assert NOTICE in words


def test_what_was_published_stands_before_what_was_reconstructed(outcomes_page):
    rows = column(outcomes_page(), "Pertuzumab", of="Reading")
    assert list(rows)[:4] == [
        "Median, months",
        "Hazard ratio, stratified",
        "Alive at month 36, %",
        "≈ Alive at month 36, %",
    ]
    assert rows["Alive at month 36, %"] == "68.2†"
    assert rows["≈ Alive at month 36, %"] == "68.0 (63.0–72.5)"
    assert rows["≈ 10 of 100 had died by"] == "15"
    assert rows["≈ 25 to 75 of 100 had died by"] == "27 to > 67"


def test_no_row_is_shown_for_a_month_that_was_not_published(outcomes_page):
    rows = column(outcomes_page(month="18"), "Control", of="Reading")
    assert "Alive at month 18, %" not in rows
    assert rows["≈ Alive at month 18, %"] == "80.4 (76.0–84.0)"


@pytest.mark.parametrize("endpoint", ["os", "pfs"])
@pytest.mark.parametrize("month", [0, 1, 45, 58, 60])
def test_every_month_of_both_endpoints_can_be_linked_to(outcomes_page, endpoint, month):
    app = outcomes_page(endpoint=endpoint, month=str(month))
    assert not app.exception
    assert app.number_input(key="month").value == month
    assert any(f"at month {month}, %" in row for row in column(app, "Control", of="Reading"))


def test_the_intervals_and_the_direction_are_switches(outcomes_page):
    app = switched(outcomes_page(), "curve-drawn", ["incidence"])
    assert not app.exception
    (curves,) = [chart for chart in app.get("plotly_chart") if "Kaplan" in chart.proto.alt]
    assert "had died" in curves.proto.spec
    assert '"tonexty"' not in curves.proto.spec


@pytest.mark.parametrize("month", DATES)
def test_a_date_stands_over_the_page_and_the_notice_stays(outcomes_page, said, month):
    app = outcomes_page(as_of=month)
    assert BAR.format(DATES[month]) in app.title[0].value
    words = said(app)
    assert BAR.format(DATES[month]) in words
    assert "undated texts only" in words
    assert "counts from its last day" in words
    assert "15 December 2025" in said(opened(app, "newer")), "the notice is never set back"


def test_a_page_set_back_hides_the_curve_and_says_since_when_it_exists(outcomes_page, said):
    app = outcomes_page(as_of="2015-03")
    words = said(app)
    assert "its reconstruction dates from 2021" in words
    assert "appeared on 19 February 2015" in words
    assert not any("at month 36" in row for row in column(app, "Control", of="Reading"))
    rates = next(each.value for each in app.table if "Group" in each.value.columns)
    assert list(rates.columns) == ["Group", "12", "24", "36", "48"]
    assert bare(rates["12"][0]) == "94.4†"
    assert "Overall survival 0.68" in words
    assert "November 2018" not in words


def test_a_page_set_back_before_any_result_says_so(outcomes_page, said):
    words = said(outcomes_page(as_of="2008-06"))
    assert "No result of the trial had been stated." in words
    assert "No analysis had been reported." in words


def test_second_hand_is_said_with_the_curves_and_their_error_measured(outcomes_page, said):
    words = said(opened(outcomes_page(), "readings"))
    assert "reconstructed from a published figure, not trial data" in words
    assert "from there under 10 % of a group is at risk (our rule)" in words
    assert "the reconstructed curves cross there at 60.3 and 41.8 months" in words
    assert "Reconstructed against" not in words
    assert "unstratified" in words


def test_every_analysis_is_a_row_under_its_endpoint_and_each_source_one_click_away(outcomes_page, said):
    app = outcomes_page()
    (plot,) = [chart for chart in app.get("plotly_chart") if "each data cut" in chart.proto.alt]
    for row in ("2011 · 1st interim, not sig. 0.64 (0.47–0.88)", "2018 · end of study 0.69† (0.58–0.82)"):
        assert row in plot.proto.alt
    words = said(opened(app, "analyses"))
    assert "Boundary HR ≤0.603: 0.64 not crossed" in words
    assert "Not available:" in words


def test_the_published_rates_carry_their_intervals_one_click_away(outcomes_page, said):
    words = said(opened(outcomes_page(), "rates"))
    assert "37 (31–42)" in words
    assert "November 2018" in words


def test_other_trials_are_one_line_each_within_their_own_groups(outcomes_page, said):
    app = outcomes_page()
    rows = column(app, "PFS", of="Trial")
    assert rows["DESTINY-Breast09"].startswith("40.7† (36.5 to not reached) vs n/a vs 26.9†")
    assert "HR 0.75 (0.59–0.96)" in rows["PATINA"]
    assert "Sources: " in said(opened(app, "cards"))


@pytest.mark.parametrize("part", ["What was known when", "T-DM1 with pertuzumab", "Mechanism"])
def test_each_part_around_the_trial_opens(outcomes_page, part):
    app = switched(outcomes_page(), "around", part)
    assert not app.exception


@pytest.mark.parametrize(
    ("name", "value"),
    [("month", "61"), ("month", "-1"), ("month", "3.5"), ("month", "x"), ("month", ""), ("endpoint", "OS"),
     ("endpoint", "dfs"), ("as_of", "2012"), ("as_of", "2031-01"), ("as_of", "1999-12"), ("as_of", "2012-13")],
)  # fmt: skip
def test_a_view_that_cannot_be_shown_gets_a_sentence(outcomes_page, said, name, value):
    words = said(outcomes_page(**{name: value}))
    assert f"From the address, {name} is" in words
    assert "not current" not in words


def test_the_case_page_ignores_the_date():
    from streamlit.testing.v1 import AppTest

    from tests.outcomes.conftest import ROOT

    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
    app.query_params["as_of"] = "2012-01"
    app.run()
    words = "\n".join(str(each.value) for each in (*app.markdown, *app.caption))
    assert "not current" not in words
