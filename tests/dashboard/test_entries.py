"""Whatever arrives from outside becomes a case in one way: by the address, by a pasted link, and from a row of a file."""

import csv
import io
import re
from urllib.parse import urlencode

import pytest

from dashboard import boards
from dashboard.session import address, entries
from evidence.cohort.held import screen_file
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import clinical_attributes
from tests.browser.harness import PAGES
from tests.cohort.made_up import CRITERIA
from tests.dashboard.conftest import words

NUMBERS = [each for each in clinical_attributes().values() if each.minimum is not None]
BESIDE = ({"ecog": "1"}, {"region": "asia"})
UNREADABLE = ("abc", "1;5", "\u0661", "1e400", "9" * 200, "<b>", "**1**", "inf", "--", "\u202e7")


def outside(attribute):
    """Texts that no entry of this attribute is; a number just outside its range, and one far outside."""
    if attribute.minimum is None:
        return UNREADABLE
    beyond = (attribute.minimum - 1, attribute.maximum + 1, -(10**9), 10**9)
    capped = attribute.capped_at is not None
    return (*UNREADABLE, *(str(each) for each in beyond if not (capped and each == attribute.maximum + 1)))


@pytest.fixture(scope="module")
def row():
    """The row of a file that holds this text, as the Cohort page has it; one file for all of them."""
    places = [(name, text) for name, each in clinical_attributes().items() for text in outside(each)]
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["patient_id", *clinical_attributes()])
    for at, (name, text) in enumerate(places):
        texts = {**BESIDE[name == "ecog"], name: text}
        table.writerow([f"row {at}", *(texts.get(each, "") for each in clinical_attributes())])
    file = io.BytesIO(out.getvalue().encode())
    held = screen_file("mine.csv", file, {"cleopatra": CRITERIA}, lambda rows: None)
    return lambda name, text: held.texts(places.index((name, text)))


@pytest.mark.parametrize("name", clinical_attributes())
def test_an_entry_that_cannot_be_used_has_the_same_sentence_wherever_it_comes_from(name, row):
    beside = BESIDE[name == "ecog"]
    for text in outside(clinical_attributes()[name]):
        problem = read_answer(name, text)
        assert isinstance(problem, Problem)
        expected = f"From the address, {problem}; it was not used."
        pasted = boards.from_link(f"http://127.0.0.1/harms?{urlencode({name: text, **beside})}")
        assert pasted == (beside, (expected,)), (name, text)
        arrived = address.arrive({key: [value] for key, value in {name: text, **beside}.items()})
        if clinical_attributes()[name].choices:
            assert arrived.notices == (expected,)
        else:  # its field shows it, with the same words under it
            assert arrived.texts[name] == text
            assert not arrived.notices
        assert arrived.usable().says == (expected,)
        read = entries.read(row(name, text), "the file").usable()
        assert read.texts == beside
        assert read.says == (expected.replace("the address", "the file"),), (name, text)


FAR = dict.fromkeys(clinical_attributes(), "<b>abc") | {each.name: str(each.maximum + 1000) for each in NUMBERS}
"""An address with every entry, none of them usable."""


@pytest.mark.parametrize("page", [path.strip("/") or "case" for path in PAGES])
def test_every_page_opens_with_every_entry_unusable_and_names_and_counts_them(run_page, page):
    app = run_page("" if page == "case" else page, FAR)
    assert not app.exception
    assert "went wrong" not in words(app)
    assert "her2_ihc" not in app.session_state or app.session_state["her2_ihc"] is None
    # The first ones are named at the head of the page, the others counted there and named at their fields.
    assert read_answer("her2_ish_ratio", FAR["her2_ish_ratio"]).says in words(app)
    assert re.search(r"And \d+ more\b", words(app))


def test_the_board_takes_a_link_with_every_entry_unusable_and_names_each(run_page):
    app = run_page("board")
    app.text_input(key="add-link").input(f"http://127.0.0.1/harms?{urlencode(FAR)}").run()
    app.button(key="add-from-link").click().run()
    assert not app.exception
    assert words(app).count("it was not used") == len(FAR)
