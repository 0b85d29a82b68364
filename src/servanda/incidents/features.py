"""Observations as columns of numbers: position with its spread, time with its slack, what and whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from servanda.geo import flat_positions, moments_of
from servanda.records.agreement import Place
from servanda.records.observation import Observation

Column = NDArray[np.float64]

SLACK_S = {
    "own_senses": 60,
    "camera": 10,
    "acoustic": 5,
    "seismic": 5,
    "satellite_fire": 120,
    "uav": 30,
    "inspection": 300,
    "document": 3_600,
    "party_complaint": 900,
    "media": 3_600,
    "catalogue": 3_600,
}
"""How far the stated time of a method may be off, seconds, one standard deviation."""

LASTING_S = {"station": 21_600}
"""How long a state goes on beyond the moment in which it was seen, seconds."""

NOTHING = "nothing"
CLAIMS = frozenset({"party_complaint"})
"""Methods that are claims of the parties: they never narrow anything that others perceived."""


@dataclass(frozen=True)
class Features:
    """One row for each observation, in the order of identifiers."""

    observations: Sequence[Observation]
    xy: Column
    spread: Column
    """Variance east, variance north, covariance; square metres."""
    start: Column
    """Begin with slack, seconds."""
    end: Column
    """End with slack, seconds."""
    labels: dict[str, NDArray[np.int64]]
    """Act, observer, origin as numbers: equal numbers, equal names."""


def features_of(observations: Sequence[Observation], places: Mapping[str, Place]) -> Features:
    """Columns of observations that are sorted by identifier.

    Raises:
        InputError: a region names a place that does not exist or has no shape.
    """
    moments = [moments_of(observation.where, places) for observation in observations]
    times = np.array([_time(observation) for observation in observations], dtype=np.float64).reshape(-1, 2)
    spread = [(part.east_m2, part.north_m2, part.both_m2) for part in moments]
    return Features(
        observations=observations,
        xy=flat_positions([part.at for part in moments]),
        spread=np.array(spread, dtype=np.float64).reshape(-1, 3),
        start=times[:, 0],
        end=times[:, 1],
        labels={name: _numbers([getattr(o, name) for o in observations]) for name in ("act", "observer", "origin")},
    )


def current(observations: Sequence[Observation]) -> list[Observation]:
    """Observations that stand: neither replaced by a correction nor nil, sorted by identifier."""
    replaced = {observation.corrects for observation in observations}
    stand = {o.id: o for o in observations if o.id not in replaced and o.act != NOTHING}
    return [stand[name] for name in sorted(stand)]


def is_claim(observation: Observation) -> bool:
    """Whether it is a claim of a party about the other."""
    return observation.method in CLAIMS


def _time(observation: Observation) -> tuple[float, float]:
    """Widened by the slack of the method; an open side is closed by the time of the record, or a day before."""
    window = observation.when
    end = (window.end or observation.recorded_at).timestamp()
    start = window.start.timestamp() if window.start else end - 86_400
    slack = SLACK_S[observation.method] + LASTING_S.get(observation.act, 0)
    return start - slack, end + slack


def _numbers(names: Sequence[str]) -> NDArray[np.int64]:
    known = {name: number for number, name in enumerate(sorted(set(names)))}
    return np.array([known[name] for name in names], dtype=np.int64)
