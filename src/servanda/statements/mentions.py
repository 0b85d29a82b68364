"""Mentions: where a text names, describes or points at somebody, each with its words and the entity that is meant.

Names of the registry and of the text (`cast.py`), capitals that act for their government (metonyms), offices and
organs, unnamed sources where they speak, pronouns, and ellipses (`Інший зазначив`). An unnamed source keeps the
identifier of the chain in which it speaks and is never anybody else.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from servanda.records.statement import Span
from servanda.statements.cast import is_outlet, is_person
from servanda.statements.chain_links import agrees
from servanda.statements.chains import Heard, hear, publisher_id
from servanda.statements.lexicon import Hit, registry
from servanda.statements.sections import Sentence
from servanda.statements.spans import span_of

MentionKind = Literal["name", "nominal", "pronoun", "metonym", "elliptical"]
_QUOTE = '"'
_PRONOUNS = frozenset({"він", "вона", "вони", "його", "її", "йому", "їй", "ним", "нею", "he", "she", "they"})
_MANY = frozenset({"вони", "they"})
_FAR = 3


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention."""

    entity: str
    """Who is meant: an entity of the registry, of the text, or an unnamed source of a chain."""
    kind: MentionKind
    """How."""
    span: Span
    """Its words."""
    party: str = ""
    """Whom it stands for, if anybody."""


@dataclass(slots=True)
class _Last:
    """Who was mentioned last, for pronouns and for `the agency`."""

    people: list[tuple[int, str]]
    outlet: str = ""


def mentions_of(text: str, sentences: Sequence[Sentence], publisher: str) -> list[Mention]:
    """All mentions of a text, in order.

    Args:
        text: The text as received.
        sentences: Its sentences.
        publisher: Name of the publisher.
    """
    return mentions_heard(text, hear(text, sentences, publisher_id(publisher)))


def mentions_heard(text: str, heard: Sequence[Heard]) -> list[Mention]:
    """The same for sentences whose voices are known already."""
    last = _Last([])
    found: list[Mention] = []
    for number, one in enumerate(heard):
        new = {(m.span.start, m.span.end, m.entity): m for m in _of_sentence(text, one, number, last)}
        found += sorted(new.values(), key=lambda mention: (mention.span.start, -mention.span.end))
    return found


def _of_sentence(text: str, heard: Heard, number: int, last: _Last) -> Iterator[Mention]:
    sentence = heard.sentence
    local = sentence.of("local")
    for hit in sorted([*local, *_free(sentence, local)], key=lambda one: one.first):
        kind: MentionKind = _kind_of_local(sentence, hit) if hit.tag == "local" else _kind(sentence, hit)
        yield _mention(text, sentence, hit, kind)
        if is_outlet(hit.value):
            last.outlet = hit.value
        elif hit.value.startswith("named:") or is_person(hit.value):
            last.people = [*last.people[-4:], (number, hit.value)]
    for hit in sentence.of("city"):
        yield Mention(f"place:{sentence.tokens[hit.first].plain}", "name", span_of(text, sentence, hit.first, hit.last))
    yield from _parties_described(text, sentence)
    yield from _unnamed(text, heard)
    yield from _pointing(text, sentence, number, last)


def _free(sentence: Sentence, local: Sequence[Hit]) -> list[Hit]:
    """Names of the registry; a person inside a phrase of its own is told by the phrase."""
    own = {(hit.value, at) for hit in local for at in range(hit.first, hit.last)}
    return [hit for hit in sentence.of("entity") if (hit.value, hit.first) not in own]


def _kind_of_local(sentence: Sentence, hit: Hit) -> MentionKind:
    if is_person(hit.value) or hit.value.startswith(("named:", "outlet:")):
        capital = any(token.plain[:1].isupper() for token in sentence.tokens[max(hit.last - 1, hit.first) : hit.last])
        return "name" if capital else "nominal"
    if hit.value.startswith("organ:"):
        words = sentence.tokens[hit.first : hit.last]
        return "name" if len(words) > 1 and words[0].plain[:1].isupper() and hit.first > 0 else "nominal"
    return "nominal"


