"""A whole visit with values found nowhere else: none of them is on a disk or in a log, and nobody else was called."""

from __future__ import annotations

import ipaddress
import json
import os
import re
import secrets
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.harness import enter, new_page, open_case, settle, walk_to
from tests.browser.server import ROOT, Server, serving
from tests.fhir.bundles import bundle, concept, observation, patient

RECORDER = Path(__file__).parent / "recorder"
LARGER_THAN_STARLETTE_HOLDS = 1024 * 1024
NOT_OURS = {".git", ".venv"}


def word() -> str:
    return f"Q{secrets.token_hex(8)}"


def number(whole: int) -> str:
    return f"{whole}.{secrets.randbelow(90_000) + 10_000}"


@dataclass(frozen=True)
class Canaries:
    """Values that stand nowhere but in this visit."""

    in_address: str = field(default_factory=lambda: number(57))
    in_form: str = field(default_factory=lambda: number(2))
    unknown_parameter: str = field(default_factory=word)
    in_path: str = field(default_factory=word)
    on_board: str = field(default_factory=word)
    person: str = field(default_factory=word)
    record_file: str = field(default_factory=word)
    cohort_file: str = field(default_factory=word)
    row_label: str = field(default_factory=word)
    unusable: str = field(default_factory=word)

    def all(self) -> tuple[str, ...]:
        return tuple(vars(self).values())


@dataclass
class Visit:
    """What is left of a visit: what the process was recorded to do, what it printed, and where it could write."""

    canaries: Canaries
    began: float
    places: tuple[Path, ...]
    record: Path
    printed: str = ""
    still_open: dict[str, bytes] = field(default_factory=dict)

    def recorded(self, kind: str) -> list[str]:
        lines = [json.loads(line) for line in self.record.read_text(encoding="utf-8").splitlines()]
        return [said for each, said in lines if each == kind]

    def left_behind(self) -> dict[str, bytes]:
        """What is in the files that were written since the visit began, where the process could write."""
        found = {}
        for place in self.places:
            for path in place.rglob("*"):
                with suppress(OSError):  # other programs come and go in these folders
                    if NOT_OURS.isdisjoint(path.parts) and path.is_file() and path.stat().st_mtime >= self.began - 1:
                        found[str(path)] = path.read_bytes()
        return found

    def canaries_in(self, content: bytes) -> list[str]:
        texts = [(text, text.encode(encoding)) for text in self.canaries.all() for encoding in ("utf-8", "utf-16-le")]
        return [text for text, written in texts if written in content]


@pytest.fixture
def visit(browser, tmp_path):
    home, temporary = tmp_path / "home", tmp_path / "tmp"
    home.mkdir()
    temporary.mkdir()
    seen = Visit(Canaries(), time.time(), (home, temporary, Path("/dev/shm"), ROOT), tmp_path / "record")
    settings = {
        "HOME": str(home),
        "TMPDIR": str(temporary),
        "PYTHONPATH": str(RECORDER),
        "PYTHONDONTWRITEBYTECODE": "1",
        "RECORD": str(seen.record),
        "CLEOPATRA_ACCESS_LOG": "on",
    }
    with serving(settings=settings) as server:
        page, record = new_page(browser, server.url)
        go_through(page, seen.canaries)
        assert not [fault for fault in record.faults() if "left the machine" in fault]
        seen.still_open = files_held_open(server)
        page.context.close()
        seen.printed = server.printed()
    return seen


def go_through(page: Page, canaries: Canaries) -> None:
    """An address, the form, a record, cohorts that can and cannot be used, a board, its files, and a wrong address."""
    open_case(page, "/", {"lvef_percent": canaries.in_address, "note": canaries.unknown_parameter})
    enter(page, "her2_ish_ratio", canaries.in_form)
    expect(page).to_have_url(re.compile(rf"{re.escape(canaries.in_form)}"))
    board(page, canaries)
    upload_cohorts(page, canaries)
    import_record(page, canaries)
    page.goto(f"/{canaries.in_path}?lvef_percent={canaries.in_address}")
    settle(page)


def board(page: Page, canaries: Canaries) -> None:
    walk_to(page, "Board")
    page.get_by_role("button", name="Add the case entered").click()
    page.get_by_role("textbox", name="Decision").fill(canaries.on_board)
    page.keyboard.press("Control+Enter")
    settle(page)
    walk_to(page, "Present")
    settle(page)
    page.get_by_role("button", name="Download").click()
    for name in ("Slides (.pptx)", "One page (PDF)", "Plain text"):
        with page.expect_download() as waited:
            page.get_by_role("button", name=name).click()
        waited.value.path()
    page.keyboard.press("Escape")


