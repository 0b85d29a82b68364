"""The three fixed points of many scenarios at once: who is gone, and which facts hold, can differ in each."""

from collections.abc import Collection, Mapping, Sequence
from itertools import product
from types import MappingProxyType
from typing import Literal, TypeAlias

from servanda.commitments.gates import Network
from servanda.commitments.packed import Bits, Span, settle
from servanda.commitments.propagation import sure
from servanda.logic import Truth

Which: TypeAlias = Literal["all", "credible", "standing", "possible"]
"""Which of the three to compute."""

Tables: TypeAlias = dict[str, list[Bits]]
"""By name of the fixed point, for each node the scenarios in which it is on."""

NO_FACTS: Mapping[str, Bits] = MappingProxyType({})
MOST_BITS = 1 << 16
"""Outcomes of facts are laid side by side as long as no integer becomes longer than this."""


class Scenarios:
    """Many scenarios of one network, with one bit a scenario."""

    def __init__(
        self, net: Network, state: Mapping[str, Truth], gone: Mapping[int, Bits], count: int, part: Collection[int] = ()
    ) -> None:
        """Lay out the scenarios.

        Args:
            net: The network.
            state: What is known of each fact.
            gone: Commitment, by node → scenarios in which it is gone.
            count: How many scenarios.
            part: Work out only these nodes, which must include all that bears on them; empty for all.
        """
        self._net, self._state, self._gone, self._count, self._part = net, state, gone, count, part
        self.full: Bits = (1 << count) - 1
        self._denials = {leaf: node for leaf, node in net.opposites.items() if not part or leaf in part}
        self._lost: dict[str, Bits] = {}
        for node, bits in gone.items():
            for name in net.about.get(node, ()):
                self._lost[name] = self._lost.get(name, 0) | bits

    def models(self, which: Which = "all", facts: Mapping[str, Bits] = NO_FACTS) -> Tables:
        """The fixed points of each scenario.

        Args:
            which: Compute only one of the three, where *unless* allows it.
            facts: Fact → scenarios in which it is taken as true; in all others it is taken as false.
        """
        against, favour = self._leaves(facts, favour=False), self._leaves(facts, favour=True)
        if not self._denials:
            runs = {"credible": (against, True), "standing": (against, False), "possible": (favour, False)}
            return {name: self._run(*run) for name, run in runs.items() if which in {"all", name}}
        possible = self._run({**favour, **dict.fromkeys(self._denials, self.full)}, upward=False)
        while True:
            credible = self._run({**against, **self._unless(possible)}, upward=True)
            narrowed = self._run({**favour, **self._unless(credible)}, upward=False)
            if narrowed == possible:
                break
            possible = narrowed
        standing = self._run({**against, **self._unless(possible)}, upward=False)
        return {"credible": credible, "standing": standing, "possible": possible}

    def across(self, facts: Sequence[str], which: Which = "all") -> Tables:
        """What holds in every outcome of some facts; for *possible*, what holds in some outcome."""
        wide = next(n for n in range(len(facts), -1, -1) if self._count << n <= MOST_BITS or not n)
        copies = _repeated(1, self._count, 1 << wide)
        gone = {node: bits * copies for node, bits in self._gone.items()}
        laid = Scenarios(self._net, self._state, gone, self._count << wide, self._part)
        halves = {name: _upper_halves(self._count << place, laid.full) for place, name in enumerate(facts[:wide])}
        found: Tables = {}
        for choice in product((0, laid.full), repeat=len(facts) - wide):
            tables = laid.models(which, {**halves, **dict(zip(facts[wide:], choice, strict=True))})
            for name, rows in tables.items():
                folded = [self._folded(bits, wide, any_of=name == "possible") for bits in rows[: len(self._net.names)]]
                before = found.get(name, folded)
                found[name] = [
                    one | two if name == "possible" else one & two for one, two in zip(before, folded, strict=True)
                ]
        return found

    def _folded(self, bits: Bits, times: int, *, any_of: bool) -> Bits:
        for place in reversed(range(times)):
            half = self._count << place
            low, high = bits & ((1 << half) - 1), bits >> half
            bits = low | high if any_of else low & high
        return bits

    def _run(self, leaves: Mapping[int, Bits], upward: bool) -> list[Bits]:  # noqa: FBT001 - private
        return settle(self._net, leaves, self._gone, Span(self.full, self._part), upward=upward)

    def _unless(self, promised: list[Bits]) -> dict[int, Bits]:
        return {leaf: self.full & ~promised[node] for leaf, node in self._denials.items()}

    def _leaves(self, facts: Mapping[str, Bits], *, favour: bool) -> dict[int, Bits]:
        found: dict[int, Bits] = {}
        for (name, holds), leaf in self._net.leaves.items():
            if name in facts:
                bits = facts[name] if holds else self.full & ~facts[name]
            else:
                truth = self._state[name]
                bits = self.full * (not sure(truth, holds=not holds) if favour else sure(truth, holds=holds))
            lost = self._lost.get(name, 0)
            found[leaf] = bits & ~lost if holds else bits | lost
        return found


def outcomes_of(facts: Sequence[str]) -> dict[str, Bits]:
    """Each outcome of some facts as one scenario: the first fact changes fastest."""
    full = (1 << (1 << len(facts))) - 1
    return {name: _upper_halves(1 << place, full) for place, name in enumerate(facts)}


def _repeated(bits: Bits, width: int, times: int) -> Bits:
    """The same bits again and again, side by side."""
    return bits * (((1 << width * times) - 1) // ((1 << width) - 1))


def _upper_halves(run: int, full: Bits) -> Bits:
    """Runs of so many zeros and so many ones in turn, over all scenarios."""
    return (((1 << run) - 1) << run) * (full // ((1 << 2 * run) - 1))
