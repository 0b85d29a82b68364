"""Joining of synthetic reports against the window matcher: pair F1 and time, in one run.

The peer is the usual practice: reports of one kind within a fixed window are one event (scipy cKDTree and connected
components, the best of nine windows chosen on the test itself, which favours it). The generator knows three classes
of source (100 m / 2 min, 500 m / 15 min, 2 km / 2 h), one type in ten wrong, two reports an event on average; our
method is told the error of each report and the density of events, as a mission would be, so its figures are an upper
bound. Usage: python bench/incidents.py [REPORTS ...]
"""

import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from servanda.incidents.detect import pair_scores
from servanda.incidents.features import current, features_of
from servanda.incidents.link import average_link
from servanda.records.observation import Observation
from servanda.records.place import Point, Spot
from servanda.records.time import Interval
from servanda.schemas.rows import rows_of

START = datetime(2031, 3, 1, tzinfo=UTC)
KINDS = ("gun", "mortar", "mlrs", "small-arm")
SIGMA_M = (100, 500, 2_000)
SIGMA_S = (120, 900, 7_200)
METHODS = ("camera", "own_senses", "media")
WIDTH_M = 200_000.0
PER_DAY = 400.0
"""Events a day on 200 × 200 km: 0.01 for each square kilometre."""


def reports(number: int, seed: int) -> tuple[list[Observation], NDArray[np.int64]]:
    """Synthetic reports and the event each belongs to."""
    random = np.random.default_rng(seed)
    events = number // 2
    days = events / PER_DAY
    place, moment = random.uniform(0, WIDTH_M, (events, 2)), random.uniform(0, days * 86_400, events)
    kind = random.integers(0, len(KINDS), events)
    event = random.integers(0, events, number)
    source = random.integers(0, 3, number)
    at = place[event] + random.normal(size=(number, 2)) * np.array(SIGMA_M)[source][:, None]
    when = moment[event] + random.normal(size=number) * np.array(SIGMA_S)[source] / 2
    wrong = random.random(number) < 0.1
    said = np.where(wrong, random.integers(0, len(KINDS), number), kind[event])
    rows = [_report(n, at[n], float(when[n]), int(source[n]), KINDS[said[n]]) for n in range(number)]
    return rows, event


def _report(number: int, at: NDArray[np.float64], when: float, source: int, kind: str) -> Observation:
    moment, half = START + timedelta(seconds=round(when)), timedelta(seconds=SIGMA_S[source])
    point = Point(lat_e7=466_000_000 + round(at[1] * 89.95), lon_e7=-310_000_000 + round(at[0] * 131.5))
    return Observation(
        id=f"EX-O-{number:07d}",
        observer=f"EX-{number}",
        method=METHODS[source],
        verb="recorded",
        origin=f"EX-{number}",
        act="fire",
        where=Spot(at=point, sigma_m=SIGMA_M[source]),
        when=Interval(start=moment - half, end=moment + half),
        things=[kind],
        recorded_at=moment + timedelta(days=1),
    )


def ours(rows: Sequence[Observation]) -> NDArray[np.int64]:
    """Group of each report by likelihood and average link."""
    features = features_of(current(rows_of(rows, Observation)), {})
    scores = pair_scores(features, PER_DAY / (WIDTH_M / 1000) ** 2)
    groups = np.empty(len(rows), dtype=np.int64)
    for name, members in enumerate(average_link(len(rows), scores, start=[], apart=[])):
        groups[members] = name
    return groups


def window(rows: Sequence[Observation], gate_m: float, gate_s: float) -> NDArray[np.int64]:
    """Group of each report by a fixed window, the same kind, and connected components."""
    features = features_of(current(rows_of(rows, Observation)), {})
    spots = np.column_stack([features.xy / gate_m, (features.start + features.end) / 2 / gate_s])
    pairs = cKDTree(spots).query_pairs(1.0, p=np.inf, output_type="ndarray")
    kinds = np.array([KINDS.index(row.things[0]) for row in rows])
    pairs = pairs[kinds[pairs[:, 0]] == kinds[pairs[:, 1]]]
    links = coo_array((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(len(rows), len(rows)))
    return np.asarray(connected_components(links, directed=False)[1])


def pair_f1(found: NDArray[np.int64], truth: NDArray[np.int64]) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of reports."""

    def pairs(groups: NDArray[np.int64]) -> int:
        counts = np.unique(groups, return_counts=True)[1]
        return int((counts * (counts - 1) // 2).sum())

    both = pairs(found * (truth.max() + 1) + truth)
    precision, recall = both / max(1, pairs(found)), both / max(1, pairs(truth))
    return precision, recall, 2 * precision * recall / max(1e-12, precision + recall)


def main(sizes: Sequence[int]) -> None:
    """Print one table."""
    print("reports  method            precision  recall     F1   seconds")
    for size in sizes:
        rows, truth = reports(size, seed=100)
        began = time.perf_counter()
        found = ours(rows)
        spent = time.perf_counter() - began
        print(
            "{:7d}  {:16s}  {:9.3f}  {:6.3f}  {:5.3f}  {:8.2f}".format(size, "servanda", *pair_f1(found, truth), spent)
        )
        tried = []
        for gate_m in (500.0, 1_500.0, 4_000.0):
            for gate_s in (900.0, 3_600.0, 14_400.0):
                began = time.perf_counter()
                score = pair_f1(window(rows, gate_m, gate_s), truth)
                tried.append((score, time.perf_counter() - began))
        best, peer = max(tried, key=lambda one: one[0][2])
        print("{:7d}  {:16s}  {:9.3f}  {:6.3f}  {:5.3f}  {:8.2f}".format(size, "window matcher", *best, peer))
        print(f"         F1 {pair_f1(found, truth)[2] - best[2]:+.3f}, time ratio {spent / peer:.1f}")


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [10_000])
