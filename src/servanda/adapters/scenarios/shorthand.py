"""Records as people write them → plain data of the records: places, times and numbers may be written short.

>>> interval("2031-03-14T06:00:00Z/PT2H")
{'start': '2031-03-14T06:00:00Z', 'end': '2031-03-14T08:00:00+00:00'}
>>> point("47.1 N 30.0005 W")
{'lat_e7': 471000000, 'lon_e7': -300005000}
"""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeAlias

from servanda.errors import InputError
from servanda.plain import Plain
from servanda.records.time import length_of

Fields: TypeAlias = dict[str, Plain]

_AXIS = r"(\d{1,3}(?:\.\d{1,7})?)\s*°?\s*"
_POINT = re.compile(rf"\s*{_AXIS}([NS])[\s,;]*{_AXIS}([EW])\s*", re.IGNORECASE)
_RANGE = re.compile(r"\s*(\d{1,15})\s*(?:(\+)|[-–]\s*(\d{1,15}))?\s*")
PLACED = frozenset({"observations", "watches", "notices", "tallies"})
"""Kinds whose `at` is a place; elsewhere it is a moment."""
_LIMITS = MappingProxyType({"lat": 90, "lon": 180})
_SPANS: Mapping[str, tuple[str, ...]] = MappingProxyType({"adoptions": ("effect",)})
_RANGES = MappingProxyType({"calibre": ("low_mm", "high_mm"), "reach": ("low_m", "high_m"), "count": ("low", "high")})


def expanded(kind: str, name: str, data: Fields) -> Fields:
    """A record written short, in full.

    Args:
        kind: Which list of the facts it belongs to.
        name: The key it stands under; empty if it stands in a list.
        data: As written, with defaults.

    Raises:
        InputError: `shorthand-…`; its place is the field.
    """
    full: Fields = {"id": name, **data} if name else dict(data)
    if name and full["id"] != name:
        raise _wrong("id", f"'{name}' says that its name is '{full['id']}'", "Remove the field: the key is its name.")
    _place(kind, full)
    for field in (*_SPANS.get(kind, ("when",)),):
        _field(full, field, interval)
    _field(full, "interrupted", _intervals)
    for field, (low, high) in _RANGES.items():
        _field(full, field, _ranged(low, high))
    _field(full, "sizes", _sizes)
    for field in ("says", "reason"):
        _field(full, field, lambda said: {"en": said} if isinstance(said, str) else said)
    if kind in {"observations", "tallies"} and "observer" in full:
        full.setdefault("origin", full["observer"])
    return _event(full) if kind == "events" else full


def _field(data: Fields, field: str, made: Callable[[Any], Any]) -> None:
    if field in data:
        try:
            data[field] = made(data[field])
        except InputError as error:
            raise InputError(error.code, f"{field}: {error.says}", place=field, hint=error.hint) from error


def _wrong(field: str, says: str, hint: str) -> InputError:
    return InputError("shorthand-wrong", f"{says}.", place=field, hint=hint)


def _place(kind: str, data: Fields) -> None:
    """`in`, `at` with `within_m` or `sigma_m`, or `where`: one of them → `where`."""
    ways = ("where", "in", "at") if kind in PLACED else ("where", "in")
    given = [name for name in ways if name in data]
    if len(given) > 1:
        says = f"The place is given as {' and as '.join(given)}"
        raise _wrong(given[1], says, "Keep one of them; in a change, null takes the other away.")
    parts = (*ways[1:], "within_m", "sigma_m") if kind in PLACED else ways[1:]
    short: Fields = {name: data.pop(name) for name in parts if name in data}
    if short:
        data["where"] = region({**short, **({"where": data["where"]} if "where" in data else {})})
    elif "where" in data:
        _field(data, "where", region)


