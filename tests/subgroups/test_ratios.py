"""Ratios as rows of a plot: rows without a number in one line, no mark without an interval, lines that pause at words."""

import math

import pytest

from components.ratios_plot import Columns, Scale, alt_text, figure
from evidence.choices.short_words import ShortWords, load_short_words
from evidence.files.faults import EvidenceError
from evidence.lines.ratios import Kind, interaction_rows, own_rows, panel_rows, subgroup_rows, text_rows
from evidence.patient.patient import Patient, read_patient
from evidence.trial.trial import TRIALS

FIGURE, PANEL, TEXT = "pfs-irf-2011-forest", ("os-2014-forest", "os-2012-forest"), "pfs-irf-2011-text"
CASE = {"age_years": "71", "visceral_disease": "yes", "adjuvant_chemotherapy": "yes", "adjuvant_trastuzumab": "no"}


@pytest.fixture(scope="module")
def short(trial):
    return load_short_words(TRIALS / "cleopatra", trial)


@pytest.fixture(scope="module")
def rows(trial, short):
    patient, _ = read_patient(CASE)
    return subgroup_rows(trial, FIGURE, patient, short)


def drawn(rows):
    return figure(rows, columns=Columns(better="first", worse="second"), scale=Scale(), ink="#1A1F24")


def test_every_category_of_the_figure_stands_once(trial, rows):
    said = " ".join(row.label for row in rows)
    with_ratio = [row for row in rows if row.kind is not Kind.WORDS]
    without = sum(row.label.count("(") for row in rows if row.kind is Kind.WORDS) - said.count("(not estimable)")
    without -= said.count("(Neo)adj. chemo: no")
    assert len(with_ratio) + without == len(trial.forest(FIGURE)) == 23


def test_categories_without_a_hazard_ratio_share_a_line_with_their_sizes(rows):
    lines = [row.label for row in rows if row.kind is Kind.WORDS]
    assert "n/a: Europe (306), North America (135), South America (114)" in lines
    assert "n/a: <b>◆ Visceral (630)</b>" in lines
    assert "n/a: ER and PgR unknown (12) (not estimable)" in lines


def test_the_own_rows_are_those_the_patient_belongs_to(rows):
    assert [row.label for row in own_rows(rows)] == ["All patients", "(Neo)adj. chemo: yes", "Age ≥ 65"]


def test_nothing_is_own_while_nothing_is_entered(trial, short):
    assert [row.kind for row in own_rows(subgroup_rows(trial, FIGURE, Patient(), short))] == [Kind.OVERALL]


def test_a_row_without_an_interval_has_words_and_no_mark(rows):
    outside = next(row for row in rows if row.label == "Outside Asia")
    assert outside.text == "0.61† (no CI)"
    marks = [10**x for trace in drawn(rows).data for x in trace.x]
    assert len(marks) == sum(row.low is not None for row in rows)


def test_the_lines_of_no_effect_and_of_the_overall_effect_pause_at_words(rows):
    plot = drawn(rows)
    words = [note.y for note in plot.layout.annotations if note.text.startswith("n/a")]
    assert len(words) == 6
    for shape in plot.layout.shapes:
        assert not any(shape.y0 < y < shape.y1 for y in words)
    assert {round(10**shape.x0, 2): shape.line.width for shape in plot.layout.shapes} == {1.0: 1, 0.63: 3}


def test_each_analysis_of_the_panel_has_its_own_bold_line(trial, short):
    rows = panel_rows(trial, PANEL, Patient(), short)
    bold = [round(10**shape.x0, 2) for shape in drawn(rows).layout.shapes if shape.line.width > 1]
    assert bold == [0.68, 0.66]
    assert [row.label for row in rows if row.kind is Kind.HEADING] == [
        "Overall survival, final, 2014",
        "Overall survival, 2nd interim, 2012",
    ]


def test_a_heading_ends_the_overall_effect_of_the_analysis_above(trial, short):
    rows = (*panel_rows(trial, PANEL, Patient(), short), *text_rows(trial, TEXT, Patient(), short))
    last = [shape for shape in drawn(rows).layout.shapes if shape.line.width > 1][-1]
    heading = next(note.y for note in drawn(rows).layout.annotations if "after earlier chemo" in note.text)
    assert last.y1 < heading


def test_the_text_rows_hold_their_medians_and_mark_the_patients_own(trial, short):
    patient, _ = read_patient(CASE)
    found = [(row.label, row.text, row.kind) for row in text_rows(trial, TEXT, patient, short)[1:]]
    assert found == [
        ("trastuzumab 16.9 vs 10.4", "0.62 (0.35–1.07)", Kind.ROW),
        ("no trastuz. 21.6 vs 12.6", "0.60 (0.43–0.83)", Kind.OWN),
    ]


def test_an_interaction_is_a_ratio_with_its_p_value(trial, short):
    found = [(row.label, row.count, row.text) for row in interaction_rows(trial, (FIGURE, TEXT), short)]
    # Altman and Bland by hand for the receptors: 0.72/0.55 = 1.309; SE = hypot(0.1394, 0.1360) = 0.1948; z = 1.383.
    assert ("Receptors + vs −", "0.17", "1.31 (0.89–1.92)") in found


def test_the_plot_in_words_names_rows_without_a_number(rows):
    said = alt_text("Subgroups", rows)
    assert "All patients 0.63 (0.52–0.76)" in said
    assert "this patient, Age ≥ 65 0.52† (0.31–0.86‡)" in said
    assert "n/a: Europe (306)" in said


def test_marks_are_larger_with_more_information(rows):
    sizes = {text: size for trace in drawn(rows).data for text, size in zip(trace.text, trace.marker.size, strict=True)}
    whole = next(size for text, size in sizes.items() if text.startswith("All patients"))
    old = next(size for text, size in sizes.items() if text.startswith("≥65"))
    assert whole > old
    assert math.isclose(max(sizes.values()), whole)


def test_short_words_for_what_the_trial_does_not_have_are_refused(trial, tmp_path):
    (tmp_path / "short.yaml").write_text(
        "events: {Hiccups: Hic}\nlevels: {age-65: {older: old}}\noutcomes: {os-1999: x}\n", encoding="utf-8"
    )
    with pytest.raises(EvidenceError) as refused:
        load_short_words(tmp_path, trial)
    assert [fault.found for fault in refused.value.faults] == ["Hiccups", "os-1999", "age-65, older"]


def test_a_trial_without_short_words_keeps_its_own(trial, tmp_path):
    held = load_short_words(tmp_path, trial)
    assert held == ShortWords()
    assert held.event("Diarrhea") == "Diarrhoea"
    assert held.level("age-65", "below-65", "<65 yr") == "<65 yr"
