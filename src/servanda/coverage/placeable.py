"""What can be placed where: a plan and a register as models, one for each set of phases that are tied together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
import numpy.typing as npt

from servanda.coverage.instance import Group, Instance
from servanda.coverage.placing import Kind, Model, kinds_of

Limits = Mapping[tuple[int, int], int]
"""(provider, phase by number) → the most it can have in place."""


@dataclass(frozen=True)
class Part:
    """Phases of one function that stationed promises tie together."""

    groups: tuple[Group, ...]
    """Its phases."""
    sectors: tuple[str, ...]
    """Sectors of the model, by number."""
    model: Model
    """What can be placed, and where."""


def parts(instance: Instance, standing: npt.NDArray[np.bool_]) -> Iterator[Part]:
    """The models of a plan.

    Args:
        instance: Plan and register.
        standing: (commitments,) what counts.
    """
    groups = [group for group in instance.groups if len(group.needs)]
    for _name, of_function in groupby(groups, key=lambda group: group.function):
        yield from _parts(instance, standing, tuple(of_function))


def _parts(instance: Instance, standing: npt.NDArray[np.bool_], groups: tuple[Group, ...]) -> Iterator[Part]:
    sectors = tuple(sorted({sector for group in groups for sector in group.sectors}))
    limits = _limits(instance, groups)
    members = _members(instance, standing, groups, sectors)
    needs = np.zeros((len(groups), len(sectors)), dtype=np.int64)
    for row, group in enumerate(groups):
        needs[row, [sectors.index(sector) for sector in group.sectors]] = group.needs
    for tied in _tied(members, len(groups)):
        kept = {(provider, tied.index(p)): most for (provider, p), most in limits.items() if p in tied}
        bound = {provider for provider, _phase in kept}
        mine = [_narrowed(kind, tied, bound) for kind in members]
        kinds = kinds_of([kind for kind in mine if any(kind.masks)])
        yield Part(tuple(groups[p] for p in tied), sectors, Model(kinds, needs[tied], kept))


def _limits(instance: Instance, groups: Sequence[Group]) -> Limits:
    """Where several limits bind one provider in one phase, the least."""
    found: dict[tuple[int, int], int] = {}
    number = {name: place for place, name in enumerate(instance.providers)}
    for limit in instance.plan.lift:
        for phase, group in enumerate(groups):
            here = limit.function in {"", group.function} and limit.phase in {"", group.phase}
            if here and limit.provider in number:
                key = (number[limit.provider], phase)
                found[key] = min(limit.amount, found.get(key, limit.amount))
    return found


def _members(
    instance: Instance, standing: npt.NDArray[np.bool_], groups: Sequence[Group], sectors: Sequence[str]
) -> list[Kind]:
    """Every standing promise as a kind of its own."""
    masks: dict[int, list[int]] = {}
    amounts: dict[int, int] = {}
    for phase, group in enumerate(groups):
        bits = [1 << sectors.index(sector) for sector in group.sectors]
        offers = zip(group.commitments.tolist(), group.amounts.tolist(), group.masks.tolist(), strict=True)
        for node, amount, mask in offers:
            if standing[node]:
                spread = sum(bit for place, bit in enumerate(bits) if mask >> place & 1)
                masks.setdefault(node, [0] * len(groups))[phase] = spread
                amounts[node] = amount
    return [_kind(instance, node, amounts[node], tuple(there)) for node, there in masks.items()]


def _kind(instance: Instance, node: int, amount: int, masks: tuple[int, ...]) -> Kind:
    commitment = instance.register.commitments[node]
    stationed = commitment.stationed and sum(mask > 0 for mask in masks) > 1
    return Kind((node,), int(instance.provider_of[node]), (amount,), masks, not commitment.divisible, stationed)


def _tied(kinds: Sequence[Kind], phases: int) -> list[list[int]]:
    """Phases that must be looked at together, because something stationed is there in both."""
    group = list(range(phases))
    for kind in kinds:
        if kind.stationed:
            there = {group[phase] for phase, mask in enumerate(kind.masks) if mask}
            group = [min(there) if number in there else number for number in group]
    return [[phase for phase in range(phases) if group[phase] == first] for first in sorted(set(group))]


def _narrowed(kind: Kind, tied: Sequence[int], bound: set[int]) -> Kind:
    """A kind in some phases only, without its provider where no limit binds it."""
    provider = kind.provider if kind.provider in bound else -1
    return replace(kind, provider=provider, masks=tuple(kind.masks[phase] for phase in tied))
