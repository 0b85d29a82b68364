"""Answers about coverage as tables for people."""

from collections.abc import Iterator, Mapping, Sequence

from servanda.cli.naming import Called
from servanda.cli.showing import amount, head, in_plan, in_words, joined
from servanda.cli.tables import Cell, Table
from servanda.coverage import Closure, CurvePoint, Fall, Placed, Placement, SinglePoint, Worst
from servanda.coverage.state import STANDINGS
from servanda.records.plan import Coverage, Cut, Plan, Requirement
from servanda.records.record import Wording
from servanda.wording import say


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


def has_numbers(plan: Plan) -> bool:
    """Whether some requirement has a number."""
    return any(isinstance(need.quantity, int) for need in plan.requirements)


def caveats(plan: Plan) -> list[Wording]:
    """What must be known of sums over the plan: unlike units, and requirements without a number."""
    units = {need.unit for need in plan.requirements if isinstance(need.quantity, int)}
    unsaid = sum(need.quantity == "unquantified" for need in plan.requirements)
    said = [say("doors.bare")] if len(units) > 1 else []
    return [*said, *([say("doors.unsaid", n=unsaid)] if unsaid else [])]


def note_of(plan: Plan) -> Wording | None:
    """The same below a table."""
    said = caveats(plan)
    return joined(said, " ") if said else None


def cuts_in_order(plan: Plan, cuts: Sequence[Cut]) -> list[Cut]:
    """Certificates in the order in which the plan names functions and phases."""
    return sorted(cuts, key=lambda cut: _order(plan, cut.function, cut.phase))


def fallen(plan: Plan, fall: Fall, called: Called) -> list[Table]:
    """Promises that stand worse, requirements met less."""
    needs = {need.id: need for need in plan.requirements}
    promises: list[list[Cell]] = [
        [one.commitment, called.party(one.provider), in_words("label", one.before), in_words("label", one.after)]
        for one in fall.commitments
    ]
    cells: list[list[Cell]] = [
        [
            *named(plan, needs[one.requirement]),
            in_words("standing", one.before),
            in_words("standing", one.after),
            amount(one.lost),
        ]
        for one in sorted(fall.cells, key=lambda one: _place(plan, needs[one.requirement]))
    ]
    return [
        Table(head("commitment", "provider", "before", "after"), promises),
        Table(head("function", "sector", "phase", "before", "after", "lost"), cells),
    ]


def fall_says(fall: Fall, called: Called) -> Wording:
    """What falls, in a sentence with the names of the parties."""
    others = sorted({one.provider for one in fall.commitments if not one.own})
    key = "coverage.falls-with-others" if others else "coverage.falls-alone"
    who, n, cells = called.party(fall.provider), len(fall.commitments), len(fall.cells)
    return say(key, provider=who, n=n, others=called.parties(others), cells=cells)


def curved(plan: Plan, points: Sequence[CurvePoint]) -> list[Table]:
    """One row a rung: amounts, where some requirement has one, and requirements by how they are met."""
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
    counted: list[list[Cell]] = [
        [in_words("rung", point.floor), *(point.tally.standings.get(standing, 0) for standing in STANDINGS)]
        for point in points
    ]
    heads = head("floor", "needed", "secured", "mutual", "possible", "missing")
    standings = [*head("floor"), *(in_words("standing", standing) for standing in STANDINGS)]
    return [
        Table(heads, rows if has_numbers(plan) else [], say("doors.title-amounts"), note_of(plan)),
        Table(standings, counted, say("doors.title-standings")),
    ]


def worst_tables(plan: Plan, answer: Worst, called: Called) -> list[Table]:
    """The worst absence of each number of guarantors, over the whole plan and for each function and phase.

    Nobody is named where no absence costs anything; what has no number is no nought.
    """
    numbers = has_numbers(plan)
    short = answer.losses[0].shortfall if answer.losses else 0
    whole: list[list[Cell]] = [
        [
            one.k,
            joined(called.parties(one.providers)) if one.shortfall > short else "",
            one.shortfall if numbers else say("doors.amount-missing"),
            joined([lost.commitment for lost in one.fell]) if one.shortfall > short else "",
        ]
        for one in answer.losses
    ]
    return [
        Table(head("gone", "who", "missing", "fell"), whole, note=note_of(plan)),
        Table(head("function", "phase", "gone", "who", "missing"), list(_worst_groups(plan, answer, called))),
    ]


