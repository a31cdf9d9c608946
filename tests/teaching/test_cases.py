"""The case files: valid, complete, and true to what is worked out from their own entries."""

import re

import pytest

from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Status, Verdict
from evidence.files.faults import EvidenceError
from evidence.lines.findings import finding_line
from evidence.teaching.case_file import CASES, NONE_DECIDES, changed, deciding, load_cases
from evidence.teaching.facilitator_notes import notes
from evidence.teaching.order import in_order
from evidence.teaching.quoted import fill

FILES = sorted(path.stem for path in CASES.glob("*.yaml"))
TYPED_NUMBER = re.compile(r"(?<![A-Za-z0-9{/-])\d+(?:\.\d+)?")
# Words that hold digits, the limits that two files of the trial word differently, and the case's own entries.
ALLOWED = ("HER2", "T-DM1", "CDK4/6", "IHC 2+", "score of 2+")


@pytest.fixture(params=FILES)
def case(request, cases):
    return next(each for each in cases if each.id == request.param)


def test_there_are_twelve_cases_or_more_in_a_settled_order(cases):
    assert len(cases) >= 12
    assert [case.order for case in cases] == sorted({case.order for case in cases})


def test_the_verdict_that_the_author_states_is_the_one_worked_out(case, trial):
    assert assess(case.patient, trial.criteria).verdict.value == case.expected.verdict


def test_the_deciding_criteria_that_the_author_states_are_those_worked_out(case, trial):
    assert set(deciding(assess(case.patient, trial.criteria))) == set(case.expected.deciding)


def test_the_suggested_change_has_the_verdict_that_the_author_states(case, trial):
    patient = changed(case.patient, case.change.attribute, case.change.to)
    assert assess(patient, trial.criteria).verdict.value == case.change.verdict


def test_the_story_tells_every_number_of_the_record(case):
    told = case.story
    for name, text in case.answers.items():
        if text.replace(".", "").isdigit() and text != "0":
            spoken = {"1": ("1", "one", "One"), "2": ("2", "two", "Two")}.get(text, (text,))
            assert any(each in told for each in spoken), f"{case.id}: {name} {text} is not in the story"


def test_lessons_and_notes_name_rows_and_type_no_number_of_the_trial(case):
    own = set(TYPED_NUMBER.findall(case.story)) | set(case.answers.values())
    for text in (case.lesson, case.facilitator.close, *case.facilitator.ask, *case.facilitator.watch_for):
        for allowed in ALLOWED:
            text = text.replace(allowed, "")
        typed = set(TYPED_NUMBER.findall(text)) - own - {"1", "49", "50", "75", "11", "12"}
        assert not typed, f"{case.id}: {typed} in {text!r}"


def test_every_lesson_has_its_numbers_from_the_evidence(case, trial):
    lesson = fill(trial, case.lesson, case.numbers)
    assert lesson
    assert "{" not in lesson


def test_every_criterion_decides_a_case(cases, trial):
    decided = {criterion for case in cases for criterion in deciding(assess(case.patient, trial.criteria))}
    missing = {criterion.id for criterion in trial.criteria.published} - decided
    assert not missing
    assert NONE_DECIDES in decided, "a case in which every criterion is met"
    assert "prior-her2-tki" in decided, "earlier T-DM1: the registry decides"


@pytest.mark.parametrize(
    ("holds", "verdict"),
    [
        ({"her2_ihc": "2+"}, Verdict.UNKNOWN),
        ({"lvef_percent": "50"}, Verdict.ELIGIBLE),
        ({"lvef_percent": "49"}, Verdict.NOT_ELIGIBLE),
        ({"months_adjuvant_to_metastatic": "11"}, Verdict.NOT_ELIGIBLE),
        ({"months_adjuvant_to_metastatic": "12"}, Verdict.ELIGIBLE),
        ({"adjuvant_chemotherapy": "no", "adjuvant_trastuzumab": "no"}, Verdict.ELIGIBLE),
        ({"other_her2_agent_ever": "yes"}, Verdict.NOT_ELIGIBLE),
        ({"sex": "male"}, Verdict.ELIGIBLE),
        ({"ecog": "2", "age_years": "80"}, Verdict.NOT_ELIGIBLE),
    ],
)
def test_the_situations_that_were_asked_for_are_there(cases, trial, holds, verdict):
    found = [case for case in cases if all(case.answers.get(name) == text for name, text in holds.items())]
    assert any(assess(case.patient, trial.criteria).verdict is verdict for case in found)


def test_the_two_intervals_differ_in_nothing_else(cases):
    eleven, twelve = (next(c for c in cases if c.id == name) for name in ("eleven-months", "twelve-months"))
    assert dict(eleven.answers, months_adjuvant_to_metastatic="12") == dict(twelve.answers)


def test_earlier_t_dm1_is_excluded_by_the_registry_alone(cases, trial):
    case = next(each for each in cases if each.id == "earlier-t-dm1")
    assessment = assess(case.patient, trial.criteria)
    assert assessment.verdict is Verdict.NOT_ELIGIBLE
    assert assessment.published_verdict is Verdict.ELIGIBLE
    assert [finding.status for finding in assessment.registry_failed] == [Status.FAIL]


def test_every_explanation_of_a_criterion_has_a_source(case, trial):
    for finding in assess(case.patient, trial.criteria).findings:
        assert finding_line(trial, finding, case.patient).source.strip(" ,")


def test_a_class_code_gives_one_order_on_every_machine(cases):
    ids = [case.id for case in in_order(cases, "Autumn 2026")]
    assert ids == [case.id for case in in_order(tuple(reversed(cases)), "  autumn   2026 ")]
    assert sorted(ids) == sorted(case.id for case in cases)
    assert ids != [case.id for case in cases]
    assert ids != [case.id for case in in_order(cases, "Spring 2027")]
    assert ids[:3] == ["targeted-tablet", "referral-letter", "man-of-79"], "fixed: a printed list stays right"


def test_without_a_code_the_authors_order_stands(cases):
    assert in_order(cases, "  ") == cases


def test_a_case_added_leaves_the_others_in_their_order(cases):
    some = [case.id for case in in_order(cases[:-1], "code")]
    every = [case.id for case in in_order(cases, "code")]
    assert [each for each in every if each != cases[-1].id] == some


def test_the_facilitators_notes_are_complete(case, trial):
    from evidence.choices.case_page import load_display
    from evidence.trial.trial import TRIALS

    plotted = next(
        each for each in load_display(TRIALS / trial.id, trial).curves if each.endpoint == case.benefit.endpoint
    )
    held = notes(trial, case, plotted)
    assert held.ask
    assert held.watch_for
    assert "Of 100" in held.question
    assert "An estimated" in held.benefit
    assert held.verdict


def test_a_folder_with_faults_names_all_of_them(tmp_path, trial):
    good = (CASES / "new-diagnosis.yaml").read_text(encoding="utf-8")
    (tmp_path / "one.yaml").write_text(good.replace("verdict: eligible", "verdict: unknown", 1), encoding="utf-8")
    (tmp_path / "two.yaml").write_text(good.replace('ecog: "1"', 'ecog: "7"'), encoding="utf-8")
    with pytest.raises(EvidenceError) as raised:
        load_cases(trial, tmp_path)
    said = str(raised.value)
    assert "one.yaml, expected.verdict: found 'unknown', expected eligible, as worked out" in said
    assert "one.yaml, id: found 'new-diagnosis', expected the file's name one" in said
    assert "two.yaml" in said
    assert "7 is not one of 0–4" in said
