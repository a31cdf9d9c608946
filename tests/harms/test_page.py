"""The Harms page: every row of the paper's and the label's tables against the sources, and its states."""

import csv
from pathlib import Path

import pytest

from evidence.trial.spelling import british
from tests.dashboard.conftest import column, opened, plot, switched, words

HERE = Path(__file__).parent
CASE = {"region": "asia", "age_years": "67", "lvef_percent": "50", "adjuvant_trastuzumab": "yes"}
COMPARED = "Difference, points; relative risk (95 % CI)"
PAPER, LABEL = "2012 paper", "US label"


def source_rows(name: str, grade: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["grade"] == grade]


def event_tables(app):
    return [each.value for each in app.table if COMPARED in each.value.columns]


def shown(table) -> dict[str, tuple[str, str, str]]:
    rows = zip(table["Event"], table["Pertuzumab"], table["Control"], table[COMPARED], strict=True)
    return {event.partition("  \n")[0]: tuple(rest) for event, *rest in rows}


def of_label(run_page):
    return opened(switched(run_page("harms"), "harms-view", LABEL), "events")


@pytest.mark.parametrize("params", [{}, CASE, {"region": "europe"}])
def test_it_runs_in_every_state_and_the_chosen_events_are_its_answer(run_page, params):
    app = run_page("harms", params)
    assert not app.exception
    assert [each.value for each in app.title] == [
        "Diarrhoea 66.8 vs 46.3 %; febrile neutropenia, grade ≥ 3, 13.8 vs 7.6 %"
    ]
    # Newcombe's intervals, as R gives them: 272/407 v 184/397 and 56/407 v 30/397.
    also = "symptomatic heart failure 1.0 vs 1.8; neutropenia, grade ≥ 3 48.9 vs 45.8; infusion reaction, same day 13.0 vs 9.8"
    assert also in words(app)
    assert "**+20.5 (+13.7 to +27.0)** and **+6.2 (+1.9 to +10.5)**" in words(app)
    assert {tile.label: tile.value for tile in app.metric} == {
        "Serious event, 2018, %": "39.2 vs 29.3",
        "Median months on treatment": "18.1 vs 11.8",
    }


@pytest.mark.parametrize(("at", "grade", "count"), [(0, "all", 13), (1, "3+", 11)])
def test_all_rows_of_table_3_read_as_in_the_source(run_page, at, grade, count):
    table = shown(event_tables(opened(run_page("harms"), "events"))[at])
    rows = source_rows("table3.csv", grade)
    assert len(rows) == len(table) == count
    for row in rows:
        first, second, compared = table[british(row["event"])]
        assert first == f"{row['percent']} %  \n:small[{row['n']} of {row['of']}]"
        assert second == f"{row['control_percent']} %  \n:small[{row['control_n']} of {row['control_of']}]"
        assert "(" in compared


def test_the_labels_table_is_a_view_of_its_own_and_marks_its_counts(run_page):
    app = of_label(run_page)
    assert not app.exception
    tables = event_tables(app)
    held = shown(tables[0])
    rows = source_rows("label.csv", "3-4")
    assert len(rows) == len(held) == 31
    for row in rows:
        first, second, _ = held[british(row["event"])]
        assert first.startswith(f"{row['percent']} %")
        assert second.startswith(f"{row['control_percent']} %")
        assert f"of {row['of']}, derived here]" in first
        assert f"of {row['control_of']}, derived here]" in second
    any_grade = {**shown(tables[1]), **shown(tables[2])}
    rows = source_rows("label.csv", "all")
    assert len(rows) == len(any_grade) == 21
    for row in rows:
        assert any_grade[british(row["event"])][0].startswith(f"{row['percent']} %")
        assert any_grade[british(row["event"])][1].startswith(f"{row['control_percent']} %")


def test_the_two_bands_are_never_on_one_screen(run_page):
    paper = words(opened(run_page("harms"), "events"))
    assert "Grade 3-4 ·" not in paper
    assert "grade 3–4, listing" not in paper
    label = words(of_label(run_page))
    assert "Grade 3 or higher ·" not in label


def test_thresholds_and_grading_are_stated(run_page):
    said = words(opened(run_page("harms"), "events"))
    assert "NCI-CTCAE version 3.0" in said
    assert "25 % or more in either group, or a difference between the groups of at least 5 percentage points" in said
    assert "Listed: 2 % or more" in said
    listed = words(run_page("harms"))
    assert "grade ≥ 3, 2 % or more" in listed, "what a dash means stands beside the plot"


def test_the_chosen_events_stand_first_then_the_largest_difference_whichever_way_it_points(run_page):
    said = plot(run_page("harms"), "Adverse events")
    places = [
        said.index(event)
        for event in ("Diarrhoea", "Febrile neutropenia", "Constipation", "Rash", "Mucosal inflammation")
    ]
    assert places == sorted(places)
    assert "Constipation, any grade: 15.0 % vs 24.9 %, difference −9.9" in said


