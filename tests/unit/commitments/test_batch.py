"""Many departures at once: the answer for each is the one that is given when it is asked alone."""

import itertools
from datetime import UTC, datetime
from random import Random

import numpy as np
import pytest

from servanda.commitments import Register, View, stand
from servanda.commitments.batch import stands_each
from servanda.commitments.network import build
from servanda.errors import InputError
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)
NAMES = [f"C{number}" for number in range(7)]
PROVIDERS = [f"P{number}" for number in range(4)]
SIGNED = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])


def _guard(rng: Random, depth: int, *, unless: bool) -> Guard:
    leaves = [
        Guard(event=rng.choice(["E0", "E1"])),
        Guard(promised=rng.choice(NAMES)),
        Guard(promised=rng.choice(NAMES)),
        Guard(sum=SumAtLeast(function="watch", amount=rng.randrange(1, 25))),
        Guard(done=rng.choice(NAMES)),
        Guard(rung=RungAtLeast(commitment=rng.choice(NAMES), rung=rng.choice(["offered", "signalled"]))),
    ]
    if not depth:
        return rng.choice(leaves)
    parts = [_guard(rng, depth - 1, unless=unless) for _ in range(rng.randrange(4))]
    compound = [Guard(all=parts), Guard(any=parts), Guard(at_least=AtLeast(k=rng.randrange(4), of=parts))]
    turned = [Guard(unless=part) for part in parts if unless]
    return rng.choice([*leaves, *compound, *compound, *turned])


def _register(seed: int, *, unless: bool) -> Register:
    rng = Random(seed)  # noqa: S311 - a test, not a secret
    commitments = tuple(
        Commitment(
            id=name,
            provider=rng.choice(PROVIDERS),
            beneficiary="B",
            function="watch",
            says={},
            quantity=rng.choice([1, 2, 3, 5, 11, "unquantified"]),
            condition=_guard(rng, 2, unless=unless),
            status=[SIGNED],
            support=["s"],
        )
        for name in NAMES
    )
    return Register(commitments, (Event(id="E0", says={}), Event(id="E1", says={})))


@pytest.mark.parametrize("unless", [False, True])
def test_each_departure_is_answered_as_if_it_were_asked_alone(*, unless: bool) -> None:
    for seed in range(150):
        register = _register(seed, unless=unless)
        departures = [some for size in range(4) for some in itertools.combinations([*PROVIDERS, "C0", "C3"], size)]
        gone = np.array([[bool({c.id, c.provider} & set(some)) for some in departures] for c in register.commitments])
        each = stands_each(build(register, VIEW), gone)
        for column, some in enumerate(departures):
            labels = stand(register, VIEW.without(some))
            found = [labels[name] for name in NAMES]
            assert [label == "credible" for label in found] == each.credible[:, column].tolist()
            assert [label in {"credible", "handshake"} for label in found] == each.standing[:, column].tolist()
            assert [label != "void" for label in found] == each.possible[:, column].tolist()


@pytest.mark.parametrize("which", ["credible", "standing", "possible"])
def test_one_of_the_three_can_be_asked_alone(which: str) -> None:
    net = build(_register(5, unless=False), VIEW)
    table = np.arange(len(NAMES) * 9).reshape(len(NAMES), 9) % 4 == 0
    alone, together = stands_each(net, table, which), stands_each(net, table)  # type: ignore[arg-type]
    assert (getattr(alone, which) == getattr(together, which)).all()
    assert sorted(one.shape[0] for one in (alone.credible, alone.standing, alone.possible)) == [0, 0, len(NAMES)]


def test_no_scenario_is_an_answer_too() -> None:
    net = build(_register(5, unless=True), VIEW)
    assert stands_each(net, np.zeros((len(NAMES), 0), dtype=np.bool_)).possible.shape == (len(NAMES), 0)


def test_a_table_of_another_shape_is_refused() -> None:
    net = build(_register(5, unless=False), VIEW)
    with pytest.raises(InputError, match="scenarios-shape"):
        stands_each(net, np.zeros((2, 3), dtype=np.bool_))
