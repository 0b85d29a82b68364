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
from servanda.records.condition import AtLeast, Guard, RungAtLeast, SumAtLeast

Table = int
"""One bit for each pair of an outcome of the undecided facts and a set of promises."""


def barred(drawn: Drawn, one: Commitment) -> str:
    """Why a promise cannot count."""
    over = one.window.end is not None and one.window.end <= AS_OF
    below = LADDER.index(drawn.rungs[one.id]) < LADDER.index(drawn.view.floor)
    end = drawn.ends[one.id].replace("satisfied", "")
    reasons = {
        "refusal": one.kind == "refusal",
        "gone": bool(drawn.view.withdrawn & {one.id, one.provider}),
        "hidden": one.id in drawn.hidden,
        "replaced": bool(replacing(drawn, one.id)),
        end: bool(end),
        "nothing": bool(one.quantity) and left(drawn, one) == 0,
        "nowhere": not places(drawn, one, one.phases or ["any"]),
        "over": over,
        "below": below,
    }
    return next((reason for reason, holds in reasons.items() if holds), "")


def replacing(drawn: Drawn, name: str) -> list[str]:
    """Known versions of the same provider that replace a promise."""
    provider = drawn.register.by_id[name].provider
    later = [c for c in drawn.register.commitments if c.supersedes == name and c.provider == provider]
    return [c.id for c in later if c.id not in drawn.hidden]


def versions(drawn: Drawn, name: str) -> list[str]:
    """The present versions of a promise."""
    later = replacing(drawn, name)
    return sorted({last for one in later for last in versions(drawn, one)}) if later else [name]


def left(drawn: Drawn, one: Commitment) -> int | str:
    """What is left of the amount."""
    if isinstance(one.quantity, str):
        return one.quantity
    return max(0, one.quantity - sum(part.quantity or 0 for part in drawn.parts[one.id]))


def places(drawn: Drawn, one: Commitment, phases: Sequence[str]) -> set[str]:
    """Sectors that a promise may serve in one of some phases; `any` stands for those, and phases, that nobody named."""
    named = set(one.sectors) if isinstance(one.sectors, list) else {"any"}
    out = [part for part in drawn.parts[one.id] if part.quantity is None]
    return {
        sector
        for sector in named - set(one.caveats)
        for phase in phases
        if not any(sector in (part.sectors or [sector]) and phase in (part.phases or [phase]) for part in out)
    }


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
        there = rung == "deployed" and drawn.ends[name] != "rotated"
        reached = name not in drawn.hidden and (name in drawn.acted or there)
    if reached:
        return True
    wanted = guard.rung.rung if guard.rung else "done"
    may_still = {"", "below", "suspended", "hidden", "violated", "rotated"}
    return f"{name} {wanted}" if barred(drawn, one) in may_still else False


def adding(drawn: Drawn, wanted: SumAtLeast) -> dict[str, dict[str, int]]:
    """Unit → what each promise adds to an amount."""
    serving = [c for c in drawn.register.commitments if c.kind == "promise" and _fits(drawn, c, wanted)]
    units: dict[str, dict[str, int]] = {}
    for one in serving:
        if isinstance(one.quantity, int) and not left_out(drawn, one, wanted):
            units.setdefault(one.unit, {})[one.id] = int(left(drawn, one))
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
        if c.kind == "promise" and not barred(drawn, c)
        if (_may_fit(c, wanted) and (c.quantity == "unquantified" or (wanted.sector and c.sectors == "unspecified")))
        or (_fits(drawn, c, wanted) and left(drawn, c) and left_out(drawn, c, wanted))
    ]


def _fits(drawn: Drawn, one: Commitment, wanted: SumAtLeast) -> bool:
    """Whether a promise surely serves where and when an amount is asked for."""
    then = not wanted.phase or wanted.phase in (one.phases or [wanted.phase])
    out = [part for part in drawn.parts[one.id] if part.quantity is None]
    named = isinstance(one.sectors, list) and wanted.sector in one.sectors
    here = not wanted.sector or (named and wanted.sector not in one.caveats)
    taken = any(
        (not part.sectors or wanted.sector in part.sectors) and (not part.phases or wanted.phase in part.phases)
        for part in out
    )
    return one.function == wanted.function and here and then and not taken


def _may_fit(one: Commitment, wanted: SumAtLeast) -> bool:
    """Whether a promise may serve there, if only its place were known."""
    then = not wanted.phase or wanted.phase in (one.phases or [wanted.phase])
    here = not wanted.sector or one.sectors == "unspecified" or wanted.sector in one.sectors
    return one.function == wanted.function and here and then and wanted.sector not in one.caveats


def condition(drawn: Drawn, one: Commitment) -> Guard:
    """The condition under the reading of the view, with the window where it has not opened."""
    read = one.readings[0].condition if one.id in drawn.view.readings else one.condition
    start = one.window.start
    asked = Guard(all=[read, Guard(not_before=start)]) if start is not None and start > AS_OF else read
    return _meant(drawn, one, asked, denied=False)


def _meant(drawn: Drawn, one: Commitment, guard: Guard, *, denied: bool) -> Guard:
    """A condition with present versions for those it names, and with moments as they come for this promise."""
    if guard.unless is not None:
        return Guard(unless=_meant(drawn, one, guard.unless, denied=not denied))
    for parts in ("all", "any"):
        if getattr(guard, parts) is not None:
            return Guard(**{parts: [_meant(drawn, one, part, denied=denied) for part in getattr(guard, parts)]})
    if guard.at_least is not None:
        of = [_meant(drawn, one, part, denied=denied) for part in guard.at_least.of]
        return Guard(at_least=AtLeast(k=guard.at_least.k, of=of))
    if denied and (guard.not_before or guard.not_after):
        opposite = Guard(not_before=guard.not_after, not_after=guard.not_before)
        return Guard(unless=_meant(drawn, one, opposite, denied=False))
    if guard.not_before is not None and one.window.end is not None and guard.not_before >= one.window.end:
        return Guard(any=[])
    return _present(drawn, guard, denied=denied)


def _present(drawn: Drawn, guard: Guard, *, denied: bool) -> Guard:
    name = guard.promised or guard.done or (guard.rung.commitment if guard.rung else "")
    if not name:
        return guard
    each = []
    for version in versions(drawn, name):
        rung = RungAtLeast(commitment=version, rung=guard.rung.rung) if guard.rung else None
        each.append(Guard(promised=guard.promised and version, done=guard.done and version, rung=rung))
    return Guard(any=each) if denied else Guard(all=each)


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
