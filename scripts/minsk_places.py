"""Draws the places of `agreements/minsk-2015` from two tables beside it, so that anybody can draw them again.

A line between two sides is drawn where it is equally far to the nearest settlement publicly known to be on either
side: the edge between the cells of a Voronoi diagram. The line really runs somewhere between those settlements, so how
far it is to the nearest of them, at most, is how far the drawing may be off.

    python scripts/minsk_places.py           # writes places.geojson and lines.svg, prints how far each line may be off
    python scripts/minsk_places.py --check   # fails if the files are not what would be drawn
"""

import csv
import json
import math
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPoint, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry
from shapely.ops import split

Json = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "agreements" / "minsk-2015"
MIDDLE_LAT, MIDDLE_LON = 48.2, 38.3
KM_NORTH, KM_EAST = 111.2, 111.32 * math.cos(math.radians(MIDDLE_LAT))
"""Kilometres in a degree about the middle: the chart bends lengths by about one per cent, far below the errors."""
SMOOTH_KM, CRUMB_KM = 0.4, 3.0
LINES = {
    "line-de-facto": ("de_facto", "certain-areas-de-facto"),
    "line-2014": ("memorandum_2014", "certain-areas-2014-line"),
}
COLOURS = {"line-de-facto": "#1b5e8c", "line-2014": "#b3541e"}
HALF_KM = 1.0
DISENGAGEMENT = {"stanytsia-luhanska": (48.640, 39.460), "zolote": (48.661, 38.512), "petrivske": (47.645, 37.775)}
"""Middles as far as public reports place them: the bridge, the closed crossing, the ground between two villages."""


def chart(lon: float, lat: float) -> tuple[float, float]:
    """Kilometres east and north of the middle."""
    return (lon - MIDDLE_LON) * KM_EAST, (lat - MIDDLE_LAT) * KM_NORTH


def degrees(x: float, y: float) -> list[float]:
    """Longitude and latitude, to a metre."""
    return [round(MIDDLE_LON + x / KM_EAST, 5), round(MIDDLE_LAT + y / KM_NORTH, 5)]


