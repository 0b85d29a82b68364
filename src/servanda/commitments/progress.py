"""How a long question tells how far it is, and how it is stopped."""

from typing import Protocol


class Progress(Protocol):
    """Told now and then how far a question is; what it raises stops the question."""

    def __call__(self, done: int, whole: int, /) -> None:
        """Take note that `done` of about `whole` steps are done.

        Raises:
            Stopped: to stop; the question then answers with what it has, and says that it is not proven.
        """


class Stopped(Exception):
    """Raised by a `Progress` to stop a question."""


def silent(_done: int, _whole: int, /) -> None:
    """Tell nobody."""
