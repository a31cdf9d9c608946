"""Every answer of the running server: its headers, who it answers, and how much it takes in."""

import base64
import hashlib
import re
import socket
import time
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.exceptions import ConnectionClosedError
from websockets.sync.client import connect

HANDSHAKE = {"Connection": "Upgrade", "Upgrade": "websocket", "Sec_WebSocket_Version": "13"}
HANDSHAKE |= {"Sec_WebSocket_Key": base64.b64encode(b"sixteen bytes ok").decode()}
MEGABYTE = 1024 * 1024
LARGEST_UPLOAD = 2 * MEGABYTE
BOUNDARY = "boundary-of-the-parts"

# What is asked for, and the status of the answer: pages, files, refusals and failures.
ASKED = [
    ("GET", "/", 200),
    ("GET", "/eligibility?age_years=52", 200),
    ("GET", "/no-such-page", 200),
    ("GET", "/eligibility/?age_years=52", 301),
    ("GET", "/favicon.png", 200),
    ("GET", "/healthz", 200),
    ("GET", "/_stcore/health", 200),
    ("GET", "/_stcore/host-config", 200),
    ("GET", "/eligibility/_stcore/health", 404),
    ("GET", "/media/none.csv", 404),
    ("GET", "//elsewhere.example", 400),
    ("POST", "/", 405),
    ("OPTIONS", "/_stcore/upload_file/a/b", 204),
    ("PUT", "/_stcore/upload_file/a/b", 403),
]


def policy(answer):
    directives = [directive.split() for directive in answer.headers["content-security-policy"].split("; ")]
    return {name: sources for name, *sources in directives}


def socket_address(server):
    return server.url.replace("http", "ws") + "/_stcore/stream"


@pytest.mark.parametrize(("method", "path", "status"), ASKED)
def test_every_answer_carries_the_headers(ask, method, path, status):
    answer = ask(path, method)
    assert answer.status == status
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-opener-policy"] == "same-origin"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert policy(answer)["default-src"] == ["'none'"]
    assert policy(answer)["frame-ancestors"] == ["https://intranet.example"]


KEY = "Sec-WebSocket-Key: c2l4dGVlbiBieXRlcyBvaw=="
SOCKET = f"/_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n{KEY}\r\n"
UNREADABLE = {
    "no request": ("GARBAGE\r\n", 400),
    "no host": ("GET / HTTP/1.1\r\n", 400),
    "a length below nothing": ("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -4\r\n", 400),
    "a WebSocket without a version": (f"GET {SOCKET}", 400),
    "a WebSocket of an old version": (f"GET {SOCKET}Sec-WebSocket-Version: 12\r\n", 400),
    "a WebSocket that posts": (f"POST {SOCKET}Sec-WebSocket-Version: 13\r\n", 405),
}


@pytest.mark.parametrize(("words", "status"), UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_request_is_answered_with_the_headers(server, words, status):
    address = urlsplit(server.url)
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        line.sendall(f"{words}\r\n".encode())
        head = b"".join(iter(lambda: line.recv(4096), b"")).decode().partition("\r\n\r\n")[0].lower()
    assert head.startswith(f"http/1.1 {status}")
    named = [line.partition(":")[0] for line in head.splitlines()]
    for name in ("referrer-policy", "cross-origin-opener-policy", "x-content-type-options", "content-security-policy"):
        assert named.count(name) == 1
    assert "cache-control: no-store" in head


@pytest.mark.parametrize("path", ["/", "/eligibility?age_years=52", "/eligibility/?age_years=52", "/media/none.csv"])
def test_no_browser_keeps_an_answer_that_may_hold_a_case(ask, path):
    assert ask(path).headers["cache-control"] == "no-store"


def test_only_scripts_of_the_installed_page_run(ask):
    page = ask("/")
    written_in_it = re.findall(r"<script>(.*?)</script>", page.body, re.DOTALL)
    assert len(written_in_it) == 1
    digest = base64.b64encode(hashlib.sha256(written_in_it[0].encode()).digest()).decode()
    assert policy(page)["script-src"] == ["'self'", f"'sha256-{digest}'"]


def test_files_named_by_their_content_are_kept_by_the_browser(ask):
    script = re.search(r'src="\.(/static/js/[^"]+)"', ask("/").body).group(1)
    answer = ask(script)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]
    assert policy(answer)["default-src"] == ["'none'"]


@pytest.mark.parametrize("host", ["elsewhere.example", "dashboard.example.elsewhere.example", "10.1.2.3:8501", ""])
def test_another_host_name_is_refused_in_one_sentence(ask, host):
    answer = ask("/eligibility?age_years=52", Host=host)
    assert answer.status == 400
    assert answer.body.count("\n") == 1
    assert answer.body.startswith("This dashboard does not answer to that host name")
    assert "age_years" not in answer.body
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_a_host_name_from_the_settings_is_answered(ask):
    assert ask("/healthz", Host="dashboard.example:8443").status == 200


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/_stcore/stream", {}, 101),
        ("/_stcore/stream", {"Host": "dashboard.example", "Origin": "https://dashboard.example"}, 101),
        ("/_stcore/stream", {"Host": "elsewhere.example"}, 400),
        ("/_stcore/stream", {"Host": "dashboard.example", "Origin": "https://elsewhere.example"}, 400),
        ("/_stcore/stream", {"Host": "dashboard.example", "Origin": "null"}, 400),
        ("/no-such-socket", {}, 403),
    ],
)
def test_a_session_is_opened_for_a_page_of_this_server_alone(ask, path, headers, status):
    answer = ask(path, **HANDSHAKE, **headers)
    assert answer.status == status
    if status != 101:
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert policy(answer)["default-src"] == ["'none'"]


