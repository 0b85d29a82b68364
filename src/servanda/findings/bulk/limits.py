"""Distances of the rows of a batch against the limits of a term, and the numbers that a finding states of them."""

from collections.abc import Sequence

import numpy as np

from servanda.findings.bulk.ground import BENT, MARGIN_M, Ground, Measured
from servanda.findings.bulk.spots import Floats, Rows
from servanda.geo import distance_range, inside, nearer_than
from servanda.geo.rounds import NO_NUMBER, Limits, shares_inside, shares_nearer

_TOUCH_M = 0.005
"""As the reference: so near a whole metre is that metre."""
_OFF_M = 0.005
"""A distance is off by less than this, and a ten-millionth of it, up to 70 km."""
_OFF = 1e-6


def counts(ground: Ground, line: str, limits_m: Sequence[int], rows: Rows, measured: Measured) -> Rows:
    """How each row lies to the limits at a line: how many it certainly respects, and how many it may.

    Returns:
        `certain * (len(limits_m) + 1) + possible`, both counted from the smallest limit.
    """
    if line not in ground.lines:
        return _asked(ground, line, limits_m, rows, measured)
    away = ground.metres(line, rows, measured)
    reach = measured.spots.reach_m[rows] + ground.docket.place(line).error_m
    limits = np.asarray(limits_m, dtype=np.float64)
    margin = MARGIN_M + BENT * away
    low, high = away - reach, away + reach
    doubt = [
        np.searchsorted(limits, side, "right") for side in (low - margin, low + margin, high - margin, high + margin)
    ]
    near = np.flatnonzero((doubt[0] != doubt[1]) | (doubt[2] != doubt[3]))
    if len(near):
        away = away.copy()
        away[near] = ground.sharpen(line, rows[near], measured)
        low, high = away - reach, away + reach
        measured.asked.update(rows[near].tolist())
    certain = np.searchsorted(limits, np.maximum(0.0, low) + _TOUCH_M, "right")
    return certain * (len(limits_m) + 1) + np.searchsorted(limits, high, "right")


def _asked(ground: Ground, line: str, limits_m: Sequence[int], rows: Rows, measured: Measured) -> Rows:
    found = np.zeros(len(rows), dtype=np.int64)
    place, places = ground.docket.place(line), ground.docket.places
    for at, row in enumerate(rows.tolist()):
        region = measured.spots.region(row)
        chances = [nearer_than(region, place, limit, places).certain for limit in limits_m]
        certain = sum(chance is False for chance in chances)
        found[at] = certain * (len(limits_m) + 1) + len(limits_m) - sum(chance is True for chance in chances)
        measured.asked.add(row)
    return found


def spans(ground: Ground, line: str, rows: Rows, measured: Measured) -> tuple[Rows, Rows]:
    """Least and greatest distance of each row, in whole metres as the reference rounds them."""
    if line not in ground.lines:
        record, places = ground.docket.place(line), ground.docket.places
        found = [distance_range(measured.spots.region(row), record, places) for row in rows.tolist()]
        low, high = np.array(found, dtype=np.int64).reshape(-1, 2).T
        return low, high
    away = ground.metres(line, rows, measured)
    off = _OFF_M + _OFF * away
    sides = [away + side + touch for touch in (_TOUCH_M, -_TOUCH_M) for side in (-off, off)]
    whole = [np.floor(side) for side in sides]
    unsure = np.flatnonzero((whole[0] != whole[1]) | (whole[2] != whole[3]))
    away = away.copy()
    away[unsure] = ground.sharpen(line, rows[unsure], measured)
    return _rounded(away, measured.spots.reach_m[rows], ground.docket.place(line).error_m)


def _rounded(away: Floats, reach: Floats, error_m: int) -> tuple[Rows, Rows]:
    low = np.maximum(0.0, np.maximum(0.0, away - reach) - error_m)
    high = away + reach + error_m
    return np.floor(low + _TOUCH_M).astype(np.int64), np.ceil(high - _TOUCH_M).astype(np.int64)


def chances_inside(ground: Ground, place: str, rows: Rows, measured: Measured) -> Rows:
    """How likely each undecided row lies in a place, parts per million."""
    found = np.full(len(rows), NO_NUMBER, dtype=np.int64)
    record, spots = ground.docket.place(place), measured.spots
    within = measured.within(place, rows)
    if within is not None and not record.error_m:
        for kind, some in spots.by_kind(rows):
            which = rows[some]
            found[some] = shares_inside(ground.edges(place), spots.at(which), spots.scale_m[which], within[some], kind)
    for at in np.flatnonzero(found == NO_NUMBER).tolist():
        found[at] = inside(spots.region(int(rows[at])), record, ground.docket.places).ppm
    return found


def chances_nearer(ground: Ground, line: str, limits_m: Sequence[int], rows: Rows, measured: Measured) -> Rows:
    """How likely each row is nearer than the one limit that is undecided of it, parts per million; else no number."""
    found = np.full(len(rows), NO_NUMBER, dtype=np.int64)
    certain, possible = np.divmod(counts(ground, line, limits_m, rows, measured), len(limits_m) + 1)
    one = np.flatnonzero(possible == certain + 1)
    limit = np.asarray([*limits_m, 0], dtype=np.float64)[certain]
    record, spots = ground.docket.place(line), measured.spots
    if line not in ground.lines or record.error_m:
        for number in one.tolist():
            region = spots.region(int(rows[number]))
            found[number] = nearer_than(region, record, int(limit[number]), ground.docket.places).ppm
        return found
    for kind, some in spots.by_kind(rows[one]):
        at = one[some]
        which = rows[at]
        away = ground.metres(line, which, measured)
        asked = Limits(spots.at(which), spots.scale_m[which], away, limit[at])
        found[at] = shares_nearer(ground.edges(line), asked, kind)
    return found
