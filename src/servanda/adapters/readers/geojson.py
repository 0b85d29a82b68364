"""GeoJSON: features with what, when, and a geometry of stated size → observations; a bad feature is a rejection.

A point needs the distance within which it was, a line the error of its fixes; a polygon is its own error. Longitude
comes first (RFC 7946).
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal
from zoneinfo import ZoneInfo

import msgspec

from servanda.adapters.readers.taken import How, Taken
from servanda.errors import InputError
from servanda.observations import NOTHING, collect
from servanda.records.rejection import Rejection, rejected

MAX_NUMBER = 10_000_000
RADII = ("radius_m", "accuracy_m", "accuracy")
"""Properties that state the distance in metres, the first that is there first."""
KILOMETRES = ("radius_km", "accuracy_km", "precision_km")
_TAKEN = frozenset({"id", "date", "start", "end", "act", "by", "place", "place_name", "sigma_m", *RADII, *KILOMETRES})
_FEW, _PAIR, _CORNERS = 2, 2, 4


CODES = ("geo_precision", "where_prec", "time_precision", "date_prec")
"""Properties of catalogues whose codes mean something only in their own format."""
_DEGREES = ("CRS84", "4326")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)\s?(Z|[+-]\d{2}:?\d{2})?)?")
_MIDNIGHT = re.compile(r"00:00(:00(\.0+)?)?")


class _Collection(msgspec.Struct):
    type: Literal["FeatureCollection"]
    features: list[msgspec.Raw]
    crs: Any = None


def read(raw: bytes, name: str, how: How) -> Taken:
    """Read a feature collection.

    Args:
        raw: The file.
        name: Name it is cited by; features are cited as `name:features[3]`.
        how: What the file does not say: `radius_m` for points that state no distance.

    Raises:
        InputError: `geojson-unreadable` if it is no feature collection.
    """
    try:
        whole = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Collection)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        says = f"It is no feature collection: {error}."
        raise InputError("geojson-unreadable", says, place=name, hint="Export it as GeoJSON, UTF-8.") from error
    if whole.crs is not None and not any(name in _written(whole.crs) for name in _DEGREES):
        says = "Its coordinates are of another reference system than WGS 84."
        raise InputError("geojson-projected", says, place=name, hint="Export it in WGS 84, longitude and latitude.")
    features = whole.features
    lines: list[tuple[str, bytes]] = []
    refused: dict[str, Rejection] = {}
    source = {f"{name}:features[{at}]": bytes(feature) for at, feature in enumerate(features)}
    for place, feature in source.items():
        try:
            lines.append((place, msgspec.json.encode(_observation(feature, place, how, Path(name).stem))))
        except InputError as error:
            refused[place] = rejected(error, kind="observation", raw=feature)
    collected = collect(lines)
    for each in collected.rejections:
        digest = hashlib.sha256(source[each.place]).hexdigest()
        refused[each.place] = msgspec.structs.replace(each, raw_sha256=digest)
    rejections = [refused[place] for place in source if place in refused]
    return Taken(rows=len(features), taken=len(collected.records), observations=collected.table, rejections=rejections)


def _observation(feature: bytes, place: str, how: How, stem: str) -> dict[str, Any]:
    """A feature as a plain observation.

    Raises:
        InputError: it is no feature, or says not how exact it is.
    """
    try:
        data = msgspec.json.decode(feature)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise InputError("feature-unreadable", f"It is no JSON: {error}.", place=place) from error
    properties = data.get("properties") if isinstance(data, dict) else None
    geometry = data.get("geometry") if isinstance(data, dict) else None
    if not isinstance(properties, dict) or not isinstance(geometry, dict):
        says = "It is no feature with geometry and properties."
        raise InputError("feature-unreadable", says, place=place, hint="Give each feature both.")
    given = {key: value for key, value in properties.items() if value is not None}
    own = given.get("id", data.get("id"))
    if isinstance(own, bool | float) or own is None or not str(own).strip():
        hint = "Give every feature an identifier."
        raise InputError("id-missing", "The feature has no id.", place=place, hint=hint)
    if _text(given, "act") == NOTHING:
        says = "The feature says that nothing was perceived; a collection of events cannot say so."
        raise InputError("nil-as-event", says, place=place, hint="Record it as an observation of a watch.")
    coded = next((key for key in CODES if _text(given, key) not in {"", "1"}), None)
    if coded is not None and not any(key in given for key in (*RADII, *KILOMETRES)):
        says = f"{coded} is a code, and no word of what it means."
        hint = "Add radius_m, start and end, as wide as the code of that catalogue says."
        raise InputError("precision-unreadable", says, place=place, hint=hint)
    observer = how.observer or how.source or stem
    return {
        "id": f"{how.source.rpartition(':')[2] or stem}-{own}",
        "observer": observer,
        "method": "catalogue",
        "verb": "recorded",
        "origin": how.source or observer,
        "act": _text(given, "act") or "unclassified",
        "where": _region(geometry, given, place, how),
        "when": _interval(given, place, how.zone),
        "by": list(how.parties.get(_text(given, "by"), ())),
        "recorded_at": how.received.astimezone(UTC),
        "place_name": _text(given, "place_name") or _text(given, "place"),
        "further": _further(given, placed=_text(given, "by") in how.parties),
    }


def _further(given: Mapping[str, Any], *, placed: bool) -> dict[str, str]:
    """Properties that no field takes, and who it was said to be where that is no party."""
    kept = {key: _written(value) for key, value in sorted(given.items()) if key not in _TAKEN}
    return kept if placed or "by" not in given else {**kept, "by": _written(given["by"])}


def _text(given: Mapping[str, Any], key: str) -> str:
    value = given.get(key, "")
    return value.strip() if isinstance(value, str) else _written(value)


def _written(value: Any) -> str:  # noqa: ANN401 - any JSON
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _region(geometry: Mapping[str, Any], given: Mapping[str, Any], place: str, how: How) -> dict[str, Any]:
    kind, coordinates = geometry.get("type"), geometry.get("coordinates")
    shape = _SHAPES.get(kind) if isinstance(kind, str) else None
    if shape is None:
        says = f"The geometry is {str(kind)[:40]!r}."
        raise InputError("geometry-unfit", says, place=place, hint=f"Use one of {', '.join(_SHAPES)}.")
    if not isinstance(coordinates, list):
        raise InputError("geometry-unfit", "The geometry has no coordinates.", place=place, hint="Add them.")
    return shape(coordinates, given, place, how)


def _disc(coordinates: list[Any], given: Mapping[str, Any], place: str, how: How) -> dict[str, Any]:
    at = _position(coordinates, place)
    stated = [_metres(given[key], key, place) for key in RADII if key in given]
    stated += [1000 * _metres(given[key], key, place) for key in KILOMETRES if key in given]
    radius = next(iter(stated), how.radius_m or 0)
    if radius < 1:
        says = "Nothing says how far from its coordinates it may have been."
        hint = "Add a property radius_m, or state one distance for the whole file (--radius)."
        raise InputError("precision-missing", says, place=place, hint=hint)
    return {"kind": "disc", "at": at, "radius_m": radius}


def _area(coordinates: list[Any], _given: Mapping[str, Any], place: str, _how: How) -> dict[str, Any]:
    if len(coordinates) != 1 or not isinstance(coordinates[0], list):
        says = "The polygon has holes or no ring."
        raise InputError("geometry-unfit", says, place=place, hint="Use one ring; fill the holes if it may be there.")
    ring = [_position(each, place) for each in coordinates[0]]
    if len(ring) < _CORNERS or ring[0] != ring[-1]:
        says = f"The ring of {len(ring)} positions is not closed, or has fewer than three corners."
        raise InputError("geometry-unfit", says, place=place, hint="Repeat the first position at the end.")
    return {"kind": "area", "ring": ring[:-1]}


def _path(coordinates: list[Any], given: Mapping[str, Any], place: str, _how: How) -> dict[str, Any]:
    if "sigma_m" not in given:
        says = "Nothing says how exact the fixes of the line are."
        raise InputError("precision-missing", says, place=place, hint="Add a property sigma_m, metres.")
    points = [_position(each, place) for each in coordinates]
    if len(points) < _FEW:
        raise InputError("geometry-unfit", "The line has one position.", place=place, hint="Use a point.")
    return {"kind": "path", "points": points, "sigma_m": _metres(given["sigma_m"], "sigma_m", place)}


_SHAPES: Mapping[str, Callable[[list[Any], Mapping[str, Any], str, How], dict[str, Any]]] = MappingProxyType(
    {"Point": _disc, "Polygon": _area, "LineString": _path}
)


def _position(pair: Any, place: str) -> dict[str, int]:  # noqa: ANN401 - any JSON
    """A position; the reason against one does not repeat it."""
    numbers = pair if isinstance(pair, list) else []
    if len(numbers) < _PAIR or any(isinstance(each, bool) or not isinstance(each, int | float) for each in numbers):
        raise InputError(
            "geometry-unfit", "A position is no pair of numbers.", place=place, hint="Longitude, latitude."
        )
    lon, lat = numbers[:_PAIR]
    if not (abs(lon) <= 180 and abs(lat) <= 90):  # noqa: PLR2004 - degrees
        says = "A position lies beyond 180 degrees of longitude or 90 of latitude."
        raise InputError("coordinate-out-of-range", says, place=place, hint="Write longitude first, in degrees.")
    return {"lat_e7": round(lat * MAX_NUMBER), "lon_e7": round(lon * MAX_NUMBER)}


def _metres(value: Any, key: str, place: str) -> int:  # noqa: ANN401 - any JSON
    """A distance, rounded up."""
    try:
        number = Decimal(_written(value).strip())
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number <= MAX_NUMBER:
        raise InputError("precision-unreadable", f"{key} is no distance.", place=place, hint="Write a number alone.")
    return int(number.to_integral_value("ROUND_CEILING"))


def _interval(given: Mapping[str, Any], place: str, zone: str) -> dict[str, datetime]:
    first, last = (next((given[key] for key in (own, "date") if key in given), None) for own in ("start", "end"))
    if first is None and last is None:
        raise InputError("time-missing", "It says not when it was.", place=place, hint="Add a property date.")
    start, _ = _span(first if first is not None else last, place, zone)
    _, end = _span(last if last is not None else first, place, zone)
    if end < start:
        raise InputError("dates-reversed", "It ends before it begins.", place=place, hint="Swap start and end.")
    return {"start": start, "end": end}


def _span(value: Any, place: str, zone: str) -> tuple[datetime, datetime]:  # noqa: ANN401 - any JSON
    """First and last moment of a day, or of the minute or second that was written; a midnight stands for its day."""
    written = _MOMENT.fullmatch(_text({"": value}, "").strip())
    day, clock, offset = written.groups() if written is not None else ("", None, None)
    try:
        if clock is None or (_MIDNIGHT.fullmatch(clock) and offset in {None, "Z"}):
            begin = datetime.combine(date.fromisoformat(day), time())
            own = "UTC" if offset else zone
            return _utc(begin, own)[0], _utc(begin + timedelta(days=1), own)[0]
        moment = datetime.fromisoformat(f"{day}T{clock}{offset or ''}")
        first, last = _utc(moment, zone)
    except (ValueError, OverflowError) as error:
        says = "It states no day or moment that can be read in one way only."
        hint = "Write 2031-03-14, or 2031-03-14T07:05 with its offset."
        raise InputError("date-unreadable", says, place=place, hint=hint) from error
    return first, last + timedelta(seconds=1 if clock.count(":") > 1 else 60)


def _utc(moment: datetime, zone: str) -> tuple[datetime, datetime]:
    """The first and last moment that a clock showed so."""
    if moment.tzinfo is not None:
        return moment.astimezone(UTC), moment.astimezone(UTC)
    own = ZoneInfo(zone)
    both = sorted(moment.replace(tzinfo=own, fold=fold).astimezone(UTC) for fold in (0, 1))
    if moment.time() != time() and all(each.astimezone(own).replace(tzinfo=None) != moment for each in both):
        says = f"No clock in {zone} showed {moment:%Y-%m-%d %H:%M}."
        raise ValueError(says)
    return both[0], both[1]
