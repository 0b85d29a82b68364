"""Which entity of one annotation is which of another: by names, by mentions, unnamed ones by their place in chains.

Named: the same if a name of one, folded, is a name of the other, or if the registry knows both under one entry (the
whole label is its name; of a person the surname is enough). Entities that no registry knows are also the same where a
mention of one is exactly a mention of the other. By party, a group that stands for nobody stands for whom its label
names ("leaders of the coalition"). Unnamed: the same if each stands for the other in most of the matched
statements of the document; two unnamed sources of one side are never one of the other side.
"""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from servanda.statements.gold.annotation import Annotation, Claim, Entity
from servanda.statements.lexicon import lexicon, registry
from servanda.statements.reading import tokens_of

UNNAMED = frozenset({"AnonymousSource", "UnspecifiedReport"})
NOBODY = "UNKNOWN"
GROUPS = frozenset({"Collective", "ArmedForces", "Organisation"})
_PARTED = re.compile(r"[/()]")
_DEEPEST = 4
"""How far representation is followed: envoy, president, state."""


@lru_cache(maxsize=8192)
def keys_of_label(label: str, *, person: bool) -> frozenset[str]:
    """What a name is known as: its folded words, and the entries of the registry that are named so.

    A label may hold several names, parted by a stroke or in parentheses.

    >>> sorted(keys_of_label("Europe / European countries", person=False))
    ['EUROPE', 'europe', 'european countries']
    """
    return frozenset().union(*(_keys_of_name(name, person=person) for name in _PARTED.split(label)))


def _keys_of_name(name: str, *, person: bool) -> frozenset[str]:
    tokens = [token for token in tokens_of(name, 0, len(name)) if token.is_word]
    if not tokens:
        return frozenset()
    hits = lexicon().find(tokens).get("entity", [])
    known = {
        hit.value for hit in hits if hit.last == len(tokens) and (hit.first == 0 or _is_person(hit.value, asked=person))
    }
    return frozenset({" ".join(token.fold for token in tokens), *known})


@lru_cache(maxsize=8192)
def named_in(words: str) -> frozenset[str]:
    """Entries of the registry that some words name, anywhere, by noun or adjective."""
    hits = lexicon().find(tokens_of(words, 0, len(words)))
    return frozenset(hit.value for tag in ("entity", "adjective") for hit in hits.get(tag, []))


def _is_person(name: str, *, asked: bool) -> bool:
    return asked and name in registry() and registry()[name].kind == "person"


class Sides:
    """Two annotations of one text, compared."""

    def __init__(self, gold: Annotation, read: Annotation) -> None:
        self.gold = gold
        self.read = read
        self._seen = _by_place(gold, read)
        self._unnamed: dict[str, str] = {}

    def learn(self, pairs: Iterable[tuple[Claim, Claim]]) -> None:
        """Settle who is who among unnamed sources, from statements that were matched by their words."""
        votes: Counter[tuple[str, str]] = Counter()
        for one, two in pairs:
            for ours, theirs in zip(reversed(one.chain), reversed(two.chain), strict=False):
                if self.unnamed(ours.source, self.gold) and self.unnamed(theirs.source, self.read):
                    votes[ours.source, theirs.source] += 1
        for (ours_id, theirs_id), _ in sorted(votes.items(), key=lambda row: (-row[1], row[0])):
            if ours_id not in self._unnamed and theirs_id not in self._unnamed.values():
                self._unnamed[ours_id] = theirs_id

    def same(self, ours: str, theirs: str) -> bool:
        """Whether an entity of the gold is one of the reader's."""
        if self.unnamed(ours, self.gold) or self.unnamed(theirs, self.read):
            nobody = theirs == NOBODY and (ours == NOBODY or self.gold.entities[ours].type == "UnspecifiedReport")
            return nobody or self._unnamed.get(ours) == theirs
        known, other = self._keys(ours, self.gold), self._keys(theirs, self.read)
        if known & other:
            return True
        return (ours, theirs) in self._seen and not _registered(known | other)

    def same_party(self, ours: Iterable[str], theirs: Iterable[str]) -> bool:
        """Whether somebody on one side is or speaks for whom somebody on the other side is or speaks for."""
        left = [one for name in ours for one in self._parties(name, self.gold)]
        right = [one for name in theirs for one in self._parties(name, self.read)]
        if any(self.same(one, two) for one in left for two in right):
            return True
        return bool(_meant(left, self.gold) & _meant(right, self.read))

    def keys_read(self, name: str) -> frozenset[str]:
        """What an entity of the reader is known as."""
        return self._keys(name, self.read)

    def unnamed(self, name: str, side: Annotation) -> bool:
        """Whether a source is nobody known by name."""
        entity = side.entities.get(name)
        return name == NOBODY or bool(entity and entity.type in UNNAMED)

    def _keys(self, name: str, side: Annotation) -> frozenset[str]:
        entity = side.entities.get(name) or Entity(name, labels=(name,))
        person = entity.type in {"Person", ""}
        keys = frozenset[str]().union(*(keys_of_label(one, person=person) for one in entity.labels))
        return keys | {name} if name in registry() else keys

    def _parties(self, name: str, side: Annotation) -> list[str]:
        """The entity and whom it stands for, as far as somebody says so."""
        found, frontier = [name], [name]
        for _ in range(_DEEPEST):
            entities = [side.entities[one] for one in frontier if one in side.entities]
            frontier = [other for one in entities for other in one.stands_for if other not in found]
            found += frontier
        return found


def _meant(names: Iterable[str], side: Annotation) -> frozenset[str]:
    """Entries of the registry that groups are described by (leaders of …, troops of …), and entries themselves."""
    groups = [entity for one in names if (entity := side.entities.get(one)) and entity.type in GROUPS]
    described = [named_in(label) for one in groups if not one.stands_for for label in one.labels]
    return frozenset({one for one in names if one in registry()}).union(*described)


def _registered(keys: frozenset[str]) -> bool:
    return any(key in registry() for key in keys)


def _by_place(gold: Annotation, read: Annotation) -> set[tuple[str, str]]:
    """Pairs of entities with a mention, no pronoun, at exactly the same place."""
    ours = {mark.place: mark.value for mark in gold.mentions if mark.type != "pronoun"}
    return {(ours[mark.place], mark.value) for mark in read.mentions if mark.place in ours}
