"""Who waits for whom, and where everyone waits for everyone."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from servanda.commitments.fixpoints import at_best, least, model_of, solve
from servanda.commitments.gates import Network
from servanda.commitments.guards import promised_in
from servanda.commitments.needs import needs_of
from servanda.commitments.network import build
from servanda.commitments.register import Register, View, condition_of
from servanda.commitments.stand import label_of
from servanda.commitments.truth import truth_of
from servanda.logic import Truth
from servanda.records.commitment import Label
from servanda.records.record import Wording
from servanda.wording import say


@dataclass(frozen=True)
class Circle:
    """Promises that hold each other up: each of its members is a single point of failure."""

    id: str
    """Name of its first promise, for reference within one result."""
    commitments: tuple[str, ...]
    """The promises of the circle, sorted."""
    providers: tuple[str, ...]
    """Who made them, sorted."""
    hanging: tuple[str, ...]
    """Promises outside that stand only while the circle is kept."""
    label: Label
    """How the circle stands now."""
    says: Wording
    """The circle in words."""


@dataclass(frozen=True)
class Wait:
    """One edge of the drawing: somebody waits for somebody."""

    who: str
    """Who waits."""
    for_whom: str
    """For whom; empty if nobody is named."""
    via: Literal["event", "promise", "act", "rung", "time"]
    """What is awaited: something that happens, a promise, an act, firmer form, a moment."""
    item: str
    """Event or commitment that is awaited."""
    signal: bool
    """Whether it is the awaited signal."""
    commitment: str
    """The promise that waits; empty if the wait is only reported."""


def circles(register: Register, view: View) -> list[Circle]:
    """Circles of mutual promises that nothing outside resolves, even if every undecided fact turns out well.

    A promise that has another way to stand is not part of a circle. An exact answer for registers without *unless*;
    with it, the promises that can stand at best are looked at.

    Raises:
        InputError: as `stand`.
    """
    net = build(register, view)
    model = model_of(net)
    founded = least(net, at_best(net))
    held_up = [n for n in range(len(net.names)) if model.possible[n] and not founded[n]]
    groups = _groups(register, view, net, held_up)
    found = []
    for members in sorted(groups):
        names = tuple(net.names[n] for n in members)
        providers = tuple(sorted({register.by_id[name].provider for name in names}))
        left = solve(net, gone=frozenset(members)).possible
        hanging = tuple(net.names[n] for n in held_up if n not in members and not left[n])
        label = label_of(model, members[0])
        says = say(
            f"commitments.circle{'' if len(providers) > 1 else '-of-one'}", providers=providers, commitments=names
        )
        found.append(Circle(names[0], names, providers, hanging, label, says))
    return found


def waits(register: Register, view: View) -> list[Wait]:
    """Who waits for whom: for every promise that can still stand, each thing it needs and does not have.

    Reported waiting for a signal is included even where no condition on record names it. Nobody waits for himself.

    Raises:
        InputError: as `stand`.
    """
    net = build(register, view)
    model = model_of(net)
    found: set[Wait] = set()
    for node, commitment in enumerate(register.commitments):
        if not model.possible[node] or model.credible[node]:
            continue
        for need in needs_of(register, view, commitment, model, net):
            if need.met or need.against:
                continue
            for name in need.waits_for or ("",):
                found.add(Wait(commitment.provider, name, need.kind, need.about, need.signal, commitment.id))
    found.update(_reported(register, view))
    edges = [edge for edge in found if edge.who != edge.for_whom]
    return sorted(edges, key=lambda edge: (edge.who, edge.for_whom, edge.via, edge.item, edge.commitment))


def _groups(register: Register, view: View, net: Network, held_up: list[int]) -> list[list[int]]:
    """Strongly connected sets of promises among those held up by each other."""
    place = {node: number for number, node in enumerate(held_up)}
    edges = [
        (place[node], place[net.node[other]])
        for node in held_up
        for other in promised_in(register, condition_of(register.commitments[node], view), view.as_of)
        if net.node[other] in place
    ]
    if not edges:
        return []
    rows, columns = np.array(edges).T
    size = len(held_up)
    graph = coo_array((np.ones(len(edges), dtype=np.int8), (rows, columns)), shape=(size, size))
    _count, component = connected_components(graph.tocsr(), directed=True, connection="strong")
    members: dict[int, list[int]] = {}
    for number, group in enumerate(component):
        members.setdefault(int(group), []).append(held_up[number])
    own = {held_up[source] for source, target in edges if source == target}
    return [group for group in members.values() if len(group) > 1 or group[0] in own]


def _reported(register: Register, view: View) -> list[Wait]:
    undecided = [e for e in register.events if e.awaited_by and _undecided(register, view, e.id)]
    return [
        Wait(who, name, "event", event.id, event.is_signal, "")
        for event in undecided
        for who in event.awaited_by
        for name in event.decided_by or [""]
    ]


def _undecided(register: Register, view: View, event: str) -> bool:
    return truth_of(register.event_by_id[event], view.as_of, view.assume.get(event)) is Truth.UNKNOWN
