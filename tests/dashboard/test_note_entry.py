"""The line of words on the form: nothing enters until it is accepted, and the words themselves go nowhere."""

from __future__ import annotations

LINE = "58F, HER2 3+, EF 62, ?brain mets [x](http://elsewhere.example)"
PROPOSED = {"age_years": "58", "sex": "female", "her2_ihc": "3+", "lvef_percent": "62"}


def typed(run_page, line, **entered):
    app = run_page("about", entered)
    return app.text_input(key="note-line").set_value(line).run()


def entered(app):
    return {name: app.query_params[name] for name in PROPOSED if name in app.query_params}


def said(app):
    return " ".join(caption.value for caption in app.caption).replace("\\", "")


def test_a_line_is_read_and_enters_nothing_by_itself(run_page):
    app = typed(run_page, LINE)
    assert not app.exception
    assert entered(app) == {}
    assert "?brain mets: uncertain or pending" in said(app)


def test_what_is_accepted_enters_beside_what_was_there(run_page):
    app = typed(run_page, LINE, ecog="1")
    app.button(key="note-enter").click().run()
    assert not app.exception
    held = {name: str(app.session_state[name]) for name in (*PROPOSED, "ecog")}
    assert held == {**PROPOSED, "ecog": "1"}
    assert app.session_state["note-line"] == ""


def test_what_is_left_out_does_not_enter(run_page):
    app = typed(run_page, LINE)
    chips = app.get("button_group") or app.pills
    kept = [each for each in app.session_state["note-reading"].proposed if each.attribute != "sex"]
    app.session_state["note-taken"] = kept
    app.run()
    assert chips
    app.button(key="note-enter").click().run()
    assert app.session_state["sex"] is None
    assert app.session_state["her2_ihc"] == "3+"


def test_a_line_that_is_left_enters_nothing(run_page):
    app = typed(run_page, LINE)
    app.button(key="note-leave").click().run()
    assert app.session_state["her2_ihc"] is None
    assert app.session_state["note-line"] == ""


def test_the_words_never_stand_in_the_address(run_page):
    app = typed(run_page, LINE)
    app.button(key="note-enter").click().run()
    assert "elsewhere" not in str(dict(app.query_params))


def test_words_of_the_line_are_never_markdown(run_page):
    app = typed(run_page, LINE)
    assert "](http" not in " ".join(caption.value for caption in app.caption)
