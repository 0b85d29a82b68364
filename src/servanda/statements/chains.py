"""From cues to chains: publisher, the agency it cites, the person or unnamed group that speaks, one member of it.

A blanket attribution ("Про це повідомляє X з посиланням на Y") governs what stands before it as `blanket` and the
rest of the text as `inferred`; a recap is the publisher's own voice and ends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from servanda.records.statement import Link, Span
from servanda.statements.attribution import Attribution, attributions_of
from servanda.statements.cast import is_outlet, label_of
from servanda.statements.lexicon import registry
from servanda.statements.sections import Sentence, sentences_of
from servanda.statements.spans import span_of
from servanda.statements.speakers import Speaker

Basis: TypeAlias = Literal["publisher", "explicit", "blanket", "inferred", "quoted_words"]
_REMEMBERED = 3
"""Sentences over which a pronoun still means the speaker named last."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Who vouches for a stretch of a sentence."""

    scope: tuple[int, int]
    """Tokens it governs."""
    links: tuple[Link, ...]
    """The chain, from the publisher inwards."""
    believes: bool
    """True if the speaker only believes it."""
    explicit: bool
    """True if the sentence itself names a source."""
    parties: tuple[str, ...] = ()
    """Parties that the speaker speaks for."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence with its cues and voices."""

    sentence: Sentence
    """The sentence."""
    cues: tuple[Attribution, ...]
    """Its attribution cues."""
    voices: tuple[Voice, ...]
    """Voices by scope; the last one governs the rest."""


