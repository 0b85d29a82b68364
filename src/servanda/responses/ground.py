"""What a walk through a procedure reads, and what it leaves behind: plain values, for one choice of readings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import TypeAlias

from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.procedure import Procedure
from servanda.records.record import Wording
from servanda.records.response import StepAct
from servanda.records.time import Interval
from servanda.wording import languages

SECTOR = "sector"
"""Hinge of a breach whose sector is not certain."""

_STATED: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Doubt:
    """One unknown that a step or a start hangs on."""

    on: str
    """Open term, judgement, clock or silent place of the text."""
    says: Wording
    """In words."""


def distinct(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    """Doubts in their order, each once."""
    unique = {(doubt.on, *sorted(doubt.says.items())): doubt for doubt in doubts}
    return tuple(unique.values())


@dataclass(frozen=True, slots=True)
class Breach:
    """One incident, silence or duty that breaches a term of the trigger, or may."""

    subject: str
    """`KIND:ID` of what was judged."""
    at: datetime
    """Earliest moment it can have happened: from there the clocks count."""
    sector: str
    """Sector in which it certainly lies; empty if that is not certain."""
    findings: tuple[str, ...]
    """Findings that say so, sorted."""
    terms: tuple[str, ...]
    """Terms they judge, sorted."""
    certain: bool
    """True if a finding says so, by somebody whose breaches count; false if that is undetermined."""
    doubts: tuple[Doubt, ...] = ()
    """What keeps it from being certain."""
    under: tuple[str, ...] = ()
    """Readings (`TERM=READING`) under which it is a breach."""
    provisional_until: datetime | None = None
    """End of the reply window, while the finding is not final."""


Groups: TypeAlias = tuple[tuple[str, tuple[Breach, ...]], ...]
"""Sector → breaches that may count together, in order of time; one group without a name where sectors do not matter."""
Counted: TypeAlias = Mapping[bytes, Groups]
"""What a guard counts, as its own text → the breaches."""
NONE_COUNTED: Counted = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Start:
    """What set a procedure going."""

    at: datetime
    """Moment of the trigger."""
    first: datetime
    """Moment of the first breach."""
    id: str
    """Identifier of the response."""
    findings: tuple[str, ...]
    """Findings that started it."""
    subjects: tuple[str, ...] = ()
    """`KIND:ID` of what those findings judged."""
    sectors: tuple[str, ...] = ()
    """Sectors concerned, as far as they are certain."""
    joined: tuple[str, ...] = ()
    """Findings that came while it was under way."""
    doubts: tuple[Doubt, ...] = ()
    """Why it is not certain that it started; empty if it is."""
    provisional_until: datetime | None = None
    """End of the reply window of a finding that started it."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything one walk reads."""

    agreement: Agreement
    """The instrument."""
    procedure: Procedure
    """Its procedure."""
    start: Start
    """The start."""
    acts: tuple[StepAct, ...]
    """Acts in this procedure, in order of time, none later than the moment asked for."""
    judgements: tuple[Judgement, ...]
    """Judgements effective by the moment asked for."""
    clocks: Mapping[str, datetime]
    """Moments of the instrument's clocks, as far as they are known."""
    sector: str = ""
    """Sector for which breaches are counted; empty if they are counted for all together."""
    counted: Counted = field(default_factory=lambda: NONE_COUNTED)
    """The breaches that each guard of a step counts."""
    world: Mapping[str, str] = field(default_factory=lambda: _STATED)
    """Open term → reading chosen in this walk."""

    @property
    def reference(self) -> str:
        """`INSTRUMENT:PROCEDURE`."""
        return f"{self.agreement.id}:{self.procedure.id}"

    def name_of(self, party: str) -> Wording:
        """The name of a party or body, as the instrument names it; its identifier where it does not."""
        known = self.agreement.parties.get(party)
        return {lang: known.name.get(lang, party) if known is not None else party for lang in languages()}


@dataclass(frozen=True, slots=True)
class Passage:
    """How one step went, or would go if nobody spoke any more; times may lie ahead of the moment asked for."""

    step: str
    """Which step."""
    turn: datetime | None = None
    """When the step before it made way; none if that is not known or never happens."""
    over: datetime | None = None
    """When the procedure ended without coming to it; none if it did not."""
    opens: datetime | None = None
    """When it opens."""
    not_before: datetime | None = None
    """Earliest opening that its own clock allows, where the turn is not known."""
    due: datetime | None = None
    """When its time runs out."""
    ended: datetime | None = None
    """When it ended."""
    how: str = ""
    """How it ended: `done`, `silent`, `lapsed`, `barred`; empty while it has not."""
    doubts: tuple[Doubt, ...] = ()
    """What keeps it from being decided …"""
    doubtful_from: datetime | None = None
    """… from this moment on; none for from the outset."""
    pauses: tuple[Interval, ...] = ()
    """Suspensions of the procedure so far."""
    notes: tuple[Wording, ...] = ()
    """What a reader should know: acts that did not count, reasons of suspensions."""
