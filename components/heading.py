"""The verdict block: always the same lines in the same place, so that nothing moves when a value changes."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from components.plain import plain
from evidence.eligibility.assessment import Assessment, Status, Verdict
from evidence.eligibility.wording import (
    ENTERED_HER2,
    NOT_A_DIRECTIVE,
    VERDICTS,
    conflict_lines,
    counts,
    second_tier_line,
)

ICONS = {
    Verdict.ELIGIBLE: ":material/check_circle:",
    Verdict.NOT_ELIGIBLE: ":material/cancel:",
    Verdict.UNKNOWN: ":material/help:",
}
_MIXED = ":material/rule:"
"""For published criteria all met while a registry criterion is known not to be: never a bare tick."""
_MOST_NOTICES = 3
STATUS_ICONS = {
    Status.FAIL: ":material/cancel:",
    Status.UNKNOWN: ":material/help:",
    Status.PASS: ":material/check_circle:",
    Status.NOT_ASSESSABLE: ":material/block:",
}


def verdict_icon(assessment: Assessment) -> str:
    """The mark before the verdict."""
    if assessment.verdict is Verdict.ELIGIBLE and assessment.second_tier_failed:
        return _MIXED
    return ICONS[assessment.verdict]


def render_verdict(assessment: Assessment) -> None:
    """The verdict with its counts, the second tier, the conflicts, and what the verdict does not say.

    Where a second-tier criterion fails, that line comes first with the failed mark.
    """
    second_tier = second_tier_line(assessment)
    failed = bool(assessment.second_tier_failed)
    with st.container(border=True, key="verdict"):
        if failed:
            st.markdown(f"{STATUS_ICONS[Status.FAIL]} **{second_tier}**")
        st.header(f"{verdict_icon(assessment)} {VERDICTS[assessment.verdict]}", anchor=False)
        said = f"**{counts(assessment)}** of the {len(assessment.findings)} published criteria"
        count = len(assessment.second_tier_failed)
        beside = f"; beside them {count} registry {'criterion is' if count == 1 else 'criteria are'} not met"
        lines = [said + beside if failed else said]
        if not failed:
            lines.append(second_tier)
        lines += [f":material/sync_problem: {line}" for line in conflict_lines(assessment)] or [
            "No entries contradict each other."
        ]
        st.markdown("  \n".join(lines))
        st.caption(f"{NOT_A_DIRECTIVE} {ENTERED_HER2}")


def render_notices(notices: Sequence[str], problems: Sequence[str]) -> None:
    """What is to be said about the entries as a whole; nothing where there is nothing to say."""
    if problems:
        said = [*_shortened(problems), "The verdict does not use these entries."]
        st.warning("  \n".join(said), icon=":material/error:")
    if notices:
        st.info("  \n".join(_shortened(notices)), icon=":material/info:")


def _shortened(sentences: Sequence[str]) -> list[str]:
    """The first sentences and how many more there are: a hostile link must not push the page away."""
    more = len(sentences) - _MOST_NOTICES
    return [*map(plain, sentences[:_MOST_NOTICES]), *([f"And {more} more of this kind."] if more > 0 else [])]
