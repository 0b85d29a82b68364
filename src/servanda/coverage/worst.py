"""The worst that the absence of k guarantors does, with what falls through conditions; exact.

For the desk only: a list of those whose leaving hurts most is never published.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from servanda.coverage.certificates import cut_of, cuts_of
from servanda.coverage.instance import Instance
from servanda.coverage.losses import Losses, slacks_of
from servanda.coverage.progress import Progress, Stopped, silent
from servanda.coverage.reach import Bools, Ints
from servanda.coverage.scenarios import Cases, cases_in, cases_of, runs_of
from servanda.coverage.state import CLASSES, Counting
from servanda.coverage.whatif import LostCommitment, changed_promises
from servanda.errors import InputError
from servanda.records.plan import Cut


@dataclass(frozen=True)
class WorstLoss:
    """The set of providers whose absence leaves most unmet over the whole plan."""

    k: int
    """How many were to be gone."""
    providers: tuple[str, ...]
    """Who, sorted; fewer than k if there are no more. Of sets that cost the same, the first by name."""
    shortfall: int
    """Sum over all functions and phases of what is not met; unlike units are added as bare numbers."""
    cuts: tuple[Cut, ...]
    """The shortfall of each function and phase that is short, as a certificate."""
    own: tuple[str, ...]
    """Promises of these providers that stand worse, by name."""
    fell: tuple[LostCommitment, ...]
    """Promises of others that stand worse through their conditions, by name."""


@dataclass(frozen=True)
class WorstInGroup:
    """The set of providers whose absence leaves most unmet in one function and phase."""

    function: str
    """Function."""
    phase: str
    """Phase."""
    k: int
    """How many were to be gone."""
    providers: tuple[str, ...]
    """Who, sorted; empty where no absence leaves anything unmet."""
    shortfall: int
    """What is not met."""
    cut: Cut | None
    """Its certificate; none if nothing is short."""


@dataclass(frozen=True)
class Worst:
    """Worst losses for nobody gone, one, and so on up to k."""

    counting: Counting
    """What counts as met."""
    losses: tuple[WorstLoss, ...]
    """By k, from 0."""
    groups: tuple[WorstInGroup, ...]
    """By function and phase, then by k, from 0."""
    proven: bool
    """Every set was looked at; false if the question was stopped, and then something may be worse."""


def worst_losses(
    instance: Instance, k: int = 3, *, counting: Counting = "secured", progress: Progress = silent
) -> Worst:
    """The worst absence of 0, 1, … k providers, over the whole plan and in each function and phase.

    Every set of providers is looked at, each with all that falls through conditions. Ties go to the set that is first
    in the order of sorted names.

    Args:
        instance: The instance.
        k: Largest number of providers gone.
        counting: What counts as met.
        progress: Told how far it is; may stop it.

    Cost: one run of fixed points for 16,384 sets of providers, then a small matrix product for each function and phase.

    Raises:
        InputError: `worst-k-negative`, `coverage-too-many-sectors`.
    """
    if k < 0:
        raise InputError("worst-k-negative", f"k is {k}.", hint="Ask for the absence of 0 or more providers.")
    search = _Search(instance, k, counting, progress)
    proven = search.run()
    return Worst(counting, tuple(search.losses()), tuple(search.groups()), proven)


@dataclass
class _Total:
    """Shortfalls of several parts together."""

    parts: Sequence[Losses]
    high: Ints
    """(cases,) no shortfall is higher."""

    def settle(self, case: int) -> None:
        for part in self.parts:
            part.settle(case)
        self.high[case] = sum(int(part.high[case]) for part in self.parts)


def _together(parts: Sequence[Losses], cases: Cases) -> _Total:
    return _Total(parts, sum((part.high for part in parts), np.zeros(len(cases.sets), dtype=np.int64)))


def _first_worst(bounded: _Total, best: int, ask: Callable[[], None]) -> int | None:
    """The first of the worst cases, if it is worse than the best known: settled one by one, the most promising first.

    A case can be worse only if its upper bound is higher; of equal bounds the first is looked at first, so the first
    that is settled at the highest bound is the answer.
    """
    while True:
        case = int(bounded.high.argmax())
        bound = int(bounded.high[case])
        if bound <= best:
            return None
        ask()
        bounded.settle(case)
        if int(bounded.high[case]) == bound:
            return case


@dataclass
class _Best:
    """The worst set found so far."""

    shortfall: int = -1
    gone: tuple[int, ...] = ()

    def take(self, bounded: _Total, cases: Cases, ask: Callable[[], None]) -> None:
        case = _first_worst(bounded, self.shortfall, ask)
        if case is not None:
            self.shortfall, self.gone = int(bounded.high[case]), cases.sets[case]


class _Search:
    """All sets of providers, size by size."""

    def __init__(self, instance: Instance, k: int, counting: Counting, progress: Progress) -> None:
        self._instance, self._counting, self._progress = instance, counting, progress
        self._sizes = range(k + 1)
        self._slack = [slacks_of(group, _able(instance, counting)) for group in instance.groups]
        self._total = [_Best() for _size in self._sizes]
        self._in_group = [[_Best(0) for _size in self._sizes] for _group in self._slack]
        self._done = 0
        self._runs = sum(runs_of(instance, size) for size in self._sizes) * (len(self._slack) + 1)

    def run(self) -> bool:
        """Look at all sets; false if stopped."""
        try:
            for size in self._sizes:
                for cases in cases_of(self._instance, size, self._counting):
                    self._look(size, cases)
        except Stopped:
            return False
        return True

    def losses(self) -> Iterator[WorstLoss]:
        """The answer for the whole plan."""
        for size, best in enumerate(self._total):
            if best.shortfall >= 0:
                yield self._loss(size, best)

    def groups(self) -> Iterator[WorstInGroup]:
        """The answer for each function and phase."""
        sets = tuple(sorted({best.gone for bests in self._in_group for best in bests}))
        cases = cases_in(self._instance, sets, self._counting)
        counts = dict(zip(sets, cases.table(cases.stands).T, strict=True))
        for place, bests in enumerate(self._in_group):
            for size, best in enumerate(bests):
                if self._total[size].shortfall >= 0:
                    yield self._group(place, size, best, counts[best.gone])

    def _look(self, size: int, cases: Cases) -> None:
        self._step()
        parts: list[Losses] = []
        for slacks, bests in zip(self._slack, self._in_group, strict=True):
            mine = [slack.in_cases(cases) for slack in slacks]
            bests[size].take(_together(mine, cases), cases, self._ask)
            parts += mine
            self._step()
        self._total[size].take(_together(parts, cases), cases, self._ask)

    def _step(self) -> None:
        self._ask()
        self._done += 1

    def _ask(self) -> None:
        self._progress(self._done, self._runs)

    def _loss(self, size: int, best: _Best) -> WorstLoss:
        instance = self._instance
        names = self._names(best)
        after = instance.state(instance.gone(names), instance.now)
        changed = changed_promises(instance, (instance.now, after), names)
        return WorstLoss(
            k=size,
            providers=names,
            shortfall=best.shortfall,
            cuts=tuple(cuts_of(instance, after, CLASSES.index(self._counting), self._without(names))),
            own=tuple(one.commitment for one in changed if one.own),
            fell=tuple(one for one in changed if not one.own),
        )

    def _group(self, place: int, size: int, best: _Best, counts: Bools) -> WorstInGroup:
        group = self._instance.groups[place]
        names = self._names(best)
        cut = cut_of(self._instance, place, counts, self._without(names)) if best.shortfall else None
        return WorstInGroup(group.function, group.phase, size, names, best.shortfall, cut)

    def _without(self, names: Sequence[str]) -> list[str]:
        return sorted(self._instance.absent.union(names) & set(self._instance.providers))

    def _names(self, best: _Best) -> tuple[str, ...]:
        return tuple(self._instance.providers[place] for place in best.gone)


def _able(instance: Instance, counting: Counting) -> Bools:
    """Promises that count in some case: those that count now, or all where *unless* lets absence help."""
    if instance.net.opposites or not all(holds for _fact, holds in instance.net.leaves):
        return np.ones(len(instance.net.names), dtype=np.bool_)
    return instance.now.ranks <= CLASSES.index(counting)
