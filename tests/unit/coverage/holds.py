"""What must hold in every world: the answers equal the oracle's, and every certificate passes the separate checker."""

from dataclasses import replace
from typing import Any

import msgspec

from servanda.commitments import RUNGS, View, stand
from servanda.coverage import (
    allocation,
    assess,
    check_allocation,
    check_counted,
    check_cut,
    credibility_curve,
    falls_without,
    instance_of,
    single_points,
    what_if,
    worst_losses,
)
from servanda.records.commitment import Commitment
from servanda.records.plan import Coverage, Cut
from unit.coverage.worlds import AS_OF, COUNTING, LABELS, World, counts, on_record, shortfalls, through_members, worst


def coverage_holds(world: World) -> None:
    """Each class adds what a maximum flow gains; it can be divided so; what is missing has its certificate."""
    plan, register, view = world
    labels = dict(stand(register, view))
    found = assess(plan, register, view)
    short = {counting: shortfalls(world, labels, counting) for counting in COUNTING}
    for level, counting in enumerate(COUNTING):
        upto = _met(found, level)
        for key, missing in short[counting].items():
            needs = [need for need in plan.requirements if (need.function, need.phase) == key]
            whole = sum(need.quantity for need in needs if isinstance(need.quantity, int))
            assert whole - sum(upto.get(need.id, 0) for need in needs) == missing
        shares = allocation(instance_of(plan, register, view), counting)
        check_allocation(shares, upto, plan, counted(world, view, counting, ""), AS_OF)
    assert {(cut.function, cut.phase): cut.demand - cut.supply for cut in found.cuts} == _some(short["possible"])
    certified(world, found.cuts, view, "possible")


def _met(found: Coverage, level: int) -> dict[str, int]:
    parts = {cell.requirement: (cell.secured, cell.mutual, cell.possible)[: level + 1] for cell in found.cells}
    return {name: sum(some) for name, some in parts.items() if all(isinstance(part, int) for part in some)}


def _some(short: dict[Any, int]) -> dict[Any, int]:
    return {key: amount for key, amount in short.items() if amount}


def counted(world: World, view: View, counting: str, phase: str) -> list[Commitment]:
    """The commitments to hand to the checker: those that count, without blocs counted through their members."""
    _plan, register, _view = world
    able = counts(dict(stand(register, view)), register, counting)
    if not any("unless" in str(msgspec.to_builtins(one.condition)) for one in register.commitments):
        check_counted([one.id for one in able], register, view, counting)  # type: ignore[arg-type]
    return [one for one in able if not phase or not through_members(register, view, one, phase)]


def certified(world: World, cuts: Any, view: View, counting: str) -> None:
    """Every certificate passes the separate checker."""
    for cut in cuts:
        assert isinstance(cut, Cut)
        able = counted(world, view.without(cut.without), counting, cut.phase)
        check_cut(cut, world[0], able, as_of=AS_OF, on_record=on_record(world[1], view, cut.phase))


def worst_holds(world: World, counting: Any, most: int = 3) -> None:
    """The worst k are those that looking at every set finds, with what falls, and certified."""
    plan, register, view = world
    found = worst_losses(instance_of(plan, register, view), most, counting=counting)
    assert found.proven
    for loss in found.losses:
        total, gone, each = worst(world, loss.k, counting)
        assert (loss.shortfall, loss.providers) == (total, gone), loss.k
        certified(world, loss.cuts, view, counting)
        assert sum(cut.demand - cut.supply for cut in loss.cuts) == total
        before, after = stand(register, view), stand(register, view.without(gone))
        worse = {name for name in before if LABELS.index(after[name]) > LABELS.index(before[name])}
        assert worse == {*loss.own, *(one.commitment for one in loss.fell)}
        assert {(g.function, g.phase): g.shortfall for g in found.groups if g.k == loss.k} == each
    certified(world, [group.cut for group in found.groups if group.cut is not None], view, counting)
    assert all((group.cut.demand - group.cut.supply if group.cut else 0) == group.shortfall for group in found.groups)


