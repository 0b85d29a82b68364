"""Which observations may speak of one event, and how strongly: a likelihood ratio for each pair.

For a pair of the same act: how densely the two error regions and the two times overlap, against how densely unrelated
incidents lie anyway; then what the kinds say (one type in ten is confused), whose it was, and copies of one origin.
Scores are whole thousandths of a natural logarithm, so that sums do not depend on their order.
"""

import math
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from servanda.incidents.features import STANDING, Column, Features, is_claim
from servanda.records.observation import Observation

FLOOR, CEILING = -8_000, 8_000
"""No single pair weighs more than this, in thousandths."""

SAME_KIND, OTHER_KIND = round(1000 * math.log(2.0)), round(1000 * math.log(0.1))
OTHER_PARTY = round(1000 * math.log(0.15))
COPY, AGAIN = round(1000 * math.log(20.0)), round(1000 * math.log(0.2))
"""Two outlets with one origin copy each other; one observer seldom reports an event twice."""

_CELL_M, _CELL_S = 500.0, 600.0
_REACH = 3.5
_KM2_DAY = 1e6 * 86_400.0


@dataclass(frozen=True)
class Pairs:
    """Scored pairs: rows `left` < `right` and their score in thousandths."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    score: NDArray[np.int64]


def scored_pairs(features: Features, unrelated_per_km2_day: float) -> Pairs:
    """All pairs that are near in space and time, scored; all others count as the floor.

    Args:
        features: Columns of the observations.
        unrelated_per_km2_day: How densely unrelated incidents of one act lie: the background of the ratio.
    """
    left, right = _near(features)
    same = features.labels["act"][left] == features.labels["act"][right]
    left, right = left[same], right[same]
    density = _space(features, left, right) + _time(features, left, right)
    score = np.round(1000 * (density - math.log(unrelated_per_km2_day / _KM2_DAY))).astype(np.int64)
    hopeful = score > FLOOR
    left, right, score = left[hopeful], right[hopeful], score[hopeful]
    both = zip(left.tolist(), right.tolist(), strict=True)
    said = [_said(features.record(one), features.record(other)) for one, other in both]
    total = score + np.array(said, dtype=np.int64)
    return Pairs(left=left, right=right, score=np.clip(total, FLOOR, CEILING))


def _near(features: Features) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs within reach, found by trees of equal reach: a vague report does not make precise ones dear.

    Rows of one catalogue are never a pair: by its rules they are different events. So a catalogue alone costs nothing.
    """
    middle = (features.start + features.end) / 2
    half = (features.end - features.start) / 2
    reach = np.maximum(_REACH * np.sqrt(features.spread[:, :2].max(axis=1, initial=0)) / _CELL_M, half / _CELL_S)
    spots = np.column_stack([features.xy / _CELL_M, (middle - middle.min(initial=0)) / _CELL_S])
    rank = np.ceil(np.log2(np.maximum(reach, 1.0))).astype(np.int64)
    found = [np.empty((0, 2), dtype=np.int64)]
    for one, other in combinations_with_replacement(sorted(set(features.catalogue.tolist())), 2):
        groups = (np.flatnonzero(features.catalogue == one), np.flatnonzero(features.catalogue == other))
        if one == other >= 0:
            continue
        levels = sorted(set(rank[np.concatenate(groups)].tolist()))
        found += [_at_level(spots, rank, level, groups) for level in levels]
    pairs = np.sort(np.vstack(found), axis=1)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    return pairs[:, 0], pairs[:, 1]


def _at_level(
    spots: Column, rank: NDArray[np.int64], level: int, groups: tuple[NDArray[np.int64], NDArray[np.int64]]
) -> NDArray[np.int64]:
    """Pairs of one group with the other, or within one, whose vaguer member is of this level."""
    one, other = (rows[rank[rows] <= level] for rows in groups)
    if not len(one) or not len(other):
        return np.empty((0, 2), dtype=np.int64)
    reach = 2.0 * 2.0**level
    tree = cKDTree(spots[one])
    if groups[0] is groups[1] or np.array_equal(one, other):
        pairs = one[tree.query_pairs(reach, p=math.inf, output_type="ndarray")]
    else:
        near = tree.sparse_distance_matrix(cKDTree(spots[other]), reach, p=math.inf, output_type="ndarray")
        pairs = np.column_stack([one[near["i"]], other[near["j"]]])
    return np.asarray(pairs[rank[pairs].max(axis=1, initial=0) == level], dtype=np.int64).reshape(-1, 2)


def _space(features: Features, left: NDArray[np.int64], right: NDArray[np.int64]) -> Column:
    """Logarithm of the density, per square metre, with which both errors allow one place."""
    gap = features.xy[left] - features.xy[right]
    east, north, both = (features.spread[left] + features.spread[right]).T
    det = np.maximum(east * north - both**2, 1.0)
    z2 = (north * gap[:, 0] ** 2 - 2 * both * gap[:, 0] * gap[:, 1] + east * gap[:, 1] ** 2) / det
    return np.asarray(-z2 / 2 - np.log(2 * math.pi * np.sqrt(det)))


def _time(features: Features, left: NDArray[np.int64], right: NDArray[np.int64]) -> Column:
    """Logarithm of the density, per second, with which both times allow one moment; a gap weighs like an error."""
    start, end = features.start, features.end
    common = np.minimum(end[left], end[right]) - np.maximum(start[left], start[right])
    short = np.minimum(end[left] - start[left], end[right] - start[right])
    long = np.maximum(end[left] - start[left], end[right] - start[right])
    gap = np.maximum(0.0, -common) / np.maximum(short / 4, 1.0)
    return np.asarray(np.log(np.maximum(common / short, 0.05)) - np.log(long) - gap**2 / 2)


def _said(left: Observation, right: Observation) -> int:
    """What kinds, parties and origins add to the score.

    Two kinds that one observer tells apart where they stand are two things, however near: a camp has men and tanks. Two
    observers of one thing may differ about its kind.
    """
    score = 0
    told_apart = left.observer == right.observer and bool(left.things and right.things)
    if told_apart and left.act in STANDING and not set(left.things) & set(right.things):
        return 2 * FLOOR
    if left.things and right.things:
        score += SAME_KIND if set(left.things) & set(right.things) else OTHER_KIND
    if left.calibre and right.calibre and not _overlap(left, right):
        score += OTHER_KIND
    if left.by and right.by and not (is_claim(left) or is_claim(right)) and not set(left.by) & set(right.by):
        score += OTHER_PARTY
    if left.observer == right.observer:
        return score + AGAIN
    return score + (COPY if left.origin == right.origin else 0)


def _overlap(left: Observation, right: Observation) -> bool:
    if left.calibre is None or right.calibre is None:
        return True
    return left.calibre.low_mm <= right.calibre.high_mm and right.calibre.low_mm <= left.calibre.high_mm
