"""The harness itself: it waits long enough, and it notices what it is there to notice."""

import pytest

from tests.browser.harness import address, forget, new_context, new_page, open_case, settle, stays_here
from tests.browser.server import serving

SLOW_ECHO = """
import time
import streamlit as st

word = st.text_input("Word", key="word", bind="query-params")
time.sleep(0.5)
if word == "fail":
    raise RuntimeError("asked to fail")
st.text(f"heard {word}")
"""


@pytest.fixture(scope="module")
def echo(tmp_path_factory):
    app = tmp_path_factory.mktemp("echo") / "app.py"
    app.write_text(SLOW_ECHO, encoding="utf-8")
    with serving(app) as running:
        yield running


def heard(page):
    """What is on screen now, without waiting."""
    return page.evaluate("() => document.querySelector('[data-testid=stText]')?.innerText ?? ''").strip()


def test_a_page_is_settled_when_its_slow_script_has_ended(browser, echo):
    page, record = new_page(browser, echo.url)
    open_case(page, "/", {"word": "3+"})
    assert heard(page) == "heard 3+"
    assert not record.faults()
    page.context.close()


def test_an_entry_is_settled_when_its_answer_is_on_screen(browser, echo):
    page, _ = new_page(browser, echo.url)
    open_case(page)
    for word in ("one", "two", "three"):
        page.get_by_label("Word").fill(word)
        page.get_by_label("Word").press("Enter")
        settle(page)
        assert heard(page) == f"heard {word}"
    page.context.close()


def test_an_entry_made_just_as_a_run_ends_is_settled_with_its_answer(browser, echo):
    page, _ = new_page(browser, echo.url)
    for moment in range(0, 600, 60):
        page.goto("/")
        page.get_by_label("Word").wait_for()
        page.wait_for_timeout(moment)  # the moments around the end of the first run are the point of this test
        page.get_by_label("Word").fill("soon")
        page.get_by_label("Word").press("Enter")
        settle(page)
        assert heard(page) == "heard soon", f"entered {moment} ms after the field was there"
    page.context.close()


def test_an_entry_that_overtakes_another_is_settled_with_the_last_answer(browser, echo):
    page, _ = new_page(browser, echo.url)
    open_case(page)
    for word in ("one", "two", "three"):
        page.get_by_label("Word").fill(word)
        page.get_by_label("Word").press("Enter")
    settle(page)
    assert heard(page) == "heard three"
    page.context.close()


def test_a_traceback_of_the_server_is_noticed_once(browser, echo):
    page, _ = new_page(browser, echo.url)
    open_case(page, "/", {"word": "fail"})
    assert "asked to fail" in echo.new_traceback()
    assert not echo.new_traceback()
    page.context.close()


def test_the_reader_of_a_failed_page_sees_no_traceback(browser, echo):
    page, _ = new_page(browser, echo.url)
    open_case(page, "/", {"word": "fail"})
    assert "asked to fail" not in page.locator("body").inner_text()
    assert echo.new_traceback()
    page.context.close()


def test_an_error_on_the_console_is_a_fault(browser, echo):
    page, record = new_page(browser, echo.url)
    open_case(page)
    page.evaluate("() => console.error('a broken chart')")
    assert ["a broken chart" in fault for fault in record.faults()] == [True]
    page.context.close()


def test_a_request_to_another_machine_is_a_fault(browser, echo):
    page, record = new_page(browser, echo.url)
    open_case(page)
    page.evaluate("() => fetch('https://elsewhere.invalid/font.woff2').catch(() => null)")
    assert any("elsewhere.invalid" in fault and "left the machine" in fault for fault in record.faults())
    page.context.close()


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://127.0.0.1:8501/static/js/index.js", True),
        ("ws://localhost:8501/_stcore/stream", True),
        ("data:image/png;base64,AAAA", True),
        ("blob:http://127.0.0.1:8501/0f3a", True),
        ("https://fonts.gstatic.com/icon.svg", False),
        ("wss://127.0.0.1.elsewhere.invalid/stream", False),
    ],
)
def test_only_this_machine_is_here(url, here):
    assert stays_here(url) is here


def test_a_plus_in_a_case_survives_the_address():
    assert address("/", {"her2_ihc": "3+"}) == "/?her2_ihc=3%2B"


def test_a_browser_forgets_what_an_earlier_test_left_in_it(browser, echo):
    context, _ = new_context(browser, echo.url)
    earlier = context.new_page()
    earlier.goto("/")
    earlier.evaluate(
        "() => { localStorage.left = 'here'; sessionStorage.left = 'here'; document.cookie = 'left=here'; }"
    )
    earlier.close()
    forget(context, echo.url)
    later = context.new_page()
    later.goto("/")
    assert later.evaluate("() => [localStorage.left ?? null, sessionStorage.left ?? null]") == [None, None]
    assert "left=here" not in later.evaluate("() => document.cookie")
    context.close()
