"""The form in which a learner states their answers before anything is shown. Nothing is preselected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from evidence.eligibility.criteria import Verdict
from evidence.eligibility.wording import VERDICTS
from evidence.lines.glossary import explained
from evidence.teaching.progress import Commitment

_STATABLE = (Verdict.ELIGIBLE, Verdict.NOT_ELIGIBLE, Verdict.UNKNOWN)
ADVERSE_TO_GUESSING = "No marks are given. Say what you think now; you can try again afterwards."


def render_commit_form(
    criteria: Mapping[str, str], arm_labels: Sequence[str], *, question: str, key: str
) -> Commitment | None:
    """The form; returns the statement once it is complete, and names what is missing where it is not."""
    with st.form(key, enter_to_submit=False):
        verdict = st.radio(
            "1. Verdict of the published criteria",
            _STATABLE,
            index=None,
            format_func=lambda each: VERDICTS[each],
            key=f"{key}-verdict",
            help=explained("met", "unknown"),
        )
        deciding = st.selectbox(
            "2. The criterion that decides",
            list(criteria),
            index=None,
            format_func=lambda each: criteria[each],
            placeholder="choose one",
            key=f"{key}-deciding",
            help=explained("published-criteria", "registry-criteria"),
        )
        st.markdown(f"3\\. {question}", help=explained("of-hundred", "landmark"))
        columns = st.columns(len(arm_labels))
        expected = [
            column.number_input(f"{label}, of 100", 0, 100, value=None, step=1, key=f"{key}-arm-{at}")
            for at, (column, label) in enumerate(zip(columns, arm_labels, strict=True))
        ]
        st.caption(ADVERSE_TO_GUESSING)
        sent = st.form_submit_button("State and compare", icon=":material/lock:")
    if not sent:
        return None
    missing = [
        name
        for name, value in (
            ("the verdict", verdict),
            ("the deciding criterion", deciding),
            *((f"the {label[0].lower()}{label[1:]}", value) for label, value in zip(arm_labels, expected, strict=True)),
        )
        if value is None
    ]
    if missing or verdict is None or deciding is None:
        st.warning(f"Still to state: {', '.join(missing)}.", icon=":material/edit:")
        return None
    return Commitment(verdict, deciding, tuple(int(value) for value in expected if value is not None))