@dataclass(slots=True)
class _Memory:
    """What earlier sentences said about speakers."""

    text: str
    publisher: str
    agency: str = ""
    agency_cue: Span | None = None
    agency_at: int = 0
    outer: tuple[Link, ...] = ()
    groups: dict[tuple[str, str], str] = field(default_factory=dict)
    group: str = ""
    described: str = ""
    group_agency: Link | None = None
    members: int = 0
    now: int = 0
    speaker: Link | None = None
    speaker_at: int = 0
    parties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence, its number, and the cue of the recap it opens, if it does."""

    sentence: Sentence
    number: int
    recap: Span | None


def hear(text: str, sentences: Sequence[Sentence], publisher: str) -> list[Heard]:
    """Give each sentence the chain that vouches for it.

    Args:
        text: The text as received.
        sentences: Its sentences.
        publisher: Identifier of the publisher: the first link of every chain.
    """
    memory = _Memory(text, publisher)
    cues = [attributions_of(sentence) for sentence in sentences]
    _find_blanket(memory, sentences, cues)
    return [
        Heard(sentence, tuple(found), tuple(_voices(memory, sentence, number, found)))
        for number, (sentence, found) in enumerate(zip(sentences, cues, strict=True))
    ]


def publisher_id(publisher: str) -> str:
    """Identifier of a publisher: its entry in the registry, else its own name in plain lower-case words."""
    folded = " ".join(publisher.lower().split())
    for name, entity in registry().items():
        if entity.kind == "outlet" and folded in {value.lower() for value in entity.names.values()} | {name}:
            return name
    return "-".join("".join(char if char.isalnum() else " " for char in folded).split()) or "unknown-publisher"


def names_itself(text: str) -> str:
    """The outlet of which a text says that it reports this citing another; empty if it names none.

    Raises:
        InputError: as `propose`.
    """
    for sentence in sentences_of(text):
        blanket = [cue.speaker.entity for cue in attributions_of(sentence) if cue.shape == "blanket"]
        outlets = [name for name in blanket if is_outlet(name)]
        if len(set(outlets)) > 1:
            return outlets[0]
    return ""


def _find_blanket(memory: _Memory, sentences: Sequence[Sentence], cues: Sequence[list[Attribution]]) -> None:
    """The first blanket attribution, or a headline that names its agency."""
    for number, (sentence, found) in enumerate(zip(sentences, cues, strict=True)):
        for cue in found:
            name = cue.speaker.entity
            if cue.shape not in {"blanket", "headline"} or _is_publisher(memory, cue.speaker):
                continue
            span = span_of(memory.text, sentence, *cue.cue)
            if is_outlet(name):
                memory.agency, memory.agency_cue = name, span
                memory.agency_at = number if cue.shape == "blanket" else 0
            elif cue.shape == "blanket" and name:
                memory.outer = (Link(source=name, basis="blanket", cue=span),)
                memory.agency_at = number


def _voices(memory: _Memory, sentence: Sentence, number: int, cues: Sequence[Attribution]) -> list[Voice]:
    size = len(sentence.tokens)
    own = [cue for cue in cues if cue.shape not in {"blanket", "recap"}]
    frames = [cue for cue in own if cue.shape in {"prep", "as", "impersonal", "headline"}]
    verbs = [cue for cue in own if cue.shape in {"that", "inverted", "naming"}]
    memory.now = number
    recap = next((cue for cue in cues if cue.shape == "recap"), None)
    place = _Place(sentence, number, span_of(memory.text, sentence, *recap.cue) if recap else None)
    voices = [_voice(memory, place, [*frames, *_around(sentence, verbs, verb), verb], verb.scope) for verb in verbs]
    return [*voices, _voice(memory, place, frames, (0, size))]


def _around(sentence: Sentence, verbs: Sequence[Attribution], inner: Attribution) -> list[Attribution]:
    """`«X said that …», said Y`: who quotes the words in which another one speaks."""
    if inner.shape != "that" or not any(token.fold == '"' for token in sentence.tokens[: inner.cue[0] + 1]):
        return []
    closing = [at for at, token in enumerate(sentence.tokens) if token.fold == '"' and at >= inner.region[1]]
    return [one for one in verbs if one.shape == "inverted" and closing and one.cue[0] > closing[-1]][:1]


def _voice(memory: _Memory, place: _Place, cues: Sequence[Attribution], scope: tuple[int, int]) -> Voice:
    agency: list[Link] = []
    speakers: list[Link] = []
    parties: tuple[str, ...] = ()
    for cue in cues:
        above, below, parties_of = _links(memory, place.sentence, cue)
        agency += [link for link in above if link.source not in {one.source for one in agency}]
        speakers += below
        parties = parties_of or parties
    if not agency:
        agency = _default_agency(memory, place, speakers)
    first = Link(source=memory.publisher, basis="publisher", cue=place.recap)
    believes = any(cue.believes for cue in cues)
    return Voice(scope, (first, *agency, *speakers), believes, bool(cues), parties)


def _default_agency(memory: _Memory, place: _Place, speakers: Sequence[Link]) -> list[Link]:
    if place.sentence.section == "recap":
        return []
    before = place.number <= memory.agency_at
    links = list(memory.outer) if before and not speakers else []
    if memory.agency:
        links.append(Link(source=memory.agency, basis="blanket" if before else "inferred", cue=memory.agency_cue))
    return links


def _links(memory: _Memory, sentence: Sentence, cue: Attribution) -> tuple[list[Link], list[Link], tuple[str, ...]]:
    """Agency links above, speaker links below, and whom the speaker speaks for."""
    speaker, span = cue.speaker, span_of(memory.text, sentence, *cue.cue)
    above = _agency_links(memory, speaker, span)
    if is_outlet(speaker.entity):
        own = [] if _is_publisher(memory, speaker) else [_plain_link(speaker, span)]
        return [*above, *own], [], ()
    if _is_publisher(memory, speaker):
        return above, [], ()
    if speaker.kind == "anon":
        memory.group_agency = above[0] if above else None
    below = _speaker_link(memory, speaker, span)
    if below is None:
        return above, [], ()
    if speaker.kind == "pronoun":
        return above, [below], memory.parties
    memory.speaker, memory.parties, memory.speaker_at = below, speaker.parties, memory.now
    return above, [below], speaker.parties


def _agency_links(memory: _Memory, speaker: Speaker, span: Span) -> list[Link]:
    if speaker.agency is None:
        held = memory.group_agency if speaker.kind == "member" else None
        return [Link(source=held.source, basis="inferred", cue=held.cue)] if held else []
    name = memory.agency if speaker.agency == "the-agency" else speaker.agency
    if name == memory.publisher or (not name and speaker.agency == "the-agency"):
        return []
    return [Link(source=name, basis="explicit", cue=span)]


def _speaker_link(memory: _Memory, speaker: Speaker, span: Span) -> Link | None:
    """The link of the speaker itself; none if the publisher or the agency above speaks."""
    if speaker.kind in {"agency", "self"}:
        return None
    if speaker.kind == "pronoun":
        known = memory.speaker if memory.now - memory.speaker_at <= _REMEMBERED else None
        if known is None:
            return Link(source="UNKNOWN", basis="explicit", label="a speaker named only by a pronoun", cue=span)
        return Link(source=known.source, basis="explicit", label=known.label, cue=span)
    if speaker.kind == "unknown":
        return Link(source="UNKNOWN", basis="explicit", label=speaker.label, cue=span)
    if speaker.kind in {"anon", "member"}:
        return Link(source=_anonymous_id(memory, speaker), basis="explicit", label=_label(memory, speaker), cue=span)
    return _plain_link(speaker, span)


def _plain_link(speaker: Speaker, span: Span, basis: Basis = "explicit") -> Link:
    return Link(source=speaker.entity, basis=basis, label=label_of(speaker.entity), cue=span)


def _is_publisher(memory: _Memory, speaker: Speaker) -> bool:
    """Whether somebody is the publisher, by entity or by the words of its name."""
    return memory.publisher in {speaker.entity, publisher_id(label_of(speaker.entity) or speaker.entity)}


def _label(memory: _Memory, speaker: Speaker) -> str:
    if speaker.kind == "anon":
        return speaker.label
    described = memory.described or speaker.label
    return f"another of {described}" if speaker.other else f"one of {described}"


def _anonymous_id(memory: _Memory, speaker: Speaker) -> str:
    """An identifier local to the document; a member belongs to the group named last."""
    if speaker.kind == "member" and memory.group:
        memory.members += 1
        return f"{memory.group}.{memory.members}"
    key = (speaker.agency or "", speaker.label)
    if key not in memory.groups:
        memory.groups[key] = f"anon:{len(memory.groups) + 1}"
        memory.members = 0
    memory.group, memory.described = memory.groups[key], speaker.label
    return memory.group
