"""The glossary holds every abbreviation that the pages show."""

import re

import pytest

from evidence.eligibility.wording import VERDICTS
from evidence.lines.glossary import explained, groups, matching, of_page, terms, used_in
from tests.dashboard.conftest import run_page, words  # noqa: F401  # the fixture is used by name

ABBREVIATION = re.compile(r"(?<![\w/.-])(?:[A-Z]{2,}[a-z]?|[A-Z]+-[A-Z]+[0-9]?)(?![\w-])")
# Names of trials, journals, meetings, firms, products and places, and marks that are no terms.
NAMES = {
    "ASCO",
    "AZ",
    "BMJ",
    "BSD",
    "CLEOPATRA",
    "CSV",
    "CTA",
    "CURE",
    "DB",
    "DOI",
    "EMA",
    "ESMO",
    "EU",
    "FDA",
    "HAS",
    "HCP",
    "HMP",
    "HTML",
    "ID",
    "II",
    "III",
    "IQWiG",
    "IV",
    "JCO",
    "JSON",
    "KMDATA",
    "MARIANNE",
    "MIMS",
    "MIT",
    "MUGA",
    "NCCN",
    "NCI",
    "NCT",
    "NEJM",
    "NHS",
    "NOT",
    "OK",
    "OR",
    "PATINA",
    "PDF",
    "PERUSE",
    "PHILA",
    "PHEREXA",
    "PMID",
    "PUFFIN",
    "SABCS",
    "SPS",
    "TAC",
    "TDM",
    "UK",
    "US",
    "USA",
    "YAML",
}


def spoken():
    return {word for term in terms() for text in (term.term, *term.also) for word in re.findall(r"[\w-]+", text)}


def test_every_term_stands_once_with_a_sentence():
    spellings = [term.term.casefold() for term in terms()]
    assert len(spellings) == len(set(spellings))
    assert all(term.says.endswith(".") for term in terms())
    assert sum(map(len, groups().values())) == len(terms())


def test_no_number_of_the_trial_stands_in_the_glossary():
    said = " ".join(term.says for term in terms())
    assert not re.search(r"\d+\.\d{2}|\b(402|406|808|1196)\b", said)


@pytest.mark.parametrize("page", ["case", "eligibility", "outcomes", "subgroups", "harms", "regimen", "teach", "about"])
def test_every_abbreviation_of_a_page_is_explained(run_page, page):  # noqa: F811
    said = re.sub(
        r":[a-z]+/[a-z_]+:|https?://\S+", " ", words(run_page(page, {"her2_ihc": "2+", "lvef_percent": "48"}))
    )
    missing = set(ABBREVIATION.findall(said)) - spoken() - NAMES
    assert not missing, f"{page}: {sorted(missing)}"


def test_terms_are_found_by_name_other_spelling_or_sentence():
    assert "hazard-ratio" in {term.id for term in matching("HR")}
    assert "censored" in {term.id for term in matching("cut off")}
    assert not matching("zebra")
    assert matching("  ") == terms()


def test_a_help_mark_says_the_term_and_its_meaning():
    assert explained("pfs").startswith("**Progression-free survival.** Time from randomisation")
    with pytest.raises(KeyError):
        explained("zebra")


def test_the_verdicts_words_are_explained():
    assert VERDICTS
    assert {"met", "unknown", "not-assessable", "registry-criteria"} <= {term.id for term in terms()}


@pytest.mark.parametrize(
    "page",
    ["case", "eligibility", "outcomes", "subgroups", "harms", "regimen", "evidence", "board", "present", "cohort"],
)
def test_every_term_of_a_page_is_reached_from_that_page(run_page, page):  # noqa: F811
    app = run_page(page, {"her2_ihc": "2+", "lvef_percent": "48"})
    missing = set(used_in(words(app))) - set(of_page(page))
    assert not missing, f"{page}: {sorted(missing)}"


def test_the_words_of_a_page_open_where_they_are_asked_for(run_page):  # noqa: F811
    sentence = next(term.says for term in terms() if term.id == "ecog")
    app = run_page("board", {"ecog": "1"})
    assert sentence not in words(app)
    app.session_state["words-of-page"] = True
    app.run()
    assert not app.exception
    assert "**Registry record**" in words(app)


def test_a_term_is_found_by_its_spellings_and_no_small_word_is_taken_for_one():
    assert used_in("The hazard ratio (HR) of those with PD") == ("response", "hazard-ratio")
    assert "p-value" not in used_in("a p in a sentence")
    known = {term.id for term in terms()}
    for page in ("case", "outcomes", "present"):
        assert of_page(page)
        assert set(of_page(page)) <= known
