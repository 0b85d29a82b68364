"""The other side of a certificate: who gives how much to which requirement, so that what is called met can be met."""

from collections.abc import Iterator

import numpy as np

from servanda.coverage.instance import Instance
from servanda.coverage.reach import Bools
from servanda.coverage.state import CLASSES, Counting
from servanda.coverage.supply import Serving
from servanda.coverage.transport import Transport
from servanda.records.plan import Share


def allocation(instance: Instance, counting: Counting = "secured") -> list[Share]:
    """A division of the promises that count, under which every requirement gets what its cell says is met.

    It is one of many and no proposal; `check_allocation` verifies it without the solver.

    Args:
        instance: The instance.
        counting: For *mutual*, what is secured and mutual together is divided; for *possible*, all three.

    Raises:
        InputError: as `assess`.
    """
    level = CLASSES.index(counting)
    counts = instance.now.ranks <= level
    names = instance.net.names
    shares = [
        Share(commitment=names[node], requirement=requirement, amount=amount)
        for serving, met in zip(instance.serving, instance.now.met, strict=True)
        for node, requirement, amount in _divided(serving, met.upto(level), counts[serving.nodes])
    ]
    return sorted(shares, key=lambda share: (share.requirement, share.commitment))


def _divided(serving: Serving, met: list[int], counts: Bools) -> Iterator[tuple[int, str, int]]:
    """Node, requirement and amount of each share; offers that reach the same sectors give in the order of names."""
    transport = Transport()
    able = np.flatnonzero(counts & (serving.masks > 0)).tolist()
    transport.add((int(serving.masks[offer]), int(serving.amounts[offer])) for offer in able)
    for sector, amount in enumerate(met):
        transport.fill(sector, amount)
    for offer in able:
        left = int(serving.amounts[offer])
        wanted = transport.gives[int(serving.masks[offer])]
        for sector in sorted(wanted):
            given = min(left, wanted[sector])
            wanted[sector] -= given
            left -= given
            if given:
                yield int(serving.nodes[offer]), serving.cells[serving.counted[sector]].id, given
