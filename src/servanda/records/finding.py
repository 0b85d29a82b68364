"""Findings: a term judged on an incident, a silence or a duty."""

from typing import Literal, TypeAlias

from servanda.records.decision import Position
from servanda.records.observation import Reply
from servanda.records.record import Ppm, Record, Wording
from servanda.records.time import Instant, Interval

Verdict: TypeAlias = Literal["kept", "breached", "undetermined", "not_in_force"]
"""The four verdicts; *undetermined* always names its hinges."""

Cause: TypeAlias = Literal[
    "open_term",
    "missing_evidence",
    "measurement",
    "attribution",
    "proof_standard",
    "unobserved",
    "pending_clock",
    "judgement",
    "withheld",
]
"""Why something hinges."""


Accepts: TypeAlias = Literal["yes", "no", "unknown"]
"""Whether a party accepts our encoding of a term; *unknown* until it says so."""


class Hinge(Record, frozen=True, kw_only=True):
    """One unknown that can still change the verdict."""

    cause: Cause
    """What kind of unknown."""
    on: str
    """What it hangs on: an open term, a place, a register, a standard, a clock, a body."""
    says: Wording
    """In words."""
    chance: Ppm | None = None
    """For measurement: probability that the condition holds."""
    gaps: list[Interval] = []
    """For unobserved: when nobody watched."""


class Flip(Record, frozen=True, kw_only=True):
    """Where a monotone open value changes the verdict: *breached for any agreed distance above 700 m*.

    The larger a distance that must be kept, the stricter the term: then `kept_up_to` and `breached_above` are stated.
    The larger a number that is allowed, the more lenient: then `breached_below` and, if nobody doubts an upper number,
    `kept_from`. Between the two the measurement decides.
    """

    open: str
    """The open term."""
    unit: Literal["m", "s", "count"]
    """Unit of the values."""
    kept_up_to: int | None = None
    """Largest value at which it is certainly not breached by this."""
    breached_above: int | None = None
    """Smallest value above which it is certainly breached."""
    kept_from: int | None = None
    """Smallest value at which a cap is certainly respected; none if nobody knows how many there were at most."""
    breached_below: int | None = None
    """A cap below this value is certainly exceeded."""
    says: Wording
    """In words."""


class ReadingVerdict(Record, frozen=True, kw_only=True):
    """The verdict if open terms are read so."""

    readings: dict[str, str]
    """Open term to reading."""
    verdict: Verdict
    """The verdict under them."""


class Outcome(Record, frozen=True, kw_only=True):
    """Verdict and attribution: one field in every export, so that neither travels alone."""

    verdict: Verdict
    """The verdict."""
    by: list[str] = []
    """Who may be answerable: one party if established, several or none if not."""
    attribution: Literal["established", "undetermined", "not_applicable"]
    """Whether the answerable party is established."""


class Subject(Record, frozen=True, kw_only=True):
    """What was judged."""

    kind: Literal["incident", "count", "silence", "duty", "cap", "hypothetical"]
    """An incident; a number somebody counted; a place and time without reports; a duty with a deadline; a cap on what
    is there at any one time; an assumption of a rehearsal."""
    id: str
    """Incident, tally, place or term; for a cap its place, or the term if that applies everywhere."""
    when: Interval
    """The time judged."""
    place: str = ""
    """Place of the agreement, if one is concerned."""
    sector: str = ""
    """Sector in which it certainly lies; empty if that is not certain."""


class Receipt(Record, frozen=True, kw_only=True):
    """What a verdict was made from: with the same four, anybody gets the same bytes."""

    agreement_sha256: str
    """Hash of the instrument as data."""
    tree_size: int | None = None
    """Size of the ledger's prefix; none if it was judged on facts without a ledger."""
    root: str = ""
    """Root of the tree at that size, hex."""
    facts_sha256: str = ""
    """Hash of the facts as data, where there is no ledger."""
    engine: str
    """Version of the engine."""
    as_of: Instant
    """The moment for which it was judged."""


