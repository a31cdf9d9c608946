"""A failure of ours shows our own words in place of Streamlit's box, and says that nothing entered is lost."""

from streamlit.testing.v1 import AppTest

from dashboard.screens.failed import shown


def page():
    from dashboard.screens.failed import shown

    shown(ValueError("a value of the case"))


def test_the_words_say_what_to_do_and_repeat_nothing_of_the_failure():
    app = AppTest.from_function(page).run()
    [said] = [error.value for error in app.error]
    assert "The case stays in the address and the board in this window." in said
    assert "save the board to a file" in said
    assert "a value of the case" not in said
    assert not app.exception


def test_nothing_else_is_shown_beside_them():
    assert shown(ValueError()) is True, "Streamlit shows its own box unless it is told that ours was shown"
