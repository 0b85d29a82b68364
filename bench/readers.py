"""Reading a catalogue: rows a second at 1×, 10× and 100× its rows, beside the usual way, in one run.

The peer is `csv.DictReader` and `msgspec.convert`, one record a row, with the same columns and the same checks of type;
it makes no intervals or regions and refuses nothing but what the types refuse. The catalogue is that of
cases/donbas-2014-2021, each copy under names of its own. Usage: python bench/readers.py [TIMES ...]
"""

import csv
import io
import statistics
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from servanda.adapters.readers import READERS, How

CATALOGUE = Path("cases/donbas-2014-2021/ged.csv")
STEP = 10_000_000
"""Identifiers of one copy lie this far above those of the one before."""
HOW = How(received=datetime(2023, 3, 28, tzinfo=UTC))
AGAIN = {1: 7, 10: 3}
"""How often each size is measured; the median counts."""

Whole = Annotated[int, msgspec.Meta(ge=0)]


class Row(msgspec.Struct):
    """The columns that the reader takes, as the usual way types them."""

    id: str
    type_of_violence: Whole
    side_a: str
    side_b: str
    where_prec: Whole
    where_coordinates: str
    latitude: Annotated[float, msgspec.Meta(ge=-90, le=90)]
    longitude: Annotated[float, msgspec.Meta(ge=-180, le=180)]
    event_clarity: Whole
    date_prec: Whole
    date_start: datetime
    date_end: datetime
    low: Whole
    best: Whole
    high: Whole


def peer(raw: bytes) -> int:
    """Rows that the usual way reads."""
    rows = csv.DictReader(io.StringIO(raw.decode(), newline=""))
    return len([msgspec.convert(row, Row, strict=False) for row in rows if row["id"]])


def ours(raw: bytes) -> int:
    """Rows that the reader takes."""
    return READERS["ged"](raw, "ged.csv", HOW).taken


def scaled(times: int) -> bytes:
    """The catalogue so many times over."""
    header, tags, *rows = csv.reader(CATALOGUE.read_text("utf-8").splitlines(keepends=True))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerows([header, tags])
    for copy in range(times):
        writer.writerows([str(int(row[0]) + copy * STEP), *row[1:]] for row in rows)
    return out.getvalue().encode()


def seconds(read: Callable[[bytes], int], raw: bytes, again: int) -> tuple[float, int]:
    """Median time of reading, and the rows."""
    spent = []
    rows = 0
    for _ in range(again):
        begun = time.perf_counter()
        rows = read(raw)
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent), rows


if __name__ == "__main__":
    for times in [int(word) for word in sys.argv[1:]] or [1, 10, 100]:
        raw, again = scaled(times), AGAIN.get(times, 1)
        (own, rows), (other, same) = seconds(ours, raw, again), seconds(peer, raw, again)
        assert rows == same
        print(
            f"{times:4}× {rows:8} rows  reader {own:7.3f} s {rows / own:9.0f} rows/s"
            f"  peer {other:7.3f} s {rows / other:9.0f} rows/s  ratio {other / own:.2f}"
        )
