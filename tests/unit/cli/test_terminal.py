"""Text of others reaches a terminal as text, never as an order to it."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from servanda.cli.terminal import guard, shown

ROOT = Path(__file__).resolve().parents[3]


def on_a_terminal(*arguments: str) -> bytes:
    """What a command writes when both of its streams are a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "servanda", *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs):
        os.close(theirs)
        return b"".join(iter(lambda: _piece(ours), b""))


def _piece(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65536)
    except OSError:  # the other end is closed
        return b""


def test_an_order_to_the_terminal_in_a_name_is_written_out() -> None:
    told = on_a_terminal("run", "no\x1b]0;owned\x07\x9b31m\u202esuch-case")
    assert b"such-case" in told
    assert b"\\x1b]0;owned\\x07\\x9b31m\\u202esuch-case" in told
    assert not any(order in told for order in (b"\x1b", b"\x07", "\x9b".encode(), "\u202e".encode()))


def test_words_of_every_script_line_feeds_and_tabs_stay_as_they_are() -> None:
    text = "зобов'язання\tمفاوضات 会谈 «так» – ⇄\n"
    assert shown(text) == text


def test_a_publisher_cannot_write_to_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "talks.txt"
    file.write_text("Title\nMacron said the talks \x1b[2Jgo on.\n", "utf-8")
    told = on_a_terminal("statements", "read", str(file), "--publisher", "Desk\x1b[2J", "--format", "people")
    assert b"\xe2\x86\x90" in told
    assert b"\x1b" not in told


def test_a_stream_that_a_caller_put_in_place_stays_his(monkeypatch: pytest.MonkeyPatch) -> None:
    class Kept(io.TextIOWrapper):
        """As a test runner puts in place."""

    ours = Kept(io.BytesIO(), encoding="utf-8")
    monkeypatch.setattr(sys, "stdout", ours)
    monkeypatch.setattr(sys, "stderr", ours)
    guard()
    assert sys.stdout is ours
    assert ours.write("still open") == 10
