"""Fixed points of many scenarios in one run: one integer a node, one bit of it a scenario.

A gate that needs all its inputs is then one bitwise *and* for all scenarios, a gate that needs one is one *or*, and a
gate that counts or weighs adds its inputs in columns, as on paper, with one full adder for three bits of one place.
Gates are taken in an order in which those that support come first, and again only when an input changed.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from servanda.commitments.gates import Network
from servanda.commitments.propagation import at_best, least

Bits = int
"""One bit a scenario."""


@dataclass(frozen=True)
class Span:
    """What is worked out."""

    full: Bits
    """All scenarios: as many ones as there are scenarios."""
    part: Collection[int] = ()
    """Only these nodes, with all that bears on them; empty for all."""


def settle(
    net: Network, leaves: Mapping[int, Bits], gone: Mapping[int, Bits], span: Span, *, upward: bool
) -> list[Bits]:
    """Least (upward) or greatest fixed point of each scenario.

    Args:
        net: The network.
        leaves: In which scenarios each leaf holds; a leaf left out holds in none.
        gone: In which scenarios each node is gone.
        span: Which scenarios and nodes.
        upward: From nothing to the least fixed point; else from everything down to the greatest.

    Returns:
        For each node the scenarios in which it is on; zero outside the part.
    """
    order, place = _support_first(net)
    full, part = span.full, span.part
    fixed = {*net.leaves.values(), *net.opposites}
    asked = part or range(len(net.need))
    on = [0] * len(net.need)
    for node in asked:
        on[node] = leaves.get(node, 0) if node in fixed else 0 if upward else full
    queued = bytearray(len(on))
    waiting = [place[node] for node in asked if node not in fixed]
    for number in waiting:
        queued[order[number]] = 1
    heapify(waiting)
    while waiting:
        node = order[heappop(waiting)]
        queued[node] = 0
        value = _value(net, node, on, full) & ~gone.get(node, 0)
        if value != on[node]:
            on[node] = value
            for target, _weight in net.outs[node]:
                if not queued[target] and (not part or target in part):
                    queued[target] = 1
                    heappush(waiting, place[target])
    return on


def _support_first(net: Network) -> tuple[list[int], list[int]]:
    """Nodes in the order in which they turn on if all turns out well, then those that never do; and their places."""
    kept = net.kept.get("order")
    if kept is None:
        order: list[int] = []
        least(net, at_best(net), turned=order)
        known = set(order)
        order += [node for node in range(len(net.need)) if node not in known]
        place = [0] * len(order)
        for number, node in enumerate(order):
            place[node] = number
        kept = net.kept["order"] = (order, place)
    found: tuple[list[int], list[int]] = kept  # type: ignore[assignment]
    return found


def _value(net: Network, node: int, on: Sequence[Bits], full: Bits) -> Bits:
    need, total, inputs = net.need[node], net.total[node], net.weighed[node]
    if need <= 0:
        return full
    if need > total:
        return 0
    smallest = min(weight for _source, weight in inputs)
    value = 0
    if need > total - smallest:
        value = full
        for source, _weight in inputs:
            value &= on[source]
    elif need <= smallest:
        for source, _weight in inputs:
            value |= on[source]
    else:
        value = _at_least(need, [(on[source], weight) for source, weight in inputs], full)
    return value


def _at_least(need: int, inputs: Sequence[tuple[Bits, int]], full: Bits) -> Bits:
    """Scenarios in which the weights of the inputs that are on reach the need."""
    columns = _columns(inputs)
    above, equal = 0, full
    for power in reversed(range(max(len(columns), need.bit_length()))):
        bit = columns[power] if power < len(columns) else 0
        if need >> power & 1:
            equal &= bit
        else:
            above |= equal & bit
            equal &= ~bit
    return above | equal


def _columns(inputs: Sequence[tuple[Bits, int]]) -> list[Bits]:
    """The sum of the weights, in binary: for each power of two the scenarios whose sum has it."""
    piles: list[list[Bits]] = [[] for _ in range(sum(weight for _bits, weight in inputs).bit_length() + 1)]
    for bits, weight in inputs:
        for power in range(weight.bit_length()):
            if weight >> power & 1:
                piles[power].append(bits)
    for power, pile in enumerate(piles):
        while len(pile) > 1:
            one, two, three = pile.pop(), pile.pop(), pile.pop() if pile else 0
            odd = one ^ two
            pile.append(odd ^ three)
            piles[power + 1].append(one & two | odd & three)
    return [pile[0] if pile else 0 for pile in piles]
