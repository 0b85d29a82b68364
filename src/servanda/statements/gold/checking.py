"""What can be wrong in an annotation: a reference to nothing, an unknown kind, a stretch that is not there."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, get_args

from servanda.records.statement import Certainty, Frame, Link
from servanda.statements.gold.kinds import KINDS

Item = Mapping[str, Any]
TYPES = frozenset(
    {
        "Person",
        "State",
        "Collective",
        "Organisation",
        "ArmedForces",
        "MediaOutlet",
        "NewsAgency",
        "AnonymousSource",
        "UnspecifiedReport",
        "Place",
        "Instrument",
    }
)
MENTIONS = frozenset({"name", "nominal", "pronoun", "metonym", "elliptical"})
VALUES = frozenset(get_args(Certainty))
BASES = frozenset(get_args(Link.__annotations__["basis"]))
_LEAK = 16
"""Characters from which words are somebody's rather than anybody's."""
_FRAMES = frozenset(get_args(Frame))
_POINTING = {
    "mentions": {"entity": "e"},
    "entities": {"represents": "e", "via": "e", "member_of": "e", "state": "e"},
    "statements": {
        "actor": "ems",
        "counterparty": "ems",
        "issue": "i",
        "chain": "c",
        "meeting": "m",
        "condition": "o",
        "represents": "e",
        "on_behalf_of": "e",
    },
    "meetings": {"place": "e", "host_or_chair": "e", "statements": "s"},
    "positions": {"actor": "e", "voiced_by": "e", "issue": "i", "statement": "s"},
    "incompatibilities": {"issue": "i", "positions": "p"},
    "commitments": {"provider": "e", "recipient": "e", "by": "e", "from": "e", "statement": "s", "statements": "s"},
    "awaited_signals": {"by": "e", "from": "e", "statement": "s"},
    "open_terms": {"object": "eim", "statement": "s"},
    "assessments": {"statement": "s"},
}
_LETTERS = {
    "entities": "e",
    "issues": "i",
    "attribution_chains": "c",
    "meetings": "m",
    "statements": "s",
    "positions": "p",
    "conditions": "o",
}


def stretches(part: object, where: str = "") -> Iterator[tuple[str, Item]]:
    """Every stretch of an annotation, with the path that leads to it."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            name = one.get("id", number) if isinstance(one, dict) else number
            yield from stretches(one, f"{where}/{name}")
    elif isinstance(part, dict):
        if "start" in part and "end" in part:
            yield where, part
        for key, value in part.items():
            yield from stretches(value, f"{where}/{key}" if where else key)


def misplaced(gold: Item, text: str) -> Iterator[str]:
    """Stretches that are out of range or hold other words than the annotation says."""
    for where, one in stretches(gold):
        start, end = one["start"], one["end"]
        if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text)):
            yield f"{where}: offsets {start}–{end} are out of range; the text has {len(text)} characters."
        elif not _same(one, text[start:end]):
            yield f"{where}: the text at {start}–{end} does not hold the words of the annotation."


def _same(one: Item, words: str) -> bool:
    if "text" in one:
        return bool(one["text"] == words)
    return "sha256" not in one or bool(one["sha256"] == hashlib.sha256(words.encode()).hexdigest())


def faults(gold: Item) -> list[str]:
    """Everything that is wrong apart from places: each reference resolves, identifiers are unique, words are known."""
    known = {letter: {row.get("id") for row in gold.get(section, [])} for section, letter in _LETTERS.items()}
    return [
        *_publisher(gold, known["e"]),
        *_twice(gold),
        *_dangling(gold, known),
        *_links(gold, known["e"]),
        *_words(gold),
    ]


def _publisher(gold: Item, entities: set[Any]) -> Iterator[str]:
    name = gold.get("document", {}).get("publisher")
    if name not in entities:
        yield f"document: publisher {name} is not among the entities."


def _twice(gold: Item) -> Iterator[str]:
    for section in _LETTERS:
        names = [row.get("id") for row in gold.get(section, [])]
        yield from (
            f"{section}: {name} stands there twice."
            for name in sorted({str(one) for one in names if names.count(one) > 1})
        )


def _dangling(gold: Item, known: Mapping[str, set[Any]]) -> Iterator[str]:
    for section, key, letters in [(name, *one) for name, keys in _POINTING.items() for one in keys.items()]:
        allowed = set().union(*(known[letter] for letter in letters))
        for row in gold.get(section, []):
            targets = row.get(key)
            named = targets if isinstance(targets, list) else [targets]
            lost = [name for name in named if name is not None and name not in allowed]
            yield from (f"{section}/{row.get('id')}: {key} {name} is not in the annotation." for name in lost)
    for meeting in gold.get("meetings", []):
        lost = [one.get("entity") for one in meeting.get("participants", []) if one.get("entity") not in known["e"]]
        yield from (f"meetings/{meeting.get('id')}: participant {one} is not in the annotation." for one in lost)


def _links(gold: Item, entities: set[Any]) -> Iterator[str]:
    for chain in gold.get("attribution_chains", []):
        where, links = f"attribution_chains/{chain.get('id')}", chain.get("links") or []
        if not links:
            yield f"{where}: a chain has at least its publisher."
        for link in links:
            if link.get("source") not in entities | {"UNKNOWN"}:
                yield f"{where}: source {link.get('source')} is not among the entities."
            yield from _one_of(link.get("basis"), BASES, f"{where}: basis")


def _words(gold: Item) -> Iterator[str]:
    for row in gold.get("entities", []):
        yield from _one_of(row.get("type"), TYPES, f"entities/{row.get('id')}: type")
    for row in gold.get("mentions", []):
        yield from _one_of(row.get("kind"), MENTIONS, f"mentions/{row.get('id')}: kind")
    for row in gold.get("statements", []):
        where = f"statements/{row.get('id')}"
        yield from _one_of(row.get("kind"), _FRAMES | KINDS.keys(), f"{where}: kind")
        yield from _one_of((row.get("factuality") or {}).get("value"), VALUES, f"{where}: factuality")
        if not row.get("chain"):
            yield f"{where}: a statement has a chain."
        if not row.get("spans"):
            yield f"{where}: a statement has words."
        for one in row.get("embedded", []):
            yield from _one_of(one.get("factuality"), VALUES, f"{where}: factuality of {one.get('event')}")


def _one_of(value: object, known: frozenset[str] | set[str], where: str) -> Iterator[str]:
    if value not in known:
        yield f"{where} {value!r} is not one of {', '.join(sorted(known))}."


def leaking(part: object, text: str, where: str = "") -> Iterator[str]:
    """Words of a text that is not ours in its annotation, names aside: longer ones may not be shipped."""
    if isinstance(part, str) and len(part) >= _LEAK and part in text:
        yield f"{where}: the annotation of a text that is not ours holds its words."
    elif isinstance(part, list):
        for number, one in enumerate(part):
            yield from leaking(one, text, f"{where}/{number}")
    elif isinstance(part, dict):
        for key, value in part.items():
            if key != "labels":
                yield from leaking(value, text, f"{where}/{key}" if where else str(key))


def astride(gold: Item) -> Iterator[str]:
    """Statements with a stretch that leaves its sentence: allowed, and worth a second look."""
    sentences: Sequence[Item] = gold.get("sentences", [])
    for row in gold.get("statements", []):
        for one in row.get("spans", []):
            if not any(whole["start"] <= one["start"] and one["end"] <= whole["end"] for whole in sentences):
                yield f"statements/{row.get('id')}: a stretch ({one['start']}–{one['end']}) leaves its sentence."
