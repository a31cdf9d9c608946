"""The dashboard: one form, one case, one page of evidence at a time."""

from __future__ import annotations

import sys
from pathlib import Path

import streamlit as st

# Streamlit runs this file as a script; the product's packages lie beside its folder.
_ROOT = str(Path(__file__).resolve().parents[1])
if _ROOT not in sys.path:
    sys.path.insert(0, _ROOT)

from components.page_style import render_page_style
from dashboard import prepared
from dashboard.form import narrow_window, patient_form
from dashboard.navigation import Navigation, PageOfApp, Place
from dashboard.screens import (
    about,
    board,
    broken,
    case,
    cohort,
    eligibility,
    evidence,
    failed,
    present,
    regimen,
    subgroups,
    trials,
)
from dashboard.screens.harms import page as harms
from dashboard.screens.outcomes import page as outcomes
from dashboard.screens.teach import page as teach
from dashboard.serving import guard, quiet, replicas, settings, sign_in
from dashboard.session import address, view_parameters
from dashboard.view import View
from evidence.eligibility.assessment import assess
from evidence.eligibility.headings import verdict_words
from evidence.files.faults import EvidenceError
from evidence.product import PRODUCT

_TITLE = PRODUCT
_SIDEBAR_PIXELS = 288
# These pages are not about the patient entered: the form is folded away there, and still runs.
_FORM_FOLDED = ("board", "present", "teach", "cohort")
# No page icons: Streamlit would fetch the icon of the tab from another server.
_NAVIGATION = Navigation(
    (
        Place((PageOfApp(case.render, "Case", "case"),), "Case"),
        Place((PageOfApp(trials.render, "Trials", "trials"),), "Trials"),
        Place(
            (
                PageOfApp(outcomes.render, "Outcomes", "outcomes"),
                PageOfApp(eligibility.render, "Eligibility", "eligibility"),
                PageOfApp(subgroups.render, "Subgroups", "subgroups"),
                PageOfApp(harms.render, "Harms", "harms"),
                PageOfApp(regimen.render, "Regimen", "regimen"),
            )
        ),
        Place(
            (
                PageOfApp(board.render, "Board", "board"),
                PageOfApp(present.render, "Present", "present"),
                PageOfApp(teach.render, "Teach", "teach"),
            ),
            "Meetings",
        ),
        Place((PageOfApp(cohort.render, "Cohort", "cohort"),), "Cohort"),
        Place(
            (PageOfApp(evidence.render, "Evidence", "evidence"), PageOfApp(about.render, "About", "about")), "Sources"
        ),
    ),
    default="case",
)


def main() -> None:
    """One rerun: the form on every page, then the page."""
    st.set_page_config(page_title=_TITLE, layout="wide")
    render_page_style()
    if sign_in.is_needed():
        _NAVIGATION.choose(lambda _: sign_in.render, position="hidden").run()
        return
    try:
        held = prepared.load()
    except EvidenceError as error:
        faults = error
        _NAVIGATION.choose(lambda _: lambda: broken.render(faults)).run()
        return
    views: list[View] = []
    chosen = _NAVIGATION.choose(lambda render: lambda: render(views[0]), trial=held.display.title)
    st.set_page_config(page_title=f"{_NAVIGATION.title(chosen.url_path)} · {_TITLE}")
    narrow_window.place_form(chosen.url_path, "collapsed" if chosen.url_path in _FORM_FOLDED else _SIDEBAR_PIXELS)
    view_parameters.note_page(chosen.url_path)
    with st.sidebar:
        above_form = st.container()
    entered = patient_form.render(held.trial.criteria)
    assessment = assess(entered.patient, held.trial.criteria)
    words = verdict_words(entered.patient, assessment, held.trial.criteria)
    view = View(held, entered, assessment, words)
    views.append(view)
    # Case names the trial in its first line, and has no room on a phone to say it twice.
    of_trial = held.trial.name if chosen.url_path else ""
    with above_form:
        narrow_window.render_above("form", view.words, of_trial, chosen.url_path)
    narrow_window.render_above("page", view.words, of_trial, chosen.url_path)
    sign_in.render_leave()
    _NAVIGATION.render_siblings(chosen.url_path)
    chosen.run()
    address.note_what_stands()


if __name__ == "__main__":  # a rerun of the script
    main()
else:  # `streamlit run` looks for a server in this file, and imports it once
    quiet.install()
    replicas.end_with_supervisor()
    prepared.at_start()
    set_here = settings.at_start()
    app = st.App(
        __file__,
        middleware=guard.middleware(set_here),
        routes=guard.routes(set_here),
        on_script_error=failed.shown,
    )
