"""Robust closure and the worst case against integer programs and plain maximum flows: `python bench/plans.py`.

Closure: the program with one flow for every case of withdrawal, by function, in SCIP, CP-SAT and HiGHS, until each has
proven its answer. Supplies that reach the same sectors are joined for them and cascades worked out, which is not in
their time; `--joined` joins alike cases too, which is half of what our method does. Worst case: one maximum flow of
OR-Tools for each case. Answers are compared before times are printed, and every choice at 500 offers is run again
case by case with maximum flows. Our times are medians and leave out making the instance only.

SCIP, CP-SAT and OR-Tools run with the Python named by SERVANDA_BENCH_PEERS, which has pyscipopt and ortools; without
it these columns say so. Peers are asked at 500 offers and k = 1; `--quick` leaves out larger instances, `--full` adds
k = 3, and the peers at all sizes and at k = 2, where they may need hours.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
from instances import VIEW, instance

from servanda.coverage import Closure, Instance, close_gap, instance_of, what_if, worst_losses
from servanda.coverage.pledges import offered
from servanda.coverage.supplies import Supplies
from servanda.coverage.withdrawals import Withdrawals, withdrawals

QUICK, FULL, JOINED = ("--quick" in sys.argv, "--full" in sys.argv, "--joined" in sys.argv)
SIZES = (500,) if QUICK else (500, 1_000, 2_000, 5_000)
RUNS = 3 if QUICK else 5
PEERS = {"scip": "SCIP", "cpsat": "CP-SAT", "highs": "HiGHS"}
PEERS_PYTHON = os.environ.get("SERVANDA_BENCH_PEERS", "")
SECONDS = 3_600 if FULL else 600
"""After which a peer gives up on one function."""


def ask(peer: str, problem: dict[str, Any]) -> dict[str, Any] | None:
    """The answer of a peer, from a process of its own; nothing if it is not installed."""
    python = sys.executable if peer == "highs" else PEERS_PYTHON
    if not python:
        return None
    script = Path(__file__).with_name("peers_plans.py")
    done = subprocess.run([python, str(script), peer], input=json.dumps(problem), capture_output=True, text=True)  # noqa: S603, PLW1510 - our own script; its code is looked at below
    if done.returncode == 3:
        return None
    if done.returncode:
        raise RuntimeError(done.stderr)
    answer: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def closing_problem(asked: Instance, k: int, closure: Closure) -> dict[str, Any]:
    """What the peers solve: supplies by sectors reached, in every case that differs."""
    beside = offered(asked)
    cases = withdrawals(beside, k, "secured", lambda: None)
    allowed = {(cell.function, cell.phase): cell.missing for cell in closure.impossible}
    functions: dict[str, dict[str, Any]] = {}
    for group in asked.groups:
        mine = np.array([n for n, one in enumerate(beside.pledges) if one.function == group.function], dtype=np.int64)
        amounts = np.array([beside.pledges[int(n)].quantity for n in mine], dtype=np.int64)
        rows = np.concatenate([group.commitments, beside.row(0) + mine])
        left = cases.of(rows) if JOINED else Withdrawals(cases.providers, cases.alive[rows])
        supplies = Supplies(group, left, beside.masks(group, mine), amounts)
        costs = [beside.pledges[int(n)].cost for n in mine]
        function = functions.setdefault(group.function, {"costs": costs, "cases": []})
        function["cases"] += distinct(supplies, allowed.get((group.function, group.phase), (0,) * (k + 1)))
    return {"seconds": SECONDS, "functions": list(functions.values())}


def distinct(supplies: Supplies, allowed: tuple[int, ...]) -> Iterator[dict[str, Any]]:
    """Cases of one phase; what may be missing is given to them as one more supply that reaches everything."""
    every = np.arange(supplies.left.shape[1])
    left = supplies.by_mask(every)
    seen: set[str] = set()
    for case in every.tolist():
        found = {int(mask): [int(amount), []] for mask, amount in zip(supplies.masks_left, left[:, case], strict=True)}
        for pledge in np.flatnonzero(supplies.pledged[:, case] & (supplies.masks > 0)).tolist():
            found.setdefault(int(supplies.masks[pledge]), [0, []])[1].append([pledge, int(supplies.amounts[pledge])])
        everywhere = (1 << len(supplies.group.needs)) - 1
        found.setdefault(everywhere, [0, []])[0] += allowed[int(supplies.cases.sizes[case])]
        one = {
            "needs": supplies.group.needs.tolist(),
            "supplies": [(mask, amount, pledges) for mask, (amount, pledges) in found.items() if amount or pledges],
        }
        key = json.dumps(one) if JOINED else str(case)
        if key not in seen:
            seen.add(key)
            yield one


def worst_problem(asked: Instance, k: int) -> dict[str, Any]:
    """Every case of exactly k withdrawals, for the peer: what is left, by sectors reached."""
    stands = stands_in(asked, list(combinations(range(len(asked.providers)), k)))
    groups = []
    for group in asked.groups:
        masks, kind = np.unique(group.masks, return_inverse=True)
        amounts = np.zeros((len(masks), stands.shape[1]), dtype=np.int64)
        np.add.at(amounts, kind.ravel(), stands[group.commitments] * group.amounts[:, None])
        groups.append({"needs": group.needs.tolist(), "masks": masks.tolist(), "amounts": amounts.T.tolist()})
    return {"groups": groups}


def stands_in(asked: Instance, sets: list[tuple[int, ...]]) -> Any:  # noqa: ANN401 - a table of numpy
    """(commitments, cases) what is credible."""
    from servanda.commitments.batch import stands_each  # noqa: PLC0415 - only the peer's problem needs it

    gone = np.zeros((len(asked.net.names), len(sets)), dtype=np.bool_)
    for number, case in enumerate(sets):
        for provider in case:
            gone[asked.nodes_of[provider], number] = True
    return stands_each(asked.net, gone, "credible").credible


def median(work: Callable[[], Any]) -> tuple[Any, float]:
    """Answer and median time of a piece of work, seconds."""
    times, answer = [], None
    for _ in range(RUNS):
        begin = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - begin)
    return answer, statistics.median(times)


def column(answer: dict[str, Any] | None, ours: float, same: float) -> str:
    """What a peer needed; its answer must be ours, or it must say that it is not proven."""
    if answer is None:
        return f"{'not installed':>22}"
    proven = abs(answer["cost"] - answer["bound"]) < 0.5
    assert not proven or abs(answer["cost"] - same) < 0.5, (answer, same)
    assert answer["bound"] < same + 0.5 < answer["cost"] + 1, (answer, same)
    held = "" if proven else f" ({answer['cost']:.0f}, bound {answer['bound']:.0f})"
    return f"{answer['seconds']:8.1f} {answer['seconds'] / ours:6.0f}x {answer['megabytes']:5.0f}{held}"


def closures() -> None:
    """Robust closure: our times for all k, the peers' for those that end in reasonable time."""
    print("closure: s, times ours, MB" + " " * 26 + "".join(f"{name:>22}" for name in PEERS.values()))
    print("offers  k    ours s   cost  rows  impossible  MB")
    for size in SIZES:
        asked = instance_of(*instance(size), VIEW)
        for k in (1, 2, 3) if FULL else (1, 2):
            closure, ours = median(lambda: close_gap(asked, k))  # noqa: B023 - called at once
            assert closure.proven
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            peers = PEERS if (size == 500 and k == 1) or (FULL and (k == 1 or (k == 2 and size == 500))) else {}
            problem = closing_problem(asked, k, closure) if peers else {}
            columns = [column(ask(peer, problem), ours, closure.cost) for peer in peers]
            print(
                f"{size:6,}  {k}  {ours:8.2f}  {closure.cost:5}  {len(closure.rows):4}"
                f"  {len(closure.impossible):10} {memory:3.0f}{''.join(columns)}",
                flush=True,
            )
            if size == 500 and not closure.impossible:
                print(f"               {verified(asked, k, closure)}", flush=True)


