"""Starts a Streamlit server for the browser tests, on a free port here, and reads what it prints."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent
DASHBOARD = ROOT / "dashboard" / "app.py"
NOT_INHERITED = {"CLEOPATRA", "PYTHONPATH", "STREAMLIT"}
STARTS_WITHIN = 60.0  # seconds: a cold disk and two busy cores


@dataclass
class Server:
    """A running server: its address, its process, and what it has printed so far."""

    url: str
    process: subprocess.Popen[str]
    output: IO[str]
    reported: int = 0

    def printed(self) -> str:
        """Everything the server has written to either stream."""
        return Path(self.output.name).read_text(encoding="utf-8")

    def new_traceback(self) -> str:
        """What was printed since the last call, if a traceback is in it; otherwise empty."""
        text = self.printed()
        new, self.reported = text[self.reported :], len(text)
        return new if "Traceback (most recent call last)" in new else ""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@contextmanager
def serving(
    app: Path = DASHBOARD, settings: Mapping[str, str] | None = None, *, port: int | None = None
) -> Iterator[Server]:
    """Serve `app` until the block ends, with the repository's own configuration and these environment variables."""
    if not app.is_file():
        raise FileNotFoundError(f"{app} is the dashboard's entry, and is missing")
    port = port or free_port()
    # Settings of the person at the keyboard must not decide what the tests see.
    environment = {name: value for name, value in os.environ.items() if name.split("_")[0] not in NOT_INHERITED}
    with tempfile.NamedTemporaryFile("w+", encoding="utf-8", prefix="server-", suffix=".log") as output:
        process = subprocess.Popen(
            # The same command as `make run`, so that a test cannot find modules which that would not.
            [Path(sys.executable).with_name("streamlit"), "run", app, "--server.port", str(port)],
            cwd=ROOT,
            env={**environment, "PYTHONUNBUFFERED": "1", **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
        )
        server = Server(f"http://127.0.0.1:{port}", process, output)
        try:
            give_up = time.monotonic() + STARTS_WITHIN
            while not healthy(server.url):
                if process.poll() is not None or time.monotonic() > give_up:
                    raise RuntimeError(f"the server did not start; it printed:\n{server.printed()}")
                time.sleep(0.05)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
