"""What a well-formed observation must not say: each rule names its reason."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TypeAlias

from servanda.errors import InputError
from servanda.geo import moments_of
from servanda.plain import YEARS
from servanda.plain.loaded import Plain
from servanda.records.observation import Notice, Observation, Watch
from servanda.records.place import Area, Disc, InPlace, Path, Point, Region, Sector, Spot
from servanda.records.time import Interval

NOTHING = "nothing"
"""Act of a nil observation: somebody looked and perceived nothing."""

CLOCK_SKEW = timedelta(minutes=5)
"""How far the clocks of a sensor and of the record may differ."""

VERBS: dict[str, frozenset[str]] = {
    "own_senses": frozenset({"saw", "heard"}),
    "camera": frozenset({"saw", "recorded"}),
    "acoustic": frozenset({"heard", "recorded"}),
    "seismic": frozenset({"recorded"}),
    "satellite_fire": frozenset({"recorded"}),
    "uav": frozenset({"saw", "recorded"}),
    "inspection": frozenset({"saw", "recorded"}),
    "document": frozenset({"recorded", "was_told"}),
    "party_complaint": frozenset({"alleged"}),
    "media": frozenset({"was_told", "recorded"}),
    "catalogue": frozenset({"recorded"}),
}
"""Which verbs go with which method: a sensor alleges nothing, a party's complaint does nothing else."""

_DEGREES_LAT, _DEGREES_LON = 90, 180
_HALF_EARTH_M = 20_000_000
_LENGTHS = ("sigma_m", "radius_m", "distance_m", "distance_sigma_m")
Raw: TypeAlias = dict[str, Plain]


def check_observation(observation: Observation, raw: Raw, place: str) -> None:
    """Refuse an observation that cannot be right.

    Args:
        observation: The decoded record.
        raw: The same as it came, to see what was left out.
        place: `file:line`.

    Raises:
        InputError: the first rule it breaks.
    """
    _not_empty({name: getattr(observation, name) for name in ("id", "observer", "origin", "act")}, place)
    _dated([observation.when], [observation.recorded_at], place)
    for rule in (_time, _verb, _number, _nil):
        rule(observation, raw, place)
    check_region(observation.where, raw.get("where"), place)
    if observation.corrects == observation.id:
        says = f"'{observation.id}' corrects itself."
        raise InputError("observation-corrects-itself", says, place=place, hint="Give the correction a new id.")


def check_watch(watch: Watch, raw: Raw, place: str) -> None:
    """Refuse a watch that cannot be right.

    Raises:
        InputError: the first rule it breaks.
    """
    _not_empty({"id": watch.id, "observer": watch.observer}, place)
    _dated([watch.when, *watch.interrupted], [], place)
    check_region(watch.where, raw.get("where"), place)
    if not watch.acts:
        says = f"The watch '{watch.id}' would have noticed no act: acts is []."
        raise InputError(
            "watch-without-acts", says, place=place, hint="Name the acts it would have noticed: fire, fly."
        )
    if watch.when.start is None or watch.when.end is None:
        says = f"The watch '{watch.id}' has no {'start' if watch.when.start is None else 'end'}."
        raise InputError("watch-open-ended", says, place=place, hint="State both: nobody watches for ever.")
    if any(not watch.when.meets(gap) for gap in watch.interrupted):
        says = f"An interruption of '{watch.id}' lies outside its time."
        raise InputError("watch-interruption-outside", says, place=place, hint="Check the day of the interruption.")


def check_notice(notice: Notice, raw: Raw, place: str) -> None:
    """Refuse a notice that cannot be right; a late one is taken, since lateness is for the term to judge.

    Raises:
        InputError: the first rule it breaks.
    """
    _not_empty({"id": notice.id, "by": notice.by, "to": notice.to, "act": notice.act}, place)
    _dated([notice.when], [notice.given_at], place)
    check_region(notice.where, raw.get("where"), place)


