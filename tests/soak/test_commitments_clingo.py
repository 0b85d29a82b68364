"""Large random registers against an answer-set solver, where it is installed."""

import os
from random import Random

import pytest

from scenarios.commitments.asp import Program
from scenarios.commitments.draws import AS_OF
from servanda.commitments import Register, View
from servanda.commitments.fixpoints import solve
from servanda.commitments.network import build
from servanda.records.commitment import Commitment, Event, EventState, StatusEvent
from servanda.records.condition import AtLeast, Guard, SumAtLeast

clingo = pytest.importorskip("clingo", reason="clingo, a peer for checking, is not installed")

SEED = int(os.environ.get("SERVANDA_SOAK_SEED", "20260106"))
LARGE = 500
"""Beyond this the solver needs minutes for amounts."""
SIGNED = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
pytestmark = pytest.mark.soak


def _guard(rng: Random, size: int, depth: int, *, unless: bool) -> Guard:
    if not depth or rng.random() < 0.4:
        leaves = [Guard(promised=f"C{rng.randrange(size):04}"), Guard(event=f"E{rng.randrange(20)}")]
        amount = Guard(sum=SumAtLeast(function=f"F{rng.randrange(8)}", amount=rng.randrange(1, size)))
        return rng.choices([*leaves, amount], [12, 4, size <= LARGE])[0]
    if unless and rng.random() < 0.25:
        return Guard(unless=_guard(rng, size, depth - 1, unless=unless))
    parts = [_guard(rng, size, depth - 1, unless=unless) for _ in range(rng.randrange(1, 4))]
    some = Guard(at_least=AtLeast(k=rng.randrange(1, len(parts) + 1), of=parts))
    return rng.choice([Guard(all=parts), Guard(any=parts), some])


def _register(rng: Random, size: int, *, unless: bool) -> tuple[Register, frozenset[str]]:
    true = frozenset(f"E{number}" for number in range(20) if rng.random() < 0.5)
    commitments = tuple(
        Commitment(
            id=f"C{number:04}",
            provider=f"P{rng.randrange(40)}",
            beneficiary="B",
            function=f"F{rng.randrange(8)}",
            says={},
            quantity=rng.randrange(9),
            condition=Guard(all=[]) if rng.random() < 0.1 else _guard(rng, size, 2, unless=unless),
            status=[SIGNED],
            support=["s"],
        )
        for number in range(size)
    )
    events = tuple(
        Event(id=name, says={}, states=[EventState(value="true" if name in true else "false", known_on=AS_OF)])
        for name in (f"E{number}" for number in range(20))
    )
    return Register(commitments, events), true


def _on(register: Register, found: bytearray) -> frozenset[str]:
    return frozenset(one.id for one, on in zip(register.commitments, found, strict=False) if on)


@pytest.mark.parametrize("size", [50, 200, 500, 2_000])
def test_least_and_greatest_sets_are_those_of_the_answer_set_solver(size: int) -> None:
    rng = Random(SEED + size)  # noqa: S311 - a test, not a secret
    for _ in range(max(2, 1_500 // size)):
        register, true = _register(rng, size, unless=False)
        model = solve(build(register, View(as_of=AS_OF)))
        assert [_on(register, model.credible)] == Program(register, true, failure=False).answers(clingo)
        assert [_on(register, model.standing)] == Program(register, true, failure=True).answers(clingo)


def test_with_unless_what_is_sure_is_in_every_answer_and_what_is_void_in_none() -> None:
    rng = Random(SEED)  # noqa: S311 - a test, not a secret
    answered = 0
    for _ in range(400):
        register, true = _register(rng, rng.randrange(5, 60), unless=True)
        model = solve(build(register, View(as_of=AS_OF)))
        program = Program(register, true, failure=False)
        cautious, brave = program.answers(clingo, "cautious"), program.answers(clingo, "brave")
        if cautious:
            answered += 1
            assert _on(register, model.credible) <= cautious[-1]
            assert brave[-1] <= _on(register, model.possible)
    assert answered > 50
