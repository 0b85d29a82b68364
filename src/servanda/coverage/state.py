"""How every promise stands in one case, and how far every requirement is met."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np

from servanda.commitments.fixpoints import Model
from servanda.coverage.division import Heaps, divided
from servanda.coverage.reach import Ints
from servanda.coverage.supply import Serving
from servanda.records.commitment import Label

Counting: TypeAlias = Literal["secured", "mutual", "possible"]
"""What counts as met: credible promises; also those that stand in a circle; also those that wait for something."""

Standing: TypeAlias = Literal["secured", "mutual", "possible", "unquantified", "missing"]
"""How a requirement is met, best first."""

STANDINGS: tuple[Standing, ...] = get_args(Standing)

LABELS: tuple[Label, ...] = ("credible", "handshake", "open", "void")
"""Labels, strongest first; the first three meet needs and make *secured*, *mutual* and *possible*."""

CLASSES: tuple[Counting, ...] = ("secured", "mutual", "possible")
"""What each of the first three labels meets."""


@dataclass(frozen=True)
class Met:
    """How far the cells of one function and phase are met."""

    parts: tuple[tuple[int, ...], ...]
    """For each of the three classes, what it adds in each cell with a number, by sector."""
    standings: tuple[Standing, ...]
    """Standing of every cell, by sector."""

    def shortfall(self, needs: Sequence[int], level: int) -> int:
        """What is not met if classes up to a level count."""
        return sum(needs) - sum(self.upto(level))

    def upto(self, level: int) -> list[int]:
        """What each cell with a number gets if classes up to a level count, by sector."""
        return [sum(parts) for parts in zip(*self.parts[: level + 1], strict=True)]


@dataclass(frozen=True)
class State:
    """How everything stands in one case."""

    ranks: Ints
    """(commitments,) place of each label in `LABELS`."""
    met: tuple[Met, ...]
    """By function and phase."""


def ranks_of(model: Model, count: int) -> Ints:
    """(commitments,) place of each label in `LABELS`."""
    tables = [np.frombuffer(table, np.uint8, count) > 0 for table in (model.credible, model.standing, model.possible)]
    return np.select(tables, [0, 1, 2], default=3).astype(np.int64)


def heaps_in(serving: Serving, ranks: Ints) -> list[Heaps]:
    """What each of the three classes has in number."""
    mine = [(serving.masks > 0) & (ranks[serving.nodes] == rank) for rank in range(len(CLASSES))]
    return [Heaps(serving.masks[one], serving.amounts[one]) for one in mine]


def met_in(serving: Serving, ranks: Ints) -> Met:
    """How far the cells of one function and phase are met."""
    parts = tuple(tuple(added) for added in divided(serving.needs, heaps_in(serving, ranks)))
    alive = ranks[serving.nodes] < len(CLASSES)
    place = {cell: number for number, cell in enumerate(serving.counted)}
    vague = np.logical_or.reduce(alive[:, None] & serving.unsaid, 0)
    standings = [
        _weakest([added[place[cell]] for added in parts], serving.needs[place[cell]], vague=bool(vague[cell]))
        if cell in place
        else _best(serving, ranks, cell)
        for cell in range(len(serving.cells))
    ]
    return Met(parts, tuple(standings))


def _weakest(parts: Sequence[int], need: int, *, vague: bool) -> Standing:
    if sum(parts) < need:
        return "unquantified" if vague else "missing"
    used = [name for name, amount in zip(CLASSES, parts, strict=True) if amount]
    return used[-1] if used else "secured"


def _best(serving: Serving, ranks: Ints, cell: int) -> Standing:
    """For a need without a number: the best class of the promises that serve it; at most *possible* without place."""
    mine = ranks[serving.nodes]
    mine = np.where(serving.short["bloc"], len(CLASSES), mine)
    surely = int(mine[serving.serves[:, cell]].min(initial=len(CLASSES)))
    if surely < len(CLASSES):
        return CLASSES[surely]
    maybe = mine[serving.might[:, cell]].min(initial=len(CLASSES))
    return "possible" if maybe < len(CLASSES) else "missing"
