"""Puts pyspark into .venv/spark, where only the test of the Spark engine looks for it, if there is Java to run it.

It is fetched once, while other checks run. A network that is slow or absent, or a machine without Java, leaves Spark
out: the test then says so, and nothing fails.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WANTED = ROOT / "requirements-spark.txt"
FOLDER = ROOT / ".venv" / "spark"
BEING_MADE = ROOT / ".venv" / "spark-being-made"
PATIENCE = 300  # seconds
ROOM = 3_000_000_000  # bytes: the download, what it unpacks to, and plenty left for everything else


def made() -> bool:
    """Whether the folder holds what the file asks for today."""
    copy = FOLDER / WANTED.name
    return copy.is_file() and copy.read_bytes() == WANTED.read_bytes()


def fetched() -> bool:
    """Whether pip could fetch it in time."""
    shutil.rmtree(BEING_MADE, ignore_errors=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--no-input", "--retries", "1"]
    command = [*pip, "install", "--no-deps", "--target", str(BEING_MADE), "--requirement", str(WANTED)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        try:
            return running.wait(PATIENCE) == 0
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # pip and whatever it started to build the package
            return False


def main() -> None:
    """Fetch it where that is of use and not done yet."""
    has_java = shutil.which("java") is not None or "JAVA_HOME" in os.environ
    if not has_java or made():
        return
    if shutil.disk_usage(ROOT).free < ROOM:
        sys.stderr.write("Spark is left out: less than 3 GB is free on this disk.\n")
    elif fetched():
        shutil.copy(WANTED, BEING_MADE)
        shutil.rmtree(FOLDER, ignore_errors=True)
        BEING_MADE.rename(FOLDER)
    else:
        shutil.rmtree(BEING_MADE, ignore_errors=True)
        sys.stderr.write("Spark is left out: pyspark could not be fetched; `make test` tries again the next time.\n")


if __name__ == "__main__":
    main()
