"""Points in well-known text: a second statement of a row's place, or its only one."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from servanda.adapters.readers.cells import E7, Cells, Mask
from servanda.schemas.distinct import Numbers

_POINT = (
    r"(?i)^\s*(?:SRID=4326;)?POINT\s*\(\s*(?P<lon>[+-]?\d{1,3}(?:\.\d+)?)\s+(?P<lat>[+-]?\d{1,2}(?:\.\d+)?)\s*\)\s*$"
)
_APART_E7 = E7 // 100


def points_e7(cells: Cells, column: str) -> tuple[Numbers, Numbers, Mask]:
    """Latitude and longitude in units of 1e-7 degree, and which cells are a point; 0 where one is not."""
    found = pc.extract_regex(cells.text(column).combine_chunks(), _POINT)
    valid = np.asarray(pc.is_valid(found), dtype=bool)
    lat, lon = (_e7(pc.struct_field(found, name)) for name in ("lat", "lon"))
    valid &= (np.abs(lat) <= 90 * E7) & (np.abs(lon) <= 180 * E7)
    return np.where(valid, lat, 0), np.where(valid, lon, 0), valid


def refuse_contradicting(cells: Cells, column: str, lat_e7: Numbers, lon_e7: Numbers) -> None:
    """Refuse rows whose point is none, or lies more than a hundredth of a degree from latitude or longitude."""
    if not cells.has(column):
        return
    lat, lon, valid = points_e7(cells, column)
    empty = np.asarray(pc.equal(cells.text(column).combine_chunks(), ""), dtype=bool)
    unread = f"{column} is no point in well-known text."
    cells.refuse(
        ~valid & ~empty, "point-unreadable", lambda _row: unread, "Write POINT (longitude latitude), or nothing."
    )
    apart = (np.abs(lat - lat_e7) > _APART_E7) | (np.abs(lon - lon_e7) > _APART_E7)
    says = f"{column} lies more than 0.01 degrees from latitude and longitude."
    cells.refuse(valid & apart, "coordinates-contradict", lambda _row: says, "Say which of the two is right.")


def _e7(text: pa.Array) -> Numbers:
    degrees = pc.cast(pc.fill_null(text, "0"), pa.float64())
    return np.round(np.asarray(degrees.to_numpy(zero_copy_only=False)) * E7).astype(np.int64)
