"""Decisions and judgements: what a person or a named body decided."""

from typing import Literal

from servanda.records.record import Record, Wording
from servanda.records.time import Instant, Interval


class Decision(Record, frozen=True, kw_only=True):
    """What a person decided about a record. The author of a proposal never approves it."""

    id: str
    """Stable name."""
    about: str
    """Kind and identifier of what was decided: `statement:…`, `incident:…`, `finding:…`, `response:…`."""
    does: Literal["accept", "reject", "unsure", "edit", "split", "merge", "verify", "approve", "suspend", "resume"]
    """What was decided."""
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
    """For `split` and `merge`: the observations or incidents concerned."""


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
