"""Sign-in with an OpenID provider: without it no page shows anything, with it the dashboard is as ever."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from tests.browser.harness import PAGES, new_page, open_case, settle
from tests.browser.openid_provider import CLIENT, SECRET
from tests.browser.screenshots import CASES
from tests.browser.server import ROOT, serving


@pytest.fixture(scope="module")
def provider():
    """The address of a provider that runs as a process of its own."""
    command = [sys.executable, "-m", "tests.browser.openid_provider"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip()
        process.kill()


@pytest.fixture(scope="module")
def guarded(provider, tmp_path_factory):
    """The dashboard with sign-in on."""
    secrets = tmp_path_factory.mktemp("guarded") / "secrets.toml"
    secrets.write_text(
        "[auth]\n"
        'redirect_uri = "http://127.0.0.1:{port}/oauth2callback"\n'
        f'cookie_secret = "{"s" * 40}"\n'
        f'client_id = "{CLIENT}"\n'
        f'client_secret = "{SECRET}"\n'
        f'server_metadata_url = "{provider}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    with serving(settings={"CLEOPATRA_SIGN_IN": "on", "STREAMLIT_SECRETS_FILES": str(secrets)}) as running:
        yield running


@pytest.fixture
def visitor(browser, guarded):
    page, record = new_page(browser, guarded.url)
    yield page
    page.context.close()
    assert not record.faults()
    assert not guarded.new_traceback()


def words(page: Page) -> str:
    """Every word on the page, those of the sidebar and the navigation too."""
    return " ".join(page.get_by_test_id("stApp").inner_text().split())


def sign_in(page: Page) -> None:
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Continue as Dr. Made Up").click()
    page.wait_for_url(re.compile(r"^http://127\.0\.0\.1:\d+/$"))
    settle(page)


def test_without_a_session_no_page_shows_anything(visitor):
    seen = set()
    for path in PAGES:
        open_case(visitor, path, CASES["would-not-have-met"])
        assert visitor.get_by_test_id("stException").count() == 0
        seen.add(words(visitor))
    assert len(seen) == 1, "every page shows the same"
    text = seen.pop()
    assert "An account of this institution is needed." in text
    assert len(text.split()) < 60, text


def test_with_a_session_a_link_opens_and_signing_out_closes_it(visitor):
    open_case(visitor)
    sign_in(visitor)
    expect(visitor.get_by_test_id("stTopNav").get_by_role("link", name="Cohort")).to_be_visible()
    open_case(visitor, "/", CASES["would-not-have-met"])
    expect(visitor.get_by_role("heading", name=re.compile("Would not have been eligible"))).to_be_visible()
    visitor.get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    open_case(visitor, "/harms", CASES["would-not-have-met"])
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(visitor.get_by_role("link", name="Cohort")).to_have_count(0)


def test_signing_out_in_one_tab_ends_the_other_with_its_next_message(visitor, guarded):
    open_case(visitor)
    sign_in(visitor)
    other = visitor.context.new_page()
    open_case(other, "/", {"her2_ihc": "3+"})
    before = words(other)
    assert "Would not have been eligible" not in before
    visitor.get_by_role("button", name="Sign out").click()
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
    other.bring_to_front()
    # The message that follows: an entry that would change the verdict if it were taken.
    field = other.get_by_role("textbox", name="LVEF").first
    field.fill("48")
    field.press("Enter")
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    assert "Would not have been eligible" not in words(other)
    expect(other.get_by_role("link", name="Cohort")).to_have_count(0)
    other.reload()
    settle(other)
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_session_of_ones_own_making_is_none(visitor, guarded):
    forged = "eyJpc19sb2dnZWRfaW4iOiB0cnVlfQ.AAAA.BBBB"
    visitor.context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": guarded.url}])
    open_case(visitor, "/outcomes")
    expect(visitor.get_by_role("heading", name="Sign in")).to_be_visible()
