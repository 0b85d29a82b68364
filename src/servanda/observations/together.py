"""What can only be seen when all lines lie side by side: names used twice, coordinates swapped, corrections of nothing.

Which of several lines is taken never depends on the order in which they came.
"""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

import msgspec

from servanda.errors import InputError
from servanda.observations.rules import points_of
from servanda.records.observation import Notice, Observation, Watch

T = TypeVar("T", Observation, Watch, Notice)

_FAR_E7 = 100_000_000
"""Ten degrees: nothing of one case lies farther from its middle, and a swapped pair nearly always does."""
_ENOUGH = 4


@dataclass(frozen=True)
class Read(Generic[T]):
    """A record with the line it came from."""

    record: T
    place: str
    raw: bytes


Sieved = tuple[list[Read[T]], list[tuple[Read[T], InputError]]]
"""Lines that stay, and lines that go with the reason."""


def without_swaps(lines: Sequence[Read[T]]) -> Sieved[T]:
    """Set aside lines whose coordinates fit the others only after latitude and longitude are swapped."""
    written = [point for line in lines for point in points_of(line.record.where)]
    if len(written) < _ENOUGH:
        return list(lines), []
    lat = statistics.median_low(point.lat_e7 for point in written)
    lon = statistics.median_low(point.lon_e7 for point in written)

    def swapped(line: Read[T]) -> InputError | None:
        for point in points_of(line.record.where):
            fits = abs(point.lat_e7 - lat) < _FAR_E7 and abs(point.lon_e7 - lon) < _FAR_E7
            fits_swapped = abs(point.lon_e7 - lat) < _FAR_E7 and abs(point.lat_e7 - lon) < _FAR_E7
            if fits_swapped and not fits:
                says = (
                    f"lat_e7 {point.lat_e7}, lon_e7 {point.lon_e7} lies far from all others, and near them if swapped."
                )
                hint = "Swap latitude and longitude; GeoJSON writes longitude first."
                return InputError("coordinates-swapped", says, place=line.place, hint=hint)
        return None

    return _sieve(lines, swapped)


def without_doubles(lines: Sequence[Read[T]]) -> Sieved[T]:
    """Keep one line of each name: the one recorded first, then the least in writing; the rest is set aside."""
    first: dict[str, Read[T]] = {}
    for line in sorted(lines, key=_age):
        first.setdefault(line.record.id, line)

    def doubled(line: Read[T]) -> InputError | None:
        kept = first[line.record.id]
        if kept is line:
            return None
        if kept.record == line.record:
            says = f"'{line.record.id}' came before with the same content, at {kept.place}."
            return InputError("line-repeated", says, place=line.place, hint="Nothing is lost; send each line once.")
        says = f"The name '{line.record.id}' belongs to another record, at {kept.place}."
        hint = "Give it a name of its own; to replace the earlier one, state its name in 'corrects'."
        return InputError("id-used-twice", says, place=line.place, hint=hint)

    return _sieve(lines, doubled)


def without_idle_corrections(lines: Sequence[Read[Observation]]) -> Sieved[Observation]:
    """Set aside corrections of observations that are not there or were recorded no earlier, until none is left."""
    kept, gone = list(lines), list[tuple[Read[Observation], InputError]]()
    while True:
        known = {line.record.id: line.record for line in kept}
        kept, idle = _sieve(kept, partial(_idle, known))
        gone += idle
        if not idle:
            return kept, gone


def _idle(known: dict[str, Observation], line: Read[Observation]) -> InputError | None:
    name = line.record.corrects
    if not name:
        return None
    earlier = known.get(name)
    if earlier is None:
        says = f"It corrects '{name}', which is not among the observations."
        hint = "Check the name; if the earlier line was refused, send this one without 'corrects'."
        return InputError("observation-corrects-unknown", says, place=line.place, hint=hint)
    if earlier.recorded_at >= line.record.recorded_at:
        says = f"It corrects '{name}', which was recorded at {earlier.recorded_at.isoformat()}, no earlier than itself."
        hint = "Only an earlier observation can be corrected: check recorded_at."
        return InputError("observation-corrects-later", says, place=line.place, hint=hint)
    return None


def _age(line: Read[T]) -> tuple[float, bytes, str]:
    recorded = getattr(line.record, "recorded_at", None)
    written = msgspec.json.encode(line.record, order="sorted")
    return (recorded.timestamp() if recorded else 0.0, written, line.place)


def _sieve(lines: Iterable[Read[T]], wrong: Callable[[Read[T]], InputError | None]) -> Sieved[T]:
    kept: list[Read[T]] = []
    gone: list[tuple[Read[T], InputError]] = []
    for line in lines:
        error = wrong(line)
        if error is None:
            kept.append(line)
        else:
            gone.append((line, error))
    return kept, gone
