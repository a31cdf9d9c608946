"""The registry's further criteria: those that are not met and the chosen ones open, the rest behind one click."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.findings import render_finding_lines
from evidence.eligibility.assessment import Status
from evidence.lines.findings import FindingLine


def render_registry(lines: Sequence[FindingLine], always_open: Sequence[str]) -> None:
    """Each criterion with what is entered; what cannot be assessed from public text is listed and never passed.

    `always_open` are the ids of criteria that are shown whatever is entered.
    """
    shown = [line for line in lines if line.criterion in always_open or line.status is Status.FAIL]
    rest = [line for line in lines if line not in shown]
    render_finding_lines(shown, alt="Registry criteria shown first")
    with st.expander(f"{len(rest)} further registry criteria", icon=":material/checklist:"):
        st.caption("All start unknown; answer them in the form, where they stand under Registry criteria.")
        render_finding_lines(rest, alt="Further registry criteria")