def _kind(sentence: Sentence, hit: Hit) -> MentionKind:
    if any(one.first == hit.first for one in sentence.of("capital")):
        return "metonym"
    word = sentence.tokens[hit.first].plain
    lower = not any(token.plain[:1].isupper() for token in sentence.tokens[hit.first : hit.last])
    bloc = registry()[hit.value].kind == "bloc"
    described = bloc and hit.last - hit.first > 1 and (lower or (hit.first == 0 and word[:1].isupper()))
    return "nominal" if described or lower else "name"


def _mention(text: str, sentence: Sentence, hit: Hit, kind: MentionKind) -> Mention:
    first, last = hit.first, hit.last
    quoted = first > 0 and last < len(sentence.tokens) and sentence.tokens[first - 1].fold == _QUOTE
    if quoted and sentence.tokens[last].fold == _QUOTE:
        first, last = first - 1, last + 1
    parties = [registry()[one.value].party for one in sentence.of("entity") if first <= one.first < last]
    party = registry()[hit.value].party if hit.value in registry() else next(iter(parties), "")
    return Mention(hit.value, kind, span_of(text, sentence, first, last), party if party != hit.value else "")


def _parties_described(text: str, sentence: Sentence) -> Iterator[Mention]:
    """`Російська сторона`, `влада Косова`: a party by its government."""
    names = sorted([*sentence.of("adjective"), *sentence.of("entity")], key=lambda one: one.first)
    for side in sentence.of("side"):
        for hit in names:
            if hit.tag == "adjective" and hit.last == side.first:
                yield Mention(hit.value, "nominal", span_of(text, sentence, hit.first, side.last))
            elif hit.tag == "entity" and hit.first == side.last and registry()[hit.value].kind == "state":
                yield Mention(hit.value, "nominal", span_of(text, sentence, side.first, hit.last))


def _unnamed(text: str, heard: Heard) -> Iterator[Mention]:
    """Unnamed sources where they speak, by the identifier of their link."""
    sentence = heard.sentence
    for cue in heard.cues:
        if cue.speaker.kind not in {"anon", "member"}:
            continue
        start = sentence.tokens[cue.cue[0]].start
        links = [link for voice in heard.voices for link in voice.links if link.source.startswith("anon:")]
        entity = next((link.source for link in links if link.cue and link.cue.start == start), "")
        place = _phrase(sentence, *cue.cue)
        if entity and place:
            alone = place[1] - place[0] == 1 and any(hit.first == place[0] for hit in sentence.of("other"))
            yield Mention(entity, "elliptical" if alone else "nominal", span_of(text, sentence, *place))


def _phrase(sentence: Sentence, first: int, last: int) -> tuple[int, int] | None:
    """The words of a cue that describe its unnamed speaker: without verbs of saying, prepositions and marks."""
    tags = ("say", "believe", "name", "prep", "cite", "as", "blanket")
    skipped = {
        at for tag in tags for hit in sentence.of(tag) for at in range(hit.first, hit.last) if first <= at < last
    }
    nouns = [
        hit
        for tag in ("anon", "one", "other")
        for hit in sentence.of(tag)
        if first <= hit.first < last and hit.first not in skipped
    ]
    if not nouns:
        return None
    begin = end = min(nouns, key=lambda hit: hit.first).first
    while begin > first and begin - 1 not in skipped and sentence.tokens[begin - 1].is_word:
        begin -= 1
    while end < last and end not in skipped and sentence.tokens[end].is_word:
        end += 1
    return (begin, end) if end > begin else None


def _pointing(text: str, sentence: Sentence, number: int, last: _Last) -> Iterator[Mention]:
    """Pronouns for people named shortly before, and `the agency` for the outlet named last."""
    taken = {at for tag in ("entity", "local") for hit in sentence.of(tag) for at in range(hit.first, hit.last)}
    for at, token in enumerate(sentence.tokens):
        if token.fold in _PRONOUNS and token.fold not in _MANY:
            near = [entity for when, entity in reversed(last.people) if number - when <= _FAR]
            meant = next((entity for entity in near if agrees(entity, token.fold)), "")
            if meant:
                yield Mention(meant, "pronoun", span_of(text, sentence, at, at + 1))
    for hit in sentence.of("the_agency") if last.outlet else []:
        if hit.first not in taken:
            yield Mention(last.outlet, "nominal", span_of(text, sentence, hit.first, hit.last))
