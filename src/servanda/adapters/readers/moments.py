"""Columns of days or moments → intervals as long as what was written: a day, a minute, a second."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.cells import Cells, Mask
from servanda.plain import YEARS
from servanda.schemas.distinct import Numbers

_ISO = (
    r"^\s*(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:[Tt ](?P<hour>\d{2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:\.\d{1,9})?)?"
    r"\s?(?P<zone>[Zz]|(?P<sign>[+-])(?P<off_hour>\d{2}):?(?P<off_minute>\d{2}))?)?\s*$"
)
_COMPACT = r"^\s*(\d{4})(\d{2})(\d{2})\s*$"
"""20310314: day first, it would have a month above 12 in every year that a record may speak of."""
_SECOND = 1_000_000
_DAY = 24 * 60 * 60 * _SECOND
_QUARTER = 15 * 60 * _SECOND
"""Offsets from UTC have changed only on quarters of an hour in the years a record may speak of."""
_LAST = {"month": 12, "hour": 23, "minute": 59, "second": 59, "off_hour": 14, "off_minute": 59}


@dataclass(frozen=True)
class Spans:
    """Half-open intervals, microseconds since 1970, UTC."""

    start: Numbers
    end: Numbers
    stated: Mask
    """Which rows state one."""


def spans(cells: Cells, column: str, zone: str) -> Spans:
    """Read a column; what cannot be read in one way only is counted against its row, an empty cell is not.

    A midnight stands for its day: exports write days so. Where a clock showed a time twice, both are in the interval.

    Args:
        cells: The rows.
        column: The column.
        zone: IANA zone of cells that state none.
    """
    text = cells.text(column).combine_chunks()
    parts = pc.extract_regex(pc.replace_substring_regex(text, _COMPACT, r"\1-\2-\3"), _ISO)
    form = np.asarray(pc.is_valid(parts), dtype=bool)
    local, real = _local(parts)
    cells.refuse(
        ~(form & real) & ~np.asarray(pc.equal(pc.utf8_trim_whitespace(text), ""), dtype=bool),
        "date-unreadable",
        lambda row: f"{column} is {cells.shown(column, row)}: it is no day or moment that can be read in one way only.",
        "Write YYYY-MM-DD, or YYYY-MM-DDThh:mm with its offset.",
    )
    stated = form & real
    at_midnight, exact = local % _DAY == 0, np.where(_words(parts, "second", "") == "", 60 * _SECOND, _SECOND)
    length = np.where(at_midnight, _DAY, np.where(local % (60 * _SECOND) == 0, 60 * _SECOND, exact))
    zoned = _words(parts, "zone", "") != ""
    offset = _number(parts, "off_hour") * 60 + _number(parts, "off_minute")
    shift = np.where(_words(parts, "sign", "") == "-", -1, 1) * offset * 60 * _SECOND
    first, last, shown = _in_zone(np.where(stated & ~zoned, local, 0), zone)
    _, behind, _ = _in_zone(np.where(stated & ~zoned & at_midnight, local + _DAY, 0), zone)
    cells.refuse(
        stated & ~zoned & ~at_midnight & ~shown,
        "time-in-gap",
        lambda row: f"No clock in {zone} showed {cells.shown(column, row)}: it was put forward over that hour.",
        "Check the hour, or write the offset from UTC.",
    )
    start = np.where(zoned, local - shift, first)
    end = np.where(zoned, local - shift + length, np.where(at_midnight, behind, last + length))
    return Spans(np.where(stated, start, 0), np.where(stated, end, 0), stated)


def _words(parts: pa.Array, name: str, missing: str) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    filled = pc.fill_null(pc.struct_field(parts, name), missing)
    return np.asarray(filled.to_numpy(zero_copy_only=False), dtype=object)


def _number(parts: pa.Array, name: str) -> Numbers:
    text = pc.struct_field(parts, name)
    filled = pc.if_else(pc.equal(pc.fill_null(text, ""), ""), "0", text)
    return np.asarray(pc.cast(filled, pa.int64()).to_numpy(zero_copy_only=False), dtype=np.int64)


def _local(parts: pa.Array) -> tuple[Numbers, Mask]:
    """Microseconds since 1970 on the clock that was read, and which rows are in the calendar and on the clock."""
    at = {name: _number(parts, name) for name in ("year", "month", "day", *_LAST)}
    months = ((at["year"] - 1970) * 12 + at["month"] - 1).astype("datetime64[M]")
    days = months.astype("datetime64[D]") + (at["day"] - 1)
    real = (days.astype("datetime64[M]") == months) & (at["month"] >= 1) & (at["day"] >= 1)
    real &= (at["year"] >= YEARS.start) & (at["year"] < YEARS.stop)
    for name, last in _LAST.items():
        real &= at[name] <= last
    seconds = at["hour"] * 3600 + at["minute"] * 60 + at["second"]
    return np.where(real, days.astype(np.int64) * _DAY + seconds * _SECOND, 0), np.asarray(real, dtype=bool)


def _in_zone(local: Numbers, zone: str) -> tuple[Numbers, Numbers, Mask]:
    """First and last moment at which clocks of a zone showed a time, and whether they ever did.

    Work is done once for each quarter of an hour that occurs.
    """
    place = ZoneInfo(zone)
    quarters, index = np.unique(local // _QUARTER, return_inverse=True)
    offsets = np.array([_offsets(int(quarter), place) for quarter in quarters], dtype=np.int64).reshape(-1, 3)[index]
    return local - offsets[:, 0], local - offsets[:, 1], offsets[:, 2] == 1


def _offsets(quarter: int, place: ZoneInfo) -> tuple[int, int, int]:
    """Largest and smallest offset that a time of the clock may have, microseconds; 1 if the clock ever showed it."""
    naive = datetime(1970, 1, 1) + timedelta(minutes=15 * quarter)  # noqa: DTZ001 - what a clock shows, before its zone
    both = [naive.replace(tzinfo=place, fold=fold) for fold in (0, 1)]
    found = sorted(int((each.utcoffset() or timedelta()).total_seconds()) * _SECOND for each in both)
    shown = any(each.astimezone(UTC).astimezone(place).replace(tzinfo=None) == naive for each in both)
    return found[1], found[0], int(shown)
