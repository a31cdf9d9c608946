"""Links from one page of the dashboard to another; the case comes along, because every page runs the form."""

from __future__ import annotations

from typing import NoReturn

import streamlit as st

from dashboard.session import address


def go_to_case() -> NoReturn:
    """Leave for the Case page in a new run of the app."""
    address.release()
    st.switch_page(st.Page(lambda: None, title="Case", url_path="case", default=True))


def go_to(path: str, title: str) -> NoReturn:
    """Leave for the page at `path` in a new run of the app."""
    address.release()
    st.switch_page(st.Page(lambda: None, title=title, url_path=path))


def to_page(path: str, title: str, *, label: str) -> None:
    """A link to the page at `path`. Streamlit knows a page by its address, so none has to be handed around."""
    st.page_link(
        st.Page(lambda: None, title=title, url_path=path),
        label=label,
        icon=":material/arrow_forward:",
        icon_position="right",
    )
