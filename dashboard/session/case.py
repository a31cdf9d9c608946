"""The case that is entered: what the form holds, the patient it describes, and what is to be said about the entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from dashboard.session import address
from evidence.patient.answers import Problem
from evidence.patient.attributes import clinical_attributes
from evidence.patient.examples import Preset, examples, listed
from evidence.patient.patient import Patient, read_patient

_PENDING = "case_to_enter"
_NOTICES = "case_notices"


@dataclass(frozen=True, slots=True)
class Case:
    """The entries as texts, the patient made of those that validate, and the problems of those that do not."""

    texts: Mapping[str, str]
    patient: Patient
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Notices:
    """Sentences that stay as long as the case they were said about."""

    texts: dict[str, str]
    says: tuple[str, ...]


def texts_in_form() -> dict[str, str]:
    """What the form's widgets hold now, blank ones left out. Before the widgets run: what they held last."""
    held = {name: st.session_state.get(name) for name in clinical_attributes()}
    return {name: str(text) for name, text in held.items() if text not in (None, "")}


def enter(preset: Preset | None) -> None:
    """Enter an example instead of the case, add a shortcut to it, or (None) clear it, before the next widgets run."""
    if preset is None:
        st.session_state[_PENDING] = ({}, ())
        return
    if preset in examples():
        st.session_state[_PENDING] = (
            preset.answers,
            (f"Example entered: {preset.title}. It is made up. Going back in the browser brings the case before it.",),
        )
        return
    kept = {name: text for name, text in texts_in_form().items() if name not in preset.clears}
    st.session_state[_PENDING] = ({**kept, **preset.answers}, (f"Entered: {listed(preset)}",))


def enter_texts(texts: Mapping[str, str], says: tuple[str, ...]) -> None:
    """Enter these texts instead of the case before the next widgets run, with sentences to be shown beside them."""
    st.session_state[_PENDING] = (dict(texts), says)


def prepare() -> None:
    """Before the form's widgets: enter what is pending; put in order an address that the widgets would not keep."""
    address.hold_what_stands()
    arrival = address.arrive(address.current_parameters())
    if _PENDING in st.session_state:
        texts, says = st.session_state.pop(_PENDING)
        address.rewrite({**address.written(texts), **arrival.view})
        for name in clinical_attributes():
            st.session_state[name] = texts.get(name) or ("" if not clinical_attributes()[name].choices else None)
        st.session_state[_NOTICES] = _Notices(dict(texts), says)
    elif not arrival.is_canonical:
        address.rewrite({**address.written(arrival.texts), **arrival.view})
        for name, text in arrival.texts.items():
            if name in st.session_state:
                st.session_state[name] = text
        st.session_state[_NOTICES] = _Notices(arrival.texts, arrival.notices)


def settle(before: Mapping[str, str], after: Mapping[str, str], *, first_run: bool) -> Case:
    """After the form's widgets: the case they hold.

    `before` is what the session held when the run began, edits included; where the widgets now hold something else,
    the browser went to another address, and the attributes that thereby changed are named.
    """
    texts = dict(after)
    if before != after and not first_run:
        changed = [a.noun for name, a in clinical_attributes().items() if before.get(name) != after.get(name)]
        said = f"This address holds another case than the one before it. Changed: {', '.join(changed)}."
        held = st.session_state.get(_NOTICES)
        says = held.says if isinstance(held, _Notices) and held.texts == texts else ()
        st.session_state[_NOTICES] = _Notices(texts, (said, *says))
    notices = st.session_state.get(_NOTICES)
    if not isinstance(notices, _Notices) or notices.texts != texts:
        st.session_state.pop(_NOTICES, None)
        notices = _Notices(texts, ())
    patient, problems = read_patient(texts)
    return Case(texts, patient, problems, notices.says)
