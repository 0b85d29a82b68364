"""Rows a second of the reader of event catalogues, against reading the same rows one by one, in one run.

The peer is the usual script: `csv.DictReader`, figures and days converted row by row into one struct each (msgspec),
with none of the checks. It is given an advantage: no regions, no reasons, no parties, and it crashes at the first bad
cell. Each figure is the best of three, in a process of its own, whose peak of memory is shown; the file counts in it.
Usage: python bench/readers.py [FACTOR ...]
"""

import csv
import io
import json
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from servanda.adapters.readers import READERS, How

SOURCE = Path(__file__).parent.parent / "cases" / "donbas-2014-2021" / "ged.csv"
RECEIVED = datetime(2023, 3, 28, 21, tzinfo=UTC)
PARTIES = {"Government of Ukraine": ["A"], "DPR": ["B"], "LPR": ["B"], "United Armed Forces of Novorossiya": ["B"]}
RUNS = 3


class Event(msgspec.Struct):
    """What the usual script keeps of a row."""

    id: int
    lat: float
    lon: float
    start: date
    end: date
    precision: int
    best: int
    sides: tuple[str, str]
    place: str


def usual(raw: bytes) -> int:
    """Rows that the usual script reads."""
    found = []
    for row in csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")):
        if row["latitude"].startswith("#"):
            continue
        found.append(
            Event(
                id=int(row["id"]),
                lat=float(row["latitude"]),
                lon=float(row["longitude"]),
                start=date.fromisoformat(row["date_start"][:10]),
                end=date.fromisoformat(row["date_end"][:10]),
                precision=int(row["where_prec"]),
                best=int(row["best"]),
                sides=(row["side_a"], row["side_b"]),
                place=row["where_description"],
            )
        )
    return len(found)


def ours(raw: bytes) -> int:
    """Rows that the reader takes; every one of them must be."""
    taken = READERS["ged"](raw, "ged.csv", How(received=RECEIVED, parties=PARTIES))
    assert taken.rows == taken.taken + len(taken.rejections)
    return taken.taken


def larger(factor: int) -> bytes:
    """The file so many times over, each event with an identifier of its own."""
    rows = list(csv.reader(io.StringIO(SOURCE.read_text("utf-8"), newline="")))
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows(rows[:2])
    for copy in range(factor):
        writer.writerows([f"{copy + 1}{row[0]:0>8}", *row[1:]] for row in rows[2:])
    return out.getvalue().encode()


def measure(which: str, file: str) -> None:
    """Print rows, seconds and peak of this process as JSON."""
    raw = Path(file).read_bytes()
    seconds = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        rows = {"usual": usual, "ours": ours}[which](raw)
        seconds.append(time.perf_counter() - begun)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"rows": rows, "seconds": min(seconds), "peak": peak, "bytes": len(raw)}))


def table(factors: list[int]) -> None:
    """Print one line for each size."""
    print(
        f"{'rows':>9} {'MB':>5} {'ours, rows/s':>13} {'usual, rows/s':>14} {'ratio':>6} {'peak MB':>8} {'usual MB':>9}"
    )
    with tempfile.TemporaryDirectory() as folder:
        for factor in factors:
            file = Path(folder) / f"{factor}.csv"
            file.write_bytes(larger(factor))
            us, them = (_measured(which, file) for which in ("ours", "usual"))
            assert us["rows"] == them["rows"]
            rate, other = us["rows"] / us["seconds"], them["rows"] / them["seconds"]
            size = f"{us['rows']:>9,.0f} {us['bytes'] / 1e6:>5.0f}"
            peaks = f"{us['peak']:>8,.0f} {them['peak']:>9,.0f}"
            print(f"{size} {rate:>13,.0f} {other:>14,.0f} {rate / other:>6.2f} {peaks}", flush=True)


def _measured(which: str, file: Path) -> dict[str, float]:
    command = [sys.executable, __file__, which, str(file)]
    found: dict[str, float] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)  # noqa: S603 - this file itself
    return found


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["usual"]):
        measure(sys.argv[1], sys.argv[2])
    else:
        table([int(each) for each in sys.argv[1:]] or [1, 10, 100])
