"""Account and map of a catalogue against a plain walk through its records: time in one run, and memory.

The peer is the usual practice: loop over all findings and events as records and count them into dictionaries; it draws
nothing and writes no page, which favours it. Its time is given without and with the making of its records, which at
100× would take gigabytes, so there it is left out. Events are drawn with a fixed seed; one in fifteen has a region of
its own, as places recur in catalogues. Usage: python bench/reports.py [EVENTS ...]
"""

import resource
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from servanda import findings, incidents
from servanda.records.facts import Facts
from servanda.records.observation import Observation
from servanda.reports import Dossier, render
from servanda.schemas.rows import Rows, conformed, schema_of
from unit.reports import catalogues

PEER_UP_TO = 50_000
RECUR = 15
LEAST = 1_000


def events(number: int) -> Rows[Observation]:
    """Events as columns."""
    random = np.random.default_rng(catalogues.SEED)
    places = max(LEAST, number // RECUR)
    lat = catalogues.LAT + (random.normal(0, 0.4, places) * 1e7).astype(np.int64)
    lon = catalogues.LON + (random.normal(0.1, 0.5, places) * 1e7).astype(np.int64)
    radius = random.choice(catalogues.RADII_M, places, p=[0.35, 0.4, 0.2, 0.05])
    of = random.integers(0, places, number)
    start = np.datetime64(catalogues.FIRST.replace(tzinfo=None), "us") + random.integers(0, 2_900, number).astype(
        "timedelta64[D]"
    )
    end = start + random.choice([1, 5, 20, 90], number, p=[0.7, 0.2, 0.08, 0.02]).astype("timedelta64[D]")
    best = 1 + random.poisson(1.5, number)
    schema = schema_of(Observation)
    where = schema.field("where").type
    at = pa.StructArray.from_arrays([pa.array(lat[of]), pa.array(lon[of])], fields=list(where.field("at").type))
    parts = {"kind": pa.array(["disc"] * number), "at": at, "radius_m": pa.array(radius[of].astype(np.int64))}
    regions = pa.StructArray.from_arrays(
        [parts.get(each.name, pa.nulls(number, each.type)) for each in where], fields=list(where)
    )
    told = {
        "id": pa.array([f"CAT-{row:07d}" for row in range(number)]),
        "where": regions,
        "when": _struct(schema, "when", [_moment(start), _moment(end)]),
        "count": _struct(schema, "count", [pa.array(np.ones(number, dtype=np.int64))] * 2),
        "deaths": _struct(schema, "deaths", [pa.array(best - 1), pa.array(best), pa.array(best + 2)]),
        "recorded_at": _moment(np.full(number, np.datetime64("2045-01-01", "us"))),
    }
    words = {
        "observer": "CATALOGUE",
        "method": "catalogue",
        "verb": "recorded",
        "origin": "feed:catalogue",
        "act": "fire",
    }
    told |= {name: pa.array([word] * number) for name, word in words.items()}
    return Rows(conformed(pa.table(told), Observation), Observation)


def _struct(schema: pa.Schema, name: str, parts: list[pa.Array]) -> pa.Array:
    return pa.StructArray.from_arrays(parts, fields=list(schema.field(name).type))


def _moment(moments: np.ndarray) -> pa.Array:
    return pa.array(moments).cast(pa.timestamp("us")).cast(pa.timestamp("us", tz="UTC"))


def dossier(number: int) -> Dossier:
    """A case of so many events, joined and judged by the stages."""
    small = catalogues.catalogue(10)
    (text,) = small.agreements
    rows = events(number)
    joined = incidents.detect_with_rejections(rows, places=text.places, parties=["A", "B"], decisions=[]).incidents
    at = datetime(2046, 1, 1, tzinfo=UTC)
    found = findings.judge(text, Facts(observations=rows, incidents=joined), as_of=at, window=None)
    return replace(small, observations=rows, incidents=joined, findings=found, as_of=at)


def peer(observations: Sequence[Observation], found: Sequence[object]) -> int:
    """The figures of the account, counted record by record; how many different ones there were."""
    counts: Counter[object] = Counter()
    for one in observations:
        counts["deaths"] += one.deaths.best
        counts["size", one.where.radius_m] += 1
        counts["days", (one.when.end - one.when.start) // timedelta(days=1)] += 1
    for each in found:
        verdict = each.outcome.verdict
        counts["term", each.term, verdict] += 1
        counts["sector", each.subject.sector, verdict] += 1
        counts["month", each.term, each.subject.when.start.strftime("%Y-%m"), verdict] += 1
        counts["hinges", tuple(sorted({hinge.cause for hinge in each.hinges}))] += 1
        for read in each.by_reading:
            counts["reading", tuple(read.readings.items()), read.verdict] += 1
    return len(counts)


def main(sizes: Sequence[int]) -> None:
    """Print one table."""
    print(
        "  events  findings  regions  servanda s  peer s  ratio  peer+records s  ratio  ms per 1000  peak MB  added MB"
    )
    for size in sizes:
        known = dossier(size)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        began = time.perf_counter()
        pages = render(known)
        spent = time.perf_counter() - began
        after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        assert "map.html" in pages
        other, made = _peer_seconds(known) if size <= PEER_UP_TO else (float("nan"), float("nan"))
        print(
            f"{size:8d}  {len(known.findings):8d}  {max(LEAST, size // RECUR):7d}  {spent:10.2f}  {other:6.2f}  "
            f"{spent / other:5.2f}  {made:14.2f}  {spent / made:5.2f}  "
            f"{spent / size * 1e6:11.1f}  {after:7.0f}  {after - before:8.0f}"
        )


def _peer_seconds(known: Dossier) -> tuple[float, float]:
    """Without and with the making of its records."""
    first = time.perf_counter()
    rows, found = list(known.observations), list(known.findings)
    began = time.perf_counter()
    peer(rows, found)
    done = time.perf_counter()
    return done - began, done - first


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [3_000, 30_000, 300_000])
