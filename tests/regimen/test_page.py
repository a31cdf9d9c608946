"""The Regimen page: the trial's schedule, its calendar over chosen cycles, and labels in a panel of their own."""

import pytest

from tests.dashboard.conftest import column, opened, switched, words


@pytest.mark.parametrize("params", [{}, {"age_years": "67", "lvef_percent": "50"}])
def test_it_runs_in_every_state_and_the_doses_come_first_with_their_units(run_page, params):
    app = run_page("regimen", params)
    assert not app.exception
    assert [each.value for each in app.title] == ["Every 3 weeks: pertuzumab + trastuzumab + docetaxel"]
    assert {tile.label: tile.value for tile in app.metric} == {
        "Pertuzumab": "840 → 420 mg",
        "Trastuzumab": "8 → 6 mg/kg",
        "Docetaxel": "75 mg/m²",
    }
    assert "at least 6 cycles recommended, more allowed" in words(app)


def test_it_is_the_same_for_every_patient(run_page):
    tables = [
        [table.value.to_string() for table in run_page("regimen", case).table] for case in ({}, {"lvef_percent": "44"})
    ]
    assert tables[0] == tables[1]


def test_the_number_of_cycles_is_chosen(run_page):
    app = opened(run_page("regimen"), "calendar")
    app = app.number_input(key="regimen-cycles").set_value(3).run()
    assert not app.exception
    assert column(app, "Weeks since", of="What")["Docetaxel  \n75 mg/m²"] == "0, 3, 6"


def test_a_rule_read_second_hand_is_marked(run_page):
    rules = column(run_page("regimen"), "Rule", of="Topic")
    assert "the day before the other drugs†" in rules["Order"]
    assert "†" not in rules["Trastuzumab"]


def test_the_trials_schedule_and_the_labels_are_apart(run_page):
    app = run_page("regimen")
    headings = [each.value for each in app.header]
    given = next(at for at, each in enumerate(headings) if each.startswith("As the trial gave it"))
    labels = next(at for at, each in enumerate(headings) if each.startswith("What labels say, by product"))
    assert given < labels
    (products,) = [each for each in app.get("button_group") if each.key == "label-product"]
    assert products.options == ["Perjeta", "Phesgo", "Trastuzumab"]


@pytest.mark.parametrize("product", ["Perjeta", "Phesgo", "Trastuzumab"])
def test_every_label_rule_is_reached_with_its_place_and_source(run_page, product):
    app = switched(run_page("regimen"), "label-product", product)
    assert not app.exception
    table = next(each.value for each in app.table if "Where" in each.value.columns)
    assert all(len(cell) > len(":small[]") for cell in (*table["Where"], *table["Source"]))


def test_exposure_is_as_printed(run_page):
    rows = column(run_page("regimen"), "Pertuzumab", of="Received")
    assert rows["Cycles, median"] == "18 cycles (range 1–56)"
    assert rows["Docetaxel dose intensity, median"] == "24.6 mg/m² per week"
    assert rows["Docetaxel raised to 100 mg/m²"] == "11.8 % (48/407)"
    control = column(run_page("regimen"), "Control", of="Received")
    assert control["Docetaxel cycles, median"] == "8 cycles (range 1–41)"


def test_nothing_computes_a_dose(run_page):
    app = run_page("regimen")
    own = [each.key for each in app.number_input if each.key and each.key.startswith("regimen")]
    assert own == ["regimen-cycles"]
    assert "No dose is worked out for this patient" in words(app)


def test_the_reload_sentence_is_not_seen(run_page):
    (topics,) = [each for each in run_page("regimen").get("button_group") if each.key.startswith("label-topic")]
    app = switched(run_page("regimen"), topics.key, "Missed dose")
    rules = column(app, "Rule", of="What")
    assert rules["6 weeks or more between doses, intravenous pertuzumab"] == "not seen; consult the current label"
