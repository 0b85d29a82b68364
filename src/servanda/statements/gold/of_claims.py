"""Layers of matched statements: kind, source, chain, certainty, actors."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from servanda.statements.gold.aligning import iou, of_smaller
from servanda.statements.gold.annotation import Annotation, Claim, Event
from servanda.statements.gold.checking import VALUES
from servanda.statements.gold.identity import Sides
from servanda.statements.gold.of_marks import HALF, Layers
from servanda.statements.gold.tally import Tally, either, share

Pairs = Sequence[tuple[Claim, Claim]]
CERTAIN = 3
ASSERTING = frozenset({"report", "meeting", "representation", "instrument_term"})
"""Frames that say that something is so: an event inside that nobody singled out is as certain as the statement."""


def firmness(value: str) -> int:
    """3 certain, 2 probable, 1 possible, 0 unknown; whether it is so or not so makes no difference.

    >>> [firmness(value) for value in ("CT-", "PR+", "PS+", "CTu", "Uu")]
    [3, 2, 1, 0, 0]
    """
    return {"CT": 3, "PR": 2, "PS": 1}.get(value[:2], 0) if value != "CTu" else 0


def of_chains(sides: Sides, pairs: Pairs) -> Layers:
    """Kind, last source and whole chain of matched statements; and of all, where a missed statement is wrong."""
    asked = sum(one.counted for one in sides.gold.claims)
    source = [_source(sides, one, two) for one, two in pairs]
    chain = [same_chain(sides, one, two) for one, two in pairs]
    based = [
        right and [link.basis for link in one.chain] == [link.basis for link in two.chain]
        for right, (one, two) in zip(chain, pairs, strict=True)
    ]
    return {
        "kind": share(one.frame == two.frame for one, two in pairs),
        "source": share(source),
        "chain": share(chain),
        "chain.basis": share(based),
        "source.all": Tally(sum(source), asked),
        "chain.all": Tally(sum(chain), asked),
    }


def _source(sides: Sides, one: Claim, two: Claim) -> bool:
    return bool(one.chain and two.chain) and sides.same(one.chain[-1].source, two.chain[-1].source)


def same_chain(sides: Sides, one: Claim, two: Claim) -> bool:
    """Whether both chains name the same sources in the same order."""
    alike = len(one.chain) == len(two.chain)
    return alike and all(sides.same(a.source, b.source) for a, b in zip(one.chain, two.chain, strict=True))


def of_actors(sides: Sides, pairs: Pairs) -> Layers:
    """Whose act a matched statement is, party by party; texts and meetings that "do" something are left out."""
    total = Tally(0, 0)
    for one, two in pairs:
        agents = [name for name in one.actors if name in sides.gold.entities and not _thing(sides.gold, name)]
        if agents or not one.actors:
            total = total.plus(either(agents, two.actors, lambda a, b: sides.same_party([a], [b])))
    return {"actors": total}


def _thing(side: Annotation, name: str) -> bool:
    return side.entities[name].type in {"Instrument", "Place"}


def of_certainty(read: Annotation, pairs: Pairs) -> Layers:
    """Values of matched statements and of the events inside them; how often doubt came out firmer."""
    said = [(one.value, two.value) for one, two in pairs]
    inside = [(event.value, heard_of(event, one, two, read)) for one, two in pairs for event in one.events]
    events = [(value, found) for value, found in inside if found]
    both = [*said, *events]
    doubted = [(one, two) for one, two in pairs if firmness(one.value) < CERTAIN]
    unsure = [(value, found) for value, found in events if firmness(value) < CERTAIN]
    firmer = [firmness(found) > firmness(value) for value, found in unsure]
    layers = {
        "certainty": share(one == two for one, two in both),
        "certainty.statement": share(one == two for one, two in said),
        "certainty.event": share(one == two for one, two in events),
        "events": Tally(len(events), len(inside)),
        "over-certainty": share([*(harder(one, two) for one, two in doubted), *firmer]),
        "over-certainty.strict": share([*(firmness(two.value) > firmness(one.value) for one, two in doubted), *firmer]),
    }
    return layers | {
        f"value.{value}": Tally(
            hit=sum(one == two == value for one, two in both),
            asked=sum(one == value for one, _ in both),
            right=sum(one == two == value for one, two in both),
            given=sum(two == value for _, two in both),
        )
        for value in sorted(VALUES)
    }


def harder(one: Claim, two: Claim) -> bool:
    """Whether a doubted statement came out firmer, and no event in the reader's statement keeps the doubt."""
    kept = min([firmness(two.value), *(firmness(event.value) for event in two.events)])
    return firmness(one.value) < CERTAIN and kept > firmness(one.value)


def heard_of(event: Event, one: Claim, claim: Claim, read: Annotation) -> str:
    """The reader's value of an annotated event.

    That of its own event at the same place, or of the only event where each statement has one; else that of any event
    at the same place; else that of the statement, if its frame asserts what is inside; else none.
    """
    near = [*_here(event, claim.events)]
    if not near and len(one.events) == len(claim.events) == 1:
        return claim.events[0].value
    near = near or [*_here(event, [one for other in read.claims for one in other.events])]
    if near:
        return max(near, key=lambda row: row[0])[1]
    return claim.value if claim.frame in ASSERTING else ""


def _here(event: Event, candidates: Sequence[Event]) -> Iterator[tuple[Fraction, str]]:
    for one in candidates:
        if one.places and event.places and of_smaller(event.places, one.places) >= HALF:
            yield iou(event.places, one.places), one.value