def single_points_hold(world: World, counting: Any) -> None:
    """A provider is a single point exactly if without it something is short by more, or loses its standing."""
    plan, register, view = world
    before = shortfalls(world, dict(stand(register, view)), counting)
    cells = {cell.requirement: cell for cell in assess(plan, register, view).cells}
    expected = []
    for provider in sorted({one.provider for one in register.commitments if one.kind == "promise"}):
        without = view.without([provider])
        after = shortfalls(world, dict(stand(register, without)), counting)
        vague = [cell for cell in assess(plan, register, without).cells if cell.needed == "unquantified"]
        met = COUNTING[: COUNTING.index(counting) + 1]
        lost = any(cells[cell.requirement].standing in met and cell.standing not in met for cell in vague)
        if lost or any(after[key] > before[key] for key in after):
            expected.append(provider)
    found = single_points(instance_of(plan, register, view), counting=counting)
    assert [point.provider for point in found] == expected
    for point in found:
        assert point.requirements
        certified(world, point.fall.cuts, view, counting)


def what_if_holds(world: World, counting: Any) -> None:
    """A what-if on the instance gives what the changed view gives from the beginning."""
    plan, register, view = world
    instance = instance_of(plan, register, view)
    before = assess(plan, register, view)
    views = {"P0": view.without(["P0"]), "E0": view.assuming({"E0": "true"}), "floor": replace(view, floor="pledged")}
    answers = {
        "P0": what_if(instance, ["P0"], counting=counting),
        "E0": what_if(instance, assume={"E0": "true"}, counting=counting),
        "floor": what_if(instance, floor="pledged", counting=counting),
    }
    for name, answer in answers.items():
        changed = views[name]
        now = {cell.requirement: cell for cell in assess(plan, register, changed).cells}
        for cell in (*answer.cells, *answer.better_cells):
            assert cell.after == now[cell.requirement].standing
        moved = {cell.requirement for cell in (*answer.cells, *answer.better_cells)}
        still = [cell for cell in before.cells if cell.requirement not in moved]
        assert all(_amounts(cell) == _amounts(now[cell.requirement]) for cell in still)
        labels = dict(stand(register, changed))
        assert {one.commitment: one.after for one in (*answer.commitments, *answer.better)} == {
            one: label for one, label in labels.items() if label != stand(register, view)[one]
        }
        assert answer.shortfall == sum(shortfalls((plan, register, changed), labels, counting).values())
        certified((plan, register, changed), answer.cuts, changed, counting)
    fall = falls_without(plan, register, view, "P0")
    assert (fall.commitments, fall.cells) == (answers["P0"].commitments, answers["P0"].cells)


def _amounts(cell: Any) -> tuple[Any, ...]:
    return cell.secured, cell.missing, cell.standing


def curve_holds(world: World) -> None:
    """Each point is the coverage with that floor; no requirement ever disappears."""
    plan, register, view = world
    for point, floor in zip(credibility_curve(plan, register, view), RUNGS, strict=True):
        cells = assess(plan, register, replace(view, floor=floor)).cells
        assert point.floor == floor
        assert point.tally.secured == sum(cell.secured for cell in cells if isinstance(cell.secured, int))
        assert point.tally.missing == sum(cell.missing for cell in cells if isinstance(cell.missing, int))
        assert point.tally.unquantified == sum(cell.needed == "unquantified" for cell in cells)
        assert sum(point.tally.standings.values()) == len(plan.requirements)
        assert point.tally.needed == sum(
            part for part in (point.tally.secured, point.tally.mutual, point.tally.possible, point.tally.missing)
        )
        assert sum(group.tally.secured for group in point.groups) == point.tally.secured


def all_holds(world: World, counting: Any) -> None:
    """Everything at once."""
    coverage_holds(world)
    worst_holds(world, counting)
    single_points_hold(world, counting)
    what_if_holds(world, counting)
    curve_holds(world)