def check_region(region: Region, raw: Plain, place: str) -> None:
    """Refuse a region whose figures cannot be what was measured.

    Raises:
        InputError: `coordinates-not-e7`, `length-beyond-earth`, `ring-without-area`, `declination-missing`.
    """
    if isinstance(region, Area):
        _enclosing(region, place)
    for name in _LENGTHS:
        if (length := getattr(region, name, 0)) > _HALF_EARTH_M:
            says = f"{name} is {length} m, more than half way round the Earth."
            raise InputError("length-beyond-earth", says, place=place, hint="Write metres; check the unit.")
    for point in points_of(region):
        if abs(point.lat_e7) <= _DEGREES_LAT and abs(point.lon_e7) <= _DEGREES_LON:
            says = f"lat_e7 {point.lat_e7}, lon_e7 {point.lon_e7} is a place within centimetres of 0°, 0°."
            hint = "Write degrees times 10,000,000: 47.1 is 471000000."
            raise InputError("coordinates-not-e7", says, place=place, hint=hint)
    if not isinstance(region, Sector) or region.north == "true":
        return
    if not (isinstance(raw, dict) and "declination_cdeg" in raw):
        says = f"The bearing was read against {region.north} north, and no declination is given."
        hint = "Add declination_cdeg: hundredths of a degree to be added to the bearing; 0 if there is none."
        raise InputError("declination-missing", says, place=place, hint=hint)


def points_of(region: Region) -> Iterator[Point]:
    """The points that a region is written with; none for a place named only."""
    match region:
        case Spot() | Disc():
            yield region.at
        case Sector():
            yield region.post
        case Area():
            yield from region.ring
        case Path():
            yield from region.points
        case InPlace():
            return


def _enclosing(region: Area, place: str) -> None:
    try:
        moments_of(region, {})
    except InputError as error:
        raise InputError(error.code, error.says, place=place, hint=error.hint) from error


def _not_empty(fields: dict[str, str], place: str) -> None:
    for name, value in fields.items():
        if not value.strip():
            says = f"The field '{name}' is {value!r}."
            raise InputError("field-empty", says, place=place, hint="Write a name that can be cited.")


def _dated(windows: Sequence[Interval], moments: Sequence[datetime], place: str) -> None:
    for moment in (*moments, *(side for window in windows for side in (window.start, window.end))):
        if moment is not None and moment.year not in YEARS:
            says = f"The year of {moment.isoformat()} is {moment.year}."
            raise InputError("time-out-of-range", says, place=place, hint="Check the year and the clock.")


def _time(observation: Observation, _raw: Raw, place: str) -> None:
    start, end = observation.when.start, observation.when.end
    if start is None and end is None:
        says = f"'{observation.id}' says neither when it began nor when it ended."
        raise InputError("time-missing", says, place=place, hint="Give the widest time it may have been.")
    first = start or end
    if first is not None and first > observation.recorded_at + CLOCK_SKEW:
        recorded = observation.recorded_at.isoformat()
        says = f"It was perceived at {first.isoformat()}, after it was recorded at {recorded}."
        raise InputError("time-after-record", says, place=place, hint="Check the day, the zone and the clock.")


def _verb(observation: Observation, _raw: Raw, place: str) -> None:
    allowed = VERBS[observation.method]
    if observation.verb not in allowed:
        says = f"The method '{observation.method}' does not go with the verb '{observation.verb}'."
        hint = f"Write {' or '.join(sorted(allowed))}: what a party says of another is alleged, what is seen is not."
        raise InputError("verb-unfit", says, place=place, hint=hint)


def _number(observation: Observation, raw: Raw, place: str) -> None:
    low, high = observation.count.low, observation.count.high
    if high is not None and high < low:
        says = f"The count goes from {low} to {high}."
        raise InputError("count-reversed", says, place=place, hint="Swap low and high.")
    if observation.act != NOTHING and "count" in raw and (high == 0 or (low == 0 and high is None)):
        says = f"The count of '{observation.act}' is {low}: that is no observation of it."
        raise InputError("count-nought", says, place=place, hint="Write act nothing if somebody looked and saw none.")
    calibre = observation.calibre
    if calibre is not None and calibre.high_mm < calibre.low_mm:
        says = f"The calibre goes from {calibre.low_mm} to {calibre.high_mm} mm."
        raise InputError("calibre-reversed", says, place=place, hint="Swap low_mm and high_mm.")


def _nil(observation: Observation, raw: Raw, place: str) -> None:
    if observation.act != NOTHING:
        return
    stated = [name for name in ("things", "calibre", "by") if raw.get(name)]
    if "count" in raw and observation.count.low > 0:
        stated.append("count")
    if stated:
        says = f"A nil observation states {', '.join(stated)}."
        raise InputError("nil-with-content", says, place=place, hint="Leave it out, or name the act perceived.")
