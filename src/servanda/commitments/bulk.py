"""Making very many small things at once."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_cycles() -> Iterator[None]:
    """While records and gates are made, nobody searches them for cycles: they are trees, and have none.

    The search goes over everything made so far, again and again, and takes as long as the work itself.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            # What was made joins the oldest objects unsearched: the first search afterwards would take as long.
            gc.freeze()
            gc.unfreeze()
        gc.enable()
