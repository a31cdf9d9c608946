"""The one-page brief, read back: tagged, one page, and its numbers are the evidence's."""

import io
import re
import unicodedata
from pathlib import Path

import pytest
import typst
from pypdf import PdfReader

from components import brief as module
from components.brief import brief
from evidence.board.steps import ForestBlock, TableBlock, WordsBlock
from tests.board.conftest import EVERYTHING, STATES, WRITTEN


def squeezed(text: str) -> str:
    """Without spaces and line breaks: a PDF keeps neither where a line was broken. Hyphens of its own are gone too."""
    return re.sub(r"[\s\u200b\u00ad]", "", text)


@pytest.fixture(scope="module", params=STATES)
def pair(make, request):
    """A presentation and its brief, opened again."""
    made = make(STATES[request.param], WRITTEN if request.param == "everything" else None)
    return made, PdfReader(io.BytesIO(brief(made)))


def tags(node, found):
    """The kinds of structure elements, top down."""
    node = node.get_object()
    if isinstance(node, list):
        for each in node:
            tags(each, found)
    elif hasattr(node, "get"):
        if kind := node.get("/S"):
            found.append((kind, node.get("/Alt")))
        if (inside := node.get("/K")) is not None and not isinstance(inside, int):
            tags(inside, found)
    return found


def test_the_brief_is_one_tagged_page_in_english_with_a_title(pair):
    _, reader = pair
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert root["/MarkInfo"]["/Marked"].value
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value
    assert reader.metadata.title
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_it_has_headings_tables_with_headers_and_a_figure_with_words(pair):
    made, reader = pair
    found = tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"], [])
    kinds = {kind for kind, _ in found}
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    [figure] = [alt for kind, alt in found if kind == "/Figure" and alt]
    assert figure == made.step("survival").blocks[0].alt


def test_its_numbers_are_the_rows(pair):
    made, reader = pair
    said = squeezed(reader.pages[0].extract_text())
    for name in ("case", "outcomes", "subgroups", "harms", "context", "uncertain"):
        step = made.step(name)
        assert squeezed(step.sentence) in said, name
        for block in step.blocks:
            cells = []
            if isinstance(block, TableBlock):
                cells = [cell for row in block.rows for cell in row]
            elif isinstance(block, ForestBlock):
                cells = [cell for line in block.lines for cell in (line.label, line.n, line.text)]
            elif isinstance(block, WordsBlock):
                cells = list(block.lines)
            for cell in cells:
                assert all(squeezed(part) in said for part in cell.split("\n")), (name, cell)


def test_its_footer_names_sources_cut_offs_and_standing(pair):
    made, reader = pair
    said = squeezed(reader.pages[0].extract_text())
    assert squeezed(made.stamp) in said
    assert all(squeezed(source.short) in said for source in made.cited)
    assert squeezed("13 May 2011") in said


def test_the_boards_words_are_never_read_as_markup(make):
    said = squeezed(PdfReader(io.BytesIO(brief(make(EVERYTHING, WRITTEN)))).pages[0].extract_text())
    assert squeezed(WRITTEN.reason) in said


LETTERS = {
    "Chinese": "患者不愿接受化疗",
    "Chinese beyond the first plane": "𠮷",
    "Japanese": "術後補助療法について",
    "Korean": "환자",
    "Thai": "ผู้ป่วย",
    "Arabic": "مريض",
    "emoji": "😀",
    "emoji of several": "👩\u200d⚕️",
    "full width": "ＨＥＲ２",
    "combined": "ก\u0301中\u0301",
}


@pytest.mark.parametrize("words", LETTERS.values(), ids=LETTERS)
def test_letters_of_every_alphabet_are_printed_as_themselves(make, words):
    asked = WRITTEN.model_copy(update={"question": words})
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(brief(make(EVERYTHING, asked)))).pages)
    assert "[U+" not in said
    if words.isalpha() and not unicodedata.bidirectional(words[0]).startswith("A"):  # others are read back in parts
        assert words in said


@pytest.mark.parametrize(
    ("letter", "sign"),
    [
        ("\ue000", "[U+E000]"),
        ("\uf8ff", "[U+F8FF]"),
        ("\u0378", "[U+0378]"),
        ("\ud800", "[U+D800]"),
        ("𓀀", "[U+13000 EGYPTIAN HIEROGLYPH A001]"),
    ],
)
def test_a_letter_that_no_font_holds_is_named(make, letter, sign):
    asked = WRITTEN.model_construct(**{**WRITTEN.model_dump(), "question": f"before {letter} after"})
    said = "".join(page.extract_text() for page in PdfReader(io.BytesIO(brief(make(EVERYTHING, asked)))).pages)
    assert squeezed(f"before {sign} after") in squeezed(said)


def test_words_that_no_size_can_hold_run_on_and_are_not_cut(make):
    names = ("reason", "question", "options", "decision")
    long = WRITTEN.model_copy(update={name: f"{name} " + "word " * 230 + f"end-of-{name}" for name in names})
    reader = PdfReader(io.BytesIO(brief(make(EVERYTHING, long))))
    said = squeezed("".join(page.extract_text() for page in reader.pages))
    assert all(f"end-of-{name}" in said for name in names)


def test_a_picture_without_words_is_refused():
    assert 'pdf_standards=["ua-1"]' in Path(module.__file__).read_text(encoding="utf-8")
    with pytest.raises(typst.TypstError):
        typst.compile(b'#set document(title: "t")\n#figure(rect())', format="pdf", pdf_standards=["ua-1"])
