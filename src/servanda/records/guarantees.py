"""One document for a program: who promised what, what the plan needs, and from where it is looked at.

What a person writes in the files of a case, a program writes here, with less: words may be left out, and the tables of
a plan are taken from its requirements. A promise without source and dated step stays refused: it does not count.
"""

from typing import Literal

from servanda.records.commitment import Commitment, Event, Rung
from servanda.records.plan import FurtherPledge, LiftLimit, Requirement
from servanda.records.record import Record, Wording
from servanda.records.time import Instant


class GivenCommitment(Commitment, frozen=True, kw_only=True):
    """A commitment as a program gives it."""

    beneficiary: str = ""
    """Party it is for; empty if the document names none."""
    says: Wording = {}
    """Our paraphrase; empty if the document has no words."""


class GivenEvent(Event, frozen=True, kw_only=True):
    """An event as a program gives it."""

    says: Wording = {}
    """What would have to happen; its name stands where the document has no words."""


class GivenRequirement(Requirement, frozen=True, kw_only=True):
    """A requirement as a program gives it."""

    id: str = ""
    """Short stable name; if empty, function, sector and phase joined by a slash."""


class GivenPlan(Record, frozen=True, kw_only=True):
    """A plan as a program gives it."""

    id: str = "plan"
    """Short stable name."""
    says: Wording = {}
    """What the plan is and where it comes from."""
    functions: dict[str, Wording] = {}
    """Functions and their names; if empty, those that requirements name."""
    sectors: dict[str, Wording] = {}
    """Sectors and their names; if empty, those that requirements name."""
    phases: dict[str, Wording] = {}
    """Phases and their names, in order; if empty, those that requirements name, in the order they come."""
    requirements: list[GivenRequirement] = []
    """What is needed."""
    lift: list[LiftLimit] = []
    """What providers can bring and keep in place at one time; where none is stated nothing limits them."""
    further: list[FurtherPledge] = []
    """Pledges that could still be asked for."""


class GivenView(Record, frozen=True, kw_only=True):
    """From where the register is looked at; options of the command line win over it."""

    floor: Rung = "signalled"
    """Lowest rung that counts."""
    reading: str = "stated"
    """Reading of disputed conditions; *stated* for the face of the record."""
    without: list[str] = []
    """Providers or commitments assumed to be gone."""
    assume: dict[str, Literal["true", "false", "unknown"]] = {}
    """Event → value assumed instead of the recorded one."""


class Guarantees(Record, frozen=True, kw_only=True):
    """A register, a plan and a view in one document."""

    format: Literal["servanda-guarantees/1"] = "servanda-guarantees/1"
    """Name and version of the format."""
    as_of: Instant | None = None
    """Moment of knowledge; if none is given, that of the latest `known_on` in the document."""
    commitments: list[GivenCommitment] = []
    """Promises, offers and refusals."""
    events: list[GivenEvent] = []
    """What conditions wait for."""
    blocs: dict[str, list[str]] = {}
    """Bloc → its members, so that a bloc and its members are never both counted."""
    drafts: dict[str, str] = {}
    """Draft instrument → final text that replaces it."""
    plan: GivenPlan | None = None
    """What is needed; only questions of coverage ask for it."""
    view: GivenView = GivenView()
    """From where it is looked at."""
