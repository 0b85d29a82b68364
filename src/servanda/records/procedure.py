"""Procedures: the agreement's own steps after a breach, with their clocks and what silence means."""

from typing import Literal, TypeAlias

from servanda.records.open_term import OpenRef, Timing
from servanda.records.record import Record, Wording
from servanda.records.term import Condition
from servanda.records.time import Duration

OnSilence: TypeAlias = Literal["proceeds", "lapses", "undefined"]
"""What follows if nobody decides in time: it goes on, it ends, or the text does not say."""


class Trigger(Record, frozen=True, kw_only=True):
    """What starts a procedure."""

    terms: list[str] = []
    """Terms whose findings count: `TERM` of this instrument or `INSTRUMENT:TERM`."""
    event: str = ""
    """Kind of recorded act that starts it by itself, such as `complaint` or `notification`; empty if none does."""
    count: int | OpenRef = 1
    """How many findings."""
    within: Duration | OpenRef | None = None
    """In what span."""
    same: Literal["", "sector"] = ""
    """Whether they must lie in the same sector."""
    by: list[str] = []
    """Only breaches for which one of these is established as answerable, and only acts by one of these; empty if the
    text names nobody."""


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
    """How the time may be extended; by consensus of those who must act, or of the body that must."""
    suspend_by: Literal["none", "consensus", "unstated"] = "unstated"
    """How the time may be made to stand still, in the same words; a pause by consensus ends when one side ends it."""
    if_silent: OnSilence
    """What silence means."""
    if_silent_says: Wording = {}
    """The same in words."""
    next: str = ""
    """The following step."""
    if_done: Literal["next", "ends"] = "next"
    """What follows when it is done: the following step, or the end because doing it settles the matter."""
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
