"""How far a long question is, on a terminal; Ctrl-C ends the question, not the answer."""

import signal
import sys
import time
from types import FrameType, TracebackType
from typing import Self

import click

from servanda.cli.ending import INTERRUPTED
from servanda.coverage.progress import Stopped
from servanda.wording import say

_FIRST_S = 1.0
"""Seconds after which people are told."""
_EVERY_S = 0.2


class Watching:
    """A `Progress` for the command line.

    The first Ctrl-C asks the question to stop: it answers with what it has, not proven. The second one breaks off.
    """

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._began = self._told = time.monotonic()
        self._shows = sys.stderr.isatty()
        self._on_line = False
        self._stop = False
        self._before: signal.Handlers | object = signal.SIG_DFL

    def __enter__(self) -> Self:
        """Take Ctrl-C."""
        self._before = signal.signal(signal.SIGINT, self._asked_to_stop)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give Ctrl-C back and clear the line; a question that cannot answer in part ends with exit 130."""
        signal.signal(signal.SIGINT, self._before)  # type: ignore[arg-type]  # what signal() gave is what it takes
        if self._on_line:
            click.echo("\r\x1b[K", nl=False, err=True)
        if isinstance(error, Stopped):
            click.echo(say("doors.no-answer")[self._lang], err=True)
            sys.exit(INTERRUPTED)

    def __call__(self, done: int, whole: int, /) -> None:
        """Say how far it is, now and then.

        Raises:
            Stopped: after Ctrl-C.
        """
        if self._stop:
            raise Stopped
        now = time.monotonic()
        if self._shows and now - self._began > _FIRST_S and now - self._told > _EVERY_S:
            self._told, self._on_line = now, True
            share = min(1_000_000, done * 1_000_000 // max(whole, 1))
            said = say("doors.progress", share=share, seconds=int(now - self._began))[self._lang]
            click.echo(f"\r\x1b[K{said}", nl=False, err=True)

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        if self._stop:
            signal.default_int_handler(number, frame)
        self._stop = True
