"""Who could be gone together, many cases at once, and what stands in each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, islice
from math import comb

import numpy as np

from servanda.commitments.batch import bits_each
from servanda.commitments.scenarios import Which
from servanda.coverage.instance import Instance
from servanda.coverage.reach import Bools
from servanda.coverage.state import Counting

MOST_AT_ONCE = 1 << 14
"""Cases looked at in one run; more need more memory and save little time."""

_TABLES: dict[Counting, Which] = {"secured": "credible", "mutual": "standing", "possible": "possible"}


@dataclass(frozen=True)
class Cases:
    """Some sets of providers of one size, in the order of their names; one bit of a whole number for each case."""

    sets: tuple[tuple[int, ...], ...]
    """Who is gone in each case, by place in `instance.providers`."""
    stands: list[int]
    """For each commitment the cases in which it counts, as bits."""

    @cached_property
    def full(self) -> int:
        """All cases."""
        return (1 << len(self.sets)) - 1

    def table(self, bits: Sequence[int]) -> Bools:
        """(rows, cases) the bits of some whole numbers."""
        width = -(-len(self.sets) // 8)
        packed = np.frombuffer(b"".join(one.to_bytes(width, "little") for one in bits), dtype=np.uint8)
        rows = np.unpackbits(packed.reshape(len(bits), width), axis=1, count=len(self.sets), bitorder="little")
        return rows.view(np.bool_)


def able_to_leave(instance: Instance) -> list[int]:
    """Providers that are not gone from the beginning, by place in `instance.providers`."""
    return [place for place, name in enumerate(instance.providers) if name not in instance.absent]


def cases_of(instance: Instance, size: int, counting: Counting) -> Iterator[Cases]:
    """All sets of as many providers, a run at a time; if there are fewer, the set of all."""
    there = able_to_leave(instance)
    every = combinations(there, min(size, len(there)))
    while some := tuple(islice(every, MOST_AT_ONCE)):
        yield cases_in(instance, some, counting)


def runs_of(instance: Instance, size: int) -> int:
    """How many runs `cases_of` takes."""
    there = len(able_to_leave(instance))
    return -(-comb(there, min(size, there)) // MOST_AT_ONCE)


def cases_in(instance: Instance, sets: Sequence[tuple[int, ...]], counting: Counting) -> Cases:
    """What counts in each of some cases."""
    out = np.zeros((len(instance.providers), len(sets)), dtype=np.bool_)
    for number, gone in enumerate(sets):
        out[list(gone), number] = True
    packed = np.packbits(out, axis=1, bitorder="little")
    gone_in = dict.fromkeys(instance.gone(), (1 << len(sets)) - 1)
    for place, row in enumerate(packed):
        bits = int.from_bytes(row.tobytes(), "little")
        gone_in |= {node: bits | gone_in.get(node, 0) for node in instance.nodes_of[place].tolist() if bits}
    name = _TABLES[counting]
    return Cases(tuple(sets), bits_each(instance.net, gone_in, len(sets), name)[name])
