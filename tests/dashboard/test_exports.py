"""A file to take away that cannot be made is named on the page, with what to take instead."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import exports


def page():
    from dashboard import exports
    from tests.board.conftest import EVERYTHING, WRITTEN, made_of, prepared

    exports.render_exports(lambda: made_of(prepared.load(), EVERYTHING, WRITTEN), name="case-A")


def failing(_):
    raise ValueError("a value of the case")


@pytest.fixture
def app(monkeypatch):
    kinds = [
        (label, failing if ending == "pdf" else export, ending, mime) for label, export, ending, mime in exports._KINDS
    ]
    monkeypatch.setattr(exports, "_KINDS", tuple(kinds))
    return AppTest.from_function(page, default_timeout=300).run()


def test_one_that_fails_is_named_once_with_what_to_take_instead(app):
    assert not app.error
    app.download_button(key="export-case-A-pdf").click().run()
    [said] = [error.value for error in app.error]
    assert said.startswith(r"**One page \(PDF\) could not be made.**")
    assert "Take Slides (.pptx) or Plain text instead." in said
    assert "a value of the case" not in said
    assert not app.exception
    app.run()
    assert not app.error


def test_one_that_is_made_says_nothing(app):
    app.download_button(key="export-case-A-txt").click().run()
    assert not app.error
    assert not app.exception
