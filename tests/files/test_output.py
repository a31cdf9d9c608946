"""Output is whole or not there: a full disk, Ctrl-C and a broken pipe leave the earlier file, and one sentence."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory, _TemporaryFileWrapper

import pytest

from evidence.files import output
from evidence.files.output import OutputError, whole
from tests.commands import ROOT, evidence

COHORT = b"patient_id,ecog\nA,1\n"
FULL = OSError(errno.ENOSPC, "No space left on device")


def fail(*_: object) -> None:
    raise FULL


def test_a_file_appears_when_the_block_ends_and_is_the_earlier_one_until_then(tmp_path):
    target = tmp_path / "out.csv"
    target.write_bytes(b"earlier")
    target.chmod(0o640)
    with whole(str(target)) as out:
        out.write(b"later")
        assert target.read_bytes() == b"earlier"
    assert target.read_bytes() == b"later"
    assert target.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_may_be_read_by_whom_every_new_file_may(tmp_path):
    with whole(str(tmp_path / "out.csv")) as out:
        out.write(b"x")
    (tmp_path / "usual").write_bytes(b"")
    assert (tmp_path / "out.csv").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_link_stays_a_link_to_the_file_that_is_written(tmp_path):
    (tmp_path / "real").write_bytes(b"earlier")
    (tmp_path / "link").symlink_to("real")
    with whole(str(tmp_path / "link")) as out:
        out.write(b"later")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"later"


@pytest.mark.parametrize("fails", ["write", "fsync", "replace"])
def test_a_full_disk_leaves_the_earlier_file_and_one_sentence(fails, tmp_path, monkeypatch):
    (tmp_path / "cohort.csv").write_bytes(COHORT)
    target = tmp_path / "out.csv"
    target.write_bytes(b"earlier")
    if fails == "write":
        monkeypatch.setattr(_TemporaryFileWrapper, "write", fail, raising=False)
    elif fails == "fsync":
        monkeypatch.setattr(output.os, "fsync", fail)
    else:
        monkeypatch.setattr(Path, "replace", fail)
    done = evidence("screen", str(tmp_path / "cohort.csv"), "--output", str(target))
    assert done.returncode == 2
    assert done.stderr.decode() == (
        f"python -m evidence screen: the output {target} cannot be written: No space left on device\n"
    )
    assert target.read_bytes() == b"earlier"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cohort.csv", "out.csv"]


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "terminated"])
def test_a_command_that_is_stopped_leaves_the_earlier_file_and_one_sentence(sent, tmp_path):
    target = tmp_path / "out.csv"
    target.write_bytes(b"earlier")
    command = [sys.executable, "-m", "evidence", "screen", "-", "--output", str(target)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        running.stdin.write(COHORT)
        running.stdin.flush()
        while len(list(tmp_path.iterdir())) == 1 and running.poll() is None:
            os.sched_yield()
        running.send_signal(sent)
        running.stdin.close()  # a signal that comes just before a read is noticed only after it
        said = running.stderr.read().decode()
        assert running.wait() == 130
    assert said == "stopped; nothing was written\n"
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    "command",
    [["screen", "{cohort}", "--output", "-"], ["attributes"], ["export", "cleopatra"]],
    ids=lambda each: each[0],
)
def test_whoever_has_read_enough_ends_a_command_quietly(command, tmp_path):
    cohort = tmp_path / "cohort.csv"
    cohort.write_bytes(COHORT + b"B,2\n" * 5_000)
    filled = [each.format(cohort=cohort) for each in command]
    with subprocess.Popen(
        [sys.executable, "-m", "evidence", *filled], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        running.stdout.read(10)
        running.stdout.close()
        said = running.stderr.read()
        assert (running.wait(), said) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp932"])
@pytest.mark.parametrize(
    "command", [["attributes"], ["export", "cleopatra"], ["audit", "cleopatra"]], ids=lambda each: each[0]
)
def test_a_terminal_that_is_not_utf_8_is_written_to(command, encoding):
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "LC_ALL": "C"}
    done = subprocess.run(
        [sys.executable, "-m", "evidence", *command], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_of_several_writers_of_one_output_one_is_whole(tmp_path):
    target = tmp_path / "out.csv"

    def write(number: int) -> None:
        with whole(str(target)) as out:
            for _ in range(200):
                out.write(bytes([number]) * 1_000)

    with ThreadPoolExecutor(4) as together:
        list(together.map(write, range(12)))
    written = target.read_bytes()
    assert len(written) == 200_000
    assert len(set(written)) == 1
    assert list(tmp_path.iterdir()) == [target]


def test_a_device_is_written_as_it_comes():
    with whole("/dev/null") as out:
        out.write(b"x")
    if Path("/dev/full").exists():
        with pytest.raises(OutputError, match="No space left"), whole("/dev/full") as out:
            out.write(b"x" * 100_000)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
@pytest.mark.parametrize("mode", [0o755, 0o700], ids=["may look", "may not look"])
@pytest.mark.parametrize("command", ["screen", "import-fhir"])
def test_a_user_who_may_not_write_or_read_there_is_told_so_and_nothing_is_left(command, mode):
    with TemporaryDirectory() as folder:
        Path(folder).chmod(mode)
        source, target = Path(folder, "cohort.csv"), Path(folder, "out.csv")
        source.write_bytes(COHORT)
        target.write_bytes(b"earlier")
        evidence(command, str(source), "--output", os.devnull)  # what it imports, root may have kept to itself
        os.seteuid(65_534)
        try:
            done = evidence(command, str(source), "--output", str(target))
        finally:
            os.seteuid(0)
        assert done.returncode == 2
        assert len(done.stderr.decode().splitlines()) == 1
        assert target.read_bytes() == b"earlier"
        assert sorted(path.name for path in Path(folder).iterdir()) == ["cohort.csv", "out.csv"]
