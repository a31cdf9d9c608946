"""What the headers mean in a browser: only scripts of this server run, and nothing is asked of another."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

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


@pytest.fixture
def elsewhere(app_url):
    """Another site on this machine, which puts a page of the dashboard into a frame."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self):
            body = f'<link rel="icon" href="data:,"><iframe src="{app_url}/?age_years=52"></iframe>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format, *arguments):  # noqa: A002  # the name is the library's
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_another_site_cannot_frame_a_page(browser, app_url, elsewhere):
    page, _ = new_page(browser, app_url)
    with page.expect_console_message(lambda message: "frame-ancestors" in message.text):
        page.goto(elsewhere)
    page.context.close()
