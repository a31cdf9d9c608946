"""Trials: which of them took patients like this one, what each asked, and what each found in its own groups."""

from __future__ import annotations

import streamlit as st

from components.band import render_band
from components.panel import head
from components.trials_matrix import render_list, render_matrix, render_results
from dashboard.frame import framed, render_newer
from dashboard.view import View
from evidence.choices.trials_page import foot
from evidence.eligibility.implied import with_implied
from evidence.eligibility.wording import NOT_A_DIRECTIVE
from evidence.lines.numbers import dated
from evidence.lines.trials import results, trial_verdicts
from evidence.lines.trials_answer import APART, answer, separates, would_settle
from evidence.patient.patient import Patient


def render(view: View) -> None:
    """The page."""
    compared = view.prepared.compared
    patient = view.case.patient
    known = Patient(with_implied(patient.answers))
    verdicts = trial_verdicts(patient, compared)
    found = [results(each) for each in compared]
    lines = [*separates(verdicts, known), would_settle(verdicts)]
    facts = "  \n".join(line for line in lines if line) or "No row separates the trials for this patient."
    with framed(view):
        render_band(answer(verdicts, patient), facts, f"Which trials studied patients like this one. {NOT_A_DIRECTIVE}")
        render_newer(view)
        render_list(verdicts)
        render_matrix(verdicts, known, [each.approvals for each in found], dated(compared[-1].trial.notice.checked))
        with head("results", "What each trial found", "its own groups, its own clock"):
            pass
        st.caption(APART)
        grid = st.grid(4, min_column_width=250, gap="small")
        for verdict, held in zip(verdicts, found, strict=True):
            with grid.cell():
                render_results(verdict, held)
        st.caption(foot())
