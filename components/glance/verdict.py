"""The answer of the Case page: the verdict with its reason, and beside it what must be read with it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.heading import ICONS
from components.plain import plain
from evidence.eligibility.headings import VerdictWords
from evidence.eligibility.wording import NOT_A_DIRECTIVE
from evidence.lines.beside import BesideLine

_MOST_BESIDE, _MOST_BEHIND = 3, 8


def render_verdict(words: VerdictWords, beside: Sequence[BesideLine], of_entries: Sequence[str]) -> None:
    """The first heading of the page; to its right the contradictions, what stands beside the verdict, and the entries.

    `of_entries` is Streamlit's Markdown. At most three lines stand there and how many more there are, so that a hostile
    case does not push the page away; the others, and where all were read, stand behind the mark at their end.
    """
    lines = [
        *(f":material/sync_problem: {plain(line)}" for line in words.contradictions),
        *(f":material/info: {plain(line.says)}" for line in beside),
        *of_entries,
    ]
    read_in = "; ".join(dict.fromkeys(line.source for line in beside if line.source))
    behind, lines = lines[_MOST_BESIDE:], lines[:_MOST_BESIDE]
    if behind:
        lines[-1] += f" And {len(behind)} more."
    if len(behind) > _MOST_BEHIND:
        behind = [*behind[:_MOST_BEHIND], f"And {len(behind) - _MOST_BEHIND} more."]
    explained = "  \n".join([*behind, *([f"Sources: {plain(read_in)}"] if read_in else [])])
    with st.container(key="verdict", horizontal=True, gap="medium", vertical_alignment="center"):
        with st.container(key="verdict-words", gap=None):
            st.title(f"{ICONS[words.verdict]} {plain(words.heading)}", anchor=False)
            st.markdown(plain(words.second_line))
            st.caption(NOT_A_DIRECTIVE)
        if lines:
            with st.container(key="beside"):
                st.markdown("  \n".join(lines), help=explained or None)
