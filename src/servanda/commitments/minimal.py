"""Minimal sets that make a monotone question true, by dualise-and-advance.

The minimal sets found so far have minimal transversals (sets that hit each of them). If the answer is still yes when
exactly a transversal is left out, a new minimal set lies in the rest; if it is no for every transversal, none is
missing (Gunopulos and others 2003). One minimal set is found by halving (Junker 2004), so that a set of few names out
of many takes few questions. The number of sets, questions and transversals is bounded.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

LIMIT = 64
"""A search stops after so many sets."""

MOST_QUESTIONS = 4_000
"""A search stops after so many questions, unless told otherwise."""

MOST_TRANSVERSALS = 1_024
"""A search stops with so many transversals."""

Names = frozenset[str]
"""A set of names."""


@dataclass(frozen=True)
class MinimalSets:
    """Minimal sets, smallest first, and whether these are all."""

    sets: tuple[tuple[str, ...], ...]
    """Each set sorted; shorter before longer, then by name."""
    complete: bool
    """False if the search stopped at its limit: more sets may exist."""


class _Enough(Exception):
    """No more questions."""


def minimal_sets(
    universe: Iterable[str],
    holds: Callable[[Names], bool],
    *,
    limit: int = LIMIT,
    known: Iterable[Names] = (),
    questions: int = MOST_QUESTIONS,
) -> MinimalSets:
    """Minimal subsets of the universe for which a monotone question is answered yes.

    Args:
        universe: Names to choose from.
        holds: The question; if it holds for a set it must hold for every larger one.
        limit: Stop after so many sets.
        known: Minimal sets that were found already.
        questions: Stop after so many questions.
    """
    search = _Search(tuple(sorted(set(universe))), holds, questions)
    complete = search.run(list(known), limit)
    return MinimalSets(in_order(search.found), complete)


def in_order(sets: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    """Each set sorted, shorter before longer, then by name."""
    return tuple(sorted((tuple(sorted(one)) for one in sets), key=lambda one: (len(one), one)))


class _Search:
    def __init__(self, names: Sequence[str], holds: Callable[[Names], bool], questions: int) -> None:
        self._names, self._holds, self._left = names, holds, questions
        self._transversals: list[Names] = [frozenset()]
        self._settled: set[Names] = set()
        self.found: list[Names] = []

    def run(self, known: Sequence[Names], limit: int) -> bool:
        """Whether all minimal sets were found."""
        try:
            for one in known:
                self._add(one)
            while (rest := self._still_yes()) is not None:
                if len(self.found) >= limit:
                    return False
                self._add(frozenset(self._shrunk((), rest, grown=True)))
        except _Enough:
            return False
        return True

    def _add(self, one: Names) -> None:
        self.found.append(one)
        missed = sum(not each & one for each in self._transversals)
        if missed * len(one) + len(self._transversals) - missed > MOST_TRANSVERSALS:
            raise _Enough
        self._transversals = _hitting(self._transversals, one)

    def _asked(self, names: Iterable[str]) -> bool:
        if self._left <= 0:
            raise _Enough
        self._left -= 1
        return self._holds(frozenset(names))

    def _still_yes(self) -> Sequence[str] | None:
        """What is left by the first transversal without which the answer is still yes; the others are settled."""
        for left_out in self._transversals:
            if left_out not in self._settled:
                rest = [name for name in self._names if name not in left_out]
                if self._asked(rest):
                    return rest
                self._settled.add(left_out)
        return None

    def _shrunk(self, base: Sequence[str], names: Sequence[str], *, grown: bool) -> Sequence[str]:
        """A minimal part of some names that does together with the base; all of them together do."""
        if grown and self._asked(base):
            return ()
        if len(names) == 1:
            return names
        one, two = names[: len(names) // 2], names[len(names) // 2 :]
        of_two = self._shrunk((*base, *one), two, grown=True)
        of_one = self._shrunk((*base, *of_two), one, grown=bool(of_two))
        return (*of_one, *of_two)


def _hitting(transversals: list[Names], new: Names) -> list[Names]:
    """Minimal transversals after one more set has to be hit (Berge)."""
    hit = [one for one in transversals if one & new]
    grown = {one | {name} for one in transversals if not one & new for name in new}
    kept = [one for one in grown if not any(other <= one for other in hit)]
    return sorted(hit + kept, key=lambda one: (len(one), sorted(one)))
