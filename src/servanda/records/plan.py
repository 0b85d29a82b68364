"""The plan and how far the commitments cover it."""

from typing import Literal

from servanda.records.commitment import Rung
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
