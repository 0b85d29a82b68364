"""The ground: what was seen, heard, measured or alleged, and who watched."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from servanda.records.place import Region
from servanda.records.record import Ppm, Record, Wording
from servanda.records.time import Instant, Interval

Method: TypeAlias = Literal[
    "own_senses",
    "camera",
    "acoustic",
    "seismic",
    "satellite_fire",
    "uav",
    "inspection",
    "document",
    "party_complaint",
    "media",
    "catalogue",
]
"""By what it was perceived. A party's complaint is a claim: it never meets a standard of proof alone. A catalogue is
coded from reports by an institution under published rules; each of its rows is one event, by those rules."""

Verb: TypeAlias = Literal["saw", "heard", "recorded", "was_told", "alleged"]
"""Four different verbs of the field, and the one of the parties."""


MEASURES = ("troops", "tanks", "acvs", "guns")
"""What the size of an activity is counted in: keys of `Observation.sizes`."""


class Count(Record, frozen=True, kw_only=True):
    """How many: an interval of whole numbers."""

    low: Annotated[int, msgspec.Meta(ge=0)]
    """At least so many."""
    high: Annotated[int, msgspec.Meta(ge=0)] | None = None
    """At most so many; none if only a lower number is known (*at least*)."""


class Calibre(Record, frozen=True, kw_only=True):
    """Calibre in millimetres, as an interval."""

    low_mm: Annotated[int, msgspec.Meta(gt=0)]
    """At least."""
    high_mm: Annotated[int, msgspec.Meta(gt=0)]
    """At most."""


class Reach(Record, frozen=True, kw_only=True):
    """Range of a weapon in metres, as an interval."""

    low_m: Annotated[int, msgspec.Meta(gt=0)]
    """At least."""
    high_m: Annotated[int, msgspec.Meta(gt=0)]
    """At most."""


class Deaths(Record, frozen=True, kw_only=True):
    """How many people died, as a catalogue estimates it."""

    low: Annotated[int, msgspec.Meta(ge=0)]
    """Lowest estimate."""
    best: Annotated[int, msgspec.Meta(ge=0)]
    """Best estimate."""
    high: Annotated[int, msgspec.Meta(ge=0)]
    """Highest estimate."""


class Observation(Record, frozen=True, kw_only=True):
    """One thing perceived by one observer at one place and time."""

    id: str
    """Stable name."""
    observer: str
    """Post, patrol, sensor, party or outlet, under the name it may be shown by."""
    method: Method
    """By what."""
    verb: Verb
    """How: saw, heard, recorded, was told, alleged."""
    origin: str
    """Origin group: reports with the same origin count once (ten re-posts of one video are one origin)."""
    act: str
    """What was perceived: fire, station, fly, cross, deny_access, withdraw; `nothing` for a nil observation."""
    where: Region
    """Where the thing was, with error."""
    when: Interval
    """When, with error: an instant has equal start and end."""
    things: list[str] = []
    """Kinds it may have been; several if the observer could not tell, empty if nothing is known."""
    calibre: Calibre | None = None
    """Calibre, if it was established."""
    count: Count = Count(low=1)
    """How many."""
    named: list[str] = []
    """Named systems it may have been, such as `Tornado-S`; empty if that is not established."""
    reach: Reach | None = None
    """Range of the weapon, if it was established."""
    sizes: dict[str, Count] = {}
    """How large an activity was: `troops`, `tanks`, `acvs`, `guns`, each an interval; a missing key is not known."""
    throughout: bool = False
    """True if it was in view during all of `when`; false if it happened, or was seen, at some moment of it."""
    by: list[str] = []
    """Parties who may have done it according to the observer; empty if he cannot say."""
    recorded_at: Instant
    """When it reached the record."""
    corrects: str = ""
    """Observation that this one replaces; the earlier one stays on the ledger."""
    says: Wording = {}
    """The observer's remark."""
    place_name: str = ""
    """The place in the words of the source: shown, never measured."""
    deaths: Deaths | None = None
    """Deaths, where the source estimates them; none if it says nothing of them."""
    further: dict[str, str] = {}
    """Columns of the source that its published format does not have: kept as they came."""


class Watch(Record, frozen=True, kw_only=True):
    """Who could have perceived what, where and when: silence is data only where somebody watched."""

    id: str
    """Stable name."""
    observer: str
    """Post, patrol or sensor."""
    method: Method
    """By what."""
    where: Region
    """What it could cover."""
    when: Interval
    """When it was watching."""
    acts: list[str]
    """Which acts it would have noticed."""
    share: Ppm = 1_000_000
    """Which part of that place it really covered."""
    interrupted: list[Interval] = []
    """When it was out of service or denied access."""
    says: Wording = {}
    """Why it was interrupted, what limited it."""


class Notice(Record, frozen=True, kw_only=True):
    """Permitted activity announced beforehand."""

    id: str
    """Stable name."""
    by: str
    """Party that announces."""
    to: str
    """To whom."""
    act: str
    """Announced act."""
    things: list[str] = []
    """Announced kinds; empty for any."""
    where: Region
    """Announced place."""
    when: Interval
    """Announced time."""
    given_at: Instant
    """When it was received."""


class Register(Record, frozen=True, kw_only=True):
    """A register declared complete: only then does the absence of an entry mean that there was none."""

    id: str
    """Stable name."""
    of: Literal["notices", "authorisations", "coordination", "orders"]
    """What it lists."""
    to: str = ""
    """Whose register."""
    when: Interval
    """For which time it is complete."""
    declared_by: str
    """Who says so."""
    at: Instant
    """When it was declared."""


class RecordedAct(Record, frozen=True, kw_only=True):
    """A recorded act that exceptions ask for: an authorisation, an order, a coordination attempt."""

    id: str
    """Stable name."""
    event: str
    """What: authorisation, leadership-order, coordination-attempt, notice."""
    by: str
    """Who."""
    to: str = ""
    """Towards whom."""
    about: str = ""
    """Act it concerns: fire, station; empty for any."""
    outcome: str = ""
    """What came of it, such as `unsuccessful`; empty if that is not recorded."""
    where: Region | None = None
    """Where it applies; none for everywhere."""
    when: Interval
    """When it happened, or for which time it was given."""
    at: Instant
    """When it was recorded."""


class Reply(Record, frozen=True, kw_only=True):
    """What a party says to a complaint or finding; it travels with it, word for word."""

    id: str
    """Stable name."""
    by: str
    """Party."""
    about: str
    """Observation, incident or finding it replies to."""
    at: Instant
    """When it was received."""
    says: Wording
    """The reply, in the language it was given in, with our translation."""
    denies: bool = False
    """Whether it denies the act."""
