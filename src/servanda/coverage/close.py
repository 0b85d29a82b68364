"""The cheapest further pledges with which the plan is covered, and stays covered whoever of any k providers leaves."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

import numpy as np

from servanda.coverage.certify import Needed, needed
from servanda.coverage.closing import Function, close_function
from servanda.coverage.instance import Counting, Group, Instance
from servanda.coverage.numberless import unmet_without_number
from servanda.coverage.pledges import Offered, offered
from servanda.coverage.progress import Progress, Stopped, silent
from servanda.coverage.reach import Ints
from servanda.coverage.supplies import Supplies
from servanda.coverage.tables import Table, table_of
from servanda.coverage.usable import Unusable
from servanda.coverage.withdrawals import Withdrawals, withdrawals
from servanda.errors import InputError


@dataclass(frozen=True)
class Impossible:
    """What no choice of further pledges can close in one function and phase."""

    function: str
    """Function."""
    phase: str
    """Phase."""
    missing: tuple[int, ...]
    """Units still missing in the worst case when at most 0, 1, … k leave, even if all further pledges are taken."""
    certificate: Needed
    """Where, when k leave: what is needed, what the register leaves, and all that the further pledges would add."""


@dataclass(frozen=True)
class Closure:
    """The cheapest further pledges, or the best so far with an honest bound."""

    k: int
    """How many may leave."""
    chosen: tuple[str, ...]
    """Further pledges to ask for, by name."""
    cost: int
    """What they cost together."""
    bound: int
    """No choice that does as much costs less."""
    proven: bool
    """Whether the choice is certainly the cheapest: the bound equals the cost and nothing is open."""
    impossible: tuple[Impossible, ...]
    """What stays missing whatever is chosen; of functions that are open it may not be known yet."""
    unquantified: tuple[str, ...]
    """Requirements without a number that nothing on record meets when some k leave; no pledge is shown to be enough."""
    rows: tuple[Needed, ...]
    """The rows from which the bound follows: no cheaper choice meets all of them."""
    open: tuple[str, ...]
    """Functions whose answer is not proven, because the question was stopped."""
    unusable: Mapping[str, Unusable]
    """Further pledges that could not be taken, and why."""

    @property
    def closed(self) -> bool:
        """Whether the choice meets everything, and is shown to: what has no number must be met by what is on record."""
        return not self.impossible and not self.unquantified

    @property
    def gap(self) -> int:
        """How much cheaper another choice could be at most."""
        return self.cost - self.bound


def close_gap(instance: Instance, k: int, *, counting: Counting = "secured", progress: Progress = silent) -> Closure:
    """The cheapest set of the plan's further pledges that closes the gap and survives any k withdrawals.

    A withdrawal takes all promises and further pledges of a provider, and with them whatever waits for them. In every
    function and phase, and for each j from 0 to k, the largest shortfall when at most j leave is made as small as all
    further pledges together could make it: nothing, where that is possible. Among the choices that do this, the
    cheapest.

    Args:
        instance: Plan with its further pledges, register and view.
        k: How many providers may leave, 0 or more.
        counting: What counts as met.
        progress: Told how many of all phases and functions are done.

    Raises:
        InputError: `closure-negative`, `closure-too-many-cases`, `further-twice`, `further-names-further`,
            `coverage-too-many-sectors`, `coverage-too-large`, and `guard-unknown-reference` for the condition of a
            pledge.
    """
    if k < 0:
        raise InputError("closure-negative", f"{k} providers cannot leave.", hint="Ask for 0 or more.")
    question, cases = _Question(offered(instance), progress), None
    try:
        cases = withdrawals(question.offered, k, counting, question.pulse)
        for name in question.names:
            question.close(name, cases)
    except Stopped:
        pass
    return question.answer(k, unmet_without_number(instance, counting, cases))


class _Question:
    """One question, function by function."""

    def __init__(self, beside: Offered, progress: Progress) -> None:
        self.offered, self._tell, self._done = beside, progress, 0
        groups = [group for group in beside.instance.groups if len(group.needs)]
        self._groups = {name: list(mine) for name, mine in groupby(groups, key=lambda group: group.function)}
        self._functions = {name: self._all_taken(name) for name in self._groups}
        self._rows: list[Needed] = []
        self._impossible: list[Impossible] = []

    @property
    def names(self) -> tuple[str, ...]:
        """Functions of the plan with a number, sorted."""
        return tuple(self._groups)

    def pulse(self) -> None:
        """Tell how far the question is."""
        self._tell(self._done, sum(len(groups) + 1 for groups in self._groups.values()))

    def close(self, name: str, cases: Withdrawals) -> None:
        """Find the cheapest pledges of one function."""
        function = self._functions[name]
        tables = list(self._tables(name, function.pledges, cases))
        function.begin(tables)
        try:
            close_function(function, self.pulse)
        finally:
            self._rows += [needed(self.offered, tables[row.group], row) for row in function.pool]
            function.tables.clear()
        self._step()

    def answer(self, k: int, unquantified: tuple[str, ...]) -> Closure:
        """What was found so far."""
        functions = self._functions.values()
        cost, bound = sum(one.cost for one in functions), sum(one.bound for one in functions)
        chosen = [self.offered.pledges[int(n)].id for one in functions for n in one.pledges[one.chosen > 0]]
        still_open = tuple(one.name for one in functions if not one.proven)
        return Closure(
            k=k,
            chosen=tuple(sorted(chosen)),
            cost=cost,
            bound=bound,
            proven=not still_open,
            impossible=tuple(self._impossible),
            unquantified=unquantified,
            rows=tuple(self._rows),
            open=still_open,
            unusable=MappingProxyType(dict(self.offered.unusable)),
        )

    def _all_taken(self, name: str) -> Function:
        mine = [n for n, pledge in enumerate(self.offered.pledges) if pledge.function == name]
        costs = [self.offered.pledges[n].cost for n in mine]
        return Function(name, np.array(mine, dtype=np.int64), np.array(costs, dtype=np.int64))

    def _tables(self, name: str, pledges: Ints, cases: Withdrawals) -> Iterator[Table]:
        """The rows of each phase, less what nothing can bring."""
        for number, group in enumerate(self._groups[name]):
            table = table_of(number, self._supplies(group, pledges, cases))
            self._lower(group, table, cases.most)
            self._step()
            yield table

    def _supplies(self, group: Group, pledges: Ints, cases: Withdrawals) -> Supplies:
        rows = np.concatenate([group.commitments, self.offered.row(0) + pledges])
        amounts = [self.offered.pledges[int(n)].quantity for n in pledges]
        masks = self.offered.masks(group, pledges)
        return Supplies(group, cases.of(rows), masks, np.array(amounts, dtype=np.int64))

    def _lower(self, group: Group, table: Table, k: int) -> None:
        everything = np.ones(len(table.supplies.masks))
        worst = [table.worst(everything, size) for size in range(k + 1)]
        row = worst[k][1]
        if row is not None:
            certificate = needed(self.offered, table, row)
            missing = tuple(amount for amount, _ in worst)
            self._impossible.append(Impossible(group.function, group.phase, missing, certificate))
            table.allow(missing)

    def _step(self) -> None:
        self._done += 1
        self.pulse()
