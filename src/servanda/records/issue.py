"""Findings as a person issued them on the record, and what a later one corrects. Nothing issued is ever edited."""

from typing import Literal, TypeAlias

from servanda.records.finding import Finding, Outcome
from servanda.records.record import Record
from servanda.records.time import Instant

Changed: TypeAlias = Literal[
    "verdict", "attribution", "hinges", "readings", "evidence", "replies", "finality", "encoding", "subject"
]
"""What may differ between two findings of one name."""


class Issued(Record, frozen=True, kw_only=True):
    """A finding as it was derived from a ledger of some size, put on that ledger: a proposal until others decide."""

    id: str
    """Name of the finding."""
    finding: Finding
    """The finding, with its receipt."""
    by: str
    """Who issued it; never who approves it."""
    role: str
    """In which role."""
    at: Instant
    """When."""


class Erratum(Record, frozen=True, kw_only=True):
    """A finding that was issued is no longer what the record gives: which entry, what changed, and why."""

    id: str
    """Stable name."""
    about: str
    """Name of the finding."""
    earlier: int
    """Index of the entry that it corrects."""
    later: int | None = None
    """Index of the entry that holds the finding as it is now; none if the record no longer gives such a finding."""
    changed: list[Changed] = []
    """What differs; empty if it was withdrawn."""
    was: Outcome
    """Verdict and attribution as issued before."""
    now: Outcome | None = None
    """Verdict and attribution now; none if it was withdrawn."""
    because: list[int] = []
    """Indices of the entries since then that it rests on; empty if none came, and engine or moment differ."""
    by: str
    """Who issued it."""
    role: str
    """In which role."""
    at: Instant
    """When."""
