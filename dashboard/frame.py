"""What every page but Case shares: its notice of newer evidence, what marks mean, its glossary."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.elements.lib.grid_container import GridContainer

from components.glossary import render_words_on_demand
from components.heading import render_notices
from components.panel import sources
from dashboard.session import view_parameters
from dashboard.view import View, share
from evidence.lines.excluded import not_like_this
from evidence.lines.glance import newer_line
from evidence.lines.glossary import of_page
from evidence.lines.numbers import MARKS, dated


def panels(*, apart: int = 16) -> GridContainer:
    """A grid of panels: two beside each other where both have room; `apart` pixels between its rows."""
    return st.grid(2, min_column_width=400, gap=(apart, 28))


@contextmanager
def framed(view: View, *, marks: bool = True) -> Iterator[None]:
    """A page: what is to be said about the entries, the page itself, and its foot.

    `marks`: whether the foot says what the marks of numbers mean, or whom the page is for.
    """
    with st.container(key="trial"):
        render_notices(view.case.notices, view.problems)
        yield
        with st.container(key="foot", horizontal=True, wrap=False, gap="small"):
            st.caption(
                f"{MARKS if marks else 'For health professionals.'} Evidence display, not advice.", width="stretch"
            )
            share(view)
            if used := of_page(view_parameters.page() or "case"):
                render_words_on_demand(*used, label="Glossary", key="words-of-page")


def render_newer(view: View) -> None:
    """One line: the newest alternative with its numbers and date; everything that is newer stands one click away."""
    notice, held = view.trial.notice, view.prepared
    with st.container(key="notice", horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        st.markdown(f":material/update: {newer_line(held.trial, held.glance, held.others)}", width="stretch")
        with sources("newer", "What is newer") as is_open:
            if is_open:
                items = "\n".join(
                    f"- **{dated(item.date)}** · {item.text} "
                    f":small[({view.trial.sources[item.source].short}, {item.locator})]"
                    for item in notice.items
                )
                st.markdown(
                    f"**{notice.heading}.** {notice.summary}\n\n{items}\n\nLast checked {dated(notice.checked)}."
                )


def beside_results(view: View, note: str) -> str:
    """What stands under the answer of a page of results: its own note, and whom the results are not about."""
    return " ".join(filter(None, (note, not_like_this(view.assessment))))
