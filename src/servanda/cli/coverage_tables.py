"""Answers about coverage as tables for people."""

from collections.abc import Mapping, Sequence

from servanda.cli.showing import amount, head, in_words, joined
from servanda.cli.tables import Cell, Table
from servanda.coverage import Closure, CurvePoint, Fall, Placement, SinglePoint, Worst
from servanda.records.plan import Coverage, Plan, Requirement
from servanda.records.record import Wording
from servanda.wording import languages, say


def covered(plan: Plan, coverage: Coverage) -> list[Table]:
    """One row a requirement."""
    needs = {need.id: need for need in plan.requirements}
    rows: list[list[Cell]] = [
        [
            *named(plan, needs[cell.requirement]),
            *(amount(part) for part in (cell.needed, cell.secured, cell.mutual, cell.possible, cell.missing)),
            in_words("standing", cell.standing),
        ]
        for cell in sorted(coverage.cells, key=lambda cell: _place(plan, needs[cell.requirement]))
    ]
    heads = ("function", "sector", "phase", "needed", "secured", "mutual", "possible", "missing", "standing")
    return [Table(head(*heads), rows)]


def _place(plan: Plan, need: Requirement) -> tuple[int, int, int]:
    """Where a requirement stands in the order in which the plan names functions, phases and sectors."""
    return *_order(plan, need.function, need.phase), _number(plan.sectors, need.sector)


def _order(plan: Plan, function: str, phase: str) -> tuple[int, int]:
    return _number(plan.functions, function), _number(plan.phases, phase)


def _number(table: Mapping[str, Wording], name: str) -> int:
    return list(table).index(name) if name in table else len(table)


def named(plan: Plan, need: Requirement) -> Sequence[Wording]:
    """Function, sector and phase of a requirement in the words of the plan."""
    tables = ((plan.functions, need.function), (plan.sectors, need.sector), (plan.phases, need.phase))
    return [in_plan(table, name) for table, name in tables]


def in_plan(table: Mapping[str, Wording], name: str) -> Wording:
    """A function, sector or phase in the words of the plan; its name where the plan has none."""
    return {lang: table.get(name, {}).get(lang, name) for lang in languages()}


def fallen(fall: Fall) -> list[Table]:
    """Promises that stand worse, requirements met less."""
    promises: list[list[Cell]] = [
        [one.commitment, one.provider, in_words("label", one.before), in_words("label", one.after)]
        for one in fall.commitments
    ]
    cells: list[list[Cell]] = [
        [one.requirement, in_words("standing", one.before), in_words("standing", one.after), amount(one.lost)]
        for one in fall.cells
    ]
    return [
        Table(head("commitment", "provider", "before", "after"), promises),
        Table(head("requirement", "before", "after", "lost"), cells),
    ]


def curved(points: Sequence[CurvePoint]) -> Table:
    """One row a rung."""
    rows: list[list[Cell]] = [
        [
            in_words("rung", point.floor),
            point.tally.needed,
            point.tally.secured,
            point.tally.mutual,
            point.tally.possible,
            point.tally.missing,
        ]
        for point in points
    ]
    return Table(head("floor", "needed", "secured", "mutual", "possible", "missing"), rows)


def worst_tables(plan: Plan, answer: Worst) -> list[Table]:
    """The worst absence of each number of guarantors, over the whole plan and for each function and phase."""
    whole: list[list[Cell]] = [
        [one.k, joined(one.providers), one.shortfall, joined([lost.commitment for lost in one.fell])]
        for one in answer.losses
    ]
    groups: list[list[Cell]] = [
        [
            in_plan(plan.functions, one.function),
            in_plan(plan.phases, one.phase),
            one.k,
            joined(one.providers),
            one.shortfall,
        ]
        for one in sorted(answer.groups, key=lambda one: _order(plan, one.function, one.phase))
    ]
    return [
        Table(head("gone", "who", "missing", "fell"), whole),
        Table(head("function", "phase", "gone", "who", "missing"), groups),
    ]


def alone(points: Sequence[SinglePoint]) -> Table:
    """Whose leaving alone breaks something."""
    rows: list[list[Cell]] = [
        [one.provider, joined(one.requirements), one.fall.shortfall - one.fall.shortfall_before] for one in points
    ]
    return Table(head("who", "requirement", "lost"), rows)


def closure_tables(plan: Plan, answer: Closure) -> list[Table]:
    """Further pledges to ask for, and what stays missing whatever is asked for."""
    pledges = {one.id: one for one in plan.further}
    chosen: list[list[Cell]] = [
        [
            name,
            pledges[name].provider,
            in_plan(plan.functions, pledges[name].function),
            pledges[name].quantity,
            joined([in_plan(plan.sectors, sector) for sector in pledges[name].sectors]),
            pledges[name].cost,
        ]
        for name in answer.chosen
    ]
    never: list[list[Cell]] = [
        [in_plan(plan.functions, one.function), in_plan(plan.phases, one.phase), one.missing[-1]]
        for one in answer.impossible
    ]
    unsaid: list[list[Cell]] = [
        [*named(plan, need), in_words("standing", "unquantified")]
        for need in sorted(plan.requirements, key=lambda need: _place(plan, need))
        if need.id in answer.unquantified
    ]
    return [
        Table(head("pledge", "provider", "function", "amount", "sectors", "cost"), chosen),
        Table(head("function", "phase", "stays-missing"), never),
        *([Table(head("function", "sector", "phase", "stays-missing"), unsaid)] if unsaid else []),
    ]


def closed_in_words(plan: Plan, answer: Closure) -> list[Wording]:
    """Whether the gap can be closed, where the plan states numbers and where it states none."""
    said = {"chosen": len(answer.chosen), "cost": answer.cost, "bound": answer.bound, "k": answer.k}
    if not answer.unquantified:
        return [say("doors.not-closed" if answer.impossible else "doors.closed", **said)]
    without = say("doors.not-in-numbers", n=len(answer.unquantified), k=answer.k)
    if all(need.quantity == "unquantified" for need in plan.requirements):
        return [say("doors.no-number"), without]
    return [say("doors.not-closed" if answer.impossible else "doors.closed-in-numbers", **said), without]


def placed(plan: Plan, answer: Placement) -> list[Table]:
    """Where everything is."""
    rows: list[list[Cell]] = [
        [one.commitment, in_plan(plan.sectors, one.sector), in_plan(plan.phases, one.phase), one.amount]
        for one in answer.placed
    ]
    return [Table(head("commitment", "sector", "phase", "amount"), rows)]
