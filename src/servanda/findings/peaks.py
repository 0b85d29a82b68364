"""When how many were there: what is there together at each moment, counted at the ends of the times stated.

What was there throughout a time counts at each of its moments; what was there at some moment of it counts at one, and
nobody knows at which. Of two such, each may have been there alone. Between two ends nothing changes, so one moment
stands for all.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from servanda.findings.caps import Presence
from servanda.logic import All, Expression, OneOf, Truth, Variable

_ELSEWHEN = "elsewhen"

Part = tuple[int, str]
"""Which presence, and which of its possible moments; empty where it was there at all of them."""


@dataclass(frozen=True)
class Together:
    """What may have been there together at one moment.

    Attributes:
        at: The moment, or the first of a stretch in which nothing changes.
        parts: What may have been there.
    """

    at: datetime
    parts: frozenset[Part]


@dataclass(frozen=True)
class Sweep:
    """A time, moment by moment.

    Attributes:
        presences: What counts or may count.
        truths: Whether each counts, as far as that is known.
        moments: What may have been there together, in order of time.
        options: All possible moments of what was there at one of several.
    """

    presences: Sequence[Presence]
    truths: Sequence[Truth]
    moments: tuple[Together, ...]
    options: Mapping[int, frozenset[str]]

    def most(self, moment: Together) -> int | None:
        """How many there may have been at most at a moment; none if nobody knows."""
        return _sum([self.presences[which].high for which, _ in moment.parts])

    def least(self) -> int:
        """The greatest number that certainly was there at some moment."""
        return max((self._surely(moment) for moment in self._sure_moments()), default=0)

    def greatest(self) -> int | None:
        """The greatest number that may have been there at some moment; none if nobody knows."""
        found = [self.most(moment) for moment in self.moments]
        return None if None in found else max((one for one in found if one is not None), default=0)

    def first_over(self, number: int, *, surely: bool) -> datetime | None:
        """The earliest moment at which more than a number were there, or may have been."""
        if surely:
            return min((each.at for each in self._sure_moments() if self._surely(each) > number), default=None)
        return min((each.at for each in self.moments if _over(self.most(each), number)), default=None)

    def above(self, number: int | None) -> "Sweep":
        """Only the moments at which there may have been more than a number; all if the number is not known."""
        if number is None:
            return self
        kept = [each for each in self.moments if _over(self.most(each), number)]
        largest = [each for each in kept if not any(each.parts < other.parts for other in kept)]
        return replace(self, moments=tuple({each.parts: each for each in largest}.values()))

    def when(self, which: int) -> Variable | None:
        """At which of the moments a presence was there; none if that is certain or does not matter."""
        named = sorted({option for each in self.moments for one, option in each.parts if one == which and option})
        presence = self.presences[which]
        missed = [_ELSEWHEN] if presence.elsewhen or self.options.get(which, frozenset()) - set(named) else []
        return Variable(f"when@{presence.incident.id}", (*named, *missed)) if named else None

    def condition(self, part: Part, counts: Mapping[int, Expression]) -> Expression:
        """Whether a presence counts, at one of its moments."""
        which, option = part
        variable = self.when(which) if option else None
        return counts[which] if variable is None else All((counts[which], OneOf(variable, frozenset({option}))))

    def _sure_moments(self) -> list[Together]:
        """Moments of what is pinned, and for each that is not, its least favourable one, at the earliest it can be."""
        pinned = [replace(each, parts=frozenset(part for part in each.parts if not part[1])) for each in self.moments]
        alone = []
        for which, presence in enumerate(self.presences):
            own = [each for each in self.moments if any(one == which and option for one, option in each.parts)]
            if own and not presence.elsewhen:
                least = min((replace(each, parts=_pinned(each)) for each in own), key=self._surely)
                alone.append(Together(presence.start, least.parts | {(which, "")}))
        return [*pinned, *alone]

    def _surely(self, moment: Together) -> int:
        sure = [self.presences[which].low for which, _ in moment.parts if self.truths[which] is Truth.TRUE]
        return sum(sure)


def sweep(presences: Sequence[Presence]) -> Sweep:
    """What may have been there together, at every moment that matters."""
    moments: list[Together] = []
    for number, (left, right) in enumerate(_stretches(presences)):
        here = [which for which, each in enumerate(presences) if _holds(each, left, right)]
        loose = [which for which in here if not presences[which].pinned]
        fixed = {(which, "") for which in here if which not in loose}
        moments.append(Together(left, frozenset(fixed | {(which, f"{number:04d}") for which in loose})))
        if len(loose) > 1 and left < right:
            moments += [Together(left, frozenset({*fixed, (which, f"{number:04d} alone")})) for which in loose]
    options = _options(moments)
    single = {which for which, names in options.items() if len(names) == 1 and not presences[which].elsewhen}
    settled = tuple(replace(each, parts=_without_option(each.parts, single)) for each in moments)
    return Sweep(presences, tuple(each.truth() for each in presences), settled, options)


def _options(moments: Sequence[Together]) -> dict[int, frozenset[str]]:
    found: dict[int, set[str]] = {}
    for which, option in (part for moment in moments for part in moment.parts if part[1]):
        found.setdefault(which, set()).add(option)
    return {which: frozenset(names) for which, names in found.items()}


def _without_option(parts: Collection[Part], settled: set[int]) -> frozenset[Part]:
    return frozenset((which, "" if which in settled else option) for which, option in parts)


def _pinned(moment: Together) -> frozenset[Part]:
    return frozenset(part for part in moment.parts if not part[1])


def _stretches(presences: Sequence[Presence]) -> list[tuple[datetime, datetime]]:
    """Moments at which something was there for that moment only, and the stretches between any two ends."""
    ends = sorted({side for each in presences for side in (each.start, each.end)})
    instants = {each.start for each in presences if each.start == each.end}
    return sorted([*((each, each) for each in instants), *pairwise(ends)])


def _holds(presence: Presence, left: datetime, right: datetime) -> bool:
    if presence.start == presence.end:
        return left == right == presence.start
    return presence.start <= left < presence.end and right <= presence.end


def _sum(numbers: Sequence[int | None]) -> int | None:
    return None if None in numbers else sum(number for number in numbers if number is not None)


def _over(most: int | None, number: int) -> bool:
    return most is None or most > number
