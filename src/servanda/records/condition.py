"""Guards: conditions of commitments and steps, as data.

Each guard states exactly one thing; the loader refuses none or several.
"""

from servanda.records.record import Record
from servanda.records.time import Instant


class AtLeast(Record, frozen=True, kw_only=True):
    """At least `k` of several guards (Washington Treaty art. 11, Paris Agreement art. 21)."""

    k: int
    """How many must hold."""
    of: list["Guard"]
    """The guards that count."""


class RungAtLeast(Record, frozen=True, kw_only=True):
    """Another commitment has reached a rung."""

    commitment: str
    """Which commitment."""
    rung: str
    """Lowest rung that satisfies it: signalled, offered, pledged, ratified, deployed."""


class SumAtLeast(Record, frozen=True, kw_only=True):
    """Standing commitments of a function reach an amount."""

    function: str
    """Which function."""
    amount: int
    """How much, in one unit: promises of another unit add nothing to it."""
    sector: str = ""
    """Only commitments that may serve this sector; empty for all."""
    phase: str = ""
    """Only commitments valid in this phase; empty for all."""


class Guard(Record, frozen=True, kw_only=True):
    """A condition over events and other commitments. *Waits for your promise* and *waits for your act* differ."""

    all: list["Guard"] | None = None
    """Every one of these; an empty list always holds."""
    any: list["Guard"] | None = None
    """One of these at least; an empty list never holds."""
    at_least: AtLeast | None = None
    """At least k of these."""
    event: str | None = None
    """This event has happened."""
    promised: str | None = None
    """This other commitment stands: a promise for a promise."""
    done: str | None = None
    """This other commitment has been carried out: a promise for an act."""
    rung: RungAtLeast | None = None
    """This other commitment has reached a rung."""
    sum: SumAtLeast | None = None
    """Standing commitments reach an amount."""
    not_before: Instant | None = None
    """Not before this moment."""
    not_after: Instant | None = None
    """Only before this moment."""
    unless: "Guard | None" = None
    """Not this: the only non-monotone guard; it moves the set to the well-founded model."""
