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
        """A column without blanks around its cells; empty texts where the file has no such column."""
        if column in self.sheet.table.column_names:
            return pc.utf8_trim_whitespace(self.sheet.table.column(column))
        return pa.chunked_array([pa.array([""] * self.sheet.table.num_rows, pa.string())])

    def has(self, column: str) -> bool:
        """Whether the file has the column."""
        return column in self.sheet.table.column_names

    def refuse(self, rows: Mask, code: str, says: Callable[[int], str], hint: str) -> None:
        """Note a reason for some rows; the first that is noted for a row stays."""
        for row in np.flatnonzero(rows).tolist():
            if row not in self.reasons:
                place = f"{self.name}:{int(self.sheet.lines[row])}"
                self.reasons[row] = InputError(code, says(row), place=place, hint=hint)

    def shown(self, column: str, row: int) -> str:
        """A cell as a reason may show it: cut short, and not at all if it may be a position that slipped over."""
        cell = str(self.sheet.table.column(column)[row].as_py()).strip() if self.has(column) else ""
        return "what may be a coordinate" if may_be_position(cell) else f"'{cell[:_SHOWN]}'"

    def whole(self, column: str, allowed: range, *, missing: int | None = None) -> Numbers:
        """Whole numbers, not negative; `missing` stands for an empty cell where that is allowed."""
        text = self.text(column)
        fits = np.asarray(pc.match_substring_regex(text, _WHOLE), dtype=bool)
        empty = np.asarray(pc.equal(text, ""), dtype=bool)
        bad = ~fits & (~empty if missing is not None else True)
        self.refuse(
            np.asarray(bad, dtype=bool),
            "cell-not-whole",
            lambda row: f"{column} is {self.shown(column, row)}, no whole number.",
            "Write digits only; leave the cell empty if the number is not known.",
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
        text = self.text(column)
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
        """Refuse 0°, 0°, and rows that lie far from all others but near them once latitude and longitude are swapped.

        Files that cover half the world have no "others": there only the poles tell.
        """
        nowhere = (lat == 0) & (lon == 0) & self._good()
        hint = "Leave the coordinates out if they are not known."
        self.refuse(nowhere, "coordinates-null", lambda _row: "Latitude and longitude are both 0.", hint)
        good = self._good()
        if good.sum() < _ENOUGH:
            return
        middle = (np.median(lat[good]), np.median(lon[good]))
        as_is = np.maximum(np.abs(lat - middle[0]), np.abs(lon - middle[1]))
        turned = np.maximum(np.abs(lon - middle[0]), np.abs(lat - middle[1]))
        if np.mean(as_is[good] < _REGION_E7) < _MOST:
            return
        self.refuse(
            good & (as_is > _FAR_E7) & (turned * _NEARER < as_is),
            "coordinates-swapped",
            lambda _row: "The place lies far from all others, and near them if latitude and longitude are swapped.",
            "Swap latitude and longitude if they are; a place that is right is read in a file of its own region.",
        )

    def once(self, column: str) -> None:
        """Refuse rows without a name, with one that a spreadsheet made a number of, or that stands further up."""
        text = self.text(column).combine_chunks()
        empty = np.asarray(pc.equal(text, ""), dtype=bool)
        self.refuse(empty, "id-missing", lambda _row: f"{column} is empty.", "Give every event its identifier.")
        self.refuse(
            np.asarray(pc.match_substring_regex(text, _REWRITTEN), dtype=bool),
            "id-became-number",
            lambda row: f"{column} is {self.shown(column, row)}: a program took an identifier for a measure.",
            "Import the column as text.",
        )
        _, first = np.unique(np.asarray(pc.dictionary_encode(text).indices), return_index=True)
        again = np.ones(len(text), dtype=bool)
        again[first] = False
        self.refuse(
            again,
            "id-used-twice",
            lambda row: f"{column} {self.shown(column, row)} stands further up.",
            "Send each event once.",
        )

    def _good(self) -> Mask:
        good = np.ones(self.sheet.table.num_rows, dtype=bool)
        good[list(self.reasons)] = False
        return good

    def taken(self) -> Mask:
        """Rows with no reason against them."""
        return self._good()


_ENOUGH = 4
_REGION_E7 = 15 * E7
"""A file is of one region if most of its rows lie within that of its middle, in both directions."""
_MOST = 0.7
_FAR_E7 = 5 * E7
_NEARER = 3
"""So many times nearer it is if swapped."""
_REWRITTEN = r"^[+-]?\d+(\.\d+)?[eE][+-]?\d+$|^[+-]?\d+\.0*$"


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


_POSITION = re.compile(
    r"(?<![\d:.])\d{1,3}[.,]\s?\d{3,}"  # decimal degrees, but no second with a fraction and no day with points
    r"|\d{1,3}\.\d+\s*[,;/ ]\s*[+-]?\d{1,3}\.\d+|\d\.\d+\s?[NSEW]\b"  # a pair, or one with its side
    r"|[°º′″]|\d['’]\d"
    r"|(?!\d+\s?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC))\d{1,2}\s?[A-Z]\s?[A-Z]{2}\s?\d{2}"  # MGRS
    r"|\d{6,7}(?:\.\d+)?\D+\d{6,7}",  # easting and northing
    re.IGNORECASE,
)


def may_be_position(cell: str) -> bool:
    """Whether a cell has the look of coordinates in any notation: nobody repeats it then.

    >>> may_be_position("48.015883"), may_be_position("37U CQ 12345 67890"), may_be_position("2.5")
    (True, True, False)
    """
    return _POSITION.search(cell) is not None


_FORMS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r""), "empty"),
    (re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+"), "written with an exponent"),
    (re.compile(r".*[°º'’′″\"].*"), "written in degrees and minutes"),
    (re.compile(r"\d{1,2}\s*[C-HJ-NP-X]\s*[A-HJ-NP-Z]{2}.*", re.IGNORECASE), "written as a grid square"),
    (re.compile(r"[+-]?\d+,\d+"), "written with a decimal comma"),
    (re.compile(r"[+-]?\d+\.\d+\s*[,;/ ]\s*[+-]?\d+\.\d+"), "a pair of numbers"),
    (re.compile(r"[+-]?\d[\d.,\s_']*"), "written with marks or blanks among its digits"),
    (re.compile(r"[+-]?(inf(inity)?|nan)", re.IGNORECASE), "not a finite number"),
)


def _form_of(text: str) -> str:
    """What a cell looks like, without saying what stands in it."""
    cell = text.strip()
    if cell and not cell.isascii() and any(mark.isdecimal() and not mark.isascii() for mark in cell):
        return "written in digits of another script"
    return next((form for pattern, form in _FORMS if pattern.fullmatch(cell)), "no number of degrees")


def joined(texts: Sequence[pa.ChunkedArray], between: str) -> pa.ChunkedArray:
    """Columns of text put together, row by row."""
    return pc.binary_join_element_wise(*texts, between)
