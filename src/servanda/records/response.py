"""Responses: procedures under way, and who must act by when."""

from typing import Literal, TypeAlias

from servanda.records.procedure import OnSilence
from servanda.records.record import Record, Wording
from servanda.records.time import Instant

StepProgress: TypeAlias = Literal[
    "waiting", "running", "done", "silent", "lapsed", "suspended", "undetermined", "not_reached"
]
"""Where a step stands."""


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
    """A commitment that a step calls on: who is bound to do what by when, and what else became of the promise."""

    commitment: str
    """Which."""
    provider: str
    """Who must act."""
    function: str
    """For what."""
    does: Wording = {}
    """What it promises, or refuses, in its own paraphrase."""
    state: Literal["due", "handshake", "open", "refused", "suspended", "withdrawn", "void"]
    """Whether it binds; refused if the provider said it would not; void if it is over or cannot stand."""
    called_at: Instant | None = None
    """When the step calls on it: its opening; none if that differs between readings or is not known."""
    called: bool = False
    """Whether that moment has come, so that it is called on now and not only if the step is reached."""
    detached_by: list[str] = []
    """Findings that started the procedure and so set this promise going; empty while it is not called."""
    due: Instant | None = None
    """When it is due by the clock that governs; none if it does not bind or no clock is known."""
    clock: Literal["promise", "readiness", "step", ""] = ""
    """Which clock that is: the hours the promise allows from the call, else its readiness, else the step's own time."""
    ready_at: Instant | None = None
    """When its readiness lets it take effect; none if nobody stated it, or if it does not bind."""
    step_due: Instant | None = None
    """When the time of the step runs out; none if it has none or readings differ."""
    if_silent: OnSilence = "undefined"
    """What silence of the step means for it."""
    if_silent_says: Wording = {}
    """The same in words, and whether the promise or the step says so."""
    since: str = ""
    """EDTF date of the act that refused, suspended, withdrew or ended it; empty if there is no such act."""
    support: list[str] = []
    """Statements or sources of that act; of a refusal its own."""
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
    state: StepProgress
    """Where it stands; *silent* if its time passed without a word and the procedure went on."""
    deadlines: list[Deadline] = []
    """One, or one for each reading."""
    if_silent: OnSilence
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
    """Findings, or recorded acts, that started it; hypothetical in a rehearsal."""
    started_at: Instant
    """Moment of the trigger."""
    first_breach_at: Instant
    """Moment it counts from: of the first breach, of the act, or of the duty that was done."""
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


class Call(Record, frozen=True, kw_only=True):
    """One line of what a response calls on: a commitment, or a function for which nobody stands."""

    response: str
    """Which response."""
    procedure: str
    """`INSTRUMENT:PROCEDURE`."""
    step: str
    """Which step."""
    step_state: StepProgress
    """Where the step stands; *undetermined* if it is not certain that it is reached."""
    started_by: list[str]
    """Findings that started the procedure, or may have; hypothetical in a rehearsal."""
    called: CalledCommitment | None = None
    """The commitment; none where nobody stands."""
    nobody: str = ""
    """`FUNCTION@SECTOR` for which nobody stands; empty beside a commitment."""
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
