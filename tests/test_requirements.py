"""The pinned requirements are complete, no longer than needed, explained, and named in the notices."""

import re
from importlib.metadata import requires
from itertools import pairwise
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
BROUGHT_ALONG = "# --- brought along by the above ---"
# Pins are resolved for the oldest Python and the platform that the tests run on.
PLATFORM = {"python_version": "3.11", "sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"}


def pins(text: str) -> dict[str, str]:
    """Name to version of every line that pins a package; any other requirement line is a fault."""
    found = {}
    for line in text.splitlines():
        if line and not line.startswith(("#", "-r ")):
            assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.]+", line), f"{line!r} is not an exact pin"
            name, version = line.split("==")
            found[canonicalize_name(name)] = version
    return found


def parts(file: str) -> tuple[str, str]:
    direct, marker, brought = (ROOT / file).read_text(encoding="utf-8").partition(BROUGHT_ALONG)
    assert marker, f"{file} has no line {BROUGHT_ALONG!r}"
    return direct, brought


def everything_needed_by(names: set[str]) -> set[str]:
    needed: set[str] = set()
    waiting = [(name, "") for name in names]
    while waiting:
        name, extra = waiting.pop()
        needed.add(name)
        for line in requires(name) or []:
            requirement = Requirement(line)
            if requirement.marker and not requirement.marker.evaluate({**PLATFORM, "extra": extra}):
                continue
            wanted = [canonicalize_name(requirement.name)]
            waiting += [(name, "") for name in wanted if name not in needed]
            waiting += [(name, extra) for name in wanted for extra in requirement.extras]
    return needed


def test_runtime_pins_are_what_the_direct_ones_need():
    direct, brought = parts("requirements.txt")
    assert set(pins(brought)) == everything_needed_by(set(pins(direct))) - set(pins(direct))


def test_development_pins_are_what_the_direct_ones_need():
    runtime = set(pins((ROOT / "requirements.txt").read_text(encoding="utf-8")))
    direct, brought = parts("requirements-dev.txt")
    assert set(pins(brought)) == everything_needed_by(set(pins(direct))) - set(pins(direct)) - runtime


def test_spark_pins_are_exact_and_do_not_contradict_the_others():
    runtime = pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert not set(pins("".join(parts("requirements-spark.txt")))) & set(runtime)


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-spark.txt"])
def test_each_direct_runtime_package_says_why_it_earns_its_place(file):
    lines = parts(file)[0].splitlines()
    unexplained = [line for before, line in pairwise(lines) if "==" in line and not before.startswith("#")]
    assert not unexplained, f"write the reason on the line above: {unexplained}"


def test_notices_name_every_runtime_package_and_its_version():
    notices = (ROOT / "THIRD_PARTY_NOTICES.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\S+) \| (\d\S*) \|", notices, re.MULTILINE)
    listed = {canonicalize_name(name): version for name, version in rows}
    runtime = pins((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    assert listed == runtime, "run `make notices` and commit THIRD_PARTY_NOTICES.md"
