"""The rules of the house that can be read from the code. Each failure says what to do instead."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LAYERS = ("evidence", "components", "dashboard")  # an arrow may point to the left only
FRAME = {*LAYERS, "tests", ".streamlit", ".ci", "docs"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 60
# What each room of `evidence/` may import from: the rooms before it. Rooms of one line stand beside each other.
ROOMS = (
    ("product",),
    ("files",),
    ("patient",),
    ("eligibility",),
    ("trial",),
    ("choices",),
    ("analysis",),
    ("lines",),
    ("cohort", "fhir", "note", "board", "teaching"),
    ("exchange", "hooks"),
    ("audit", "gold"),
    ("interface",),
)
READS_FILES = {"open", "read_text", "read_bytes", "read_csv", "read_excel", "read_json", "read_parquet"}

# What is said of a trial in words belongs in its folder, with its source: drugs, the trial's name, directions of effect.
CLAIM = re.compile(
    r"\b(pertuzumab|trastuzumab|docetaxel|lapatinib|capecitabine|placebo|t-dm1|t-dxd|cleopatra|longer|shorter|centrally)\b",
    re.IGNORECASE,
)
NO_CLAIM = {
    "evidence/board/board.py": "cleopatra",  # the name of the file format
    "evidence/product.py": "cleopatra",  # the name of the package
    "dashboard/serving/settings.py": "cleopatra",  # the names of environment variables
    "evidence/fhir/codes.py": "trastuzumab",  # a group of drug codes
    "evidence/fhir/mapper.py": "trastuzumab",  # a group of drug codes
    "evidence/note/command.py": "longer",  # the length of a note
}


def modules(*layers: str) -> list[Path]:
    return sorted(path for layer in layers for path in (ROOT / layer).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=named(path))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def report(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_imports_point_from_the_dashboard_to_components_to_evidence():
    faults = []
    for height, layer in enumerate(LAYERS):
        for path in modules(layer):
            for line, name in imports(path):
                if name.split(".")[0] in LAYERS[height + 1 :]:
                    faults.append(
                        f"{named(path)}:{line}: {layer} imports {name}, which stands above it: pass what "
                        f"is needed in as an argument, or move the shared part down into {layer}"
                    )
    report(faults)


def room_of(name: str) -> str:
    return name.split(".")[1]


def test_arrows_between_the_rooms_of_evidence_run_one_way():
    height = {room: at for at, rooms in enumerate(ROOMS) for room in rooms}
    faults = []
    for path in modules("evidence"):
        own = path.relative_to(ROOT).with_suffix("").parts[1]
        if own in ("__init__", "__main__"):
            continue
        for line, name in imports(path):
            if not name.startswith("evidence.") or room_of(name) == own:
                continue
            if height[room_of(name)] >= height[own]:
                faults.append(
                    f"{named(path)}:{line}: {own} imports {name}, which does not stand below it: pass what is needed "
                    f"in as an argument, or move the shared part down; the order is in ROOMS"
                )
    report(faults)


def test_no_modules_import_each_other_in_a_circle():
    arrows = {
        path.relative_to(ROOT).with_suffix("").as_posix().replace("/", "."): {name for _, name in imports(path)}
        for path in modules(*LAYERS)
    }
    done: set[str] = set()

    def walk(module: str, way: tuple[str, ...]) -> list[str]:
        if module in way:
            return [
                f"{' imports '.join((*way[way.index(module) :], module))}: move what they share into one below both"
            ]
        if module in done or module not in arrows:
            return []
        found = [fault for name in sorted(arrows[module]) for fault in walk(name, (*way, module))]
        done.add(module)
        return found

    report([fault for module in sorted(arrows) for fault in walk(module, ())])


def test_evidence_knows_nothing_of_screens():
    report(
        [
            f"{named(path)}:{line}: evidence imports {name}: return numbers or words; a component draws"
            for path in modules("evidence")
            for line, name in imports(path)
            if name.split(".")[0] in {"streamlit", "plotly"}
        ]
    )


def test_private_calls_into_streamlit_stand_in_one_module():
    private = re.compile(r"streamlit\.(runtime|web|auth_util|file_util|logger|navigation)\b")
    faults = [
        f"{named(path)}:{line}: imports {name}, which Streamlit does not promise: give it a name of ours in "
        "dashboard/session/streamlit_internals.py, with the test that guards it"
        for path in modules(*LAYERS)
        if path.name != "streamlit_internals.py"
        for line, name in imports(path)
        if private.match(name)
    ]
    report(faults)


def test_components_read_no_files():
    faults = []
    for path in modules("components"):
        for node in ast.walk(parsed(path)):
            if not isinstance(node, ast.Call):
                continue
            called = node.func
            name = called.id if isinstance(called, ast.Name) else getattr(called, "attr", "")
            if name in READS_FILES:
                faults.append(
                    f"{named(path)}:{node.lineno}: a component calls {name}: let evidence read the file, and "
                    "hand the component what it shows"
                )
    report(faults)


def test_no_module_holds_two_subjects():
    faults = []
    for path in modules(*LAYERS):
        length = len(path.read_text(encoding="utf-8").splitlines())
        if length > LONGEST_MODULE:
            faults.append(f"{named(path)}: {length} lines, more than {LONGEST_MODULE}: split it, one subject per file")
    report(faults)


def test_no_two_classes_have_one_name():
    places: dict[str, list[str]] = {}
    for path in modules(*LAYERS):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(f"{named(path)}:{node.lineno}")
    report(
        [
            f"{name} is the name of {len(found)} classes ({', '.join(found)}): say in the name what each is of"
            for name, found in sorted(places.items())
            if len(found) > 1
        ]
    )


def test_no_function_is_longer_than_a_screen():
    faults = []
    for path in modules(*LAYERS):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    faults.append(
                        f"{named(path)}:{node.lineno}: {node.name} has {length} lines, more than "
                        f"{LONGEST_FUNCTION}: give its steps names of their own"
                    )
    report(faults)


def test_nothing_is_left_over_where_two_lists_are_walked_together():
    report(
        [
            f"{named(path)}:{node.lineno}: zip without strict=True drops what the shorter list lacks, such as a third arm"
            for path in modules(*LAYERS)
            for node in ast.walk(parsed(path))
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "zip"
            if not any(word.arg == "strict" and getattr(word.value, "value", None) is True for word in node.keywords)
        ]
    )


def test_no_click_on_a_download_runs_its_page_again():
    """Streamlit forgets a file that is still to be made when its button is drawn anew, and the browser gets nothing."""
    calls = [
        (path, node)
        for path in modules("components", "dashboard")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "download_button"
    ]
    assert calls
    report(
        [
            f"{named(path)}:{node.lineno} lets a click run the page again"
            for path, node in calls
            if ("on_click", "ignore") not in [(k.arg, getattr(k.value, "value", None)) for k in node.keywords]
        ]
    )


def test_no_claim_about_a_trial_is_typed_in_code():
    faults = []
    for path in modules(*LAYERS):
        tree = parsed(path)
        unread = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in unread:
                continue
            faults += [
                f"{named(path)}:{node.lineno}: '{word}' says something of a trial: keep it in evidence/trials/ with its "
                "source, and read it from there"
                for word in CLAIM.findall(node.value)
                if word.lower() not in NO_CLAIM.get(named(path), "").split()
            ]
    report(faults)


def test_top_level_folders_stay_within_the_frame():
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    folders = {name.split("/")[0] for name in listed if "/" in name}
    report(
        [
            f"{folder}/ is a new top-level folder: put its files under one of {', '.join(sorted(FRAME))}"
            for folder in sorted(folders - FRAME)
        ]
    )
