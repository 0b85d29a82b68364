"""Agreements as data: dated texts with their terms, places, clocks, open terms and procedures.

The YAML of an instrument is this record, field by field; `says` is our paraphrase, `cite` the place in the text.
Exactly-one rules (a term has one kind, a condition one atom) are checked by the linter, not by the types.
"""

from typing import Annotated, Literal, TypeAlias

import msgspec

from servanda.records.place import Point
from servanda.records.record import Ppm, Record, Wording
from servanda.records.time import Duration, Instant

Distance: TypeAlias = Annotated[str, msgspec.Meta(pattern=r"^\d+(\.\d{1,3})? (m|km)$")]
"""A length as the text writes it: `700 m`, `25 km`, `1.5 km`."""


class OpenRef(Record, frozen=True, kw_only=True):
    """Points to an open term in the place of a value."""

    open: str
    """Identifier of the open term."""


class Timing(Record, frozen=True, kw_only=True):
    """When something is due, or when it begins."""

    counted_from: str = ""
    """Clock, `trigger`, `first-breach`, or a step: `STEP.opened`, `STEP.ended`; empty only with `open`."""
    within: Duration | None = None
    """Due no later than this after the anchor."""
    after: Duration | None = None
    """Begins this long after the anchor."""
    open: str = ""
    """Open term whose readings are the rival timings; then nothing else is stated."""


class Reading(Record, frozen=True, kw_only=True):
    """One way to understand an open term."""

    says: Wording
    """The reading in words."""
    value: str | int | Timing | None = None
    """Its value: a distance, duration, number, place, instant or timing; none if it is not a value."""
    held_by: list[str] = []
    """Who holds it: parties, or `reported` if only the press does."""
    support: list[str] = []
    """Sources."""


class OpenTerm(Record, frozen=True, kw_only=True):
    """A question that the text leaves undecided, with the readings on the table."""

    question: Wording
    """What is not agreed."""
    kind: Literal["distance", "duration", "number", "place", "instant", "timing", "role", "consent", "other"] = "other"
    """What sort of value would settle it; only numbers, distances and durations have flip points."""
    readings: dict[str, Reading] = {}
    """Readings by name; none if nobody has proposed any."""
    settled: str = ""
    """Name of the agreed reading, once there is one."""
    support: list[str] = []
    """Sources that say it is open."""


class Party(Record, frozen=True, kw_only=True):
    """A party, guarantor, monitor or body, named as the agreement names it."""

    name: Wording
    """Name in each language."""
    role: Literal["party", "guarantor", "monitor", "body", "third_state", "bloc"]
    """Its role under this instrument."""
    members: list[str] = []
    """For a bloc: its members, so that a bloc and its members are never both counted."""
    consents: Literal["yes", "no", "unknown", "not_required"] = "not_required"
    """Whether it has consented to be bound."""


class Place(Record, frozen=True, kw_only=True):
    """A place that terms refer to."""

    name: Wording
    """Name in each language."""
    is_: Literal["zone", "line", "settlements", "sector", "band", "undefined"] = msgspec.field(name="is")
    """What it is; `undefined` if the text names it without saying where it is."""
    geometry: str = ""
    """`FILE#ID` of the shape, relative to the instrument's folder."""
    shapes: list[list[Point]] = []
    """The shape itself: rings of a zone or sector, paths of a line, one ring or one point for each settlement."""
    error_m: int = 0
    """How far the drawn shape may be from the agreed one, metres."""
    open: str = ""
    """Open term that leaves it undefined."""
    support: list[str] = []
    """Where the shape comes from."""


class Thing(Record, frozen=True, kw_only=True):
    """A class of things that terms speak of."""

    name: Wording = {}
    """Name in each language."""
    is_: list[str] = msgspec.field(name="is")
    """Kinds that belong to it: gun, mortar, mlrs, tank, uav."""
    calibre_min_mm: int | None = None
    """Smallest calibre that belongs to it; the limit itself belongs."""
    calibre_max_mm: int | None = None
    """Largest calibre that belongs to it; the limit itself belongs."""


class Quiet(Record, frozen=True, kw_only=True):
    """So long a time without something: a clock that starts again each time it happens."""

    for_: Duration = msgspec.field(name="for")
    """How long it must be quiet."""
    of: str
    """The act that resets it."""
    in_: str = msgspec.field(name="in")
    """Where."""


