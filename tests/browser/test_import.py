"""A record through the review in a browser: what disagrees is chosen by hand, and nothing that names a person is left."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from tests.browser.axe import breaches
from tests.browser.harness import open_case, settle
from tests.browser.test_accessibility import every_look
from tests.fhir.bundles import SECRET, bundle, condition, observation, patient

pytestmark = pytest.mark.browser

TODAY = datetime.now(UTC).date().isoformat()
RECORD = bundle(
    patient(),
    observation("85319-2", day="2020-03-01", valueString="3+"),
    observation("85318-4", day="2020-03-01", valueString="not amplified"),
    observation("89247-1", day="2020-03-01", valueInteger=1),
    condition("94381002", onset="2020-02-01"),
)


def test_a_record_whose_her2_results_disagree_is_reviewed_before_it_enters_the_form(page):
    open_case(page, "/", {"lvef_percent": "60"})
    page.get_by_role("button", name="Import", exact=True).click()
    dialog = page.get_by_role("dialog")
    file = {"name": f"{SECRET}.json", "mimeType": "application/json", "buffer": json.dumps(RECORD).encode()}
    dialog.locator('input[type="file"]').set_input_files(file)
    expect(dialog.get_by_text("by in situ hybridisation disagree")).to_be_visible()
    settle(page)
    assert "her2" not in page.url
    dialog.get_by_text(re.compile(r"^3\+ ·")).click()
    settle(page)
    dialog.get_by_role("button", name=re.compile("^.*Enter 6 values$")).click()
    expect(dialog).to_have_count(0)
    settle(page)
    assert "her2_ihc=3%2B" in page.url
    assert "her2_ish_status" not in page.url
    assert "disease_extent=Metastatic" in page.url
    assert "lvef_percent" not in page.url, "another patient's entries are not mixed in"
    expect(page.get_by_text(f"Entered from a record as of {TODAY}: 6 values.")).to_be_visible()
    assert SECRET not in page.url + page.content()


def test_the_review_keeps_the_rules_of_accessibility(page):
    open_case(page)
    page.get_by_role("button", name="Import", exact=True).click()
    dialog = page.get_by_role("dialog")
    file = {"name": "record.json", "mimeType": "application/json", "buffer": json.dumps(RECORD).encode()}
    dialog.locator('input[type="file"]').set_input_files(file)
    expect(dialog.get_by_text("by in situ hybridisation disagree")).to_be_visible()
    settle(page)
    broken = [f"{look}: {breach}" for look in every_look(page) for breach in breaches(page)]
    assert not broken, "\n".join(broken)
