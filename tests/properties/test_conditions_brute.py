"""An oracle for conditions that tries every world: it knows numbers and moments, and nothing of questions or diagrams.

What the evaluator answers must be so in every world. Where each unknown is one thing of its own, what is so in every
world must be answered too.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.findings.single import SHOT, found, number, text, verdict

MINUTES = {"PT30M": 30, "PT60M": 60, "PT2H": 120}
READINGS = {"short": "PT30M", "long": "PT2H"}
OPEN = {
    "soon": number("duration", **READINGS),
    "many": number("number", few=10, lots=20),
}
ORDER = {"event": "leadership-order"}
TRIED = {"event": "coordination-attempt", "to": "MISSION"}
Span = tuple[int, int]
"""Minutes after eight: half-open, or one instant."""


@dataclass(frozen=True)
class World:
    """One way in which everything may have been."""

    troops: int
    tanks: int
    at: float
    orders: tuple[float, ...]
    tries: tuple[tuple[float, str], ...]
    attacks: tuple[float, ...]
    readings: dict[str, str]
    judged: bool
    unseen: dict[str, bool]


Asked = Callable[[World], bool]
SINGLE: list[tuple[dict[str, Any], Asked]] = [
    ({"size": {"of": "troops", "at_least": 15}}, lambda world: world.troops >= 15),
    (
        {"size": {"of": "tanks", "at_least": {"open": "many"}}},
        lambda world: world.tanks >= {"few": 10, "lots": 20}[world.readings["many"]],
    ),
    (
        {"all": [{"size": {"of": "tanks", "at_least": 10}}, {"not": {"size": {"of": "tanks", "at_least": 20}}}]},
        lambda world: 10 <= world.tanks < 20,
    ),
    ({"before_it": ORDER}, lambda world: world.unseen["orders"] or any(when <= world.at for when in world.orders)),
]
JOINT: list[tuple[dict[str, Any], Asked]] = [
    (
        {"before_it": {**ORDER, "within": "PT60M"}},
        lambda world: world.unseen["orders"] or any(0 <= world.at - when <= 60 for when in world.orders),
    ),
    (
        {"before_it": {**ORDER, "within": {"open": "soon"}}},
        lambda world: (
            world.unseen["orders"]
            or any(0 <= world.at - when <= MINUTES[READINGS[world.readings["soon"]]] for when in world.orders)
        ),
    ),
    (
        {"answers": {"event": "offensive", "judged_by": "COMMISSION", "within": "PT60M"}},
        lambda world: (
            world.judged and (world.unseen["attacks"] or any(0 <= world.at - when <= 60 for when in world.attacks))
        ),
    ),
    (
        {"in_order": [{**TRIED, "outcome": "refused"}, {**ORDER, "within": "PT60M"}]},
        lambda world: any(
            tried <= when
            for tried in [-9e9 if world.unseen["tries"] else 9e9]
            + [when for when, outcome in world.tries if outcome == "refused" and when <= world.at]
            for when in [9e8 if world.unseen["orders"] else -9e10]
            + [when for when in world.orders if 0 <= world.at - when <= 60]
        ),
    ),
]

spans = st.tuples(st.integers(0, 24), st.sampled_from([0, 0, 1, 6])).map(lambda pair: (5 * pair[0], 5 * sum(pair)))
counts = st.tuples(st.integers(0, 30), st.sampled_from([0, 0, 6])).map(lambda pair: (pair[0], sum(pair)))
given_facts = st.fixed_dictionaries(
    {
        "troops": counts,
        "tanks": counts,
        "at": st.tuples(st.integers(12, 20), st.sampled_from([0, 0, 1])).map(lambda pair: (5 * pair[0], 5 * sum(pair))),
        "orders": st.lists(spans, max_size=2),
        "tries": st.lists(st.tuples(spans, st.sampled_from(["refused", "agreed", ""])), max_size=2),
        "attacks": st.lists(spans, max_size=2),
        "judged": st.sampled_from(["yes", "no", ""]),
        "complete": st.booleans(),
    }
)


def moments(span: Span) -> list[float]:
    """Enough moments of a time to meet every limit from both sides."""
    first, last = span
    return [float(first)] if first == last else [first, *(x + 0.5 for x in range(first, last, 5)), last - 0.001]


def worlds(facts: dict[str, Any]) -> Iterator[World]:
    """Every combination of what may have been."""
    numbers = [
        sorted({low, high, *(n for n in (9, 10, 14, 15, 19, 20) if low <= n <= high)})
        for low, high in (facts["troops"], facts["tanks"])
    ]
    outcomes = [[outcome] if outcome else ["refused", "agreed"] for _, outcome in facts["tries"]]
    for troops, tanks, at, orders, tries, said, attacks, many, soon, judged, *unseen in product(
        *numbers,
        moments(facts["at"]),
        product(*map(moments, facts["orders"])),
        product(*(moments(span) for span, _ in facts["tries"])),
        product(*outcomes),
        product(*map(moments, facts["attacks"])),
        ["few", "lots"],
        ["short", "long"],
        [facts["judged"] == "yes"] if facts["judged"] else [False, True],
        [False] if facts["complete"] else [False, True],
        [False] if facts["complete"] else [False, True],
        [False, True],
    ):
        yield World(
            troops, tanks, at, orders, tuple(zip(tries, said, strict=True)), attacks, {"many": many, "soon": soon},
            judged, dict(zip(("orders", "tries", "attacks"), unseen, strict=True)),
        )  # fmt: skip


def clock(minutes: int) -> str:
    return f"{8 + minutes // 60:02}:{minutes % 60:02}"


def when(span: Span) -> str:
    return f"{clock(span[0])} to {clock(span[1])}"


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts as records."""
    sizes = {name: {"low": facts[name][0], "high": facts[name][1]} for name in ("troops", "tanks")}
    acts = [{"event": "leadership-order", "by": "ASTER", "when": when(span)} for span in facts["orders"]]
    acts += [
        {"event": "coordination-attempt", "by": "ASTER", "to": "MISSION", "when": when(span), "outcome": outcome}
        for span, outcome in facts["tries"]
    ]
    acts += [{"event": "offensive", "by": "BRIAR", "when": when(span)} for span in facts["attacks"]]
    complete = [
        {"of": kind, "to": whose, "when": "2031-03-01T00:00:00Z to 2031-03-15T00:00:00Z"}
        for kind, whose in (("orders", ""), ("coordination", "MISSION"))
    ]
    judged = [{"question": "offensive", "body": "COMMISSION", "answer": facts["judged"]}] if facts["judged"] else []
    return {
        "incident": {**SHOT, "when": when(facts["at"]), "sizes": sizes},
        "act": acts,
        "judgement": judged,
        "register": complete if facts["complete"] else [],
    }


