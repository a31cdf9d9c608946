"""The Board and Present pages, run without a browser."""

import json
from urllib.parse import urlencode

import pytest
from streamlit.util import calc_hash

from dashboard import boards
from evidence.board.board import Board, BoardCase, saved
from evidence.board.build import STEP_IDS
from evidence.board.steps import STANDING
from evidence.patient.answers import Problem, read_answer
from evidence.patient.attributes import clinical_attributes
from evidence.patient.examples import examples
from tests.board.conftest import EVERYTHING, STATES
from tests.dashboard.conftest import UNUSABLE, opened, words
from tests.dashboard.conftest import run_page as run_page

SECRET = "Words that belong to nobody else"


def board(app) -> Board:
    return app.session_state["tumour-board"]


def cases(app) -> list[str]:
    return [each.value for each in app.subheader if each.value.startswith("Case ")]


def show(app) -> None:
    """Present case A; without a browser the page must be told that it has changed."""
    app.button(key="present-A").click().run()
    app._page_hash = calc_hash("present")


@pytest.mark.parametrize("step", STEP_IDS)
@pytest.mark.parametrize("state", STATES)
def test_every_step_opens_in_every_state(run_page, make, state, step):
    app = run_page("present", {**STATES[state], "step": step})
    assert not app.exception
    made = make(STATES[state])
    assert [title.value for title in app.title] == [made.step(step).title]
    assert STANDING.replace(",", "") in words(app).replace("\\", "").replace(",", "")
    assert "Newer first-line evidence exists" in words(opened(app, "newer"))


def test_a_step_that_is_none_is_said_and_the_first_shown(run_page):
    app = run_page("present", {"ecog": "1", "step": "beginning"})
    assert "step is beginning, not one of" in words(app)
    assert app.title[0].value.endswith("the case and its fit")


def test_the_buttons_carry_the_keys_and_walk_the_steps(run_page):
    app = run_page("present", EVERYTHING)
    shortcuts = {button.key: button.proto.shortcut for button in app.button if button.key and button.proto.shortcut}
    assert {key: shortcut.lower() for key, shortcut in shortcuts.items()} == {
        "present-back": "left",
        "present-next": "right",
        "present-first": "home",
        "present-last": "end",
        "present-page-up": "pageup",
        "present-page-down": "pagedown",
    }
    walked = [app.session_state["step"]]
    for _ in STEP_IDS[1:]:
        app.button(key="present-page-down").click().run()
        walked.append(app.session_state["step"])
    assert tuple(walked) == STEP_IDS
    assert app.button(key="present-next").disabled
    app.button(key="present-first").click().run()
    assert app.session_state["step"] == "case"


@pytest.mark.parametrize("state", [*STATES, "unusable"])
def test_the_board_opens_in_every_state(run_page, state):
    app = run_page("board", {**STATES, "unusable": UNUSABLE}[state])
    assert not app.exception
    said = words(app)
    assert "never in the address, on the server's disk or in a log" in said
    assert "no name, date of birth" in said


def test_cases_come_from_the_form_an_example_and_a_link(run_page):
    app = run_page("board", {"ecog": "1", "lvef_percent": "many"})
    app.button(key="add-entered").click().run()
    app.selectbox(key="add-which").select_index(3).run()
    app.button(key="add-example").click().run()
    app.text_input(key="add-link").input("http://127.0.0.1:8501/harms?her2_ihc=3%2B&ecog=0&month=12&name=x").run()
    app.button(key="add-from-link").click().run()
    assert [(each.label, each.entries) for each in board(app).cases] == [
        ("A", {"ecog": "1"}),
        ("B", examples()[3].answers),
        ("C", {"her2_ihc": "3+", "ecog": "0"}),
    ]
    assert "The address holds name, which is not an attribute" in words(app).replace("\\", "")
    assert [heading.split(" · ")[0] for heading in cases(app)] == ["Case A", "Case B", "Case C"]


UNREADABLE = ("abc", "-1", "99999", "1e400", "1,5", "\u0661", "9" * 200, "<b>", "\x00", "inf")


@pytest.mark.parametrize("name", clinical_attributes())
def test_a_link_puts_nothing_on_the_board_that_the_form_would_refuse(name):
    beside = {"region": "asia"} if name == "ecog" else {"ecog": "1"}
    for text in UNREADABLE:
        taken, says = boards.from_link(f"http://127.0.0.1:8501/?{urlencode({name: text, **beside})}")
        assert taken.items() >= beside.items()
        usable = name in taken and not isinstance(read_answer(name, text), Problem)
        assert usable or (name not in taken and says), (name, text)
        BoardCase(label="A", entries=taken)  # which takes only what validates


