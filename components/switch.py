"""A choice among parts of one kind, of which one is shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st


def switch(label: str, options: Sequence[str], *, key: str) -> str:
    """The part chosen, the first one at first. `label` is for those who do not see the parts beside each other."""
    chosen = st.segmented_control(
        label, list(options), default=options[0], required=True, key=key, label_visibility="collapsed"
    )
    return str(chosen or options[0])
