"""What the headers mean in a browser: only scripts of this server run, and nothing is asked of another."""

from tests.browser.harness import new_page, open_case


def test_a_script_written_into_a_page_does_not_run(browser, app_url):
    page, record = new_page(browser, app_url)
    open_case(page)
    page.evaluate(
        "() => { const script = document.createElement('script');"
        " script.textContent = 'window.__ran = true'; document.body.append(script); }"
    )
    page.evaluate("() => document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.__ran = true\">')")
    page.wait_for_function("() => document.querySelector('img[src=x]').complete")
    assert page.evaluate("() => window.__ran") is None
    assert sum("Content Security Policy" in error for error in record.errors) == 2
    page.context.close()


def test_a_page_asks_nothing_of_another_server(browser, app_url):
    page, _ = new_page(browser, app_url)
    open_case(page)
    refused = "(answer) => answer.then(() => 'answered', () => 'refused')"
    asked = "fetch('http://localhost:1/?age_years=52', {mode: 'no-cors'})"
    with page.expect_console_message(lambda message: "connect-src" in message.text):
        assert page.evaluate(f"() => ({refused})({asked})") == "refused"
    page.context.close()


def test_another_site_cannot_frame_a_page(browser, app_url):
    page, _ = new_page(browser, app_url)
    page.goto("/healthz")
    framed = "() => { const frame = document.createElement('iframe'); frame.src = '/'; document.body.append(frame); }"
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text or "frame-src" in message.text):
        page.evaluate(framed)
    page.context.close()