def upload_cohorts(page: Page, canaries: Canaries) -> None:
    walk_to(page, "Cohort")
    row = f"{canaries.row_label},1,3+,{canaries.in_address}\n"
    text = "patient_id,ecog,her2_ihc,lvef_percent\n" + row * (LARGER_THAN_STARLETTE_HOLDS // len(row) + 100)
    assert len(text) > LARGER_THAN_STARLETTE_HOLDS
    upload(page, f"{canaries.cohort_file}.csv", text.encode())
    expect(page.get_by_role("heading", name=canaries.cohort_file)).to_be_visible()
    settle(page)
    with page.expect_download() as waited:
        page.get_by_role("button", name="Verdicts (CSV)").click()
    assert canaries.row_label in waited.value.path().read_text(encoding="utf-8")
    upload(page, f"{canaries.unusable}.parquet", canaries.unusable.encode())
    expect(page.get_by_test_id("stAlertContentError").filter(has_text=canaries.unusable)).to_be_visible()


def upload(page: Page, name: str, content: bytes) -> None:
    file: FilePayload = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator('[data-testid=stMain] input[type="file"]').first.set_input_files(file)


def import_record(page: Page, canaries: Canaries) -> None:
    walk_to(page, "Case")  # the form is folded on Cohort
    page.get_by_role("button", name="Import", exact=True).click()
    dialog = page.get_by_role("dialog")
    named = {"name": [{"family": canaries.person}], "identifier": [{"value": canaries.person}]}
    record = bundle(
        patient(**named),
        observation("85319-2", valueString="3+"),
        {"resourceType": "Observation", "code": concept("http://elsewhere.example", canaries.person)},
    )
    file: FilePayload = {
        "name": f"{canaries.record_file}.json",
        "mimeType": "application/json",
        "buffer": json.dumps(record).encode(),
    }
    dialog.locator('input[type="file"]').set_input_files(file)
    dialog.get_by_role("button", name="Enter").click()
    expect(dialog).to_have_count(0)
    settle(page)


def files_held_open(server: Server) -> dict[str, bytes]:
    """What is in the files that the process has open, deleted ones too (Linux; elsewhere the recorder stands alone)."""
    held = {}
    for descriptor in Path(f"/proc/{server.process.pid}/fd").glob("*"):
        if descriptor.is_file():
            held[str(descriptor.readlink())] = descriptor.read_bytes()
    return held


def is_loopback(said: str) -> bool:
    host = said.strip("()").split(",")[0].strip("'\"")
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def test_a_visit_leaves_nothing_on_a_disk_in_a_log_or_with_anybody(visit):
    assert set(visit.recorded("write")) <= {"/dev/null", os.devnull}
    assert visit.recorded("start") == []
    assert [said for said in visit.recorded("call") if not is_loopback(said)] == []

    assert "GET page 200" in visit.printed, "the access log is on, and would hold an address"
    assert visit.canaries_in(visit.printed.encode()) == []

    contents = {**visit.still_open, **visit.left_behind()}
    assert [path for path, content in contents.items() if visit.canaries_in(content)] == []
    of_its_own = tuple(str(place) for place in visit.places[:2])
    assert [path for path in contents if path.startswith(of_its_own)] == []


ACTS = """
import os, pathlib, socket, subprocess, tempfile
pathlib.Path({path!r}).write_text("")
pathlib.Path({path!r}).read_text()
with tempfile.SpooledTemporaryFile(max_size=1) as held:
    held.write(b"12")
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as somewhere:
    somewhere.connect(("192.0.2.1", 9))
    somewhere.sendto(b"", ("192.0.2.2", 9))
subprocess.run(["true"])
"""


def test_the_recorder_sees_what_it_is_there_to_see(tmp_path):
    record, written = tmp_path / "record", tmp_path / "written"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(RECORDER), "RECORD": str(record)}
    environment["TMPDIR"] = str(tmp_path)
    subprocess.run([sys.executable, "-B", "-c", ACTS.format(path=str(written))], env=environment, check=True)
    noted = [json.loads(line) for line in record.read_text(encoding="utf-8").splitlines()]
    writes = [said for kind, said in noted if kind == "write"]
    assert str(written) in writes
    assert any(said != str(written) and said.startswith(str(tmp_path)) for said in writes), "a temporary file"
    assert [is_loopback(said) for kind, said in noted if kind == "call"] == [False, False]
    assert any("true" in said for kind, said in noted if kind == "start")
