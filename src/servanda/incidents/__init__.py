"""Incidents: observations → the events they speak of, with the reasons for joining them.

Joining is probabilistic, reversible and explained; what people split or merge is a hard constraint.

>>> from datetime import UTC, datetime
>>> from servanda.records.observation import Observation
>>> from servanda.records.place import Disc, Point
>>> from servanda.records.time import Interval
>>> moment = datetime(2031, 3, 14, 6, tzinfo=UTC)
>>> def heard(name, lon_e7):
...     where = Disc(at=Point(lat_e7=471_000_000, lon_e7=lon_e7), radius_m=400)
...     return Observation(id=name, observer=name, method="acoustic", verb="heard", origin=name, act="fire",
...                        where=where, when=Interval(start=moment, end=moment), recorded_at=moment)
>>> seen = [heard("EX-O-1", -300_000_000), heard("EX-O-2", -300_030_000), heard("EX-O-3", -298_000_000)]
>>> [one.observations for one in detect(seen, parties=["EX-ASTER", "EX-BRIAR"], decisions=[], places={})]
[['EX-O-1', 'EX-O-2'], ['EX-O-3']]
"""

from servanda.incidents.detect import UNRELATED_PER_KM2_DAY, Detected, detect, detect_with_rejections
from servanda.incidents.features import NOTHING, current

__all__ = ["NOTHING", "UNRELATED_PER_KM2_DAY", "Detected", "current", "detect", "detect_with_rejections"]
