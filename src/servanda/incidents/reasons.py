"""Why two observations were taken for one event, in words."""

import math

from servanda.incidents.features import Features
from servanda.records.incident import Join
from servanda.records.observation import Observation
from servanda.records.record import Wording
from servanda.wording import say

_MINUTE_S = 60


def join_of(features: Features, left: int, right: int, score: int) -> Join:
    """The reason for a pair that the likelihood joined.

    Args:
        features: Columns.
        left: Row of one observation.
        right: Row of the other.
        score: Its score in thousandths.
    """
    one, other = features.record(left), features.record(right)
    gap = features.xy[left] - features.xy[right]
    spread = features.spread[left] + features.spread[right]
    common = min(features.end[left], features.end[right]) - max(features.start[left], features.start[right])
    says = say(
        "incidents.joined",
        apart=round(math.hypot(gap[0], gap[1])),
        error=round(math.sqrt((spread[0] + spread[1]) / 2)),
        time=_time_words(-common),
        kinds=_kind_words(one, other),
    )
    likelihood = round(1_000_000 / (1 + math.exp(-score / 1000)))
    return Join(left=one.id, right=other.id, likelihood=min(999_999, max(1, likelihood)), says=says)


def decided_join(left: str, right: str, decision: str) -> Join:
    """The reason for a pair that a person joined."""
    return Join(left=left, right=right, likelihood=1_000_000, says=say("incidents.decided", decision=decision))


def _time_words(gap_s: float) -> Wording:
    if gap_s <= 0:
        return say("incidents.same_time")
    return say("incidents.minutes_apart", minutes=max(1, math.ceil(gap_s / _MINUTE_S)))


def _kind_words(one: Observation, other: Observation) -> Wording:
    if one.observer != other.observer and one.origin == other.origin:
        return say("incidents.one_origin", origin=one.origin)
    if not one.things or not other.things:
        return say("incidents.kind_open")
    return say("incidents.same_kind" if set(one.things) & set(other.things) else "incidents.other_kind")
