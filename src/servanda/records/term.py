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


class AtMost(Record, frozen=True, kw_only=True):
    """No more than so many at any one time, counted over everything of a party that is there."""

    do: str
    """The act counted: station, be_present."""
    thing: str = ""
    """Class of things; empty for any, and where a table names the classes."""
    max: int | OpenRef | None = None
    """The most allowed; none where a table states it."""


class Where(Record, frozen=True, kw_only=True):
    """Where a term applies: exactly one of `in`, `outside`, `crosses`, `nearer_than` with `to`."""

    in_: str = msgspec.field(name="in", default="")
    """Inside this place."""
    outside: str = ""
    """Outside this place."""
    crosses: str = ""
    """From one side of this line to the other."""
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
    nearer_than: Distance | OpenRef | None = None
    """It must not stand nearer than this …"""
    to: str = ""
    """… to this line: that party's own line. Or, under `at_most`:"""
    in_: str = msgspec.field(name="in", default="")
    """Inside this place, usually a band, …"""
    max: int | OpenRef | None = None
    """… no more than so many at any one time."""
    cite: str = ""
    """Where the text says so."""


class Notified(Record, frozen=True, kw_only=True):
    """The activity was announced beforehand."""

    to: str
    """To whom."""
    at_least: Duration | OpenRef
    """How long before it began."""


class Sequence(Record, frozen=True, kw_only=True):
    """Something recorded before or after the act."""

    event: str
    """What: a coordination attempt, a leadership order, a notice."""
    to: str = ""
    """Towards whom."""
    outcome: str = ""
    """With this outcome only, such as `unsuccessful`; empty for any."""
    within: Duration | OpenRef | None = None
    """No longer before or after the act than this; none for any time."""


class Answers(Record, frozen=True, kw_only=True):
    """The act answers another: that one is on record before it, and a named body has judged that it was answered."""

    event: str
    """What it answers: an offensive operation, an attack."""
    judged_by: str
    """The body whose recorded judgement says so; it is never computed."""
    within: Duration | OpenRef | None = None
    """No later after the other act than this; none for any time."""


class Size(Record, frozen=True, kw_only=True):
    """The activity reaches a size: troops, tanks, armoured combat vehicles, guns."""

    of: str
    """What is counted: a key of `Observation.sizes`."""
    at_least: int | OpenRef
    """The threshold; the limit itself reaches it."""


class Counted(Record, frozen=True, kw_only=True):
    """So many findings of a breach within a span: *persistent*. Only in guards of steps, never in terms."""

    terms: list[str]
    """Terms whose findings count: `TERM` of this instrument or `INSTRUMENT:TERM`."""
    count: int | OpenRef
    """How many at least."""
    within: Duration | OpenRef | None = None
    """In what span; none for any."""
    same: Literal["", "sector"] = ""
    """Whether they must lie in the same sector."""
    by: list[str] = []
    """Only breaches by one of these; empty for anybody."""


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
    inside: str | None = None
    """It happened in this place."""
    in_order: list[Sequence] | None = None
    """These were recorded one after the other, all before the act."""
    answers: Answers | None = None
    """It answers another act, as a named body has judged."""
    size: Size | None = None
    """The activity reaches a size."""
    findings: Counted | None = None
    """So many breaches within a span; only as a guard of a step."""


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
    if_done: str = ""
    """Procedure that starts when it is done in time; empty if doing it discharges the duty and nothing follows."""


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
    at_most: AtMost | None = None
    """… a cap at any one time; or …"""
    states: str = ""
    """… a statement of principle that nothing on the ground can meet or break: why it is not judged."""
    where: Where | None = None
    """Where it applies; none for everywhere."""
    during: During | None = None
    """When it applies; required for prohibitions."""
    table: list[Row] = []
    """Limits by party and class."""
    only_if: Condition | None = None
    """It applies only to acts for which this holds: a threshold of size."""
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
    """Whether each party accepts this encoding of the text, as stated with it; a recorded `Position` says it later."""
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
