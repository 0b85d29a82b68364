"""Many scenarios at once: who is gone in each → which promises stand in each.

One question after another costs one fixed point each; here all scenarios share one run (`packed`). The answers are
those of `solve`, scenario by scenario, with *unless* too.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from servanda.commitments.cones import cone_of
from servanda.commitments.gates import Network
from servanda.commitments.outcomes import groups_of
from servanda.commitments.packed import Bits
from servanda.commitments.scenarios import Scenarios, Tables, Which
from servanda.errors import InputError

Table = npt.NDArray[np.bool_]
"""Commitments, in the order of their names, × scenarios."""


@dataclass(frozen=True)
class Each:
    """What stands in each scenario; a table that was not asked for has no rows."""

    credible: Table
    """Stands without relying on anybody's return promise."""
    standing: Table
    """Stands if circles of promises are kept; what is credible is standing."""
    possible: Table
    """Can stand if, besides, every undecided fact turns out in its favour; what is standing is possible."""


def stands_each(net: Network, gone: Table, which: Which = "all") -> Each:
    """What of a network stands in each of many scenarios.

    Args:
        net: The network of a register in a view.
        gone: Whether a commitment is gone in a scenario; facts about it can then no longer hold or come.
        which: Compute only one of the three tables: about three times faster.

    Raises:
        InputError: `scenarios-shape` if `gone` has not one row for each commitment.
    """
    if gone.ndim != 2 or gone.shape[0] != len(net.names):  # noqa: PLR2004 - a table has two dimensions
        says = f"The table of scenarios has the shape {gone.shape}; the network has {len(net.names)} commitments."
        raise InputError("scenarios-shape", says, hint="Give one row for each commitment and one column a scenario.")
    tables = bits_each(net, _packed(gone), gone.shape[1], which) if gone.shape[1] else {}
    empty = np.zeros((0 if gone.shape[1] else len(net.names), gone.shape[1]), dtype=np.bool_)
    each = {
        name: _unpacked(tables[name], gone.shape[1]) if name in tables else empty
        for name in ("credible", "standing", "possible")
    }
    return Each(**each)


def bits_each(net: Network, gone: Mapping[int, Bits], count: int, which: Which = "all") -> Tables:
    """As `stands_each`, with one bit of a whole number for each scenario.

    Args:
        net: The network.
        gone: Node of a commitment → scenarios in which it is gone; a node left out is gone in none.
        count: How many scenarios, at least one.
        which: Compute only one of the three tables.

    Returns:
        By name of the table, for each commitment the scenarios in which it holds.
    """
    laid = Scenarios(net, net.state, gone, count)
    tables = {name: rows[: len(net.names)] for name, rows in laid.models(which).items()}
    for group in groups_of(net, net.state):
        part = Scenarios(net, net.state, gone, count, cone_of(net, *group.nodes))
        for name, rows in part.across(group.facts, which).items():
            for node in group.nodes:
                known, tried = tables[name][node], rows[node]
                tables[name][node] = known & tried if name == "possible" else known | tried
    return tables


def _packed(gone: Table) -> dict[int, Bits]:
    rows = np.packbits(gone, axis=1, bitorder="little")
    return {int(node): int.from_bytes(rows[node].tobytes(), "little") for node in np.flatnonzero(gone.any(axis=1))}


def _unpacked(rows: list[Bits], count: int) -> Table:
    width = -(-count // 8)
    packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in rows), dtype=np.uint8)
    table = np.unpackbits(packed.reshape(len(rows), width), axis=1, count=count, bitorder="little")
    return table.view(np.bool_)
