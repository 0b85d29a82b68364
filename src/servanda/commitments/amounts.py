"""What adds to an amount that a condition asks for, and what might."""

from datetime import datetime

from servanda.commitments.blocs import Present
from servanda.commitments.parts import amount_left, is_out
from servanda.commitments.register import Register
from servanda.records.commitment import Commitment
from servanda.records.condition import SumAtLeast


def adding_to(register: Register, wanted: SumAtLeast, as_of: datetime) -> list[Commitment]:
    """Promises with a stated amount that counts; a bloc is left out where its members are counted."""
    able = [c for c in register.promises_for.get(wanted.function, ()) if serves(c, wanted, as_of)]
    present = Present(able)
    counted = (c for c in able if c.provider not in register.members or not present.members(register, c))
    return [c for c in counted if isinstance(c.quantity, int)]


def units_of(register: Register, wanted: SumAtLeast, as_of: datetime) -> list[list[tuple[str, int]]]:
    """What each commitment adds, unit by unit: companies and brigades make no sum."""
    units: dict[str, list[tuple[str, int]]] = {}
    for commitment in adding_to(register, wanted, as_of):
        amount = amount_left(commitment, as_of)
        if isinstance(amount, int) and amount:
            units.setdefault(commitment.unit, []).append((commitment.id, amount))
    return list(units.values()) or [[]]


def serves(commitment: Commitment, wanted: SumAtLeast, as_of: datetime) -> bool:
    """Whether a commitment can add to an amount: same function, and sector and phase if the amount names them."""
    if commitment.function != wanted.function or wanted.sector in commitment.caveats:
        return False
    if is_out(commitment, as_of, sector=wanted.sector, phase=wanted.phase):
        return False
    sector = not wanted.sector or (isinstance(commitment.sectors, list) and wanted.sector in commitment.sectors)
    phase = not wanted.phase or not commitment.phases or wanted.phase in commitment.phases
    return sector and phase


def might_add(commitment: Commitment, wanted: SumAtLeast) -> bool:
    """Whether a promise may add to an amount although its own amount, or its place, is not stated."""
    if commitment.kind != "promise" or commitment.function != wanted.function or wanted.sector in commitment.caveats:
        return False
    placed = isinstance(commitment.sectors, list)
    here = not wanted.sector or not placed or wanted.sector in commitment.sectors
    then = not wanted.phase or not commitment.phases or wanted.phase in commitment.phases
    vague = commitment.quantity == "unquantified" or (bool(wanted.sector) and not placed)
    return here and then and vague
