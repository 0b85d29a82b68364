"""Who appears in a text though no list knows them: people by office and capitalised names, offices, organs, outlets.

Inflected forms of one name share one entity (`named:Радослав Сікорський`); an office without a name is the person who
held it above in the text, else an entity of its own (`role:голова комітету`). All of them hold in one text only, but
full names; nobody is looked up anywhere.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from servanda.statements.cast_phrases import Phrase, phrases_of
from servanda.statements.lexicon import Hit, registry
from servanda.statements.naming import gender_of, is_cyrillic, key_of, nominative
from servanda.statements.reading import Token

_SAME = 3
"""Letters by which a form is known to be of the same word."""
_ABBREVIATED = 6
_PLACES = frozenset({"у", "в", "під", "біля", "поблизу", "in", "near", "at", "outside", "around"})
_ARTICLES = frozenset({"the", "a", "an"})
Row = tuple[Sequence[Token], dict[str, list[Hit]]]
"""Tokens of a sentence and what was found in it."""


@dataclass(slots=True)
class _Known:
    """What the text said so far."""

    names: dict[str, str] = field(default_factory=dict)
    """Key of a surname → entity."""
    organs: dict[tuple[str, ...], str] = field(default_factory=dict)
    """Keys of an organ's words → entity."""
    last_organ: dict[str, str] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    """Class of an office → who held it last."""


def enlist(rows: Sequence[Row]) -> None:
    """Add hits `local` (whoever speaks or is meant, by entity), `local:DETAIL` for each sentence of a text.

    Args:
        rows: Tokens and hits of each sentence; the hits are added to.
    """
    for tokens, hits in rows:
        _settle_capitals(tokens, hits)
    found = [list(phrases_of(tokens, hits)) for tokens, hits in rows]
    known = _Known()
    for (tokens, _), phrases in zip(rows, found, strict=True):
        for phrase in sorted(phrases, key=lambda one: not one.nominative):
            _name(known, tokens, phrase)
    for (tokens, hits), phrases in zip(rows, found, strict=True):
        local = [_hit(known, tokens, phrase) for phrase in phrases]
        local += _surnames(known, tokens, hits, phrases)
        if local:
            hits["local"] = sorted((one for one in local if one.value), key=lambda one: one.first)


def _settle_capitals(tokens: Sequence[Token], hits: dict[str, list[Hit]]) -> None:
    """A capital means its government where it acts; after a preposition of place it is a city: `у Москві`, `in Paris`.

    Where it speaks (`у Москві заявили`) it is the government again. Cities are kept as hits `city`.
    """
    cities = []
    of_them = {hit.first for hit in hits.get("capital", []) if "ськ" in tokens[hit.first].fold}
    if of_them:
        hits["entity"] = [hit for hit in hits["entity"] if hit.first not in of_them]
        hits["capital"] = [hit for hit in hits["capital"] if hit.first not in of_them]
    for hit in hits.get("capital", []):
        before = tokens[hit.first - 1].fold if hit.first else ""
        speaks = any(hit.last <= say.first <= hit.last + 1 for say in hits.get("say", []))
        dateline = hit.first == 0 and hit.last < len(tokens) and tokens[hit.last].fold in {":", ","}
        if (before in _PLACES and not speaks) or dateline:
            cities.append(hit)
    if cities:
        starts = {hit.first for hit in cities}
        hits["city"] = cities
        hits["entity"] = [hit for hit in hits["entity"] if hit.first not in starts]


def _name(known: _Known, tokens: Sequence[Token], phrase: Phrase) -> None:
    """Remember a person by the surname; forms in the nominative come first."""
    if phrase.kind != "person" or phrase.entity:
        return
    words = [token.plain for token in tokens[phrase.name[0] : phrase.name[1]]]
    key = key_of(words[-1])
    entity = known.names.get(key)
    if entity and (" " in entity or len(words) == 1):
        return
    gender = phrase.gender or _gender(words)
    if not phrase.nominative:
        words = [nominative(word, gender) for word in words]
    known.names[key] = "named:" + " ".join(words).removesuffix("'s")


def _gender(words: Sequence[str]) -> str:
    """By the ending of the surname in another case, else of the given name."""
    if not is_cyrillic(words[0]):
        return ""
    if words[-1].endswith(("ої", "ою")) or (len(words) > 1 and words[0].endswith(("и", "ї", "ою", "єю", "ею", "ю"))):
        return "f"
    return "m" if words[0].endswith(("а", "я")) and words[-1].endswith(("ого", "а", "я")) else gender_of(words[0])