def test_the_rows_are_put_in_order_of_name(run_page):
    app = opened(run_page("harms"), "events")
    app = app.selectbox(key="harms-order").set_value("name").run()
    said = plot(app, "Adverse events")
    assert said.index("Alopecia") < said.index("Asthenia") < said.index("Diarrhoea") < said.index("Rash")


def test_no_p_value_stands_beside_an_adverse_event(run_page):
    for app in (opened(run_page("harms"), "events"), of_label(run_page)):
        for table in event_tables(app):
            assert not any("p =" in str(cell) for cell in table.to_numpy().ravel())


def test_notes_follow_the_patient_and_what_is_not_entered_is_named(run_page):
    said = words(run_page("harms", CASE))
    for title in ("Enrolled in Asia, febrile neutropenia", "65 years or more", "LVEF of exactly 50 %"):
        assert title in said
    nothing = words(run_page("harms"))
    assert "No specific safety note for this patient" in nothing
    assert "not entered: " in nothing
    app = opened(run_page("harms", CASE), "note-region-asia")
    assert "What this does not say" in words(app)
    assert "26 %" in words(app)


def test_benefit_and_harm_name_people_cut_off_and_time(run_page):
    said = words(opened(run_page("harms", {"month": "24"}), "halves"))
    assert "Benefit: at month 24" in said
    assert "everyone randomised, in the group assigned (402 and 406)" in said
    assert "everyone treated, in the group of the treatment received (407 and 397)" in said
    assert "**8** in the pertuzumab group and **5** in the control group had diarrhoea of grade 3 or higher" in said
    assert "**14** in the pertuzumab group and **8** in the control group had febrile neutropenia" in said
    assert "11 February 2014" in said
    assert "13 May 2011" in said


def test_a_month_that_is_none_gets_a_sentence(run_page):
    app = run_page("harms", {"month": "200"})
    assert not app.exception
    assert "month is" in words(app)


def test_the_heart_says_what_each_row_counts_and_what_other_trials_found(run_page):
    app = opened(run_page("harms"), "heart")
    rows = column(app, "Pertuzumab", of="Measure")
    assert rows["LV dysfunction, any grade"] == "4.4 % (18/407)"
    assert rows["LVEF fall ≥ 10 to < 50 % of those measured"] == "3.8 %"
    assert rows["Symptomatic (heart failure)"] == "1.0 % (4/407)"
    control = column(app, "Control", of="Measure")
    assert control["Symptomatic (heart failure)"] == "1.8 % (7/397)"
    said = words(app).replace("†", "")
    assert "their number is not printed" in said
    assert "1.97 (1.05–3.70)" in said, "pooled heart failure stands beside the table, not behind a click"
    assert "Left ventricular dysfunction and harm to the unborn child" in said
    assert words(run_page("harms")).count("an LVEF of 50 % or more") == 1


def test_serious_events_deaths_and_stopping_are_parts_of_one_panel(run_page):
    app = run_page("harms")
    serious = column(app, "Pertuzumab", of="Finding")
    assert serious["Any serious event November 2018"] == "39.2 % (160/408)"
    assert serious["Any serious event May 2012"] == "36 %"
    deaths = column(switched(app, "harms-part", "Deaths"), "Pertuzumab", of="Finding")
    assert deaths["Deaths, disease progression"] == "14.0 % (57/407)"
    assert deaths["of these febrile neutropenia, worked out here"] == "0.7 % (3/407)"
    stopped = column(switched(app, "harms-part", "Stopped"), "Control", of="Finding")
    assert stopped["Stopped all study therapy"] == "5.3 %"


def test_what_a_part_does_not_report_is_not_available_and_never_zero(run_page):
    deaths = column(switched(run_page("harms"), "harms-part", "Deaths"), "Control", of="Finding")
    assert deaths["Related: somnolence"] == "n/a"


def test_life_and_the_brain_stand_beside(run_page):
    said = words(run_page("harms")).replace("†", "")
    for held in ("18.4 weeks", "HR 0.97", "HR 0.58", "(0.39–0.85", "Quality of life"):
        assert held in said


def test_the_word_significant_is_nowhere_among_the_harms(run_page):
    app = opened(run_page("harms", CASE), "events", "heart", "more", "halves", "beside")
    said = words(app).replace("clinically significant fall", "").replace("significant one", "")
    assert "significant" not in said.casefold()


@pytest.mark.parametrize("params", [{"pregnancy_lactation": "yes"}, {"lvef_percent": "48"}])
def test_the_page_begins_with_the_boxed_warning_for_whom_it_warns_of_most(run_page, params):
    _, first, *_ = (each.value for each in run_page("harms", params).markdown)  # behind the strip of the verdict
    assert "Current US boxed warning: Left ventricular dysfunction and harm to the unborn child" in first
    assert "Current US boxed warning" not in " ".join(each.value for each in run_page("harms").markdown[:3])


def test_whole_trial_results_beside_an_excluded_patient_say_so(run_page):
    assert "measured with LVEF ≥ 50 %: this patient would not have been in the trial" in words(
        run_page("harms", {"lvef_percent": "48"})
    )