def verified(asked: Instance, k: int, closure: Closure) -> str:
    """Every case of at most k withdrawals, with the chosen pledges, by one maximum flow each: nothing is missing."""
    beside = offered(asked)
    cases = withdrawals(beside, k, "secured", lambda: None)
    chosen = [n for n, one in enumerate(beside.pledges) if one.id in set(closure.chosen)]
    groups = []
    for group in asked.groups:
        mine = np.array([n for n in chosen if beside.pledges[n].function == group.function], dtype=np.int64)
        rows = np.concatenate([group.commitments, beside.row(0) + mine])
        given = np.concatenate([group.amounts, [beside.pledges[int(n)].quantity for n in mine]])
        masks = np.concatenate([group.masks, beside.masks(group, mine)])
        amounts = cases.alive[rows] * given[:, None].astype(np.int64)
        groups.append({"needs": group.needs.tolist(), "masks": masks.tolist(), "amounts": amounts.T.tolist()})
    answer = ask("maxflow", {"groups": groups})
    if answer is None:
        return "run again: not installed"
    assert answer["worst"] == 0
    return f"run again with {len(groups) * cases.alive.shape[1]:,} maximum flows: nothing missing"


def worst_cases() -> None:
    """The worst loss of k providers, with what falls through conditions; and one what-if."""
    print("\nworst case: offers  k    ours s  shortfall  flows s   ratio   what-if ms")
    for size in SIZES:
        asked = instance_of(*instance(size), VIEW)
        name = asked.providers[0]
        what_if(asked, [name])
        _, once = median(lambda: what_if(asked, [name]))  # noqa: B023 - called at once
        for k in (1, 2, 3) if FULL else (1, 2):
            worst, ours = median(lambda: worst_losses(asked, k))  # noqa: B023 - called at once
            short = worst.losses[k].shortfall
            answer = ask("maxflow", worst_problem(asked, k))
            assert answer is None or answer["worst"] == short, (answer, short)
            peer = "not installed" if answer is None else f"{answer['seconds']:7.2f} {answer['seconds'] / ours:6.1f}x"
            print(f"          {size:8,}  {k}  {ours:8.3f}  {short:9}  {peer}  {once * 1000:11.1f}", flush=True)


if __name__ == "__main__":
    closures()
    worst_cases()
