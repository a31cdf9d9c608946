"""Benefit and harm of a hundred in each group: two labelled halves, each with its own people, cut-off and time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.squares import Hundred, picture
from components.table import render_table
from evidence.lines.benefit_and_harm import BenefitOrHarmView

_WIDE = 420
"""Pixels; larger squares would say no more."""


def render_halves(halves: Sequence[BenefitOrHarmView], arm_labels: Sequence[str]) -> None:
    """The halves beside each other, below each other on a phone."""
    for column, half in zip(st.columns(len(halves), gap="large"), halves, strict=True):
        with column:
            st.subheader(half.title, anchor=False)
            st.markdown(half.sentence)
            counts = list(zip(arm_labels, half.counts, strict=True))
            groups = [Hundred(label, count, (f"{count} of 100",)) for label, count in counts]
            said = "; ".join(f"{label}: {count} of 100" for label, count in counts)
            st.image(picture(groups), width=_WIDE, alt=f"{half.title}. {said}")
            rows = [
                {"Group": arm, "Of 100": str(count), "More precisely": text}
                for arm, count, text in zip(arm_labels, half.counts, half.precise, strict=True)
            ]
            render_table(rows, alt=f"{half.title}, as a table")
            said = f"{half.difference}.  \n" if half.difference else ""
            st.caption(
                f"{said}**Who:** {half.people}.  \n**Cut-off:** {half.cutoff}.  \n"
                f"**Time:** {half.window}.  \n{half.source}."
            )
