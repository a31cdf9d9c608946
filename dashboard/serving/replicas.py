"""Several servers side by side on this machine, one per port; one that ends is started again.

`make serve REPLICAS=2` runs this; docs/serving/nginx.conf stands in front. They share nothing, because a case is
kept in its address and nowhere else.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

_APP = Path(__file__).resolve().parents[1] / "app.py"
_BETWEEN_LOOKS = 0.2
_TO_END = 20.0


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until told to end; 1 where a server cannot start."""
    parser = argparse.ArgumentParser(prog="make serve", description=__doc__)
    parser.add_argument("--replicas", type=_count, default=2, metavar="N", help="how many servers")
    parser.add_argument("--port", type=int, default=8501, help="the port of the first; the others follow")
    chosen = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGINT, _end)
    replicas = [Replica(chosen.port + number) for number in range(chosen.replicas)]
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
        self.process = self._start()
        self._has_answered = False

    def is_kept_running(self) -> bool:
        """Start the server again where it has ended; False where it gave up before it answered: it would again."""
        if self.process.poll() is None:
            self._has_answered = self._has_answered or self._answers()
            return True
        was_killed = self.process.returncode < 0
        if not self._has_answered and not was_killed:
            print(f"The server on port {self.port} cannot start, so all are ended.", file=sys.stderr)
            return False
        print(f"The server on port {self.port} has ended and is started again.", file=sys.stderr)
        self.process = self._start()
        self._has_answered = False
        return True

    def wait(self) -> None:
        """Wait until the server has ended; one that does not is killed."""
        try:
            self.process.wait(timeout=_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _start(self) -> subprocess.Popen[bytes]:
        command = [str(Path(sys.executable).with_name("streamlit")), "run", str(_APP), "--server.port", str(self.port)]
        return subprocess.Popen(command, cwd=_APP.parents[1], stdin=subprocess.DEVNULL)

    def _answers(self) -> bool:
        """Whether the server answers at all; it may be told not to answer to this host name."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=_BETWEEN_LOOKS).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True


def _count(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of servers from 1 to 64")
    return int(text)


def _end(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


if __name__ == "__main__":
    sys.exit(main())
