"""Complete verdicts in bulk: 40 zones, a line of 5,000 corners, ten terms, place errors by method.

Each observation is an incident of its own. Counted are rows in, with everything a verdict needs: terms, attribution,
hinges, probabilities, distances. Usage: python bench/verdicts.py [--rows 1000000] [--workers 2] [--profile]
"""

import argparse
import cProfile
import pstats
import resource
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime

from world_findings import World, points, rows, world

sys.path.pop(0)  # `coverage.py` of this folder is not the package that numba looks for

import msgspec
import numpy as np
import pyarrow as pa

from servanda.findings.bulk import OBSERVED, Bench
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts

START = datetime(2031, 3, 1, tzinfo=UTC)
AS_OF = datetime(2031, 6, 1, tzinfo=UTC)
CHUNK = 250_000
USED = (4, 9, 14, 19, 24, 29, 34, 39)
"""Zones that terms name; the other 32 are sectors."""
NAMED = {f"z{number:02d}" for number in USED}
ACTS = ["fire", "station", "fly", "lay_mines", "patrol"]
METHODS = ["camera", "own_senses", "acoustic", "satellite_fire"]
"""By place error: 50, 100, 300 and 1,000 m."""


def agreement(land: World) -> Agreement:
    """Ten terms over the places of the world."""
    names = [f"z{number:02d}" for number in range(len(land.zones))]
    places = {
        name: {"name": {"en": name}, "is": "zone" if name in NAMED else "sector", "shapes": [_ring(zone)]}
        for name, zone in zip(names, land.zones, strict=True)
    }
    line = [msgspec.to_builtins(point) for point in points(land.line)]
    text = {
        **TEXT,
        "places": {**places, "line": {"name": {"en": "line"}, "is": "line", "shapes": [line]}},
        "terms": [_term(each) for each in TERMS],
    }
    return msgspec.convert(text, Agreement, strict=False)


def _ring(zone: np.ndarray) -> list[dict[str, int]]:
    return [msgspec.to_builtins(point) for point in points(zone)]


def _term(term: dict) -> dict:
    unless = [{"cite": each["id"], "says": {"en": each["id"]}, **each} for each in term.get("unless", [])]
    return {
        "cite": term["id"],
        "says": {"en": term["id"]},
        "binds": ["A", "B"],
        "proof": "one",
        **term,
        "unless": unless,
    }


PARTIES = {"A": "party", "B": "party", "M": "monitor"}
TEXT = {
    "id": "bench",
    "version": "1",
    "title": {"en": "Bench"},
    "kind": "peace",
    "status": "in_force",
    "support": ["text:bench"],
    "parties": {
        name: {"name": {"en": name}, "role": role}
        for name, role in {"A": "party", "B": "party", "M": "monitor"}.items()
    },
    "things": {
        "artillery-100": {"is": ["gun", "howitzer", "mortar"], "calibre_min_mm": 100},
        "mlrs": {"is": ["mlrs"]},
        "tank": {"is": ["tank"]},
        "heavy": {"is": ["gun", "howitzer", "mortar", "mlrs", "tank"]},
        "aircraft": {"is": ["helicopter", "uav"]},
    },
    "clocks": {
        "force": {"at": "2031-03-05T00:00:00Z"},
        "withdrawn": {"after": "force", "plus": "P14D"},
        "truce": {"at": "2031-04-10T00:00:00Z"},
        "truce-over": {"after": "truce", "plus": "P10D"},
    },
    "open": {
        "near": {
            "question": {"en": "How near?"},
            "kind": "distance",
            "readings": {name: {"says": {"en": name}, "value": name} for name in ("1 km", "3 km")},
        }
    },
    "proof": {
        "one": {"confirmed_by": ["own_senses", "camera", "acoustic"], "kept_needs_watch": 800_000},
        "two": {"confirmed_by": ["own_senses", "camera"], "independent": 2, "kept_needs_watch": 800_000},
    },
}
SET_BACK = [
    {"binds": party, "thing": thing, "nearer_than": limit, "to": "line"}
    for party, limits in (("A", ("25 km", "50 km", "15 km")), ("B", ("20 km", "50 km", "12 km")))
    for thing, limit in zip(("artillery-100", "mlrs", "tank"), limits, strict=True)
]


def _must_not(name: str, act: str, where: dict, **other: object) -> dict:
    do, _, thing = act.partition(" ")
    return {"id": name, "must_not": {"do": do, "thing": thing}, "where": where, "during": {"from": "force"}, **other}


TERMS = [
    _must_not("no-fire", "fire", {"in": "z39"}),
    _must_not("no-heavy-fire", "fire heavy", {"in": "z34"}, proof="two"),
    _must_not("stored", "station mlrs", {"outside": "z29"}, during={"from": "withdrawn"}),
    {"id": "set-back", "must_not": {"do": "station"}, "during": {"from": "withdrawn"}, "table": SET_BACK},
    _must_not("no-flights", "fly aircraft", {"in": "z24"}, unless=[{"id": "mission", "when": {"operated_by": "M"}}]),
    _must_not("no-fire-near", "fire artillery-100", {"nearer_than": "5 km", "to": "line"}),
    _must_not("no-mines", "lay_mines", {"in": "z19"}),
    _must_not("empty-zone", "station", {"in": "z14"}),
    _must_not("truce", "fire", {"in": "z09"}, during={"from": "truce", "until": "truce-over"}),
    _must_not("no-drones-near", "fly aircraft", {"nearer_than": {"open": "near"}, "to": "line"}),
]
"""Windows, kinds, calibres with distances by party, zones, an exception by operator, standards, an open distance."""


