"""What is not added up: a bloc beside its members, blocs beside each other, amounts in different units.

None of it depends on the floor or on who is assumed gone: if what was left out came in where somebody leaves, leaving
would add.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from servanda.commitments import Register, counted_through_members
from servanda.coverage.reach import Bools, Ints
from servanda.records.commitment import Commitment
from servanda.records.plan import Requirement


def through_members(register: Register, records: Sequence[Commitment]) -> Bools:
    """(promises,) those of blocs of which members promise too."""
    through = [
        one.provider in register.members and bool(counted_through_members(register, one, records)) for one in records
    ]
    return np.array(through, dtype=np.bool_)


def of_smaller_blocs(register: Register, records: Sequence[Commitment], amounts: Ints) -> Bools:
    """(promises,) those of blocs that share a member with another that promises more.

    Args:
        register: The register.
        records: Promises for one function in one phase.
        amounts: (promises,) what each adds in number.
    """
    totals: dict[str, int] = {}
    for one, amount in zip(records, amounts.tolist(), strict=True):
        if amount and one.provider in register.members:
            totals[one.provider] = totals.get(one.provider, 0) + amount
    out = smaller_blocs(register, totals)
    return np.array([one.provider in out for one in records], dtype=np.bool_)


def smaller_blocs(register: Register, totals: Mapping[str, int]) -> frozenset[str]:
    """Blocs that share a member with one that is counted and promises more; of equal ones the first by name counts.

    Args:
        register: The register.
        totals: Bloc → what it promises.
    """
    if len(totals) < 2:  # noqa: PLR2004 - one bloc overlaps nobody
        return frozenset()
    members, taken, out = register.all_members, set[str](), set[str]()
    for bloc in sorted(totals, key=lambda name: (-totals[name], name)):
        mine = members.get(bloc, frozenset())
        if mine & taken:
            out.add(bloc)
        else:
            taken |= mine
    return frozenset(out)


def units_asked(
    records: Sequence[Commitment], cells: Sequence[Requirement], adding: Bools
) -> tuple[frozenset[str], ...]:
    """For each cell the units that count in it: that of the plan, or where it names none, those that are promised.

    Args:
        records: The promises.
        cells: The cells.
        adding: (promises, cells) who could add a number there, whatever its unit.
    """
    return tuple(
        frozenset({cell.unit})
        if cell.unit or cell.quantity == "unquantified"
        else frozenset(records[number].unit for number in np.flatnonzero(adding[:, place]).tolist())
        for place, cell in enumerate(cells)
    )


def same_unit(records: Sequence[Commitment], cells: Sequence[Requirement], units: Iterable[frozenset[str]]) -> Bools:
    """(promises, cells) whether a promise is in the unit of the cell.

    Where the plan names no unit any one unit will do, but not several: boats and men make no sum. A cell without a
    number and without a unit adds nothing up.
    """
    names = [one.unit for one in records]
    columns = [_in_unit(names, cell, asked) for cell, asked in zip(cells, units, strict=True)]
    return np.array(columns, dtype=np.bool_).reshape(len(cells), len(names)).T


def _in_unit(names: Sequence[str], cell: Requirement, asked: frozenset[str]) -> list[bool]:
    if cell.unit:
        return [name == cell.unit for name in names]
    return [cell.quantity == "unquantified" or len(asked) <= 1] * len(names)
