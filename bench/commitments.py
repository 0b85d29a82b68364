"""Fixed points against plain re-evaluation, and coverage by cuts against a maximum flow: `python bench/commitments.py`.

Answers are compared before times are printed. Times are medians of five runs on whatever machine this is.
"""

import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime

from servanda.commitments import Register, View
from servanda.commitments.fixpoints import greatest, least
from servanda.commitments.gates import Network
from servanda.commitments.network import build
from servanda.coverage import division
from servanda.coverage.division import Supply, divide
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.condition import AtLeast, Guard

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
SIZES = (1_000, 5_000, 20_000)
RUNS = 5


def register_of(size: int, seed: int) -> Register:
    """A synthetic register: chains, circles, two-of-five groups, some waiting for undecided events."""
    rng = random.Random(seed)  # noqa: S311 - a bench, not a secret
    signed = StatusEvent(axis="legal", value="signed", occurred_on="2031-01-01", known_on=AS_OF, support=["bench"])
    commitments = tuple(
        Commitment(
            id=f"C{number:05}",
            provider=f"P{rng.randrange(40):02}",
            beneficiary="B",
            function=f"F{rng.randrange(12):02}",
            says={},
            condition=_condition(rng, number, size),
            status=[signed],
            support=["bench"],
        )
        for number in range(size)
    )
    return Register(commitments, tuple(Event(id=f"E{number}", says={}) for number in range(20)))


def _condition(rng: random.Random, number: int, size: int) -> Guard:
    kind = rng.random()
    near = [Guard(promised=f"C{(number + rng.randrange(1, 50)) % size:05}") for _ in range(5)]
    if kind < 0.35:
        return Guard(all=[])
    if kind < 0.8:
        return Guard(all=near[: rng.randrange(1, 3)])
    if kind < 0.9:
        return Guard(at_least=AtLeast(k=2, of=near))
    return Guard(all=[Guard(event=f"E{rng.randrange(20)}"), near[0]])


def naive(net: Network, inputs: list[list[tuple[int, int]]], start: int) -> bytearray:
    """Evaluate every gate again and again until nothing changes."""
    on = bytearray([start]) * len(net.need)
    while True:
        after = bytearray(sum(w for s, w in inputs[n] if on[s]) >= need for n, need in enumerate(net.need))
        if after == on:
            return on
        on = after


def inputs_of(net: Network) -> list[list[tuple[int, int]]]:
    """Inputs of every node, with their weights."""
    found: list[list[tuple[int, int]]] = [[] for _ in net.need]
    for node, targets in enumerate(net.outs):
        for target, weight in targets:
            found[target].append((node, weight))
    return found


def median_ms(work: Callable[[], object]) -> float:
    """Median time of a piece of work, milliseconds."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


def fixed_points() -> None:
    """Both fixed points at three sizes."""
    print("commitments  build ms  least ms  naive ms  ratio  greatest ms  naive ms  ratio")
    for size in SIZES:
        register = register_of(size, seed=size)
        view = View(as_of=AS_OF)
        net = build(register, view)
        inputs = inputs_of(net)
        assert least(net, []) == naive(net, inputs, 0)
        assert greatest(net, []) == naive(net, inputs, 1)
        built = median_ms(lambda: build(register, view))  # noqa: B023 - called at once
        low, slow_low = median_ms(lambda: least(net, [])), median_ms(lambda: naive(net, inputs, 0))  # noqa: B023
        high, slow_high = median_ms(lambda: greatest(net, [])), median_ms(lambda: naive(net, inputs, 1))  # noqa: B023
        print(
            f"{size:11,}  {built:8.1f}  {low:8.2f}  {slow_low:8.1f}  {slow_low / low:5.1f}"
            f"  {high:11.2f}  {slow_high:8.1f}  {slow_high / high:5.1f}"
        )


def coverage() -> None:
    """Dividing supplies among sectors, by all cuts and by maximum flows."""
    print("\nsectors  supplies  cuts ms  flows ms  ratio")
    for sectors, count in ((6, 100), (10, 500), (12, 1_000), (14, 1_000)):
        rng = random.Random(sectors)  # noqa: S311 - a bench, not a secret
        needs = [rng.randrange(200) for _ in range(sectors)]
        reach = [frozenset(rng.sample(range(sectors), rng.randrange(1, 4))) for _ in range(count)]
        classes = [[Supply(rng.randrange(1, 4), one) for one in reach[part::3]] for part in range(3)]
        by_cuts = divide(needs, classes)
        fast = median_ms(lambda: divide(needs, classes))  # noqa: B023 - called at once
        usual, division.MOST_CUTS = division.MOST_CUTS, 0
        assert divide(needs, classes) == by_cuts
        slow = median_ms(lambda: divide(needs, classes))  # noqa: B023 - called at once
        division.MOST_CUTS = usual
        print(f"{sectors:7}  {count:8,}  {fast:7.2f}  {slow:8.2f}  {slow / fast:5.1f}")


if __name__ == "__main__":
    fixed_points()
    coverage()