def batch(number: int, land: World, seed: int) -> pa.RecordBatch:
    """Observations with place errors by method."""
    random = np.random.default_rng(seed)
    spots = rows(number, land, seed)
    start = random.integers(0, 60 * 86_400, number) * 1_000_000 + int(START.timestamp()) * 1_000_000
    long = np.where(random.random(number) < 0.2, 3_600_000_000, 0)
    method = np.searchsorted([50, 100, 300, 1_000], spots.sigma_m)
    calibre = np.array([82, 100, 120, 122, 152, 0])[random.integers(0, 6, number)]
    claim = random.random(number) < 0.1
    columns = {
        "id": pa.array(np.char.add("o", np.arange(number).astype("U9"))),
        "act": _names(ACTS, random.choice(5, number, p=[0.45, 0.25, 0.15, 0.05, 0.1])),
        "lat_e7": pa.array(spots.lat, pa.int32()),
        "lon_e7": pa.array(spots.lon, pa.int32()),
        "sigma_m": pa.array(spots.sigma_m, pa.int32()),
        "radius_m": pa.nulls(number, pa.int32()),
        "start": _moments(start),
        "end": _moments(start + long),
        "things": _names(["gun", "howitzer", "mlrs", "tank", "gun+howitzer", "uav", ""], random.integers(0, 7, number)),
        "calibre_low_mm": pa.array(calibre, pa.int32(), mask=calibre == 0),
        "calibre_high_mm": pa.array(calibre, pa.int32(), mask=calibre == 0),
        "by": _names(["A", "B", "A+B", ""], random.choice(4, number, p=[0.3, 0.3, 0.1, 0.3])),
        "observer": _names(["M", "A", "B"], np.where(claim, random.integers(1, 3, number), 0)),
        "method": _names([*METHODS, "party_complaint"], np.where(claim, 4, method)),
        "verb": _names(["recorded", "saw", "heard", "recorded", "alleged"], np.where(claim, 4, method)),
        "origin": _names([f"post-{n}" for n in range(200)], random.integers(0, 200, number)),
        "recorded_at": _moments(start + long + 600_000_000),
    }
    return pa.RecordBatch.from_arrays([columns[field.name] for field in OBSERVED], schema=OBSERVED)


def _names(values: list[str], codes: np.ndarray) -> pa.Array:
    empty = np.array([value == "" for value in values])[codes]
    return pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32(), mask=empty), pa.array(values, pa.string()))


def _moments(micros: np.ndarray) -> pa.Array:
    return pa.array(micros, pa.int64()).view(pa.timestamp("us", tz="UTC"))


def batches(number: int, land: World) -> Iterator[pa.RecordBatch]:
    """Observations in chunks, each made when it is asked for."""
    for seed, start in enumerate(range(0, number, CHUNK)):
        yield batch(min(CHUNK, number - start), land, seed)


_BENCH: list[Bench] = []
_LAND: list[World] = []
WARM = 10_007
"""Seed of the rows that are judged before the clock starts."""


def _prepare() -> None:
    _BENCH.append(Bench(agreement(world()), Facts(), as_of=AS_OF))


def _judge(one: pa.RecordBatch) -> tuple[int, float, int]:
    begin = time.process_time()
    found = _BENCH[0].judge(one)
    return found.num_rows, time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def main() -> None:
    """Judge, and print what it took."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--profile", action="store_true")
    told = parser.parse_args()
    land = world()
    begin = time.perf_counter()
    _prepare()
    print(f"prepared (places, indexes): {time.perf_counter() - begin:.1f} s")
    begin = time.perf_counter()
    _judge(batch(CHUNK, land, WARM))
    print(f"first {CHUNK:,} rows (kinds of rows judged, loops compiled or loaded): {time.perf_counter() - begin:.1f} s")
    if told.profile:
        return _profiled(list(batches(told.rows, land)))
    begin = time.perf_counter()
    done = list(_all(told.rows, told.workers, land))
    wall = time.perf_counter() - begin - (made := sum(each[3] for each in done) / told.workers)
    cpu, peak = sum(each[1] for each in done), max(each[2] for each in done) / 1e6
    print(f"{told.rows:,} rows, {sum(each[0] for each in done):,} findings, {told.workers} workers")
    print(f"wall {wall:.2f} s without making rows ({made:.2f} s): {told.rows / wall:,.0f} rows/s")
    print(f"CPU {cpu:.2f} s: {told.rows / cpu:,.0f} rows/cpu-s; peak {peak:.2f} GB a process")
    return None


def _all(number: int, workers: int, land: World) -> Iterator[tuple[int, float, int, float]]:
    """Chunks are made where they are judged, so that no more than one for each worker is held."""
    _LAND.append(land)
    chunks = [(min(CHUNK, number - start), seed) for seed, start in enumerate(range(0, number, CHUNK))]
    if workers == 1:
        yield from map(_made_and_judged, chunks)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_made_and_judged, chunks)


def _made_and_judged(chunk: tuple[int, int]) -> tuple[int, float, int, float]:
    begin = time.perf_counter()
    one = batch(chunk[0], _LAND[0], chunk[1])
    made = time.perf_counter() - begin
    return (*_judge(one), made)


def _profiled(given: list[pa.RecordBatch]) -> None:
    for number, one in enumerate(given):
        profile = cProfile.Profile()
        profile.enable()
        found = _BENCH[0].judge(one)
        profile.disable()
        reference = sum(found.column("reference").to_pylist())
        kinds = {desk.term.id: len(desk.kinds.judged) for desk in _BENCH[0].desks}
        print(f"chunk {number}: {found.num_rows:,} findings, {reference} near a limit, kinds {kinds}")
        pstats.Stats(profile).sort_stats("tottime").print_stats(22)


if __name__ == "__main__":
    main()
