"""Labels that are kept while facts change: always those of a fresh look, and nothing is looked at in vain."""

from random import Random
from typing import Any

import pytest

from scenarios.commitments.draws import AS_OF, EVENTS, PROVIDERS, draw
from servanda.commitments import Moved, Register, Standing, View, stand
from servanda.commitments.cones import cone_ahead
from servanda.commitments.network import build
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import Guard

SIGNED = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])


def _promise(name: str, condition: Guard, provider: str = "") -> Commitment:
    return Commitment(
        id=name,
        provider=provider or f"P-{name}",
        beneficiary="B",
        function="watch",
        says={},
        condition=condition,
        status=[SIGNED],
        support=["s"],
    )


CHAIN = Register(
    (
        _promise("A", Guard(event="E")),
        _promise("B", Guard(promised="A")),
        _promise("C", Guard(promised="B")),
        _promise("X", Guard(event="F")),
        _promise("Y", Guard(promised="X")),
        _promise("Z", Guard(any=[Guard(promised="Y"), Guard(promised="X")])),
    ),
    (Event(id="E", says={}), Event(id="F", says={})),
)
VIEW = View(as_of=AS_OF)


@pytest.mark.parametrize("unless", [False, True])
def test_after_any_changes_the_labels_are_those_of_a_fresh_look(*, unless: bool) -> None:
    for seed in range(120):
        rng = Random(seed)  # noqa: S311 - a test, not a secret
        drawn = draw(rng, unless=unless)
        view, kept = drawn.view, Standing(drawn.register, drawn.view)
        for _ in range(8):
            before = kept.labels
            view, moved = _change(rng, kept, view, [*PROVIDERS, *before])
            after = stand(drawn.register, view)
            assert kept.labels == after
            assert moved.labels == {name: (before[name], after[name]) for name in after if before[name] != after[name]}


def _change(rng: Random, kept: Standing, view: View, names: list[str]) -> tuple[View, Moved]:
    name, value = rng.choice(names), rng.choice(["true", "false", "unknown"])
    kind = rng.choice(["event", "event", "leave", "return"])
    if kind == "event":
        event: str = rng.choice(EVENTS)
        changed: dict[str, Any] = {event: value}
        return view.assuming(changed), kept.learn(event, changed[event])
    if kind == "leave":
        return view.without([name]), kept.leave(name)
    back = View(view.as_of, view.floor, view.readings, view.withdrawn - {name}, view.assume)
    return back, kept.come_back(name)


class Watched(list[Any]):
    """A list that remembers which of its places were asked for."""

    asked: set[int]

    def __getitem__(self, place: Any) -> Any:
        self.asked.add(place)
        return super().__getitem__(place)


def test_nothing_outside_the_cone_of_a_change_is_looked_at() -> None:
    kept = Standing(CHAIN, VIEW)
    net = kept.net
    assert net.weighed
    watched = {name: Watched(getattr(net, name)) for name in ("outs", "weighed", "need")}
    for name, places in watched.items():
        places.asked = set()
        object.__setattr__(net, name, places)
    moved = kept.learn("E", "true")
    cone = cone_ahead(build(CHAIN, VIEW), [build(CHAIN, VIEW).leaves["E", True]])
    assert all(places.asked <= cone for places in watched.values())
    assert moved.recomputed == len(cone) == 4
    assert set(moved.labels) == {"A", "B", "C"}


def test_what_is_known_already_recomputes_nothing() -> None:
    kept = Standing(CHAIN, VIEW.assuming({"E": "true"}))
    assert kept.learn("E", "true") == Moved(0, {})
    assert kept.leave("NOBODY") == Moved(0, {})


def test_an_event_that_no_register_knows_is_refused() -> None:
    with pytest.raises(InputError, match="event-unknown"):
        Standing(CHAIN, VIEW).learn("G", "true")
