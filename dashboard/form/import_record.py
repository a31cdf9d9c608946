"""Import a record: every value is reviewed before it enters the form; the record itself is not kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

import streamlit as st

from components.plain import plain
from dashboard.session import case
from evidence.eligibility.implied import implied
from evidence.eligibility.wording import taken_as
from evidence.fhir.codes import codes
from evidence.fhir.found import FoundAnswer
from evidence.fhir.mapper import ImportResult, Proposal, imported
from evidence.fhir.record import LARGEST_BYTES, UnusableRecordError, read_json, read_record
from evidence.patient.attributes import clinical_attributes
from evidence.patient.patient import read_patient

_LEAVE = "leave not entered"


def render_button() -> None:
    """The button on the patient form that opens the review."""
    if st.button("Import", key="import-record", type="tertiary", help="Import a record"):
        _review()


@st.dialog("Import a record", width="large")
def _review() -> None:
    st.caption(
        "A FHIR R4 bundle of one patient, as mCODE or US Core writes it. It is read on this machine and kept nowhere; "
        "names, numbers and birth dates are not taken over. What the record does not mention stays not entered."
    )
    which, what = st.columns([1, 2])
    at = which.date_input("As of", datetime.now(UTC).date(), key="import-date", format="YYYY-MM-DD")
    uploaded = what.file_uploader(
        "Record (JSON)", type=["json"], max_upload_size=LARGEST_BYTES // 1024**2, key="import-file"
    )
    if uploaded is None or not isinstance(at, date):
        return
    try:
        found = imported(read_record(read_json(uploaded.getvalue())), at)
    except UnusableRecordError as error:
        st.error(f"This file cannot be imported: {plain(str(error))}.", icon=":material/error:")
        return
    if found.confirm:
        st.warning(plain(found.confirm), icon=":material/sync_problem:")
        if not st.checkbox("It is about this patient's breast cancer", key="import-confirm"):
            return
    chosen = _proposals(found)
    _implied(chosen)
    _beside(found)
    keeps = st.checkbox("Keep what the form holds already, where the record says nothing", key="import-keep")
    count = "1 value" if len(chosen) == 1 else f"{len(chosen)} values"
    if st.button(f"Enter {count}", key="import-enter", disabled=not chosen, icon=":material/check:"):
        kept = case.texts_in_form() if keeps else {}
        says = f"Entered from a record as of {at.isoformat()}: {count}. Each is as the record states it; check them."
        case.enter_texts({**kept, **chosen}, (says,))
        st.rerun()


def _proposals(found: ImportResult) -> dict[str, str]:
    """Every proposed value with where it stands; what disagrees starts without an answer."""
    chosen: dict[str, str] = {}
    if not found.proposals:
        st.info("Nothing in this record answers a question of the form.")
        return chosen
    for says in found.weigh:
        st.warning(f"{says} Choose below.", icon=":material/sync_problem:")
    unsettled = [each for each in found.proposals if not each.settled]
    if unsettled:
        st.subheader("To choose", anchor=False)
    for each in unsettled:
        picked = _choice(each)
        if picked is not None:
            chosen[each.attribute] = picked.text
    st.subheader("Proposed", anchor=False)
    for each in found.proposals:
        if each.settled and _accepted(each):
            chosen[each.attribute] = each.newest.text
    return chosen


def _choice(proposal: Proposal) -> FoundAnswer | None:
    attribute = clinical_attributes()[proposal.attribute]
    options: list[FoundAnswer | None] = [*proposal.choices, None]
    return st.radio(
        attribute.label,
        options,
        index=len(options) - 1,
        format_func=lambda each: _LEAVE if each is None else f"{each.text} · {each.where}",
        key=f"import-choice-{proposal.attribute}",
    )


def _accepted(proposal: Proposal) -> bool:
    attribute = clinical_attributes()[proposal.attribute]
    newest = proposal.newest
    accepted = st.checkbox(
        f"**{attribute.label}: {newest.text}{f' {attribute.unit}' if attribute.unit else ''}**  \n{newest.where}",
        value=True,
        key=f"import-take-{proposal.attribute}",
    )
    if newest.remark:
        st.caption(f":material/schedule: {newest.remark[:1].upper()}{newest.remark[1:]}.")
    others = [each for each in proposal.others if each.where != newest.where]
    if others:
        st.caption("Also in the record: " + "; ".join(f"{each.text} ({each.where})" for each in others) + ".")
    return accepted


def _implied(chosen: Mapping[str, str]) -> None:
    """What the chosen values imply beyond themselves: used for the verdict, and not written into the form."""
    patient, _ = read_patient(chosen)
    beyond = implied(patient.answers)
    if not beyond:
        return
    shown = clinical_attributes()
    st.subheader("Implied by these", anchor=False)
    st.markdown(
        "\n".join(f"- {plain(f'{shown[name].label}: {taken_as(shown[name], each)}')}" for name, each in beyond.items())
    )
    st.caption("They count as entered wherever nothing else is entered.")


def _beside(found: ImportResult) -> None:
    if found.ask:
        st.subheader("To enter yourself", anchor=False)
        st.markdown("\n".join(f"- {says}" for says in found.ask))
    if found.left:
        total = sum(times for _, times in found.left)
        with st.expander(f"In the record and not used ({total})", icon=":material/playlist_remove:"):
            st.markdown("\n".join(f"- {says}{f' ({times} times)' if times > 1 else ''}" for says, times in found.left))
    with st.expander("Code systems", icon=":material/menu_book:"):
        st.markdown("\n".join(f"- {says}" for says in codes().notices))
