"""Where indivisible units go: the whole numbers to choose and the rules they keep, as columns for a solver.

Equal units are one kind with a count, so that no two are tried in each other's place; divisible promises that reach
the same sectors are one pool. A unit never does more in a sector than the sector needs, which the rows say at once:
it makes the bound without whole numbers much closer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from servanda.coverage.reach import Ints

Floats = npt.NDArray[np.float64]

EVERY_PHASE = -1
"""Phase of a variable that holds for all of them: what is stationed."""


@dataclass(frozen=True)
class Kind:
    """Promises that are alike in everything that matters here."""

    members: tuple[int, ...]
    """Their nodes in the network."""
    provider: int
    """Whose, if a lift limit binds it; -1 if none does."""
    amounts: tuple[int, ...]
    """What each gives; all the same if whole."""
    masks: tuple[int, ...]
    """(phases,) sectors it can reach in each phase, as bits; 0 if it is not meant for it."""
    whole: bool
    """Whether each serves one sector at a time."""
    stationed: bool
    """Whether what serves a sector stays there in all phases."""

    @property
    def count(self) -> int:
        """Upper limit of its variables: units if whole, amount if divisible."""
        return len(self.members) if self.whole else sum(self.amounts)

    @property
    def each(self) -> int:
        """What one step of a variable brings."""
        return self.amounts[0] if self.whole else 1


@dataclass(frozen=True)
class Variable:
    """How much of a kind serves a sector."""

    kind: int
    """Which kind, by number."""
    phase: int
    """In which phase, or `EVERY_PHASE`."""
    sector: int
    """Which sector."""


@dataclass(frozen=True)
class Model:
    """One function, some phases: kinds, needs and lift limits."""

    kinds: tuple[Kind, ...]
    """What can be placed."""
    needs: Ints
    """(phases, sectors) what is needed."""
    limits: Mapping[tuple[int, int], int]
    """(provider, phase) → the most it can keep in place."""

    @cached_property
    def variables(self) -> tuple[Variable, ...]:
        """What is chosen; behind them, in every array, come the amounts met, phase by phase."""
        return tuple(self._variables())

    @cached_property
    def whole(self) -> npt.NDArray[np.bool_]:
        """(variables,) whether each is a whole number; the rest then comes out whole by itself (a flow)."""
        kinds = [self.kinds[one.kind] for one in self.variables]
        return np.array([kind.whole or kind.stationed for kind in kinds], dtype=np.bool_)

    @cached_property
    def most(self) -> Floats:
        """Upper limit of each variable, then of each amount met."""
        counts = [self.kinds[one.kind].count for one in self.variables]
        return np.concatenate([np.array(counts, dtype=np.float64), self.needs.ravel().astype(np.float64)])

    @cached_property
    def rows(self) -> tuple[csr_array, Floats]:
        """Rows and their upper limits: what there is, what is met, what can be lifted."""
        entries: list[tuple[int, int, int]] = []
        limits: list[int] = []
        for row, limit in self._rows():
            entries += [(len(limits), column, value) for column, value in row]
            limits.append(limit)
        table = np.array(entries, dtype=np.int64).reshape(-1, 3)
        shape = (len(limits), len(self.variables) + self.needs.size)
        return csr_array((table[:, 2].astype(np.float64), (table[:, 0], table[:, 1])), shape), np.array(limits, float)

    def phases_of(self, variable: Variable) -> list[int]:
        """Phases in which a variable is there, and so counts towards a lift limit."""
        if variable.phase != EVERY_PHASE:
            return [variable.phase]
        return [phase for phase, mask in enumerate(self.kinds[variable.kind].masks) if mask]

    def served(self, column: int) -> list[tuple[int, int]]:
        """Phases and sectors in which a variable meets needs."""
        one = self.variables[column]
        masks = self.kinds[one.kind].masks
        return [(phase, one.sector) for phase in self.phases_of(one) if masks[phase] >> one.sector & 1]

    def _variables(self) -> Iterator[Variable]:
        for number, kind in enumerate(self.kinds):
            if kind.stationed:
                somewhere = int(np.bitwise_or.reduce(kind.masks))
                yield from (Variable(number, EVERY_PHASE, sector) for sector in self._in(somewhere))
            else:
                yield from (Variable(number, p, s) for p, mask in enumerate(kind.masks) for s in self._in(mask))

    def _in(self, mask: int) -> list[int]:
        return [sector for sector in range(self.needs.shape[1]) if mask >> sector & 1]

    def _rows(self) -> Iterator[tuple[list[tuple[int, int]], int]]:
        there: dict[tuple[int, int], list[tuple[int, int]]] = {}
        met: dict[tuple[int, int], list[tuple[int, int]]] = {}
        lifted: dict[tuple[int, int], list[tuple[int, int]]] = {}
        for column, one in enumerate(self.variables):
            kind = self.kinds[one.kind]
            there.setdefault((one.kind, one.phase), []).append((column, 1))
            for phase in self.phases_of(one):
                lifted.setdefault((kind.provider, phase), []).append((column, kind.each))
                if kind.masks[phase] >> one.sector & 1:
                    useful = min(kind.each, int(self.needs[phase, one.sector]))
                    met.setdefault((phase, one.sector), []).append((column, -useful))
        yield from ((row, self.kinds[key[0]].count) for key, row in there.items())
        yield from ((lifted[key], limit) for key, limit in self.limits.items() if key in lifted)
        for place, (phase, sector) in enumerate(np.ndindex(*self.needs.shape)):
            yield [*met.get((phase, sector), ()), (len(self.variables) + place, 1)], 0


def kinds_of(singles: Sequence[Kind]) -> tuple[Kind, ...]:
    """Kinds of one promise each, joined where they are alike: whole ones only if of one amount."""
    alike: dict[tuple[object, ...], list[Kind]] = {}
    for kind in singles:
        amount = kind.amounts[0] if kind.whole else 0
        alike.setdefault((kind.provider, amount, kind.masks, kind.whole, kind.stationed), []).append(kind)
    return tuple(
        replace(
            found[0],
            members=tuple(node for kind in found for node in kind.members),
            amounts=tuple(amount for kind in found for amount in kind.amounts),
        )
        for found in alike.values()
    )