def region(written: Plain) -> Plain:
    """A region written short, in full; coordinates may be text in any region.

    Raises:
        InputError: `shorthand-…`.
    """
    if isinstance(written, list):  # the regions of an incident
        return [region(part) for part in written]
    if not isinstance(written, dict):
        return written
    if "kind" in written:
        return {
            name: _points(part) if name in {"at", "post", "ring", "points"} else part for name, part in written.items()
        }
    if set(written) == {"in"}:
        return {"kind": "in", "place": written["in"]}
    for error, kind, field in (("within_m", "disc", "radius_m"), ("sigma_m", "spot", "sigma_m")):
        if set(written) == {"at", error}:
            return {"kind": kind, "at": _points(written["at"]), field: written[error]}
    says = f"A place is written with {', '.join(sorted(written)) or 'nothing'}"
    hint = 'Write in: PLACE, or at: "47.1 N 30.2 W" with within_m (somewhere within) or sigma_m (standard deviation).'
    raise _wrong("where", says, hint)


def _points(written: Plain) -> Plain:
    if isinstance(written, list):
        return [_points(part) for part in written]
    return point(written) if isinstance(written, str) else written


def point(text: str) -> Plain:
    """Coordinates written as `LAT N|S LON E|W` in degrees, at most seven decimals.

    Raises:
        InputError: `shorthand-coordinates`.
    """
    found = _POINT.fullmatch(text)
    made = (
        None
        if found is None
        else {
            "lat": _degrees(found[1]) * (-1 if found[2] in "Ss" else 1),
            "lon": _degrees(found[3]) * (-1 if found[4] in "Ww" else 1),
        }
    )
    if made is None or any(abs(made[axis]) > limit * 10**7 for axis, limit in _LIMITS.items()):
        hint = 'Write latitude and longitude with their letters and at most seven decimals: "48.0123 N 37.8045 E".'
        raise InputError("shorthand-coordinates", f"'{text[:60]}' is no pair of coordinates.", hint=hint)
    return {"lat_e7": made["lat"], "lon_e7": made["lon"]}


def _degrees(text: str) -> int:
    whole, _, rest = text.partition(".")
    return int(whole) * 10**7 + int(rest.ljust(7, "0"))


def interval(written: Plain) -> Plain:
    """`MOMENT`, `BEGIN/END`, `BEGIN/DURATION`, with `..` for an open side → start and end.

    Raises:
        InputError: `shorthand-interval`.
    """
    if not isinstance(written, str):
        return written
    begin, slash, end = (part.strip() for part in written.partition("/"))
    if not slash:
        end = begin
    if end.startswith("P"):
        end = _later(begin, end)
    sides = {side: moment for side, moment in (("start", begin), ("end", end)) if moment != ".."}
    if not sides or "" in sides.values():
        hint = "Write one moment, or BEGIN/END, with .. for a side that is open."
        raise InputError("shorthand-interval", f"'{written[:60]}' is no time.", hint=hint)
    return dict(sides)


def _later(begin: str, duration: str) -> str:
    try:
        return (datetime.fromisoformat(begin) + length_of(duration)).isoformat()
    except (ValueError, OverflowError) as error:
        hint = "Write BEGIN/DURATION like 2031-03-14T06:00:00Z/PT2H."
        raise InputError("shorthand-interval", f"'{begin[:40]}' is no moment to count from.", hint=hint) from error


def _intervals(written: Plain) -> Plain:
    return [interval(part) for part in written] if isinstance(written, list) else written


def _ranged(low: str, high: str) -> Callable[[Plain], Plain]:
    def made(written: Plain) -> Plain:
        if isinstance(written, int) and not isinstance(written, bool):
            return {low: written, high: written}
        if not isinstance(written, str):
            return written
        found = _RANGE.fullmatch(written)
        if found is None:
            hint = 'Write a whole number, "3-5", or "3+" for at least three.'
            raise InputError("shorthand-number", f"'{written[:40]}' is no number.", hint=hint)
        if found[2]:
            return {low: int(found[1])}
        return {low: int(found[1]), high: int(found[3] or found[1])}

    return made


def _sizes(written: Plain) -> Plain:
    number = _ranged("low", "high")
    return {name: number(part) for name, part in written.items()} if isinstance(written, dict) else written


def _event(data: Fields) -> Fields:
    """An event with one state may be written without the list of its states."""
    data.setdefault("says", {})
    stated: Fields = {name: data.pop(name) for name in ("value", "known_on", "occurred_on", "support") if name in data}
    if not stated:
        return data
    if "states" in data:
        given = next(iter(stated))
        raise _wrong(given, f"The event states '{given}' beside its states", "Write it within states.")
    return {**data, "states": [{"value": "true", **stated}]}
