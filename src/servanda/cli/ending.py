"""How the command line ends without an answer: each way has its own exit code, so that 1 stays *the answer is no*."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TextIO

import click

from servanda.cli.lazy import LazyGroup
from servanda.errors import ExternalError

INTERRUPTED = 128 + signal.SIGINT
"""Exit code after Ctrl-C without an answer."""
NOBODY_READS = 141
"""Exit code when the reader of standard output has gone: 128 + SIGPIPE, as shells count it."""


class Ended(Exception):
    """The command ends here, and nothing is to be said of it."""

    def __init__(self, code: int) -> None:
        """Take the exit code."""
        super().__init__(code)
        self.code = code


class Root(LazyGroup):
    """The group of all commands. Click would end with 1 where nobody reads or somebody interrupts."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:  # noqa: ANN401 - click's
        """Read the options; help and version are written here."""
        with _named():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's
        """Run a command.

        Raises:
            Ended: nobody reads its answer, or somebody interrupted it.
            ExternalError: `output-not-writable`, `file-unusable`.
        """
        with _named():
            return super().invoke(ctx)


@contextmanager
def _named() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise Ended(NOBODY_READS) from error
    except OSError as error:
        raise _outside(error) from error
    except (KeyboardInterrupt, click.Abort) as error:
        raise Ended(INTERRUPTED) from error


def _outside(error: OSError) -> ExternalError:
    why = error.strerror or str(error)
    if error.filename:
        hint = "Check its path, owner and rights, and the disk."
        return ExternalError("file-unusable", f"'{error.filename}' cannot be used: {why}.", hint=hint)
    hint = "Free some space, or send the answer elsewhere."
    return ExternalError("output-not-writable", f"The answer cannot be written: {why}.", hint=hint)


def let_go(stream: TextIO) -> None:
    """Let what is left in a stream that cannot be written go nowhere, or the interpreter complains at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
