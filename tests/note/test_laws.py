"""Laws of the reader that hold for every line, not only for those of the table."""

from __future__ import annotations

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.note import patterns
from evidence.note.reader import TooLongError, read_note
from evidence.patient.answers import Problem, read_answer

try:  # where Python keeps the parser of regular expressions
    from re import _parser as regular  # type: ignore[attr-defined]
except ImportError:  # pragma: no cover
    import sre_parse as regular

# Clauses that say something by themselves, each of another question.
CLAUSES = {
    "58F": {"age_years": "58", "sex": "female"},
    "HER2 3+": {"her2_ihc": "3+"},
    "FISH ratio 2.4": {"her2_ish_ratio": "2.4"},
    "ER+": {"er_status": "positive"},
    "PgR negative": {"pgr_status": "negative"},
    "LVEF 62,5 %": {"lvef_percent": "62.5"},
    "ECOG PS 1": {"ecog": "1"},
    "no brain mets": {"cns_metastases": "no"},
    "liver mets": {"visceral_disease": "yes", "disease_extent": "metastatic"},
    "adjuvant TCH": {"adjuvant_chemotherapy": "yes", "adjuvant_trastuzumab": "yes"},
    "measurable disease": {"measurable_disease": "yes"},
    "no comorbidities": {"uncontrolled_condition": "no"},
    "cumulative doxorubicin 240 mg/m2": {"cumulative_doxorubicin_mg_m2": "240"},
}
PRESENCE = {
    "brain mets": {"cns_metastases": "no"},
    "liver mets": {},
    "bone only": {},
    "metastatic": {},
    "visceral disease": {"visceral_disease": "no"},
    "measurable disease": {"measurable_disease": "no"},
    "adjuvant trastuzumab": {"adjuvant_trastuzumab": "no"},
    "adjuvant chemotherapy": {"adjuvant_chemotherapy": "no"},
    "adjuvant TCHP": {},
    "HER2 3+": {},
    "ER+": {},
    "EF 62": {},
    "ECOG 1": {},
    "pregnant": {},
    "unstable angina": {"unstable_angina": "no"},
}
DOUBTS = ["?", "? ", "query ", "possible ", "probable ", "suspected ", "r/o ", "to exclude ", "awaiting ", "if "]
PLANS = ["plan ", "planned ", "to start ", "consider ", "would recommend "]
OTHERS = ["mother: ", "mother had ", "sister ", "FH: ", "family history of ", "her aunt had ", "husband "]
NOISE = ["xyzzy", "frobnicated the quux", "qwerty 77x", "ßþæ", "<b>bold</b>", "$x^2$", "ward 7B bed 12c"]


def proposed(text: str) -> dict[str, str]:
    return {each.attribute: each.value for each in read_note(text).proposed}


@pytest.mark.parametrize(("cue", "phrase"), [*product([*DOUBTS, *PLANS, *OTHERS], PRESENCE)])
def test_nothing_doubted_planned_or_said_of_a_relative_is_proposed(cue: str, phrase: str):
    assert proposed(cue + phrase) == {}
    assert read_note(cue + phrase).not_understood


@pytest.mark.parametrize(("cue", "phrase"), [*product(["no ", "No ", "without ", "nil ", "not "], PRESENCE)])
def test_a_denial_proposes_at_most_what_it_denies(cue: str, phrase: str):
    assert proposed(cue + phrase).items() <= PRESENCE[phrase].items()


@pytest.mark.parametrize(("mark", "phrase"), [*product(["?", " ?", " possible", " suspected", " tbc"], PRESENCE)])
def test_a_doubt_behind_a_phrase_counts_as_one_before_it(mark: str, phrase: str):
    assert proposed(phrase + mark) == {}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(sorted(CLAUSES)), st.sampled_from([", ", "; ", ". ", "\n", " , "]))
def test_the_order_of_clauses_does_not_matter(clauses: list[str], separator: str):
    wanted = {name: value for clause in clauses for name, value in CLAUSES[clause].items()}
    assert proposed(separator.join(clauses)) == wanted


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.permutations(sorted(CLAUSES)), st.lists(st.sampled_from(NOISE), min_size=1, max_size=4), st.randoms())
def test_unknown_words_in_clauses_of_their_own_change_nothing(
    clauses: list[str], noise: list[str], chance: random.Random
):
    mixed = [*clauses, *noise]
    chance.shuffle(mixed)
    assert proposed(", ".join(mixed)) == proposed(", ".join(clauses))


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from([*CLAUSES, *PRESENCE, *NOISE, *DOUBTS, "no", ",", "+", "-", "3", "/"]), max_size=30).map(
        " ".join
    )
)
def test_every_proposal_of_any_text_is_an_answer_in_words_of_that_text(text: str):
    reading = read_note(text)
    names = [each.attribute for each in reading.proposed]
    assert len(names) == len(set(names))
    for each in reading.proposed:
        answer = read_answer(each.attribute, each.value)
        assert not isinstance(answer, Problem)
        assert str(answer) == each.value
        assert each.words


def test_more_than_a_line_is_refused_however_long():
    longest = patterns.patterns().longest
    assert longest == 2000
    read_note("58F, " * (longest // 5))
    for length in (longest + 1, 1_000_000):
        with pytest.raises(TooLongError, match="at most 2,000"):
            read_note("n" * length)


def repeats(parsed: object) -> list[object]:
    found = []
    for step, told in parsed:  # type: ignore[attr-defined]
        if step in (regular.MAX_REPEAT, regular.MIN_REPEAT):
            found.append(told[1])
            found += repeats(told[2])
        elif step is regular.SUBPATTERN:
            found += repeats(told[3])
        elif step is regular.BRANCH:
            found += [each for branch in told[1] for each in repeats(branch)]
        elif step in (regular.ASSERT, regular.ASSERT_NOT):
            found += repeats(told[1])
    return found


@pytest.mark.parametrize("each", [*patterns.readings(), *patterns.cues()], ids=lambda each: each[0].id)
def test_no_pattern_repeats_without_bound(each):
    assert [most for most in repeats(regular.parse(each[1].pattern)) if most is regular.MAXREPEAT] == []


@pytest.mark.parametrize(
    "stretch", ["a", "no ", "EF ", "1", "+", "?", "ER/PR", "multiple ", "neoadj chemo + ", "\n", "liver, ", "mother "]
)
def test_a_line_full_of_one_thing_is_read_to_its_end(stretch: str):
    read_note((stretch * 2000)[:2000])
