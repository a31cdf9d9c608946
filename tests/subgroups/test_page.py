"""The Subgroups page in its states: nothing entered, one patient's rows, what it says and never says."""

import re

import pytest

from tests.dashboard.conftest import opened, plot, words

CASE = {
    "age_years": "67",
    "region": "asia",
    "race": "asian",
    "adjuvant_chemotherapy": "yes",
    "adjuvant_trastuzumab": "yes",
    "er_status": "positive",
    "visceral_disease": "no",
    "her2_ihc": "3+",
}
RATIO = "Hazard ratio (95 % CI)"


def table(app, heading):
    return next(each.value for each in app.table if heading in each.value.columns)


@pytest.mark.parametrize("params", [{}, CASE, {"age_years": "47"}])
def test_it_runs_in_every_state_and_answers_first(run_page, params):
    app = run_page("subgroups", params)
    assert not app.exception
    assert [each.value for each in app.title] == ["All patients: PFS hazard ratio 0.62 (0.51–0.75)"]


def test_the_overall_row_explains_both_hazard_ratios(run_page):
    said = words(opened(run_page("subgroups"), "forest"))
    assert "Rows below are unstratified, so their overall row reads 0.63 (0.52–0.76)." in said
    assert "stratified, is 0.62 (0.51–0.75)" in said


def test_how_many_were_looked_at_and_how_many_can_be_tested_is_said(run_page):
    app = run_page("subgroups", CASE)
    assert "21 subgroups in 8 variables, all pre-specified" in words(app)
    tiles = {tile.label: tile.value for tile in app.metric}
    # With a hazard ratio: chemotherapy, Asia, 65 or more, non-visceral, receptors, IHC 3+.
    assert tiles["◆ this patient's rows"] == "6"
    assert tiles["variables that can be tested"] == "2 of 8"


def test_every_missing_row_stays_in_place_and_says_why(run_page):
    rows = table(opened(run_page("subgroups"), "forest"), RATIO)
    by_name = dict(zip(rows["Subgroup"], rows[RATIO], strict=True))
    assert by_name["Geographic region: Europe"] == "n 306; hazard ratio not in the sources we read"
    missing = [name for name, text in by_name.items() if "not in the sources we read" in text]
    assert len(missing) == 10
    assert by_name["Hormone-receptor status: ER and PgR status unknown"] == "n 12; not estimable"
    assert "n/a: Europe (306), North America (135), South America (114)" in plot(run_page("subgroups"), "Progression")


def test_inferred_rows_carry_their_mark(run_page):
    rows = table(opened(run_page("subgroups"), "forest"), RATIO)
    marked = [name for name, text in zip(rows["Subgroup"], rows[RATIO], strict=True) if "§" in text]
    assert marked == [
        "Previous neoadjuvant or adjuvant chemotherapy: Yes",
        "Race or ethnic group: White",
        "Disease type: Nonvisceral disease",
    ]


def test_the_patients_own_rows_are_marked_in_words(run_page):
    app = opened(run_page("subgroups", CASE), "forest")
    rows = table(app, RATIO)
    own = [name.split("  \n")[0] for name in rows["Subgroup"] if "this patient" in name]
    assert own == [
        "Previous neoadjuvant or adjuvant chemotherapy: Yes",
        "Geographic region: Asia",
        "Age group, cut at 65: ≥65 yr",
        "Age group, cut at 75: <75 yr",
        "Race or ethnic group: Asian",
        "Disease type: Nonvisceral disease",
        "Hormone-receptor status: ER-positive, PgR-positive, or both",
        "HER2 status: IHC 3+",
    ]
    assert "this patient, Non-visceral 0.96§ (0.61–1.52)" in plot(app, "Progression-free survival")


def test_nothing_is_marked_while_nothing_is_entered(run_page):
    assert "this patient" not in plot(run_page("subgroups"), "Progression-free survival")


def test_the_text_subgroups_have_their_medians_and_follow_prior_therapy(run_page):
    rows = table(opened(run_page("subgroups", CASE), "others"), "Pertuzumab group, median")
    assert list(rows["Pertuzumab group, median"]) == ["16.9 months", "21.6 months"]
    assert list(rows["Control group, median"]) == ["10.4 months", "12.6 months"]
    assert list(rows[RATIO]) == ["0.62 (0.35–1.07)", "0.60 (0.43–0.83)"]
    assert "this patient" in rows["Subgroup"][0]
    assert "not this patient" in rows["Subgroup"][1]
    app = opened(run_page("subgroups", {"adjuvant_chemotherapy": "yes"}), "others")
    assert all("cannot tell" in name for name in table(app, "Pertuzumab group, median")["Subgroup"])


def test_the_survival_panel_keeps_cut_offs_apart(run_page):
    app = opened(run_page("subgroups"), "others")
    panel = table(app, RATIO)
    texts = [str(text).replace("†", "") for text in panel[RATIO]]
    shown = list(zip(panel["Subgroup"], texts, strict=True))
    assert ("**All patients, stratified**", "0.68 (0.56–0.84)") in shown
    assert any("May 2012: Asia" in name and "0.64 (0.41–1.00‡)" in text for name, text in shown)
    assert "21 of the final analysis of survival (11 February 2014)" in words(app)
    drawn = plot(app, "Other analyses")
    assert "Overall survival, final, 2014; All patients, stratified 0.68 (0.56–0.84†)" in drawn
    assert "Overall survival, 2nd interim, 2012; All patients 0.66†" in drawn


def test_interaction_is_shown_where_computed_and_refused_where_not(run_page):
    app = opened(run_page("subgroups"), "interaction")
    rows = table(app, "Ratio of hazard ratios")
    assert [re.search(r"p = (\S+)", text).group(1) for text in rows["Ratio of hazard ratios"]] == [
        "0.43",
        "0.17",
        "0.92",
    ]
    assert list(rows["Left out"])[1:] == [
        "12 (ER and PgR status unknown)",
        "432 (Previous neoadjuvant or adjuvant chemotherapy: no)",
    ]
    said = words(app)
    assert "**HER2 status**: cannot be computed: the levels overlap" in said
    assert "**Disease type**: cannot be computed: hazard ratio not in the sources we read: Visceral disease" in said
    assert "No subgroup variable reaches p < 0.1" in said


def test_no_consistency_band_is_on_the_page(run_page):
    said = words(opened(run_page("subgroups", CASE), "forest", "others", "interaction"))
    assert "0.50–0.84" not in said
    assert "0.47–0.71" not in said


def test_the_word_significant_is_nowhere_among_the_subgroups(run_page):
    app = opened(run_page("subgroups", CASE), "forest", "others", "interaction")
    assert "significant" not in words(app).casefold()
