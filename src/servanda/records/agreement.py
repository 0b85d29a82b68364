"""Agreements as data: dated texts with their parties, places, clocks, open terms, terms and procedures.

The YAML of an instrument is this record, field by field; `says` is our paraphrase, `cite` the place in the text.
Exactly-one rules (a term has one kind, a condition one atom) are checked by the linter, not by the types.
"""

from typing import Annotated, Literal

import msgspec

from servanda.records.open_term import Distance, OpenRef, OpenTerm, Reading, Timing
from servanda.records.place import Point
from servanda.records.procedure import Procedure, Step, Trigger
from servanda.records.record import Record, Wording
from servanda.records.term import (
    Act,
    Answers,
    AtMost,
    Condition,
    Counted,
    During,
    Duty,
    Exemption,
    Judged,
    Notified,
    Proof,
    Row,
    Sequence,
    Size,
    Term,
    Where,
)
from servanda.records.time import Duration, Instant

__all__ = [
    "Act",
    "Agreement",
    "Answers",
    "AtMost",
    "Band",
    "Clock",
    "Condition",
    "Counted",
    "Distance",
    "During",
    "Duty",
    "Exemption",
    "Judged",
    "Notified",
    "OpenRef",
    "OpenTerm",
    "Party",
    "Place",
    "Procedure",
    "Proof",
    "Quiet",
    "Reading",
    "Relation",
    "Row",
    "Sequence",
    "Size",
    "Step",
    "Term",
    "Thing",
    "Timing",
    "Trigger",
    "Where",
]


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


class Band(Record, frozen=True, kw_only=True):
    """The part of a place that lies at certain distances from a line: not nearer than `beyond`, nearer than `up_to`."""

    within: str
    """The place it is part of: usually the side of one party."""
    from_: str = msgspec.field(name="from")
    """The line from which it is measured."""
    beyond: Distance | OpenRef = "0 m"
    """Where it begins; the limit itself belongs to it."""
    up_to: Distance | OpenRef
    """Where it ends; the limit itself does not belong to it."""


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
    band: Band | None = None
    """For a band: what it is measured from, instead of a shape."""
    open: str = ""
    """Open term that leaves it undefined."""
    support: list[str] = []
    """Where the shape comes from."""


class Thing(Record, frozen=True, kw_only=True):
    """A class of things that terms speak of."""

    name: Wording = {}
    """Name in each language."""
    is_: list[str] = msgspec.field(name="is", default_factory=list)
    """Kinds that belong to it: gun, mortar, mlrs, tank, uav; empty for a class of named systems, or one left open."""
    calibre_min_mm: int | None = None
    """Smallest calibre that belongs to it; the limit itself belongs."""
    calibre_max_mm: int | None = None
    """Largest calibre that belongs to it; the limit itself belongs."""
    range_min_m: int | None = None
    """Shortest range that belongs to it; the limit itself belongs."""
    range_max_m: int | None = None
    """Longest range that belongs to it; the limit itself belongs."""
    named: list[str] = []
    """Systems that belong to it by name, whatever their kind, calibre or range."""
    named_are: list[str] = []
    """Kinds that those systems are; empty if the text does not say: then whatever nobody named may be one of them."""
    open: str = ""
    """Open term that leaves the definition undecided: the value of each reading is the name of another class."""


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
    counted_in: Literal["days", "working_days"] = "days"
    """Whether whole days of `plus` are all days or only those that are neither rest days nor holidays."""
    event: str = ""
    """An event it coincides with, such as an entry into force; unknown until the event is recorded."""
    quiet: Quiet | None = None
    """A resetting clock."""
    open: str = ""
    """Open term that leaves it undefined."""


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
    rest_days: list[Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]] = []
    """Days of the week on which no act is due, if the text has any."""
    holidays: list[Annotated[str, msgspec.Meta(pattern=r"^\d{4}-\d{2}-\d{2}$")]] = []
    """Local dates that count as rest days; quoted."""
    on_rest_day: Literal["stands", "moves_on"] = "stands"
    """Whether a period of whole days that would end on a rest day ends then, or on the next working day (the rule of
    the European Convention on the Calculation of Time-Limits, art. 5)."""
    effect: During | None = None
    """When this version has effect; none if that is only what its recorded adoption says. Which version is in force at
    a moment is itself a recorded fact: see `Adoption`."""
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
