"""The dossier: everything a report is made from, gathered in one frozen object.

It is no record: nothing of it is stored. `servanda.runs` fills it from the stages; the reports only read it.
Fields that a case lacks stay empty: a case without a ground arm has no observations and no window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, TypeAlias

from servanda.records.agreement import Agreement
from servanda.records.case import Case
from servanda.records.commitment import Commitment, Event, Label
from servanda.records.decision import Decision, Judgement
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Notice, Observation, RecordedAct, Reply, Watch
from servanda.records.place import Point
from servanda.records.plan import Coverage, Plan
from servanda.records.record import Wording
from servanda.records.rejection import Rejection
from servanda.records.response import Response
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.records.tally import Comparison, Tally
from servanda.records.time import Interval

WaitKind: TypeAlias = Literal["event", "promise", "act", "rung", "time"]


@dataclass(frozen=True, kw_only=True)
class Wait:
    """One arrow of the waiting diagram: somebody's promise waits for somebody."""

    who: str
    """Provider whose promise waits."""
    for_whom: str
    """Provider or body it waits for; the event's own id where nobody is recorded as deciding it."""
    commitment: str
    """The promise that waits."""
    because: str
    """The commitment or event it waits for."""
    kind: WaitKind = "event"
    """An event, a promise, an act, a firmer form or a moment."""
    in_circle: bool = False
    """True if the arrow is part of a circle of promises."""


@dataclass(frozen=True, kw_only=True)
class Release:
    """What the awaited signal would do to one commitment, under one reading."""

    commitment: str
    """Which commitment."""
    before: Label
    """How it stands without the signal."""
    after: Label
    """How it stands with it."""
    blocked_by: Sequence[str] = ()
    """Events that it would still wait for, sorted."""


@dataclass(frozen=True, kw_only=True)
class Channels:
    """How many voices and how many channels stand behind one group of statements."""

    about: str
    """What they speak of: an issue, or the words in quotation marks."""
    statements: Sequence[str]
    """Statements counted, sorted."""
    speakers: int
    """Distinct last sources of their chains."""
    channels: int
    """Distinct channels: anonymous members of one group under one agency are one."""
    quoted: bool = False
    """Whether `about` are words that the texts put in quotation marks, and not an issue."""
    original_seen: bool = False
    """Whether the original of any of them was seen."""


@dataclass(frozen=True, kw_only=True)
class BaseShape:
    """Land or water below a map. It draws no boundary and is no evidence of anything."""

    kind: Literal["land", "water"]
    """What it is."""
    rings: Sequence[Sequence[Point]]
    """Outline, then holes; corners in order, not repeated at the end."""
    source: str = ""
    """Whose it is."""


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """One case at one size of its ledger, with all that was derived from it."""

    case: Case
    """The manifest."""
    as_of: datetime
    """Moment for which the reports speak."""
    ledger_size: int
    """Number of entries: knowledge time."""
    ledger_root: str
    """Root of the tree at that size, hexadecimal."""
    window: Interval | None = None
    """Period of the daily report; none if the case has no ground arm."""

    sources: Sequence[Source] = ()
    """All sources."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Source id → text, only for those at hand."""
    proposals: Sequence[Statement] = ()
    """All statements proposed."""
    statements: Sequence[Statement] = ()
    """The accepted ones: only these are shown as claimed."""
    channels: Sequence[Channels] = ()
    """Voices and channels, by issue and by quoted words."""

    agreements: Sequence[Agreement] = ()
    earlier: Sequence[Agreement] = ()
    """Further versions of them that findings were made under: those in force at other times."""
    """Instruments of the case."""
    commitments: Sequence[Commitment] = ()
    """Promises, offers and refusals."""
    events: Sequence[Event] = ()
    """What conditions wait for."""
    labels: Mapping[str, Label] = field(default_factory=dict)
    """Commitment → how it stands, stated reading."""
    waits: Sequence[Wait] = ()
    """Who waits for whom."""
    circles: Sequence[Sequence[str]] = ()
    """Circles of mutual waiting: commitments of each, in order."""
    released: Mapping[str, Sequence[Release]] = field(default_factory=dict)
    """Reading → what the awaited signal would release."""
    plan: Plan | None = None
    """The plan."""
    coverage: Coverage | None = None
    """The plan against the commitments, stated reading."""
    by_rung: Sequence[Coverage] = ()
    """The same if only promises count that are at least so firm: for each rung, from the lowest."""

    observations: Sequence[Observation] = ()
    """What was perceived or alleged, accepted rows only."""
    tallies: Sequence[Tally] = ()
    """What somebody counted."""
    comparisons: Sequence[Comparison] = ()
    """Tallies held against each other."""
    watches: Sequence[Watch] = ()
    """Who could have seen what."""
    incidents: Sequence[Incident] = ()
    """What the observations were fused into."""
    notices: Sequence[Notice] = ()
    """What was announced."""
    acts: Sequence[RecordedAct] = ()
    """Authorisations, orders, attempts at coordination."""
    judgements: Sequence[Judgement] = ()
    """What named bodies judged."""
    replies: Sequence[Reply] = ()
    """What the parties replied."""
    decisions: Sequence[Decision] = ()
    """What people decided."""
    findings: Sequence[Finding] = ()
    """Terms judged."""
    responses: Sequence[Response] = ()
    """Procedures under way."""
    rejections: Sequence[Rejection] = ()
    """Inputs that were not taken."""
    base: Sequence[BaseShape] = ()
    """Land and water below the map."""
    names: Mapping[str, Wording] = field(default_factory=dict)
    """Names of parties and bodies that no instrument of the case names."""

    @property
    def is_exercise(self) -> bool:
        """Whether EXERCISE must stand on every page."""
        return self.case.kind == "exercise"
