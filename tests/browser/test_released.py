"""What was uploaded is in memory only, and leaves it with the session: the file, what was read of it, the verdicts."""

from __future__ import annotations

import json
import re
import signal
import time
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, expect

from tests.browser.harness import TIMEOUT, new_page, open_case, settle
from tests.browser.server import Server, serving
from tests.browser.test_import import RECORD

COUNTER = Path(__file__).parent / "counter"


def held(server: Server, written: Path) -> dict[str, int]:
    """How many sessions, cohorts and uploaded files the server holds."""
    server.process.send_signal(signal.SIGUSR1)
    ends = time.monotonic() + TIMEOUT / 1000
    while not written.exists():
        assert time.monotonic() < ends, "the server did not count"
        time.sleep(0.02)
    counted: dict[str, int] = json.loads(written.read_text(encoding="utf-8"))
    written.unlink()
    return counted


def test_a_closed_page_leaves_no_cohort_and_no_file_in_memory(browser, tmp_path):
    written = tmp_path / "counted"
    with serving(settings={"PYTHONPATH": str(COUNTER), "COUNTED": str(written)}) as server:
        page, _ = new_page(browser, server.url)
        open_case(page, "/cohort")
        box = page.locator('[data-testid=stMain] input[type="file"]').first
        box.set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"patient_id,ecog\nA,1\n"})
        expect(page.get_by_role("heading", name=re.compile("1 row"))).to_be_visible()
        settle(page)
        page.get_by_test_id("stExpandSidebarButton").click()  # the form is folded here
        page.get_by_role("button", name="Import", exact=True).click()
        dialog = page.get_by_role("dialog")
        record: FilePayload = {"name": "r.json", "mimeType": "application/json", "buffer": json.dumps(RECORD).encode()}
        dialog.locator('input[type="file"]').set_input_files(record)
        expect(dialog.get_by_text("by in situ hybridisation disagree")).to_be_visible()
        settle(page)
        before = held(server, written)
        assert (before["ScreenedCohort"], before["files"]) == (1, 2)
        page.context.close()
        leave(browser, server)
        # Two minutes later; what Streamlit kept goes when the next page is closed.
        server.process.send_signal(signal.SIGUSR2)
        leave(browser, server)
        wait_until_none_is_held(server, written)


def wait_until_none_is_held(server: Server, written: Path) -> None:
    ends = time.monotonic() + TIMEOUT / 1000
    while (after := held(server, written)).get("ScreenedCohort") or after["files"]:
        assert time.monotonic() < ends, f"still in memory: {after}"


def leave(browser: Browser, server: Server) -> None:
    """Open a page and close it."""
    page, _ = new_page(browser, server.url)
    open_case(page)
    page.context.close()
