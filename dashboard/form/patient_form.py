"""The patient form in the sidebar. It runs on every page: where its widgets do not run, the address loses the case.

A question that is folded away or does not apply runs only where it holds an answer: what does not run costs nothing,
and an entry is never hidden. What holds an answer is read from the address too: after "back" that is ahead.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from components.plain import plain
from dashboard.form import import_record, note_entry
from dashboard.session import address, case
from dashboard.session.case import Case
from evidence.choices.form_layout import Part, caption, is_asked, labels, parts, questions, shortcut
from evidence.eligibility.conflicts import conflicts_of
from evidence.eligibility.criteria import Criteria
from evidence.eligibility.implied import Implied, implied
from evidence.eligibility.wording import taken_as
from evidence.patient.answers import LONGEST_ENTRY
from evidence.patient.attributes import Attribute, clinical_attributes
from evidence.patient.examples import examples, listed
from evidence.patient.numbers import odd
from evidence.patient.patient import Patient, read_patient

_STARTED = "form_has_run"
_SHORT_ENOUGH_FOR_BUTTONS = 22
_MOST_SAID = 4
_EXAMPLES = "menu-examples"
_BRACKETS = "In brackets: what the trial required."


def render(criteria: Criteria) -> Case:
    """Draw the form and return the case it holds. Nothing is pre-selected; blank is unknown."""
    case.prepare()
    first_run = _STARTED not in st.session_state
    st.session_state[_STARTED] = True
    before = case.texts_in_form()
    holds = {**before, **{name: raw[-1] for name, raw in address.current_parameters().items() if raw and raw[-1]}}
    known, _ = read_patient({name: holds[name] for name in holds if name in clinical_attributes()})
    said_labels = labels(criteria)
    with st.sidebar:
        _head()
        slot = st.empty()
        for part in parts():
            _part(part, said_labels, holds, known)
    entered = case.settle(before, case.texts_in_form(), first_run=first_run)
    slot.caption("  \n".join(_shortened(_said(entered))) or _BRACKETS)
    return entered


def _said(entered: Case) -> list[str]:
    """What cannot be used, and which entries contradict each other, each once."""
    said = [
        f":material/error: {plain(f'{clinical_attributes()[each.attribute].label}: {each.says}.')} "
        "The verdict does not use it."
        for each in entered.problems
    ]
    said += [
        f":material/help: {plain(question)}"
        for name, answer in entered.patient.answers.items()
        if not isinstance(answer, str) and (question := odd(clinical_attributes()[name], answer))
    ]
    return said + [f":material/sync_problem: {each.says}" for each in conflicts_of(entered.patient.answers)]


def _shortened(sentences: Sequence[str]) -> list[str]:
    more = len(sentences) - _MOST_SAID
    return [*sentences[:_MOST_SAID], *([f"And {more} more."] if more > 0 else [])]


def _head() -> None:
    with st.container(key="form-head", horizontal=True, gap="small", vertical_alignment="center"):
        st.header("Patient", anchor=False, width="content")
        st.menu_button(
            "Examples", [each.title for each in examples()], key=_EXAMPLES, on_click=_enter_example, type="tertiary"
        )
        st.button("Clear", key="clear-case", on_click=case.enter, args=(None,), type="tertiary")
        import_record.render_button()
    note_entry.render()


def _enter_example() -> None:
    title = st.session_state[_EXAMPLES]
    case.enter(next(each for each in examples() if each.title == title))


def _part(part: Part, said_labels: Mapping[str, str], holds: Mapping[str, str], known: Patient) -> None:
    """One part: its title with its buttons, or a fold that says how many of its questions are answered."""
    asked, beyond = questions(part), implied(known.answers)
    if part.folded:
        held = [each for each in asked if each.name in holds]
        key = f"fold-{part.id}"
        if st.session_state.get(key):
            # Streamlit takes a fold of another name for another one, which is closed: an answer changes the count.
            st.session_state[key] = True
        fold = st.expander(f"{part.title} · {len(held)} of {len(asked)}", key=key, on_change="rerun")
        with fold, st.container(key=f"rows-{part.id}"):
            for attribute in asked if fold.open else held:
                _field(attribute, said_labels[attribute.name], beyond)
        return
    with st.container(key=f"rows-{part.id}"):
        if part.title:
            st.subheader(part.title, anchor=False)
        if part.shortcuts:
            _shortcuts(part)
        for attribute in asked:
            if attribute.name in holds or is_asked(attribute, known.answers):
                _field(attribute, said_labels[attribute.name], beyond)


def _shortcuts(part: Part) -> None:
    with st.container(key=f"shortcuts-{part.id}", horizontal=True, gap="xsmall"):
        for name in part.shortcuts:
            preset = shortcut(name)
            st.button(
                preset.title, key=f"shortcut-{preset.id}", on_click=case.enter, args=(preset,), help=listed(preset)
            )


def _field(attribute: Attribute, label: str, beyond: Mapping[str, Implied]) -> None:
    """One bound widget, and under it what other entries imply where it has no answer of its own.

    The address carries the label of a choice; the case, the answer itself.
    """
    _widget(attribute, label)
    if attribute.name in beyond:
        st.caption(f":material/subdirectory_arrow_right: {plain(taken_as(attribute, beyond[attribute.name]))}")


def _widget(attribute: Attribute, label: str) -> None:
    explained = f"**{attribute.label}**. {attribute.help}" if attribute.help else attribute.label
    choices, says = attribute.choices, attribute.choice_label
    if not choices:
        st.text_input(
            label,
            key=attribute.name,
            help=explained,
            bind="query-params",
            placeholder="–",
            max_chars=LONGEST_ENTRY,
        )
    elif sum(map(len, choices)) <= _SHORT_ENOUGH_FOR_BUTTONS:
        st.segmented_control(label, choices, format_func=says, key=attribute.name, help=explained, bind="query-params")
    else:
        st.selectbox(
            label,
            choices,
            index=None,
            format_func=says,
            key=attribute.name,
            help=explained,
            placeholder="–",
            bind="query-params",
        )
    if said := caption(attribute):
        st.caption(said)
