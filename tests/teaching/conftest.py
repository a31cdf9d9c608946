"""The trial, its teaching files, and the Teach page run without a browser."""

from collections.abc import Mapping

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.session.address import VIEW_PARAMETERS
from evidence.teaching.case_file import load_cases
from evidence.teaching.misconceptions import load_misconceptions
from evidence.teaching.story_file import load_story
from tests.dashboard.conftest import ROOT, calc_hash
from tests.published import published_trial


@pytest.fixture(scope="session")
def trial():
    return published_trial()


@pytest.fixture(scope="session")
def cases(trial):
    return load_cases(trial)


@pytest.fixture(scope="session")
def items(trial):
    return load_misconceptions(trial)


@pytest.fixture(scope="session")
def story(trial):
    return load_story(trial)


@pytest.fixture
def teach():
    """Runs the Teach page with these parameters in its address."""

    def run(params: Mapping[str, str] | None = None, **session) -> AppTest:
        app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=60)
        for name, value in (params or {}).items():
            app.query_params[name] = value
        for name, value in session.items():
            # View parameters keep their names in the address; other keys of the page are written with hyphens.
            app.session_state[name if name in VIEW_PARAMETERS else name.replace("_", "-")] = value
        app._page_hash = calc_hash("teach")
        return app.run()

    return run


def state_answers(app: AppTest, case: str, verdict: str, deciding: str, *expected: int, attempt: int = 0) -> AppTest:
    """Fill in the form of a case and send it."""
    key = f"teach-form-{case}-{attempt}"
    app.radio(key=f"{key}-verdict").set_value(verdict)
    app.selectbox(key=f"{key}-deciding").set_value(deciding)
    for at, number in enumerate(expected):
        app.number_input(key=f"{key}-arm-{at}").set_value(number)
    return next(button for button in app.button if button.label == "State and compare").click().run()
