"""Layers of what statements amount to: meetings, positions, commitments, conditions, signals, open terms.

Two rows are the same if their words touch, their types agree, and somebody on one side is or speaks for somebody on
the other. A statement of the gold that is a position (offer, pledge, ask) without a row of its own counts as a row; a row of
the reader that repeats a statement of the gold of the same frame and party is neither right nor wrong.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction

from servanda.statements.gold.aligning import iou, paired, touches
from servanda.statements.gold.annotation import Annotation, Claim, Item, Meeting
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
_GUARANTEES = frozenset({"guarantee", "pledge", "offer"})


def of_frames(sides: Sides) -> Layers:
    """All layers of rows."""
    layers = of_meetings(sides)
    layers["positions"] = _of_rows(sides, "positions", _same_position(sides))
    layers["commitments"] = _of_rows(sides, "commitments", _same_commitment(sides))
    layers["awaited_signals"] = _one_to_one(sides, "awaited_signals", _same_signal(sides))
    layers["assessments"] = _one_to_one(sides, "assessments", _touching)
    layers["incompatibilities"] = _one_to_one(sides, "incompatibilities", _same_conflict(sides))
    for name, key in (("conditions", "relation"), ("open_terms", "slot")):
        ours, theirs = sides.gold.items.get(name, ()), sides.read.items.get(name, ())
        pairs = _pairs(ours, theirs, _touching)
        layers[name] = matched(len(pairs), len(ours), len(theirs))
        layers[f"{name}.{key}"] = share(_type(ours[one]) == _type(theirs[two]) for one, two in pairs if ours[one].type)
    return layers


def of_meetings(sides: Sides) -> Layers:
    """Meetings; and for those found: date, place, who takes part."""
    ours, theirs, told = sides.gold.meetings, sides.read.meetings, _told(sides.gold)
    base = either(ours, theirs, _near)
    right = sum(any(_near(one, two) for one in ours) or touches(told, two.places) for two in theirs)
    found = [(one, [two for two in theirs if _near(one, two)]) for one in ours]
    met = [(one, near) for one, near in found if near]
    return {
        "meetings": base._replace(right=right),
        "meetings.date": share(one.date in {two.date for two in near} for one, near in met),
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


def _one_to_one(sides: Sides, name: str, same: Same) -> Tally:
    ours, theirs = sides.gold.items.get(name, ()), sides.read.items.get(name, ())
    return matched(len(_pairs(ours, theirs, same)), len(ours), len(theirs))


def _of_rows(sides: Sides, name: str, same: Same) -> Tally:
    """Positions or commitments: rows of the gold and statements that are rows unsaid, against the reader's rows."""
    ours = [*sides.gold.items.get(name, ()), *_unsaid(sides.gold, name)]
    theirs = list(sides.read.items.get(name, ()))
    pairs = _pairs(ours, theirs, same)
    paired_with = {two for _, two in pairs}
    rest = [two for place, two in enumerate(theirs) if place not in paired_with]
    wrong = [two for two in rest if not any(_repeats(sides, one, two) for one in sides.gold.claims)]
    asks = _asked_by_demand(sides, [one for place, one in enumerate(ours) if place not in dict(pairs)], name)
    return Tally(len(pairs) + asks, len(ours), len(pairs), len(pairs) + len(wrong))


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


def _asked_by_demand(sides: Sides, missed: Sequence[Item], name: str) -> int:
    """Asks that the reader has as a demand: the same act under the other heading."""
    if name != "commitments":
        return 0
    demands = [one for one in sides.read.items.get("positions", ()) if one.type == "demand"]
    asks = [one for one in missed if _type(one) == "ask"]
    return len(_pairs(asks, demands, lambda one, two: _touching(one, two) and _party(sides, one, two)))
