"""Records of a case → dated items in the one order in which a ledger takes them.

The order depends only on what the items say (when they were recorded, their noun, their name), never on the order of
lines in a file: two people who replay the same case get the same root.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import msgspec
import numpy as np
import pyarrow.compute as pc

from servanda.ledger import payload_of
from servanda.records.agreement import Agreement
from servanda.records.commitment import Commitment, Event
from servanda.records.decision import Adoption
from servanda.records.observation import Observation, Watch
from servanda.records.plan import Plan
from servanda.records.record import Record
from servanda.records.rejection import Rejection
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.records.tally import Tally
from servanda.runs.adopted import digest_of, name_of
from servanda.schemas.rows import rows_of

ORDER = (
    "source",
    "agreement",
    "adoption",
    "bloc",
    "plan",
    "statement",
    "commitment",
    "status",
    "event",
    "event-state",
    "watch",
    "notice",
    "register",
    "act",
    "observations",
    "tally",
    "judgement",
    "decision",
    "reply",
    "position",
    "step-act",
    "rejection",
)
"""Entry types; within one moment what others rest on comes first."""


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing to be recorded: the content of an entry, or the rows of a batch."""

    type: str
    """Entry type, one of `ORDER`."""
    id: str
    """Name of the record."""
    at: datetime
    """When it reached the record, UTC."""
    author: str
    """Who brought it."""
    payload: dict[str, Any]
    """The record as plain data; empty for a batch."""
    rows: Sequence[Observation] = ()
    """Rows of a batch of observations."""


def item(kind: str, record: Record, *, at: datetime, author: str) -> Item:
    """An item that holds one record."""
    payload = payload_of(record)
    return Item(type=kind, id=str(payload["id"]), at=at, author=author, payload=payload)


def in_order(items: Iterable[Item]) -> list[Item]:
    """Items in the order of recording."""
    return sorted(items, key=lambda one: (one.at, ORDER.index(one.type), one.id))


def of_sources(sources: Iterable[Source], start: datetime) -> list[Item]:
    """Sources, when they reached us."""
    return [item("source", source, at=reached(source, start), author=source.publisher) for source in sources]


def reached(source: Source, start: datetime) -> datetime:
    """When a source reached us: as noted, else its day of publication, else the start of the record."""
    return source.received_at or _midnight(source.published) or start


def of_statements(proposals: Iterable[Statement], sources: Iterable[Source], start: datetime) -> list[Item]:
    """Proposed statements, when their source was received; their author is the rule that proposed them."""
    received = {source.id: reached(source, start) for source in sources}
    return [
        item("statement", proposal, at=received[proposal.source], author=f"rule:{proposal.rule}")
        for proposal in proposals
    ]


def of_commitments(commitments: Iterable[Commitment]) -> list[Item]:
    """Commitments when they became known, and each later step on their axes as an entry of its own."""
    items: list[Item] = []
    for commitment in commitments:
        steps = sorted(commitment.status, key=lambda step: (step.known_on, step.axis))
        first = [step for step in steps if step.known_on == steps[0].known_on]
        face = msgspec.structs.replace(commitment, status=first)
        items.append(item("commitment", face, at=steps[0].known_on, author="desk"))
        for number, step in enumerate(steps[len(first) :], start=1):
            payload = {"commitment": commitment.id, **payload_of(step)}
            name = f"{commitment.id}#{number}"
            items.append(Item(type="status", id=name, at=step.known_on, author="desk", payload=payload))
    return items


def of_events(events: Iterable[Event], start: datetime) -> list[Item]:
    """Events from the start of the record, and each of their states when it became known."""
    items: list[Item] = []
    for event in events:
        items.append(item("event", msgspec.structs.replace(event, states=[]), at=start, author="desk"))
        for number, state in enumerate(sorted(event.states, key=lambda one: one.known_on)):
            payload = {"event": event.id, **payload_of(state)}
            name = f"{event.id}#{number}"
            items.append(Item(type="event-state", id=name, at=state.known_on, author="desk", payload=payload))
    return items


def of_agreements(agreements: Iterable[Agreement], start: datetime) -> list[Item]:
    """Adoption of each version of an instrument: its hash, from the date that names the version."""
    items: list[Item] = []
    for agreement in agreements:
        name = name_of(agreement)
        payload = {"id": name, "status": agreement.status, "sha256": digest_of(agreement)}
        at = max(start, _midnight(agreement.version) or start)
        items.append(Item(type="agreement", id=name, at=at, author="desk", payload=payload))
    return items


def of_adoptions(adoptions: Iterable[Adoption]) -> list[Item]:
    """That versions were adopted and with what effect, when that was recorded."""
    return [item("adoption", one, at=one.at, author="desk") for one in adoptions]


def of_blocs(members: Mapping[str, Sequence[str]], start: datetime) -> list[Item]:
    """Blocs and their members, from the start of the record."""
    named = [(name, {"id": name, "members": sorted(members[name])}) for name in sorted(members)]
    return [Item(type="bloc", id=name, at=start, author="desk", payload=payload) for name, payload in named]


def of_plan(plan: Plan | None, start: datetime) -> list[Item]:
    """The plan, from the start of the record."""
    return [] if plan is None else [item("plan", plan, at=start, author="desk")]


def of_observations(observations: Sequence[Observation]) -> list[Item]:
    """Observations in batches: those that reached the record at the same moment, by name."""
    rows = rows_of(observations, Observation)
    order = pc.sort_indices(rows.table, sort_keys=[("recorded_at", "ascending"), ("id", "ascending")])
    ordered = rows.take(order)
    moments = ordered.column("recorded_at")
    changes = np.flatnonzero(np.asarray(pc.not_equal(moments[1:], moments[: max(0, len(ordered) - 1)]))) + 1
    edges = [0, *changes.tolist(), len(ordered)]
    batches = [ordered[start:end] for start, end in pairwise(edges) if start < end]
    return [
        Item(type="observations", id=one[0].id, at=one[0].recorded_at, author="desk", payload={}, rows=one)
        for one in batches
    ]


def of_records(kind: str, records: Iterable[Record], *, moment: str, author: str) -> list[Item]:
    """Records that hold their own moment and author, by the names of those fields."""
    return [item(kind, record, at=getattr(record, moment), author=getattr(record, author)) for record in records]


def of_watches(watches: Iterable[Watch], otherwise: datetime) -> list[Item]:
    """Watches, when they ended: only then is it known what was watched."""
    return [item("watch", watch, at=watch.when.end or otherwise, author=watch.observer) for watch in watches]


def of_tallies(tallies: Iterable[Tally]) -> list[Item]:
    """Numbers that somebody counted, when they were published."""
    return [item("tally", one, at=one.recorded_at, author=one.observer) for one in tallies]


def of_rejections(rejections: Iterable[Rejection], at: datetime) -> list[Item]:
    """Inputs that were not taken, each under a name made from what it was and where it stood."""
    items: list[Item] = []
    for rejection in rejections:
        payload = payload_of(rejection)
        name = f"{rejection.kind}:{rejection.place}:{rejection.code}"
        items.append(Item(type="rejection", id=name, at=at, author="desk", payload=payload))
    return items


def _midnight(text: str) -> datetime | None:
    """The moment that a date or instant names, UTC if it states no zone; none if it is neither."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