def _worst_groups(plan: Plan, answer: Worst, called: Called) -> Iterator[list[Cell]]:
    short = {(one.function, one.phase): one.shortfall for one in answer.groups if one.k == 0}
    numbers = {(one.function, one.phase) for one in plan.requirements if isinstance(one.quantity, int)}
    for one in sorted(answer.groups, key=lambda one: _order(plan, one.function, one.phase)):
        group = (one.function, one.phase)
        costs = one.shortfall > short.get(group, 0)
        yield [
            in_plan(plan.functions, one.function),
            in_plan(plan.phases, one.phase),
            one.k,
            joined(called.parties(one.providers)) if costs else "",
            one.shortfall if group in numbers else say("doors.amount-missing"),
        ]


def worst_says(answer: Worst) -> list[Wording]:
    """What it means that nobody is named."""
    short = {(one.function, one.phase): one.shortfall for one in answer.groups if one.k == 0}
    idle = any(one.k and one.shortfall == short.get((one.function, one.phase)) for one in answer.groups)
    return [say("doors.nobody-costs")] if idle else []


def alone(plan: Plan, points: Sequence[SinglePoint], called: Called) -> list[Table]:
    """Whose leaving alone breaks something, and what."""
    needs = {need.id: need for need in plan.requirements}
    whole: list[list[Cell]] = [
        [called.party(one.provider), len(one.requirements), one.fall.shortfall - one.fall.shortfall_before]
        for one in points
    ]
    cells: list[list[Cell]] = [
        [called.party(one.provider), *named(plan, needs[name]), amount(lost.get(name, 0))]
        for one in points
        for lost in [{cell.requirement: cell.lost for cell in one.fall.cells}]
        for name in sorted(one.requirements, key=lambda name: _place(plan, needs[name]))
    ]
    return [
        Table(head("who", "broken", "lost"), whole, note=note_of(plan)),
        Table(head("who", "function", "sector", "phase", "lost"), cells),
    ]


def closure_tables(plan: Plan, answer: Closure, called: Called) -> list[Table]:
    """Further pledges to ask for, and what stays missing whatever is asked for."""
    pledges = {one.id: one for one in plan.further}
    chosen: list[list[Cell]] = [
        [
            name,
            called.party(pledges[name].provider),
            in_plan(plan.functions, pledges[name].function),
            pledges[name].quantity,
            joined([in_plan(plan.sectors, sector) for sector in pledges[name].sectors]),
            pledges[name].cost,
        ]
        for name in answer.chosen
    ]
    never: list[list[Cell]] = [
        [in_plan(plan.functions, one.function), in_plan(plan.phases, one.phase), one.missing[-1]]
        for one in sorted(answer.impossible, key=lambda one: _order(plan, one.function, one.phase))
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
    now = "" if answer.k else "-now"
    if not answer.unquantified:
        return [say(f"doors.{'not-closed' if answer.impossible else 'closed'}{now}", **said)]
    unsaid = [
        say(f"doors.{'not-in-numbers' if answer.k else 'not-in-numbers-now'}", n=len(answer.unquantified), k=answer.k)
    ]
    if not has_numbers(plan):
        return [say("doors.no-number"), *unsaid]
    return [say(f"doors.{'not-closed' if answer.impossible else 'closed-in-numbers'}{now}", **said), *unsaid]


def placed(plan: Plan, answer: Placement) -> list[Table]:
    """Where everything is."""
    rows: list[list[Cell]] = [
        [one.commitment, in_plan(plan.sectors, one.sector), in_plan(plan.phases, one.phase), one.amount]
        for one in sorted(answer.placed, key=lambda one: (one.commitment, *_when(plan, one)))
    ]
    return [Table(head("commitment", "sector", "phase", "amount"), rows)]


def _when(plan: Plan, one: Placed) -> tuple[int, int]:
    return _number(plan.phases, one.phase), _number(plan.sectors, one.sector)
