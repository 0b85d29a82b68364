"""A file of land and water → what is drawn below the map of a case.

Only land and water: a line is refused, because a boundary on a base map would say more than the agreement does.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

from servanda.adapters import bytes_in
from servanda.errors import InputError
from servanda.records.place import Point
from servanda.reports.dossier import BaseShape

Json: TypeAlias = Any
"""Decoded JSON: checked step by step below."""

MAX_BYTES = 16 * 1024 * 1024
_E7 = 10_000_000
_PAIR = 2
_LEAST_RING = 4
_NORTH, _EAST = 90, 180
_KINDS = ("land", "water")


def read_base_map(folder: Path, name: str) -> list[BaseShape]:
    """The land and water of a case.

    Args:
        folder: The case folder; nothing outside it is read.
        name: GeoJSON file below it: polygons whose property `kind` is land or water; its member `source` says whose
            they are. Coordinates are WGS 84, longitude first.

    Raises:
        InputError: `base-map-…` with file and feature; `file-not-plain`.
    """
    raw = bytes_in(folder, name, MAX_BYTES + 1)
    if raw is None:
        says = f"The case has no file '{name}'."
        raise InputError("base-map-not-found", says, place=name, hint="Name a file below the case folder.")
    if len(raw) > MAX_BYTES:
        says = f"The file has more than {MAX_BYTES} bytes."
        raise InputError("base-map-too-large", says, place=name, hint="Clip it to what the map shows, and simplify it.")
    data = _collection(raw, name)
    source = data.get("source", "")
    if not isinstance(source, str) or not source.strip():
        says = "The file does not say whose land and water it is."
        raise InputError("base-map-source", says, place=name, hint='Add a member "source" with author and licence.')
    features = data["features"]
    return [
        shape
        for number, feature in enumerate(features, start=1)
        for shape in _shapes(feature, f"{name}: feature {number}", source)
    ]


def _collection(raw: bytes, name: str) -> dict[str, Json]:
    try:
        data = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        says = f"The file is not GeoJSON: {str(error)[:120] or 'nested too deeply'}."
        raise InputError("base-map-json", says, place=name, hint="Export it again as GeoJSON in UTF-8.") from error
    known = (
        isinstance(data, dict) and data.get("type") == "FeatureCollection" and isinstance(data.get("features"), list)
    )
    if not known or not data["features"]:
        says = "The file is no FeatureCollection with features."
        raise InputError("base-map-json", says, place=name, hint="Make it a FeatureCollection of polygons.")
    return dict(data)


def _refuse_constant(word: str) -> Json:
    raise ValueError(f"'{word}' is not a number")


def _shapes(feature: Json, place: str, source: str) -> Iterator[BaseShape]:
    known = feature if isinstance(feature, dict) else {}
    geometry, properties = known.get("geometry"), known.get("properties")
    kind = properties.get("kind") if isinstance(properties, dict) else None
    if kind not in _KINDS:
        says = f"The feature is of kind '{str(kind)[:40]}'."
        raise InputError(
            "base-map-kind", says, place=place, hint='Its property "kind" is land or water; draw nothing else.'
        )
    shape = geometry if isinstance(geometry, dict) else {}
    if shape.get("type") not in {"Polygon", "MultiPolygon"}:
        says = f"The geometry is of type '{str(shape.get('type'))[:40]}'."
        raise InputError("base-map-geometry", says, place=place, hint="Use polygons: a base map draws no lines.")
    parts = shape.get("coordinates")
    for polygon in [parts] if shape["type"] == "Polygon" else _list(parts, place):
        rings = tuple(_ring(ring, place) for ring in _list(polygon, place))
        yield BaseShape(kind="land" if kind == "land" else "water", rings=rings, source=source)


def _list(parts: Json, place: str) -> list[Json]:
    if not isinstance(parts, list) or not parts:
        says = f"The coordinates are '{str(parts)[:40]}'."
        raise InputError("base-map-ring", says, place=place, hint="Leave the feature out if it is empty.")
    return parts


def _ring(parts: Json, place: str) -> tuple[Point, ...]:
    points = tuple(_point(pair, place) for pair in _list(parts, place))
    if len(points) < _LEAST_RING or points[0] != points[-1]:
        says = f"A ring of {len(points)} points is not closed."
        raise InputError("base-map-ring", says, place=place, hint="Repeat the first point at the end.")
    return points[:-1]


def _point(pair: Json, place: str) -> Point:
    whole = pair if isinstance(pair, list) and len(pair) == _PAIR else []
    numbers = [one for one in whole if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) != _PAIR:
        says = f"'{str(pair)[:40]}' is no pair of longitude and latitude."
        raise InputError("base-map-position", says, place=place, hint="Write [longitude, latitude], without height.")
    lon, lat = numbers
    if abs(lon) > _EAST or abs(lat) > _NORTH:
        says = f"'{str(pair)[:40]}' lies outside the world."
        raise InputError("base-map-position", says, place=place, hint="Longitude -180 … 180, latitude -90 … 90.")
    return Point(lat_e7=round(lat * _E7), lon_e7=round(lon * _E7))
