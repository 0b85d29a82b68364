"""Running totals of one counter: they never fall, and grow by what it counted in between."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from servanda.observations.counters import Result, by_counter, counter_of, difference, place_of, said, total
from servanda.records.observation import Count
from servanda.records.tally import Comparison, Tally
from servanda.wording import say

_A_DAY = timedelta(hours=23)
"""Two moments so far apart are in order even where each is known only to the day: the shortest day of a clock."""


def running_totals(tallies: Sequence[Tally]) -> Iterator[Comparison]:
    """Each running total against the one before it, and their difference against the periods between them."""
    for group in by_counter(each for each in tallies if each.kind == "running"):
        starts: dict[datetime | None, list[Tally]] = {}
        for each in group:
            starts.setdefault(each.when.start, []).append(each)
        for series in starts.values():
            for earlier, later in _neighbours(series):
                yield _held(earlier, later, tallies)


def _neighbours(series: Sequence[Tally]) -> Iterator[tuple[Tally, Tally]]:
    """Every total of one moment with every total of the next that is certainly later."""
    moments: dict[datetime, list[Tally]] = {}
    for each in series:
        if each.when.end is not None:
            moments.setdefault(each.when.end, []).append(each)
    for first, second in pairwise(sorted(moments)):
        if second - first >= _A_DAY:
            yield from ((earlier, later) for earlier in moments[first] for later in moments[second])


def _held(earlier: Tally, later: Tally, tallies: Sequence[Tally]) -> Comparison:
    grown = difference(later.count, earlier.count)
    names = [later.id, earlier.id]
    if grown is None:
        return _said("not_comparable", "observations.running_unknown", names, (earlier, later))
    if grown[1] is not None and grown[1] < 0:
        return _said("contradicts", "observations.running_falls", names, (earlier, later))
    between = _between(earlier, later, tallies)
    counted = total(each.count for each in between) if between else None
    if counted is None:
        return _said("compatible", "observations.running_grows", names, (earlier, later))
    names += [each.id for each in between]
    whole = bool(place_of(later))
    result = _grown(grown, counted, whole=whole)
    return _said(result, f"observations.running_{result}", names, (earlier, later), counted=said(counted))


def _grown(grown: tuple[int | None, int | None], counted: Count, *, whole: bool) -> Result:
    """Whether a total grew by what was counted in between.

    Args:
        grown: Least and greatest growth.
        counted: What the periods sum up to.
        whole: Whether the total is of the same place as the periods. One of no stated place may hold more than the
            places on record: then a growth beyond them shows nothing.
    """
    least, most = grown
    if most is not None and counted.low > most:
        return "contradicts"
    if counted.high is not None and least is not None and least > counted.high:
        return "contradicts" if whole else "not_comparable"
    exact = counted.high == counted.low == least == most
    return "agrees" if exact else "compatible"


def _between(earlier: Tally, later: Tally, tallies: Sequence[Tally]) -> list[Tally]:
    """The periods that fill the time between two totals without a gap, at every place on record; empty if any lacks."""
    counted = [each for each in tallies if each.kind == "period" and counter_of(each) == counter_of(later)]
    same = [each for each in counted if place_of(each) == place_of(later)]
    if same or place_of(later):
        counted = same
    places = sorted({place_of(each) for each in counted})
    chains = [_chain([each for each in counted if place_of(each) == place], earlier, later) for place in places]
    return [each for chain in chains for each in chain] if chains and all(chains) else []


def _chain(periods: Iterable[Tally], earlier: Tally, later: Tally) -> list[Tally]:
    by_start: dict[datetime, Tally] = {}
    for each in periods:
        if each.when.start is not None:
            if each.when.start in by_start:
                return []  # two numbers for one period: which of them runs on, nobody knows
            by_start[each.when.start] = each
    at, found = earlier.when.end, []
    while at is not None and at != later.when.end:
        if at not in by_start:
            return []
        found.append(by_start[at])
        at = by_start[at].when.end
    return found


def _said(result: Result, key: str, names: list[str], pair: tuple[Tally, Tally], **more: object) -> Comparison:
    earlier, later = pair
    says = say(key, what=later.measure, n=said(earlier), m=said(later), **more)
    return Comparison(kind="running", result=result, tallies=names, says=says)
