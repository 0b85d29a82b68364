"""Flip points of every open number: settling it to any value agrees with them, whichever side is the stricter."""

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scenarios.findings.single import SHOT, found, number, text, verdict
from servanda.records.finding import Finding, Flip

SOME = settings(max_examples=15, deadline=None)
TEN = datetime(2031, 3, 14, 10, tzinfo=UTC)
OPEN = {"open": "figure"}
PLACES = [
    {"only_if": {"size": {"of": "troops", "at_least": OPEN}}},
    {"unless": [{"id": "small", "when": {"not": {"size": {"of": "troops", "at_least": OPEN}}}}]},
    {"unless": [{"id": "large", "when": {"size": {"of": "troops", "at_least": OPEN}}}]},
    {"unless": [{"id": "announced", "when": {"notified": {"to": "MISSION", "at_least": OPEN}}}]},
    {"unless": [{"id": "ordered", "when": {"before_it": {"event": "leadership-order", "within": OPEN}}}]},
    {"unless": [{"id": "reported", "when": {"after_it": {"event": "leadership-order", "within": OPEN}}}]},
]
STRICTER_ABOVE = [False, False, True, True, False, False]


def at(minutes: int) -> str:
    return (TEN + timedelta(minutes=minutes)).isoformat().replace("+00:00", "Z")


sizes = st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda pair: {"low": pair[0], "high": sum(pair)})
moments = st.tuples(st.integers(-90, 90), st.sampled_from([0, 0, 10])).map(lambda pair: (pair[0], sum(pair)))
worlds = st.fixed_dictionaries(
    {
        "sizes": st.fixed_dictionaries({"troops": sizes}),
        "acts": st.lists(moments, max_size=2),
        "given": st.lists(st.integers(-90, 0), max_size=2),
        "length": st.sampled_from([0, 15]),
        "covered": st.sampled_from([30, 60, 100, 5_000]),
    }
)


def told(world: dict[str, Any]) -> dict[str, Any]:
    orders = [
        {"event": "leadership-order", "by": "ASTER", "when": f"{at(first)} to {at(last)}"}
        for first, last in world["acts"]
    ]
    notices = [
        {"by": "ASTER", "do": "fire", "at": [-3, 2], "when": f"{at(0)} to {at(60)}", "given": at(minute)}
        for minute in world["given"]
    ]
    span = f"{at(-world['covered'])} to {at(world['covered'])}"
    registers = [{"of": "notices", "to": "MISSION", "when": span}, {"of": "orders", "to": "", "when": span}]
    shot = {**SHOT, "when": f"{at(0)} to {at(world['length'])}", "sizes": world["sizes"]}
    return {"incident": shot, "act": orders, "notice": notices, "register": registers}


def judged(place: int, told_: dict[str, Any], **readings: Any) -> Finding | None:
    kind = "number" if place < 3 else "duration"
    settled = "agreed" if readings else ""
    return found(text(PLACES[place], open={"figure": number(kind, settled, **readings)}), told_)


def expected(flip: Flip, value: int) -> str:
    """What a flip point says of a value."""
    if flip.kept_up_to is not None and flip.breached_above is not None:
        return "kept" if value <= flip.kept_up_to else "breached" if value > flip.breached_above else "undetermined"
    assert flip.breached_below is not None
    assert flip.kept_from is not None
    return "breached" if value < flip.breached_below else "kept" if value >= flip.kept_from else "undetermined"


@SOME
@given(st.integers(0, len(PLACES) - 1), worlds, st.data())
def test_settling_an_open_number_agrees_with_its_flip_point(place: int, world: dict[str, Any], data: Any) -> None:
    finding = judged(place, told(world))
    assume(finding is not None)
    assert finding is not None
    if not finding.flips:
        return
    (flip,) = finding.flips
    assert (flip.breached_above is not None) is STRICTER_ABOVE[place]
    figures = [flip.kept_up_to, flip.breached_above, flip.breached_below, flip.kept_from]
    near = sorted({max(1, each + step) for each in figures if each is not None for step in (-61, -1, 0, 1, 61)})
    value = data.draw(st.sampled_from(near))
    then = judged(place, told(world), agreed=value if place < 3 else f"PT{value}S")
    said = verdict(then).replace("none", "kept")  # a term that does not speak of an act is not broken by it
    assert said == expected(flip, value)


@SOME
@given(st.integers(0, len(PLACES) - 1), worlds)
def test_no_flip_point_where_something_else_could_turn_the_verdict(place: int, world: dict[str, Any]) -> None:
    facts = told(world)
    unproven = {**facts, "incident": {**facts["incident"], "seen": ["media web"]}}
    finding = judged(place, unproven)
    assert finding is None or finding.flips == []
