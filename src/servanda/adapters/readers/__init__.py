"""Files in formats of the field → observations as columns, tallies, watches; every row is taken or refused with reason.

Each reader is one file with one function; `READERS` names them.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from servanda.adapters.readers import acled, events, firms, ged, geojson, observations
from servanda.adapters.readers.counted.claims import read_truce_claims
from servanda.adapters.readers.counted.facts import read_mission_facts
from servanda.adapters.readers.counted.totals import read_mission_totals
from servanda.adapters.readers.patrol.log import read_patrol_log
from servanda.adapters.readers.sniffing import sniff
from servanda.adapters.readers.taken import MAX_FILE, How, Taken

__all__ = ["MAX_FILE", "READERS", "How", "Reader", "Taken", "sniff"]

Reader: TypeAlias = Callable[[bytes, str, How], Taken]
"""Bytes of a file, the name it is cited by, and how it is to be read.

Raises `InputError` where the whole file cannot be read: another encoding, a header without the needed columns.
"""

READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "acled": acled.read,
        "events": events.read,
        "firms": firms.read,
        "ged": ged.read,
        "geojson": geojson.read,
        "observations": observations.read,
        "patrol-log": read_patrol_log,
        "mission-facts": read_mission_facts,
        "mission-totals": read_mission_totals,
        "truce-claims": read_truce_claims,
    }
)
"""Name of a format → its reader."""
