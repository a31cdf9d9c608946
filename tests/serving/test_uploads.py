"""Where sign-in is on, nobody uploads a byte before it; and what is on its way counts like what is held."""

from __future__ import annotations

import time

import pytest

from dashboard.serving import uploads
from dashboard.serving.settings import SIGN_IN
from dashboard.serving.uploads import Uploads

MEGABYTE = 1024 * 1024


def scope(session: str, length: int | None, method: str = "PUT") -> dict[str, object]:
    headers = [] if length is None else [(b"content-length", str(length).encode())]
    return {"type": "http", "method": method, "path": f"/_stcore/upload_file/{session}/a-file", "headers": headers}


@pytest.fixture
def holds(monkeypatch):
    """What the sessions hold, and who they are."""
    held: dict[str, int] = {}
    users: dict[str, dict[str, object]] = {}
    monkeypatch.setattr(uploads.streamlit_internals, "held_uploads", lambda: held)
    monkeypatch.setattr(uploads.streamlit_internals, "user_of", lambda session: users.get(session, {}))
    return held, users


def status(refused: tuple[str, int] | None) -> int | None:
    return refused and refused[1]


def test_before_sign_in_no_upload_is_taken(holds, monkeypatch):
    _, users = holds
    monkeypatch.setenv(SIGN_IN, "on")
    now = int(time.time())
    users |= {"in": {"is_logged_in": True, "iat": now}, "long-ago": {"is_logged_in": True, "iat": now - 100_000}}
    users["not-in"] = {"is_logged_in": False}
    found = {
        session: status(Uploads(1).refusal(scope(session, 10))) for session in ("in", "long-ago", "not-in", "none")
    }
    assert found == {"in": None, "long-ago": 403, "not-in": 403, "none": 403}


def test_what_is_on_its_way_counts_and_only_while_it_is(holds):
    judge = Uploads(1)
    with judge.counted(scope("a", MEGABYTE)), judge.counted(scope("a", MEGABYTE)):
        assert status(judge.refusal(scope("a", 1))) == 413
        assert judge.refusal(scope("b", 1)) is None
    assert judge.refusal(scope("a", 1)) is None


def test_all_sessions_together_hold_eight_of_the_largest(holds):
    held, _ = holds
    held |= {str(number): MEGABYTE for number in range(8)}
    assert status(Uploads(1).refusal(scope("new", 1))) == 503
    held["0"] = 0
    assert Uploads(1).refusal(scope("new", MEGABYTE)) is None


@pytest.mark.parametrize("written", [b"", b"-1", b"1e9", b"9" * 30, "١".encode()])
def test_a_length_that_is_no_number_is_no_length(holds, written):
    asked = scope("a", 1) | {"headers": [(b"content-length", written)]}
    assert status(Uploads(1).refusal(asked)) == 411


def test_other_requests_are_let_through(holds):
    assert Uploads(1).refusal(scope("a", None, "DELETE")) is None
    assert Uploads(1).refusal({"type": "websocket", "path": "/_stcore/stream", "headers": []}) is None
