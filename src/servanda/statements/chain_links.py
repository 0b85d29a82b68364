"""Links of a chain from a cue, and what earlier sentences said about speakers."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from servanda.records.statement import Link, Span
from servanda.statements.attribution import Attribution
from servanda.statements.cast import is_outlet, label_of
from servanda.statements.lexicon import registry
from servanda.statements.naming import gender_of
from servanda.statements.sections import Sentence
from servanda.statements.spans import span_of
from servanda.statements.speakers import Speaker

Basis: TypeAlias = Literal["publisher", "explicit", "blanket", "inferred", "quoted_words"]
_REMEMBERED = 3
"""Sentences over which a pronoun still means the speaker named last."""
_SHE = frozenset({"вона", "її", "she", "her"})
_HE = frozenset({"він", "його", "he", "his"})


@dataclass(slots=True)
class Memory:
    """What earlier sentences said about speakers."""

    text: str
    publisher: str
    agencies: tuple[Link, ...] = ()
    agency_at: int = 0
    headline_only: bool = False
    outers: list[tuple[int, int, Link]] = field(default_factory=list)
    groups: dict[tuple[str, str], str] = field(default_factory=dict)
    group: str = ""
    described: str = ""
    group_agency: Link | None = None
    members: int = 0
    now: int = 0
    speakers: list[tuple[int, Link, tuple[str, ...]]] = field(default_factory=list)

    @property
    def agency(self) -> str:
        """The innermost outlet that the whole text is from."""
        return self.agencies[-1].source if self.agencies else ""

    def remember(self, link: Link, parties: tuple[str, ...]) -> None:
        """Somebody spoke in this sentence."""
        self.speakers = [*self.speakers[-3:], (self.now, link, parties)]

    def meant(self, pronoun: str) -> tuple[Link, tuple[str, ...]] | None:
        """Whom a pronoun means: the last speaker near enough whose gender agrees, as far as it is known."""
        near = [(link, parties) for at, link, parties in reversed(self.speakers) if self.now - at <= _REMEMBERED]
        agree = [one for one in near if agrees(one[0].source, pronoun)]
        return next(iter(agree or near), None)


def agrees(entity: str, pronoun: str) -> bool:
    """Whether a pronoun may mean somebody."""
    wanted = "f" if pronoun in _SHE else "m" if pronoun in _HE else ""
    if not wanted:
        return True
    if entity in registry():
        one = registry()[entity]
        return one.kind == "person" and (one.gender or "m") == wanted
    if entity.startswith("named:"):
        return gender_of(label_of(entity).split()[0]) in {"", wanted}
    return not entity.startswith(("organ:", "outlet:", "paper:"))


def publisher_id(publisher: str) -> str:
    """Identifier of a publisher: its entry in the registry, else its own name in plain lower-case words."""
    folded = " ".join(publisher.lower().split())
    for name, entity in registry().items():
        if entity.kind == "outlet" and folded in {value.lower() for value in entity.names.values()} | {name}:
            return name
    return "-".join("".join(char if char.isalnum() else " " for char in folded).split()) or "unknown-publisher"


def is_publisher(memory: Memory, speaker: Speaker) -> bool:
    """Whether somebody is the publisher, by entity or by the words of its name."""
    label = label_of(speaker.entity)
    own = {memory.publisher, memory.publisher.removeprefix("the-")}
    return speaker.entity in own or (bool(label) and publisher_id(label) in own)


def plain_link(speaker: Speaker, span: Span, basis: Basis = "explicit") -> Link:
    """A link to somebody with an entity."""
    return Link(source=speaker.entity, basis=basis, label=label_of(speaker.entity), cue=span)


def links_of(memory: Memory, sentence: Sentence, cue: Attribution) -> tuple[list[Link], list[Link], tuple[str, ...]]:
    """Agency links above, speaker links below, and whom the speaker speaks for."""
    speaker, span = cue.speaker, span_of(memory.text, sentence, *cue.cue)
    above = _agency_links(memory, speaker, span)
    if speaker.entity and is_publisher(memory, speaker):
        return above, [], ()
    if is_outlet(speaker.entity):
        return [*above, plain_link(speaker, span)], [], ()
    if speaker.kind == "anon" or (speaker.kind == "member" and above):
        memory.group_agency = above[0] if above else None
    if speaker.kind == "pronoun":
        return (above, *_pronoun_link(memory, sentence, cue, span))
    below = _speaker_link(memory, speaker, span)
    if below is None:
        return above, [], ()
    memory.remember(below, speaker.parties)
    return above, [below], speaker.parties


def _pronoun_link(
    memory: Memory, sentence: Sentence, cue: Attribution, span: Span
) -> tuple[list[Link], tuple[str, ...]]:
    words = [token.fold for token in sentence.tokens[cue.cue[0] : cue.cue[1]]]
    pronoun = next((word for word in words if word in _SHE | _HE), "")
    found = memory.meant(pronoun)
    if found is None:
        return [Link(source="UNKNOWN", basis="explicit", label="a speaker named only by a pronoun", cue=span)], ()
    known, parties = found
    return [Link(source=known.source, basis="explicit", label=known.label, cue=span)], parties


def _agency_links(memory: Memory, speaker: Speaker, span: Span) -> list[Link]:
    if speaker.agency is None:
        held = memory.group_agency if speaker.kind == "member" else None
        return [Link(source=held.source, basis="inferred", label=held.label, cue=held.cue)] if held else []
    name = memory.agency if speaker.agency == "the-agency" else speaker.agency
    if name == memory.publisher or (not name and speaker.agency == "the-agency"):
        return []
    return [Link(source=name, basis="explicit", label=label_of(name), cue=span)]


def _speaker_link(memory: Memory, speaker: Speaker, span: Span) -> Link | None:
    """The link of the speaker itself; none if the publisher or the agency above speaks."""
    if speaker.kind in {"agency", "self"}:
        return None
    if speaker.kind == "unknown":
        return Link(source="UNKNOWN", basis="explicit", label=speaker.label, cue=span)
    if speaker.kind in {"anon", "member"}:
        return Link(source=_anonymous_id(memory, speaker), basis="explicit", label=_label(memory, speaker), cue=span)
    return plain_link(speaker, span)


def _label(memory: Memory, speaker: Speaker) -> str:
    if speaker.kind == "anon":
        return speaker.label
    described = memory.described or speaker.label
    return f"another of {described}" if speaker.other else f"one of {described}"


def _anonymous_id(memory: Memory, speaker: Speaker) -> str:
    """An identifier local to the document; a member belongs to the group named last."""
    held = memory.group_agency.source if memory.group_agency else ""
    elsewhere = speaker.agency and held and speaker.agency not in {held, "the-agency"}
    if speaker.kind == "member" and memory.group and not elsewhere:
        memory.members += 1
        return f"{memory.group}.{memory.members}"
    agency = memory.agency if speaker.agency in {None, "the-agency"} else speaker.agency
    key = (agency or "", speaker.label)
    if key not in memory.groups:
        memory.groups[key] = f"anon:{len(memory.groups) + 1}"
        memory.members = 0
    memory.group, memory.described = memory.groups[key], speaker.label
    return memory.group
