"""Resetting clocks: so long a time without an act, counted anew each time it happens.

An act that is disputed forks the clock: it did reset it, or it did not. Time that nobody watched is a disputed act
somewhere in the gap.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from servanda.logic.expressions import YES, All, Any, Expression, Not, unknown
from servanda.records.time import Interval

Span: TypeAlias = tuple[datetime, datetime | None]
"""Earliest and latest moment; no latest if the quiet is not complete as far as it is known."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """An act that resets the clock.

    Attributes:
        when: When it happened, with error.
        disputed: Name of the hinge if it may not have happened; empty if it certainly did.
    """

    when: Interval
    disputed: str = ""


@dataclass(frozen=True, slots=True)
class Spell:
    """What is known about a stretch of time.

    Attributes:
        since: Counting begins here.
        until: Nothing is known after this.
        acts: The acts that reset the clock, in any order.
    """

    since: datetime
    until: datetime
    acts: tuple[Disturbance, ...] = ()


_State: TypeAlias = tuple[int, datetime, datetime]


def quiet_after(spell: Spell, length: timedelta) -> list[tuple[Span, Expression]]:
    """When it has first been quiet for `length`: one span for each way the disputes may end, with its condition.

    The conditions exclude each other and together always hold. Cost grows with the square of the number of acts.
    """
    acts = sorted(spell.acts, key=lambda act: (_bounds(act, spell), act.disputed))
    memo: dict[_State, Mapping[Span, Expression]] = {}

    def ends(index: int, low: datetime, high: datetime) -> Mapping[Span, Expression]:
        state = (index, low, high)
        if state not in memo:
            memo[state] = _following(index, low, high)
        return memo[state]

    def _following(index: int, low: datetime, high: datetime) -> Mapping[Span, Expression]:
        if index == len(acts) or _bounds(acts[index], spell)[0] >= high + length:
            return {(low + length, high + length if high + length <= spell.until else None): YES}
        start, end = _bounds(acts[index], spell)
        surely_before = end <= low + length
        reset = ends(index + 1, start if surely_before else low, max(high, end))
        if not acts[index].disputed:
            return reset
        happened = unknown(acts[index].disputed)
        return _either(happened, reset, ends(index + 1, low, high))

    return sorted(ends(0, spell.since, spell.since).items(), key=lambda item: _order(item[0]))


def _either(
    happened: Expression, reset: Mapping[Span, Expression], went_on: Mapping[Span, Expression]
) -> Mapping[Span, Expression]:
    joined: dict[Span, Expression] = {span: All((happened, given)) for span, given in reset.items()}
    for span, given in went_on.items():
        other = All((Not(happened), given))
        joined[span] = Any((joined[span], other)) if span in joined else other
    return joined


def _bounds(act: Disturbance, spell: Spell) -> tuple[datetime, datetime]:
    start = max(act.when.start or spell.since, spell.since)
    return start, max(start, act.when.end or spell.until)


def _order(span: Span) -> tuple[datetime, bool, datetime]:
    return span[0], span[1] is None, span[1] or span[0]