def _hit(known: _Known, tokens: Sequence[Token], phrase: Phrase) -> Hit:
    value = phrase.entity
    if phrase.kind == "person":
        value = value or known.names[key_of(tokens[phrase.name[1] - 1].plain)]
        if phrase.office:
            known.holders[phrase.office] = value
    elif phrase.kind == "role":
        value = _office(known, tokens, phrase)
    elif phrase.kind == "organ" and not value:
        value = _organ(known, tokens, phrase)
    return Hit("local", value, phrase.first, phrase.last)


def _office(known: _Known, tokens: Sequence[Token], phrase: Phrase) -> str:
    """Who held the office above, if the phrase says no more than the office; else an entity of its own."""
    if phrase.bare and phrase.office in known.holders:
        return known.holders[phrase.office]
    head = _head(tokens[phrase.name[0] : phrase.name[1]], phrase)
    before = [token.fold if token.fold in _ARTICLES else token.plain for token in tokens[phrase.first : phrase.name[0]]]
    words = [*before, *head, *(token.plain for token in tokens[phrase.after : phrase.last])]
    value = "role:" + " ".join(words[1:] if words[0] in _ARTICLES else words)
    if phrase.bare:
        known.holders[phrase.office] = value
    return value


def _head(words: Sequence[Token], phrase: Phrase) -> list[str]:
    """The office in the nominative: as listed, if it is the same word; else by rule."""
    first, listed = words[0].fold, phrase.head.split()
    if phrase.nominative or not is_cyrillic(first):
        return [word.fold for word in words]
    same = len(words) == len(listed) and first[:_SAME] == listed[0].lower()[:_SAME]
    return listed if same else [nominative(first, phrase.gender), *(word.plain for word in words[1:])]


def _organ(known: _Known, tokens: Sequence[Token], phrase: Phrase) -> str:
    rest = [token for token in tokens[phrase.after : phrase.last] if token.is_word]
    before = [token for token in tokens[phrase.first : phrase.name[0]] if token.fold not in {"the", "a"}]
    if not rest and not before and (last := known.last_organ.get(phrase.office)):
        return last
    key = (phrase.office, *(key_of(token.fold) for token in (*before, *rest)))
    if key not in known.organs:
        own = tokens[phrase.name[0] : phrase.name[1]]
        known.organs[key] = "organ:" + " ".join([*_organ_name(before, own, phrase.head), *(one.plain for one in rest)])
    known.last_organ[phrase.office] = known.organs[key]
    if phrase.office in {"МЗС", "Міноборони"}:
        known.last_organ["міністерство"] = known.organs[key]
    return known.organs[key]


def _organ_name(before: Sequence[Token], own: Sequence[Token], listed: str) -> list[str]:
    """An organ in the nominative: as listed, if it is one word and the same; else by rule."""
    if not is_cyrillic(own[0].fold):
        return [token.plain for token in (*before, *own)]
    gender = "f" if listed.endswith(("а", "я")) else "m"
    first = own[0].plain
    if (listed.isupper() and len(listed) < _ABBREVIATED) or (
        len(own) == 1 and first[:_SAME].lower() == listed[:_SAME].lower()
    ):
        head = [listed]
    else:
        head = [first if first.isupper() else nominative(first, gender), *(token.plain for token in own[1:])]
    return [*(nominative(token.plain, gender) for token in before), *head]


def _surnames(
    known: _Known, tokens: Sequence[Token], hits: dict[str, list[Hit]], phrases: Sequence[Phrase]
) -> Iterator[Hit]:
    """Surnames alone of people named elsewhere in the text."""
    if not known.names:
        return
    taken = {at for one in phrases if one.kind != "organ" for at in range(one.first, one.last)}
    taken |= {at for one in hits.get("entity", []) for at in range(one.first, one.last)}
    for at, token in enumerate(tokens):
        if at in taken or not token.plain[:1].isupper():
            continue
        if value := known.names.get(key_of(token.plain)):
            first = at - 1 if at and at - 1 not in taken and key_of(tokens[at - 1].plain) in value.lower() else at
            yield Hit("local", value, first if tokens[first].plain[:1].isupper() else at, at + 1)


def label_of(entity: str) -> str:
    """The words by which a local entity is called: after the colon of its identifier."""
    return (
        entity.partition(":")[2]
        if entity.startswith(("named:", "role:", "organ:", "outlet:", "paper:", "place:"))
        else ""
    )


def is_outlet(entity: str) -> bool:
    """Whether an entity is an outlet, of the registry or of the text."""
    return entity.startswith("outlet:") or (entity in registry() and registry()[entity].kind == "outlet")


def is_state(entity: str) -> bool:
    """Whether an entity is a state of the registry: before a colon it is a topic, not a speaker."""
    return entity in registry() and registry()[entity].kind == "state"


def is_person(entity: str) -> bool:
    """Whether an entity is a person of the registry."""
    return entity in registry() and registry()[entity].kind == "person"
