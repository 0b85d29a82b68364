"""Columns of text → numbers, days, names; each cell that is none is counted against its row, with a reason."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.adapters.readers.sheet import Sheet
from servanda.errors import InputError
from servanda.plain import YEARS
from servanda.schemas.distinct import Numbers

Mask = NDArray[np.bool_]
E7 = 10_000_000
_NUMBER = r"^[+-]?\d{1,12}(\.\d+)?$"
_WHOLE = r"^\d{1,15}$"
_SHOWN = 40


@dataclass
class Cells:
    """The rows of a sheet, and for each the first reason why it is not taken.

    Reasons never repeat a coordinate: somebody may stand there.
    """

    sheet: Sheet
    name: str
    reasons: dict[int, InputError] = field(default_factory=dict)
    """Row → what is wrong with it."""

    def text(self, column: str) -> pa.ChunkedArray:
        """A column as it came; empty texts where the file has no such column."""
        if column in self.sheet.table.column_names:
            return self.sheet.table.column(column)
        return pa.chunked_array([pa.array([""] * self.sheet.table.num_rows, pa.string())])

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.sheet.table.column_names

    def refuse(self, rows: Mask, code: str, says: Callable[[int], str], hint: str) -> None:
        """Note a reason for some rows; the first that is noted for a row stays."""
        for row in np.flatnonzero(rows).tolist():
            place = f"{self.name}:{int(self.sheet.lines[row])}"
            self.reasons.setdefault(row, InputError(code, says(row), place=place, hint=hint))

    def shown(self, column: str, row: int) -> str:
        """A cell as a reason may show it."""
        return repr(str(self.text(column)[row].as_py())[:_SHOWN])

    def whole(self, column: str, allowed: range, *, missing: int | None = None) -> Numbers:
        """Whole numbers, not negative; `missing` stands for an empty cell where that is allowed."""
        text = pc.utf8_trim_whitespace(self.text(column))
        fits = np.asarray(pc.match_substring_regex(text, _WHOLE), dtype=bool)
        empty = np.asarray(pc.equal(text, ""), dtype=bool)
        bad = ~fits & (~empty if missing is not None else True)
        self.refuse(
            np.asarray(bad, dtype=bool),
            "cell-not-whole",
            lambda row: f"{column} is {self.shown(column, row)}, no whole number.",
            "Write digits only; leave out a row whose number is not known.",
        )
        values = np.asarray(pc.cast(pc.if_else(pa.array(fits), text, "0"), pa.int64()).to_numpy(), dtype=np.int64)
        values = np.where(empty, missing if missing is not None else 0, values)
        out = fits & ((values < allowed.start) | (values >= allowed.stop))
        self.refuse(
            out,
            "cell-out-of-range",
            lambda row: f"{column} is {self.shown(column, row)}; it goes from {allowed.start} to {allowed.stop - 1}.",
            "Check the column, and that no column was moved.",
        )
        return values

    def degrees_e7(self, column: str, most: int) -> Numbers:
        """Decimal degrees in units of 1e-7; the reason for a bad one does not repeat it."""
        text = pc.utf8_trim_whitespace(self.text(column))
        fits = np.asarray(pc.match_substring_regex(text, _NUMBER), dtype=bool)
        self.refuse(
            ~fits,
            "coordinate-not-decimal",
            lambda row: f"{column} is {_form_of(str(text[row].as_py()))}.",
            "Write decimal degrees with a point, such as 47.1: no minutes, grid squares or decimal commas.",
        )
        values = np.asarray(pc.cast(pc.if_else(pa.array(fits), text, "0"), pa.float64()).to_numpy())
        out = fits & (np.abs(values) > most)
        self.refuse(
            out,
            "coordinate-out-of-range",
            lambda _row: f"{column} lies beyond {most} degrees.",
            "Check that latitude and longitude were not swapped.",
        )
        return np.round(np.where(fits & ~out, values, 0) * E7).astype(np.int64)

    def days(self, column: str) -> tuple[NDArray[np.datetime64], Mask]:
        """Days, and which cells are one; a time of day is allowed only if it is midnight."""
        text = self.text(column)
        encoded = pc.dictionary_encode(text.combine_chunks())
        parsed = [_day(cell) for cell in encoded.dictionary.to_pylist()]
        index = np.asarray(encoded.indices.to_numpy(zero_copy_only=False), dtype=np.int64)
        reason = np.array([isinstance(day, str) for day in parsed], dtype=bool)[index]
        self.refuse(
            reason,
            "date-unreadable",
            lambda row: f"{column} is {self.shown(column, row)}: {parsed[int(index[row])]}.",
            "Write YYYY-MM-DD.",
        )
        days = np.array(
            [np.datetime64("1970-01-01") if isinstance(day, str) else day for day in parsed], "datetime64[D]"
        )
        return days[index] if len(days) else np.zeros(0, "datetime64[D]"), ~reason

    def swapped(self, lat: Numbers, lon: Numbers) -> None:
        """Refuse rows whose place fits the others only after latitude and longitude are swapped, and 0°, 0°."""
        nowhere = (lat == 0) & (lon == 0) & self._good()
        hint = "Leave the coordinates out if they are not known."
        self.refuse(nowhere, "coordinates-null", lambda _row: "Latitude and longitude are both 0.", hint)
        good = self._good()
        if good.sum() < _ENOUGH:
            return
        middle_lat, middle_lon = np.median(lat[good]), np.median(lon[good])
        fits = (np.abs(lat - middle_lat) < _FAR_E7) & (np.abs(lon - middle_lon) < _FAR_E7)
        if fits[good].mean() < _MOSTLY:  # a file of several countries: no row is odd for lying far from the middle
            return
        turned = (np.abs(lon - middle_lat) < _FAR_E7) & (np.abs(lat - middle_lon) < _FAR_E7)
        self.refuse(
            ~fits & turned & good,
            "coordinates-swapped",
            lambda _row: "The place lies far from all others, and near them if latitude and longitude are swapped.",
            "Swap latitude and longitude.",
        )

    def once(self, column: str) -> None:
        """Refuse rows whose name stands further up."""
        text = self.text(column).combine_chunks()
        _, first = np.unique(np.asarray(pc.dictionary_encode(text).indices), return_index=True)
        again = np.ones(len(text), dtype=bool)
        again[first] = False
        self.refuse(
            again,
            "id-used-twice",
            lambda row: f"{column} {self.shown(column, row)} stands further up.",
            "Send each event once.",
        )
        empty = np.asarray(pc.equal(pc.utf8_trim_whitespace(text), ""), dtype=bool)
        self.refuse(empty, "id-missing", lambda _row: f"{column} is empty.", "Give every event its identifier.")

    def _good(self) -> Mask:
        good = np.ones(self.sheet.table.num_rows, dtype=bool)
        good[list(self.reasons)] = False
        return good

    def taken(self) -> Mask:
        """Rows with no reason against them."""
        return self._good()


_ENOUGH = 4
_MOSTLY = 0.5
_FAR_E7 = 100_000_000


def instants(days: NDArray[np.datetime64], zone: str, *, later: int = 0) -> pa.Array:
    """The moment at which each day begins in a zone, so many days later.

    Args:
        days: Days.
        zone: IANA zone.
        later: Days to add.
    """
    unique, index = np.unique(days, return_inverse=True)
    place = ZoneInfo(zone)
    begins = [datetime.combine(_as_date(day) + timedelta(days=later), time(), place) for day in unique]
    moments = np.array([int(begin.astimezone(UTC).timestamp()) * 1_000_000 for begin in begins], dtype=np.int64)
    return pa.array(moments[index]).cast(pa.timestamp("us", tz="UTC"))


def _as_date(day: np.datetime64) -> date:
    found: date = day.astype("datetime64[D]").item()
    return found


_SERIAL = re.compile(r"\d{5}(\.\d+)?")
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T]00:00(?::00(?:\.0+)?)?(?:Z|\+00:00)?)?")


def _day(cell: str) -> np.datetime64 | str:
    """A day, or what is wrong with it."""
    text = cell.strip()
    if not text:
        return "the day is missing"
    if _SERIAL.fullmatch(text):
        return "it looks like a day as a spreadsheet counts it"
    match = _ISO.fullmatch(text)
    if match is None:
        return "it is not a day that can be read in one way only"
    try:
        day = date.fromisoformat(match[1])
    except ValueError:
        return "the calendar has no such day"
    return np.datetime64(day) if day.year in YEARS else f"the year {day.year} is beyond what a record may speak of"


def _form_of(text: str) -> str:
    """What a cell looks like, without saying what stands in it."""
    if not text.strip():
        return "empty"
    if "," in text:
        return "written with a decimal comma"
    if any(mark in text for mark in "°'′\""):
        return "written in degrees and minutes"
    return "written as a grid square" if re.fullmatch(r"\s*\d{1,2}[A-Z]\s*[A-Z]{2}.*", text) else "no number"


def joined(texts: Sequence[pa.ChunkedArray], between: str) -> pa.ChunkedArray:
    """Columns of text put together, row by row."""
    return pc.binary_join_element_wise(*texts, between)