@pytest.mark.parametrize("word", ["nan", "n/a", "unknown", "not done", "?", "-"])
@pytest.mark.parametrize("name", ["lvef_percent", "her2_ish_status"])
def test_a_word_for_missing_in_a_link_is_unknown_and_no_fault(name, word):
    taken, says = boards.from_link(f"http://127.0.0.1:8501/?{urlencode({name: word, 'ecog': '1'})}")
    assert (taken, says) == ({"ecog": "1"}, ())


@pytest.mark.parametrize(
    "link", ["http://127.0.0.1/?age_years=150", "http://[::1?age_years=150&ecog=1", "?age_years=150"]
)
def test_a_link_with_an_age_of_150_leaves_the_page_as_it_is_and_says_so(run_page, link):
    app = run_page("board")
    app.text_input(key="add-link").input(link).run()
    app.button(key="add-from-link").click().run()
    assert not app.exception
    assert all("age_years" not in case.entries for case in board(app).cases) if "ecog" in link else not cases(app)
    assert "it was not used" in words(app)


@pytest.mark.parametrize("link", ["", "no link", "http://127.0.0.1/?month=3", "javascript:alert(1)?ecog=9"])
def test_a_link_without_a_case_adds_nothing_and_says_so(run_page, link):
    app = run_page("board")
    app.text_input(key="add-link").input(link).run()
    app.button(key="add-from-link").click().run()
    assert not app.exception
    assert not cases(app)
    assert app.info


def test_cases_are_moved_removed_and_entered_in_the_form(run_page):
    app = run_page("board", {"ecog": "1"})
    app.button(key="add-entered").click().run()
    app.selectbox(key="add-which").select_index(0).run()
    app.button(key="add-example").click().run()
    app.button(key="later-A").click().run()
    assert [each.label for each in board(app).cases] == ["B", "A"]
    assert app.button(key="earlier-B").disabled
    app.button(key="remove-A").click().run()
    assert [each.label for each in board(app).cases] == ["B"]
    app.button(key="open-B").click().run()
    assert not app.exception
    assert app.text_input(key="age_years").value == examples()[0].answers["age_years"]


def test_the_boards_words_stay_in_the_session_and_reach_the_presentation(run_page, capfd):
    app = run_page("board", {"ecog": "1"})
    app.button(key="add-entered").click().run()
    app.text_area[0].input(SECRET).run()
    assert board(app).case("A").reason == SECRET
    app.button(key="present-A").click().run()
    assert not app.exception
    assert [title.value for title in app.title] == ["Case A: the case and its fit"]
    assert SECRET in [text.value for text in app.text]
    assert SECRET not in str(dict(app.query_params))
    assert SECRET not in "".join(capfd.readouterr())


def test_other_entries_end_the_presentation_of_a_boards_case(run_page):
    app = run_page("board", {"ecog": "1"})
    app.button(key="add-entered").click().run()
    app.text_area[0].input(SECRET).run()
    show(app)
    app.text_input(key="age_years").input("50").run()
    assert app.title[0].value.startswith("The case entered")
    assert SECRET not in [text.value for text in app.text]


def test_after_the_last_step_comes_the_next_case(run_page):
    app = run_page("board", {"ecog": "1"})
    app.button(key="add-entered").click().run()
    app.selectbox(key="add-which").select_index(1).run()
    app.button(key="add-example").click().run()
    show(app)
    app.button(key="present-last").click().run()
    app.button(key="present-next").click().run()
    assert not app.exception
    assert app.title[0].value == "Case B: the case and its fit"
    assert app.text_input(key="age_years").value == examples()[1].answers["age_years"]
    app.button(key="present-back").click().run()
    assert app.title[0].value == "Case A: the case and its fit"


def test_a_saved_board_is_opened_and_a_foreign_file_changes_nothing(run_page):
    app = run_page("board", {"ecog": "1"})
    app.button(key="add-entered").click().run()
    two = Board().with_case({"ecog": "0"}).with_case({"ecog": "2"}).changed("B", decision="Later")
    app.get("file_uploader")[0].upload("board.json", saved(two, "cleopatra"), "application/json").run()
    assert board(app) == two
    assert "Later" in [area.value for area in app.text_area]
    app.get("file_uploader")[0].upload("x.json", json.dumps({"a": 1}).encode(), "application/json").run()
    assert board(app) == two
    assert "not a tumour board saved here" in words(app)
