"""The parameters of an address that choose a view: what each may hold, and what a page starts with."""

from __future__ import annotations

import re

import streamlit as st

from dashboard import prepared
from dashboard.session import streamlit_internals
from evidence.patient.answers import quoted
from evidence.trial.as_of import last_day_of

FIRST_MONTH, LAST_MONTH = 0, 60
START_MONTH = 36
_WHOLE = re.compile(r"\d{1,2}")
_KEPT, _PAGE, _ENTERED = "view-", "page-shown", "page-entered-anew"


def endpoints() -> tuple[str, ...]:
    """The endpoints with curves."""
    return tuple(plotted.endpoint for plotted in prepared.load().display.curves)


def as_of_months() -> tuple[str, ...]:
    """The months that the page can be set to, latest first: from the first event to the last look at newer evidence."""
    trial = prepared.load().trial
    first, last = trial.timeline[0].date.last_day, trial.notice.checked.last_day
    if first is None or last is None:
        return ()
    count = 12 * (last.year - first.year) + last.month - first.month
    months = [(first.year + (first.month - 1 + at) // 12, (first.month - 1 + at) % 12 + 1) for at in range(count + 1)]
    return tuple(f"{year}-{month:02d}" for year, month in reversed(months))


def problem(name: str, raw: str) -> str | None:
    """Why a view parameter cannot be used, as a sentence; None where it can, or where its own page judges it."""
    if name == "month" and not (_WHOLE.fullmatch(raw) and FIRST_MONTH <= int(raw) <= LAST_MONTH):
        return f"From the address, month is {quoted(raw)}, not a whole month from 0 to 60; it was not used."
    if name == "endpoint" and raw not in endpoints():
        return f"From the address, endpoint is {quoted(raw)}, not {' or '.join(endpoints())}; it was not used."
    if name == "as_of" and (last_day_of(raw) is None or raw not in as_of_months()):
        months = as_of_months()
        return (
            f"From the address, as_of is {quoted(raw)}, not a month from {months[-1]} to {months[0]} "
            "written YYYY-MM; everything known today is shown."
        )
    return None


def note_page(path: str) -> None:
    """Note which page runs: only one that is entered anew gets its view back. Call it on every whole run."""
    st.session_state[_ENTERED] = st.session_state.get(_PAGE) != path
    st.session_state[_PAGE] = path


def page() -> str:
    """The address of the page that runs."""
    return str(st.session_state.get(_PAGE, ""))


def restore(**starts: object) -> None:
    """Give view widgets the values they had before another page was visited; call it before they run.

    Streamlit takes the parameters of a page's own widgets out of the address as the page is left, out of the entry
    that "back" returns to as well; so they are put back into the address, which then decides, in one step. Nothing
    is put back where the address carries the parameter, or where the widget held what it starts with.
    """
    if not streamlit_internals.is_running() or not st.session_state.get(_ENTERED):
        return
    kept = {name: st.session_state.get(_KEPT + name, start) for name, start in starts.items()}
    moved = {
        name: str(kept[name])
        for name, start in starts.items()
        if kept[name] not in (None, start) and name not in st.query_params
    }
    if not moved:
        return
    # The page that was left may still hold them, where it was left before the browser heard of its new address.
    streamlit_internals.release(moved)
    st.query_params.update(moved)
    streamlit_internals.replace(st.query_params.to_dict())


def keep(name: str) -> None:
    """Remember what a view widget holds, for when its page is left and visited again."""
    st.session_state[_KEPT + name] = st.session_state.get(name)
