"""GeoJSON files → shapes in whole numbers (1e-7 degree), refusing all that could be drawn in two ways (RFC 7946)."""

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import shapely

from servanda.errors import InputError
from servanda.records.place import Point

Json: TypeAlias = Any
"""Decoded JSON: checked step by step below."""
Shape: TypeAlias = list[Point]

MAX_BYTES = 32 * 1024 * 1024
_LEAST_RING = 4
_PAIR = 2
_NORTH, _EAST = 90, 180
_WHOLE = Decimal(10_000_000)


def shapes_of(reference: str, folder: Path, *, place: str) -> list[Shape]:
    """The shape that `FILE#ID` names, as rings, paths or points.

    Args:
        reference: File relative to the folder, `#`, and the `id` of the feature (its own or among its properties).
        folder: Folder of the instrument; nothing outside it is read.
        place: Where the reference stands, for messages about the reference itself.

    Raises:
        InputError: `geometry-…` with file and feature.
    """
    name, mark, identifier = reference.partition("#")
    if not (name and mark and identifier):
        says = f"'{reference}' names no file and feature."
        raise InputError("geometry-reference", says, place=place, hint="Write FILE#ID, such as places.geojson#zone-a.")
    feature = _feature(_collection(_inside(name, folder, place), name), identifier, place=place, name=name)
    geometry = feature.get("geometry")
    return _shapes(geometry if isinstance(geometry, dict) else {}, f"{name}#{identifier}")


def _inside(name: str, folder: Path, place: str) -> Path:
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        says = f"'{name}' lies outside the folder of the instrument."
        raise InputError("geometry-outside-folder", says, place=place, hint="Copy the file beside the instrument.")
    if not file.is_file():
        says = f"There is no file '{name}' beside the instrument."
        raise InputError("geometry-not-found", says, place=place, hint="Check the name; it is relative to the folder.")
    return file


def _collection(file: Path, name: str) -> dict[str, Json]:
    size = file.stat().st_size
    if size > MAX_BYTES:
        says = f"The file has {size} bytes; at most {MAX_BYTES} are read."
        raise InputError("geometry-too-large", says, place=name, hint="Simplify the shapes or split the file.")
    try:
        data = json.loads(
            file.read_bytes().decode("utf-8"),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_unique,
        )
    except (ValueError, RecursionError) as error:
        says = f"The file is not GeoJSON: {str(error) or 'nested too deeply'}."
        raise InputError("geometry-json", says, place=name, hint="Export it again as GeoJSON in UTF-8.") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        says = f"The file holds '{data.get('type') if isinstance(data, dict) else type(data).__name__}'."
        raise InputError("geometry-json", says, place=name, hint="Make it a FeatureCollection.")
    if "crs" in data:
        says = f"The member 'crs' is '{str(data['crs'])[:80]}'."
        raise InputError("geometry-crs", says, place=name, hint="Export in WGS 84 longitude, latitude; remove 'crs'.")
    return data


def _refuse_constant(word: str) -> Json:
    raise ValueError(f"'{word}' is not a number")


def _unique(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    seen: dict[str, Json] = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"the key '{key}' stands twice in one object")
        seen[key] = value
    return seen


def _feature(collection: dict[str, Json], identifier: str, *, place: str, name: str) -> dict[str, Json]:
    features = collection.get("features")
    listed = [item for item in features if isinstance(item, dict)] if isinstance(features, list) else []
    found = [item for item in listed if _identifier(item) == identifier]
    if len(found) == 1:
        return found[0]
    known = ", ".join(sorted(name for name in map(_identifier, listed) if name)[:12])
    says = f"'{name}' holds {len(found)} features with the id '{identifier}'."
    raise InputError("geometry-feature", says, place=place, hint=f"Name one of: {known or 'none there has an id'}.")


def _identifier(feature: dict[str, Json]) -> str:
    properties = feature.get("properties")
    inner = properties.get("id") if isinstance(properties, dict) else None
    return str(feature.get("id", inner) or "")


