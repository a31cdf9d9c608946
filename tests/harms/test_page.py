"""The Harms page: every row of the paper's and the label's tables against the sources, and its states."""

import csv
from pathlib import Path

import pytest

from tests.dashboard.conftest import words

HERE = Path(__file__).parent
CASE = {"region": "asia", "age_years": "67", "lvef_percent": "50", "adjuvant_trastuzumab": "yes"}
COMPARED = "Difference, points; relative risk (95 % CI)"
LABEL = "US label, grades 3–4"


def source_rows(name: str, grade: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["grade"] == grade]


def event_tables(app):
    return [each.value for each in app.table if COMPARED in each.value.columns]


def shown(table) -> dict[str, tuple[str, str, str]]:
    rows = zip(table["Event"], table["Pertuzumab"], table["Control"], table[COMPARED], strict=True)
    return {event.strip("*"): tuple(rest) for event, *rest in rows}


def of_label(run_page):
    app = run_page("harms")
    return next(each for each in app.get("button_group") if each.key == "harms-view").set_value(LABEL).run()


@pytest.mark.parametrize("params", [{}, CASE, {"region": "europe"}])
def test_it_runs_in_every_state(run_page, params):
    app = run_page("harms", params)
    assert not app.exception
    assert [each.value for each in app.title] == ["Harms"]


@pytest.mark.parametrize(("at", "grade", "count"), [(0, "all", 13), (1, "3+", 11)])
def test_all_rows_of_table_3_read_as_in_the_source(run_page, at, grade, count):
    table = shown(event_tables(run_page("harms"))[at])
    rows = source_rows("table3.csv", grade)
    assert len(rows) == len(table) == count
    for row in rows:
        first, second, compared = table[row["event"]]
        assert first == f"{row['percent']} %  \n:small[{row['n']} of {row['of']}]"
        assert second == f"{row['control_percent']} %  \n:small[{row['control_n']} of {row['control_of']}]"
        assert "(" in compared


def test_the_labels_table_is_a_view_of_its_own_and_marks_its_counts(run_page):
    app = of_label(run_page)
    assert not app.exception
    tables = event_tables(app)
    for table, grade in zip(tables[:1], ("3-4",), strict=True):
        rows = source_rows("label.csv", grade)
        held = shown(table)
        assert len(rows) == len(held) == 31
        for row in rows:
            first, second, _ = held[row["event"]]
            assert first.startswith(f"{row['percent']} %")
            assert second.startswith(f"{row['control_percent']} %")
            assert f"of {row['of']}, derived here]" in first
            assert f"of {row['control_of']}, derived here]" in second
    any_grade = {**shown(tables[1]), **shown(tables[2])}
    rows = source_rows("label.csv", "all")
    assert len(rows) == len(any_grade) == 21
    for row in rows:
        assert any_grade[row["event"]][0].startswith(f"{row['percent']} %")
        assert any_grade[row["event"]][1].startswith(f"{row['control_percent']} %")


def test_the_two_bands_are_never_on_one_screen(run_page):
    assert "Grade 3-4" not in words(run_page("harms"))
    label = words(of_label(run_page))
    assert "Grade 3 or higher · " not in label


def test_thresholds_and_grading_are_stated(run_page):
    said = words(run_page("harms"))
    assert "NCI-CTCAE version 3.0" in said
    assert "25 % or more in either group, or a difference between the groups of at least 5 percentage points" in said
    assert "Listed: 2 % or more" in said


def test_the_largest_difference_comes_first_whichever_way_it_points(run_page):
    table = event_tables(run_page("harms"))[0]
    assert [event.strip("*") for event in table["Event"]][:5] == [
        "Diarrhea",
        "Constipation",
        "Rash",
        "Mucosal inflammation",
        "Peripheral edema",
    ]
    assert table[COMPARED][1].startswith("−9.9")


def test_order_by_name_and_search(run_page):
    app = run_page("harms")
    next(each for each in app.get("button_group") if each.key == "harms-order").set_value("name")
    app = app.run()
    names = [event.strip("*") for event in event_tables(app)[0]["Event"]]
    assert names == sorted(names, key=str.casefold)
    app = app.text_input(key="harms-search").set_value("neutro").run()
    assert [list(shown(table)) for table in event_tables(app)] == [
        ["Febrile neutropenia", "Neutropenia"],
        ["Febrile neutropenia", "Neutropenia"],
    ]
    app = app.text_input(key="harms-search").set_value("hiccups").run()
    assert "Absence here is not zero" in words(app)


def test_no_p_value_stands_beside_an_adverse_event(run_page):
    for app in (run_page("harms"), of_label(run_page)):
        for table in event_tables(app):
            assert not any("p =" in str(cell) for cell in table.to_numpy().ravel())


def test_notes_follow_the_patient(run_page):
    said = words(run_page("harms", CASE))
    for title in ("Enrolled in Asia, febrile neutropenia", "65 years or more", "LVEF of exactly 50 %"):
        assert title in said
    assert "After docetaxel stops" in words(run_page("harms"))
    nothing = words(run_page("harms"))
    assert "Enrolled in Asia, febrile neutropenia" not in nothing
    assert "Not entered, so not looked at: " in nothing


def test_the_halves_name_people_cut_off_and_time(run_page):
    said = words(run_page("harms", {"month": "24"}))
    assert "Benefit: at month 24" in said
    assert "everyone randomised, in the group assigned (402 and 406)" in said
    assert "everyone treated, in the group of the treatment received (407 and 397)" in said
    assert "**8** in the pertuzumab group and **5** in the control group had diarrhoea of grade 3 or higher" in said
    assert "11 February 2014" in said
    assert "13 May 2011" in said
    assert "an estimated" in said


def test_a_month_that_is_none_gets_a_sentence(run_page):
    app = run_page("harms", {"month": "200"})
    assert not app.exception
    assert "month is" in words(app)


def test_the_heart_has_its_own_strip_with_definitions(run_page):
    table = next(
        each.value for each in run_page("harms").table if any("Among " in str(cell) for cell in each.value.iloc[:, 0])
    )
    rows = dict(zip(table["Finding"], zip(table["Pertuzumab"], table["Control"], strict=True), strict=True))
    fall = next(name for name in rows if "LVEF fall" in name)
    assert "their number is not printed" in fall
    assert rows[fall] == ("3.8 %", "6.6 %")
    symptomatic = next(name for name in rows if name.startswith("**Symptomatic"))
    assert rows[symptomatic] == ("1.0 %  \n(4 of 407)", "1.8 %  \n(7 of 397)")
    assert all("Among " in name for name in rows)
    said = words(run_page("harms")).replace("†", "")
    assert "1.97 (1.05–3.70)" in said
    assert "Left ventricular dysfunction and harm to the unborn child" in said


def test_exposure_deaths_and_life_beside_the_events(run_page):
    said = words(run_page("harms")).replace("†", "")
    for held in ("18.1 months", "11.8 months", "(57 of 407)", "(160 of 408)", "6.1 %"):
        assert held in said
    for held in ("18.4 weeks", "HR 0.97", "HR 0.58 (0.39–0.85", "Progression in the brain"):
        assert held in said


def test_the_word_significant_is_nowhere_among_the_harms(run_page):
    app = run_page("harms", CASE)
    said = words(app).replace("clinically significant fall", "").replace("significant one", "")
    assert "significant" not in said.casefold()