def settlements() -> list[dict[str, str]]:
    """The table of settlements with the side each was on."""
    with (FOLDER / "settlements.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def regions() -> dict[str, Polygon]:
    """The two regions on the chart."""
    read = json.loads((FOLDER / "regions.geojson").read_text("utf-8"))
    rings = {each["id"]: shape(each["geometry"]).exterior.coords for each in read["features"]}
    return {name: Polygon([chart(*spot) for spot in ring]) for name, ring in rings.items()}


def spots(rows: Iterable[dict[str, str]]) -> list[Point]:
    """Settlements on the chart."""
    return [Point(chart(float(row["lon"]), float(row["lat"]))) for row in rows]


def divided(column: str, both: BaseGeometry) -> tuple[LineString, BaseGeometry, float]:
    """The line between the sides, the ground behind it, and how far the line may be off (km).

    Args:
        column: Which of the two lines: a column of the table that says on which side each settlement was.
        both: The two regions together.
    """
    placed = [row for row in settlements() if row[column]]
    points = spots(placed)
    cells = shapely.voronoi_polygons(MultiPoint(points), extend_to=both.buffer(50), ordered=True).geoms
    held = shapely.union_all([cell for cell, row in zip(cells, placed, strict=True) if row[column] == "CADLR"])
    inner = shapely.intersection(largest(held), both)
    line = largest(shapely.line_merge(inner.boundary.intersection(both.buffer(-CRUMB_KM / 2))))
    drawn = shapely.simplify(line, SMOOTH_KM)
    sides = [[at for at, row in zip(points, placed, strict=True) if row[column] == side] for side in ("UA", "CADLR")]
    reach = [MultiPoint(side) for side in sides]
    off = max(at.distance(side) for at in vertices(drawn) for side in reach)
    return drawn, behind(drawn, both, reach[1]), off


def vertices(line: LineString) -> list[Point]:
    """Points of a line, no more than a kilometre apart."""
    return [Point(spot) for spot in shapely.segmentize(line, 1.0).coords]


def behind(line: LineString, both: BaseGeometry, held: BaseGeometry) -> BaseGeometry:
    """The part of the regions that the line leaves on the side of the given settlements."""
    parts = split(both, prolonged(line, both)).geoms
    return max(parts, key=lambda part: len([spot for spot in held.geoms if part.covers(spot)]))


def prolonged(line: LineString, both: BaseGeometry) -> LineString:
    """A line led a little beyond the edge of the regions at either end, by the shortest way."""
    ends = [Point(line.coords[0]), Point(line.coords[-1])]
    feet = [shapely.shortest_line(end, both.boundary).coords for end in ends]
    beyond = [(2 * foot[1][0] - foot[0][0], 2 * foot[1][1] - foot[0][1]) for foot in feet]
    return LineString([beyond[0], *line.coords, beyond[1]])


def largest(geometry: BaseGeometry) -> BaseGeometry:
    """The largest of several parts: islands of a diagram are no line of contact."""
    return max(getattr(geometry, "geoms", [geometry]), key=lambda part: (part.area, part.length))


def square(lat: float, lon: float) -> Polygon:
    """Two kilometres by two, sides to the four quarters of the sky: the corners are not published."""
    x, y = chart(lon, lat)
    return shapely.box(x - HALF_KM, y - HALF_KM, x + HALF_KM, y + HALF_KM)


def feature(name: str, geometry: BaseGeometry) -> Json:
    """A feature in longitude and latitude."""
    moved = shapely.transform(geometry, lambda xy: [degrees(x, y) for x, y in xy])
    return {"type": "Feature", "id": name, "properties": {}, "geometry": json.loads(shapely.to_geojson(moved))}


def drawn() -> tuple[list[Json], dict[str, float]]:
    """Every feature, and how far each line may be off (km)."""
    both = shapely.union_all(list(regions().values()))
    features, off = [feature("both-regions", both)], {}
    for name, (column, area) in LINES.items():
        line, ground, off[name] = divided(column, both)
        features += [feature(name, line), feature(area, ground)]
    features += [feature(name, square(*middle)) for name, middle in DISENGAGEMENT.items()]
    features.append(feature("settlements", MultiPoint(spots(settlements()))))
    return features, off


def text_of(features: Sequence[Json]) -> str:
    """One feature a line, so that a change shows where it is."""
    lines = ",\n".join(json.dumps(each) for each in features)
    return f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'


def picture(off: dict[str, float]) -> str:
    """Both lines with the band in which each may really run, as SVG: a kilometre is a unit."""
    both = shapely.union_all(list(regions().values()))
    parts = [outline(part, 'fill="#f4f1ea" stroke="#8a8577" stroke-width="0.6"') for part in regions().values()]
    for name, (column, _) in LINES.items():
        line, colour = divided(column, both)[0], COLOURS[name]
        band = largest(shapely.intersection(line.buffer(math.ceil(off[name])), both))
        parts.append(outline(shapely.simplify(band, 1.0), f'fill="{colour}" fill-opacity="0.15" stroke="none"'))
        parts.append(outline(line, f'fill="none" stroke="{colour}" stroke-width="1.2"'))
    for row in settlements():
        if row["de_facto"]:
            x, y = chart(float(row["lon"]), float(row["lat"]))
            look = "#1f1f1f" if row["de_facto"] == "CADLR" else "#ffffff"
            parts.append(
                f'<circle cx="{x:.1f}" cy="{-y:.1f}" r="1" fill="{look}" stroke="#1f1f1f" stroke-width="0.3"/>'
            )
    west, south, east, north = (round(edge) for edge in both.bounds)
    box = f"{west - 5} {-north - 5} {east - west + 10} {north - south + 10}"
    body = "\n".join(parts)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" width="720">\n{body}\n</svg>\n'


def outline(shape: BaseGeometry, look: str) -> str:
    """A line or polygon as an SVG path, north up."""
    spots = shape.exterior.coords if isinstance(shape, Polygon) else shape.coords
    path = " ".join(f"{x:.1f},{-y:.1f}" for x, y in spots)
    return f'<path d="M {path}{" Z" if isinstance(shape, Polygon) else ""}" {look}/>'


def main() -> int:
    """Write or compare."""
    features, off = drawn()
    files = {"places.geojson": text_of(features), "lines.svg": picture(off)}
    if "--check" in sys.argv:
        return 0 if all((FOLDER / name).read_text("utf-8") == text for name, text in files.items()) else 1
    for name, text in files.items():
        (FOLDER / name).write_text(text, "utf-8")
    for name, far in off.items():
        print(f"{name}: at most {far:.1f} km from a settlement of either side")
    for each in features:
        print(each["id"], each["geometry"]["type"], len(str(each["geometry"]["coordinates"]).split("],")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
