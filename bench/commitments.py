"""Promises at size: `python bench/commitments.py`.

Fixed points against plain re-evaluation and, where it is installed, against an answer-set solver (clingo); a register
of 50,000 promises from JSON to lints and labels; one change at a time; many departures at once; and coverage by cuts
against a maximum flow. Answers are compared before times are printed. Times are medians of five runs on whatever
machine this is; those of whole registers are processor seconds of one process.
"""

import importlib
import importlib.util
import itertools
import json
import random
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from servanda.adapters.guarantees import open_text
from servanda.commitments import Register, Standing, View, lint_register, stand, stands_each
from servanda.commitments.fixpoints import greatest, least, solve
from servanda.commitments.network import Network, build
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


def naive(net: Network, start: int) -> bytearray:
    """Evaluate every gate again and again until nothing changes."""
    on = bytearray([start]) * len(net.need)
    while True:
        after = bytearray(sum(w for s, w in net.weighed[n] if on[s]) >= need for n, need in enumerate(net.need))
        if after == on:
            return on
        on = after


def median_ms(work: Callable[[], object]) -> float:
    """Median time of a piece of work, milliseconds."""
    times = [_ms(work) for _ in range(RUNS)]
    return statistics.median(times)


def _ms(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def asp(register: Register, *, failure: bool) -> str:
    """The register as rules: plain ones for the least fixed point, on failure for the greatest."""
    rules: list[str] = []

    def gate(guard: Guard) -> int:
        parts = guard.at_least.of if guard.at_least else guard.all
        gates = [gate(part) for part in parts or []]
        number = len(rules)
        if parts is not None:
            need = guard.at_least.k if guard.at_least else len(parts)
            need = len(parts) - need + 1 if failure else need
            rules.append(f"g({number}) :- {need} <= #count {{ {'; '.join(f'{one} : g({one})' for one in gates)} }}.")
        elif guard.promised is not None:
            rules.append(f"g({number}) :- p({int(guard.promised[1:])}).")
        else:
            rules.append(f"g({number})." if failure else f"g({number}) :- #false.")
        return number

    for number, commitment in enumerate(register.commitments):
        rules.append(f"p({number}) :- g({gate(commitment.condition)}).")
    return "\n".join([*rules, "#show p/1."])


def answer(rules: str) -> set[int]:
    """What the answer-set solver derives."""
    clingo = importlib.import_module("clingo")
    control = clingo.Control(["--warn=none"])
    control.add("base", [], rules)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        return {symbol.arguments[0].number for symbol in next(iter(handle)).symbols(shown=True)}


def fixed_points() -> None:
    """Both fixed points at three sizes."""
    print("commitments  build ms  least ms  naive ms  ratio  greatest ms  naive ms  ratio")
    for size in SIZES:
        register = register_of(size, seed=size)
        view = View(as_of=AS_OF)
        net = build(register, view)
        assert least(net, []) == naive(net, 0)
        assert greatest(net, []) == naive(net, 1)
        built = median_ms(lambda: (register.kept.clear(), build(register, view)))  # noqa: B023 - called at once
        low, slow_low = median_ms(lambda: least(net, [])), median_ms(lambda: naive(net, 0))  # noqa: B023
        high, slow_high = median_ms(lambda: greatest(net, [])), median_ms(lambda: naive(net, 1))  # noqa: B023
        print(
            f"{size:11,}  {built:8.1f}  {low:8.2f}  {slow_low:8.1f}  {slow_low / low:5.1f}"
            f"  {high:11.2f}  {slow_high:8.1f}  {slow_high / high:5.1f}"
        )


def answer_sets() -> None:
    """Both fixed points by an answer-set solver, reading and grounding included."""
    if importlib.util.find_spec("clingo") is None:
        print("\nclingo is not installed: not compared with an answer-set solver")
        return
    print("\ncommitments  build and solve ms  clingo least ms  ratio  clingo greatest ms  ratio")
    for size in SIZES[:2]:
        register = register_of(size, seed=size)
        begun = time.perf_counter()
        model = solve(build(register, View(as_of=AS_OF)))
        ours = (time.perf_counter() - begun) * 1000
        times = []
        for found, failure in ((model.credible, False), (model.standing, True)):
            begun = time.perf_counter()
            derived = answer(asp(register, failure=failure))
            times.append((time.perf_counter() - begun) * 1000)
            assert all(found[number] == ((number in derived) != failure) for number in range(size))
        low, high = times
        print(f"{size:11,}  {ours:18.1f}  {low:15.1f}  {low / ours:5.1f}  {high:18.1f}  {high / ours:5.1f}")


def document(size: int) -> bytes:
    """A realistic register as JSON: two steps each, sectors, amounts, blocs, 40 providers, chains and circles."""
    rng = random.Random(size)  # noqa: S311 - a bench, not a secret
    commitments = [_pledge(rng, number) for number in range(size)]
    events = [{"id": f"E{number:02}", "says": {"en": "an event"}, "decided_by": ["ASTER"]} for number in range(60)]
    blocs = {"UNION": ["P03", "P04", "P05"], "P39": ["P10", "P11"]}
    return json.dumps({"commitments": commitments, "events": events, "blocs": blocs}).encode()


def _pledge(rng: random.Random, number: int) -> dict[str, object]:
    steps = {
        "legal": (rng.choice(["statement", "political", "signed"]), "2031-01-06T00:00:00Z"),
        "material": (rng.choice(["indicative", "quantified", "ready"]), "2031-01-16T00:00:00Z"),
    }
    return {
        "id": f"C{number:05}",
        "provider": f"P{rng.randrange(40):02}",
        "beneficiary": "ASTER",
        "instrument": rng.choice(["", "DECLARATION", "TREATY"]),
        "function": f"F{rng.randrange(12):02}",
        "says": {"en": f"Promise {number}", "uk": f"Обіцянка {number}"},
        "quantity": rng.randrange(1, 50) if rng.random() < 0.9 else "unquantified",
        "unit": "companies",
        "sectors": rng.sample([f"S{sector:02}" for sector in range(12)], rng.randrange(1, 4)),
        "readiness_h": rng.choice([24, 72, 240]),
        "activation": {"verifier": "BODY", "within_h": 72, "on_silence": "proceeds"},
        "condition": _pledged_if(rng, number),
        "status": [
            {"axis": axis, "value": value, "occurred_on": "2031-01", "known_on": known_on, "support": ["source"]}
            for axis, (value, known_on) in steps.items()
        ],
        "support": ["source"],
    }


def _pledged_if(rng: random.Random, number: int) -> dict[str, object]:
    if number % 50 < 4:
        return {"promised": f"C{number - 3 if number % 50 == 3 else number + 1:05}"}
    near = [{"promised": f"C{max(0, number - rng.randrange(1, 400)):05}"} for _ in range(5)]
    return rng.choices(
        [
            {"all": []},
            {"all": [{"promised": f"C{rng.randrange(40) * 50 + 9:05}"}, {"event": f"E{rng.randrange(60):02}"}]},
            {"event": f"E{rng.randrange(60):02}"},
            {"all": near[:3]},
            {"at_least": {"k": 2, "of": near}},
            {"any": [near[0], {"done": near[1]["promised"]}]},
            {"all": [near[0], {"rung": {"commitment": near[1]["promised"], "rung": "pledged"}}]},
            {"sum": {"function": f"F{rng.randrange(12):02}", "amount": rng.choice([1_000, 20_000])}},
            {"all": [near[0], {"not_before": "2031-06-01T00:00:00Z"}]},
        ],
        [35, 14, 13, 18, 10, 4, 4, 1, 1],
    )[0]


def peak() -> int:
    """Most memory this process has held, megabytes (Linux)."""
    found = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text("utf-8"))
    return int(found[1]) // 1024 if found else 0


