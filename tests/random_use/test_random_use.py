"""Somebody who presses anything and types anything, on every page: nothing breaks, and no verdict is another.

A few hundred steps in every run of the tests; `make monkey` takes 20,000 (STEPS says how many).
The verdict on screen is compared with the one that the criteria give for the entries on screen.
"""

import os
import random

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1 import element_tree as on_screen
from streamlit.util import calc_hash

from evidence.eligibility.assessment import assess
from evidence.eligibility.criteria import Status, Verdict
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient
from tests.dashboard.conftest import ROOT
from tests.published import published_trial
from tests.random_use.inputs import FILES, link, typed

STEPS = int(os.environ.get("STEPS", "240"))
WALKS = 4
PAGES = [
    "case",
    "eligibility",
    "outcomes",
    "subgroups",
    "harms",
    "regimen",
    "evidence",
    "board",
    "present",
    "teach",
    "trials",
    "cohort",
    "about",
]
CRITERIA = published_trial().criteria
SAID = {"eligible": "Meets all 12", "not-eligible": "Would not have been eligible", "unknown": "Cannot tell"}


def opened(page: str, params: dict[str, str]) -> AppTest:
    app = AppTest.from_file(str(ROOT / "dashboard" / "app.py"), default_timeout=120)
    for name, value in params.items():
        app.query_params[name] = value
    # AppTest.switch_page knows only pages that are files; a page's identity is the hash of its address.
    app._page_hash = calc_hash(page)
    return app.run()


def widgets(app: AppTest) -> list[on_screen.Widget]:
    """Everything on screen that can be used."""
    return [node for node in app._tree if isinstance(node, on_screen.Widget) and not getattr(node, "disabled", False)]


def use(widget: on_screen.Widget, chance: random.Random) -> None:
    """Use this widget as a person could, in some way."""
    match widget:
        case on_screen.Button() | on_screen.DownloadButton():
            widget.click()
        case on_screen.Checkbox() | on_screen.Toggle():
            widget.set_value(not widget.value)
        case on_screen.TextInput() | on_screen.TextArea():
            text = typed(chance, str(widget.key))
            # A field holds no more than its limit: a browser cuts what is longer.
            widget.set_value(text[: widget.proto.max_chars] if widget.proto.max_chars else text)
        case on_screen.NumberInput():
            widget.set_value(chance.choice([widget.min, widget.max, widget.value]))
        case on_screen.Slider():
            widget.set_value(chance.choice([widget.min, widget.max]))
        case on_screen.Selectbox() | on_screen.Radio():
            if widget.options:
                widget.set_value(chance.choice(widget.options))
        case on_screen.ButtonGroup():
            if widget.options:
                option = chance.choice(widget.options)
                widget.set_value([option] if isinstance(widget.value, list) else option)
        case on_screen.Multiselect():
            widget.set_value(chance.sample(widget.options, k=min(2, len(widget.options))))
        case on_screen.FileUploader():
            # A browser offers only the kinds of file that the page asks for.
            kinds = tuple(widget.proto.type)
            widget.upload(*chance.choice([file for file in FILES if not kinds or file[0].endswith(kinds)]))


def entries(app: AppTest) -> dict[str, str]:
    """What stands in the form, by attribute."""
    fields = [node for node in app.sidebar if isinstance(node, on_screen.Widget)]
    return {str(f.key): str(f.value) for f in fields if f.key in clinical_attributes() and f.value not in (None, "")}


def verdict_is_that_of_the_criteria(app: AppTest) -> None:
    patient, _ = read_patient(entries(app))
    expected = assess(patient, CRITERIA)
    heading = app.title[0].value
    assert SAID[expected.verdict.value] in heading, f"{heading!r} for {entries(app)}"
    if expected.verdict is Verdict.ELIGIBLE:
        counted = f"{expected.registry_counts()[Status.UNKNOWN]} registry exclusion"
    else:
        counted = f"{len(expected.of(Status.PASS))} of 12 published criteria met"
    assert any(counted in element.value for element in app.markdown), f"{counted!r} for {entries(app)}"


@pytest.mark.parametrize("walk", range(WALKS))
def test_any_use_of_any_page_breaks_nothing_and_changes_no_verdict(walk):
    chance = random.Random(walk)
    page, done, judged = "case", [], 0
    app = opened(page, {})
    for _ in range(STEPS // WALKS):
        if (what := chance.random()) < 0.04:
            params = link(chance)
            page = chance.choice(PAGES)
            done = [f"link to {page} with {params}"]
            app = opened(page, params)
        elif what < 0.2 or not (usable := widgets(app)):
            page = chance.choice(PAGES)
            done.append(f"page {page}")
            app._page_hash = calc_hash(page)
            app.run()
        else:
            widget = chance.choice(usable)
            use(widget, chance)
            done.append(f"{type(widget).__name__} {widget.key} on {page}: {getattr(widget, 'value', '')!r}"[:200])
            app.run()
        steps = "\n".join(done[-12:])
        assert not app.exception, f"{[error.message for error in app.exception]} after\n{steps}"
        # A button may have led to another page; the trials' page answers for several trials in the same words.
        if (
            app._page_hash != calc_hash("trials")
            and app.title
            and any(said in app.title[0].value for said in SAID.values())
        ):
            verdict_is_that_of_the_criteria(app)
            judged += 1
    assert judged, "no verdict was looked at"
