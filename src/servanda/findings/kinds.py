"""Which incidents a term cannot tell apart: one of each kind is judged, the others get the same finding.

Of an incident, the questions of a term read its act, class (kind, calibre, range, name), size and author, who perceived
it and how, how its time lies to the moments that the instrument and the records name, and what is certain of its region
and the places that the term names. Incidents that agree in all that are one kind. Whatever is read in another way
(several observations or regions, a distance, a span to a recorded act, a notice, a judgement or reply that names it)
makes an incident a kind of its own.
"""

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from servanda.findings.atoms import conditions_of
from servanda.findings.docket import Docket
from servanda.findings.ground import drawn_places
from servanda.findings.identity import FINDING, finding_id, place_of
from servanda.findings.versions import boundaries
from servanda.logic import moment_of
from servanda.records.agreement import Condition, Term
from servanda.records.finding import Subject
from servanda.records.time import Interval
from servanda.schemas.distinct import Numbers, distinct

_OF_INCIDENT = ("act", "things", "named", "calibre", "reach", "sizes", "by", "contradictory")
_READ = ("id", "observations", "when", "by_basis", *_OF_INCIDENT)
_OF_OBSERVATION = ("verb", "method", "observer", "by", "recorded_at")
NO_MOMENT = np.iinfo(np.int64).min
"""Stands for a side of an interval that is open."""


def kinds_of(term: Term, rows: Numbers, docket: Docket) -> tuple[Numbers, Numbers]:
    """The first incident of each kind, and the kind of each.

    Args:
        term: A prohibition.
        rows: The incidents that its act concerns, as rows of the docket's.
        docket: The instrument and the facts.
    """
    incidents = docket.incidents.cells(_READ, rows)
    at = _observation_rows(incidents, docket)
    own = (at < 0) | (docket.regions.of[rows] < 0) | _named(incidents, term, docket)
    columns = [incidents.column(name) for name in _OF_INCIDENT]
    if len(docket.seen):
        columns += docket.seen.rows.cells(_OF_OBSERVATION, np.where(at < 0, 0, at)).columns
    further = [
        np.asarray(pc.list_value_length(incidents.column("by_basis")).to_numpy(), dtype=np.int64),
        *times_of(incidents, marks_of(term, docket)),
        *_spans(term, incidents, docket),
        *_ground(term, docket.regions.of[rows], docket),
        np.where(own, np.arange(len(at)), -1),
    ]
    return distinct(columns, further)


def times_of(incidents: pa.Table, marks: Numbers) -> Iterator[Numbers]:
    """How begin and end lie to the marks: before, at or after each; and whether the time is one instant."""
    when = incidents.column("when")
    start, end = (micro(pc.struct_field(when, side)) for side in ("start", "end"))
    for side in (start, end):
        yield 2 * np.searchsorted(marks, side, "left") + np.isin(side, marks)
        yield (side == NO_MOMENT).astype(np.int64)
    yield (start == end).astype(np.int64)


def _spans(term: Term, incidents: pa.Table, docket: Docket) -> Iterator[Numbers]:
    """The very time, where a term asks how far it lies from a recorded act."""
    if asks_span(term, docket):
        when = incidents.column("when")
        for side in ("start", "end"):
            yield np.unique(micro(pc.struct_field(when, side)), return_inverse=True)[1].astype(np.int64)


def asks_span(term: Term, docket: Docket) -> bool:
    """Whether a term asks how far a time lies from something on record."""
    recorded = bool(docket.facts.acts or docket.facts.registers)
    return recorded and any(_asks_span(condition) for condition in conditions_of(term))


def _asks_span(condition: Condition) -> bool:
    asked = [condition.before_it, condition.after_it, condition.answers, *(condition.in_order or [])]
    return any(each.within is not None for each in asked if each is not None)


def micro(moments: pa.ChunkedArray) -> Numbers:
    """Moments in microseconds; the least number for none."""
    return np.asarray(pc.fill_null(pc.cast(moments, pa.int64()), NO_MOMENT).to_numpy(), dtype=np.int64)


