"""Entries of a ledger up to some size → everything that was known then."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from servanda.records.commitment import Commitment, Event, EventState, StatusEvent
from servanda.records.decision import Adoption, Decision, Judgement, Position
from servanda.records.facts import Facts
from servanda.records.incident import Incident
from servanda.records.observation import Notice, Observation, RecordedAct, Register, Reply, Watch
from servanda.records.plan import Plan
from servanda.records.record import Record
from servanda.records.rejection import Rejection
from servanda.records.response import StepAct
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.records.tally import Tally
from servanda.schemas.rows import Rows, rows_of

KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        "source": Source,
        "plan": Plan,
        "statement": Statement,
        "commitment": Commitment,
        "event": Event,
        "watch": Watch,
        "tally": Tally,
        "notice": Notice,
        "register": Register,
        "act": RecordedAct,
        "judgement": Judgement,
        "decision": Decision,
        "reply": Reply,
        "position": Position,
        "adoption": Adoption,
        "step-act": StepAct,
        "rejection": Rejection,
    }
)
"""Entry types whose payload is one record."""


@dataclass
class Known:
    """What a prefix of the ledger holds, each kind by name."""

    by_type: dict[str, dict[str, Any]] = field(default_factory=lambda: {kind: {} for kind in KINDS})
    """Entry type → name → record."""
    observations: Rows[Observation] = field(default_factory=lambda: rows_of([], Observation))
    """Rows of all batches, by name; of rows under one name the last."""
    agreements: dict[str, str] = field(default_factory=dict)
    """`ID@VERSION` → SHA-256 of the adopted text as data."""

    blocs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Bloc → members."""

    issuers: dict[str, frozenset[str]] = field(default_factory=dict)
    """Finding → who issued it: they never approve it."""

    def of(self, kind: str) -> list[Any]:
        """All records of an entry type, by name."""
        return [self.by_type[kind][name] for name in sorted(self.by_type[kind])]

    def plan(self) -> Plan | None:
        """The plan, if there is one."""
        plans: list[Plan] = self.of("plan")
        return plans[-1] if plans else None

    def decisions_about(self, *kinds: str) -> list[Decision]:
        """Decisions about records of these kinds, by name."""
        return [one for one in self.of("decision") if one.about.split(":")[0] in kinds]

    def standing_observations(self) -> Rows[Observation]:
        """Observations that no later one corrects, by name."""
        corrected = pc.unique(self.observations.column("corrects"))
        return self.observations.where(pc.invert(pc.is_in(self.observations.column("id"), corrected)))

    def facts(self, incidents: Sequence[Incident], watches: Sequence[Watch], events: list[Event]) -> Facts:
        """The ground arm, ready to be judged."""
        return Facts(
            observations=self.standing_observations(),
            incidents=incidents,
            tallies=self.of("tally"),
            watches=list(watches),
            notices=self.of("notice"),
            registers=self.of("register"),
            acts=self.of("act"),
            judgements=self.of("judgement"),
            replies=self.of("reply"),
            decisions=self.of("decision"),
            events=events,
            positions=self.of("position"),
            adoptions=self.of("adoption"),
        )


def known(
    entries: Iterable[tuple[str, Mapping[str, Any]]], read_rows: Callable[[Mapping[str, Any]], pa.Table]
) -> Known:
    """Fold entries into what was known after the last of them.

    Args:
        entries: Type and payload of each entry, in order.
        read_rows: Gives the rows that a batch entry commits to.
    """
    result = Known()
    batches: list[pa.Table] = []
    for kind, payload in entries:
        if kind in KINDS:
            record = msgspec.convert(payload, type=KINDS[kind])
            name = payload.get("id") or f"{payload['kind']}:{payload['place']}:{payload['code']}"
            result.by_type[kind][name] = record
        elif kind == "agreement":
            result.agreements[payload["id"]] = payload["sha256"]
        elif kind == "bloc":
            result.blocs[payload["id"]] = tuple(payload["members"])
        elif kind == "finding":
            result.issuers[payload["id"]] = result.issuers.get(payload["id"], frozenset()) | {payload["by"]}
        elif kind == "batch":
            batches.append(read_rows(payload))
        else:
            _amend(result, kind, dict(payload))
    if batches:
        result.observations = Rows(pa.concat_tables(batches), Observation).by_name()
    return result


def _amend(result: Known, kind: str, payload: dict[str, Any]) -> None:
    """Add a later step to a commitment or a state to an event."""
    if kind == "status":
        commitments = result.by_type["commitment"]
        name = payload.pop("commitment")
        step = msgspec.convert(payload, type=StatusEvent)
        commitments[name] = msgspec.structs.replace(commitments[name], status=[*commitments[name].status, step])
    elif kind == "event-state":
        events = result.by_type["event"]
        name = payload.pop("event")
        state = msgspec.convert(payload, type=EventState)
        events[name] = msgspec.structs.replace(events[name], states=[*events[name].states, state])
