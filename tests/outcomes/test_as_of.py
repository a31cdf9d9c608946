"""What was known when: the spec tables, the rule for dates, and what is left out counted."""

from pathlib import Path

import pytest

from dashboard.prepared import TrialView
from dashboard.screens.outcomes.shown import OutcomesView, shown
from evidence.choices.load import Choices
from evidence.choices.short_words import ShortWords
from evidence.lines.cards import facts
from evidence.trial.as_of import known_from, known_on, last_day_of
from evidence.trial.values import ProvenanceStatus
from tests.eligibility.tables import sections

SPEC = sections(Path(__file__).with_name("as_of_spec.md"))
DATES = ("2011-11", "2012-01", "2013-06", "2015-03", "2020-06", "today")


@pytest.fixture(scope="module")
def seen(trial, others, display):
    choices = Choices(display, None, None, None, (), None, ShortWords())
    prepared = TrialView(trial, choices, glance=None, others=tuple(others.values()))
    return {date: shown(prepared, None if date == "today" else date) for date in DATES}


def expected(row):
    return {date: row[date] == "yes" for date in DATES}


@pytest.mark.parametrize("row", SPEC["outcomes"], ids=lambda row: row["outcome"])
def test_an_outcome_is_shown_from_its_first_dated_text(seen, row):
    found = {date: row["outcome"] in {each.id for each in page.trial.outcomes} for date, page in seen.items()}
    assert found == expected(row)


@pytest.mark.parametrize("row", SPEC["events"], ids=lambda row: row["event"])
def test_an_event_is_shown_from_its_last_possible_day(seen, row):
    found = {date: row["event"] in {each.id for each in page.trial.timeline} for date, page in seen.items()}
    assert found == expected(row)


def has(page: OutcomesView, part: str) -> bool:
    kind, _, name = part.partition(" ")
    if kind == "curve":
        return page.trial.curve(name) is not None
    if kind == "card":
        return name in {card.study for card in page.cards}
    if kind == "response":
        return bool(page.response)
    if kind == "mechanism":
        return bool(facts(page.trial, "mechanism", "Mechanism"))
    line = page.prepared.display.research_line
    return bool(facts(page.trial, line.topic, line.study))


@pytest.mark.parametrize("row", SPEC["parts"], ids=lambda row: row["part"])
def test_a_part_of_the_page_is_shown_from_its_first_dated_text(seen, row):
    assert {date: has(page, row["part"]) for date, page in seen.items()} == expected(row)


@pytest.mark.parametrize("date", DATES[:-1])
def test_nothing_shown_was_stated_later_and_everything_hidden_is_counted(trial, date):
    day = last_day_of(date)
    known = known_on(trial, day)
    for value in known.trial.facts():
        assert known_from(value, trial.sources) <= day
    for outcome in known.trial.outcomes:
        for side in (*outcome.arms, *outcome.comparisons):
            for held in side.quantities.values():
                assert known_from(held.value, trial.sources) <= day
                if held.interval:
                    assert known_from(held.interval.low, trial.sources) <= day
    files = ("outcomes.csv", "response.csv", "context.csv")
    counted = [each for each in trial.values if each.file in files and each.known is not ProvenanceStatus.NOT_AVAILABLE]
    still = [
        each for each in known.trial.values if each.file in files and each.known is not ProvenanceStatus.NOT_AVAILABLE
    ]
    assert len(still) + known.later + known.undated == len(counted)
    assert len(known.trial.timeline) + known.later_events == len(trial.timeline)


def test_what_the_page_does_not_date_is_left_out(trial):
    known = known_on(trial, last_day_of("2020-06")).trial
    assert not any((known.subgroups, known.baseline, known.adverse_events, known.safety_findings, known.exposure))


def test_later_pages_only_ever_show_more(trial):
    before = None
    for month in ("2008-02", *DATES[:-1], "2026-11"):
        values = set(map(id, known_on(trial, last_day_of(month)).trial.values))
        assert before is None or before <= values
        before = values


def test_a_date_known_to_the_month_counts_from_its_last_day(trial):
    # The second interim analysis was presented in December 2012; no day is held.
    ids = {
        month: {o.id for o in known_on(trial, last_day_of(month)).trial.outcomes} for month in ("2012-11", "2012-12")
    }
    assert "os-2012" not in ids["2012-11"]
    assert "os-2012" in ids["2012-12"]


def test_a_text_brought_up_to_date_later_dates_nothing_back(trial):
    # A scorecard first issued in 2018 repeats the results of 2020: it counts from the version that was read.
    assert "os-2018" not in {o.id for o in known_on(trial, last_day_of("2019-12")).trial.outcomes}


@pytest.mark.parametrize("text", ["", "2012", "2012-13", "2012-1", "0000-01", "2012-01-01", "x"])
def test_what_is_no_month_has_no_last_day(text):
    assert last_day_of(text) is None


def test_february_of_a_leap_year_ends_on_its_own_day():
    assert str(last_day_of("2012-02")) == "2012-02-29"
