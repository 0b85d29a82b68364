"""Lines → typed records, columns and rejections: every line ends in exactly one of them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import pyarrow as pa

from servanda.errors import InputError
from servanda.observations.line import plain_of, record_of
from servanda.observations.rules import check_notice, check_observation, check_watch
from servanda.observations.together import (
    Read,
    Sieved,
    without_doubles,
    without_idle_corrections,
    without_swaps,
)
from servanda.records.observation import Notice, Observation, Watch
from servanda.records.rejection import Rejection, rejected
from servanda.schemas.rows import table_of

T = TypeVar("T", Observation, Watch, Notice)
Row = tuple[str, bytes]
"""Place (`file:line`) and bytes of a line."""

_CHECKS: dict[type, tuple[str, Callable[[Any, Any, str], None]]] = {
    Observation: ("observation", check_observation),
    Watch: ("watch", check_watch),
    Notice: ("notice", check_notice),
}


@dataclass(frozen=True)
class Collected(Generic[T]):
    """What came of some lines: `len(records) + len(rejections) == rows`."""

    rows: int
    """Lines that came."""
    records: Sequence[T]
    """Records taken, sorted by id."""
    rejections: Sequence[Rejection]
    """Lines not taken, with reasons, in the order of their places."""
    table: pa.Table
    """The records as columns, in the same order."""


def collect(rows: Iterable[Row]) -> Collected[Observation]:
    """Read observations, one JSON object a line.

    Args:
        rows: Place and bytes of each line, without line break, in any order.

    Returns:
        Records, columns and rejections; which lines are taken does not depend on their order.
    """
    return collect_records(rows, Observation)


def collect_records(rows: Iterable[Row], kind: type[T]) -> Collected[T]:
    """Read observations, watches or notices, one JSON object a line; see `collect`."""
    noun = _CHECKS[kind][0]
    came = list(rows)
    lines: list[Read[T]] = []
    refused: list[tuple[str, Rejection]] = []
    for place, raw in came:
        try:
            lines.append(Read(_one(raw, kind, place), place, raw))
        except InputError as error:
            refused.append((place, rejected(error, kind=noun, raw=raw)))
    lines, gone = sieved(lines, kind)
    refused += [(line.place, rejected(error, kind=noun, raw=line.raw)) for line, error in gone]
    records = sorted((line.record for line in lines), key=lambda record: record.id)
    rejections = [rejection for _, rejection in sorted(refused, key=lambda pair: _by_place(pair[0]))]
    return Collected(rows=len(came), records=records, rejections=rejections, table=table_of(records, kind))


def _one(raw: bytes, kind: type[T], place: str) -> T:
    data = plain_of(raw, place)
    record = record_of(data, kind, place)
    _CHECKS[kind][1](record, data, place)
    return record


def sieved(lines: Sequence[Read[T]], kind: type[T]) -> Sieved[T]:
    """What stays of records that are sound by themselves once all lie side by side, and what goes with the reason."""
    kept, gone = list(lines), list[tuple[Read[T], InputError]]()
    for sieve in _sieves(kind):
        kept, out = sieve(kept)
        gone += out
    return kept, gone


def _sieves(kind: type) -> list[Callable[[Any], Any]]:
    always: list[Callable[[Any], Any]] = [without_swaps, without_doubles]
    return [*always, without_idle_corrections] if kind is Observation else always


def _by_place(place: str) -> tuple[str, int, str]:
    file, _, line = place.rpartition(":")
    return (file, int(line) if line.isdecimal() else 0, place)
