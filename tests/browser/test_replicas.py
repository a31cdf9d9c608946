"""Two servers behind nginx with the configuration of docs/serving: one is killed, and the browser is back at its case."""

from __future__ import annotations

import re
import shutil
import signal
import socket
import ssl
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.harness import TIMEOUT, TRAFFIC, enter, open_case, settle
from tests.browser.screenshots import CASES
from tests.browser.server import ROOT, Server, free_port, serving

CONFIGURATION = ROOT / "docs" / "serving" / "nginx.conf"
MISSING = [program for program in ("nginx", "openssl") if shutil.which(program) is None]
PATIENCE = 60.0
CANARY = "48.1237"

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"{' and '.join(MISSING)} not installed")

AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/cleopatra-error.log emerg;
events {{}}
http {{
    client_body_temp_path {folder}/temporary/body;
    proxy_temp_path {folder}/temporary/proxy;
    fastcgi_temp_path {folder}/temporary/fastcgi;
    uwsgi_temp_path {folder}/temporary/uwsgi;
    scgi_temp_path {folder}/temporary/scgi;
    include {folder}/cleopatra.conf;
}}
"""


@dataclass
class House:
    """Two servers and what stands in front of them."""

    url: str
    servers: list[Server]
    folder: Path

    def busy(self) -> Server:
        """The server that holds the one session there is."""
        holding = [server for server in self.servers if sessions(server)]
        assert len(holding) == 1
        return holding[0]

    def written(self) -> str:
        """Everything that nginx has logged."""
        return "".join(log.read_text() for log in self.folder.glob("*.log"))


def sessions(server: Server) -> int:
    """How many sessions a server has."""
    with urllib.request.urlopen(f"{server.url}/_stcore/metrics?families=active_sessions", timeout=10) as answer:
        found = re.search(r"^active_sessions (\d+)", answer.read().decode(), re.MULTILINE)
    assert found
    return int(found.group(1))


def put(text: str, before: str, after: str) -> str:
    assert before in text, f"docs/serving/nginx.conf no longer says {before!r}"
    return text.replace(before, after)


def configured(folder: Path, port: int, servers: list[Server]) -> None:
    """The documented configuration with this machine's ports and files."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    for documented, server in zip(("127.0.0.1:8501", "127.0.0.1:8502"), servers, strict=True):
        text = put(text, f"server {documented}", f"server {server.url.removeprefix('http://')}")
    text = put(text, "listen 443 ssl", f"listen 127.0.0.1:{port} ssl")
    text = put(text, "/etc/ssl/cleopatra/", f"{folder}/")
    text = put(text, "/var/log/nginx/", f"{folder}/")
    (folder / "cleopatra.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder), encoding="utf-8")
    (folder / "temporary").mkdir()
    files = ["-keyout", f"{folder}/key.pem", "-out", f"{folder}/certificate.pem"]
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1", *files]
    subprocess.run(made, check=True, capture_output=True)


@contextmanager
def in_front(folder: Path, port: int, servers: list[Server]) -> Iterator[House]:
    configured(folder, port, servers)
    process = subprocess.Popen(
        ["nginx", "-c", folder / "nginx.conf", "-p", folder, "-e", folder / "cleopatra-error.log"]
    )
    try:
        give_up = time.monotonic() + PATIENCE
        while not (folder / "nginx.pid").exists():
            assert process.poll() is None, "nginx did not start"
            assert time.monotonic() < give_up, "nginx took too long"
            time.sleep(0.05)
        yield House(f"https://127.0.0.1:{port}", servers, folder)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=PATIENCE)


@pytest.fixture
def house(tmp_path):
    with ExitStack() as stack:
        servers = [stack.enter_context(serving()) for _ in range(2)]
        yield stack.enter_context(in_front(tmp_path, free_port(), servers))


@pytest.fixture
def visitor(browser, house):
    """A page of the house; its certificate is made for this test alone."""
    context = browser.new_context(base_url=house.url, ignore_https_errors=True, viewport={"width": 1440, "height": 900})
    context.set_default_timeout(TIMEOUT)
    context.add_init_script(path=TRAFFIC)
    yield context.new_page()
    context.close()


def upload(page: Page) -> None:
    rows = b"patient_id,ecog,her2_ihc\n" + b"A-1,1,3+\n" * 200_000
    file: FilePayload = {"name": "registry.csv", "mimeType": "text/csv", "buffer": rows}
    page.locator('[data-testid=stMain] input[type="file"]').first.set_input_files(file)
    expect(page.get_by_role("heading", name="registry.csv")).to_be_visible()


