"""Keeping standard output clean of what a C library prints there."""

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

_OUT = 1
_NOISE = b"HighsMipSolver"
_ONE_AT_A_TIME = threading.Lock()


@contextmanager
def quiet() -> Iterator[None]:
    """Drop a line that HiGHS prints on standard output and cannot be told not to.

    What others print there meanwhile comes out afterwards. Where there is no standard output, nothing is done.
    """
    with _ONE_AT_A_TIME, TemporaryFile() as caught:
        try:
            sys.stdout.flush()
            kept = os.dup(_OUT)
        except (AttributeError, OSError, ValueError):  # no standard output, or one that is closed
            yield
            return
        try:
            os.dup2(caught.fileno(), _OUT)
            yield
        finally:
            os.dup2(kept, _OUT)
            os.close(kept)
        caught.seek(0)
        others = b"".join(line for line in caught if not line.startswith(_NOISE))
        if others:
            os.write(_OUT, others)
