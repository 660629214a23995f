"""The mark for work that takes long: there for a person at a terminal, and for nobody else."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

WORK = """
import time
from netmap.cli import waiting
waiting.PATIENCE = {patience}
with waiting.waiting("Working out the answer"):
    until = time.process_time() + 0.5
    while time.process_time() < until:
        pass
print("done")
"""


def run_at_a_terminal(program: str) -> str:
    """Run the work with a terminal as stderr and give what was written there."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([sys.executable, "-c", program], stderr=theirs, stdout=theirs)
    os.close(theirs)
    written = b""
    try:
        while piece := os.read(ours, 4096):
            written += piece
    except OSError:
        pass
    os.close(ours)
    assert child.wait() == 0
    return written.decode()


@pytest.mark.parametrize(("patience", "shown"), [(0.05, True), (60, False)])
def test_a_mark_is_shown_to_a_person_once_the_work_takes_long(patience: float, shown: bool) -> None:
    written = run_at_a_terminal(WORK.format(patience=patience))
    assert "done" in written
    assert ("Working out the answer" in written) == shown


def test_nothing_is_shown_where_stderr_is_no_terminal(tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", WORK.format(patience=0)], capture_output=True, text=True, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("done\n", "")


NESTED = """
import time
from netmap.cli import waiting
waiting.PATIENCE = 0.01
with waiting.waiting("The one outside"), waiting.waiting("The one inside"):
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
with waiting.waiting("The next one"):
    until = time.process_time() + 0.3
    while time.process_time() < until:
        pass
print("done")
"""


def test_a_mark_within_another_is_silent() -> None:
    written = run_at_a_terminal(NESTED)
    assert "done" in written and "Traceback" not in written
    assert "The one outside" in written and "The next one" in written
    assert "The one inside" not in written
