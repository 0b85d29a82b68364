"""The whole chain over a catalogue at 1×, 10× and 100× its rows: seconds of each stage, seconds a row, peak memory.

The catalogue is that of cases/donbas-2014-2021, each copy under names of its own; `--jitter` moves every event of a
copy by up to half a kilometre, so that no region comes twice. The peer is the reference path: every incident judged by
itself, on the rows of 1×. Usage: python bench/spine.py [TIMES ...] [--jitter]
"""

import csv
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import servanda
from servanda.findings.on_incident import judge_incident
from servanda.findings.stamped import Stamped

CASE = Path("cases/donbas-2014-2021")
STEP = 10_000_000
"""Identifiers of one copy lie this far above those of the one before."""
JITTER = 0.005
"""Degrees."""


def scaled(times: int, to: Path, *, jitter: bool) -> Path:
    """The case with its catalogue so many times over."""
    shutil.copytree(CASE, to)
    manifest = to / "case.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("../../", f"{Path.cwd()}/"), "utf-8")
    chance = random.Random(20150215)  # noqa: S311 - a seed, so that two runs measure the same
    with (CASE / "ged.csv").open(encoding="utf-8", newline="") as file:
        header, tags, *rows = csv.reader(file)
    at = {name: header.index(name) for name in ("id", "latitude", "longitude", "geom_wkt")}
    with (to / "ged.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([header, tags])
        for copy in range(times):
            for row in rows:
                own = list(row)
                own[at["id"]] = str(int(row[at["id"]]) + copy * STEP)
                if jitter and copy:
                    own[at["geom_wkt"]] = ""
                    for name in ("latitude", "longitude"):
                        own[at[name]] = f"{float(row[at[name]]) + chance.uniform(-JITTER, JITTER):.6f}"
                writer.writerow(own)
    return to


def measured(case: Path) -> tuple[dict[str, float], int, float, float]:
    """Seconds of each stage, rows taken, seconds in all, peak memory in MB."""
    begun = time.perf_counter()
    command = [sys.executable, "-m", "servanda", "run", str(case), "--format", "json", "--timings"]
    out = subprocess.run([*command, "--out", str(case / "out")], check=True, capture_output=True).stdout  # noqa: S603
    whole = time.perf_counter() - begun
    stages = json.loads(out)["stages"]
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return {name: stage["seconds"] for name, stage in stages.items()}, stages["observations"]["taken"], whole, peak


def reference() -> tuple[float, float, int]:
    """Seconds of the fast path and of judging each incident by itself, and how many findings they give, equal."""
    case = servanda.open(CASE)
    len(case.incidents)
    begun = time.perf_counter()
    parts = [part for part in case.findings.parts if isinstance(part, Stamped)]
    fast = time.perf_counter() - begun
    begun = time.perf_counter()
    slow = [judge_incident(part.term, incident, part.docket) for part in parts for incident in part.docket.incidents]
    spent = time.perf_counter() - begun
    made = [finding for part in parts for finding in part]
    assert made == [finding for finding in slow if finding is not None]
    return fast, spent, len(made)


if __name__ == "__main__":
    jitter = "--jitter" in sys.argv
    sizes = [int(word) for word in sys.argv[1:] if word.isdigit()] or [1, 10, 100]
    for times in sizes:
        with tempfile.TemporaryDirectory() as scratch:
            seconds, rows, whole, peak = measured(scaled(times, Path(scratch) / "case", jitter=jitter))
        stages = "  ".join(f"{name} {spent:.2f}" for name, spent in seconds.items() if spent >= 0.005)
        each = 1e6 * whole / rows
        print(f"{times:4}× {rows:8} rows  {whole:7.2f} s  {each:8.1f} µs a row  peak {peak:5.0f} MB  {stages}")
    fast, slow, number = reference()
    print(f"findings at 1×: {number} in {fast:.2f} s; each judged by itself {slow:.2f} s: ratio {slow / fast:.1f}")
