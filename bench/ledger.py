"""How fast the ledger is on this machine, beside a peer in the same run.

The peer is SQLite from the standard library: the same lines into a table, one transaction for each group, write-ahead
log, `synchronous=FULL`. It gives durability only: no leaf hashes, no root, no signature. Ratio is ledger / SQLite.

    python bench/ledger.py [--seconds 2] [--folder DIR] [--json]
"""

import argparse
import json
import platform
import sqlite3
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from servanda.ledger import Entry, Ledger, demonstration_signer, verify
from servanda.ledger.entry import line_of
from servanda.store import Query, SqliteIndex

NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
GROUPS = (1, 64, 1024)


def entry(number: int) -> Entry:
    """An entry of about 550 bytes, like an observation."""
    payload = {
        "id": f"EX-{number:08d}",
        "kind": "patrol",
        "says": {"en": "Outgoing fire heard, three rounds of mortar. " * 3, "uk": "Чути три постріли з міномета. " * 3},
        "where": {"lat_e7": 470_000_000 + number, "lon_e7": -300_000_000 - number, "radius_m": 250},
    }
    return Entry(author="EX-MISSION", payload=payload, recorded_at=NOON, type="observation")


def rate(step: Callable[[int], int], seconds: float) -> float:
    """How many entries a second `step` takes in, best of the whole time given."""
    done, start = 0, time.perf_counter()
    while time.perf_counter() - start < seconds:
        done += step(done)
    return done / (time.perf_counter() - start)


def ledger_rate(folder: Path, group: int, seconds: float) -> float:
    """Entries a second, appended in groups."""
    with Ledger.open(folder, signer=demonstration_signer(), origin="EX-BENCH/ledger") as ledger:

        def step(done: int) -> int:
            ledger.append([entry(done + number) for number in range(group)])
            return group

        return rate(step, seconds)


def sqlite_rate(file: Path, group: int, seconds: float) -> float:
    """The peer: the same canonical lines into a table."""
    database = sqlite3.connect(file, isolation_level=None)
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = FULL")
    database.execute("CREATE TABLE entry (i INTEGER PRIMARY KEY, body BLOB NOT NULL)")

    def step(done: int) -> int:
        lines = [(done + number, line_of(entry(done + number))) for number in range(group)]
        database.execute("BEGIN IMMEDIATE")
        database.executemany("INSERT INTO entry VALUES (?, ?)", lines)
        database.execute("COMMIT")
        return group

    result = rate(step, seconds)
    database.close()
    return result


def timed(size: int, work: Callable[[], object]) -> float:
    """Entries a second of one piece of work over the whole ledger."""
    start = time.perf_counter()
    work()
    return size / (time.perf_counter() - start)


def measure(folder: Path, seconds: float) -> list[dict[str, object]]:
    """All rows of the table."""
    rows: list[dict[str, object]] = []
    for group in GROUPS:
        own = ledger_rate(folder / f"ledger-{group}", group, seconds)
        peer = sqlite_rate(folder / f"peer-{group}.sqlite", group, seconds)
        rows.append({"what": f"append, groups of {group}", "per_s": own, "peer_per_s": peer, "ratio": own / peer})
    largest = folder / f"ledger-{GROUPS[-1]}"
    size = verify(largest).size
    rows.append({"what": f"verify all of {size}", "per_s": timed(size, lambda: verify(largest))})
    rows.append({"what": f"open for reading, {size}", "per_s": timed(size, lambda: Ledger.open(largest))})
    ledger = Ledger.open(largest)
    rows.append({"what": f"index made, {size}", "per_s": timed(size, lambda: SqliteIndex(ledger))})
    rows.append({"what": f"index opened again, {size}", "per_s": timed(size, lambda: SqliteIndex(ledger))})
    index = SqliteIndex(ledger)
    rows.append({"what": "one entry by id", "per_s": 200 / _seconds(lambda: index.rows(Query(id="EX-00000077")), 200)})
    ledger.prove_inclusion(0)
    rows.append({"what": "inclusion proof", "per_s": 2000 / _seconds(lambda: ledger.prove_inclusion(size // 3), 2000)})
    return rows


def _seconds(work: Callable[[], object], times: int) -> float:
    start = time.perf_counter()
    for _ in range(times):
        work()
    return time.perf_counter() - start


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=2)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        rows = measure(Path(folder), options.seconds)
    if options.json:
        print(json.dumps({"python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "rows": rows}))
        return
    print(f"{'what':32}{'per second':>12}{'SQLite':>12}{'ratio':>8}")
    for row in rows:
        peer = f"{row['peer_per_s']:>12,.0f}{row['ratio']:>8.2f}" if "ratio" in row else ""
        print(f"{row['what']:32}{row['per_s']:>12,.0f}{peer}")


if __name__ == "__main__":
    main()