def one_size(text: bytes) -> None:
    """Load, lint and label one register in this process, and print the processor seconds."""
    view = View(as_of=AS_OF)
    lint_register(Register(()), view)
    before = peak()
    moments = [time.process_time()]
    register = open_text(text, "-").register
    moments.append(time.process_time())
    lints = lint_register(register, view)
    moments.append(time.process_time())
    labels = stand(register, view)
    moments.append(time.process_time())
    memory = peak() - before
    load, lint, label = (after - begun for begun, after in itertools.pairwise(moments))
    print(
        f"{len(labels):11,}  {len(text) / 1e6:7.1f}  {load:6.2f}  {lint:6.2f}  {label:7.2f}  {load + lint + label:5.2f}"
        f"  {memory:9,}  {len(lints):6,}  {sum(one == 'handshake' for one in labels.values()):10,}"
    )


def whole_registers() -> None:
    """From JSON to lints and labels."""
    print("\ncommitments  JSON MB  load s  lint s  label s  all s  memory MB   lints  handshakes", flush=True)
    for size in (12_500, 25_000, 50_000):
        subprocess.run([sys.executable, __file__, "-"], input=document(size), check=True)  # noqa: S603 - this file


def changes() -> None:
    """One event changes: its cone against a fresh look."""
    register, view = register_of(5_000, 7), View(as_of=AS_OF)
    kept, nodes = Standing(register, view), list[int]()
    events = [f"E{number}" for number in range(20)]
    times = [_ms(lambda e=event: nodes.append(kept.learn(e, "true").recomputed)) for event in events]
    fresh = view.assuming(dict.fromkeys(events, "true"))
    assert kept.labels == stand(register, fresh)
    again = median_ms(lambda: (register.kept.clear(), stand(register, fresh)))
    print(f"\none event of 5,000 promises: {statistics.median(nodes):,.0f} of {len(kept.net.need):,} nodes, ", end="")
    print(f"{statistics.median(times):.1f} ms; a fresh look {again:.1f} ms")


def departures() -> None:
    """Every three of 40 providers gone, in one run and one by one."""
    register = register_of(5_000, 1)
    net = build(register, View(as_of=AS_OF))
    threes = list(itertools.combinations(range(40), 3))
    away = np.zeros((40, len(threes)), dtype=np.bool_)
    for column, three in enumerate(threes):
        away[list(three), column] = True
    gone = away[[int(one.provider[1:]) for one in register.commitments]]
    each = stands_each(net, gone, "standing").standing
    for column in range(0, len(threes), 988):
        alone = solve(net, gone=frozenset(np.flatnonzero(gone[:, column]).tolist())).standing[: len(each)]
        assert bytes(alone) == each[:, column].tobytes()
    single = median_ms(lambda: solve(net, gone=frozenset(np.flatnonzero(gone[:, 0]).tolist())))
    together = median_ms(lambda: stands_each(net, gone, "standing"))
    print(f"{len(threes):,} departures of 5,000 promises: {together:.0f} ms together, {single:.1f} ms for one alone")


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
    if len(sys.argv) > 1:
        one_size(sys.stdin.buffer.read())
    else:
        fixed_points()
        answer_sets()
        whole_registers()
        changes()
        departures()
        coverage()
