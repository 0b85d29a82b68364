"""Where it was: in a place of the instrument, or not; certain, a probability, or not to be told."""

from collections.abc import Callable, Sequence

import msgspec

from servanda.findings.docket import Docket
from servanda.findings.question import Question
from servanda.geo import Chance, has_shape, inside, limits_m, nearer_than, region_polygon
from servanda.logic import NO, YES, All, Any, Expression, OneOf, reading_variable, unknown
from servanda.records.agreement import Band, OpenTerm, Place
from servanda.records.finding import Claim, Hinge
from servanda.records.incident import Incident
from servanda.records.place import InPlace, Path, Region
from servanda.wording import say

_EVEN = 500_000


def open_hinge(name: str, docket: Docket) -> Hinge:
    """The hinge on an open term: its question."""
    return Hinge(cause="open_term", on=name, says=say("findings.hinge_open", question=docket.question_of(name)))


def open_hinges(name: str, docket: Docket) -> list[tuple[str, Hinge]]:
    """The same hinge for both unknowns behind an open term: which reading, and, without readings, what at all."""
    return [(f"{kind}:{name}", open_hinge(name, docket)) for kind in ("open", "unsettled")]


def open_term(name: str, docket: Docket) -> OpenTerm:
    """An open term by name; one that the instrument does not define is as open as can be."""
    return docket.agreement.open.get(name) or OpenTerm(question={})


def is_inside(place: str, incident: Incident, docket: Docket) -> Question:
    """Whether it was in a place; where the text leaves the place open, under each of its readings."""
    drawn = drawn_behind(place, docket)
    hinges = [] if drawn == {"": place} else undefined_hinges(place, docket)
    hinges += [(f"in:{name}", _unmeasured(name, incident, docket)) for name in sorted(set((drawn or {}).values()))]
    return Question(
        say("findings.asks_inside", place=docket.call(place)),
        answer=under_readings(place, drawn, lambda name: _inside(name, incident, docket), docket),
        rests_on=tuple(sorted(incident.observations)),
        hinges=tuple(hinges),
        claim=Claim(kind="inside", on=[place], about=incident.id),
    )


def drawn_places(place: str, docket: Docket) -> list[str]:
    """The places that are measured to tell whether something was in one: itself, or one for each of its readings."""
    return sorted(set((drawn_behind(place, docket) or {}).values()))


def drawn_behind(place: str, docket: Docket) -> dict[str, str] | None:
    """The drawn place behind each reading; `{"": place}` if it is not open, none if nobody can draw it."""
    record = docket.place(place)
    if has_shape(record) or not (record.open or record.is_ == "undefined"):
        return {"": place}
    term = open_term(record.open, docket)
    readings = {name: str(read.value) for name, read in term.readings.items() if read.value in docket.places}
    if term.settled in readings:
        return {"": readings[term.settled]}
    return readings if readings and len(readings) == len(term.readings) else None


def under_readings(
    place: str, drawn: dict[str, str] | None, answer: Callable[[str], Expression], docket: Docket
) -> Expression:
    """An answer about a place: its own, or that of the place drawn for each reading of what the text leaves open."""
    if drawn is not None and "" in drawn:
        return answer(drawn[""])
    name = docket.place(place).open
    variable = reading_variable(name, open_term(name, docket))
    if drawn is None or variable is None:
        return unknown(f"unsettled:{name}")
    return Any(tuple(All((OneOf(variable, frozenset({each})), answer(drawn[each]))) for each in sorted(drawn)))


def undefined_hinges(place: str, docket: Docket) -> list[tuple[str, Hinge]]:
    """The hinges of a place that nobody can draw: its open term, or the place itself."""
    if docket.place(place).open:
        return open_hinges(docket.place(place).open, docket)
    says = say("findings.hinge_undefined", place=docket.call(place))
    return [("unsettled:", Hinge(cause="open_term", on=place, says=says))]


def _inside(place: str, incident: Incident, docket: Docket) -> Expression:
    chance = chance_inside(place, incident.where, docket, either=incident.contradictory)
    if chance is None or chance.certain is None:
        return unknown(f"in:{place}")
    return YES if chance.certain else NO


def _unmeasured(place: str, incident: Incident, docket: Docket) -> Hinge:
    chance = chance_inside(place, incident.where, docket, either=incident.contradictory)
    return inside_hinge(place, chance, docket)


def inside_hinge(place: str, chance: Chance | None, docket: Docket) -> Hinge:
    """The hinge that it is not certain whether it was in a place."""
    if chance is None:
        says = say("findings.hinge_where", place=docket.call(place))
        return Hinge(cause="missing_evidence", on=place, says=says)
    says = say("findings.hinge_inside", place=docket.call(place), chance=chance.ppm)
    return Hinge(cause="measurement", on=place, says=says, chance=chance.ppm)


