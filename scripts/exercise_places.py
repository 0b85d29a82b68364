"""Positions and regions of the exercise, written as records write them."""

from typing import Any

from pyproj import Geod

EARTH = Geod(ellps="WGS84")
DAY = "2031-03-14"
Json = dict[str, Any]

SOUTH, C_B, B_A, NORTH = 5.0, 24.0, 43.0, 62.0
EDGE = 15.0
LINE_OFF = 2.0

SETTLEMENTS = {"larkwell": (-24.0, 47.0), "thornby": (8.0, 34.0), "saltmere": (-7.0, 14.0)}
HALF_VILLAGE = 0.3
POST_1, POST_2, POST_3 = (-2.5, 53.0), (2.0, 33.0), (-1.5, 14.5)
CAM_1, CAM_2, CAM_3 = (-0.5, 55.0), (0.5, 36.0), (0.5, 15.0)


def spot_at(east: float, north: float) -> tuple[float, float]:
    """Longitude and latitude of a position in kilometres."""
    _, lat, _ = EARTH.fwd(-30.0, 47.0, 0.0, north * 1000)
    lon, lat, _ = EARTH.fwd(-30.0, lat, 90.0 if east >= 0 else 270.0, abs(east) * 1000)
    return round(lon, 7), round(lat, 7)


def point(east: float, north: float) -> Json:
    """A point of a record."""
    lon, lat = spot_at(east, north)
    return {"lat_e7": round(lat * 1e7), "lon_e7": round(lon * 1e7)}


def spot(east: float, north: float, sigma_m: int) -> Json:
    """A measured point."""
    return {"kind": "spot", "at": point(east, north), "sigma_m": sigma_m}


def disc(east: float, north: float, radius_m: int) -> Json:
    """Somewhere within a distance."""
    return {"kind": "disc", "at": point(east, north), "radius_m": radius_m}


def seen_from(post: tuple[float, float], thing: tuple[float, float], *, turn: float, off: int, by: str) -> Json:
    """Bearing and distance from a post, in whole degrees and 50 m, as an observer would write them."""
    start, end = spot_at(*post), spot_at(*thing)
    bearing, _, length = EARTH.inv(*start, *end)
    magnetic = by == "hand compass"
    read = round(bearing - (-8 if magnetic else 0)) % 360
    region: Json = {
        "kind": "sector",
        "post": point(*post),
        "bearing_cdeg": read * 100,
        "bearing_sigma_cdeg": round(turn * 100),
        "distance_m": max(50, round(length / 50) * 50),
        "distance_sigma_m": off,
        "instrument": by,
    }
    return {**region, "north": "magnetic", "declination_cdeg": -800} if magnetic else region


def inside(place: str) -> Json:
    """Somewhere in a named place."""
    return {"kind": "in", "place": place}


def between(start: str, end: str, day: str = DAY) -> Json:
    """A time, UTC."""
    return {"start": f"{day}T{start}:00Z", "end": f"{day}T{end}:00Z"}
