"""Labels of a small register without the engine: every outcome of the undecided facts, every set of promises.

One integer stands for all pairs of an outcome and a set of promises; bit by bit it says in which of them a condition
holds. Sets that reproduce themselves are the fixed points, and among them the least and the greatest are looked up.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from scenarios.commitments.draws import AS_OF, LADDER, MEMBERS, Drawn
from servanda.commitments import View
from servanda.records.commitment import Commitment, Label
from servanda.records.condition import Guard, SumAtLeast

Table = int
"""One bit for each pair of an outcome of the undecided facts and a set of promises."""


def barred(drawn: Drawn, one: Commitment) -> str:
    """Why a promise cannot count, in the order in which reasons are looked for."""
    over = one.window.end is not None and one.window.end <= AS_OF
    below = LADDER.index(drawn.rungs[one.id]) < LADDER.index(drawn.view.floor)
    stance = drawn.stances[one.id].replace("satisfied", "")
    reasons = {
        "refusal": one.kind == "refusal",
        "gone": bool(drawn.view.withdrawn & {one.id, one.provider}),
        "hidden": one.id in drawn.hidden,
        stance: bool(stance),
        "over": over,
        "below": below,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def fact(drawn: Drawn, guard: Guard) -> bool | str:
    """What is known of a fact; its name where it is undecided."""
    if guard.event is not None:
        value = drawn.register.event_by_id[guard.event].states[0].value
        return value == "true" if value != "unknown" else guard.event
    if guard.not_before is not None:
        return True if guard.not_before <= AS_OF else f"after {guard.not_before}"
    if guard.not_after is not None:
        return guard.not_after > AS_OF
    name = guard.done or (guard.rung.commitment if guard.rung else "")
    one = drawn.register.by_id[name]
    rung = "signalled" if name in drawn.hidden else drawn.rungs[name]
    if guard.rung is not None:
        reached = not barred(drawn, one) and LADDER.index(rung) >= LADDER.index(guard.rung.rung)
    else:
        reached = name not in drawn.hidden and (drawn.stances[name] == "satisfied" or rung == "deployed")
    if reached:
        return True
    wanted = guard.rung.rung if guard.rung else "done"
    return f"{name} {wanted}" if barred(drawn, one) in {"", "below", "suspended", "hidden"} else False


def adding(drawn: Drawn, wanted: SumAtLeast) -> dict[str, dict[str, int]]:
    """Unit → what each promise adds to an amount."""
    serving = [c for c in drawn.register.commitments if c.kind == "promise" and _fits(c, wanted, placed=True)]
    units: dict[str, dict[str, int]] = {}
    for one in serving:
        if isinstance(one.quantity, int) and not left_out(drawn, one, wanted):
            units.setdefault(one.unit, {})[one.id] = one.quantity
    return units


def left_out(drawn: Drawn, one: Commitment, wanted: SumAtLeast) -> bool:
    """Whether a bloc is counted through members whose promises of the function are on record for the phase."""
    everyone = replace(drawn, view=View(as_of=AS_OF))
    return any(
        other.provider in MEMBERS.get(one.provider, set())
        and other.function == wanted.function
        and (not wanted.phase or wanted.phase in (other.phases or [wanted.phase]))
        and not barred(everyone, other)
        for other in drawn.register.commitments
    )


def vague(drawn: Drawn, wanted: SumAtLeast) -> list[str]:
    """Promises that may add to an amount: without a stated number or place, or of a bloc counted through members."""
    return [
        c.id
        for c in drawn.register.commitments
        if c.kind == "promise" and not barred(drawn, c) and _fits(c, wanted, placed=False)
        if c.quantity == "unquantified"
        or (wanted.sector and c.sectors == "unspecified")
        or (c.quantity and left_out(drawn, c, wanted))
    ]


def _fits(one: Commitment, wanted: SumAtLeast, *, placed: bool) -> bool:
    somewhere = one.sectors == "unspecified" and not placed
    here = not wanted.sector or somewhere or (isinstance(one.sectors, list) and wanted.sector in one.sectors)
    return one.function == wanted.function and here and (not wanted.phase or wanted.phase in (one.phases or ["H1"]))


def condition(drawn: Drawn, one: Commitment) -> Guard:
    """The condition under the reading of the view, with the window where it has not opened."""
    read = one.readings[0].condition if one.id in drawn.view.readings else one.condition
    start = one.window.start
    return Guard(all=[read, Guard(not_before=start)]) if start is not None and start > AS_OF else read


class Oracle:
    """All outcomes and all sets of promises of a drawn register at once."""

    def __init__(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self.promises = drawn.register.commitments
        self.facts: list[str] = []
        self.conditions = [condition(drawn, one) for one in self.promises]
        for guard in self.conditions:
            self._note(guard)
        self.sets = 1 << len(self.promises)
        points = self.sets << len(self.facts)
        self.full = (1 << points) - 1
        self.bit = [self._pattern(1 << place, points) for place in range(len(self.promises) + len(self.facts))]

    def labels(self) -> dict[str, Label]:
        """The label of each promise, from the fixed points of each outcome."""
        able = [self.full * (not barred(self.drawn, one)) for one in self.promises]
        image = [self.table(guard) & can for guard, can in zip(self.conditions, able, strict=True)]
        fixed = self.full
        for place, reproduced in enumerate(image):
            fixed &= ~(reproduced ^ self.bit[place])
        outcomes = [self._sets(fixed, number) for number in range(1 << len(self.facts))]
        least = [min(found, key=int.bit_count) for found in outcomes]
        greatest = [max(found, key=int.bit_count) for found in outcomes]
        for low, found, high in zip(least, outcomes, greatest, strict=True):
            assert all(low & one == low and one & high == one for one in found)
        return {one.id: _label(1 << place, least, greatest) for place, one in enumerate(self.promises)}

    def table(self, guard: Guard, *, holds: bool = True) -> Table:
        """In which pairs a condition holds, or does not."""
        if guard.unless is not None:
            return self.table(guard.unless, holds=not holds)
        parts = guard.all if guard.all is not None else guard.any
        parts = guard.at_least.of if guard.at_least else parts
        if parts is not None:
            need = guard.at_least.k if guard.at_least else len(parts) if guard.all is not None else 1
            each = [self.table(part, holds=holds) for part in parts]
            return self._at_least(each, need if holds else len(each) - need + 1)
        if guard.sum is not None:
            return self._sum(guard.sum, holds=holds)
        if guard.promised is not None:
            table = self.bit[self._place(guard.promised)]
        else:
            known = fact(self.drawn, guard)
            table = self._fact(known) if isinstance(known, str) else self.full * known
        return table if holds else self.full & ~table

    def _sum(self, wanted: SumAtLeast, *, holds: bool) -> Table:
        reached = 0
        for amounts in adding(self.drawn, wanted).values():
            for size in range(len(amounts) + 1):
                for some in combinations(amounts, size):
                    if sum(amounts[name] for name in some) >= wanted.amount:
                        reached |= self._at_least([self.bit[self._place(name)] for name in some], size)
        if holds:
            return reached
        for name in vague(self.drawn, wanted):
            reached |= self._fact(f"{name} adds")
        return self.full & ~reached

    def _at_least(self, tables: Sequence[Table], need: int) -> Table:
        found = 0
        for some in combinations(tables, max(need, 0)):
            both = self.full
            for table in some:
                both &= table
            found |= both
        return found

    def _note(self, guard: Guard, *, holds: bool = True) -> None:
        """Undecided facts of a condition, each once."""
        within = [*(guard.all or []), *(guard.any or []), *(guard.at_least.of if guard.at_least else [])]
        for part in within:
            self._note(part, holds=holds)
        found: list[bool | str] = []
        if guard.unless is not None:
            self._note(guard.unless, holds=not holds)
        elif guard.sum is not None:
            found = [] if holds else [f"{name} adds" for name in vague(self.drawn, guard.sum)]
        elif guard.promised is None and guard.all is None and guard.any is None and guard.at_least is None:
            found = [fact(self.drawn, guard)]
        self.facts += [name for name in found if isinstance(name, str) and name not in self.facts]

    def _fact(self, name: str) -> Table:
        return self.bit[len(self.promises) + self.facts.index(name)]

    def _place(self, name: str) -> int:
        return next(place for place, one in enumerate(self.promises) if one.id == name)

    def _pattern(self, run: int, points: int) -> Table:
        """Bits that change after each run of so many."""
        ones = ((1 << run) - 1) << run
        return ones * (self.full // ((1 << 2 * run) - 1)) if points else 0

    def _sets(self, fixed: Table, outcome: int) -> list[int]:
        block = fixed >> (outcome * self.sets) & ((1 << self.sets) - 1)
        return [number for number in range(self.sets) if block >> number & 1]


def _label(one: int, least: Sequence[int], greatest: Sequence[int]) -> Label:
    if all(found & one for found in least):
        return "credible"
    if all(found & one for found in greatest):
        return "handshake"
    return "open" if any(found & one for found in greatest) else "void"
