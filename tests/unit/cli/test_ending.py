"""How a command ends that gives no answer: with a code of its own, a sentence of ours or none, never a traceback."""

import io
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from servanda.cli.piped import bytes_of
from servanda.errors import InputError

ROOT = Path(__file__).resolve().parents[3]
SERVANDA = (sys.executable, "-m", "servanda")
ASK = (*SERVANDA, "commitments", "stand", str(ROOT / "docs" / "examples" / "guarantees.json"))


def _under_shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False, cwd=ROOT, timeout=60)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this machine has no full device")
@pytest.mark.parametrize("words", [" ".join(ASK), f"{' '.join(SERVANDA)} --help", f"{' '.join(ASK)} --json"])
def test_a_full_disk_is_something_outside_that_failed(words: str) -> None:
    done = _under_shell(f"{words} > /dev/full")
    assert done.returncode == 4
    assert "output-not-writable" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_an_answer_that_nobody_can_get_is_no_empty_answer() -> None:
    done = _under_shell(f"{' '.join(ASK)} >&-")
    assert done.returncode == 4
    assert "output-not-writable" in done.stderr


def test_a_reader_who_has_gone_ends_the_command_quietly() -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    done = subprocess.run(ASK, stdout=theirs, stderr=subprocess.PIPE, check=False, cwd=ROOT, timeout=60)
    os.close(theirs)
    assert done.returncode == 141
    assert b"Error" not in done.stderr
    assert b"Exception" not in done.stderr


_STOPPED = """
import io, sys

class Stopped(io.RawIOBase):
    def read(self, size=-1):
        raise KeyboardInterrupt

class Stdin:
    buffer = Stopped()

sys.stdin, sys.argv = Stdin(), ["servanda", "commitments", "stand", "-"]
from servanda.cli.main import main
main()
"""


def test_ctrl_c_without_an_answer_ends_with_130() -> None:
    done = subprocess.run([sys.executable, "-c", _STOPPED], capture_output=True, check=False, cwd=ROOT, timeout=120)
    assert done.returncode == 130
    assert b"Traceback" not in done.stderr


class _Endless(io.RawIOBase):
    """A stream without end, as /dev/zero is."""

    def __init__(self) -> None:
        self.given = 0

    def readinto(self, into: object, /) -> int:
        size = len(memoryview(into))  # type: ignore[arg-type]  # whatever a buffered reader hands over
        self.given += size
        return size

    def readable(self) -> bool:
        return True


@pytest.fixture
def endless() -> Iterator[_Endless]:
    with _Endless() as stream:
        yield stream


def test_a_stream_without_end_is_read_no_further_than_is_used(endless: _Endless) -> None:
    with pytest.raises(InputError, match="input-too-large"):
        bytes_of(io.BufferedReader(endless), "-", most=100_000)
    assert endless.given < 1_000_000


def test_standard_input_is_asked_for_no_more_than_is_used(monkeypatch: pytest.MonkeyPatch, endless: _Endless) -> None:
    from servanda.cli import asking  # noqa: PLC0415 - its limit is made small here only

    monkeypatch.setattr(asking, "MAX_BYTES", 5_000_000)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    with pytest.raises(InputError, match="bytes; at most"):
        asking.opened("-")
    assert endless.given < 6_000_000