def chance_inside(
    place: str | Place, regions: Sequence[Region], docket: Docket, *, either: bool = False
) -> Chance | None:
    """Whether a thing was in a place, by all its regions; none if nobody can measure it.

    Args:
        place: The place, or its name in the instrument.
        regions: It was where all of them allow.
        docket: The instrument.
        either: True if the regions contradict each other: then it was in one of them.
    """
    return joined([_one(place, region, docket) for region in regions], either=either)


def _one(place: str | Place, region: Region, docket: Docket) -> Chance | None:
    if isinstance(region, InPlace) and region.place == place:
        return Chance(ppm=1_000_000, certain=True)
    record = docket.place(place) if isinstance(place, str) else place
    if record.band is not None and not isinstance(region, Path):
        return _in_band(record.band, record, region, docket)
    if isinstance(region, InPlace) and _part_of(region.place, place, docket):
        return Chance(ppm=1_000_000, certain=True)
    if not has_shape(record) or not drawable(region, docket):
        return None
    if not isinstance(place, str):
        return inside(region, record, docket.places)
    key = (place, msgspec.json.encode(region))
    if key not in docket.measured:
        docket.measured[key] = inside(region, record, docket.places)
    return docket.measured[key]


def _part_of(band: str, place: str | Place, docket: Docket) -> bool:
    """Whether a place is a band of another."""
    own = docket.place(band).band
    return own is not None and own.within == place


def _in_band(band: Band, drawn: Place, region: Region, docket: Docket) -> Chance | None:
    """Whether it was in a band: in the place it is part of, and at such a distance from its line.

    The probability, where it is not certain, is taken from the outline of the band.
    """
    limits = limits_m(band, docket.agreement.open)
    if limits is None:
        return None
    whole, (beyond, up_to) = _one(band.within, region, docket), limits
    near, far = nearer(band.from_, region, up_to, docket), nearer(band.from_, region, beyond, docket)
    answers = [each.certain if each is not None else None for each in (whole, near, far)]
    if answers[0] is False or answers[1] is False or answers[2] is True:
        return Chance(ppm=0, certain=False)
    if answers == [True, True, False]:
        return Chance(ppm=1_000_000, certain=True)
    if whole is None or near is None or far is None or not has_shape(drawn):
        return None
    shown = inside(region, drawn, docket.places)
    return Chance(ppm=min(999_999, max(1, shown.ppm)), certain=None)


def nearer(line: str, region: Region, limit_m: int, docket: Docket) -> Chance | None:
    """Whether something was nearer to a place than a limit; none if that cannot be measured.

    What lies in a band of that line is as far from it as the band says, wherever the line may run.
    """
    record = docket.place(line)
    band = docket.place(region.place).band if isinstance(region, InPlace) else None
    stated = limits_m(band, docket.agreement.open) if band is not None and band.from_ == line else None
    if stated is not None and (stated[1] <= limit_m or stated[0] >= limit_m):
        return Chance(ppm=1_000_000 if stated[1] <= limit_m else 0, certain=stated[1] <= limit_m)
    if not has_shape(record) or not drawable(region, docket):
        return None
    return nearer_than(region, record, limit_m, docket.places)


def region_place(region: Region, docket: Docket) -> Place:
    """A region as a zone: the outline of its 95 % part."""
    return Place(name={}, is_="zone", shapes=region_polygon(region, docket.places))


def drawable(region: Region, docket: Docket) -> bool:
    """Whether a region says where it is."""
    return not isinstance(region, InPlace) or has_shape(docket.place(region.place))


def joined(chances: Sequence[Chance | None], *, either: bool = False) -> Chance | None:
    """One answer from several regions of the same thing; none if there is no number for it.

    Regions that contradict each other (`either`) make certain only what all of them say. Otherwise it lies in all of
    them, so one certain region is enough. Undecided, the sharpest region speaks; where certain ones disagree, none.

    >>> joined([Chance(ppm=0, certain=False), Chance(ppm=400_000, certain=None)])
    Chance(ppm=0, certain=False)
    """
    decided = {chance.certain for chance in chances if chance is not None and chance.certain is not None}
    unclear = [chance for chance in chances if chance is None or chance.certain is None]
    if len(decided) == 1 and not (either and unclear):
        certain = decided.pop()
        return Chance(ppm=1_000_000 if certain else 0, certain=certain)
    numbers = [chance.ppm for chance in unclear if chance is not None]
    if decided or not numbers:
        return None
    return Chance(ppm=max(numbers, key=lambda ppm: (abs(ppm - _EVEN), ppm)), certain=None)