def _observation_rows(incidents: pa.Table, docket: Docket) -> Numbers:
    """Row of the one observation of each incident among those known; -1 for several or a withheld one."""
    names = incidents.column("observations").combine_chunks()
    size = np.diff(np.asarray(names.offsets))
    first = names.values.take(pa.array(np.asarray(names.offsets)[:-1][size == 1]))
    found = np.full(incidents.num_rows, -1, dtype=np.int64)
    found[size == 1] = docket.seen.rows_of(first.to_pylist())
    return found


def _named(incidents: pa.Table, term: Term, docket: Docket) -> NDArray[np.bool_]:
    """Incidents that a judgement or reply names: by their own name, that of an observation or of their finding."""
    about = {each.about for each in docket.facts.judgements} | {each.about for each in docket.facts.replies}
    names = {one for name in about for one in (name, name.partition(":")[2])} - {""}
    if not names:
        return np.zeros(incidents.num_rows, dtype=bool)
    wanted = pa.array(sorted(names), pa.string())
    lists = incidents.column("observations").combine_chunks()
    inner = np.asarray(pc.is_in(lists.values, wanted))
    of = np.repeat(np.arange(incidents.num_rows), np.diff(np.asarray(lists.offsets)))
    named = np.array(pc.is_in(incidents.column("id"), wanted))
    named[of[inner[: len(of)]]] = True
    if any(name.startswith(FINDING) for name in names):
        found = (finding_id(term, subject, docket) for subject in _subjects(incidents, term))
        named |= np.fromiter((name in names for name in found), dtype=bool, count=incidents.num_rows)
    return named


def _subjects(incidents: pa.Table, term: Term) -> Iterator[Subject]:
    """What findings on incidents are named by."""
    place = place_of(term)
    for name in incidents.column("id").to_pylist():
        yield Subject(kind="incident", id=name, when=Interval(), place=place)


def marks_of(term: Term, docket: Docket) -> Numbers:
    """Every moment with which the questions of a term may compare the time of an incident."""
    clocks = [term.during.from_, term.during.until] if term.during is not None else []
    moments = [moment for clock in clocks if clock for moment in moment_of(clock, docket.calendar)]
    spans: list[Interval] = [
        *(each.when for each in docket.facts.notices),
        *(each.when for each in docket.facts.acts),
        *(each.when for each in docket.facts.registers),
    ]
    sides = [side for moment in moments for side in (moment.earliest, moment.latest)]
    sides += [side for span in spans for side in (span.start, span.end)]
    sides += boundaries(docket)
    stated = pa.array([side for side in sides if side is not None], pa.timestamp("us", tz="UTC"))
    return np.unique(micro(pa.chunked_array([stated])))


def _ground(term: Term, regions: Numbers, docket: Docket) -> Iterator[Numbers]:
    """What is certain of each region and the places read; the region itself where more than that is read of it."""
    if _reads_more(term, docket):
        yield regions
        return
    for place in places_read(term, docket):
        codes = docket.regions.against(place, docket)
        yield np.where(regions < 0, -1, codes[regions].astype(np.int64) if len(codes) else -1)


def _reads_more(term: Term, docket: Docket) -> bool:
    """Whether a distance or a track is measured, or a place that a notice or recorded act states."""
    banded = any(docket.place(place).band is not None for place in places_named(term))
    measured = bool(term.table) or banded or (term.where is not None and bool(term.where.to or term.where.crosses))
    return measured or bool(docket.facts.notices or docket.facts.acts)


def places_read(term: Term, docket: Docket) -> list[str]:
    """Places in which a term asks whether an incident lies: its own, under each reading, and the sectors."""
    drawn = {place for name in places_named(term) for place in drawn_places(name, docket)}
    return sorted(drawn | set(docket.sectors))


def places_named(term: Term) -> list[str]:
    """Places in which the term asks whether an incident lies, as it names them."""
    named = [term.where.in_ or term.where.outside] if term.where is not None else []
    named += [condition.inside for condition in conditions_of(term) if condition.inside]
    return [name for name in named if name]
