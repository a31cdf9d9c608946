"""Outside words are plain words: an expression that holds some reaches the screen only through `plain`.

Within one function at a time it is followed where outside words come from: fields and uploads, the address, the
session's memory, names of files, what is said of an entry that cannot be used, and the words of an exception.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.test_architecture import modules, named, parsed, report

SHOWS = {
    "badge", "button", "caption", "checkbox", "error", "expander", "feedback", "header", "info", "link_button", "markdown",
    "metric", "multiselect", "page_link", "pills", "popover", "progress", "radio", "segmented_control", "spinner",
    "status", "subheader", "success", "tabs", "title", "toast", "toggle", "warning", "write", "html", "render_table",
}  # fmt: skip
"""Calls whose arguments are read as markdown."""
SENDS = {"chat_input", "data_editor", "file_uploader", "get_all", "quoted", "read_answer", "text_area", "text_input"}
"""Calls whose results are outside words, or may hold some."""
HOLDS = {("uploaded", "name"), ("file", "name"), ("cohort", "name"), ("problem", "says"), ("answer", "says")}
HOLDS |= {("case", "notices"), ("st", "query_params"), ("st", "session_state")}
"""Attributes that are outside words."""
DISARMS = {"plain", "len", "count", "bool", "isinstance", "sum", "render_notices", "str.isspace"}


def called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")


def outside(node: ast.AST, tainted: set[str]) -> Iterator[ast.AST]:
    """The parts of an expression that are outside words and are not disarmed within it."""
    if isinstance(node, ast.Call):
        name = called(node)
        if name in DISARMS:
            return
        if name == "map" and node.args and isinstance(node.args[0], ast.Name) and node.args[0].id in DISARMS:
            return
        if name in SENDS:
            yield node
            return
    if isinstance(node, ast.Name) and node.id in tainted:
        yield node
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and (node.value.id, node.attr) in HOLDS:
        yield node
    if isinstance(node, ast.Compare | ast.Lambda):
        return  # a truth; and what is drawn later is looked at where it is drawn
    if isinstance(node, ast.IfExp):  # which of two is shown is no word that is shown
        yield from outside(node.body, tainted)
        yield from outside(node.orelse, tainted)
        return
    for inside in ast.iter_child_nodes(node):
        yield from outside(inside, tainted)


def names_in(target: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(target) if isinstance(each, ast.Name)}


def tainted_in(function: ast.AST) -> set[str]:
    """The names of a function that are given outside words, by an assignment, a loop or an exception."""
    tainted: set[str] = set()
    before = -1
    while before < len(tainted):
        before = len(tainted)
        for node in ast.walk(function):
            if isinstance(node, ast.ExceptHandler) and node.name:
                tainted.add(node.name)
            elif (
                isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign | ast.NamedExpr) and node.value is not None
            ):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if any(outside(node.value, tainted)):
                    tainted |= {name for target in targets for name in names_in(target)}
            elif isinstance(node, ast.For | ast.comprehension) and any(outside(node.iter, tainted)):
                tainted |= names_in(node.target)
            elif isinstance(node, ast.Call) and called(node) in {"append", "extend", "add"} and node.args:
                held = getattr(node.func, "value", None)
                if isinstance(held, ast.Name) and any(outside(node.args[0], tainted)):
                    tainted.add(held.id)
    return tainted


def faults_of(module: ast.Module, file: str) -> Iterator[str]:
    for function in (each for each in ast.walk(module) if isinstance(each, ast.FunctionDef)):
        tainted = tainted_in(function)
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and called(node) in SHOWS:
                shown = [
                    *node.args[:1],
                    *(each.value for each in node.keywords if each.arg in {"label", "body", "help"}),
                ]
                for part in shown:
                    for found in outside(part, tainted):
                        yield (
                            f"{file}:{node.lineno}: {ast.unparse(found)} may hold outside words and is shown as markdown: "
                            "pass it through components.plain.plain"
                        )


def test_outside_words_reach_the_screen_only_through_plain():
    report([fault for path in modules("components", "dashboard") for fault in faults_of(parsed(path), named(path))])


@pytest.mark.parametrize(
    "line",
    [
        'st.error(f"{uploaded.name}: no")',
        "says = quoted(raw)\n    st.info(says)",
        'text = st.text_input("Name")\n    st.markdown(f"**{text}**")',
        "try:\n        pass\n    except ValueError as error:\n        st.caption(str(error))",
        "for problem in problems:\n        st.warning(problem.says)",
        'said = []\n    said.append(f"{quoted(raw)}!")\n    st.caption("; ".join(said))',
        'place.button(st.query_params["x"])',
    ],
)
def test_the_check_itself_finds(line):
    assert list(faults_of(ast.parse(f"def page():\n    {line}\n"), "page.py"))


@pytest.mark.parametrize(
    "line",
    [
        'st.error(f"{plain(uploaded.name)}: no")',
        'st.caption("; ".join(map(plain, [quoted(raw)])))',
        'text = st.text_input("Name")\n    st.caption("one" if text else "none")',
        "st.code(uploaded.name, language=None)",
    ],
)
def test_the_check_itself_lets_pass(line):
    assert not list(faults_of(ast.parse(f"def page():\n    {line}\n"), "page.py"))


def test_every_text_field_has_a_limit():
    report(
        [
            f"{named(path)}:{node.lineno}: a field without max_chars takes a text of any length"
            for path in modules("components", "dashboard")
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and called(node) in {"text_input", "text_area"}
            if "max_chars" not in {each.arg for each in node.keywords}
        ]
    )


def test_every_upload_has_a_limit():
    report(
        [
            f"{named(path)}:{node.lineno}: an upload without max_upload_size takes what the whole server takes"
            for path in modules("components", "dashboard")
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and called(node) == "file_uploader"
            if "max_upload_size" not in {each.arg for each in node.keywords}
        ]
    )
