"""FIRMS active fires, VIIRS and MODIS: one row a hot pixel at a satellite's pass; it says burning, never who or why."""

import hashlib

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.catalogue import Events, Format, discs, taken_of
from servanda.adapters.readers.cells import Cells
from servanda.adapters.readers.measures import decimals, utc
from servanda.adapters.readers.sheet import read_sheet
from servanda.adapters.readers.taken import How, Taken
from servanda.schemas.distinct import Numbers

NEEDS = ("latitude", "longitude", "scan", "track", "acq_date", "acq_time", "satellite", "confidence")
"""Columns without which it is not this format."""

KEPT = ("confidence", "frp", "type")
"""Columns kept as they came: how sure the algorithm is, power in MW, kind of hot spot."""

KNOWN = (
    *NEEDS,
    *("instrument", "version", "frp", "daynight", "type"),
    *("brightness", "bright_t31", "bright_ti4", "bright_ti5", "country_id"),
)

FORMAT = Format(
    method="satellite_fire", verb="recorded", publisher="FIRMS", known=KNOWN, used=(*NEEDS, *KEPT, "instrument")
)

GEOLOCATION_M = 400
"""Added to half the diagonal of the pixel, for where the pixel itself lies: about one pixel of VIIRS."""

_WIDEST_KM = 20
_CONFIDENCE = r"^(?i:l|n|h|low|nominal|high|100|[1-9]?[0-9])$"
_MINUTE = 60_000_000
_DAY = 24 * 60 * _MINUTE


def read(raw: bytes, name: str, how: How) -> Taken:
    """Read fires; times are UTC, whatever zone is stated, and zeros that a spreadsheet took off are put back.

    Args:
        raw: The file.
        name: Name it is cited by.
        how: What the file does not say.

    Raises:
        InputError: `sheet-…` if it is no such file.
    """
    cells = Cells(read_sheet(raw, name, needs=NEEDS), name)
    lat, lon = cells.degrees_e7("latitude", 90), cells.degrees_e7("longitude", 180)
    cells.swapped(lat, lon)
    begun = _moments(cells)
    _refuse_doubtful(cells)
    names = _names(cells, lat, lon, begun)
    _refuse_doubled(cells, names)
    rows = len(lat)
    every = np.ones(rows, dtype=bool)
    events = Events(
        id=names,
        act=pa.repeat("burning", rows),
        where=discs(lat, lon, _radii(cells)),
        start=utc(begun),
        end=utc(begun + _MINUTE),
        high=np.full(rows, -1, dtype=np.int64),
        keeps={column: every for column in KEPT if cells.has(column)},
    )
    return taken_of(cells, events, how, FORMAT)


def _radii(cells: Cells) -> Numbers:
    """Half the diagonal of each pixel and the error of its place, metres."""
    (scan, _), (track, _) = (decimals(cells, column, _WIDEST_KM) for column in ("scan", "track"))
    cells.refuse((scan == 0) | (track == 0), "precision-missing", lambda _row: "The pixel has no size.", "Check scan.")
    return np.asarray(np.ceil(np.hypot(scan, track) * 500) + GEOLOCATION_M, dtype=np.int64)


def _moments(cells: Cells) -> Numbers:
    """Beginning of the minute of each pass, microseconds since 1970."""
    days, _ = cells.days("acq_date")
    clock = cells.whole("acq_time", range(2400))
    cells.refuse(
        clock % 100 > 59,  # noqa: PLR2004 - minutes
        "time-unreadable",
        lambda row: f"acq_time is {cells.shown('acq_time', row)}.",
        "Write HHMM, UTC.",
    )
    minutes = clock // 100 * 60 + clock % 100
    return np.asarray(days.astype(np.int64) * _DAY + minutes * _MINUTE, dtype=np.int64)


def _refuse_doubtful(cells: Cells) -> None:
    text = pc.utf8_trim_whitespace(cells.text("confidence"))
    cells.refuse(
        ~np.asarray(pc.match_substring_regex(text, _CONFIDENCE), dtype=bool),
        "confidence-unreadable",
        lambda row: f"confidence is {cells.shown('confidence', row)}.",
        "Write low, nominal, high, their first letters, or 0 to 100.",
    )


def _names(cells: Cells, lat: Numbers, lon: Numbers, begun: Numbers) -> pa.Array:
    """A name that the same pixel at the same pass always bears, without its place being readable from it."""
    parts = [*(cells.text(each).combine_chunks() for each in ("satellite",)), *map(_written, (lat, lon, begun))]
    keys = pc.binary_join_element_wise(*parts, "|").to_pylist()
    return pa.array([f"FIRMS-{hashlib.sha256(key.encode()).hexdigest()[:20]}" for key in keys], pa.string())


def _written(numbers: Numbers) -> pa.Array:
    return pc.cast(pa.array(numbers), pa.string())


def _refuse_doubled(cells: Cells, names: pa.Array) -> None:
    _, first = np.unique(np.asarray(pc.dictionary_encode(names).indices), return_index=True)
    again = np.ones(len(names), dtype=bool)
    again[first] = False
    says = "The same pixel of the same pass stands further up."
    cells.refuse(again, "id-used-twice", lambda _row: says, "Send each fire once.")
