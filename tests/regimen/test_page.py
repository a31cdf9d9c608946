"""The Regimen page: the trial's schedule, its calendar over chosen cycles, and labels in panels of their own."""

import pytest

from tests.dashboard.conftest import words


@pytest.mark.parametrize("params", [{}, {"age_years": "67", "lvef_percent": "50"}])
def test_it_runs_in_every_state(run_page, params):
    app = run_page("regimen", params)
    assert not app.exception
    assert [each.value for each in app.title] == ["Regimen"]


def test_it_is_the_same_for_every_patient(run_page):
    tables = [
        [table.value.to_string() for table in run_page("regimen", case).table] for case in ({}, {"lvef_percent": "44"})
    ]
    assert tables[0] == tables[1]


def test_the_number_of_cycles_is_chosen(run_page):
    app = run_page("regimen").number_input(key="regimen-cycles").set_value(3).run()
    assert not app.exception


def test_the_trials_schedule_and_the_labels_are_apart(run_page):
    app = run_page("regimen")
    headings = [each.value for each in app.header]
    assert headings.index("As the trial gave it") < headings.index("What labels say, by product")
    panels = [each.value for each in app.subheader if each.value.startswith("Label: ")]
    assert panels == [
        "Label: Perjeta (pertuzumab, intravenous)",
        "Label: Phesgo (pertuzumab-trastuzumab, subcutaneous)",
        "Label: Trastuzumab (intravenous)",
    ]


def test_exposure_is_as_printed(run_page):
    said = words(run_page("regimen"))
    for held in (
        "(range 1–56)",
        "(range 1–50)",
        "(range 1–41)",
        "24.6 mg/m² per week",
        "(48 of 407)",
    ):
        assert held in said


def test_nothing_computes_a_dose(run_page):
    app = run_page("regimen")
    own = [each.key for each in app.number_input if each.key and each.key.startswith("regimen")]
    assert own == ["regimen-cycles"]
    assert "no dose computed" in words(app)


def test_the_reload_sentence_is_not_seen(run_page):
    assert "6 weeks or more between doses, intravenous pertuzumab: not seen; consult the current label" in words(
        run_page("regimen")
    )
