"""Labels with *unless*, without the engine: conditions in three values, outcome by outcome.

`ThreeValued` reads conditions as Kleene did and starts from knowing nothing (Fitting 1985), for all outcomes of the
undecided facts at once. `well_founded` is van Gelder's definition through unfounded sets, `stable` the sets that
reproduce themselves from nothing (Gelfond and Lifschitz 1988); both for one outcome, on plain sets of names.
"""

from collections.abc import Sequence
from itertools import combinations

from scenarios.commitments.draws import Drawn
from scenarios.commitments.oracle import Oracle, Table, adding, barred, fact, vague
from servanda.records.commitment import Label
from servanda.records.condition import Guard, SumAtLeast

Pair = tuple[Table, Table]
"""In which outcomes something surely holds, and in which it surely does not."""

Names = frozenset[str]


class ThreeValued(Oracle):
    """A drawn register; one bit an outcome."""

    def __init__(self, drawn: Drawn) -> None:
        super().__init__(drawn)
        outcomes = 1 << len(self.facts)
        self.full = (1 << outcomes) - 1
        self.bit = [self._pattern(1 << place, outcomes) for place in range(len(self.facts))]
        self.able = [not barred(drawn, one) for one in self.promises]
        self.pairs: list[Pair] = [(0, 0)] * len(self.promises)
        while (after := [self._next(place) for place in range(len(self.promises))]) != self.pairs:
            self.pairs = after

    def labels(self) -> dict[str, Label]:
        """The label of each promise."""
        kept = [self.full] * len(self.promises)
        while (after := [self._kept(place, kept) for place in range(len(kept))]) != kept:
            kept = after
        return {one.id: self._named(place, kept[place]) for place, one in enumerate(self.promises)}

    def _named(self, place: int, kept: Table) -> Label:
        surely, never = self.pairs[place]
        if surely == self.full:
            return "credible"
        if kept == self.full:
            return "handshake"
        return "void" if never == self.full else "open"

    def _next(self, place: int) -> Pair:
        return self.value(self.conditions[place], self.pairs) if self.able[place] else (0, self.full)

    def _kept(self, place: int, kept: Sequence[Table]) -> Table:
        both = [(table, never) for table, (_surely, never) in zip(kept, self.pairs, strict=True)]
        return self.value(self.conditions[place], both)[0] if self.able[place] else 0

    def value(self, guard: Guard, pairs: Sequence[Pair], *, holds: bool = True) -> Pair:
        """Where a condition surely holds, and surely does not; or its opposite."""
        if guard.unless is not None:
            return self.value(guard.unless, pairs, holds=not holds)
        parts = guard.all if guard.all is not None else guard.any
        parts = guard.at_least.of if guard.at_least else parts
        if parts is not None:
            need = guard.at_least.k if guard.at_least else len(parts) if guard.all is not None else 1
            need = need if holds else len(parts) - need + 1
            each = [self.value(part, pairs, holds=holds) for part in parts]
            yes, no = [one for one, _other in each], [other for _one, other in each]
            return self._at_least(yes, need), self._at_least(no, len(each) - need + 1)
        if guard.sum is not None:
            return self._amount(guard.sum, pairs, holds=holds)
        if guard.promised is not None:
            yes_, no_ = pairs[self._place(guard.promised)]
        else:
            known = fact(self.drawn, guard)
            yes_ = self._fact(known) if isinstance(known, str) else self.full * known
            no_ = self.full & ~yes_
        return (yes_, no_) if holds else (no_, yes_)

    def _amount(self, wanted: SumAtLeast, pairs: Sequence[Pair], *, holds: bool) -> Pair:
        surely = self._reached(wanted, [yes for yes, _no in pairs])
        perhaps = self._reached(wanted, [self.full & ~no for _yes, no in pairs])
        if holds:
            return surely, self.full & ~perhaps
        more = 0
        for name in vague(self.drawn, wanted):
            more |= self._fact(f"{name} adds")
        return self.full & ~perhaps & ~more, surely | more

    def _reached(self, wanted: SumAtLeast, tables: Sequence[Table]) -> Table:
        reached = 0
        for amounts in adding(self.drawn, wanted).values():
            for size in range(len(amounts) + 1):
                for some in combinations(amounts, size):
                    if sum(amounts[name] for name in some) >= wanted.amount:
                        reached |= self._at_least([tables[self._place(name)] for name in some], size)
        return reached

    def _fact(self, name: str) -> Table:
        return self.bit[self.facts.index(name)]

    def stands(self, outcome: int, there: Names, denied: Names) -> Names:
        """Promises whose condition holds if these are there, and if *unless* finds those."""
        pairs = [(self.full * (one.id in there), self.full * (one.id not in denied)) for one in self.promises]
        image = [self.value(guard, pairs)[0] >> outcome & 1 for guard in self.conditions]
        return frozenset(one.id for one, on, able in zip(self.promises, image, self.able, strict=True) if on and able)


def from_nothing(model: ThreeValued, outcome: int, denied: Names) -> Names:
    """The least set that reproduces itself, *unless* looking at a given set."""
    there: Names = frozenset()
    while (after := model.stands(outcome, there, denied)) != there:
        there = after
    return there


def stable(model: ThreeValued, outcome: int) -> list[Names]:
    """Every stable set of promises."""
    names = [one.id for one in model.promises]
    sets = [frozenset(some) for size in range(len(names) + 1) for some in combinations(names, size)]
    return [one for one in sets if from_nothing(model, outcome, one) == one]


def well_founded(model: ThreeValued, outcome: int) -> tuple[Names, Names]:
    """Promises that are true, and that are false, in the well-founded model."""
    names = frozenset(one.id for one in model.promises)
    true, false = frozenset[str](), frozenset[str]()
    while True:
        unfounded = names
        while left := model.stands(outcome, names - false - unfounded, true) & unfounded:
            unfounded -= left
        founded = true | model.stands(outcome, true, names - false)
        if (founded, false | unfounded) == (true, false):
            return true, false
        true, false = founded, false | unfounded
