"""What adds to an amount that a condition asks for, and what might."""

from datetime import datetime

from servanda.commitments.blocs import on_record
from servanda.commitments.parts import amount_left, in_phase, is_out
from servanda.commitments.register import Register
from servanda.records.commitment import Commitment
from servanda.records.condition import SumAtLeast


def adding_to(register: Register, wanted: SumAtLeast, as_of: datetime) -> list[Commitment]:
    """Promises with a stated amount that counts; a bloc is left out where its members are counted."""
    able = [c for c in register.promises_for.get(wanted.function, ()) if serves(c, wanted, as_of)]
    left_out = _left_out(register, wanted, as_of)
    return [c for c in able if isinstance(c.quantity, int) and c.id not in left_out]


def vague_in(register: Register, wanted: SumAtLeast, as_of: datetime) -> list[Commitment]:
    """Promises that may add to an amount, nobody knows how much.

    Their number or their place is not stated, or they are a bloc's whose members are counted instead: what it adds
    beyond them is not known.
    """
    left_out = _left_out(register, wanted, as_of)
    return [
        c
        for c in register.promises_for.get(wanted.function, ())
        if might_add(c, wanted) or (c.id in left_out and serves(c, wanted, as_of) and amount_left(c, as_of) != 0)
    ]


def _left_out(register: Register, wanted: SumAtLeast, as_of: datetime) -> frozenset[str]:
    """Promises of blocs that are counted through their members."""
    blocs = [c for c in register.promises_for.get(wanted.function, ()) if c.provider in register.members]
    if not blocs:
        return frozenset()
    present = on_record(register, wanted.function, wanted.phase, as_of)
    return frozenset(c.id for c in blocs if present.members(register, c))


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
    return sector and in_phase(commitment, wanted.phase)


def might_add(commitment: Commitment, wanted: SumAtLeast) -> bool:
    """Whether a promise may add to an amount although its own amount, or its place, is not stated."""
    if commitment.kind != "promise" or commitment.function != wanted.function or wanted.sector in commitment.caveats:
        return False
    placed = isinstance(commitment.sectors, list)
    here = not wanted.sector or not placed or wanted.sector in commitment.sectors
    then = in_phase(commitment, wanted.phase)
    vague = commitment.quantity == "unquantified" or (bool(wanted.sector) and not placed)
    return here and then and vague
