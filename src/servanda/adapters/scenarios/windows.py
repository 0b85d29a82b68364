"""The time over which silence and caps are judged, as people write it."""

from servanda import plain
from servanda.adapters.scenarios.shorthand import interval
from servanda.errors import InputError
from servanda.records.time import Interval

_WINDOW = "Write BEGIN/END like 2031-03-14T00:00:00Z/2031-03-15T00:00:00Z."


def window_of(written: plain.Plain, place: str) -> Interval:
    """A window with both sides.

    Raises:
        InputError: `window-wrong`.
    """
    try:
        window = plain.decode(plain.Loaded(data=interval(written), place=place, lines={}), Interval)
    except InputError as error:
        reason = error.says
        raise InputError("window-wrong", f"window: {reason}", place=place, hint=_WINDOW) from error
    if window.start is None or window.end is None or window.start == window.end:
        says = f"window: {str(written)[:90]} has no length, or no end."
        raise InputError("window-wrong", says, place=place, hint=_WINDOW)
    return window
