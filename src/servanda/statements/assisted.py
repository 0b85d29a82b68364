"""Claims of a language model, taken as proposals: every word of them is found in the text, or they are rejected.

A model gives quotes back, never places, chains or certainty that stands: `align` finds the place, the chain is the one
the rules heard there, and no claim is firmer than its own words, or than what the rules read in the same place. What
the text says to whoever reads it is text: a claim has no field in which an instruction could be followed.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec

from servanda.records.rejection import Rejection
from servanda.records.source import Source
from servanda.records.statement import Certainty, Embedded, Frame, Span, Statement
from servanda.statements.aligning import align
from servanda.statements.certainty import hedges_of, strength, weaker
from servanda.statements.chains import Heard, hear, publisher_id
from servanda.statements.clauses import Clause
from servanda.statements.frames import Found
from servanda.statements.gist import gist
from servanda.statements.issues import issue_of
from servanda.statements.lexicon import lexicon, registry
from servanda.statements.propose import propose, statement_id
from servanda.statements.reading import tokens_of
from servanda.statements.sections import sentences_of
from servanda.statements.spans import span_between

_SURE = 500_000
"""Score of a claim that only a model makes."""
_SHARED = 800_000
"""Score of one that the rules make of the same words too."""


class Inside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An event inside a claim."""

    quote: str
    """Its exact words."""
    certainty: Certainty
    """How certain it is."""


class Claimed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a model says a sentence claims: quotes and values of closed lists, nothing else."""

    sentence: int
    """Number of the sentence, as it was shown."""
    quote: str
    """The exact words that claim it."""
    frame: Frame
    """What kind of claim."""
    certainty: Certainty
    """How certain the last speaker is."""
    actors: list[str] = []
    """Exact words that name whose act, wish or duty it is."""
    counterparts: list[str] = []
    """Exact words that name towards whom."""
    inside: list[Inside] = []
    """Events inside, each with its own certainty."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All that a model may answer about some sentences."""

    claims: list[Claimed]
    """Its claims."""


class Assisted(msgspec.Struct, frozen=True, kw_only=True):
    """What a model's claims come to."""

    statements: list[Statement]
    """Proposals, each anchored in the text."""
    rejections: list[Rejection]
    """Claims, or parts of claims, that were not taken."""
    vetoed: list[str]
    """Proposals whose certainty the rules lowered."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, what the rules hear and propose in it, and the name of the model."""

    text: str
    source: Source
    heard: Sequence[Heard]
    rules: Sequence[Statement]
    model: str


def assist(text: str, source: Source, claims: Sequence[Claimed], model: str) -> Assisted:
    """Take a model's claims about a text.

    Args:
        text: The text as received.
        source: Who published it.
        claims: What the model says; sentences are numbered as `sentences_of` gives them.
        model: What stands in `Statement.rule`: the model's name and the hash of what it was asked.

    Raises:
        InputError: as `propose`.
    """
    sentences = sentences_of(text)
    heard = hear(text, sentences, publisher_id(source.publisher))
    read = _Text(text, source, heard, propose(text, source), model)
    taken: dict[str, Statement] = {}
    rejections: list[Rejection] = []
    vetoed: list[str] = []
    for number, claim in enumerate(claims):
        place = f"claim {number + 1} of {model}"
        statement = _taken(read, claim, place, rejections)
        if statement is None:
            continue
        if strength(statement.certainty) < strength(claim.certainty) or _lowered(statement.embedded, claim.inside):
            vetoed.append(statement.id)
        taken.setdefault(statement.id, statement)
    return Assisted(statements=list(taken.values()), rejections=rejections, vetoed=sorted(set(vetoed)))


def _lowered(embedded: Sequence[Embedded], inside: Sequence[Inside]) -> bool:
    firm = max((strength(one.certainty) for one in inside), default=0)
    return bool(embedded) and max(strength(one.certainty) for one in embedded) < firm


