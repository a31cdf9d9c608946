"""Several servers on one machine: each answers, one that is killed comes back, and all end together."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from dashboard.serving import replicas as module
from dashboard.serving.replicas import Replica, main
from tests.browser.server import ROOT, free_port, healthy

PATIENCE = 900.0


def until(condition, process):
    give_up = time.monotonic() + PATIENCE
    while not condition():
        assert process.poll() is None, "the servers ended"
        assert time.monotonic() < give_up, "waited in vain"
        time.sleep(0.05)


def children(process):
    return [int(number) for number in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]


@contextmanager
def replicas(port, log, **settings):
    command = [sys.executable, "-m", "dashboard.serving.replicas", "--replicas", "2", "--port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, **settings})
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def two_ports():
    """Two free ports side by side."""
    while True:
        port = free_port()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port + 1)) != 0:
                return port


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the servers in /proc")
def test_each_answers_one_that_is_killed_comes_back_and_all_end_together(tmp_path):
    port = two_ports()
    urls = [f"http://127.0.0.1:{port + number}" for number in range(2)]
    with (tmp_path / "log").open("w") as log, replicas(port, log) as process:
        until(lambda: all(map(healthy, urls)), process)
        killed, kept = children(process)
        os.kill(killed, signal.SIGKILL)
        until(lambda: len(set(children(process)) - {killed}) == 2 and all(map(healthy, urls)), process)
        assert kept in children(process)
        process.terminate()
        assert process.wait(timeout=PATIENCE) == 0
        assert not any(map(healthy, urls))
    assert "has ended and is started again." in (tmp_path / "log").read_text()


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="finds the servers in /proc")
def test_one_that_hangs_is_replaced_and_none_outlives_a_supervisor_that_is_killed(tmp_path):
    port = two_ports()
    urls = [f"http://127.0.0.1:{port + number}" for number in range(2)]
    with (tmp_path / "log").open("w") as log, replicas(port, log) as process:
        until(lambda: all(map(healthy, urls)), process)
        hung, kept = children(process)
        os.kill(hung, signal.SIGSTOP)
        until(lambda: hung not in children(process) and all(map(healthy, urls)), process)
        assert kept in children(process)
        process.kill()
        process.wait()
        give_up = time.monotonic() + PATIENCE
        while any(map(healthy, urls)):
            assert time.monotonic() < give_up, "a server outlives its supervisor"
            time.sleep(0.05)
    assert f"The server on port {port} does not answer any more and is killed." in (tmp_path / "log").read_text()


def test_a_port_that_is_taken_is_named_in_one_sentence(capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert main(["--replicas", "1", "--port", str(port)]) == 1
    said = capsys.readouterr().err
    assert said.startswith(f"No server is started: something listens on port {port} already.")
    assert said.count("\n") == 1


@pytest.mark.parametrize("port", ["0", "65535", "99999"])
def test_ports_that_do_not_exist_are_named_in_one_sentence(port, capsys):
    assert main(["--replicas", "2", "--port", port]) == 1
    assert capsys.readouterr().err.endswith("are not all between 1 and 65535.\n")


@pytest.mark.parametrize("port", ["0", "99999", "eighty"])
def test_make_run_names_a_port_that_does_not_exist_in_one_sentence(port):
    made = subprocess.run(["make", "run", f"PORT={port}"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert made.returncode != 0
    assert "PORT is not a port from 1 to 65535." in made.stderr
    assert "Traceback" not in made.stdout + made.stderr


def test_servers_that_cannot_start_are_not_started_again(tmp_path):
    with (tmp_path / "log").open("w") as log, replicas(two_ports(), log, CLEOPATRA_ACCESS_LOG="loud") as process:
        assert process.wait(timeout=PATIENCE) == 1
    said = (tmp_path / "log").read_text()
    assert "CLEOPATRA_ACCESS_LOG is 'loud'" in said
    assert said.count("cannot start, so all are ended.") == 1


class Ended:
    """A server that was killed, once it has answered."""

    returncode = -9

    def __init__(self, *_, **__):
        pass

    def poll(self):
        return self.returncode


def test_a_server_that_ends_again_and_again_waits_longer_each_time_and_a_settled_one_does_not(monkeypatch):
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(module.subprocess, "Popen", Ended)
    replica = Replica(8501)
    pauses = []
    for _ in range(9):
        ended = now[0]
        held = replica.process
        assert replica.is_kept_running()
        while replica.process is held:
            now[0] += 0.5
            assert replica.is_kept_running()
        pauses.append(now[0] - ended)
    assert pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60]

    replica._has_answered = True
    now[0] += 61
    held = replica.process
    assert replica.is_kept_running()
    assert replica.process is not held, "one that ran for a minute is started again at once"


class Silent(Ended):
    """A server that runs and never says anything."""

    returncode = None

    def kill(self):
        self.returncode = -9


@pytest.mark.parametrize(("answered_before", "patience"), [(True, 120), (False, 300)])
def test_one_that_says_nothing_is_killed_whether_or_not_it_ever_answered(monkeypatch, answered_before, patience):
    now = [1000.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(module.subprocess, "Popen", Silent)
    monkeypatch.setattr(Replica, "_answers", lambda _: False)
    replica = Replica(8501)
    replica._has_answered = answered_before
    while replica.process.returncode is None:
        now[0] += 1
        assert replica.is_kept_running()
    assert now[0] - 1000 == pytest.approx(patience, abs=3), "it is asked every two seconds at most"
    assert replica.is_kept_running(), "it is started again, and not taken for one that cannot start"


@pytest.mark.parametrize("number", ["0", "65", "two", "-1"])
def test_a_number_of_servers_is_checked(number, capsys):
    with pytest.raises(SystemExit):
        main(["--replicas", number])
    assert "from 1 to 64" in capsys.readouterr().err
