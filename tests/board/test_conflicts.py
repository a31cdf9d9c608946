"""Contradictory entries are named wherever a case is presented, in the words of the Case page; none where none are."""

import io

import pptx
from pypdf import PdfReader

from components.brief import brief
from components.slides.deck import slides
from evidence.board.plain_text import record
from evidence.board.steps import WordsBlock
from evidence.eligibility.assessment import assess
from evidence.eligibility.wording import conflict_lines
from evidence.patient.patient import read_patient
from tests.board.conftest import STATES
from tests.board.test_brief import squeezed

CONTRADICTORY = "Contradictory entries: "


def first_slide(made) -> str:
    [slide, *_] = pptx.Presentation(io.BytesIO(slides(made))).slides
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_conflict_is_named_on_the_first_step_the_slides_the_page_and_the_text(make, trial):
    made = make(STATES["contradictory"])
    lines = conflict_lines(assess(read_patient(STATES["contradictory"])[0], trial.criteria))
    assert lines
    page = squeezed(PdfReader(io.BytesIO(brief(made))).pages[0].extract_text())
    on_step = [line for block in made.steps[0].blocks if isinstance(block, WordsBlock) for line in block.lines]
    for line in lines:
        said = f"{CONTRADICTORY}{line}"
        assert said in on_step
        assert said in first_slide(made)
        assert squeezed(said) in page
        assert said in record(made)


def test_nothing_is_called_contradictory_without_entries(make):
    made = make({})
    assert CONTRADICTORY not in first_slide(made) + record(made)
    assert squeezed(CONTRADICTORY) not in squeezed(PdfReader(io.BytesIO(brief(made))).pages[0].extract_text())