def test_health_is_a_tiny_answer(ask):
    answer = ask("/healthz")
    assert (answer.status, answer.body) == (200, '{"status":"ok"}')
    assert "set-cookie" not in answer.headers


def test_answers_do_not_repeat_the_address(ask):
    for method, path in (("GET", "/media/lvef-48.1237"), ("POST", "/lvef-48.1237"), ("GET", "//lvef-48.1237")):
        answer = ask(f"{path}?lvef_percent=48.1237", method)
        assert answer.status >= 400
        assert "48.1237" not in answer.body


def test_the_access_log_names_no_address(ask, server):
    ask("/lvef-48.1237?lvef_percent=48.1237", "HEAD")
    ask("/media/lvef-48.1237?lvef_percent=48.1237", "HEAD")
    ask("/static/none.js", "HEAD")
    ask("/healthz", "HEAD")
    noted = noted_until(server, "HEAD health 200")
    assert [line.rsplit(" ", 2)[0] for line in noted] == [
        "127.0.0.1 HEAD page 200",
        "127.0.0.1 HEAD download 404",
        "127.0.0.1 HEAD health 200",
    ]
    assert "48.1237" not in server.printed()


def noted_until(server, last):
    """What the access log says of HEAD requests, once this is in it: a line is written after its answer is sent."""
    give_up = time.monotonic() + 60
    while last not in server.printed() and time.monotonic() < give_up:
        time.sleep(0.01)
    return [line[line.index("127.0.0.1") :] for line in server.printed().splitlines() if " HEAD " in line]


def test_a_message_above_the_limit_ends_the_session(server):
    with connect(socket_address(server)) as socket:
        socket.send(bytes(2 * MEGABYTE))
        with pytest.raises(ConnectionClosedError) as closed:
            socket.recv(timeout=60)
    assert closed.value.rcvd.code == 1009


def upload(ask, session, size, name="file", *, length=True):
    """The answer to an upload of so many bytes into a session."""
    cookie = ask("/_stcore/health").headers["set-cookie"].split(";")[0]
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="cohort.csv"\r\n\r\n'
    body = head.encode() + bytes(size) + f"\r\n--{BOUNDARY}--\r\n".encode()
    return ask(
        f"/_stcore/upload_file/{session}/{name}",
        "PUT",
        body=body if length else iter([body]),
        Content_Type=f"multipart/form-data; boundary={BOUNDARY}",
        Cookie=cookie,
        X_Xsrftoken=cookie.split("=", 1)[1],
    )


@contextmanager
def session_of(server):
    """A session that stays open, by its id."""
    with connect(socket_address(server)) as socket:
        socket.send(BackMsg(rerun_script={"query_string": ""}).SerializeToString())
        yield ForwardMsg.FromString(socket.recv(timeout=60)).new_session.initialize.session_id


@pytest.mark.parametrize(("size", "status"), [(LARGEST_UPLOAD - 1000, 204), (LARGEST_UPLOAD + 1, 413)])
def test_an_upload_up_to_the_limit_is_taken(ask, server, size, status):
    with session_of(server) as session:
        assert upload(ask, session, size).status == status


def test_a_session_holds_two_of_the_largest_uploads_and_is_told_so_at_the_third(ask, server):
    with session_of(server) as session:
        taken = [upload(ask, session, LARGEST_UPLOAD - 1000, f"file-{number}") for number in range(3)]
        assert [answer.status for answer in taken] == [204, 204, 413]
        assert taken[-1].body == "This session holds as much as one session may: remove a file, or reload the page.\n"
        assert taken[-1].headers["referrer-policy"] == "no-referrer"


def test_an_upload_that_does_not_say_how_large_it_is_is_not_read(ask, server):
    with session_of(server) as session:
        assert upload(ask, session, 1000, length=False).status == 411


def test_all_sessions_together_have_a_limit_and_closed_ones_are_let_go_of_without_a_visit(ask, server):
    with ExitStack() as opened:
        statuses = []
        while not statuses or (statuses[-1] == 204 and len(statuses) < 20):
            session = opened.enter_context(session_of(server))
            statuses.append(upload(ask, session, LARGEST_UPLOAD - 1000).status)
        assert statuses[-1] == 503
        assert 1 < len(statuses) <= 9
    # Nobody visits until then; the sessions above are closed, and end after STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL.
    with session_of(server) as session:
        give_up = time.monotonic() + 60
        while (answer := upload(ask, session, LARGEST_UPLOAD - 1000).status) == 503 and time.monotonic() < give_up:
            time.sleep(0.5)
        assert answer == 204
