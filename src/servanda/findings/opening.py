"""Opens the docket: agreement and facts as they were known at a moment, with the calendar of the instrument."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from servanda.findings.docket import NO_STANDARD, Docket
from servanda.findings.evidence import origins_of
from servanda.findings.ground import chance_inside
from servanda.findings.regions import Regions
from servanda.findings.watching import watched
from servanda.geo import with_bands
from servanda.logic import Calendar, Days, Disturbance, Spell
from servanda.records.agreement import Agreement, Proof, Quiet
from servanda.records.facts import Facts
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.records.time import Interval
from servanda.schemas.rows import ByName, Rows, rows_of


def docket_of(agreement: Agreement, facts: Facts, as_of: datetime, *, others: Sequence[Agreement] = ()) -> Docket:
    """Agreement and facts, ready for judging.

    Raises:
        InputError: `zone-unknown` for a time zone that does not exist.
    """
    agreement = msgspec.structs.replace(agreement, places=with_bands(agreement.places, agreement.open))
    calendar = Calendar(
        clocks=agreement.clocks,
        as_of=as_of,
        open=agreement.open,
        events={event.id: event for event in facts.events},
        days=Days.of(agreement),
    )
    observations = rows_of(facts.observations, Observation)
    early = pc.less_equal(observations.column("recorded_at"), pa.scalar(as_of, pa.timestamp("us", tz="UTC")))
    later = set(observations.where(pc.invert(early)).column("id").to_pylist())
    incidents = _as_known(rows_of(facts.incidents, Incident), later).by_name()
    docket = Docket(
        agreement=agreement,
        facts=facts,
        as_of=as_of,
        calendar=calendar,
        seen=ByName(observations.where(early)),
        incidents=incidents,
        regions=Regions(incidents),
        others=others,
    )
    return replace(docket, calendar=replace(calendar, spells=dict(_spells(docket))))


def _as_known(incidents: Rows[Incident], later: set[str]) -> Rows[Incident]:
    """The incidents without observations that were recorded later, and without those known only by such."""
    if not later:
        return incidents
    known = (
        msgspec.structs.replace(each, observations=[name for name in each.observations if name not in later])
        for each in incidents
        if not each.observations or not later.issuperset(each.observations)
    )
    return rows_of(known, Incident)


def _spells(docket: Docket) -> Iterator[tuple[str, Spell]]:
    """What is known for each quiet clock, counted from the first stated moment of the instrument."""
    stated = [clock.at for clock in docket.agreement.clocks.values() if clock.at is not None]
    for name, clock in sorted(docket.agreement.clocks.items()):
        if clock.quiet is not None and stated:
            since = min(stated)
            acts = (*_acts(clock.quiet, docket), *_gaps(name, clock.quiet, since, docket))
            yield name, Spell(since, max(since, docket.as_of), acts)


def _acts(quiet: Quiet, docket: Docket) -> Iterator[Disturbance]:
    """The acts that reset a quiet clock; one that is unproven, or perhaps elsewhere, only may have."""
    disturbing = pc.equal(docket.incidents.column("act"), quiet.of)
    for incident in docket.incidents.where(disturbing):
        there = chance_inside(quiet.in_, incident.where, docket, either=incident.contradictory)
        if there is not None and there.certain is False:
            continue
        certain = there is not None and bool(there.certain) and _seen(incident, docket)
        yield Disturbance(incident.when, "" if certain else f"dispute:{incident.id}")


def _seen(incident: Incident, docket: Docket) -> bool:
    return bool(origins_of(docket.observations(incident), docket, NO_STANDARD))


def _gaps(name: str, quiet: Quiet, since: datetime, docket: Docket) -> Iterator[Disturbance]:
    """Time that was not watched to the strictest standard of the instrument: something may have happened there."""
    if docket.as_of <= since:
        return
    span = Interval(start=since, end=docket.as_of)
    for gap in watched(quiet.in_, quiet.of, span, docket, _strictest(docket)).gaps:
        yield Disturbance(gap, f"gap:{name}")


def _strictest(docket: Docket) -> Proof:
    standards = docket.agreement.proof.values()
    return max(standards, key=lambda each: each.kept_needs_watch, default=NO_STANDARD)
