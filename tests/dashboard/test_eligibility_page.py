"""The Eligibility page: every reason, what would settle it, HER2 read twice, those enrolled, and a change tried out."""

import pytest

from evidence.patient.examples import examples
from tests.dashboard.conftest import CONTRADICTORY, NOT_MET, PARTLY, UNUSABLE, bare, column, opened, words

EXAMPLES = {example.id: dict(example.answers) for example in examples()}
STATES = {
    "nothing": {},
    "partly": PARTLY,
    "everything": EXAMPLES["clearly-eligible"],
    "not met": NOT_MET,
    "contradictory": CONTRADICTORY,
    "unusable": UNUSABLE,
}
SECTIONS = [
    "The published criteria",
    "HER2: trial definition vs ASCO/CAP",
    "Still needed",
    "How similar to trial patients",
    "Registry criteria",
]


@pytest.mark.parametrize("state", STATES)
def test_the_page_has_the_same_panels_in_every_state(run_page, state):
    app = run_page("eligibility", STATES[state])
    assert not app.exception
    headers = [header.value.partition(" :small")[0] for header in app.main.header]
    assert [header.replace("What decides it", "Still needed") for header in headers] == SECTIONS
    assert [tile.label.split(": ")[1] for tile in app.metric] == ["not met", "cannot tell", "met"]


def test_the_verdict_with_the_fact_that_decides_is_the_first_heading(run_page):
    (title,) = run_page("eligibility", EXAMPLES["lvef-48"]).title
    assert title.value.replace("\\", "").endswith("Would not have been eligible: LVEF 48 % (trial: 50 or more)")


@pytest.mark.parametrize("state", STATES)
def test_what_always_holds_is_always_said(run_page, state):
    said = words(run_page("eligibility", STATES[state]))
    assert "The trial confirmed HER2 centrally; this entry is local." in said
    assert "not the same as should not be treated" in said
    assert "cannot be checked 2" in said
    assert "not to be multiplied" in said


def test_an_empty_case_lists_every_fact_that_would_settle_it(run_page):
    app = run_page("eligibility")
    assert "Knowing these settles the verdict: **(Neo)adjuvant trastuzumab**" in words(app)
    said = words(opened(app, "settle"))
    assert "The fewest facts that settle the case: 16, together, whatever the answers." in said
    assert "1. **(Neo)adjuvant trastuzumab**" in said


def test_a_criterion_stands_on_one_line_and_in_full_one_click_away(run_page):
    app = run_page("eligibility", NOT_MET)
    row = app.table[0].value.iloc[0]
    assert len(app.table[0].value) == 12
    assert row["Status"] == ":material/cancel: **not met**"
    assert row["Criterion"] == "**LVEF**"
    assert row["This patient"].startswith("**48 %**")
    assert row["In the trial's words, paraphrased"].startswith("Left ventricular ejection fraction")
    full = opened(app, "criteria").table[0].value.iloc[0]
    assert full["This patient"] == "**48 %**  \n2 points below 50"
    assert "Reason not stated in the sources · Baselga 2012, Methods, Patients, p. 111" in full["The trial"]


def test_what_decides_says_whether_it_can_change_and_asks_for_no_test(run_page):
    app = run_page("eligibility", EXAMPLES["lvef-48"])
    assert "**LVEF 48 %**: may change" in words(app)
    assert "whom the trial enrolled, not whom to treat" in words(opened(app, "settle"))
    assert ": does not change" in words(run_page("eligibility", EXAMPLES["interval-9"]))


@pytest.mark.parametrize(("ihc", "said"), [("1+", True), ("0", True), ("2+", False)])
def test_for_a_low_score_an_ish_result_counts_only_if_it_is_reported_already(run_page, ihc, said):
    case = EXAMPLES["ish-pending"] | {"her2_ihc": ihc}
    app = opened(run_page("eligibility", case), "settle", "criteria")
    assert ("Needs an ISH result, if one was done" in words(app).replace("needs an ISH", "Needs an ISH")) is said
    heading = run_page("case", case).title[0].value
    assert ("needs an ISH result, if one was done" in heading) is said


