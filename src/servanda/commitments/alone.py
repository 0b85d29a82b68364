"""What each of many facts alone would release: one scenario a fact, many in one run."""

from collections.abc import Sequence

from servanda.commitments.cones import cone_ahead
from servanda.commitments.fixpoints import model_of, solve
from servanda.commitments.gates import Network
from servanda.commitments.outcomes import cuts_both_ways
from servanda.commitments.packed import Bits, Span, settle
from servanda.commitments.progress import Progress, silent
from servanda.commitments.propagation import sure

MOST_TOGETHER = 1_024
"""So many facts share one run."""


def released_alone(net: Network, facts: Sequence[str], progress: Progress = silent) -> list[tuple[str, ...]]:
    """For each fact the commitments that would stand if it alone came, circles taken as kept, and do not stand now.

    Raises:
        Stopped: as the progress says.
    """
    found: list[tuple[str, ...]] = []
    one_way = not net.opposites and not cuts_both_ways(net)
    size = MOST_TOGETHER if one_way else 1
    for first in range(0, len(facts), size):
        progress(first, len(facts))
        some = facts[first : first + size]
        found += _together(net, some) if one_way else [_released(net, fact) for fact in some]
    return found


def _released(net: Network, fact: str) -> tuple[str, ...]:
    now, then = model_of(net).standing, solve(net, [fact]).standing
    return tuple(name for node, name in enumerate(net.names) if then[node] and not now[node])


def _together(net: Network, facts: Sequence[str]) -> list[tuple[str, ...]]:
    full = (1 << len(facts)) - 1
    leaves: dict[int, Bits] = {
        leaf: full for (name, holds), leaf in net.leaves.items() if sure(net.state[name], holds=holds)
    }
    own = {net.leaves[fact, True]: number for number, fact in enumerate(facts) if (fact, True) in net.leaves}
    stands = settle(
        net, {**leaves, **{leaf: 1 << number for leaf, number in own.items()}}, {}, Span(full), upward=False
    )
    now = model_of(net).standing
    moved = [node for node in sorted(cone_ahead(net, own)) if node < len(net.names) and stands[node] and not now[node]]
    return [tuple(net.names[node] for node in moved if stands[node] >> number & 1) for number in range(len(facts))]
