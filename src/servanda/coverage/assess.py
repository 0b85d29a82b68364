"""How far the promises cover the plan."""

from collections.abc import Sequence
from typing import Literal, TypeAlias

from servanda.commitments import Register, View, stand
from servanda.coverage.division import Supply, divide, tightest_cut
from servanda.coverage.instance import cells_by_group
from servanda.coverage.supply import Short, Supplier, in_phase, suppliers_for
from servanda.records.commitment import Commitment, Label
from servanda.records.plan import Cell, Coverage, Cut, Plan, Requirement
from servanda.records.record import Amount, Wording
from servanda.wording import say

Standing: TypeAlias = Literal["secured", "mutual", "possible", "missing", "unquantified"]

CLASSES: tuple[Label, ...] = ("credible", "handshake", "open")
"""Labels that can meet a need, strongest first; they make *secured*, *mutual* and *possible*."""

_NAMES: dict[Label, Standing] = {"credible": "secured", "handshake": "mutual", "open": "possible"}
_NOTED: tuple[Short, ...] = ("amount", "unit", "place", "undisclosed", "readiness", "bloc")


def assess(plan: Plan, register: Register, view: View) -> Coverage:
    """The plan against the promises in one view, with a certificate for everything that is missing.

    *Secured*, *mutual*, *possible* and *missing* are disjoint amounts that add up to the need. A promise without an
    amount, without a place or, where the plan asks for it, without readiness covers no number.

    Raises:
        InputError: `plan-cell-twice` if two requirements name one function, sector and phase; and as `stand`.
    """
    labels = stand(register, view)
    cells: list[Cell] = []
    cuts: list[Cut] = []
    for group in cells_by_group(plan):
        suppliers = suppliers_for(register, view, labels, group)
        counted = [cell for cell in group if isinstance(cell.quantity, int)]
        amounts = _amounts(counted, suppliers)
        cells += [_cell(cell, amounts.get(cell.id), suppliers, _refusals(register, view, cell)) for cell in group]
        cuts += _cuts(counted, suppliers)
    return Coverage(
        plan=plan.id, reading=view.reading, cells=sorted(cells, key=lambda cell: cell.requirement), cuts=cuts
    )


def _supplies(cells: Sequence[Requirement], suppliers: Sequence[Supplier], label: Label) -> list[Supply]:
    number = {cell.id: place for place, cell in enumerate(cells)}
    mine = [supplier for supplier in suppliers if supplier.label == label and supplier.amount]
    reach = [
        (supplier.amount, frozenset(number[name] for name in supplier.serves if name in number)) for supplier in mine
    ]
    return [Supply(amount, reaches) for amount, reaches in reach if reaches]


def _amounts(cells: Sequence[Requirement], suppliers: Sequence[Supplier]) -> dict[str, tuple[int, int, int]]:
    needs = [cell.quantity for cell in cells if isinstance(cell.quantity, int)]
    secured, mutual, possible = divide(needs, [_supplies(cells, suppliers, label) for label in CLASSES])
    parts = zip(secured, mutual, possible, strict=True)
    return {cell.id: part for cell, part in zip(cells, parts, strict=True)}


def _cell(
    cell: Requirement, amounts: tuple[int, int, int] | None, suppliers: Sequence[Supplier], refusals: list[str]
) -> Cell:
    mine = [s for s in suppliers if cell.id in s.serves | s.might]
    parts: tuple[Amount, Amount, Amount] = amounts or ("unquantified", "unquantified", "unquantified")
    missing: Amount = "unquantified"
    standing = _best_class(cell, mine)
    if amounts is not None and isinstance(cell.quantity, int):
        missing = cell.quantity - sum(amounts)
        standing = _weakest_class(cell, amounts, missing, mine)
    return Cell(
        requirement=cell.id,
        needed=cell.quantity,
        secured=parts[0],
        mutual=parts[1],
        possible=parts[2],
        missing=missing,
        standing=standing,
        commitments=[supplier.commitment for supplier in mine],
        refusals=refusals,
        notes=_notes(cell, mine),
    )


def _weakest_class(
    cell: Requirement, amounts: tuple[int, int, int], missing: int, suppliers: Sequence[Supplier]
) -> Standing:
    if missing:
        return "unquantified" if any(_unsaid(cell, supplier) for supplier in suppliers) else "missing"
    used: list[Standing] = [_NAMES[label] for label, amount in zip(CLASSES, amounts, strict=True) if amount]
    return used[-1] if used else "secured"


def _unsaid(cell: Requirement, supplier: Supplier) -> bool:
    """Whether a promise would or might meet more of a need, if only it said how much, where or how soon."""
    if "bloc" in supplier.short:
        return False
    return cell.id in supplier.might or "amount" in supplier.short or "unit" in supplier.short


def _best_class(cell: Requirement, suppliers: Sequence[Supplier]) -> Standing:
    """For a need without a number: the best class of the promises that serve it; at most *possible* without place."""
    counted = [supplier for supplier in suppliers if "bloc" not in supplier.short]
    surely = {supplier.label for supplier in counted if cell.id in supplier.serves}
    for label in CLASSES:
        if label in surely:
            return _NAMES[label]
    return "possible" if counted else "missing"


def _notes(cell: Requirement, suppliers: Sequence[Supplier]) -> list[Wording]:
    notes = [say("coverage.note-need")] if cell.quantity == "unquantified" else []
    for reason in _NOTED:
        names = [s.commitment for s in suppliers if reason in s.short]
        if names:
            notes.append(say(f"coverage.note-{reason}", commitments=names))
    return notes


def _refusals(register: Register, view: View, cell: Requirement) -> list[str]:
    return sorted({c.provider for c in register.commitments if _refuses(c, cell) and _known(c, view)})


def _refuses(commitment: Commitment, cell: Requirement) -> bool:
    there = not isinstance(commitment.sectors, list) or cell.sector in commitment.sectors
    return (
        commitment.kind == "refusal"
        and commitment.function == cell.function
        and there
        and in_phase(commitment, cell.phase)
    )


def _known(commitment: Commitment, view: View) -> bool:
    return any(step.known_on <= view.as_of for step in commitment.status)


def _cuts(cells: Sequence[Requirement], suppliers: Sequence[Supplier]) -> list[Cut]:
    supplies = [supply for label in CLASSES for supply in _supplies(cells, suppliers, label)]
    needs = [cell.quantity for cell in cells if isinstance(cell.quantity, int)]
    short = tightest_cut(needs, supplies) if needs else []
    if not short:
        return []
    names = {cells[number].id for number in short}
    counted = [supplier for supplier in suppliers if supplier.amount and supplier.serves & names]
    return [
        Cut(
            function=cells[0].function,
            phase=cells[0].phase,
            sectors=[cells[number].sector for number in short],
            demand=sum(needs[number] for number in short),
            supply=sum(supplier.amount for supplier in counted),
            suppliers=[supplier.commitment for supplier in counted],
        )
    ]
