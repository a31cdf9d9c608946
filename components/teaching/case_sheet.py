"""A teaching case as it is handed out: the story, and what the record holds."""

from __future__ import annotations

import streamlit as st

from components.table import render_table
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import Patient


def render_case_sheet(title: str, story: str, patient: Patient) -> None:
    """The case. What the record does not hold is not listed: finding the gap is part of the task."""
    st.header(title, anchor=False)
    st.markdown(story)
    declared = clinical_attributes()
    rows = [
        {"In the record": declared[name].label, "Entry": declared[name].shown(patient[name])}
        for name in declared
        if patient[name] is not None
    ]
    with st.expander("The record, entry by entry", icon=":material/clinical_notes:"):
        render_table(rows, alt="Entries of the made-up record")
    st.caption("Made up; no real patient. The form in the sidebar holds your own case and stays as it is.")
