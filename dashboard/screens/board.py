"""Tumour board: the session's cases A–Z, what the board writes about each, and the files to download."""

from __future__ import annotations

import streamlit as st

from components.band import render_band
from components.plain import plain
from dashboard import boards, exports, links
from dashboard.frame import framed, render_newer
from dashboard.session import case
from dashboard.view import View
from evidence.board.board import LABELS, LONGEST_TEXT, Board, BoardCase, BoardError, opened, saved
from evidence.eligibility.assessment import assess
from evidence.eligibility.headings import verdict_words
from evidence.patient.examples import examples

_FIELDS = {
    "reason": ("Reason for presentation", "Why this case comes before the board now"),
    "question": ("Clinical question", "What the board is asked"),
    "options": ("Options considered", "One to a line; those set aside belong here too"),
    "decision": ("Decision", "In the board's own words"),
}
_SAYS = "tumour-board-says"
_LONGEST_LINK = 8_000
"""Characters: every attribute as long as an entry may be."""


def render(view: View) -> None:
    """The page."""
    held = boards.board()
    with framed(view, marks=False):
        render_band(
            f"Tumour board: {_counted(held)}",
            "**Write no name, date of birth, record number or anything else that identifies a person.**",
            "What is written here stays in this session's memory: never in the address, on the server's disk or in a "
            "log. A reload or a closed tab empties it, so save the board to a file of your own.",
        )
        render_newer(view)
        for sentence in st.session_state.pop(_SAYS, ()):
            st.info(plain(sentence), icon=":material/info:")
        _add(view)
        _file(view)
        _cases(view, held)


def _counted(held: Board) -> str:
    count = len(held.cases)
    return f"{count} case{'' if count == 1 else 's'}" if count else "no case yet"


def _cases(view: View, held: Board) -> None:
    st.header(f"Cases ({len(held.cases)})", anchor=False)
    if not held.cases:
        st.caption("Begin with the case entered, an example or a link. The trial can be presented on its own.")
        if st.button("Present without a board", key="present-alone", icon=":material/co_present:"):
            links.go_to("present", "Present")
    for at, each in enumerate(held.cases):
        _case(view, each, is_first=at == 0, is_last=at == len(held.cases) - 1)


def _add(view: View) -> None:
    st.header("Add a case", anchor=False)
    entered, example, link = st.columns(3, gap="medium")
    with entered:
        texts = boards.usable(view.case.texts, view)
        st.button("Add the case entered", key="add-entered", disabled=not texts, on_click=_take, args=(texts, ()))
        st.caption(f"{len(texts)} entries." if texts else "Nothing is entered in the form.")
    with example:
        made_up = {each.title: each for each in examples()}
        title = st.selectbox("Example", list(made_up), index=None, key="add-which", placeholder="choose one")
        if title is not None:
            args = (dict(made_up[title].answers), (f"{title} is made up.",))
            st.button("Add the example", key="add-example", on_click=_take, args=args)
    with link:
        st.text_input("Link to a case", key="add-link", placeholder="paste it here", max_chars=_LONGEST_LINK)
        st.button("Add from the link", key="add-from-link", on_click=_take_link)
    links.to_page("cohort", "Cohort", label="Add rows of a cohort: select them on the Cohort page")


def _take(texts: dict[str, str], says: tuple[str, ...]) -> None:
    """Put a case at the end of the board."""
    held = boards.board()
    if not held.free_label:
        st.session_state[_SAYS] = (f"All letters A–{LABELS[-1]} are taken: remove a case first.",)
        return
    boards.keep(held.with_case(texts))
    st.session_state[_SAYS] = (f"Added as case {held.free_label}.", *says)


def _take_link() -> None:
    texts, says = boards.from_link(st.session_state.get("add-link", ""))
    st.session_state["add-link"] = ""
    if texts:
        _take(texts, says)
    else:
        st.session_state[_SAYS] = says or ("This link holds no entry of a case; nothing was added.",)


