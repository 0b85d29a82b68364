"""Answers about coverage as tables for people."""

from collections.abc import Mapping, Sequence

from servanda.cli.showing import amount, head, in_words
from servanda.cli.tables import Cell, Table
from servanda.coverage import Fall
from servanda.records.plan import Coverage, Plan, Requirement
from servanda.records.record import Wording
from servanda.wording import languages


def covered(plan: Plan, coverage: Coverage) -> list[Table]:
    """One row a requirement."""
    needs = {need.id: need for need in plan.requirements}
    rows: list[list[Cell]] = [
        [
            *named(plan, needs[cell.requirement]),
            *(amount(part) for part in (cell.needed, cell.secured, cell.mutual, cell.possible, cell.missing)),
            in_words("standing", cell.standing),
        ]
        for cell in coverage.cells
    ]
    heads = ("function", "sector", "phase", "needed", "secured", "mutual", "possible", "missing", "standing")
    return [Table(head(*heads), rows)]


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
