"""A row of the proof in words of the register: who left, which sectors, and the sums that anybody can add up again."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from servanda.coverage.pledges import Offered
from servanda.coverage.rows import Row
from servanda.coverage.tables import Table
from servanda.records.plan import Cut


@dataclass(frozen=True)
class Needed:
    """One row of the proof: when these leave, these sectors need so much more than the register leaves them."""

    cut: Cut
    """What the sectors need, and what the register still brings there; `without` names who left."""
    pledges: Mapping[str, int]
    """What each further pledge would add there, by name; those not named leave, fall or cannot serve there."""
    least: int
    """How much of it must be chosen: demand less supply, less what nothing can bring."""


def needed(offered: Offered, table: Table, row: Row) -> Needed:
    """Spell out one row."""
    supplies = table.supplies
    group, names = supplies.group, offered.instance.net.names
    case, sectors = table.certificate(row)
    there = np.flatnonzero(((group.masks & sectors) > 0) & supplies.left[:, case])
    leaving = supplies.cases.providers[case]
    bits = [bit for bit in range(len(group.sectors)) if sectors >> bit & 1]
    cut = Cut(
        function=group.function,
        phase=group.phase,
        sectors=[group.sectors[bit] for bit in bits],
        demand=sum(int(group.needs[bit]) for bit in bits),
        supply=int(group.amounts[there].sum()),
        suppliers=[names[int(node)] for node in group.commitments[there]],
        without=[offered.providers[int(provider)] for provider in leaving if provider >= 0],
    )
    mine = [pledge for pledge in offered.pledges if pledge.function == group.function]
    adds = {pledge.id: int(amount) for pledge, amount in zip(mine, row.adds, strict=True) if amount}
    return Needed(cut, adds, row.least)
