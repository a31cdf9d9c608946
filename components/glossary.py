"""The glossary: a few terms where they are used, and all of them under their headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from evidence.lines.glossary import Term, terms


def render_words(*ids: str, label: str = "Glossary") -> None:
    """A button that opens the meaning of some terms, in the order given."""
    held = {term.id: term for term in terms()}
    with st.popover(label, icon=":material/dictionary:", type="tertiary"):
        st.markdown("\n\n".join(_said(held[each]) for each in ids))


def render_words_on_demand(*ids: str, label: str, key: str) -> None:
    """The same for many terms, in the order of the alphabet; they are sent once the button is pressed."""
    with st.popover(label, icon=":material/dictionary:", type="tertiary", key=key, on_change="rerun") as opened:
        if opened.open:
            render_all(ids)


def render_all(ids: Sequence[str]) -> None:
    """The meaning of some terms, in the order of the alphabet."""
    held = sorted((term for term in terms() if term.id in ids), key=lambda term: term.term.casefold())
    st.markdown("\n\n".join(_said(term) for term in held))


def render_glossary(groups: Mapping[str, Sequence[Term]]) -> None:
    """Every term under its heading."""
    for group, held in groups.items():
        st.subheader(group, anchor=False)
        st.markdown("\n\n".join(_said(term) for term in held))


def render_found(found: Sequence[Term]) -> None:
    """The terms that a search found; says where there are none."""
    if found:
        st.markdown("\n\n".join(_said(term) for term in found))
    else:
        st.caption("No term has these words.")


def _said(term: Term) -> str:
    also = f" :small[({', '.join(term.also)})]" if term.also else ""
    return f"**{term.term}**{also}  \n{term.says}"