def oracle(asked: Asked, facts: dict[str, Any]) -> str:
    """The verdict on which all worlds agree: the exception excuses, or it does not."""
    answers = {asked(world) for world in worlds(facts)}
    return "undetermined" if len(answers) > 1 else "kept" if answers == {True} else "breached"


def only(condition: dict[str, Any], facts: dict[str, Any]) -> dict[str, Any]:
    """The facts without those that a condition does not read: fewer worlds, the same verdict."""
    asks = str(condition)
    empty = {"orders": [], "tries": [], "attacks": []}
    read = {"orders": "leadership", "tries": "coordination", "attacks": "offensive"}
    kept = {name: facts[name] if word in asks else empty[name] for name, word in read.items()}
    numbers = {name: facts[name] if name in asks else (0, 0) for name in ("troops", "tanks")}
    return {**facts, **kept, **numbers}


@pytest.mark.parametrize(("condition", "asked"), SINGLE)
@settings(max_examples=25, deadline=None)
@given(facts=given_facts)
def test_one_unknown_thing_is_answered_exactly_where_all_worlds_agree(
    condition: dict[str, Any], asked: Asked, facts: dict[str, Any]
) -> None:
    facts = only(condition, facts)
    agreement = text({"unless": [{"id": "exception", "when": condition}]}, open=OPEN)
    if len(facts["orders"]) < 2:  # whether one of two came before is two unknowns that one moment settles
        assert verdict(found(agreement, told(facts))) == oracle(asked, facts)


@pytest.mark.parametrize(("condition", "asked"), [*SINGLE, *JOINT])
@settings(max_examples=25, deadline=None)
@given(facts=given_facts)
def test_no_answer_is_given_against_any_world(condition: dict[str, Any], asked: Asked, facts: dict[str, Any]) -> None:
    facts = only(condition, facts)
    said = verdict(found(text({"unless": [{"id": "exception", "when": condition}]}, open=OPEN), told(facts)))
    assert said in {oracle(asked, facts), "undetermined"}
