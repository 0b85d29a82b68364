"""Tallies against tallies: what a counter restates, totals that run on, parts and wholes, claims against claims.

Nothing is added up but what one counter says of its own periods and parts. A contradiction is said only where the
intervals of two numbers cannot both be right; where a number, a time or a place is missing, nothing can be compared.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from servanda.observations.claims import rivals, unwatched
from servanda.observations.counters import Key, Result, by_counter, fits, place_of, said, total
from servanda.observations.previous import restatements
from servanda.observations.running import running_totals
from servanda.records.observation import Watch
from servanda.records.record import Wording
from servanda.records.tally import Comparison, Tally
from servanda.wording import say


def compare(
    tallies: Sequence[Tally],
    watches: Sequence[Watch] = (),
    *,
    names: Mapping[str, Wording] = MappingProxyType({}),
    disjoint: Collection[frozenset[str]] = (),
) -> list[Comparison]:
    """Every pair or group of tallies that can be held against each other, sorted by kind and names.

    Cost: sorting, and the pairs within one counter, measure and place.

    Args:
        tallies: In any order; each name once.
        watches: Who watched: a claim that nobody independent watched is named as such.
        names: What parties are called; their identifiers where they have no name.
        disjoint: Sets of measures of which nothing counted belongs to two: their sum is at most the whole.
    """
    ordered = sorted(tallies, key=lambda each: each.id)
    found = [
        *restatements(ordered),
        *running_totals(ordered),
        *_parts(ordered),
        *_sums(ordered, disjoint),
        *_printed_twice(ordered),
        *rivals(ordered, names),
        *unwatched(ordered, watches, names),
    ]
    return sorted(found, key=lambda each: (each.kind, each.tallies))


def _parts(tallies: Sequence[Tally]) -> Iterator[Comparison]:
    """A part is at most its whole, as one counter printed both."""
    for part, whole in _with_wholes(tallies):
        result: Result = "compatible"
        if part.count is None or whole.count is None:
            result = "not_comparable"
        elif whole.count.high is not None and part.count.low > whole.count.high:
            result = "contradicts"
        says = say(
            f"observations.parts_{result}",
            part=part.measure,
            whole=whole.measure,
            n=said(part),
            of=said(whole),
        )
        yield Comparison(kind="parts", result=result, tallies=[part.id, whole.id], says=says)


def _with_wholes(tallies: Sequence[Tally]) -> Iterator[tuple[Tally, Tally]]:
    """Each part with its whole: same counter, print, place, time and kind."""
    wholes: dict[tuple[Key, str, str], list[Tally]] = {}
    for each in tallies:
        wholes.setdefault((_group(each), each.origin, each.measure), []).append(each)
    for part in tallies:
        if part.part_of:
            for whole in wholes.get((_group(part), part.origin, part.part_of), []):
                yield part, whole


def _group(tally: Tally) -> Key:
    """Counter, place, time and kind."""
    return (tally.observer, *tally.against, place_of(tally), tally.kind, str(tally.when.start), str(tally.when.end))


def _sums(tallies: Sequence[Tally], disjoint: Collection[frozenset[str]]) -> Iterator[Comparison]:
    """Parts of which nothing belongs to two, together against their whole."""
    groups: dict[str, tuple[Tally, list[Tally]]] = {}
    for part, whole in _with_wholes(tallies):
        groups.setdefault(whole.id, (whole, []))[1].append(part)
    for whole, parts in groups.values():
        for measures in sorted(disjoint, key=sorted):
            several = [each for each in parts if each.measure in measures]
            if len({each.measure for each in several}) > 1 and len(several) == len({each.measure for each in several}):
                yield _sum(several, whole)


def _sum(parts: Sequence[Tally], whole: Tally) -> Comparison:
    together = total(each.count for each in parts)
    result: Result = "compatible"
    if together is None or whole.count is None:
        result = "not_comparable"
    elif whole.count.high is not None and together.low > whole.count.high:
        result = "contradicts"
    names = [each.measure for each in parts]
    says = say(f"observations.sum_{result}", parts=names, n=said(together), whole=whole.measure, of=said(whole))
    return Comparison(kind="parts", result=result, tallies=[whole.id, *(each.id for each in parts)], says=says)


def _printed_twice(tallies: Sequence[Tally]) -> Iterator[Comparison]:
    """One number as two outlets print it, or as one outlet prints it in two ways; the same one twice is one."""
    for group in by_counter(each for each in tallies if each.kind != "restated" and each.when.end is not None):
        for left, right in combinations(group, 2):
            if left.when != right.when or left.kind != right.kind:
                continue
            result = fits(left.count, right.count)
            if left.origin == right.origin and result != "contradicts":
                continue
            says = say(
                f"observations.twice_{result}",
                what=left.measure,
                first=left.origin,
                n=said(left),
                second=right.origin,
                m=said(right),
            )
            yield Comparison(kind="printed_twice", result=result, tallies=[left.id, right.id], says=says)
