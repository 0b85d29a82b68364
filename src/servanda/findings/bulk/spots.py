"""The round regions of a batch as columns."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from servanda.findings.bulk.table import numbers, region_of
from servanda.geo.rounds import Kind
from servanda.records.place import Region

CUT = 3
"""A spot certainly lies within three standard deviations."""

Rows = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Spots:
    """Middles in 1e-7 degree, σ or radius, and the radius beyond which the thing certainly was not, metres."""

    batch: pa.RecordBatch
    lat_e7: Rows
    lon_e7: Rows
    scale_m: Floats
    reach_m: Floats
    disc: NDArray[np.bool_]

    def region(self, row: int) -> Region:
        """One of them as a record."""
        names = ("lat_e7", "lon_e7", "sigma_m", "radius_m")
        return region_of({name: self.batch.column(name)[row].as_py() for name in names})

    def at(self, rows: Rows) -> tuple[Rows, Rows]:
        """Latitudes and longitudes of some rows."""
        return self.lat_e7[rows], self.lon_e7[rows]

    def by_kind(self, rows: Rows) -> list[tuple[Kind, Rows]]:
        """Places of spots and of discs among some rows."""
        disc = self.disc[rows]
        found: list[tuple[Kind, Rows]] = [("spot", np.flatnonzero(~disc)), ("disc", np.flatnonzero(disc))]
        return [(kind, some) for kind, some in found if len(some)]


def spots_of(batch: pa.RecordBatch) -> Spots:
    """The regions of a batch."""
    lat, lon, sigma, radius = (
        numbers(batch.column(each), 0).astype(np.int64) for each in ("lat_e7", "lon_e7", "sigma_m", "radius_m")
    )
    reach = np.maximum(radius, CUT * sigma).astype(np.float64)
    return Spots(batch, lat, lon, np.maximum(radius, sigma).astype(np.float64), reach, radius > 0)
