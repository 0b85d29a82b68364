"""Statements: who claims what, through which chain of sources, how certainly. Nothing here is a fact."""

from typing import Annotated, Literal, TypeAlias

import msgspec

from servanda.records.record import Ppm, Record, Sha256, Wording

Certainty: TypeAlias = Literal["CT+", "CT-", "PR+", "PR-", "PS+", "PS-", "CTu", "Uu"]
"""FactBank scale (Saurí and Pustejovsky 2009): certain, probable, possible × positive, negative; `CTu`: certain that
it is one or the other; `Uu`: unknown; always relative to the last source of the chain."""

Frame: TypeAlias = Literal[
    "meeting",
    "representation",
    "position",
    "offer",
    "ask",
    "pledge",
    "refusal",
    "intention",
    "condition",
    "sequence",
    "awaited_signal",
    "open_term",
    "open_issue",
    "instrument_term",
    "assessment",
    "report",
]
"""What kind of statement it is; `report` is a plain claim that fits no other frame."""


class Span(Record, frozen=True, kw_only=True):
    """A stretch of a source, in Unicode code points, checked by hash whenever the text is at hand."""

    start: int
    """First code point, counted from 0 in the text as it was received."""
    end: int
    """One past the last code point."""
    sha256: Sha256
    """Hash of the exact words in UTF-8: texts of others are never copied, only pointed at."""


class Link(Record, frozen=True, kw_only=True):
    """One link of a chain of sources."""

    source: str
    """The entity that speaks: outlet, agency, official; `UNKNOWN` if words are quoted without a speaker."""
    basis: Literal["publisher", "explicit", "blanket", "inferred", "quoted_words"]
    """Why it is a link: stated here, stated once for the whole text, inferred from that, or bare quotation marks."""
    label: str = ""
    """How the text names an anonymous source, in our paraphrase: never an identity."""
    cue: Span | None = None
    """The words that say so."""


class Embedded(Record, frozen=True, kw_only=True):
    """An event inside a statement with its own certainty: *provides for* [certain] *a possible presence* [possible]."""

    event: str
    """What the event is, in a few neutral words."""
    certainty: Certainty
    """How certain it is according to the last source."""
    span: Span | None = None
    """The words of the event."""
    cues: list[Span] = []
    """The words that weaken it."""


MeetingStatus: TypeAlias = Literal["unknown", "planned", "under_way", "held", "cancelled"]
"""Whether a meeting was, is, or is to be, as the text tells it."""


class Meeting(Record, frozen=True, kw_only=True):
    """What a statement says of a meeting beyond who meets; also where it speaks of something else."""

    words: Span | None = None
    """The words that name the meeting, where the statement is about something else."""

    date: str = ""
    """EDTF date, as precise as the text; empty where it names none: no date is taken from another sentence."""
    place: Span | None = None
    """The words that name the place."""
    status: MeetingStatus = "unknown"
    """Whether it was, is, or is to be."""


class Statement(Record, frozen=True, kw_only=True):
    """One claim by a chain, anchored in characters, proposed by a rule or a person, decided by a person."""

    id: str
    """Content hash of source, spans and frame: the same reading of the same text gets the same name."""
    source: str
    """Identifier of the source that holds the words."""
    frame: Frame
    """What kind of statement it is."""
    says: Wording
    """Our neutral paraphrase; empty where a rule proposed it and nobody has written one yet."""
    chain: Annotated[list[Link], msgspec.Meta(min_length=1)]
    """Who vouches for it, from the publisher inwards; never empty."""
    spans: Annotated[list[Span], msgspec.Meta(min_length=1)]
    """The words themselves; never empty."""
    certainty: Certainty
    """How certain the last source of the chain is."""
    embedded: list[Embedded] = []
    """Events inside, each with its own certainty."""
    actors: list[str] = []
    """Whose act, wish or duty it is: identifiers of entities."""
    counterparts: list[str] = []
    """Towards whom or from whom."""
    issue: str = ""
    """What it is about: identifier of an issue, such as `us-troops` or `territory`."""
    stance: Literal["", "demand", "accept", "reject", "offer", "wants", "plans", "unknown"] = ""
    """For positions: what the actor does about the issue."""
    slot: str = ""
    """For open terms: which part is open: role, location, number, duration, consent."""
    conditions: list[Span] = []
    """The words that state a condition or an order in time."""
    relations: list[Literal["after", "before", "if", "unless", "until", "only_if"]] = []
    """How each of the conditions stands to what it governs, in their order; empty where nobody said."""
    meeting: Meeting | None = None
    """For meetings: when, where, and whether it was."""
    quoted: list[Span] = []
    """The words that the text itself puts in quotation marks."""
    section: Literal["headline", "lede", "body", "subheading", "recap"] = "body"
    """Where in the text: a recap is the outlet's own voice and ends a blanket attribution."""
    headline_only: bool = False
    """True if nothing in the body repeats it."""
    rule: str = ""
    """Rule that proposed it; empty for a statement entered by a person."""
    score: Ppm = 1_000_000
    """How sure the proposing rule is of its own reading; says nothing about truth."""