class Clock(Record, frozen=True, kw_only=True):
    """A named moment of the agreement: exactly one of `at`, `after`, `event`, `quiet`, `open`."""

    at: Instant | None = None
    """A stated moment."""
    after: str = ""
    """Another clock it is counted from."""
    plus: Duration | OpenRef | None = None
    """How long after it."""
    event: str = ""
    """An event it coincides with, such as an entry into force; unknown until the event is recorded."""
    quiet: Quiet | None = None
    """A resetting clock."""
    open: str = ""
    """Open term that leaves it undefined."""


class During(Record, frozen=True, kw_only=True):
    """The time in which a term applies."""

    from_: str = msgspec.field(name="from")
    """Clock at which it begins to apply."""
    until: str = ""
    """Clock at which it ceases; empty if it does not."""


class Act(Record, frozen=True, kw_only=True):
    """What a term forbids or requires."""

    do: str
    """The act: fire, station, fly, cross, deny_access, carry_out."""
    thing: str = ""
    """Class of things; empty for any."""


class Where(Record, frozen=True, kw_only=True):
    """Where a term applies: exactly one of `in`, `outside`, `nearer_than` with `to`."""

    in_: str = msgspec.field(name="in", default="")
    """Inside this place."""
    outside: str = ""
    """Outside this place."""
    nearer_than: Distance | OpenRef | None = None
    """Nearer than this distance …"""
    to: str = ""
    """… to this place."""


class Row(Record, frozen=True, kw_only=True):
    """One line of a table: limits that differ by party and class of things."""

    binds: str
    """The party bound by this line."""
    thing: str
    """Class of things."""
    nearer_than: Distance | OpenRef
    """It must not stand nearer than this …"""
    to: str
    """… to this line: that party's own line."""
    cite: str = ""
    """Where the text says so."""


class Notified(Record, frozen=True, kw_only=True):
    """The activity was announced beforehand."""

    to: str
    """To whom."""
    at_least: Duration
    """How long before it began."""


class Sequence(Record, frozen=True, kw_only=True):
    """Something recorded before or after the act."""

    event: str
    """What: a coordination attempt, a leadership order, a notice."""
    to: str = ""
    """Towards whom."""


class Judged(Record, frozen=True, kw_only=True):
    """A named body has judged it so."""

    question: str
    """Open term or question that is judged."""
    by: str
    """The body."""


class Condition(Record, frozen=True, kw_only=True):
    """A condition of a term: exactly one atom."""

    all: list["Condition"] | None = None
    """Every one of these."""
    any: list["Condition"] | None = None
    """One of these at least."""
    not_: "Condition | None" = msgspec.field(name="not", default=None)
    """Not this."""
    notified: Notified | None = None
    """The activity was notified in time."""
    authorised_by: str | None = None
    """This body authorised it."""
    operated_by: str | None = None
    """This party carried it out."""
    before_it: Sequence | None = None
    """Recorded before the act."""
    after_it: Sequence | None = None
    """Recorded after the act."""
    judged: Judged | None = None
    """A recorded judgement says so."""
    open: str | None = None
    """Whether it holds is left open by the text."""


class Exemption(Record, frozen=True, kw_only=True):
    """An exception: what it excepts is the term it stands in."""

    id: str
    """Short name within the term."""
    cite: str
    """Where the text says so."""
    says: Wording
    """Our paraphrase."""
    when: Condition
    """When it applies."""
    permits: bool = True
    """False for an exception to an exception: two applicable exemptions that disagree are an error."""


class Duty(Record, frozen=True, kw_only=True):
    """What must be done by a moment."""

    do: str
    """The act."""
    done_by: str
    """Clock of the deadline."""
    if_late: str = ""
    """Procedure that starts when the deadline passes; empty only with `if_late_none`."""
    if_late_none: str = ""
    """Citation showing that the text provides no consequence."""


class Term(Record, frozen=True, kw_only=True):
    """One term: what binds whom, where, when, with which exceptions and which standard of proof."""

    id: str
    """Short name within the instrument."""
    cite: str
    """Place in the text."""
    says: Wording
    """Our paraphrase, one for each authentic language where they differ in force."""
    binds: list[str]
    """Parties bound."""
    must_not: Act | None = None
    """A prohibition; or …"""
    must: Duty | None = None
    """… a duty with a deadline; or …"""
    states: str = ""
    """… a statement of principle that nothing on the ground can meet or break: why it is not judged."""
    where: Where | None = None
    """Where it applies; none for everywhere."""
    during: During | None = None
    """When it applies; required for prohibitions."""
    table: list[Row] = []
    """Limits by party and class."""
    unless: list[Exemption] = []
    """Exceptions."""
    hinges_on: list[str] = []
    """Open terms that leave the whole term undecided."""
    proof: str = ""
    """Standard of proof; required where something is judged."""
    on_breach: list[str] = []
    """Procedures that a breach may start."""
    no_consequence: str = ""
    """Citation showing that the text provides none; required if `on_breach` is empty and something is judged."""
    encoding_accepted: dict[str, Literal["yes", "no", "unknown"]] = {}
    """Whether each party accepts this encoding of the text."""
    support: list[str] = []
    """Sources."""


