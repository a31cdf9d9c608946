"""Twelve pages at about six places: a bar of places, and under it the pages of the place that is open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from dashboard.session import streamlit_internals
from dashboard.view import View

Render = Callable[[View], None]
_MOST_LETTERS = 24


@dataclass(frozen=True, slots=True)
class PageOfApp:
    """One page: what draws it, its title, and the address it keeps."""

    render: Render
    title: str
    path: str


@dataclass(frozen=True, slots=True)
class Place:
    """One item of the bar and the pages it holds; without a name of its own it is called as the trial shown."""

    pages: tuple[PageOfApp, ...]
    name: str | None = None


class Navigation:
    """The places of the app. Every page is known by its address, whichever place it stands at."""

    def __init__(self, places: tuple[Place, ...], default: str) -> None:
        self._places = places
        self._default = default
        self._titles = {page.path: page.title for place in places for page in place.pages}

    def choose(
        self,
        run: Callable[[Render], Callable[[], None]],
        *,
        trial: str = "The trial",
        position: Literal["top", "hidden"] = "top",
    ) -> streamlit_internals.Page:
        """The page that the reader asked for; `run` makes what it does out of its render function.

        The bar shows one item for each place: the open page where the place is open, so that Streamlit marks it as
        the current one, its first page where it is not. The other pages keep their addresses and stay out of the bar.
        """
        asked = streamlit_internals.page_asked_for(tuple(self._titles)) or self._default
        pages = []
        for place in self._places:
            paths = [page.path for page in place.pages]
            shown = asked if asked in paths else paths[0]
            for page in place.pages:
                pages.append(
                    st.Page(
                        run(page.render),
                        title=(place.name or trial[:_MOST_LETTERS]) if page.path == shown else page.title,
                        url_path=page.path,
                        default=page.path == self._default,
                        visibility="visible" if page.path == shown else "hidden",
                    )
                )
        return st.navigation(pages, position=position)

    def title(self, path: str) -> str:
        """The title of the page at this address, whatever its place is called; Streamlit calls the first page ""."""
        return self._titles[path or self._default]

    def render_siblings(self, path: str) -> None:
        """A row of links to the pages at the same place; nothing where the page stands alone."""
        place = next(each for each in self._places if any(page.path == (path or self._default) for page in each.pages))
        if len(place.pages) == 1:
            return
        with st.container(key="siblings", horizontal=True, gap="small"):
            for page in place.pages:
                known = st.Page(lambda: None, title=page.title, url_path=page.path, default=page.path == self._default)
                st.page_link(known, label=page.title)
