"""What a mission says it watched: a place and a period, without hours.

*In evening hours* says that somebody watched, not for how long. A watch over the whole period would turn unknown hours
into watched ones, hours of our own would be invented. So the watch stands for the period with a share of nought: it
shows who looked where, and counts for nothing when silence is judged.
"""

import re
from collections.abc import Iterator

from servanda.adapters.readers.counted.rows import Row
from servanda.adapters.readers.taken import How
from servanda.records.observation import Watch
from servanda.records.time import Interval
from servanda.wording import say

_ACT = "be_present"
_KIND = "people_in_disengagement_area"
_TOO = re.compile(r"([^,;]+?) monitored too\b")
"""How a remark says what else was watched in the same hours; only names that the manifest knows are taken."""


def watches_of(row: Row, when: Interval, how: How, observer: str) -> Iterator[Watch]:
    """The watches of a row on an area that an aircraft looked at."""
    if row["kind"] != _KIND or not row["by_what"].lower().endswith("uav"):
        return
    said = [name.strip() for found in _TOO.findall(row["remark"]) for name in found.split(" and ")]
    for name in (row["place"], *said):
        where = how.places.get(name)
        if where is not None and when.end is not None:
            yield Watch(
                id=f"{row['report']}:watch:{name}:{when.end.date().isoformat()}",
                observer=observer,
                method="uav",
                where=where,
                when=when,
                acts=[_ACT],
                share=0,
                says=say("observations.hours_unsaid"),
            )
