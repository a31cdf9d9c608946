"""The address is the case: query parameters read and validated before any widget, and rewritten in one step.

The form's widgets are bound to the address, so an edit needs nothing from here. This module handles what binding
does not: a link with values that the widgets would drop without a word, and a whole case entered at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

import streamlit as st

from dashboard.session import entries, streamlit_internals, view_parameters
from dashboard.session.entries import CaseEntries
from evidence.patient.answers import nearest, quoted
from evidence.patient.attributes import clinical_attributes

VIEW_PARAMETERS = frozenset(
    {"month", "endpoint", "step", "teaching_case", "teach_part", "teach_item", "teach_chapter", "as_of"}
)
"""Parameters that choose a view and are no part of the case."""

_SHOWN = "address_shown"


@dataclass(frozen=True, slots=True)
class Arrival:
    """An address as it arrived: its entries, its view, and a sentence for each of its `names` that is no use here."""

    entries: CaseEntries
    view: dict[str, str]
    names: tuple[str, ...]
    is_canonical: bool

    @property
    def texts(self) -> dict[str, str]:
        """What each widget shall hold."""
        return self.entries.texts

    @property
    def notices(self) -> tuple[str, ...]:
        """A sentence for everything that no widget can hold, what concerns the patient first."""
        return (*self.entries.says, *self.names)

    def usable(self) -> CaseEntries:
        """The entries that validate, with a sentence for everything else; for what has no field to show it in."""
        usable = self.entries.usable()
        return CaseEntries(usable.texts, (*self.names, *usable.says), usable.origin)


def arrive(parameters: Mapping[str, list[str]]) -> Arrival:
    """Read an address. Nothing is guessed: what cannot be used is named in a notice and left unknown."""
    raw_entries: dict[str, str] = {}
    view: dict[str, str] = {}
    notices: list[str] = []
    for name, values in parameters.items():
        raw = values[-1] if values else ""
        if len(values) > 1:
            notices.append(f"The address gives {quoted(name)} {len(values)} times; the last one counts.")
        if name in VIEW_PARAMETERS:
            says = view_parameters.problem(name, raw)
            if says:
                notices.append(says)
            elif raw.strip():
                view[name] = raw
        elif name not in clinical_attributes():
            notices.append(_unknown_name(name))
        else:
            raw_entries[name] = raw
    held = entries.read(raw_entries, "the address")
    canonical = {**written(held.texts), **view}
    is_canonical = {name: [value] for name, value in canonical.items()} == dict(parameters)
    return Arrival(held, view, tuple(notices), is_canonical)


def written(texts: Mapping[str, str]) -> dict[str, str]:
    """The texts as an address carries them: Streamlit binds a choice by the label that its control shows."""
    known = clinical_attributes()
    return {
        name: known[name].choice_label(text) if name in known and known[name].choices else text
        for name, text in texts.items()
    }


def _unknown_name(name: str) -> str:
    if name == "patient_id":
        return "The address holds patient_id, which never belongs in an address; it was not used."
    hint = nearest(name, list(clinical_attributes()))
    return f"The address holds {quoted(name)}, which is not an attribute{hint}; it was not used."


def current_parameters() -> dict[str, list[str]]:
    """The parameters as the browser has them now, every repeated value included."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def hold_what_stands() -> None:
    """Note what the address still shows where a run comes without any of it; call it before anything reads it.

    A link to the page that stands asks for a run without parameters, and the browser keeps showing them. Whatever
    Streamlit then sends for one widget (a view that it restores) would be all that the address holds afterwards, and
    the case would be gone from it. Held by a browser test.
    """
    if len(st.query_params):
        return
    shown = st.session_state.get(_SHOWN, frozenset())
    held = {name: str(st.session_state[name]) for name in shown if st.session_state.get(name) not in (None, "")}
    streamlit_internals.hold(written(held))


def note_what_stands() -> None:
    """Note what the address shows at the end of a run, for `hold_what_stands`.

    What a button enters before the next run is not in it, or the address would never learn it.
    """
    st.session_state[_SHOWN] = frozenset(st.query_params) & (clinical_attributes().keys() | VIEW_PARAMETERS)


def rewrite(parameters: Mapping[str, str]) -> None:
    """Make these the parameters of the address, in one history entry; call it before the form's widgets run.

    Streamlit refuses to set a parameter that a widget is bound to, and setting each widget's value instead leaves
    one history entry per attribute behind, so that "back" would walk through half-entered cases. Releasing the
    bindings first (the widgets bind again in the same run) makes it one step. Held by a browser test.
    """
    release()
    if not streamlit_internals.is_running():
        return
    streamlit_internals.replace(parameters)
    st.query_params.from_dict(dict(parameters))


def release() -> None:
    """Release every binding of a widget to the address until it runs again; Streamlit leaves no page otherwise."""
    streamlit_internals.release((*clinical_attributes(), *VIEW_PARAMETERS))


def link(texts: Mapping[str, str], *, page_url: str) -> str:
    """The address of a case on a page: `page_url` without its own parameters, then the entered attributes."""
    base = page_url.split("?", 1)[0].split("#", 1)[0]
    return f"{base}?{urlencode(texts)}" if texts else base
