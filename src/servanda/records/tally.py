"""Tallies: numbers that somebody counted and published. They are never added to events or to each other's kinds."""

from typing import Literal, TypeAlias

from servanda.records.observation import Count
from servanda.records.place import Region
from servanda.records.record import Record, Wording
from servanda.records.time import Instant, Interval

Basis: TypeAlias = Literal["mission_total", "party_claim"]
"""Who counted: a mission what it perceived itself, or a party what it says of another."""


class Tally(Record, frozen=True, kw_only=True):
    """One number for one place and time, under the name of who counted."""

    id: str
    """Stable name."""
    basis: Basis
    """What kind of evidence it is; kinds are shown side by side and never added up."""
    observer: str
    """Who counted, under the name it may be shown by."""
    origin: str
    """Report or outlet that printed it: a number printed twice by one origin is one."""
    measure: str
    """What was counted, in the words of the source: ceasefire_violation, explosion, drone strikes."""
    act: str = ""
    """The act of the agreements that each counted thing would be; empty if it is none that the reader can name."""
    against: list[str] = []
    """For a claim: the parties it accuses."""
    part_of: str = ""
    """Measure of the same source of which this one is a part: explosions are part of the violations."""
    where: Region | None = None
    """Where; none if the source names no place."""
    place_name: str = ""
    """The place in the words of the source: shown, never measured."""
    when: Interval
    """The time counted over; a side that the source leaves unsaid is open."""
    count: Count | None = None
    """How many, zero included; none if the source gives no number."""
    written: str = ""
    """The number as it was written, where it is more than a number: 950+, several hundred."""
    kind: Literal["period", "running", "restated"] = "period"
    """Counted over `when`; running total since its start; or the counter's later statement about an earlier period."""
    recorded_at: Instant
    """When it was published."""
    support: list[str] = []
    """Sources."""
    says: Wording = {}
    """A remark of the source, paraphrased."""


class Comparison(Record, frozen=True, kw_only=True):
    """Two or more tallies held against each other."""

    kind: Literal["restated", "running", "parts", "printed_twice", "rival", "unwatched"]
    """A restated period; a running total over time; parts of a whole; the same number in two outlets; parties about
    each other; a claim that nobody independent watched."""
    result: Literal["agrees", "contradicts", "compatible", "not_comparable"]
    """Equal as it must be; impossible together; possible together; nothing can be said."""
    tallies: list[str]
    """The tallies, the one checked first."""
    says: Wording
    """In words, with the numbers."""
