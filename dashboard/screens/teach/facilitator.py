"""For whoever leads a session: the class code, own cases, notes with the answers, and all of it on paper."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from components.plain import plain
from dashboard import teaching
from dashboard.screens.outcomes.shown import OutcomesView
from dashboard.view import View
from evidence.files.faults import EvidenceError
from evidence.teaching.case_file import CASES, TeachingCase
from evidence.teaching.facilitator_notes import FacilitatorView, notes
from evidence.teaching.handout import handout
from evidence.teaching.load import Teaching
from evidence.teaching.upload import LARGEST, read_upload

_CODE, _FILES, _ROUND = "teach-code", "teach-files", "teach-files-round"
_LONGEST_CODE = 40


def render_facilitator(view: View, taught: Teaching, seen: OutcomesView) -> None:
    """The part."""
    st.header("One order for a class", anchor=False)
    _class_code(taught)
    st.header("Own cases", anchor=False)
    _own_cases(view, taught)
    st.header("Notes", anchor=False)
    st.caption("The notes hold every answer.")
    if not st.toggle("I lead this session: show the notes", key="teach-lead"):
        return
    curves = {each.endpoint: each for each in view.display.curves}
    held = [notes(seen.trial, case, curves[case.benefit.endpoint]) for case in teaching.cases(taught)]
    minutes = sum(each.minutes for each in held)
    st.markdown(f"{len(held)} cases, {minutes} minutes in all.")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "Sheets for paper (HTML)",
            handout(view.trial.name, held, made_on=datetime.now(UTC).date(), code=teaching.code()),
            file_name="teaching-cases.html",
            mime="text/html",
            key="teach-handout",
            icon=":material/print:",
            on_click="ignore",
        )
        whole = st.toggle("Print view: everything open", key="teach-print")
    for number, each in enumerate(held, start=1):
        title = f"{number}. {each.title} · {each.minutes} minutes"
        if whole:
            st.subheader(title, anchor=False)
            _notes(each)
        else:
            with st.expander(title):
                _notes(each)


def _class_code(taught: Teaching) -> None:
    text = st.text_input(
        "Class code",
        teaching.code(),
        key=_CODE,
        max_chars=_LONGEST_CODE,
        placeholder="any word that the class agrees on",
        width=320,
        help="Everyone who enters the same code meets the cases in the same order. It is in no address.",
    )
    teaching.set_code(text)
    order = teaching.cases(taught)
    first = ", ".join(case.id for case in order[:3])
    says = "Order of this code" if text.strip() else "Without a code, the authors' order"
    st.caption(f"{says}: {first} and {len(order) - 3} more.")


def _own_cases(view: View, taught: Teaching) -> None:
    st.markdown(
        "Add cases for this session from files of the form that ours have. They are checked like ours: what a file "
        "states is compared with what is worked out from its entries, and every fault is named. Nothing is stored."
    )
    example = CASES / f"{taught.cases[0].id}.yaml"
    st.download_button(
        "A case of ours as an example (YAML)",
        example.read_bytes(),
        file_name=example.name,
        mime="text/plain",
        key="teach-example",
        icon=":material/download:",
        on_click="ignore",
    )
    files = st.file_uploader(
        f"Case files, one case in each, up to {LARGEST // 1024} kB",
        ["yaml", "yml"],
        accept_multiple_files=True,
        key=f"{_FILES}-{st.session_state.get(_ROUND, 0)}",
        max_upload_size=1,
    )
    read, faults = _read(view, taught, [(file.name, file.getvalue()) for file in files])
    # The widget forgets its files when the part is left; the cases stay, and a file of the same id replaces its case.
    ids = {case.id for case in read}
    held = (*(case for case in teaching.added() if case.id not in ids), *read)
    teaching.set_added(held)
    if faults:
        st.error("  \n".join(map(plain, faults)), icon=":material/error:")
    if held:
        names = "; ".join(f"{case.title} ({case.id})" for case in held)
        st.success(f"Added to this session: {plain(names)}.", icon=":material/check_circle:")
        st.button("Take the added cases away", key="teach-forget", on_click=_forget)


def _forget() -> None:
    teaching.set_added(())
    st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1


def _read(view: View, taught: Teaching, files: list[tuple[str, bytes]]) -> tuple[tuple[TeachingCase, ...], list[str]]:
    """The cases of the files that can be used, and one line for every fault of the others."""
    taken = {case.id for case in taught.cases}
    read: list[TeachingCase] = []
    faults: list[str] = []
    for name, content in files:
        try:
            case = read_upload(name, content, view.trial, taken)
        except EvidenceError as error:
            faults += [str(fault) for fault in error.faults]
            continue
        taken.add(case.id)
        read.append(case)
    return tuple(read), faults


def _notes(each: FacilitatorView) -> None:
    st.markdown(each.story)
    st.markdown(
        f"**Expected:** {each.verdict}. Deciding: {each.deciding}.  \n{each.question} {each.benefit}  \n"
        f"**Change:** {each.change}"
    )
    if each.why:
        st.markdown("\n".join(f"- {said}" for said in each.why))
    st.markdown(f"**Teaches:** {each.lesson}")
    st.markdown("**Ask**\n" + "\n".join(f"- {said}" for said in each.ask))
    st.markdown("**Watch for**\n" + "\n".join(f"- {said}" for said in each.watch_for))
    st.markdown(f"**To close:** {each.close}")
    if each.sources:
        st.caption(f"Sources: {'; '.join(each.sources)}.")
