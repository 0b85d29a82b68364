"""Which findings on incidents may break a silence: by their verdict, their time and their place, as columns."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.findings.ground import chance_inside, drawn_behind
from servanda.findings.kinds import NO_MOMENT, micro
from servanda.findings.regions import UNMEASURED, code_of
from servanda.findings.stamped import Stamped
from servanda.geo import IN, OUT
from servanda.records.time import Interval
from servanda.schemas.distinct import Numbers

Mask = NDArray[np.bool_]


def disturbing(made: Stamped, place: str, span: Interval) -> list[int] | None:
    """Findings that may be a breach within a place and time; none if one certainly is, so that nothing was silent.

    Args:
        made: Findings of one term.
        place: The place; empty for everywhere.
        span: The time.

    Returns:
        Their numbers in `made`, or none.
    """
    verdicts = np.array([finding.outcome.verdict for finding in made.judged], dtype=object)[made.kind]
    breached = verdicts == "breached"
    maybe = np.flatnonzero((breached | (verdicts == "undetermined")) & _meets(made, span))
    there = _there(made, maybe, place)
    if np.any(breached[maybe] & (there == IN)):
        return None
    return [int(number) for number in maybe[there != OUT]]


def _there(made: Stamped, numbers: Numbers, place: str) -> NDArray[np.int8]:
    """What is certain of the incidents and the place."""
    if not place:
        return np.full(len(numbers), IN, dtype=np.int8)
    docket = made.docket
    drawn = drawn_behind(place, docket)
    if drawn is not None and "" not in drawn:
        readings = [_there_in(made, numbers, name) for name in sorted(set(drawn.values()))]
        return _under_all([_there_in(made, numbers, place), *readings])
    return _there_in(made, numbers, place)


def _under_all(answers: Sequence[NDArray[np.int8]]) -> NDArray[np.int8]:
    """What holds whichever reading holds; by name where the first, the open place itself, is certain."""
    named, *readings = answers
    for side in (IN, OUT):
        alike = np.all([each == side for each in readings], axis=0)
        named = np.where((named == UNMEASURED) & alike, side, named)
    return named.astype(np.int8)


def _there_in(made: Stamped, numbers: Numbers, place: str) -> NDArray[np.int8]:
    docket = made.docket
    rows = made.rows[numbers]
    region = docket.regions.of[rows]
    codes = docket.regions.against(place, docket)
    found = codes[region] if len(codes) else np.zeros(len(rows), dtype=np.int8)
    for at in np.flatnonzero(region < 0).tolist():
        incident = docket.incidents[int(rows[at])]
        found[at] = code_of(chance_inside(place, incident.where, docket, either=incident.contradictory))
    return found


def _meets(made: Stamped, span: Interval) -> Mask:
    """As `Interval.meets`, for all incidents at once."""
    when = made.docket.incidents.cells(["when"], made.rows).column("when")
    start, end = (micro(pc.struct_field(when, side)) for side in ("start", "end"))
    sides = pa.chunked_array([pa.array([span.start, span.end], pa.timestamp("us", tz="UTC"))])
    first, last = micro(sides).tolist()
    begins = (start == NO_MOMENT) | (last == NO_MOMENT) | (start < last) | (start == first)
    ends = (end == NO_MOMENT) | (first == NO_MOMENT) | (first < end) | (start == first)
    return np.asarray(begins & ends, dtype=bool)
