"""A plot in two layouts, of which the window chooses: the server never learns how wide it is.

The style sheet shows the one under `wide-` or the one under `narrow-`; the other is not on the page for anybody.
"""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from components.palette import PLOTLY_CONFIG


def render_plot(key: str, *, wide: go.Figure, narrow: go.Figure, alt: str) -> None:
    """The same plot for a window with room for columns of words, and for one without."""
    for width, plot in (("wide", wide), ("narrow", narrow)):
        st.plotly_chart(plot, config=PLOTLY_CONFIG, key=f"{width}-{key}", alt=alt)
