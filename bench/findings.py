"""Points in bulk against 40 zones and a line of 5,000 corners, and peers in the same run: `python bench/findings.py`.

Zones have 33 to 8,001 corners; seven observations in ten lie about the line (σ 14 km), the others anywhere. CPU seconds
of one process, all threads in them; making observations and indexes is not, and is said apart. Ours runs over all rows
in pieces of a million, in numpy and, where numba is installed, in the loop it compiles. Peers are asked for the first
million, and for distances for the first 100,000, on a plane: that they need not be geodesic favours them. Hits must be
equal but within a few metres of an edge, since edges of ours are geodesics; distances as near as a plane can be. Ratios
are against the peers that are best at zones and at distances, if these are two, together.

`--rows N` (1,000,000), `--peers shapely,sedona,…` or `--peers none`. GeoPandas and SedonaDB run with the Python named
by SERVANDA_BENCH_PEERS, if there is one. A peer that is not installed is said so.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from pyproj import Transformer
from world_findings import E7, Rows, World, points, rows, world

from servanda.geo.bulk import LineIndex, ZoneIndex, fast

PIECE = 1_000_000
NEAREST = 100_000
NAMES = {"shapely": "shapely", "geopandas": "GeoPandas", "sedona": "SedonaDB", "postgis": "PostGIS"}
OURS_TOO = {"shapely", "postgis"}
PEERS_PYTHON = os.environ.get("SERVANDA_BENCH_PEERS") or sys.executable
CUT = 3.0
"""Errors are cut at three standard deviations."""
APART_M, PLANE = 5.0, 0.004
"""Edges of 6 km are drawn straight so far from the geodesic; a plane 450 km wide bends lengths by this share."""


@dataclass(frozen=True)
class Ours:
    """Zones and line, prepared."""

    zones: ZoneIndex
    line: LineIndex


@dataclass(frozen=True)
class Stage:
    """What is measured, and with which figures of the peers it is compared."""

    name: str
    work: Callable[[Ours, Rows], Any]
    against: tuple[str, ...] = ()
    """`zones`, `distance`: CPU seconds of these together; none if no peer does it."""


@dataclass
class Peers:
    """CPU seconds a row of each peer."""

    spent: dict[str, dict[str, float]] = field(default_factory=dict)

    def best(self, against: tuple[str, ...]) -> tuple[str, float]:
        """The peers that need least for each, and their seconds a row together."""
        names = [min(self.spent, key=lambda one: self.spent[one][key]) for key in against]
        total = sum(self.spent[name][key] for name, key in zip(names, against, strict=True))
        return "; ".join(dict.fromkeys(NAMES[name] for name in names)), total


def stages() -> list[Stage]:
    """The stages in order: complete verdicts come after these."""
    return [
        Stage("zones", lambda ours, some: ours.zones.members(some.lon, some.lat), ("zones",)),
        Stage("zones and distance", zones_and_distance, ("zones", "distance")),
        Stage("reach of errors", lambda ours, some: ours.zones.screen(some.lon, some.lat, CUT * some.sigma_m)),
    ]


def zones_and_distance(ours: Ours, some: Rows) -> tuple[Any, Any]:
    """Exact membership and exact geodesic distance."""
    return ours.zones.members(some.lon, some.lat), ours.line.distance_m(some.lon, some.lat)


def pieces(number: int, land: World) -> Iterator[Rows]:
    """Observations, a million at a time."""
    for seed, begin in enumerate(range(0, number, PIECE)):
        yield rows(min(PIECE, number - begin), land, seed)


def prepared(land: World) -> Ours:
    """The indexes; what the reach of errors needs besides is made at the first question."""
    begin = time.process_time()
    ours = Ours(ZoneIndex([[points(zone)] for zone in land.zones]), LineIndex([points(land.line)]))
    ready = time.process_time()
    some = rows(1_000, land, 0)
    for stage in stages():
        stage.work(ours, some)
    later = time.process_time() - ready
    print(f"prepared in {ready - begin:.1f} s, edges for the reach of errors in {later:.1f} s")
    return ours


def measured(stage: Stage, ours: Ours, number: int, land: World) -> float:
    """CPU seconds over all rows; the best of three where there are few."""
    tries = 3 if number <= PIECE else 1
    best = float("inf")
    for _ in range(tries):
        spent = 0.0
        for some in pieces(number, land):
            begin = time.process_time()
            stage.work(ours, some)
            spent += time.process_time() - begin
        best = min(best, spent)
    return best


def asked(land: World, some: Rows) -> dict[str, Any]:
    """What the peers get: degrees for zones, and a plane about the middle of the line for distances."""
    middle = land.line.mean(axis=0) / E7
    plane = f"+proj=tmerc +lon_0={middle[0]} +lat_0={middle[1]} +ellps=WGS84"
    flat = Transformer.from_crs("EPSG:4326", plane, always_xy=True)
    lon, lat = some.lon / E7, some.lat / E7
    x, y = flat.transform(lon[:NEAREST], lat[:NEAREST])
    zones = {f"zone-{number}": zone / E7 for number, zone in enumerate(land.zones)}
    line = np.column_stack(flat.transform(*(land.line / E7).T))
    return {"lon": lon, "lat": lat, "x": x, "y": y, "line": line, "zones": len(zones), **zones}


def peers(names: list[str], land: World, ours: Ours, number: int) -> Peers:
    """Ask the peers, compare their answers with ours, and keep what they needed."""
    found = Peers()
    some = rows(min(number, PIECE), land, 0)
    with tempfile.TemporaryDirectory() as folder:
        np.savez(Path(folder) / "asked.npz", **asked(land, some))
        for name in names:
            script = str(Path(__file__).with_name("peers_findings.py"))
            python = sys.executable if name in OURS_TOO else PEERS_PYTHON
            done = subprocess.run([python, script, name, folder], capture_output=True, text=True, check=False)  # noqa: S603 - our own script
            if done.returncode == 3:
                print(f"  {NAMES[name]}: not installed")
                continue
            if done.returncode:
                raise RuntimeError(done.stderr)
            said = json.loads(done.stdout.strip().splitlines()[-1])
            apart = compared(np.load(Path(folder) / f"{name}.npz"), ours, some)
            found.spent[name] = {"zones": said["zones"] / len(some.lon), "distance": said["distance"] / NEAREST}
            rates = [1e-6 / found.spent[name][key] for key in ("zones", "distance")]
            print(
                f"  {NAMES[name]:26s} {rates[0]:6.2f} and {rates[1]:6.3f} M a CPU-second, {said['megabytes']:5.0f} MB; "
                f"hits equal but {apart} within {APART_M:.0f} m of an edge",
                flush=True,
            )
    return found


def compared(theirs: Any, ours: Ours, some: Rows) -> int:  # noqa: ANN401 - arrays by name
    """Rows whose zones differ, all of them beside an edge; distances must be as near as a plane can be."""
    zones = ours.zones.members(some.lon, some.lat)
    other = np.flatnonzero(theirs["words"] != zones)
    beside = ours.zones.screen(some.lon[other], some.lat[other], np.full(len(other), APART_M))[1]
    assert not ((theirs["words"][other] ^ zones[other]) & ~beside).any(), "a hit away from any edge differs"
    away = ours.line.distance_m(some.lon[:NEAREST], some.lat[:NEAREST])
    assert (np.abs(theirs["away"] - away) <= 1 + PLANE * away).all(), "a distance differs"
    return len(other)


def table(number: int, land: World, ours: Ours, best: Peers) -> None:
    """One line for each stage and each way of working."""
    print(f"{'stage':20s} {'':6s} {'CPU s':>7s} {'M a CPU-second':>15s}   against the best peer")
    ways = {"numpy": lambda: None, **({"fast": fast.least} if fast.least() else {})}
    for stage in stages():
        for way, choice in ways.items():
            with mock.patch.object(fast, "least", choice):
                stage.work(ours, rows(1_000, land, 0))
                spent = measured(stage, ours, number, land)
            ratio = ""
            if stage.against and best.spent:
                name, needs = best.best(stage.against)
                ratio = f"{needs * number / spent:6.1f}x  {name}"
            print(f"{stage.name:20s} {way:6s} {spent:7.2f} {number / spent / 1e6:15.2f}   {ratio}", flush=True)
    if "fast" not in ways:
        print("fast: numba is not installed")


def main() -> None:
    """Print peers and table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=PIECE)
    parser.add_argument("--peers", default=",".join(NAMES))
    options = parser.parse_args()
    land = world()
    print(f"{options.rows:,} observations, {len(land.zones)} zones, a line of {len(land.line):,} corners")
    ours = prepared(land)
    best = peers([name for name in options.peers.split(",") if name in NAMES], land, ours, options.rows)
    table(options.rows, land, ours, best)
    print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


if __name__ == "__main__":
    main()
