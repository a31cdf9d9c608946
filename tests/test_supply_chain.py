"""What is installed is what was pinned, by hash; and the bill of materials names all of it."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.test_requirements import everything_needed_by, parts, pins

ROOT = Path(__file__).resolve().parent.parent
LOCKED = re.compile(
    r"^([A-Za-z0-9._-]+)==(\S+)( ; [^\\]+)? \\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.MULTILINE
)


def pinned(*files):
    return {
        name: version for file in files for name, version in pins((ROOT / file).read_text(encoding="utf-8")).items()
    }


def locked(file):
    """Version and number of hashes of each package; those for another platform alone are marked."""
    text = (ROOT / file).read_text(encoding="utf-8")
    found = {
        canonicalize_name(name): (version, hashes.count("--hash="), bool(marker))
        for name, version, marker, hashes in LOCKED.findall(text)
    }
    assert len(found) == len(re.findall(r"^\S+==", text, re.MULTILINE)), f"{file} has a line without a hash"
    return found


@pytest.mark.parametrize(
    ("lock", "files"),
    [
        ("requirements.lock", ["requirements.txt"]),
        ("requirements-sign-in.lock", ["requirements.txt", "requirements-sign-in.txt"]),
        ("requirements-dev.lock", ["requirements.txt", "requirements-sign-in.txt", "requirements-dev.txt"]),
    ],
)
def test_every_pin_and_nothing_else_is_locked_by_hash(lock, files):
    here = {name: version for name, (version, _, elsewhere) in locked(lock).items() if not elsewhere}
    assert here == pinned(*files), "run `make lock` and commit the result"


def test_sign_in_pins_are_what_the_direct_ones_need():
    direct, brought = parts("requirements-sign-in.txt")
    needed = everything_needed_by(set(pins(direct))) - set(pins(direct)) - set(pinned("requirements.txt"))
    assert set(pins(brought)) == needed


def test_hashes_cover_more_than_this_machine():
    compiled = {"numpy", "pandas", "pyarrow", "lxml", "pydantic-core"}
    assert all(locked("requirements.lock")[name][1] > 10 for name in compiled)


def test_setup_installs_by_hash_and_runs_nothing_of_a_package():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    installs = [line for line in makefile.splitlines() if "install" in line and "--requirement" in line]
    assert len(installs) == 3
    assert all("--require-hashes --only-binary :all:" in line and line.endswith(".lock") for line in installs)


def test_the_bill_of_materials_names_every_runtime_package(tmp_path):
    target = tmp_path / "sbom.json"
    subprocess.run([sys.executable, "-W", "error", ROOT / ".ci" / "sbom.py", target], check=True)
    bill = json.loads(target.read_text(encoding="utf-8"))
    assert (bill["bomFormat"], bill["specVersion"]) == ("CycloneDX", "1.6")
    parts = {part["name"]: part for part in bill["components"]}
    assert {name: part["version"] for name, part in parts.items()} == pinned("requirements.txt")
    for part in parts.values():
        assert part["licenses"], part["name"]
        assert part["externalReferences"][0]["hashes"], part["name"]
    needs = {each["ref"]: each.get("dependsOn", []) for each in bill["dependencies"]}
    assert needs["cleopatra-dashboard"]
    reached, waiting = set(), ["cleopatra-dashboard"]
    while waiting:
        for each in needs[waiting.pop()]:
            if each not in reached:
                reached.add(each)
                waiting.append(each)
    unreached = {part["bom-ref"] for part in parts.values()} - reached
    assert not unreached, "in the bill, and needed by nothing"