def _file(view: View) -> None:
    with st.expander("Save the board to a file, or open one", icon=":material/save:"):
        st.caption("The file is plain text (JSON) on your computer and holds what you see here, free text included.")
        st.download_button(
            "Save the board",
            saved(boards.board(), view.trial.id),
            file_name="tumour-board.json",
            mime="application/json",
            key="save-board",
            icon=":material/save:",
            on_click="ignore",
            disabled=not boards.board().cases,
        )
        key = f"open-board-{boards.generation()}"
        st.file_uploader(
            "Open a saved board; it replaces the one here",
            type=["json"],
            max_upload_size=1,
            key=key,
            on_change=_open,
            args=(key, view),
        )
        if boards.board().cases:
            st.button("Empty the board", key="empty-board", on_click=_empty)


def _open(key: str, view: View) -> None:
    chosen = st.session_state.get(key)
    if chosen is None:
        return
    try:
        found = opened(chosen.getvalue(), view.trial.id)
    except BoardError as error:
        st.session_state[_SAYS] = (str(error),)
        return
    boards.replace_all(found)
    count = len(found.cases)
    st.session_state[_SAYS] = (f"Opened: {count} {'case' if count == 1 else 'cases'}.",)


def _empty() -> None:
    boards.replace_all(type(boards.board())())


def _case(view: View, each: BoardCase, *, is_first: bool, is_last: bool) -> None:
    words = verdict_words(each.patient, assess(each.patient, view.trial.criteria), view.trial.criteria)
    with st.container(border=True, key=f"case-{each.label}"):
        st.subheader(f"Case {each.label} · {plain(words.heading)}", anchor=False)
        entries = f"{len(each.entries)} entries" if each.entries else "nothing entered: the trial on its own"
        st.markdown("  \n".join((words.second_line, *words.contradictions, entries)))
        bar = st.container(horizontal=True, gap="small")
        with st.expander(f"What the board writes about case {each.label}", expanded=True):
            written = _words(each)
        # Filled after the words are read, so that what is taken away holds the last of them.
        with bar:
            _buttons(view, written, is_first=is_first, is_last=is_last)


def _buttons(view: View, each: BoardCase, *, is_first: bool, is_last: bool) -> None:
    label = each.label
    if st.button("Present", key=f"present-{label}", icon=":material/co_present:"):
        boards.present(each)
        links.go_to("present", "Present")
    if st.button("Open in the form", key=f"open-{label}"):
        case.enter_texts(each.entries, (f"Case {label} of the board is entered.",))
        links.go_to_case()
    st.button("Move up", key=f"earlier-{label}", on_click=_move, args=(label, -1), disabled=is_first)
    st.button("Move down", key=f"later-{label}", on_click=_move, args=(label, 1), disabled=is_last)
    st.button("Remove", key=f"remove-{label}", on_click=_remove, args=(label,))
    with st.popover("Download", icon=":material/download:"):
        exports.render_exports(lambda: boards.briefing_of(view, each), name=f"case-{label}")


def _move(label: str, by: int) -> None:
    boards.keep(boards.board().moved(label, by))


def _remove(label: str) -> None:
    boards.keep(boards.board().without(label))
    st.session_state[_SAYS] = (f"Case {label} was removed.",)


def _words(each: BoardCase) -> BoardCase:
    """The case with what is written now. The fields live as long as this page is shown; the board remembers longer."""
    written = {}
    # Two rows of two, so that a phone shows the four in their order.
    places = [*st.columns(2, gap="medium"), *st.columns(2, gap="medium")]
    for at, (field, (label, hint)) in enumerate(_FIELDS.items()):
        key = f"board-{boards.generation()}-{each.label}-{field}"
        if key not in st.session_state:
            st.session_state[key] = getattr(each, field)
        written[field] = places[at].text_area(
            label, key=key, max_chars=LONGEST_TEXT, placeholder=f"{hint}. No identifiers.", height=110
        )
    changed = boards.board().changed(each.label, **{field: text or "" for field, text in written.items()})
    boards.keep(changed)
    return changed.case(each.label) or each