class Proof(Record, frozen=True, kw_only=True):
    """A standard of proof."""

    confirmed_by: list[str]
    """Methods of observation that can prove a breach."""
    independent: Annotated[int, msgspec.Meta(ge=1)] = 1
    """How many independent origin groups are needed. Claims of the parties never count."""
    kept_needs_watch: Ppm
    """Share of place and time that must have been watched before silence is *kept*."""


class Trigger(Record, frozen=True, kw_only=True):
    """What starts a procedure."""

    terms: list[str]
    """Terms whose findings count: `TERM` of this instrument or `INSTRUMENT:TERM`."""
    count: int | OpenRef = 1
    """How many findings."""
    within: Duration | OpenRef | None = None
    """In what span."""
    same: Literal["", "sector"] = ""
    """Whether they must lie in the same sector."""


class Step(Record, frozen=True, kw_only=True):
    """One step of a procedure."""

    id: str
    """Short name."""
    who: list[str]
    """Who must act."""
    do: Wording
    """What they must do."""
    when: Timing | None = None
    """Its clock; none if the text gives none."""
    only_if: Condition | None = None
    """Precondition."""
    extend_by: Literal["none", "consensus", "unstated"] = "unstated"
    """How the time may be extended."""
    if_silent: Literal["proceeds", "lapses", "undefined"]
    """What silence means."""
    if_silent_says: Wording = {}
    """The same in words."""
    next: str = ""
    """The following step."""
    calls_on: list[str] = []
    """Functions whose commitments fall due."""
    cite: str = ""
    """Place in the text."""


class Procedure(Record, frozen=True, kw_only=True):
    """The agreement's own steps after a breach."""

    id: str
    """Short name."""
    cite: str
    """Place in the text."""
    says: Wording
    """Our paraphrase."""
    trigger: Trigger
    """What starts it."""
    steps: list[Step]
    """The steps; the first opens at the trigger."""
    verifier: str = ""
    """Who establishes the breach; empty if the text names nobody."""
    reply_within: Duration | None = None
    """How long a party may reply before a finding is final."""
    support: list[str] = []
    """Sources."""


class Relation(Record, frozen=True, kw_only=True):
    """How one instrument stands to another."""

    kind: Literal["guarantees", "enters_into_force_after", "needs_consent_of", "replaces", "drafted_from"]
    """What kind of relation."""
    to: str
    """The other instrument, or the party whose consent is needed."""
    says: Wording = {}
    """In words."""
    support: list[str] = []
    """Sources."""


class Agreement(Record, frozen=True, kw_only=True):
    """One instrument in one version."""

    id: str
    """Short stable name."""
    version: str
    """Version, usually the date of the text; quoted."""
    title: Wording
    """Title in each language."""
    kind: Literal["peace", "guarantee", "understanding", "declaration", "draft", "plan"]
    """What kind of instrument."""
    status: Literal["does_not_exist", "reported", "draft", "declared", "signed", "in_force", "ended"]
    """How far it has come."""
    authentic: list[str] = []
    """Authentic languages; empty if the text does not say."""
    time_zone: str = "UTC"
    """IANA zone in which its days are counted."""
    day_count: Literal["day_after", "same_day", "unstated"] = "unstated"
    """Whether the day of the anchor counts."""
    relations: list[Relation] = []
    """Relations to other instruments."""
    parties: dict[str, Party]
    """Parties, guarantors, monitors and bodies."""
    places: dict[str, Place] = {}
    """Places."""
    things: dict[str, Thing] = {}
    """Classes of things."""
    clocks: dict[str, Clock] = {}
    """Clocks."""
    open: dict[str, OpenTerm] = {}
    """Open terms."""
    proof: dict[str, Proof] = {}
    """Standards of proof."""
    terms: list[Term] = []
    """Terms."""
    procedures: list[Procedure] = []
    """Procedures."""
    language_differences: list[Wording] = []
    """Where authentic languages differ in force: both wordings side by side."""
    support: list[str]
    """Sources; never empty."""
