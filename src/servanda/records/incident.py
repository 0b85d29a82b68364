"""Incidents: the observations that speak of one event, with the reasons for joining them."""

from servanda.records.observation import Calibre, Count, Method, Reach
from servanda.records.place import Region
from servanda.records.record import Ppm, Record, Wording
from servanda.records.time import Interval


class Join(Record, frozen=True, kw_only=True):
    """Why two observations were taken for one event."""

    left: str
    """One observation."""
    right: str
    """The other."""
    likelihood: Ppm
    """Share of the joining score in favour; a person's decision counts as certain."""
    says: Wording
    """The reason in words."""


class Incident(Record, frozen=True, kw_only=True):
    """One thing that happened, as far as the observations tell."""

    id: str
    """Made from the observations' identifiers and never used again for others."""
    observations: list[str]
    """Its observations, sorted; every observation that is not nil belongs to exactly one incident."""
    act: str
    """What happened."""
    where: list[Region]
    """Regions of its observations: it happened where all of them allow, or, if they contradict, in one of them."""
    when: Interval
    """The earliest start to the latest end that its observations allow."""
    things: list[str] = []
    """Kinds it may have been; empty if nothing is known."""
    calibre: Calibre | None = None
    """Calibre, if established."""
    count: Count = Count(low=1)
    """How many."""
    named: list[str] = []
    """Named systems it may have been; empty if nothing is known."""
    reach: Reach | None = None
    """Range of the weapon, if established."""
    sizes: dict[str, Count] = {}
    """How large the activity was, as far as established."""
    throughout: bool = False
    """True if it was in view during all of `when`."""
    by: list[str]
    """Parties of the case that may have done it: all of them if nobody could say."""
    by_basis: list[str] = []
    """Observations that narrowed it down; claims of the parties never do."""
    alleged_by: list[str] = []
    """Parties that complained of it."""
    alleged_against: list[str] = []
    """Parties whom complaints name."""
    methods: list[Method]
    """Methods by which it was perceived, sorted."""
    origins: list[str]
    """Distinct origin groups, sorted."""
    joins: list[Join] = []
    """Why its observations belong together."""
    contradictory: bool = False
    """True if its observations cannot all be right."""
