"""All minimal sets that make a monotone question true, by dualise-and-advance.

The minimal sets found so far have minimal transversals (sets that hit each of them). If the answer is still yes when
exactly a transversal is left out, a new minimal set lies in the rest; if it is no for every transversal, none is
missing (Gunopulos and others 2003). Each question is one fixed point, so nothing is enumerated blindly.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

LIMIT = 64
"""A search stops after so many sets."""

Names = frozenset[str]
"""A set of names."""


@dataclass(frozen=True)
class MinimalSets:
    """Minimal sets, smallest first, and whether these are all."""

    sets: tuple[tuple[str, ...], ...]
    """Each set sorted; shorter before longer, then by name."""
    complete: bool
    """False if the search stopped at its limit: more sets may exist."""


def minimal_sets(universe: Iterable[str], holds: Callable[[Names], bool], *, limit: int = LIMIT) -> MinimalSets:
    """All minimal subsets of the universe for which a monotone question is answered yes.

    Args:
        universe: Names to choose from.
        holds: The question; if it holds for a set it must hold for every larger one.
        limit: Stop after so many sets.
    """
    names = tuple(sorted(set(universe)))
    found: list[Names] = []
    transversals: list[Names] = [frozenset()]
    settled: set[Names] = set()
    complete = True
    while (rest := _still_yes(frozenset(names), transversals, settled, holds)) is not None:
        if len(found) == limit:
            complete = False
            break
        found.append(_shrunk(rest, holds))
        transversals = _hitting(transversals, found[-1])
    ordered = sorted((tuple(sorted(one)) for one in found), key=lambda one: (len(one), one))
    return MinimalSets(tuple(ordered), complete)


def _still_yes(
    names: Names, transversals: list[Names], settled: set[Names], holds: Callable[[Names], bool]
) -> Names | None:
    """What is left by the first transversal without which the answer is still yes; the others are settled."""
    for left_out in transversals:
        if left_out not in settled:
            if holds(names - left_out):
                return names - left_out
            settled.add(left_out)
    return None


def _shrunk(names: Names, holds: Callable[[Names], bool]) -> Names:
    for name in sorted(names, reverse=True):
        if holds(names - {name}):
            names -= {name}
    return names


def _hitting(transversals: list[Names], new: Names) -> list[Names]:
    """Minimal transversals after one more set has to be hit (Berge)."""
    hit = [one for one in transversals if one & new]
    grown = {one | {name} for one in transversals if not one & new for name in new}
    kept = [one for one in grown if not any(other <= one for other in hit)]
    minimal = [one for one in kept if not any(other < one for other in kept)]
    return sorted(hit + minimal, key=lambda one: (len(one), sorted(one)))
