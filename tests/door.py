"""The command line as a caller meets it, in this process: a process of its own costs two seconds of imports each time.

What only a process has (signals, pipes that close, a full disk) is told in `tests/unit/cli`, with processes.
"""

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path

from servanda.cli import main


@dataclass(frozen=True)
class Done:
    """What a command wrote, and the code it ended with."""

    returncode: int
    stdout: str
    stderr: str


class _Interpreters(io.TextIOWrapper):
    """A stream whose bytes stay readable when the command puts its own text layer above them."""

    def __init__(self) -> None:
        self.written = io.BytesIO()
        super().__init__(self.written, encoding="utf-8", write_through=True)


def servanda(*words: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> Done:
    """Call `servanda WORDS…` in a folder, with these bytes on standard input."""
    out, error = _Interpreters(), _Interpreters()
    kept = (sys.argv, sys.stdin)
    sys.argv, sys.stdin = ["servanda", *map(str, words)], io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(error), contextlib.chdir(cwd or Path.cwd()):
            code = _code()
    finally:
        sys.argv, sys.stdin = kept
    return Done(code, *(stream.written.getvalue().decode("utf-8") for stream in (out, error)))


def _code() -> int:
    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0