def _taken(read: _Text, claim: Claimed, place: str, rejections: list[Rejection]) -> Statement | None:
    if not 0 <= claim.sentence < len(read.heard):
        says = f"The claim is about sentence {claim.sentence}; the text has {len(read.heard)}."
        rejections.append(_rejected("model-sentence-unknown", place, says))
        return None
    heard = read.heard[claim.sentence]
    window = heard.sentence.start, heard.sentence.end
    found = align(read.text, claim.quote, window, window[0])
    if found is None:
        digest = hashlib.sha256(claim.quote.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        says = f"The words of the claim (SHA-256 {digest}…) do not stand in sentence {claim.sentence}."
        rejections.append(_rejected("model-quote-not-found", place, says))
        return None
    span = span_between(read.text, *found)
    actors = [who for words in claim.actors for who in _named(read, words, window, place, rejections)]
    towards = [who for words in claim.counterparts for who in _named(read, words, window, place, rejections)]
    return _statement(
        read, claim, heard, span, (sorted(set(actors)), sorted(set(towards)), list(_inside(read, claim, heard)))
    )


def _statement(
    read: _Text, claim: Claimed, heard: Heard, span: Span, parts: tuple[list[str], list[str], list[Embedded]]
) -> Statement:
    actors, towards, embedded = parts
    clause = _clause(heard, span)
    voice = next((one for one in heard.voices if one.scope[0] <= clause.first < one.scope[1]), heard.voices[-1])
    beside = [one for one in read.rules if any(_overlap(span, other) for other in one.spans)]
    certainty = _capped(claim.certainty, clause, embedded, beside)
    alike = any(one.frame == claim.frame for one in beside)
    found = Found(read.model, claim.frame, clause, actors=actors, towards=towards, issue=issue_of(clause))
    return Statement(
        id=statement_id(read.source, [span], claim.frame),
        source=read.source.id,
        frame=claim.frame,
        says=gist(found, certainty, embedded),
        chain=list(voice.links),
        spans=[span],
        certainty=certainty,
        embedded=embedded,
        actors=actors,
        counterparts=towards,
        issue=found.issue,
        section=heard.sentence.section,
        rule=read.model,
        score=_SHARED if alike else _SURE,
    )


def _clause(heard: Heard, span: Span) -> Clause:
    tokens = heard.sentence.tokens
    inside = [at for at, token in enumerate(tokens) if token.start < span.end and token.end > span.start]
    return Clause(heard.sentence, inside[0], inside[-1] + 1)


def _capped(claimed: Certainty, clause: Clause, embedded: Sequence[Embedded], beside: Sequence[Statement]) -> Certainty:
    """No firmer than a hedge among the words that no weaker event inside takes up, nor than the rules read them."""
    certainty = claimed
    for _, cap in hedges_of(clause):
        if not any(strength(one.certainty) <= strength(cap) for one in embedded):
            certainty = weaker(certainty, cap)
    for one in beside:
        certainty = _both(certainty, one.certainty)
    return certainty


def _both(claimed: Certainty, read: Certainty) -> Certainty:
    """The weaker of two values; unknown where one says that it is so and the other that it is not."""
    if "u" not in claimed + read and claimed[-1] != read[-1]:
        return "Uu"
    return weaker(claimed, read)


def _inside(read: _Text, claim: Claimed, heard: Heard) -> Iterator[Embedded]:
    """Events inside whose words stand there, no firmer than the hedges of the sentence beside them."""
    window = heard.sentence.start, heard.sentence.end
    for one in claim.inside:
        found = align(read.text, one.quote, window, window[0])
        if found is None:
            continue
        span = span_between(read.text, *found)
        caps = [cap for _, cap in hedges_of(_clause(heard, span))]
        twins = [
            event.certainty
            for each in read.rules
            for event in each.embedded
            if event.span and _overlap(span, event.span)
        ]
        certainty = one.certainty
        for cap in caps:
            certainty = weaker(certainty, cap)
        for twin in twins:
            certainty = _both(certainty, twin)
        yield Embedded(event="event", certainty=certainty, span=span)


def _named(read: _Text, words: str, window: tuple[int, int], place: str, rejections: list[Rejection]) -> Iterator[str]:
    """Parties that words of the sentence name; words that do not stand there name nobody."""
    found = align(read.text, words, window, window[0])
    if found is None:
        rejections.append(
            _rejected("model-name-not-found", place, "A name of the claim does not stand in its sentence.")
        )
        return
    hits = lexicon().find(tokens_of(read.text, *found))
    for hit in (*hits.get("entity", []), *hits.get("adjective", [])):
        party = registry()[hit.value].party
        if party:
            yield party


def _overlap(left: Span, right: Span) -> bool:
    shared = min(left.end, right.end) - max(left.start, right.start)
    return shared * 2 >= min(left.end - left.start, right.end - right.start)


def _rejected(code: str, place: str, says: str) -> Rejection:
    hint = "It was not taken; nothing is lost of the text."
    return Rejection(kind="statement", place=place, code=code, says=says, hint=hint)
