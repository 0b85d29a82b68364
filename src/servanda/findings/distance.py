"""How far it was from a line, a zone or a settlement, against every limit that stands there.

Limits that the measurement leaves undecided cut the possible distances into bands: one unknown whose alternatives are
the bands, so that *nearer than 500 m* can never be true without *nearer than 1 km*.
"""

from collections.abc import Sequence

import msgspec

from servanda.errors import InputError
from servanda.findings.docket import Docket
from servanda.findings.gauge import Gauge
from servanda.findings.ground import drawable, joined, nearer
from servanda.findings.numbers import compared, number_hinges, values_of
from servanda.findings.question import Question
from servanda.geo import Chance, distance_range, has_shape
from servanda.logic import NO, YES, Expression, OneOf, Variable
from servanda.records.agreement import OpenRef, Place
from servanda.records.finding import Claim, Hinge
from servanda.records.incident import Incident
from servanda.records.open_term import metres
from servanda.records.place import Region
from servanda.records.record import Wording
from servanda.wording import say


class Ruler:
    """One incident measured against one place."""

    def __init__(self, place: str, incident: Incident, docket: Docket) -> None:
        self.place = place
        self.incident = incident
        self.docket = docket
        self._span: tuple[int, int] | None = None

    def measurable(self) -> bool:
        """Whether place and incident both say where they are."""
        somewhere = bool(self.incident.where) and has_shape(self._record())
        return somewhere and all(drawable(region, self.docket) for region in self.incident.where)

    def span(self) -> tuple[int, int]:
        """Least and greatest possible distance, metres; only where it is measurable."""
        if self._span is None:
            self._span = self._measured()
        return self._span

    def _measured(self) -> tuple[int, int]:
        spans = [_span(region, self.place, self.docket) for region in self.incident.where]
        low, high = max(span[0] for span in spans), min(span[1] for span in spans)
        if self.incident.contradictory or low > high:
            return min(span[0] for span in spans), max(span[1] for span in spans)
        return low, high

    def chance(self, limit_m: int) -> Chance | None:
        """Whether it was nearer than a limit; none if that cannot be measured."""
        chances = [_nearer(region, self.place, limit_m, self.docket) for region in self.incident.where]
        return joined(chances, either=self.incident.contradictory)

    def _record(self) -> Place:
        return self.docket.place(self.place)


def limit_key(place: str, limit_m: int) -> str:
    """Under which name the docket remembers whether a region was nearer to a place than a limit."""
    return f"{place} < {limit_m}"


def _nearer(region: Region, place: str, limit_m: int, docket: Docket) -> Chance | None:
    key = (limit_key(place, limit_m), msgspec.json.encode(region))
    if key not in docket.measured:
        found = nearer(place, region, limit_m, docket)
        if found is None:
            return None
        docket.measured[key] = found
    return docket.measured[key]


def _span(region: Region, place: str, docket: Docket) -> tuple[int, int]:
    key = (place, msgspec.json.encode(region))
    if key not in docket.spans:
        docket.spans[key] = distance_range(region, docket.place(place), docket.places)
    return docket.spans[key]


class Bands:
    """The limits that stand at one place, and which of them the measurement leaves undecided."""

    def __init__(self, ruler: Ruler, limits_m: Sequence[int], *, about: str = "") -> None:
        self.ruler = ruler
        self._chances = {limit: ruler.chance(limit) for limit in sorted(set(limits_m))}
        self._unclear = [limit for limit, chance in self._chances.items() if chance is None or chance.certain is None]
        names = (*(f"below {limit}" for limit in self._unclear), "beyond")
        self.variable = Variable(f"distance:{ruler.place}{f':{about}' if about else ''}", names)

    def nearer(self, limit_m: int) -> Expression:
        """Whether it was nearer than one of the limits."""
        if limit_m in self._unclear:
            below = frozenset(f"below {limit}" for limit in self._unclear if limit <= limit_m)
            return OneOf(self.variable, below)
        chance = self._chances[limit_m]
        return YES if chance is not None and chance.certain else NO

    def hinge(self) -> Hinge:
        """What the measurement leaves open: with the probability where one limit alone is undecided."""
        place = self.ruler.docket.call(self.ruler.place)
        chances = [chance for limit in self._unclear if (chance := self._chances[limit]) is not None]
        if not self.ruler.measurable() or not chances:
            says = say("findings.hinge_distance_unknown", place=place)
            return Hinge(cause="missing_evidence", on=self.ruler.place, says=says)
        low, high = self.ruler.span()
        says = say("findings.hinge_distance", place=place, low=low, high=high)
        ppm = chances[0].ppm if len(self._unclear) == 1 else None
        return Hinge(cause="measurement", on=self.ruler.place, says=says, chance=ppm)


def limits_of(limit: str | OpenRef, docket: Docket) -> dict[str, int] | None:
    """The limit in metres, `{"": m}`, or the limit under each reading; none if a reading states no distance.

    Raises:
        InputError: `distance-unknown` for a stated distance that is none.
    """
    if not isinstance(limit, OpenRef):
        stated = metres(limit)
        if stated is None:
            raise InputError("distance-unknown", f"'{limit}' is no distance.", hint="Write 700 m or 1.5 km.")
        return {"": stated}
    return values_of(limit.open, docket, metres)


def is_nearer(limit: str | OpenRef, bands: Bands, docket: Docket) -> Question:
    """Whether it was nearer than a stated or open distance."""
    names = [limit.open] if isinstance(limit, OpenRef) else []
    return Question(
        _asks(limit, bands.ruler, docket),
        answer=_answer(limit, bands, docket),
        rests_on=tuple(sorted([*bands.ruler.incident.observations, *names])),
        hinges=((bands.variable.name, bands.hinge()), *number_hinges(limit, docket)),
        claim=_claim(limit, bands.ruler, docket),
        gauges=tuple(Gauge(name, "m", *bands.ruler.span(), rises=True) for name in names if bands.ruler.measurable()),
    )


def _claim(limit: str | OpenRef, ruler: Ruler, docket: Docket) -> Claim:
    """What was measured against which limit; no numbers where nothing could be measured."""
    (low, high), known = ruler.span() if ruler.measurable() else (None, None), (limits_of(limit, docket) or {}).get("")
    return Claim(kind="nearer", on=[ruler.place], about=ruler.incident.id, low=low, high=high, limit=known)


def _answer(limit: str | OpenRef, bands: Bands, docket: Docket) -> Expression:
    if isinstance(limit, OpenRef):
        return compared(limit, docket, metres, bands.nearer)
    return bands.nearer((limits_of(limit, docket) or {"": 0})[""])


def _asks(limit: str | OpenRef, ruler: Ruler, docket: Docket) -> Wording:
    limits, place = limits_of(limit, docket), docket.call(ruler.place)
    if not ruler.measurable():
        return say("findings.asks_nearer_unmeasured", place=place)
    low, high = ruler.span()
    if limits is not None and "" in limits:
        return say("findings.asks_nearer", limit=limits[""], place=place, low=low, high=high)
    return say("findings.asks_nearer_open", place=place, low=low, high=high)
