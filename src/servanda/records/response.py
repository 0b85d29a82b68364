"""Responses: procedures under way, and who must act by when."""

from typing import Literal

from servanda.records.record import Record, Wording
from servanda.records.time import Instant


class Deadline(Record, frozen=True, kw_only=True):
    """A due time, under one reading where readings differ."""

    reading: str = ""
    """Reading of the open term; empty if the text is clear."""
    opens: Instant | None = None
    """When the step may begin; none if that is not known."""
    due: Instant | None = None
    """When it is due; none if the text gives no time."""
    held_by: list[str] = []
    """Who holds the reading."""


class CalledCommitment(Record, frozen=True, kw_only=True):
    """A commitment that falls due with a step."""

    commitment: str
    """Which."""
    provider: str
    """Who must act."""
    function: str
    """For what."""
    state: Literal["due", "handshake", "open", "refused", "void"]
    """Whether it binds now; refused if the provider said it would not."""
    due: Instant | None = None
    """When its effect is due: call plus readiness; none if either is unstated."""
    says: Wording = {}
    """Why it is in that state."""


class StepState(Record, frozen=True, kw_only=True):
    """One step of a response."""

    step: str
    """Which."""
    who: list[str]
    """Who must act."""
    do: Wording
    """What."""
    state: Literal["waiting", "running", "done", "silent", "lapsed", "suspended", "undetermined", "not_reached"]
    """Where it stands; *silent* if its time passed without a word and the procedure went on."""
    deadlines: list[Deadline] = []
    """One, or one for each reading."""
    if_silent: Literal["proceeds", "lapses", "undefined"]
    """What silence means."""
    if_silent_says: Wording = {}
    """The same in words."""
    why: Wording = {}
    """Why it is in that state, especially why undetermined or suspended."""
    hinges: list[str] = []
    """Open terms or judgements it waits for."""
    calls: list[CalledCommitment] = []
    """Commitments that fall due with it."""
    missing: list[str] = []
    """Functions called on for which nobody stands: `FUNCTION@SECTOR`."""


class Response(Record, frozen=True, kw_only=True):
    """A procedure under way."""

    id: str
    """Made from procedure and first finding."""
    procedure: str
    """`INSTRUMENT:PROCEDURE`."""
    started_by: list[str]
    """Findings that started it; hypothetical in a rehearsal."""
    started_at: Instant
    """Moment of the trigger."""
    first_breach_at: Instant
    """Moment of the first breach it counts from."""
    sector: str = ""
    """Sector concerned, if certain."""
    state: Literal["running", "ended", "suspended", "undetermined"]
    """Where it stands."""
    steps: list[StepState]
    """Its steps, in order."""
    next_deadline: Instant | None = None
    """The next due time; none if no clock runs."""
    joined_by: list[str] = []
    """Later findings that meet the same trigger while it is under way: they start no second one."""
    why: Wording = {}
    """Why it is undetermined; empty otherwise."""
    hypothetical: bool = False
    """True in a rehearsal: it shows on every line."""


class StepAct(Record, frozen=True, kw_only=True):
    """What somebody did, or decided, in a procedure: done, extended, suspended, resumed."""

    id: str
    """Stable name."""
    procedure: str
    """`INSTRUMENT:PROCEDURE`."""
    step: str
    """Which step."""
    does: Literal["done", "extend", "suspend", "resume"]
    """What."""
    by: str
    """Who."""
    response: str = ""
    """Which response, if several of one procedure are under way; empty for all."""
    at: Instant
    """When it took effect."""
    until: Instant | None = None
    """For an extension: the new due time."""
    reason: Wording = {}
    """Why."""
