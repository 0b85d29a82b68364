"""From cues to chains: publisher, the agency it cites, the person or unnamed group that speaks, one member of it.

A blanket attribution ("Про це повідомляє X з посиланням на Y") governs what stands before it as `blanket` and the
rest of the text as `inferred`; a recap is the publisher's own voice and ends it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from servanda.records.statement import Link, Span
from servanda.statements.attribution import Attribution, attributions_of
from servanda.statements.cast import is_outlet, label_of
from servanda.statements.chain_links import Basis, Memory, is_publisher, links_of, plain_link, publisher_id
from servanda.statements.interviews import answers_of
from servanda.statements.quoting import begins_with_quote, donors
from servanda.statements.sections import Sentence, sentences_of
from servanda.statements.spans import span_of

__all__ = ["Heard", "Voice", "hear", "names_itself", "publisher_id"]
_FAR_BACK = 6
"""Sentences that `Про це заявив X` covers at most."""


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
    memory = Memory(text, publisher)
    cues = [attributions_of(sentence) for sentence in sentences]
    _find_blanket(memory, sentences, cues)
    given = donors(text, sentences, cues)
    heard: dict[int, Heard] = {}
    for number, sentence in enumerate(sentences):
        donor = given.get(number)
        if donor is not None and donor > number and donor not in heard:
            heard[donor] = _heard(memory, sentences[donor], donor, cues[donor])
        if number not in heard:
            heard[number] = _heard(memory, sentence, number, cues[number])
        if donor is not None:
            heard[number] = _lent(heard[number], heard[donor], before=donor > number)
    answers = answers_of(text, sentences)
    told = [_quoting(text, heard[number]) for number in range(len(sentences))]
    return [_answering(memory, one, answers[at]) if at in answers else one for at, one in enumerate(told)]


def _answering(memory: Memory, heard: Heard, who: str) -> Heard:
    """A sentence of an answer: whoever is interviewed says it, and may quote others in it."""
    link = Link(source=who, basis="inferred", label=label_of(who))
    first = Link(source=memory.publisher, basis="publisher")
    voices = [replace(one, links=(first, link, *one.links[1:])) for one in heard.voices]
    return replace(heard, voices=tuple(voices))


def _quoting(text: str, heard: Heard) -> Heard:
    """A title that is nothing but words in quotation marks: they are somebody's, and the title does not say whose."""
    sentence = heard.sentence
    if heard.cues or sentence.section != "headline" or not begins_with_quote(text, sentence):
        return heard
    cue = span_of(text, sentence, 0, len(sentence.tokens))
    link = Link(source="UNKNOWN", basis="quoted_words", cue=cue)
    return replace(heard, voices=tuple(replace(one, links=(*one.links, link)) for one in heard.voices))


def _heard(memory: Memory, sentence: Sentence, number: int, cues: Sequence[Attribution]) -> Heard:
    return Heard(sentence, tuple(cues), tuple(_voices(memory, sentence, number, cues)))


def _lent(sentence: Heard, donor: Heard, *, before: bool) -> Heard:
    """A sentence inside a quotation with the voice of the sentence that names the speaker."""
    spoken = [one for one in donor.voices if len(one.links) > 1 and one.explicit]
    if not spoken:
        return sentence
    voice = spoken[0] if before else spoken[-1]
    whole = replace(voice, scope=(0, len(sentence.sentence.tokens)), explicit=False)
    return replace(sentence, voices=(whole,))


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


def _find_blanket(memory: Memory, sentences: Sequence[Sentence], cues: Sequence[list[Attribution]]) -> None:
    """The blanket attribution of the whole text, or a headline that names its agency; people cover what stands before.

    Outlets that pass it on come before the one that they cite; the last sentence that names any decides.
    """
    covered = -1
    for number, (sentence, found) in enumerate(zip(sentences, cues, strict=True)):
        outlets, others = _named_once(memory, sentence, found)
        if outlets and sentence.section != "recap":
            memory.agencies = tuple(outlets)
            memory.agency_at = number if found[0].shape == "blanket" else 0
            memory.headline_only = found[0].shape != "blanket"
        if any(cue.shape == "blanket" for cue in found):
            first = max(covered + 1, number - _FAR_BACK)
            others += _cited(memory, sentence, found)
            memory.outers += [(first, number, link) for link in others]
            covered = number


def _named_once(memory: Memory, sentence: Sentence, cues: Sequence[Attribution]) -> tuple[list[Link], list[Link]]:
    """Outlets and others whom a blanket attribution or a title names, without the publisher."""
    outlets: list[Link] = []
    others: list[Link] = []
    for cue in cues:
        named = cue.shape in {"blanket", "headline"} and cue.speaker.entity
        if not named or is_publisher(memory, cue.speaker):
            continue
        link = plain_link(cue.speaker, span_of(memory.text, sentence, *cue.cue), "blanket")
        if is_outlet(cue.speaker.entity):
            outlets.append(link)
        elif cue.shape == "blanket":
            others.append(link)
    return outlets, others


def _cited(memory: Memory, sentence: Sentence, cues: Sequence[Attribution]) -> list[Link]:
    """Unnamed sources that a blanket attribution cites: `Про це пише X з посиланням на двох дипломатів`."""
    here = [cue for cue in cues if cue.shape == "blanket" and cue.speaker.kind == "anon"]
    links = [link for cue in here for link in links_of(memory, sentence, cue)[1]]
    return [Link(source=link.source, basis="blanket", label=link.label, cue=link.cue) for link in links]


def _voices(memory: Memory, sentence: Sentence, number: int, cues: Sequence[Attribution]) -> list[Voice]:
    size = len(sentence.tokens)
    own = [cue for cue in cues if cue.shape not in {"blanket", "recap"}]
    frames = [cue for cue in own if cue.shape in {"prep", "as", "impersonal", "headline"}]
    verbs = [cue for cue in own if cue.shape in {"that", "inverted", "naming"}]
    memory.now = number
    for cue in cues:
        if cue.shape == "blanket" and not is_outlet(cue.speaker.entity):
            links_of(memory, sentence, cue)
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


def _voice(memory: Memory, place: _Place, cues: Sequence[Attribution], scope: tuple[int, int]) -> Voice:
    agency: list[Link] = []
    speakers: list[Link] = []
    parties: tuple[str, ...] = ()
    for cue in cues:
        above, below, parties_of = links_of(memory, place.sentence, cue)
        agency += [link for link in above if link.source not in {one.source for one in agency}]
        speakers += [link for link in below if link.source not in {one.source for one in speakers[-1:]}]
        parties = parties_of or parties
    if not agency:
        agency = _default_agency(memory, place, speakers)
    first = Link(source=memory.publisher, basis="publisher", cue=place.recap)
    believes = any(cue.believes for cue in cues)
    return Voice(scope, (first, *agency, *speakers), believes, bool(cues), parties)


def _default_agency(memory: Memory, place: _Place, speakers: Sequence[Link]) -> list[Link]:
    """What the text says once for all: its agencies, and who is said below to have said this."""
    if place.sentence.section == "recap":
        return []
    before = place.number <= memory.agency_at
    if memory.headline_only and place.sentence.section not in {"headline", "lede"}:
        return []
    basis: Basis = "blanket" if before else "inferred"
    links = [Link(source=link.source, basis=basis, label=link.label, cue=link.cue) for link in memory.agencies]
    if not speakers and place.sentence.section != "headline":
        links += [link for first, last, link in memory.outers if first <= place.number <= last][:1]
    return links
