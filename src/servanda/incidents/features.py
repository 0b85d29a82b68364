"""Observations as columns of numbers: position with its spread, time with its slack, what and whose."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.geo import flat_positions, moments_of
from servanda.records.agreement import Place
from servanda.records.observation import Observation
from servanda.schemas.rows import Rows

Column = NDArray[np.float64]
Numbers = NDArray[np.int64]

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

STANDING = frozenset({"station", "be_present"})
"""Acts that are the presence of something, not an event."""

NOTHING = "nothing"
CLAIMS = frozenset({"party_complaint"})
"""Methods that are claims of the parties: they never narrow anything that others perceived."""

CATALOGUE = "catalogue"
_DAY_S = 86_400
_MICRO = 1_000_000
_ROUND = ("spot", "disc")


@dataclass(frozen=True)
class Features:
    """One row for each observation, in the order of identifiers."""

    observations: Rows[Observation]
    xy: Column
    spread: Column
    """Variance east, variance north, covariance; square metres."""
    start: Column
    """Begin with slack, seconds."""
    end: Column
    """End with slack, seconds."""
    labels: dict[str, Numbers]
    """Act, observer, origin as numbers: equal numbers, equal names."""
    catalogue: Numbers
    """Number of the catalogue that a row stands in, -1 for none: its own rows are different events by its rules."""
    read: dict[int, Observation] = field(default_factory=dict)

    def record(self, row: int) -> Observation:
        """An observation as a record; those asked for are kept."""
        if row not in self.read:
            self.read[row] = self.observations[row]
        return self.read[row]


def features_of(observations: Rows[Observation], places: Mapping[str, Place]) -> Features:
    """Columns of observations that are sorted by identifier.

    Raises:
        InputError: a region names a place that does not exist or has no shape.
    """
    lat, lon, spread = _moments(observations, places)
    start, end = _times(observations)
    catalogued = np.asarray(pc.equal(observations.column("method"), CATALOGUE), dtype=bool)
    labels = {name: _numbers(observations.column(name)) for name in ("act", "observer", "origin")}
    return Features(
        observations=observations,
        xy=flat_positions(lat, lon),
        spread=spread,
        start=start,
        end=end,
        labels=labels,
        catalogue=np.where(catalogued, labels["observer"], -1),
    )


def current(observations: Rows[Observation]) -> Rows[Observation]:
    """Observations that stand: neither replaced by a correction nor nil, sorted by identifier."""
    replaced = pc.unique(observations.column("corrects"))
    stands = pc.and_(
        pc.invert(pc.is_in(observations.column("id"), replaced)), pc.not_equal(observations.column("act"), NOTHING)
    )
    return observations.where(stands).by_name()


def is_claim(observation: Observation) -> bool:
    """Whether it is a claim of a party about the other."""
    return observation.method in CLAIMS


def seconds(moments: pa.ChunkedArray) -> Column:
    """Moments as seconds since 1970; not a number where there is none."""
    micro = pc.cast(moments, pa.int64())
    return np.asarray(pc.divide(pc.cast(micro, pa.float64(), safe=False), float(_MICRO)).to_numpy(), dtype=np.float64)


def _moments(observations: Rows[Observation], places: Mapping[str, Place]) -> tuple[Numbers, Numbers, Column]:
    """Mean latitude, longitude and spread; spots and discs in closed form, all other kinds by their records."""
    where = observations.column("where")
    at = pc.struct_field(where, "at")
    lat, lon = (_whole(pc.struct_field(at, name)) for name in ("lat_e7", "lon_e7"))
    sigma, radius = (_whole(pc.struct_field(where, name)) for name in ("sigma_m", "radius_m"))
    spread = np.zeros((len(observations), 3))
    kind = np.asarray(pc.struct_field(where, "kind").to_numpy())
    quarter = np.where(kind == "spot", sigma**2, np.maximum(1, radius**2 // 4))
    spread[:, 0] = spread[:, 1] = quarter
    for row in np.flatnonzero(~np.isin(kind, _ROUND)).tolist():
        part = moments_of(observations[row].where, places)
        lat[row], lon[row] = part.at.lat_e7, part.at.lon_e7
        spread[row] = part.east_m2, part.north_m2, part.both_m2
    return lat, lon, spread


def _times(observations: Rows[Observation]) -> tuple[Column, Column]:
    """Widened by the slack of the method; an open side is closed by the time of the record, or a day before."""
    when = observations.column("when")
    first, last = seconds(pc.struct_field(when, "start")), seconds(pc.struct_field(when, "end"))
    end = np.where(np.isnan(last), seconds(observations.column("recorded_at")), last)
    start = np.where(np.isnan(first), end - _DAY_S, first)
    slack = _looked_up(observations.column("method"), SLACK_S) + _looked_up(observations.column("act"), LASTING_S)
    return start - slack, end + slack


def _looked_up(column: pa.ChunkedArray, table: Mapping[str, int]) -> Numbers:
    whole = pc.dictionary_encode(column.combine_chunks())
    values = np.array([table.get(name, 0) for name in whole.dictionary.to_pylist()], dtype=np.int64)
    return values[whole.indices.to_numpy()] if len(values) else np.zeros(0, dtype=np.int64)


def _numbers(column: pa.ChunkedArray) -> Numbers:
    whole = pc.dictionary_encode(column.combine_chunks())
    rank = np.argsort(np.argsort(np.array(whole.dictionary.to_pylist(), dtype=object)))
    return np.asarray(rank[whole.indices.to_numpy()], dtype=np.int64)


def _whole(column: pa.ChunkedArray) -> Numbers:
    return np.array(pc.fill_null(column, 0).to_numpy(), dtype=np.int64)
