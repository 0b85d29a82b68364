"""Commitments: who promised what to whom, on which condition, with the three axes of its life."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from servanda.records.condition import Guard
from servanda.records.procedure import OnSilence
from servanda.records.record import Amount, Record, Wording
from servanda.records.time import Instant, Interval

Legal: TypeAlias = Literal[
    "none",
    "statement",
    "political",
    "signed",
    "provisionally_applied",
    "domestically_approved",
    "in_force",
    "denunciation_notified",
    "ended",
]
"""Legal axis (acts of the UN Treaty Collection)."""

Material: TypeAlias = Literal[
    "unspecified", "indicative", "quantified", "allocated", "ready", "in_place", "rotated_out"
]
"""Material axis (IATI, PCRS, Kiel)."""

Stance: TypeAlias = Literal[
    "conditional",
    "detached",
    "suspended",
    "satisfied",
    "violated",
    "expired",
    "withdrawn",
    "released",
    "refused",
]
"""Life of the promise (Singh, Yolum); withdrawal is a stance, not a rung."""

Rung: TypeAlias = Literal["signalled", "offered", "pledged", "ratified", "deployed"]
"""Display ladder, derived from the axes, never recorded."""

Label: TypeAlias = Literal["credible", "handshake", "open", "void"]
"""How it stands: without reliance on return promises, only in a circle, only if named unknowns turn true, not."""


class Scope(Record, frozen=True, kw_only=True):
    """The part of a promise that a step concerns: a withdrawal from one sector is not a withdrawal from all."""

    sectors: list[str] = []
    """Only these sectors; empty for all."""
    phases: list[str] = []
    """Only these phases; empty for all."""
    quantity: Annotated[int, msgspec.Meta(gt=0)] | None = None
    """Only so much of the quantity; none for all of it. Beside sectors or phases it is taken off the whole, so that
    nothing is counted that may be gone."""


class StatusEvent(Record, frozen=True, kw_only=True):
    """One dated, sourced step on one axis."""

    axis: Literal["legal", "material", "stance"]
    """Which axis it moves."""
    value: Legal | Material | Stance
    """To where."""
    occurred_on: str
    """EDTF date of the act."""
    known_on: Instant
    """When we knew: an earlier view does not see it."""
    effective_on: Instant | None = None
    """When it takes effect, if later than the act: a denunciation with a term of notice."""
    scope: Scope | None = None
    """What part of the promise it concerns; none for the whole. Only steps that end or suspend can be partial."""
    support: Annotated[list[str], msgspec.Meta(min_length=1)]
    """Accepted statements or sources it rests on; never empty."""


class Activation(Record, frozen=True, kw_only=True):
    """How a promise is called in: who calls, who verifies, by when it is owed, what silence means."""

    called_by: list[str] = []
    """Parties or bodies that may call it in; empty if the text names nobody."""
    verifier: str = ""
    """Who establishes that the condition holds; empty if the text names nobody."""
    within_h: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """Hours from the call within which it is owed; none if the text sets no deadline."""
    on_silence: OnSilence = "undefined"
    """What follows if nobody decides."""
    cite: str = ""
    """Place in the text."""


class GuardReading(Record, frozen=True, kw_only=True):
    """One way to read the condition, and who holds it. Rival readings are shown side by side, never averaged."""

    id: str
    """Short name of the reading."""
    condition: Guard
    """The condition under this reading."""
    held_by: list[str]
    """Who reads it so: parties, or `reported` if only the press does."""
    says: Wording
    """The reading in words."""
    support: list[str] = []
    """Statements or sources."""


class Commitment(Record, frozen=True, kw_only=True):
    """One promise, offer or refusal by one provider."""

    id: str
    """Short stable name."""
    kind: Literal["promise", "refusal"] = "promise"
    """A refusal is recorded as such: it can never stand and is named wherever its function is missing."""
    provider: str
    """Party that promises or refuses."""
    beneficiary: str
    """Party it is for."""
    instrument: str = ""
    """Instrument it belongs to; empty if it was only said."""
    function: str
    """Function of the plan it serves."""
    says: Wording
    """Our paraphrase."""
    quantity: Amount = "unquantified"
    """How much, in the unit of the function."""
    unit: str = ""
    """Unit of the quantity."""
    sectors: list[str] | Literal["unspecified", "undisclosed"] = "unspecified"
    """Where it may serve; *unspecified* is not *anywhere*."""
    caveats: list[str] = []
    """Sectors it may not serve, or limits stated by the provider."""
    phases: list[str] = []
    """Phases of the plan it is meant for; empty if it was not limited to any."""
    window: Interval = Interval()
    """When it is valid."""
    renewal_due: Instant | None = None
    """Until when it must be renewed to go on (UN PCRS: six months); none if nobody said so."""
    readiness_h: int | None = None
    """Hours from the call to the first effect; none if nobody stated it."""
    divisible: bool = True
    """Whether it may be divided among sectors; false: the whole of it serves one sector at a time."""
    stationed: bool = False
    """Whether what serves a sector stays there for all phases."""
    activation: Activation | None = None
    """How it is called in; none if nobody said so."""
    condition: Guard = Guard(all=[])
    """What must hold first."""
    readings: list[GuardReading] = []
    """Rival readings of the condition; the first is the one on the record's face."""
    status: list[StatusEvent]
    """History on the three axes, oldest first; never empty."""
    supersedes: str = ""
    """Earlier version of the same promise."""
    support: Annotated[list[str], msgspec.Meta(min_length=1)]
    """Accepted statements or sources that this record rests on; never empty."""


class EventState(Record, frozen=True, kw_only=True):
    """What was known of an event, from a moment on."""

    value: Literal["true", "false", "unknown"]
    """Happened, will not happen, undecided."""
    known_on: Instant
    """When we knew."""
    occurred_on: str = ""
    """EDTF date of the event itself."""
    support: list[str] = []
    """Statements or sources; an undecided event may rest on the statement that it is undecided."""


class Event(Record, frozen=True, kw_only=True):
    """Something that conditions wait for: an entry into force, a parliament's vote, a signal."""

    id: str
    """Short stable name."""
    says: Wording
    """What would have to happen."""
    decided_by: list[str] = []
    """Who decides: shown as whom the others wait for."""
    is_signal: bool = False
    """True for an awaited signal."""
    awaited_by: list[str] = []
    """Who is said to wait for it, even where no condition on record names it."""
    states: list[EventState] = []
    """History; before the first entry it is unknown."""
