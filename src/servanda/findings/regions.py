"""The regions of all incidents against a place: measured once for each distinct region, not once for each incident."""

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.findings.ground import chance_inside
from servanda.geo import ACROSS, ASK, Chance, has_shape, screened
from servanda.records.incident import Incident
from servanda.records.place import Region
from servanda.schemas.distinct import distinct
from servanda.schemas.rows import Rows

if TYPE_CHECKING:
    from servanda.findings.docket import Docket

UNMEASURED = 3
"""Nobody can say where the region or the place is; beside `IN`, `OUT` and `ACROSS`, which has a probability."""

_CUT = 3
"""A spot certainly lies within three standard deviations."""

Codes = NDArray[np.int8]


class Regions:
    """Distinct regions of incidents that have one region each; an incident with several has none here."""

    def __init__(self, incidents: Rows[Incident]) -> None:
        where = incidents.column("where").combine_chunks()
        alone = np.asarray(pc.equal(pc.list_value_length(where), 1))
        starts = np.asarray(where.offsets)[:-1].astype(np.int64)
        rows = np.flatnonzero(alone)
        self._regions = pa.chunked_array([where.values.take(pa.array(starts[rows]))])
        self._first, code = distinct([self._regions])
        self.of = np.full(len(incidents), -1, dtype=np.int64)
        """Distinct region of each incident, -1 for one with several."""
        self.of[rows] = code
        self._incidents = incidents
        self._first_row = rows[self._first]
        self._known: dict[str, Codes] = {}

    def __len__(self) -> int:
        return len(self._first)

    def region(self, number: int) -> Region:
        """A distinct region."""
        return self._incidents[int(self._first_row[number])].where[0]

    def against(self, place: str, docket: "Docket") -> Codes:
        """What is certain of each distinct region and a place.

        Raises:
            InputError: what the geometry raises.
        """
        if place not in self._known:
            codes = self._screened(place, docket)
            for number in np.flatnonzero(codes == ASK).tolist():
                codes[number] = code_of(self.chance(number, place, docket))
            self._known[place] = codes
        return self._known[place]

    def chance(self, number: int, place: str, docket: "Docket") -> Chance | None:
        """How likely a distinct region's thing was in a place: measured when somebody asks, and kept."""
        return chance_inside(place, [self.region(number)], docket)

    def _screened(self, place: str, docket: "Docket") -> Codes:
        """Round regions that need no closer look; `ASK` for all others."""
        found = np.full(len(self), ASK, dtype=np.int8)
        record = docket.place(place)
        where = self._regions.take(pa.array(self._first))
        kind = np.asarray(pc.struct_field(where, "kind").to_numpy())
        round_ = np.flatnonzero(np.isin(kind, ("spot", "disc")))
        if record.band is not None or not has_shape(record) or not len(round_):
            return found
        some = where.take(pa.array(round_))
        at = pc.struct_field(some, "at")
        lat, lon = (np.asarray(pc.struct_field(at, name).to_numpy(), dtype=np.int64) for name in ("lat_e7", "lon_e7"))
        sigma, radius = (
            np.asarray(pc.fill_null(pc.struct_field(some, name), 0).to_numpy(), dtype=np.int64)
            for name in ("sigma_m", "radius_m")
        )
        found[round_] = screened(lat, lon, np.maximum(radius, _CUT * sigma), record)
        return found


def code_of(chance: Chance | None) -> int:
    """A chance as what is certain of it."""
    if chance is None:
        return UNMEASURED
    return ACROSS if chance.certain is None else int(chance.certain)