def test_the_case_page_tells_what_decides_in_its_heading_and_first_row_and_leads_to_the_rest(run_page):
    app = run_page("case", EXAMPLES["lvef-48"])
    assert "Would not have been eligible: LVEF 48 % (trial: 50 or more)" in words(app)
    decides = next(table.value for table in app.table if "Criterion" in table.value.columns).iloc[0]
    assert [bare(cell) for cell in decides] == [":material/cancel: not met", "LVEF", "48\N{NO-BREAK SPACE}%", "≥ 50 %"]
    assert not any("ASCO/CAP" in header.value for header in app.main.header)
    assert any(link.proto.page.endswith("eligibility") for link in app.get("page_link"))


def test_contradictions_are_named_in_the_heading_with_their_reasons(run_page):
    said = words(run_page("eligibility", CONTRADICTORY))
    assert "The ISH ratio and the ISH result contradict each other; the ratio decides." in said
    said = words(opened(run_page("eligibility", CONTRADICTORY), "criteria"))
    assert "Why interval since adjuvant therapy, (neo)adjuvant chemotherapy and (neo)adjuvant trastuzumab" in said


def test_a_contradiction_that_the_verdict_rests_on_says_so(run_page):
    case = EXAMPLES["de-novo"] | {"her2_ihc": "2+", "her2_ish_ratio": "1.9", "her2_ish_status": "amplified"}
    said = words(run_page("eligibility", case))
    assert "the ratio decides. The verdict depends on these entries." in said


def test_two_contradictions_of_one_field_both_stand_beside_it(run_page):
    case = {"disease_extent": "early", "visceral_disease": "yes", "hormonal_regimens_for_metastatic": "1"}
    beside = [caption.value for caption in run_page("eligibility", case).sidebar.caption]
    assert any("Visceral disease is entered" in text and "Endocrine therapy" in text for text in beside)


def test_every_registry_criterion_is_listed_and_none_is_passed_silently(run_page):
    app = run_page("eligibility", {"heart_failure_history": "yes"})
    rows = column(app, "Which", of="Status")
    assert rows[":material/cancel: not met 1"] == "Heart failure: yes"
    assert rows[":material/block: cannot be checked 2"] == "Organ function; Protocol compliance"
    assert sum(len(names.split("; ")) for names in rows.values()) == 24
    full = opened(app, "registry")
    assert any(len(table.value) == 24 for table in full.table)


def test_a_change_is_shown_beside_the_case_and_overwrites_nothing(run_page):
    app = run_page("eligibility", EXAMPLES["lvef-48"])
    app.selectbox(key="try-entry").select("lvef_percent").run()
    app.text_input(key="try-lvef_percent").input("55").run()
    assert not app.exception
    table = next(each.value for each in app.table if "Finding" in each.value.columns)
    assert list(table["Finding"]) == ["**Verdict**", "**LVEF**"]
    assert table.iloc[0]["As entered"].startswith("Would not have been eligible")
    assert table.iloc[0]["With LVEF 55 %"].startswith("**Meets all 12")
    assert table.iloc[1]["As entered"] == "not met: 48 % (2 points below 50)"
    assert app.text_input(key="lvef_percent").value == "48"
    assert "Would not have been eligible" in app.title[0].value
    assert app.query_params["lvef_percent"] in ("48", ["48"])


def test_a_change_that_cannot_be_read_is_named_and_shows_nothing(run_page):
    app = run_page("eligibility", EXAMPLES["lvef-48"])
    before = len(app.table)
    app.selectbox(key="try-entry").select("lvef_percent").run()
    app.text_input(key="try-lvef_percent").input("120").run()
    assert len(app.table) == before
    assert "120 is not from 10–90" in words(app)


def test_an_entry_can_be_taken_away_and_a_contradiction_tried_out(run_page):
    app = run_page("eligibility", EXAMPLES["clearly-eligible"])
    app.selectbox(key="try-entry").select("adjuvant_chemotherapy").run()
    app.selectbox(key="try-adjuvant_chemotherapy").select("unknown").run()
    assert "No finding moves." in words(app)
    app.selectbox(key="try-entry").select("disease_extent").run()
    app.selectbox(key="try-disease_extent").select("early").run()
    table = next(each.value for each in app.table if "Finding" in each.value.columns)
    assert "Contradictory entries" in " ".join(table["Finding"])
