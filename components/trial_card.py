"""Another trial as a card: its own groups in its own table, never on the axes of the trial of the page."""

from __future__ import annotations

import streamlit as st

from components.table import render_table
from evidence.lines.cards import APART, CardView
from evidence.lines.numbers import footnotes


def render_card(card: CardView) -> None:
    """Design, groups, results, sources with their dates."""
    with st.container(border=True, key=f"card-{card.study.lower().replace(' ', '-')}"):
        st.subheader(card.study, anchor=False)
        st.caption(f"{card.registry_id} · {card.topic}")
        st.markdown("\n\n".join(card.design))
        if card.rows:
            rows = [
                {
                    "Result": "  \n".join([f"**{row.measure}**", *(f":small[{text}]" for text in row.beyond)]),
                    **dict(zip(card.columns, row.cells, strict=True)),
                }
                for row in card.rows
            ]
            render_table(rows, alt=f"Results of {card.study}")
        said = footnotes(*(cell for row in card.rows for cell in (*row.cells, *row.beyond)))
        st.caption(f"{APART} Sources: {'; '.join(card.sources)}." + (f" {said}." if said else ""))
