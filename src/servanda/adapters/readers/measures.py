"""Columns of decimal numbers, and moments as intervals of the length that was written."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.adapters.readers.cells import Cells, Mask
from servanda.schemas.distinct import Numbers

Reals = NDArray[np.float64]
_DECIMAL = r"^\d{1,9}(\.\d{1,9})?$"


def decimals(cells: Cells, column: str, most: float, *, empty: bool = False) -> tuple[Reals, Mask]:
    """Numbers from 0 to `most`, and which cells are one.

    Args:
        cells: The rows; each cell that is no such number is counted against its row.
        column: The column.
        most: The largest that is allowed.
        empty: Whether a cell may be empty.
    """
    text = pc.utf8_trim_whitespace(cells.text(column))
    fits = np.asarray(pc.match_substring_regex(text, _DECIMAL), dtype=bool)
    blank = np.asarray(pc.equal(text, ""), dtype=bool)
    cells.refuse(
        ~fits & ~(blank & empty),
        "cell-not-number",
        lambda row: f"{column} is {cells.shown(column, row)}, no decimal number.",
        "Write digits with a decimal point, and no unit.",
    )
    values = np.asarray(pc.cast(pc.if_else(pa.array(fits), text, "0"), pa.float64()).to_numpy(), dtype=np.float64)
    cells.refuse(
        fits & (values > most),
        "cell-out-of-range",
        lambda row: f"{column} is {cells.shown(column, row)}; it goes from 0 to {most:g}.",
        "Check the unit, and that no column was moved.",
    )
    return np.where(values > most, 0, values), fits & (values <= most)


def utc(microseconds: Numbers) -> pa.Array:
    """Moments, from microseconds since 1970."""
    return pa.array(microseconds).cast(pa.timestamp("us", tz="UTC"))
