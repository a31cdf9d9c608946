"""The Cohort page: the synthetic registry, a file of one's own, what is refused, and a row opened as a case."""

from __future__ import annotations

import io

import polars as pl

from evidence.cohort.files import pieces
from evidence.cohort.held import screen_file
from evidence.cohort.screen import screen
from evidence.cohort.synthetic import synthetic_cohort, template
from evidence.patient.attributes import attributes
from tests.cohort.made_up import CRITERIA
from tests.dashboard.conftest import words


def test_the_page_opens_without_a_cohort(run_page):
    app = run_page("cohort", {"ecog": "1"})
    assert not app.exception
    assert "written nowhere" in words(app)


def test_the_synthetic_registry_is_one_click_away_and_says_what_it_is(run_page):
    app = run_page("cohort")
    app.button(key="cohort-synthetic").click().run()
    assert not app.exception
    said = words(app)
    assert "Synthetic: nobody in it exists" in said
    assert "2\u202f000 rows" in said
    app.button(key="cohort-remove").click().run()
    assert "Synthetic: nobody in it exists" not in words(app)


def test_every_trial_is_counted_over_the_same_rows(run_page):
    app = run_page("cohort")
    app.button(key="cohort-synthetic").click().run()
    assert not app.exception
    table = next(each.value for each in app.table if "Not yet" in each.value.columns)
    rows = {row["Trial"].strip("*"): row for _, row in table.iterrows()}
    assert len(rows) == 7
    assert rows["DESTINY-Breast09"]["Meet"] == "–"
    apart = next(each.value for each in app.table if "Excluded here, not by CLEOPATRA" in each.value.columns)
    assert set(apart["Trial"].str.strip("*")) == set(rows) - {"CLEOPATRA"}
    for row in rows.values():
        numbers = [row[name] for name in ("Meet", "Excluded", "Not yet", "Cannot tell")]
        counted = [int(each.replace("\u202f", "")) for each in numbers if each[0].isdigit()]
        assert sum(counted) == 1_997  # three of the 2,000 do not validate


def test_an_uploaded_file_is_screened_and_a_broken_one_refused_in_a_sentence(run_page):
    app = run_page("cohort")
    app.file_uploader[0].upload("mine.csv", b"patient_id,ecog\nA,1\nB,7\n", "text/csv").run()
    assert not app.exception
    assert "mine.csv: 2 rows" in words(app)
    app.file_uploader[0].upload("broken.csv", b"ecogg\n1\n", "text/csv").run()
    assert "did you mean ecog?" in words(app)
    assert "mine.csv: 2 rows" not in words(app)


def test_a_file_of_other_names_is_screened_with_a_map_or_without_what_is_unknown(run_page):
    app = run_page("cohort")
    foreign = b"patient_id,AGE,IHC_SCORE,site\nA,75.65,3,x\n"
    app.file_uploader[0].upload("foreign.csv", foreign, "text/csv").run()
    assert "say in a mapping file what they are, or leave them out" in words(app)
    app.toggle(key="cohort-leave-out").set_value(True).run()
    assert "foreign.csv: 1 row" in words(app)
    assert "Left out, as no attribute has the name: AGE, IHC_SCORE, site." in words(app)
    app.file_uploader[1].upload("map.csv", b"AGE,agee\n", "text/csv").run()
    assert "map.csv: line 1 leads to agee, which is no attribute" in words(app)
    app.file_uploader[1].upload("map.csv", b"AGE,age_years\nIHC_SCORE,her2_ihc,3=3+\n", "text/csv").run()
    assert not app.exception
    assert "Left out, as no attribute has the name: site." in words(app)
    assert "Age cut to whole years in 1 row." in words(app)
    rows = next(each.value for each in app.dataframe if "her2-positive" in each.value.columns)
    assert (rows["age"][0], rows["her2-positive"][0]) == ("pass", "pass")


def test_the_verdicts_held_are_those_of_the_command_line():
    held = screen_file("synthetic", io.BytesIO(synthetic_cohort()), {"cleopatra": CRITERIA}, lambda rows: None)
    together = pl.concat(part.cells for part in screen(pieces(io.BytesIO(synthetic_cohort())), CRITERIA))
    assert held.cells.with_columns(pl.all().cast(pl.String)).equals(together)
    again = pl.read_parquet(io.BytesIO(held.as_parquet()))
    assert again.height == held.summary.rows == 2_000
    assert again["verdict"].to_list() == together["verdict"].to_list()


def test_a_row_gives_back_what_the_file_held():
    data = b"patient_id,ecog,lvef_percent,her2_ihc\nA, 1 ,49.996,3+\nB,,,\n"
    held = screen_file("mine", io.BytesIO(data), {"cleopatra": CRITERIA}, lambda rows: None)
    assert held.texts(0) == {"ecog": "1", "lvef_percent": "49.996", "her2_ihc": "3+"}
    assert held.texts(1) == {}


def test_a_file_of_labels_alone_holds_patients_of_whom_nothing_is_known():
    held = screen_file("labels", io.BytesIO(b"patient_id\nA\nB\n"), {"cleopatra": CRITERIA}, lambda rows: None)
    assert held.cells["verdict"].to_list() == ["unknown", "unknown"]
    assert held.texts(1) == {}
    assert {each.patients for each in held.summary.open_facts} == {2}


def test_the_template_names_every_column():
    assert template().decode().strip().split(",") == list(attributes())
