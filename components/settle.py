"""What would settle a case that cannot be told, or what decides one that does not meet the criteria."""

from __future__ import annotations

import streamlit as st

from components.table import render_table
from evidence.eligibility.criteria import Verdict
from evidence.lines.still_needed import NeededFactLine, StillNeededView


def render_settling(found: StillNeededView, verdict: Verdict) -> None:
    """The section below its heading; a plain sentence where nothing is open."""
    if verdict is Verdict.NOT_ELIGIBLE:
        _decided(found)
    elif found.together:
        _open(found)
    elif verdict is Verdict.UNKNOWN:
        st.markdown("No entries settle this case whatever they say: a criterion cannot be assessed from what is asked.")
        _alone(found)
    else:
        st.markdown("All published criteria are met.")


def _open(found: StillNeededView) -> None:
    count = len(found.together)
    lead = "One fact settles the case" if count == 1 else f"The fewest facts that settle the case: {count}, together"
    st.markdown(f"**{lead}, whatever the {'answer' if count == 1 else 'answers'}.**")
    st.markdown("\n".join(f"{at}. {_said(line)}" for at, line in enumerate(found.together, start=1)))
    _alone(found)
    st.caption(
        "Facts that touch more undecided criteria come first, then the order of the criteria. No probabilities. "
        "Only answers that go with what is entered are considered."
    )


def _alone(found: StillNeededView) -> None:
    if found.alone:
        st.markdown("**Each of these alone could settle it as not met.**")
        rows = [{"Fact": line.fact, "Not met if": line.says} for line in found.alone]
        render_table(rows, alt="Facts that alone could settle the case")
    else:
        st.markdown("**No single fact could settle it as not met.**")


def _decided(found: StillNeededView) -> None:
    rows = [
        {
            "Excluded by": f"**{line.entry[0].upper()}{line.entry[1:]}**",
            "Criterion": line.criterion,
            "Can it change?": line.nature,
        }
        for line in found.decided_by
    ]
    render_table(rows, alt="Entries that decide the case")
    st.caption(
        "What is still unknown cannot change this. The criteria describe whom the trial enrolled, not whom to treat."
    )


def _said(line: NeededFactLine) -> str:
    return f"**{line.fact}**" + (f" · {line.says}" if line.says else "")
