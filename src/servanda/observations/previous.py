"""What a report says of the period before, against what was reported then."""

import re
from collections.abc import Iterator, Sequence

from servanda.observations.counters import by_counter, fits, said
from servanda.records.tally import Comparison, Tally
from servanda.wording import say

_NUMBERED = re.compile(r"([0-9]+)/([0-9]{4})")


def restatements(tallies: Sequence[Tally]) -> Iterator[Comparison]:
    """Each restated number against the same counter's number for the period that ends where the restated one does.

    Where nobody says when the restated period ended, the report before it by number is meant.
    """
    for group in by_counter(tallies):
        periods = [each for each in group if each.kind == "period"]
        for later in (each for each in group if each.kind == "restated"):
            firsts = [each for each in _originals(later, periods) if each.origin != later.origin]
            for first in firsts:
                yield _held(later, first)
            if not firsts:
                says = say("observations.restated_missing", report=later.origin, n=said(later))
                yield Comparison(kind="restated", result="not_comparable", tallies=[later.id], says=says)


def _originals(later: Tally, periods: Sequence[Tally]) -> list[Tally]:
    end = later.when.end
    if end is not None:
        started = later.when.start
        return [
            each for each in periods if each.when.end == end and (started is None or each.when.start in {None, started})
        ]
    number = _NUMBERED.fullmatch(later.origin)
    before = f"{int(number[1]) - 1}/{number[2]}" if number is not None else ""
    named = [each for each in periods if each.origin == before and each.when.end is not None]
    last = max((each.when.end for each in named if each.when.end is not None), default=None)
    return [each for each in named if each.when.end == last]


def _held(later: Tally, first: Tally) -> Comparison:
    result = fits(later.count, first.count)
    says = say(
        f"observations.restated_{result}", report=later.origin, n=said(later), earlier=first.origin, m=said(first)
    )
    return Comparison(kind="restated", result=result, tallies=[later.id, first.id], says=says)
