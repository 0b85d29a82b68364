"""The plan and how far the commitments cover it."""

from typing import Annotated, Literal

import msgspec

from servanda.records.commitment import Rung
from servanda.records.condition import Guard
from servanda.records.record import Amount, Record, Wording


class Requirement(Record, frozen=True, kw_only=True):
    """What the plan needs: function × sector × phase."""

    id: str
    """Short stable name."""
    function: str
    """What must be provided."""
    sector: str
    """Where."""
    phase: str
    """When, as the plan divides time."""
    quantity: Amount
    """How much; *unquantified* where nothing is public."""
    unit: str = ""
    """Unit of the quantity."""
    min_rung: Rung = "signalled"
    """Lowest rung that counts."""
    readiness_h: int | None = None
    """Longest acceptable time to the first effect, hours."""
    support: list[str] = []
    """Statements or sources; empty only in an invented exercise plan."""


class LiftLimit(Record, frozen=True, kw_only=True):
    """The most that one provider can bring and keep in place at one time."""

    provider: str
    """Whose means of transport and supply."""
    amount: Annotated[int, msgspec.Meta(ge=0)]
    """How much of one function at most, in the plan's unit of that function."""
    function: str = ""
    """Only this function; empty: each function on its own."""
    phase: str = ""
    """Only this phase; empty: each phase on its own."""


class FurtherPledge(Record, frozen=True, kw_only=True):
    """A pledge that could still be asked for. It is taken whole or not at all."""

    id: str
    """Short stable name."""
    provider: str
    """Who could give it."""
    function: str
    """Function of the plan it would serve."""
    quantity: Annotated[int, msgspec.Meta(gt=0)]
    """How much."""
    unit: str = ""
    """Unit of the quantity."""
    sectors: Annotated[list[str], msgspec.Meta(min_length=1)]
    """Where it may serve."""
    phases: list[str] = []
    """Phases it is meant for; empty for all."""
    readiness_h: int | None = None
    """Hours from the call to the first effect; none if nobody stated it."""
    rung: Rung = "pledged"
    """How firm it would be."""
    condition: Guard = Guard(all=[])
    """What it would wait for: events and commitments of the register, not other further pledges."""
    cost: Annotated[int, msgspec.Meta(ge=0)] = 1
    """What asking for it costs, in any one unit chosen for the whole list; with 1 everywhere the fewest are sought."""
    says: Wording = {}
    """The pledge in words."""


class Plan(Record, frozen=True, kw_only=True):
    """The requirements that commitments must meet together."""

    id: str
    """Short stable name."""
    says: Wording
    """What the plan is and where it comes from."""
    functions: dict[str, Wording]
    """Functions and their names."""
    sectors: dict[str, Wording]
    """Sectors and their names."""
    phases: dict[str, Wording]
    """Phases and their names, in order."""
    requirements: list[Requirement]
    """What is needed."""
    lift: list[LiftLimit] = []
    """What providers can bring and keep in place at one time; where none is stated nothing limits them."""
    further: list[FurtherPledge] = []
    """Pledges that could still be asked for."""


class Cut(Record, frozen=True, kw_only=True):
    """Certificate of a shortfall: these sectors need so much, and only so much can reach them (Hall)."""

    function: str
    """Function."""
    phase: str
    """Phase."""
    sectors: list[str]
    """The sectors of the cut."""
    demand: int
    """What they need together."""
    supply: int
    """What can reach any of them."""
    suppliers: list[str] = []
    """Commitments counted in the supply."""
    without: list[str] = []
    """Providers assumed gone; empty if all are there."""


class Share(Record, frozen=True, kw_only=True):
    """What one commitment could give to one requirement: together, proof that what is called met can be met."""

    commitment: str
    """Who gives."""
    requirement: str
    """To which requirement."""
    amount: Annotated[int, msgspec.Meta(gt=0)]
    """How much, in the unit of the plan."""


class Cell(Record, frozen=True, kw_only=True):
    """Coverage of one requirement. Secured, mutual and possible never overlap; missing is the rest."""

    requirement: str
    """Which requirement."""
    needed: Amount
    """What the plan needs."""
    secured: Amount
    """Met by credible commitments."""
    mutual: Amount
    """Met in addition only while a circle of promises is kept."""
    possible: Amount
    """Met in addition only if named unknowns turn true."""
    missing: Amount
    """Met by nothing on record."""
    standing: Literal["secured", "mutual", "possible", "missing", "unquantified"]
    """The weakest class needed to meet it whole; *unquantified* if a missing number keeps that from being said."""
    commitments: list[str] = []
    """Commitments that serve it."""
    refusals: list[str] = []
    """Providers that said they would not."""
    notes: list[Wording] = []
    """Why an amount or a place keeps more from being said, and what was not counted twice."""


class Coverage(Record, frozen=True, kw_only=True):
    """The plan against the commitments, under one reading."""

    plan: str
    """Which plan."""
    reading: str
    """Which reading of the disputed conditions; `stated` for the face of the record."""
    cells: list[Cell]
    """One for each requirement."""
    cuts: list[Cut] = []
    """Certificates of what is missing."""
