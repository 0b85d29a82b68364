"""Speakers in a stretch of a sentence: named, anonymous, an agency, one of a group, a pronoun, or nobody.

An anonymous speaker stays anonymous: it gets a label in our words and, later, an identifier local to the document.
"""

from dataclasses import dataclass
from typing import Literal

from servanda.statements.cast import is_outlet, label_of
from servanda.statements.lexicon import Hit, registry
from servanda.statements.sections import Sentence

SpeakerKind = Literal["entity", "anon", "member", "agency", "pronoun", "named", "unknown", "self"]
UNLISTED = "a speaker named in the text"
"""Label of a speaker whom no list knows."""
_LEADING = frozenset(
    {"як", "а", "і", "й", "та", "але", "водночас", "натомість", "також", "раніше", "про", "це", "тим", "часом"}
)
"""Words before `у Кремлі заявили`."""
_OFFICIALS = ("чиновни", "високопосад", "посадов", "урядовц", "official", "aide")
_DIPLOMATS = ("дипломат", "diplomat")
_EXPERTS = ("експерт", "аналітик", "expert", "analyst")


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, before the document says who that is."""

    kind: SpeakerKind
    """How it is named."""
    entity: str = ""
    """Entity of the registry, if named there."""
    label: str = ""
    """Our paraphrase of how an anonymous speaker is described."""
    agency: str | None = None
    """Outlet named in the same phrase: an entity, or `the-agency` for one named earlier."""
    other: bool = False
    """For one of a group: another one than the speaker before."""
    parties: tuple[str, ...] = ()
    """Parties named in the phrase: whom the speaker speaks for, if anybody."""


def speaker_in(sentence: Sentence, first: int, last: int) -> Speaker | None:
    """The speaker named between two tokens; none if nobody is."""
    entities = _inside(sentence.of("entity"), first, last)
    people = _people(sentence, first, last)
    anonymous = _inside(sentence.of("anon"), first, last)
    sure = _inside(sentence.of("anon_always"), first, last)
    if sure or (anonymous and not people) or _member(sentence, first, last):
        return _anonymous(sentence, first, last)
    if people:
        return _named(sentence, people[-1])
    local = _inside(sentence.of("local"), first, last)
    free = [hit for hit in local if not _prepositional(sentence, hit, first)]
    if free and not any(hit.first < free[0].first for hit in _plain_entities(sentence, first, last)):
        return _named(sentence, free[0])
    return _institution(sentence, first, last)


def _people(sentence: Sentence, first: int, last: int) -> list[Hit]:
    """People named: of the registry, and those whom the text names by office and name; one in a phrase with them."""
    listed = [hit for hit in _inside(sentence.of("entity"), first, last) if registry()[hit.value].kind == "person"]
    local = [hit for hit in _inside(sentence.of("local"), first, last) if hit.value.startswith("named:")]
    covered = _inside(sentence.of("local"), first, last)
    free = [
        hit
        for hit in listed
        if not any(one.first <= hit.first < one.last and one.value != hit.value for one in covered)
    ]
    people = sorted([*free, *local], key=lambda one: one.first)
    return [hit for hit in people if not _prepositional(sentence, hit, first)] or people


def _plain_entities(sentence: Sentence, first: int, last: int) -> list[Hit]:
    """Parties, bodies and outlets that speak for themselves: in no phrase of somebody else."""
    local = sentence.of("local")
    return [
        hit
        for hit in _inside(sentence.of("entity"), first, last)
        if not _prepositional(sentence, hit, first) and not any(one.first <= hit.first < one.last for one in local)
    ]


def outlet_in(sentence: Sentence, first: int, last: int, *, definite: bool = False) -> str | None:
    """An outlet named between two tokens; with `definite` also `the agency`, named before."""
    named = sorted([*sentence.of("entity"), *sentence.of("local")], key=lambda one: one.first)
    outlets = [hit.value for hit in _inside(named, first, last) if is_outlet(hit.value)]
    if not outlets and definite and _inside(sentence.of("the_agency"), first, last):
        return "the-agency"
    return outlets[0] if outlets else None


def _anonymous(sentence: Sentence, first: int, last: int) -> Speaker:
    agency = outlet_in(sentence, first, last)
    if agency is None and _inside(sentence.of("the_agency"), first, last):
        agency = "the-agency"
    label = _label(sentence, first, last)
    one = _member(sentence, first, last)
    if one is None:
        return Speaker("anon", label=label, agency=agency)
    return Speaker("member", label=label, agency=agency, other=one.tag == "other")


def _member(sentence: Sentence, first: int, last: int) -> Hit | None:
    """`Один зі співрозмовників`, `Another`: one of a group that was named before."""
    ones = [hit for hit in _inside(sentence.of("one"), first, last) if _inside(sentence.of("anon"), hit.last, last)]
    others = [hit for hit in _inside(sentence.of("other"), first, last) if _ends_phrase(sentence, hit, last)]
    return next(iter([*ones, *others]), None)


def _ends_phrase(sentence: Sentence, hit: Hit, last: int) -> bool:
    """`Інший` alone before its verb, or with an anonymous noun: not `інший документ`."""
    return hit.last == last or bool(_inside(sentence.of("anon"), hit.last, last))


def _label(sentence: Sentence, first: int, last: int) -> str:
    words = [sentence.tokens[hit.first].fold for hit in _inside(sentence.of("anon"), first, last)]
    noun = "experts" if any(word.startswith(_EXPERTS) for word in words) else "sources"
    if any(word.startswith(_OFFICIALS) for word in words):
        noun = "officials"
    elif any(word.startswith(_DIPLOMATS) for word in words):
        noun = "diplomats"
    sides = [hit.value for hit in _inside(sentence.of("adjective"), first, last)]
    return " ".join(["unnamed", *sides[:1], noun])


def _named(sentence: Sentence, somebody: Hit) -> Speaker:
    """Somebody with a name or an office, and the party named in the same phrase."""
    outlet = somebody.value.startswith("outlet:")
    inside = [
        hit for tag in ("entity", "adjective") for hit in _inside(sentence.of(tag), somebody.first, somebody.last)
    ]
    own = registry()[somebody.value].party if somebody.value in registry() else ""
    parties = _once([own, *(registry()[hit.value].party for hit in inside)])[:1]
    return Speaker("entity", entity=somebody.value, label=label_of(somebody.value), parties=() if outlet else parties)


def _institution(sentence: Sentence, first: int, last: int) -> Speaker | None:
    entities = [hit for hit in _inside(sentence.of("entity"), first, last) if not _prepositional(sentence, hit, first)]
    if entities:
        own = [registry()[hit.value].party for hit in entities]
        return Speaker("entity", entity=entities[0].value, parties=_once(own))
    if _inside(sentence.of("the_agency"), first, last):
        return Speaker("agency", agency="the-agency")
    adjectives = [
        hit.value for hit in _inside(sentence.of("adjective"), first, last) if not _prepositional(sentence, hit, first)
    ]
    if adjectives and _inside(sentence.of("office"), first, last):
        return Speaker("entity", entity=adjectives[0], parties=(adjectives[0],))
    if _inside(sentence.of("he"), first, last):
        return Speaker("pronoun")
    if there := _there(sentence, first, last):
        return _named(sentence, there)
    return _capitalised(sentence, first, last)


def _there(sentence: Sentence, first: int, last: int) -> Hit | None:
    """`У Кремлі заявили`: a place that speaks, where nobody else does."""
    while first < last and sentence.tokens[first].fold in _LEADING:
        first += 1
    begins = first < last and sentence.tokens[first].fold in {"у", "в"}
    local = [hit for hit in _inside(sentence.of("local"), first, last) if hit.first == first + 1]
    if begins and local and local[0].last == last:
        return local[0]
    named = [hit for hit in _inside(sentence.of("entity"), first, last) if registry()[hit.value].kind != "outlet"]
    return named[0] if begins and len(named) == 1 and named[0].first == first + 1 and named[0].last == last else None


def _prepositional(sentence: Sentence, hit: Hit, first: int) -> bool:
    """Whether a name hangs on a preposition of another phrase: `після зустрічі з X` names no speaker."""
    if hit.first <= first or sentence.tokens[hit.first - 1].fold == "of":
        return False
    return any(one.last == hit.first for one in sentence.of("prepositions"))


def _capitalised(sentence: Sentence, first: int, last: int) -> Speaker | None:
    """Two capitalised words in a row: a person whom the registry does not know."""
    for at in range(max(first, 1), min(last, len(sentence.tokens)) - 1):
        one, two = sentence.tokens[at], sentence.tokens[at + 1]
        if one.plain[:1].isupper() and two.plain[:1].isupper() and two.plain[1:].islower() and one.plain[1:].islower():
            return Speaker("named", entity=f"named:{two.fold}")
    return None


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _inside(hits: list[Hit], first: int, last: int) -> list[Hit]:
    return [hit for hit in hits if first <= hit.first and hit.last <= last]
