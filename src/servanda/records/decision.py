"""Decisions and judgements: what a person or a named body decided."""

from typing import Literal

from servanda.records.record import Record, Wording
from servanda.records.statement import Certainty, Frame, Link
from servanda.records.time import Instant, Interval


class Correction(Record, frozen=True, kw_only=True):
    """What a person reads otherwise than the rule that proposed a statement; what is left out stays as proposed."""

    certainty: Certainty | None = None
    """How certain; only less than proposed, never more."""
    frame: Frame | None = None
    """What kind of statement it is."""
    issue: str | None = None
    """What it is about."""
    actors: list[str] | None = None
    """Whose act, wish or duty it is; who is not named in the text stays unnamed."""
    chain: list[Link] | None = None
    """Who vouches for it, from the publisher inwards; who is not named in the text stays unnamed."""


class Decision(Record, frozen=True, kw_only=True):
    """What a person decided about a record. The author of a proposal never approves it."""

    id: str
    """Stable name."""
    about: str
    """Kind and identifier of what was decided: `statement:…`, `incident:…`, `finding:…`, `response:…`."""
    does: Literal[
        "accept", "reject", "unsure", "edit", "split", "merge", "verify", "approve", "suspend", "resume", "undo"
    ]
    """What was decided; `undo` takes back another decision, which stays on the record."""
    by: str
    """Who, as known to the case; on one machine self-declared."""
    role: str
    """In which role."""
    at: Instant
    """When."""
    reason: Wording = {}
    """Why."""
    says: Wording = {}
    """For `edit`: the paraphrase that replaces the proposed one."""
    others: list[str] = []
    """For `split` and `merge`: the observations, incidents or entities concerned; for `undo`: `decision:ID`."""
    corrects: Correction | None = None
    """For `edit`: what is read otherwise than proposed."""


class Judgement(Record, frozen=True, kw_only=True):
    """What a named body judged: proportionality, *offensive*, *extended attack*. Never computed."""

    id: str
    """Stable name."""
    question: str
    """Identifier of the open term or question that was judged."""
    about: str = ""
    """Kind and identifier of what it concerns; empty if it settles the question as such."""
    answer: str
    """A reading of the open term, or `yes` or `no`."""
    body: str
    """Party or body of the agreement that judged."""
    at: Instant
    """When it became effective."""
    cite: str = ""
    """Document that records it."""


class Position(Record, frozen=True, kw_only=True):
    """What a party says of our encoding of a term: it accepts it, or objects. Its words travel with every finding."""

    id: str
    """Stable name."""
    by: str
    """Party."""
    agreement: str
    """Instrument and version: `ID@VERSION`."""
    term: str
    """Term; empty for the instrument as a whole."""
    accepts: Literal["yes", "no"]
    """Whether it accepts the encoding."""
    at: Instant
    """When it said so."""
    says: Wording = {}
    """Its words, in the language they were given in, with our translation."""


class Adoption(Record, frozen=True, kw_only=True):
    """A version of an instrument was adopted by those whose consent it needs: which text was in force is a fact."""

    id: str
    """Stable name."""
    agreement: str
    """Instrument and version: `ID@VERSION`."""
    effect: Interval
    """From when, and until when if that was said, the version has effect."""
    by: list[str] = []
    """Who adopted it."""
    at: Instant
    """When that was recorded."""
    cite: str = ""
    """Document that records it."""
