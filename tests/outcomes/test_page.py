"""The Outcomes page without a browser: its states, its cursor, its date, and addresses that cannot be used."""

import pytest

BAR = "Showing what was known on {} — not current"
NOTICE = "Newer first-line evidence exists"
DATES = {"2012-01": "31 January 2012", "2013-06": "30 June 2013", "2015-03": "31 March 2015", "2020-06": "30 June 2020"}


def test_the_page_starts_with_everything_known_and_the_cursor_at_three_years(outcomes_page, said):
    app = outcomes_page()
    words = said(app)
    assert app.slider(key="month").value == 36
    assert "68 of 100 in the pertuzumab group and 56 of 100 in the control group were alive" in words
    assert "32 of 100 in the pertuzumab group and 44 of 100 in the control group had died" in words
    assert "not current" not in words
    assert NOTICE in words


@pytest.mark.parametrize("endpoint", ["os", "pfs"])
@pytest.mark.parametrize("month", [0, 1, 45, 58, 60])
def test_every_month_of_both_endpoints_can_be_linked_to(outcomes_page, said, endpoint, month):
    app = outcomes_page(endpoint=endpoint, month=str(month))
    assert app.slider(key="month").value == month
    assert app.number_input(key="month_box").value == month
    assert f"At month {month}, of 100 in each group" in said(app)


def test_slider_box_and_steps_move_one_cursor(outcomes_page, said):
    app = outcomes_page(month="59")
    for key, month in (("cursor-later", 60), ("cursor-later", 60), ("cursor-earlier", 59)):
        app.button(key=key).click().run()
        assert app.slider(key="month").value == app.number_input(key="month_box").value == month
    app.number_input(key="month_box").set_value(24).run()
    assert app.slider(key="month").value == 24
    assert "80.5 % (interval not available)" in said(app)
    app.slider(key="month").set_value(0).run()
    assert app.number_input(key="month_box").value == 0
    app.button(key="cursor-earlier").click().run()
    assert app.slider(key="month").value == 0


def test_the_intervals_and_the_direction_are_switches(outcomes_page):
    app = outcomes_page()
    assert app.toggle(key="curve-bands").value is True
    assert app.toggle(key="curve-rising").value is False
    app.toggle(key="curve-rising").set_value(True).run()
    app.toggle(key="curve-bands").set_value(False).run()
    assert not app.exception


@pytest.mark.parametrize("month", DATES)
def test_a_date_stands_over_the_page_and_the_notice_stays(outcomes_page, said, month):
    words = said(outcomes_page(as_of=month))
    assert BAR.format(DATES[month]) in words
    assert "undated texts only" in words
    assert "counts from its last day" in words
    assert NOTICE in words
    assert "15 December 2025" in words, "the currency notice is never set back"


def test_a_page_set_back_hides_the_curve_and_says_since_when_it_exists(outcomes_page, said):
    words = said(outcomes_page(as_of="2015-03"))
    assert "its reconstruction dates from 2021" in words
    assert "appeared on 19 February 2015" in words
    assert "At month 36" not in words
    assert "Published rates, cut-off 11 February 2014" in words
    assert "94.4 of 100" in words
    assert "cut-off November 2018" not in words


def test_second_hand_is_said_wherever_the_reconstruction_is(outcomes_page, said):
    words = said(outcomes_page())
    assert words.count("reconstructed from a published figure, not trial data") >= 2
    assert "from there under 10 % of a group is at risk (our rule)" in words
    assert "Crossover: 48 of 406 control patients" in words


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
