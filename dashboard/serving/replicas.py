"""Several servers side by side on this machine, one per port; one that ends or hangs is started again.

`make serve REPLICAS=2` runs this; docs/serving/nginx.conf stands in front. They share nothing, because a case is
kept in its address and nowhere else.
"""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

_APP = Path(__file__).resolve().parents[1] / "app.py"
_BETWEEN_LOOKS = 0.2
_TO_END = 20.0
_BETWEEN_PROBES, _TO_ANSWER, _SILENT, _TO_START = 2.0, 1.0, 120.0, 300.0
"""Seconds: a server is asked so often, has so long to answer, and hangs when it has not answered for so long, or not at
all since it was started. Three hundred people who open it at once keep a server on two busy cores silent for more than
a minute; it does not hang.
"""
_FIRST_PAUSE, _LONGEST_PAUSE, _SETTLED = 1.0, 60.0, 60.0
"""Before another start in a row a pause doubles between these; a server that ran so many seconds begins a new row."""
_LAST_PORT = 65535
_SUPERVISED = "CLEOPATRA_SUPERVISED"


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to end; 1 where a server cannot start."""
    parser = argparse.ArgumentParser(prog="make serve", description=__doc__)
    parser.add_argument("--replicas", type=_count, default=2, metavar="N", help="how many servers")
    parser.add_argument("--port", type=int, default=8501, help="the port of the first; the others follow")
    chosen = parser.parse_args(arguments)
    ports = range(chosen.port, chosen.port + chosen.replicas)
    if not 1 <= ports[0] <= ports[-1] <= _LAST_PORT:
        print(f"Ports {ports[0]} to {ports[-1]} are not all between 1 and {_LAST_PORT}.", file=sys.stderr)
        return 1
    if taken := [str(port) for port in ports if _is_taken(port)]:
        print(
            f"No server is started: something listens on port {', '.join(taken)} already. End it, or choose another "
            "first port with PORT=.",
            file=sys.stderr,
        )
        return 1
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    replicas = [Replica(port) for port in ports]
    try:
        while all(replica.is_kept_running() for replica in replicas):
            time.sleep(_BETWEEN_LOOKS)
    finally:
        for replica in replicas:
            replica.process.terminate()
        for replica in replicas:
            replica.wait()
    return 1


class Replica:
    """One server on one port."""

    def __init__(self, port: int) -> None:
        self.port = port
        self._has_answered = False
        self._pause = 0.0
        self._ended: float | None = None
        self._started = self._probed = self._heard = time.monotonic()
        self.process = self._start()

    def is_kept_running(self) -> bool:
        """Start the server again where it ended or hangs; False where it gave up before it answered: it would again.

        A server that ends soon after it was started waits before the next start, each time twice as long.
        """
        now = time.monotonic()
        if self.process.poll() is None:
            self._probe(now)
            return True
        was_killed = self.process.returncode < 0
        if not self._has_answered and not was_killed:
            print(f"The server on port {self.port} cannot start, so all are ended.", file=sys.stderr)
            return False
        if self._ended is None:
            self._ended = now
            settled = self._has_answered and now - self._started > _SETTLED
            self._pause = 0.0 if settled else min(_LONGEST_PAUSE, max(_FIRST_PAUSE, 2 * self._pause))
        if now - self._ended >= self._pause:
            print(f"The server on port {self.port} has ended and is started again.", file=sys.stderr)
            self.process = self._start()
        return True

    def _probe(self, now: float) -> None:
        """Ask the server whether it still answers; one that is silent for too long is killed."""
        if now - self._probed < (_BETWEEN_PROBES if self._has_answered else _BETWEEN_LOOKS):
            return
        self._probed = now
        if self._answers():
            self._has_answered, self._heard = True, now
        elif now - self._heard > (_SILENT if self._has_answered else _TO_START):
            print(f"The server on port {self.port} does not answer any more and is killed.", file=sys.stderr)
            self.process.kill()

    def wait(self) -> None:
        """Wait until the server has ended; one that does not is killed."""
        try:
            self.process.wait(timeout=_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(Path(sys.executable).with_name("streamlit")), "run", str(_APP), "--server.port", str(self.port)]
        self._started = self._probed = self._heard = time.monotonic()
        self._ended, self._has_answered = None, False
        # The pipe is held open by this process alone: where it is gone, however it ended, the server reads its end.
        return subprocess.Popen(
            command, cwd=_APP.parents[1], stdin=subprocess.PIPE, env={**os.environ, _SUPERVISED: "on"}
        )

    def _answers(self) -> bool:
        """Whether the server answers at all; it may be told not to answer to this host name."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=_TO_ANSWER).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


def end_with_supervisor() -> None:
    """End this server once the process that started it is gone; nothing where it was started by itself."""
    if os.environ.get(_SUPERVISED) != "on":
        return

    def follow() -> None:
        # Not `sys.stdin.read()`: that holds a lock which Python wants at its end, so that a server which ends by itself
        # would be aborted instead, and what it ended with be lost.
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, name="follows-its-supervisor", daemon=True).start()


def _is_taken(port: int) -> bool:
    """Whether something listens there already; the addresses that servers left a moment ago are free."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of servers from 1 to 64")
    return int(text)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
