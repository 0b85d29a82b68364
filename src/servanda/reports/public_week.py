"""A mission's published totals on a map: each with the one before, nought as nought; restrictions at their size.

Only what its reports printed is drawn: totals, and restrictions of movement that the same reports tell as a place with
its error. What a patrol, a camera or a sensor measured from a post is never drawn.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from servanda.geo import region_polygon
from servanda.records.observation import Observation
from servanda.records.place import Area, Disc, InPlace
from servanda.records.record import Wording
from servanda.records.tally import Tally
from servanda.reports.dossier import Dossier
from servanda.reports.formats import period
from servanda.reports.mission_counts import number_line, wholes
from servanda.reports.mission_days import Day, days_of, observation_order
from servanda.reports.names import Names
from servanda.reports.public_sheet import Sheet
from servanda.reports.tallies import measure_of, place_key, where_of
from servanda.wording import say

RESTRICTIONS = frozenset({"deny_access", "restrict_access"})
"""Acts that keep observers away."""
_SMALL = 9.0


@dataclass(frozen=True, kw_only=True)
class Total:
    """What was counted in one place over one period, and what the report says of the period before."""

    place: str
    measure: Wording
    number: Wording
    previous: Wording
    when: Wording
    tallies: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Restriction:
    """A place that observers were kept from, as its report tells it.

    Attributes:
        number: Its number on the map and in the list.
        path: Outline of its region; empty if it is only known to lie somewhere in a place.
        at: Middle of its region.
        small: Whether it is too small to be seen without a ring.
        where: The place in words.
        days: Periods in which it was told.
        observations: What tells it.
    """

    number: int
    path: str
    at: tuple[float, float]
    small: bool
    where: Wording
    days: tuple[Wording, ...]
    observations: tuple[str, ...]


def totals_of(dossier: Dossier, names: Names) -> list[Total]:
    """Totals of a mission by place, in order of time; parts of a whole are not told beside it."""
    days = days_of(dossier)
    return [_total(whole, day, names) for day in days for whole in wholes(day.counted, names)]


def _total(whole: Sequence[Tally], day: Day, names: Names) -> Total:
    first = whole[0]
    same_place = [one for one in day.restated if place_key(one, names) == place_key(first, names)]
    before = [
        one
        for one in same_place
        if (one.measure, one.observer) == (first.measure, first.observer) and one.when.end == first.when.start
    ]
    return Total(
        place=place_key(first, names),
        measure=measure_of(first.measure),
        number=number_line(whole).says,
        previous=number_line(before).says if before else {},
        when=period(first.when, names.zone),
        tallies=tuple(one.id for one in (*whole, *before)),
    )


def restrictions_of(dossier: Dossier, sheet: Sheet, names: Names) -> list[Restriction]:
    """Restrictions of movement told by a report that also printed a total: one for each place."""
    printed = {one.origin for one in dossier.tallies if one.basis == "mission_total"}
    told = [
        one
        for one in sorted(dossier.observations, key=observation_order)
        if one.act in RESTRICTIONS and one.origin in printed and isinstance(one.where, Disc | Area | InPlace)
    ]
    groups: dict[str, list[Observation]] = {}
    for one in told:
        groups.setdefault(f"{one.where} {one.place_name}", []).append(one)
    return [_restriction(number, group, sheet, names) for number, group in enumerate(groups.values(), start=1)]


def _restriction(number: int, group: Sequence[Observation], sheet: Sheet, names: Names) -> Restriction:
    first = group[0]
    path, at, small = "", (0.0, 0.0), False
    if not isinstance(first.where, InPlace):
        rings = region_polygon(first.where, names.places())
        spots = sheet.spots([point for ring in rings for point in ring])
        path = "".join(sheet.path(ring, closed=True) for ring in rings)
        low, high = spots.min(axis=0), spots.max(axis=0)
        at = (round(float(low[0] + high[0]) / 2, 1), round(float(low[1] + high[1]) / 2, 1))
        small = float((high - low).max()) < _SMALL
    return Restriction(
        number=number,
        path=path,
        at=at,
        small=small,
        where=where_of(first, names) or say("reports.place-none"),
        days=_distinct(period(one.when, names.zone) for one in group),
        observations=tuple(one.id for one in group),
    )


def _distinct(said: Iterable[Wording]) -> tuple[Wording, ...]:
    return tuple({one["en"]: one for one in said}.values())
