"""The patient form in the sidebar. It runs on every page: where its widgets do not run, the address loses the case."""

from __future__ import annotations

from functools import cache

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from components.plain import plain
from dashboard.form import import_record
from dashboard.session import case
from dashboard.session.case import Case
from evidence.eligibility.assessment import Criteria
from evidence.eligibility.conflicts import conflicts_of, declared_conflicts
from evidence.eligibility.wording import cutoff
from evidence.patient.answers import LONGEST_ENTRY, Problem
from evidence.patient.attributes import Attribute, AttributeGroup, clinical_attributes, groups, members
from evidence.patient.examples import examples, shortcuts
from evidence.patient.numbers import odd

_COLLAPSED = {
    "registry": "Further criteria of the trial's registry record. All start unknown.",
    "trials": "What the other trials ask and this one did not. All start unknown.",
}
"""The groups behind an opening, with the sentence that stands on top of them."""

_STARTED = "form_has_run"
_SHORT_ENOUGH_FOR_BUTTONS = 22


def render(criteria: Criteria) -> Case:
    """Draw the form and return the case it holds. Nothing is pre-selected; blank is unknown."""
    case.prepare()
    first_run = _STARTED not in st.session_state
    st.session_state[_STARTED] = True
    before = case.texts_in_form()
    slots: dict[str, DeltaGenerator] = {}
    with st.sidebar:
        _presets()
        for group in groups():
            _group(group, criteria, slots)
    entered = case.settle(before, case.texts_in_form(), first_run=first_run)
    for name, says in _beside_fields(entered).items():
        slots[name].caption("  \n".join(says))
    return entered


def _beside_fields(entered: Case) -> dict[str, list[str]]:
    """What is to be said beside each field: what cannot be used, and every contradiction that it is part of."""
    said: dict[str, list[str]] = {}
    for problem in entered.problems:
        line = f":material/error: {plain(_sentence(problem))} The verdict does not use it."
        said.setdefault(problem.attribute, []).append(line)
    for name, answer in entered.patient.answers.items():
        if not isinstance(answer, str) and (question := odd(clinical_attributes()[name], answer)):
            said.setdefault(name, []).append(f":material/help: {plain(question)}")
    for conflict in conflicts_of(entered.patient.answers):
        for name in conflict.entries:
            if entered.patient[name] is not None:
                said.setdefault(name, []).append(f":material/sync_problem: {conflict.says}")
    return said


@cache
def _spoken_of() -> frozenset[str]:
    """The fields beside which something may have to be said: those for text, and those that can contradict another.

    The rest need no place for it: an answer that is chosen is usable, and each place costs a message in every rerun.
    """
    typed = {name for name, attribute in clinical_attributes().items() if not attribute.choices}
    return frozenset(typed.union(*(conflict.entries for conflict in declared_conflicts())))


def _presets() -> None:
    st.header("Patient", anchor=False)
    st.subheader("Worked examples", anchor=False, help="Made-up patients; one click replaces what is entered.")
    with st.container(horizontal=True, gap="small"):
        for example in examples():
            st.button(example.title, key=f"example-{example.id}", on_click=case.enter, args=(example,))
    with st.container(horizontal=True, gap="small"):
        st.button("Clear", key="clear-case", icon=":material/backspace:", on_click=case.enter, args=(None,))
        import_record.render_button()


def _group(group: AttributeGroup, criteria: Criteria, slots: dict[str, DeltaGenerator]) -> None:
    home: DeltaGenerator
    if group.id in _COLLAPSED:
        home = st.expander(group.title, icon=":material/checklist:")
        home.caption(_COLLAPSED[group.id])
    else:
        home = st.container()
        home.subheader(group.title, anchor=False)
    with home:
        if group.id == "prior-therapy":
            for shortcut in shortcuts():
                st.button(shortcut.title, key=f"shortcut-{shortcut.id}", on_click=case.enter, args=(shortcut,))
        for attribute in members(group):
            _field(attribute, criteria)
            if attribute.name in _spoken_of():
                slots[attribute.name] = st.empty()


def _field(attribute: Attribute, criteria: Criteria) -> None:
    """One bound widget. Its label and its options are the contract's own words: they are what the address carries."""
    label = _label(attribute, criteria)
    choices = attribute.choices
    if not choices:
        st.text_input(
            label, key=attribute.name, help=attribute.help or None, bind="query-params", max_chars=LONGEST_ENTRY
        )
    elif sum(map(len, choices)) <= _SHORT_ENOUGH_FOR_BUTTONS:
        st.segmented_control(label, choices, key=attribute.name, help=attribute.help or None, bind="query-params")
    else:
        st.selectbox(
            label,
            choices,
            index=None,
            key=attribute.name,
            help=attribute.help or None,
            placeholder="not entered",
            bind="query-params",
        )


def _label(attribute: Attribute, criteria: Criteria) -> str:
    unit = f", {attribute.unit}" if attribute.unit else ""
    limit = cutoff(attribute, criteria)
    return f"{attribute.label}{unit}" + (f" · trial: {limit}" if limit else "")


def _sentence(problem: Problem) -> str:
    return f"{clinical_attributes()[problem.attribute].label}: {problem.says}."
