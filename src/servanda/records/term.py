"""Terms: what binds whom, where, when, with which exceptions and which standard of proof."""

from typing import Annotated, Literal

import msgspec

from servanda.records.open_term import Distance, OpenRef
from servanda.records.record import Ppm, Record, Wording
from servanda.records.time import Duration


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