def _shapes(geometry: dict[str, Json], where: str) -> list[Shape]:
    kind, parts = geometry.get("type"), geometry.get("coordinates")
    if kind == "Point":
        return [[_point(parts, where)]]
    if kind == "MultiPoint":
        return [[_point(part, where)] for part in _list(parts, where)]
    if kind == "LineString":
        return [_path(parts, where)]
    if kind == "MultiLineString":
        return [_path(part, where) for part in _list(parts, where)]
    if kind == "Polygon":
        return _polygon(parts, where)
    if kind == "MultiPolygon":
        return [ring for part in _list(parts, where) for ring in _polygon(part, where)]
    hint = "Use Point, MultiPoint, LineString, MultiLineString, Polygon or MultiPolygon."
    raise InputError("geometry-kind", f"The geometry is of type '{kind}'.", place=where, hint=hint)


def _list(parts: Json, where: str) -> list[Json]:
    if not isinstance(parts, list) or not parts:
        says = f"The coordinates are '{str(parts)[:60]}'."
        raise InputError("geometry-empty", says, place=where, hint="Draw the shape; leave the place open if unknown.")
    return parts


def _path(parts: Json, where: str) -> Shape:
    points = [_point(part, where) for part in _list(parts, where)]
    if len(points) < _PAIR or len(set(map(_pair, points))) < _PAIR:
        says = f"A line of {len(points)} points has no length."
        raise InputError("geometry-line", says, place=where, hint="Give at least two different points.")
    return points


def _polygon(parts: Json, where: str) -> list[Shape]:
    rings = [_ring(part, where) for part in _list(parts, where)]
    shell, *holes = [[_pair(point) for point in ring] for ring in rings]
    polygon = shapely.Polygon(shell, holes)
    if not polygon.is_valid:
        says = f"The outline is not a simple one: {shapely.is_valid_reason(polygon)} (units of 1e-7 degree)."
        raise InputError("geometry-self-crossing", says, place=where, hint="Redraw it so that no edge crosses another.")
    return [ring[:-1] for ring in rings]


def _ring(parts: Json, where: str) -> Shape:
    points = [_point(part, where) for part in _list(parts, where)]
    if len(points) < _LEAST_RING or points[0] != points[-1]:
        says = f"A ring of {len(points)} points is not closed."
        hint = "Repeat the first point at the end; a ring has at least three corners."
        raise InputError("geometry-ring-open", says, place=where, hint=hint)
    return points


def _point(pair: Json, where: str) -> Point:
    numbers = list(_numbers(pair)) if isinstance(pair, list) else []
    if not isinstance(pair, list) or len(pair) != _PAIR or len(numbers) != _PAIR:
        says = f"'{_written(pair)}' is not a pair of longitude and latitude."
        raise InputError("geometry-position", says, place=where, hint="Write [longitude, latitude], without height.")
    lon, lat = numbers
    if abs(lat) > _NORTH and abs(lat) <= _EAST and abs(lon) <= _NORTH:
        says = f"'{_written(pair)}' has its second number outside -90 … 90: longitude and latitude look swapped."
        raise InputError("geometry-swapped", says, place=where, hint="GeoJSON has longitude first.")
    if abs(lat) > _NORTH or abs(lon) > _EAST:
        says = f"'{_written(pair)}' lies outside the world."
        raise InputError("geometry-range", says, place=where, hint="Longitude -180 … 180, latitude -90 … 90 (WGS 84).")
    return Point(lat_e7=round(lat * _WHOLE), lon_e7=round(lon * _WHOLE))


def _numbers(pair: list[Json]) -> Iterator[Decimal]:
    for number in pair:
        if isinstance(number, Decimal | int) and not isinstance(number, bool):
            yield Decimal(number)


def _written(pair: Json) -> str:
    return json.dumps(pair, default=str)[:60]


def _pair(point: Point) -> tuple[int, int]:
    return point.lon_e7, point.lat_e7
