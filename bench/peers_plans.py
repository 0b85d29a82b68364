"""Peers of `bench/plans.py`, each run in a process of its own: `python bench/peers_plans.py NAME < problem.json`.

`scip`, `cpsat`, `highs`: robust closure as one integer program for each function, with one flow for every case of
withdrawal and phase. `maxflow`: the worst case by one maximum flow for each case, function and phase. Prints
one JSON line. Times are without reading the problem. A peer that is not installed exits with 3.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

Answer = tuple[float, float]
"""Cost, and a bound that no choice can be cheaper than."""


def scip(function: dict[str, Any], seconds: float) -> Answer:
    """One function by SCIP."""
    from pyscipopt import Model, quicksum  # noqa: PLC0415 - only this peer needs it

    model = Model()
    model.hideOutput()
    model.setParam("limits/time", seconds)
    taken = [model.addVar(vtype="B", obj=cost) for cost in function["costs"]]
    for case in function["cases"]:
        flows = {edge: model.addVar(lb=0) for edge in edges(case)}
        for mask, amount, pledges in case["supplies"]:
            given = amount + quicksum(added * taken[pledge] for pledge, added in pledges)
            model.addCons(quicksum(flows[mask, sector] for sector in bits(mask)) <= given)
        for sector, need in enumerate(case["needs"]):
            if need:
                model.addCons(quicksum(flow for (_, to), flow in flows.items() if to == sector) >= need)
    model.optimize()
    return model.getPrimalbound(), model.getDualbound()


def cpsat(function: dict[str, Any], seconds: float) -> Answer:
    """One function by CP-SAT with two workers."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - only this peer needs it

    model = cp_model.CpModel()
    taken = [model.new_bool_var("") for _ in function["costs"]]
    for case in function["cases"]:
        most = max(case["needs"])
        flows = {edge: model.new_int_var(0, most, "") for edge in edges(case)}
        for mask, amount, pledges in case["supplies"]:
            given = amount + sum(added * taken[pledge] for pledge, added in pledges)
            model.add(sum(flows[mask, sector] for sector in bits(mask)) <= given)
        for sector, need in enumerate(case["needs"]):
            if need:
                model.add(sum(flow for (_, to), flow in flows.items() if to == sector) >= need)
    model.minimize(sum(cost * one for cost, one in zip(function["costs"], taken, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 2
    solver.parameters.max_time_in_seconds = seconds
    status = solver.solve(model)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return solver.objective_value if found else float("inf"), solver.best_objective_bound


def highs(function: dict[str, Any], seconds: float) -> Answer:
    """One function by the HiGHS of SciPy."""
    import numpy as np  # noqa: PLC0415 - only this peer needs it
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 - as above
    from scipy.sparse import csr_array  # noqa: PLC0415 - as above

    rows: list[tuple[int, int, int]] = []
    limits: list[int] = []
    width = len(function["costs"])
    for case in function["cases"]:
        place = {edge: width + number for number, edge in enumerate(edges(case))}
        width += len(place)
        for mask, amount, pledges in case["supplies"]:
            rows += [(len(limits), place[mask, sector], 1) for sector in bits(mask)]
            rows += [(len(limits), pledge, -added) for pledge, added in pledges]
            limits.append(amount)
        for sector, need in enumerate(case["needs"]):
            rows += [(len(limits), column, -1) for (_, to), column in place.items() if to == sector]
            limits.append(-need)
    table = np.array(rows)
    costs = np.zeros(width)
    costs[: len(function["costs"])] = function["costs"]
    answer = milp(
        costs,
        integrality=costs > 0,
        bounds=Bounds(0, np.where(costs > 0, 1, np.inf)),
        constraints=LinearConstraint(
            csr_array((table[:, 2], (table[:, 0], table[:, 1])), (len(limits), width)), -np.inf, limits
        ),
        options={"mip_rel_gap": 0.0, "time_limit": seconds},
    )
    bound = answer.mip_dual_bound
    return float("inf") if answer.fun is None else answer.fun, 0.0 if bound is None else bound


def maxflow(problem: dict[str, Any]) -> dict[str, Any]:
    """The largest shortfall over all cases, by one maximum flow each (OR-Tools)."""
    from ortools.graph.python import max_flow  # noqa: PLC0415 - only this peer needs it

    short: dict[int, int] = {}
    for group in problem["groups"]:
        needs, masks = group["needs"], group["masks"]
        first, sink = 1 + len(masks), 1 + len(masks) + len(needs)
        for number, amounts in enumerate(group["amounts"]):
            flow = max_flow.SimpleMaxFlow()
            for place, (mask, amount) in enumerate(zip(masks, amounts, strict=True), start=1):
                flow.add_arc_with_capacity(0, place, amount)
                for sector in bits(mask):
                    flow.add_arc_with_capacity(place, first + sector, amount)
            for sector, need in enumerate(needs):
                flow.add_arc_with_capacity(first + sector, sink, need)
            flow.solve(0, sink)
            short[number] = short.get(number, 0) + sum(needs) - flow.optimal_flow()
    return {"worst": max(short.values())}


def bits(mask: int) -> list[int]:
    """Sectors of a mask."""
    return [sector for sector in range(mask.bit_length()) if mask >> sector & 1]


def edges(case: dict[str, Any]) -> list[tuple[int, int]]:
    """Masks and the sectors that each reaches."""
    return [(mask, sector) for mask, _amount, _pledges in case["supplies"] for sector in bits(mask)]


def closure(problem: dict[str, Any], solve: Callable[[dict[str, Any], float], Answer]) -> dict[str, Any]:
    """Function by function."""
    answers = [solve(function, problem["seconds"]) for function in problem["functions"]]
    return {"cost": sum(cost for cost, _ in answers), "bound": sum(bound for _, bound in answers)}


def main(name: str) -> None:
    """Answer one problem."""
    problem = json.load(sys.stdin)
    begun = time.perf_counter()
    try:
        answer = maxflow(problem) if name == "maxflow" else closure(problem, PEERS[name])
    except ImportError:
        sys.exit(3)
    answer["seconds"] = time.perf_counter() - begun
    answer["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print("\n" + json.dumps(answer))


PEERS: dict[str, Callable[[dict[str, Any], float], Answer]] = {"scip": scip, "cpsat": cpsat, "highs": highs}

if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(sys.argv[1])
    else:
        print("run by bench/plans.py")
