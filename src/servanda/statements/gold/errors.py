"""Where an answer differs from the gold, row by row: for whoever writes rules, and only on texts kept for that."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from servanda.statements.gold.aligning import touches
from servanda.statements.gold.annotation import Annotation, Claim, Link, annotation_of
from servanda.statements.gold.identity import Sides
from servanda.statements.gold.of_claims import CERTAIN, firmness, heard_of, same_chain
from servanda.statements.gold.of_frames import missed_rows
from servanda.statements.gold.of_marks import claims_paired, group_of
from servanda.statements.gold.quotes import Place

Row = Mapping[str, Any]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One difference."""

    layer: str
    item: str
    """Row of the gold, or of the answer if the gold has none."""
    gold: str
    read: str
    words: str
    """The words of the text it is about."""


def differences(gold: Row, answer: Row, text: str) -> list[Difference]:
    """Everything that lowers a figure, in the order of the layers.

    Args:
        gold: Annotation of the seed's format.
        answer: The reader's, of the same format.
        text: The text itself.
    """
    sides = Sides(annotation_of(gold), annotation_of(answer))
    pairs = claims_paired(sides.gold, sides.read)
    sides.learn(pairs)
    found = [*_cues(sides, text), *_unfound(sides.gold, pairs, text), *_surplus(sides, pairs, text)]
    for one, two in pairs:
        found += _of_pair(sides, one, two, text)
    return [*found, *_rows(sides, text)]


def _words(text: str, places: Sequence[Place]) -> str:
    return " … ".join(text[start:end] for start, end in places)


def _cues(sides: Sides, text: str) -> Iterator[Difference]:
    for group in ("attribution", "hedge"):
        ours = [mark.place for mark in sides.gold.cues if group_of(mark.type) == group]
        theirs = [mark.place for mark in sides.read.cues if group_of(mark.type) == group]
        for place in ours:
            if not touches([place], theirs):
                yield Difference(layer=f"cues.{group}", item="", gold="cue", read="", words=_words(text, [place]))
        for place in theirs:
            if not touches([place], [*ours, *(sides.gold.weakening if group == "hedge" else ())]):
                yield Difference(layer=f"cues.{group}", item="", gold="", read="cue", words=_words(text, [place]))


def _unfound(gold: Annotation, pairs: Sequence[tuple[Claim, Claim]], text: str) -> Iterator[Difference]:
    known = {one.id for one, _ in pairs}
    for one in gold.claims:
        if one.counted and one.id not in known:
            words = _words(text, one.places)
            yield Difference(layer="statements", item=one.id, gold=one.frame, read="", words=words)


def _surplus(sides: Sides, pairs: Sequence[tuple[Claim, Claim]], text: str) -> Iterator[Difference]:
    known = {two.id for _, two in pairs}
    for two in sides.read.claims:
        if two.id not in known:
            words = _words(text, two.places)
            yield Difference(layer="statements", item=two.id, gold="", read=two.frame, words=words)


def _of_pair(sides: Sides, one: Claim, two: Claim, text: str) -> Iterator[Difference]:
    words = _words(text, one.places)
    if one.frame != two.frame:
        yield Difference(layer="kind", item=one.id, gold=one.frame, read=two.frame, words=words)
    if not same_chain(sides, one, two):
        yield Difference(layer="chain", item=one.id, gold=_chain(one.chain), read=_chain(two.chain), words=words)
    if one.value != two.value:
        yield Difference(layer=_layer(one.value, two.value), item=one.id, gold=one.value, read=two.value, words=words)
    for event in one.events:
        heard = heard_of(event, one, two, sides.read)
        if heard != event.value:
            where = _words(text, event.places) or event.says
            yield Difference(
                layer=_layer(event.value, heard), item=f"{one.id} event", gold=event.value, read=heard, words=where
            )
    if not all(sides.same_party([actor], two.actors) for actor in one.actors):
        yield Difference(
            layer="actors", item=one.id, gold=", ".join(one.actors), read=", ".join(two.actors), words=words
        )


def _chain(links: Sequence[Link]) -> str:
    return " ← ".join(link.source for link in links)


def _layer(value: str, heard: str) -> str:
    harder = firmness(value) < CERTAIN and heard and firmness(heard) > firmness(value)
    return "over-certainty" if harder else "certainty"


def _rows(sides: Sides, text: str) -> Iterator[Difference]:
    for name, row, is_gold in missed_rows(sides):
        told = " ".join([row.type, ", ".join(row.who)]).strip() or row.id
        ours, theirs = (told, "") if is_gold else ("", told)
        yield Difference(layer=name, item=row.id, gold=ours, read=theirs, words=_words(text, row.places))
