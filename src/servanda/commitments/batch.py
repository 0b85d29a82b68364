"""Many scenarios at once: who is gone in each → which promises stand in each.

One question after another costs one fixed point each; here all scenarios share one run (`packed`). The answers are
those of `solve`, scenario by scenario, with *unless* too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

import numpy as np
import numpy.typing as npt

from servanda.commitments.fixpoints import sure
from servanda.commitments.gates import Network
from servanda.commitments.packed import Bits, settle
from servanda.errors import InputError

_NO_FACTS: Mapping[str, Bits] = MappingProxyType({})

Table = npt.NDArray[np.bool_]
"""Commitments, in the order of their names, × scenarios."""

Which = Literal["all", "credible", "standing", "possible"]
"""Which of the three to compute."""


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
    run = Scenarios(net, _packed(gone), gone.shape[1])
    tables = run.models(which)
    empty = np.zeros((0, gone.shape[1]), dtype=np.bool_)
    return Each(
        **{
            name: _unpacked(tables[name][: len(net.names)], gone.shape[1]) if name in tables else empty
            for name in ("credible", "standing", "possible")
        }
    )


class Scenarios:
    """The three fixed points of many scenarios, with one bit a scenario."""

    def __init__(
        self, net: Network, gone: Mapping[int, Bits], count: int, facts: Mapping[str, Bits] = _NO_FACTS
    ) -> None:
        """Lay out the scenarios.

        Args:
            net: The network.
            gone: Commitment, by node → scenarios in which it is gone.
            count: How many scenarios.
            facts: Fact → scenarios in which it is taken as true; in all others it is taken as false.
        """
        self._net, self._gone, self._full = net, gone, (1 << count) - 1
        lost: dict[str, Bits] = {}
        for node, bits in gone.items():
            for name in net.about.get(node, ()):
                lost[name] = lost.get(name, 0) | bits
        self._against = self._leaves(lost, facts, favour=False)
        self._favour = self._leaves(lost, facts, favour=True)

    def models(self, which: Which = "all") -> dict[str, list[Bits]]:
        """By name of the table, for each node the scenarios in which it holds."""
        if not self._net.opposites:
            runs = {"credible": (self._against, True), "standing": (self._against, False)}
            runs["possible"] = (self._favour, False)
            return {name: self._run(*run) for name, run in runs.items() if which in {"all", name}}
        possible = self._run({**self._favour, **dict.fromkeys(self._net.opposites, self._full)}, upward=False)
        while True:
            credible = self._run({**self._against, **self._unless(possible)}, upward=True)
            narrowed = self._run({**self._favour, **self._unless(credible)}, upward=False)
            if narrowed == possible:
                break
            possible = narrowed
        standing = self._run({**self._against, **self._unless(possible)}, upward=False)
        return {"credible": credible, "standing": standing, "possible": possible}

    def _run(self, leaves: Mapping[int, Bits], upward: bool) -> list[Bits]:  # noqa: FBT001 - private
        return settle(self._net, leaves, self._gone, full=self._full, upward=upward)

    def _unless(self, promised: list[Bits]) -> dict[int, Bits]:
        return {leaf: self._full & ~promised[node] for leaf, node in self._net.opposites.items()}

    def _leaves(self, lost: Mapping[str, Bits], facts: Mapping[str, Bits], *, favour: bool) -> dict[int, Bits]:
        found: dict[int, Bits] = {}
        for (name, holds), leaf in self._net.leaves.items():
            truth = self._net.state[name]
            usual = self._full * (not sure(truth, holds=not holds) if favour else sure(truth, holds=holds))
            bits = facts[name] ^ (0 if holds else self._full) if name in facts else usual
            gone = lost.get(name, 0)
            found[leaf] = bits & ~gone if holds else bits | gone
        return found


def _packed(gone: Table) -> dict[int, Bits]:
    rows = np.packbits(gone, axis=1, bitorder="little")
    return {int(node): int.from_bytes(rows[node].tobytes(), "little") for node in np.flatnonzero(gone.any(axis=1))}


def _unpacked(rows: list[Bits], count: int) -> Table:
    width = -(-count // 8)
    packed = np.frombuffer(b"".join(bits.to_bytes(width, "little") for bits in rows), dtype=np.uint8)
    table = np.unpackbits(packed.reshape(len(rows), width), axis=1, count=count, bitorder="little")
    return table.view(np.bool_)
