"""The verdict block: always the same lines in the same place, so that nothing moves when a value changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.plain import plain
from evidence.eligibility.criteria import Status, Verdict
from evidence.eligibility.headings import VerdictWords
from evidence.eligibility.her2_guideline import guideline
from evidence.eligibility.wording import NOT_A_DIRECTIVE

ICONS = {
    Verdict.ELIGIBLE: ":material/check_circle:",
    Verdict.NOT_ELIGIBLE: ":material/cancel:",
    Verdict.NOT_YET: ":material/schedule:",
    Verdict.UNKNOWN: ":material/help:",
}
_MOST_NOTICES = 3
STATUS_ICONS = {
    Status.FAIL: ":material/cancel:",
    Status.UNKNOWN: ":material/help:",
    Status.NOT_YET: ":material/schedule:",
    Status.PASS: ":material/check_circle:",
    Status.NOT_ASSESSABLE: ":material/block:",
}


def render_verdict(words: VerdictWords) -> None:
    """The verdict with its reason, its counts, every contradiction among the entries, and what it does not say."""
    with st.container(border=True, key="verdict-of-case"):
        st.header(f"{ICONS[words.verdict]} {plain(words.heading)}", anchor=False)
        lines = [words.second_line, *(f":material/sync_problem: {line}" for line in words.contradictions)]
        st.markdown("  \n".join(lines))
        st.caption(f"{NOT_A_DIRECTIVE} {guideline().local}")


def render_notices(notices: Sequence[str], problems: Sequence[str]) -> None:
    """What is to be said about the entries as a whole; nothing where there is nothing to say."""
    if problems:
        said = [*_shortened(problems), "The verdict does not use these entries."]
        st.warning("  \n".join(said), icon=":material/error:")
    if notices:
        st.info("  \n".join(_shortened(notices)), icon=":material/info:")


def said_of_entries(notices: Sequence[str], problems: Sequence[str]) -> list[str]:
    """The same as lines of Streamlit's Markdown, for a page that has a place for them beside its verdict."""
    return [
        *(f":material/error: {plain(each)} Not used." for each in problems),
        *(f":material/info: {plain(each)}" for each in notices),
    ]


def _shortened(sentences: Sequence[str]) -> list[str]:
    """The first sentences and how many more there are: a hostile link must not push the page away."""
    more = len(sentences) - _MOST_NOTICES
    return [*map(plain, sentences[:_MOST_NOTICES]), *([f"And {more} more of this kind."] if more > 0 else [])]
