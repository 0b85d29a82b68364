"""What no record may hold, whatever its kind: moments no calendar reckons with, and empty names."""

import re
from functools import cache

import msgspec

from servanda.errors import InputError
from servanda.plain.loaded import Loaded, Path, Plain, path_text

YEARS = range(1900, 2200)
"""Years that a record may speak of."""

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}.*")


def refuse_far_moments(loaded: Loaded, path: Path = (), *parts: Plain) -> None:
    """Refuse moments outside those years: zones cannot reckon with the ends of the calendar.

    Raises:
        InputError: `time-out-of-range`.
    """
    data = parts[0] if parts else loaded.data
    if isinstance(data, str):
        if _MOMENT.fullmatch(data) and int(data[:4]) not in YEARS:
            says = f"{path_text(path)}: the year of {data} is {data[:4]}."
            hint = "Check the year and the clock; leave an open side out."
            raise InputError("time-out-of-range", says, place=loaded.where(path), hint=hint)
    elif isinstance(data, dict | list):
        for key, part in data.items() if isinstance(data, dict) else enumerate(data):
            refuse_far_moments(loaded, (*path, key), part)


def refuse_blanks(record: object, loaded: Loaded) -> None:
    """Refuse a record whose name, party or author is empty: what it cannot do without is cited.

    Raises:
        InputError: `field-empty`.
    """
    if not isinstance(record, msgspec.Struct):
        return
    for name, written in _required(type(record)):
        if getattr(record, name) == "":
            says = f"The field '{written}' is ''."
            hint = "Write a name that can be cited."
            raise InputError("field-empty", says, place=loaded.where((written,)), hint=hint)


@cache
def _required(kind: type[msgspec.Struct]) -> tuple[tuple[str, str], ...]:
    """Fields a record cannot do without: their names here, and as they are written."""
    return tuple((field.name, field.encode_name) for field in msgspec.structs.fields(kind) if field.required)