class Finding(Record, frozen=True, kw_only=True):
    """A term judged. A pure function of agreement version, ledger prefix and engine version."""

    id: str
    """Made from agreement, term, line and subject."""
    agreement: str
    """Instrument and version: `ID@VERSION`."""
    term: str
    """Term."""
    row: int | None = None
    """Line of the term's table, counted from 0."""
    subject: Subject
    """What was judged."""
    outcome: Outcome
    """Verdict and attribution."""
    hinges: list[Hinge] = []
    """All unknowns that can still change the verdict, and only those; empty unless undetermined."""
    attribution_hinges: list[Hinge] = []
    """What keeps a breach from being attributed."""
    by_reading: list[ReadingVerdict] = []
    """Verdicts under each combination of readings that matters."""
    flips: list[Flip] = []
    """Flip points of monotone open terms."""
    exemption: str = ""
    """Exemption that applied."""
    notices: list[str] = []
    """Notices matched before assessment."""
    evidence: list[str]
    """Observations and watches it rests on, sorted."""
    watched: Ppm | None = None
    """For silence and caps: share of place and time that was watched."""
    since: Instant | None = None
    """For a cap: the earliest moment at which it was exceeded, or may have been; none if it was not. For a duty: since
    when it stands that all was done, as a body or a monitor said."""
    final: bool = False
    """False while the party may still reply."""
    reply_until: Instant | None = None
    """End of the reply window."""
    replies: list[Reply] = []
    """What the parties replied: verbatim."""
    encoding: dict[str, Accepts] = {}
    """Whether each party accepts our encoding of the term; *unknown* until it says so."""
    positions: list[Position] = []
    """What the parties said of the encoding: verbatim."""
    receipt: Receipt | None = None
    """What it was made from; none before it leaves the engine."""


Question: TypeAlias = Literal[
    "always",
    "version",
    "clock",
    "author",
    "proof",
    "class",
    "inside",
    "crossed",
    "nearer",
    "size",
    "entry",
    "judged",
    "open",
    "whole",
    "prevails",
    "counted",
    "watched",
    "undisturbed",
    "complete",
    "running",
    "unseen",
    "cap",
]
"""Every kind of question that is answered from the facts: in force, who, proven, what, where, how large, on record,
judged, left open by the text, and those of silences, duties and caps."""


class Claim(Record, frozen=True, kw_only=True):
    """What a leaf of an explanation states, as data, so that somebody else can compute it again."""

    kind: Question
    """What kind of question it answers."""
    on: list[str] = []
    """What it is asked of: a clock; parties; a standard of proof; a class; a place; a question and its body; what an
    entry would be, its register and whose; an open term; a version; a measure of size; a party."""
    about: str = ""
    """Incident it is asked about; empty if of none."""
    when: Interval | None = None
    """For a clock: the time it is asked of."""
    low: int | None = None
    """What was measured at least: metres, origins."""
    high: int | None = None
    """What was measured at most; none if nothing bounds it."""
    limit: int | None = None
    """The limit it is held against; none if the text leaves it open."""


class Reason(Record, frozen=True, kw_only=True):
    """One node of an explanation: recomputed on demand, never stored."""

    id: str
    """Path within the explanation."""
    asks: Wording
    """The question."""
    truth: Literal["true", "false", "unknown"]
    """The answer."""
    cite: str = ""
    """Place in the text, if the node stands for one: a term, its time, a line of its table, an exception."""
    says: Wording = {}
    """Our paraphrase of that place."""
    rests_on: list[str] = []
    """Observations, notices, watches, open terms, citations."""
    entries: dict[str, int] = {}
    """Those of them that stand on a ledger: name to index of the entry."""
    claim: Claim | None = None
    """For a leaf: what it states."""
    assumes: dict[str, str] = {}
    """For a case of several: the unknown that is taken to be so, and how."""
    parts: list["Reason"] = []
    """The questions it is made of."""
    joined: Literal["all", "any", "not", "leaf"] = "leaf"
    """How the parts make the answer."""