def until(condition: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.1)


def asked(url: str, request: str, *, encrypted: bool = True) -> str:
    """The head of the answer to these lines, in small letters."""
    address = urlsplit(url)
    line = socket.create_connection((address.hostname or "", address.port or 0), timeout=PATIENCE)
    if encrypted:
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        line = unchecked.wrap_socket(line)
    with line:
        line.sendall(f"{request}\r\n\r\n".encode())
        answer = b""
        while b"\r\n\r\n" not in answer and (more := line.recv(4096)):
            answer += more
    return answer.decode().partition("\r\n\r\n")[0].lower()


HOST = "HTTP/1.1\r\nHost: 127.0.0.1"
ANSWERS = {
    "of a server": (f"GET /healthz {HOST}", 200),
    "of a server that refuses": (f"GET //elsewhere {HOST}", 400),
    "no request": ("GARBAGE", 400),
    "a header that is too long": (f"GET / {HOST}\r\nX: " + "x" * 10_000, 400),
    "an address that is too long": ("GET /" + "x" * 10_000 + f" {HOST}", 414),
    "what is for this machine alone": (f"GET /_stcore/metrics {HOST}", 404),
    "an upload that is too large": (f"PUT /_stcore/upload_file/a/b {HOST}\r\nContent-Length: 70000000", 413),
    "a version that does not exist": ("GET / HTTP/7.1\r\nHost: 127.0.0.1", 505),
}


def test_every_answer_carries_the_headers_once_nginx_s_own_too(house):
    heads = {name: (asked(house.url, request), status) for name, (request, status) in ANSWERS.items()}
    heads["without encryption"] = (asked(house.url, f"GET / {HOST}", encrypted=False), 400)
    for server in house.servers:
        server.process.kill()
        server.process.wait()
    heads["of no server"] = (asked(house.url, f"GET / {HOST}"), 503)
    for name, (head, status) in heads.items():
        first, *lines = head.splitlines()
        assert first.split()[1] == str(status), name
        told = [line.partition(": ") for line in lines]
        headers = [header for header, _, _ in told]
        for header in (
            "referrer-policy",
            "x-content-type-options",
            "cross-origin-opener-policy",
            "content-security-policy",
            "strict-transport-security",
        ):
            assert headers.count(header) == 1, (name, header)
        assert [value for header, _, value in told if header == "cache-control"] == ["no-store"], name


def test_a_browser_comes_back_to_its_case_when_its_server_is_killed(house, visitor):
    page = visitor
    open_case(page, "/", {**CASES["would-not-have-met"], "lvef_percent": CANARY})
    page.get_by_role("link", name="Cohort").click()
    upload(page)  # reaches the server that has the session
    settle(page)
    page.get_by_role("link", name="Case", exact=True).click()
    settle(page)
    verdict = page.get_by_role("heading", name=re.compile("Would not have been eligible"))
    expect(verdict).to_be_visible()
    before = page.url
    assert CANARY in before
    killed = house.busy()
    kept = next(server for server in house.servers if server is not killed)

    killed.process.kill()
    killed.process.wait()
    until(lambda: sessions(kept) == 1)
    settle(page)
    expect(verdict).to_be_visible()
    assert page.url == before
    enter(page, "lvef_percent", "61")
    assert "lvef_percent=61" in page.url
    assert "ecog=" in page.url

    cookies = page.context.cookies()
    assert {cookie["name"] for cookie in cookies} >= {"cleopatra_replica", "_streamlit_xsrf"}
    assert all(cookie["secure"] for cookie in cookies)
    assert page.request.get("/_stcore/metrics").status == 404
    assert " 101 " in house.written(), "the WebSocket is in the log"
    assert CANARY not in house.written()
    assert "?" not in house.written()
    assert not [path for path in (house.folder / "temporary").rglob("*") if path.is_file()]


def test_where_no_server_is_left_one_sentence_says_so(house, visitor):
    for server in house.servers:
        server.process.kill()
        server.process.wait()
    answer = visitor.request.get(f"/eligibility?lvef_percent={CANARY}")
    assert answer.status == 503
    assert answer.text() == "The dashboard cannot be reached. Loading the page again brings the case back.\n"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert CANARY not in house.written()
