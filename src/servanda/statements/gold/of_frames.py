"""Layers of what statements amount to: meetings, positions, commitments, conditions, signals, open terms.

Two rows are the same if their words touch, their types agree, and somebody on one side is or speaks for somebody on
the other. A statement of the gold that is a position (offer, pledge, ask) without a row of its own counts as a row; a
row of the reader that repeats another statement of the gold without a row (an intention, a refusal), of the same
party, is neither right nor wrong.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from servanda.statements.gold.aligning import iou, paired, touches
from servanda.statements.gold.annotation import SECTIONS, Annotation, Claim, Item, Meeting
from servanda.statements.gold.identity import Sides
from servanda.statements.gold.of_marks import NOTHING, Layers
from servanda.statements.gold.tally import Tally, either, matched, share

_FRAMES = {
    "demand": {"position", "ask"},
    "accept": {"position"},
    "reject": {"position", "refusal"},
    "offer": {"offer"},
    "wants": {"intention"},
    "plans_to_demand": {"intention"},
    "unknown": {"open_term"},
    "pledge": {"pledge"},
    "ask": {"ask"},
    "plan": {"intention"},
}
"""Stance or type of commitment → frames of the statement that says so."""
_OWN = {"positions": {"position"}, "commitments": {"offer", "pledge", "ask"}}
_SAME_TYPE = {
    "guarantee_in_preparation": "guarantee",
    "procedural_plan": "plan",
    "plans": "plans_to_demand",
    "consent_of_russia": "consent",
}
_TYPED = {"conditions": "relation", "open_terms": "slot"}
_GUARANTEES = frozenset({"guarantee", "pledge", "offer"})


def of_frames(sides: Sides) -> Layers:
    """All layers of rows."""
    layers = of_meetings(sides)
    for name in SECTIONS:
        found = _compared(sides, name)
        layers[name] = found.tally
        if name in _TYPED:
            typed = [(found.ours[one], found.theirs[two]) for one, two in found.pairs if found.ours[one].type]
            layers[f"{name}.{_TYPED[name]}"] = share(_type(one) == _type(two) for one, two in typed)
    return layers


def missed_rows(sides: Sides) -> Iterator[tuple[str, Item, bool]]:
    """Rows without a partner: section, row, and whether it is one of the gold."""
    for name in SECTIONS:
        found = _compared(sides, name)
        ones, twos = {one for one, _ in found.pairs}, {two for _, two in found.pairs}
        yield from ((name, row, True) for place, row in enumerate(found.ours) if place not in ones)
        yield from ((name, row, False) for place, row in enumerate(found.theirs) if place not in twos)
    for one in sides.gold.meetings:
        if not any(_near(one, two) for two in sides.read.meetings):
            yield "meetings", Item(one.id, "", one.places, who=one.people), True


def of_meetings(sides: Sides) -> Layers:
    """Meetings; and for those found: date, place, who takes part."""
    ours, theirs, told = sides.gold.meetings, sides.read.meetings, _told(sides.gold)
    base = either(ours, theirs, _near)
    right = sum(any(_near(one, two) for one in ours) or touches(told, two.places) for two in theirs)
    found = [(one, [two for two in theirs if _near(one, two)]) for one in ours]
    met = [(one, near) for one, near in found if near]
    return {
        "meetings": base._replace(right=right),
        "meetings.date": share(one.date in {two.date for two in near} for one, near in met if one.date is not None),
        "meetings.place": share(
            any(sides.same(one.place, two.place) for two in near) for one, near in met if one.place
        ),
        "meetings.people": _people(sides, met),
    }


def _near(one: Meeting, two: Meeting) -> bool:
    return touches(one.places, two.places)


def _told(gold: Annotation) -> list[tuple[int, int]]:
    return [place for one in gold.claims if one.frame == "meeting" for place in one.places]


def _people(sides: Sides, met: Sequence[tuple[Meeting, Sequence[Meeting]]]) -> Tally:
    total = Tally(0, 0)
    for one, near in met:
        names = list(dict.fromkeys(name for two in near for name in two.people))
        total = total.plus(either(one.people, names, lambda a, b: sides.same_party([a], [b])))
    return total


Same = Callable[[Item, Item], bool]


def _touching(one: Item, two: Item) -> bool:
    return touches(one.places, two.places)


def _type(one: Item) -> str:
    return _SAME_TYPE.get(one.type, one.type)


def _party(sides: Sides, one: Item, two: Item) -> bool:
    return not one.who or sides.same_party(one.who, two.who)


def _same_position(sides: Sides) -> Same:
    def same(one: Item, two: Item) -> bool:
        typed = not one.type or _type(one) == _type(two)
        return typed and _touching(one, two) and _party(sides, one, two)

    return same


def _same_commitment(sides: Sides) -> Same:
    def same(one: Item, two: Item) -> bool:
        typed = _type(one) == _type(two) or (_type(one) == "guarantee" and _type(two) in _GUARANTEES)
        return typed and _touching(one, two) and _party(sides, one, two)

    return same


def _same_signal(sides: Sides) -> Same:
    def same(one: Item, two: Item) -> bool:
        awaited = not one.towards or sides.same_party(one.towards, two.towards)
        return _touching(one, two) and _party(sides, one, two) and awaited

    return same


def _same_conflict(sides: Sides) -> Same:
    """Two conflicts are the same if each position of one is a position of the other."""
    positions = _same_position(sides)

    def same(one: Item, two: Item) -> bool:
        ours, theirs = _named(sides.gold, one), _named(sides.read, two)
        return bool(ours) and len(_pairs(ours, theirs, positions)) == len(ours)

    return same


def _named(side: Annotation, conflict: Item) -> list[Item]:
    return [one for one in side.items.get("positions", ()) if one.id in conflict.statements]


def _pairs(ours: Sequence[Item], theirs: Sequence[Item], same: Same) -> list[tuple[int, int]]:
    def worth(one: Item, two: Item) -> Fraction:
        return 1 + iou(one.places, two.places) if same(one, two) else NOTHING

    return paired(ours, theirs, worth)


class _Compared(NamedTuple):
    """Rows of one section on both sides, and which is which."""

    ours: Sequence[Item]
    theirs: Sequence[Item]
    pairs: Sequence[tuple[int, int]]
    tally: Tally


def _compared(sides: Sides, name: str) -> _Compared:
    ours, theirs = list(sides.gold.items.get(name, ())), list(sides.read.items.get(name, ()))
    if name in _OWN:
        return _derived(sides, name, [*ours, *_unsaid(sides.gold, name)], theirs)
    pairs = _pairs(ours, theirs, _SAME[name](sides) if name in _SAME else _touching)
    return _Compared(ours, theirs, pairs, matched(len(pairs), len(ours), len(theirs)))


def _derived(sides: Sides, name: str, ours: list[Item], theirs: list[Item]) -> _Compared:
    """Positions or commitments: rows that repeat a statement of the gold are left out, asks may be demands."""
    paired_with = {two for _, two in _pairs(ours, theirs, _SAME[name](sides))}
    said = {statement for one in ours for statement in one.statements}
    free = [one for one in sides.gold.claims if one.id not in said and one.frame not in _OWN[name]]
    idle = {
        place
        for place, two in enumerate(theirs)
        if place not in paired_with and any(_repeats(sides, one, two) for one in free)
    }
    kept = [two for place, two in enumerate(theirs) if place not in idle]
    pairs = _pairs(ours, kept, _SAME[name](sides))
    asks = _asked_by_demand(sides, [one for place, one in enumerate(ours) if place not in dict(pairs)], name)
    left = [one for one in ours if one not in asks]
    pairs = _pairs(left, kept, _SAME[name](sides))
    return _Compared(left, kept, pairs, Tally(len(pairs) + len(asks), len(ours), len(pairs), len(kept)))


def _unsaid(side: Annotation, name: str) -> list[Item]:
    said = {statement for one in side.items.get(name, ()) for statement in one.statements}
    return [
        Item(f"of {one.id}", one.stance if name == "positions" else one.frame, one.places, who=one.actors)
        for one in side.claims
        if one.frame in _OWN[name] and one.id not in said
    ]


def _repeats(sides: Sides, one: Claim, two: Item) -> bool:
    fits = one.frame in _FRAMES.get(_type(two), set()) and touches(one.places, two.places)
    return fits and (not one.actors or sides.same_party(one.actors, two.who))


def _asked_by_demand(sides: Sides, missed: Sequence[Item], name: str) -> list[Item]:
    """Asks that the reader has as a demand: the same act under the other heading."""
    if name != "commitments":
        return []
    demands = [one for one in sides.read.items.get("positions", ()) if one.type == "demand"]
    asks = [one for one in missed if _type(one) == "ask"]
    same = _pairs(asks, demands, lambda one, two: _touching(one, two) and _party(sides, one, two))
    return [asks[one] for one, _ in same]


_SAME: Mapping[str, Callable[[Sides], Same]] = {
    "positions": _same_position,
    "commitments": _same_commitment,
    "awaited_signals": _same_signal,
    "incompatibilities": _same_conflict,
}
