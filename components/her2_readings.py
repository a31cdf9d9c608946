"""HER2 read twice: the trial's definition and today's guideline side by side."""

from __future__ import annotations

import streamlit as st

from evidence.lines.her2 import Her2Line, Her2View


def render_her2(readings: Her2View) -> None:
    """How the two stand to each other, then both, then what always goes with them."""
    icon = ":material/compare_arrows: " if readings.differs else ""
    st.markdown("  \n".join([f"{icon}**{readings.agreement}**", *readings.why]))
    columns = st.columns(2, gap="large")
    for column, reading in zip(columns, (readings.trial, readings.today), strict=True):
        with column:
            _one(reading)
    st.caption(readings.always)


def _one(reading: Her2Line) -> None:
    st.subheader(reading.name, anchor=False)
    st.markdown(f"**{reading.result}**")
    st.markdown("\n".join(f"- {reason}" for reason in reading.reasons))
    st.caption(reading.source)
