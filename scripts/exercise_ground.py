"""Writes the ground of the exercise: places.geojson, observations.jsonl, watches.jsonl.

EXERCISE: an invented land in the open ocean. Positions are kilometres east of the line of contact (30° W) and north of
47° N, so that the story can be read; the files hold coordinates. `--check` compares instead of writing.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from pyproj import Geod

CASE = Path(__file__).resolve().parents[1] / "cases" / "exercise-meridian"
EARTH = Geod(ellps="WGS84")
DAY = "2031-03-14"
Json = dict[str, Any]

SOUTH, C_B, B_A, NORTH = 5.0, 24.0, 43.0, 62.0
EDGE = 15.0
LINE_OFF = 2.0

SETTLEMENTS = {"larkwell": (-24.0, 47.0), "thornby": (8.0, 34.0), "saltmere": (-7.0, 14.0)}
HALF_VILLAGE = 0.3


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


POST_1, POST_2, POST_3 = (-2.5, 53.0), (2.0, 33.0), (-1.5, 14.5)
CAM_1, CAM_2, CAM_3 = (-0.5, 55.0), (0.5, 36.0), (0.5, 15.0)
MORTAR, GUN, SMALL = ["mortar"], ["gun"], ["small-arm"]
TALL = {"low_mm": 120, "high_mm": 120}


def observation(number: int, observer: str, how: str, act: str, **more: Any) -> Json:
    """One line; `how` is `method/verb`, the origin is the observer unless stated."""
    method, verb = how.split("/")
    line: Json = {
        "id": f"EX-O-{number:02d}",
        "observer": observer,
        "method": method,
        "verb": verb,
        "origin": more.pop("origin", observer),
        "act": act,
        "where": more.pop("where"),
        "when": more.pop("when"),
        **more,
    }
    line.setdefault("recorded_at", f"{DAY}T23:00:00Z")
    return line


def count(low: int, high: int | None = None) -> Json:
    """How many."""
    return {"low": low} if high is None else {"low": low, "high": high}


def observations() -> list[Json]:
    """The 38 good lines, event by event."""
    return [*before(), *dawn(), *morning(), *doubtful(), *guns(), *air_and_access(), *evening()]


def before() -> list[Json]:
    """Fire two days before the agreement entered into force."""
    fire, when = (1.0, 50.0), between("16:00", "16:10", "2031-02-27")
    late = f"{DAY}T08:00:00Z"
    heard = seen_from(POST_1, fire, turn=6, off=500, by="hand compass")
    return [
        observation(
            1, "EX-POST-1", "own_senses/heard", "fire", where=heard, when=when, count=count(4), recorded_at=late
        ),
        observation(2, "EX-ARRAY-A", "acoustic/recorded", "fire", where=disc(*fire, 400), when=when, recorded_at=late),
    ]


def dawn() -> list[Json]:
    """Briar's mortar at 05:10 and Aster's answer at 05:35, both in sector A."""
    mortar, answer = (6.0, 54.0), (-6.0, 54.5)
    first, second = between("05:10", "05:14"), between("05:35", "05:38")
    common: Json = {"things": MORTAR, "calibre": TALL}
    camera = seen_from(CAM_1, mortar, turn=1, off=400, by="camera mount")
    patrol = seen_from(POST_1, mortar, turn=6, off=1200, by="hand compass")
    answered = seen_from(CAM_1, answer, turn=1, off=400, by="camera mount")
    return [
        observation(3, "EX-CAMERA-1", "camera/recorded", "fire", where=camera, when=first, by=["EX-BRIAR"], **common),
        observation(
            4,
            "EX-UAV-1",
            "uav/recorded",
            "fire",
            where=spot(*mortar, 25),
            when=first,
            by=["EX-BRIAR"],
            count=count(6, 6),
            **common,
        ),
        observation(
            5, "EX-POST-1", "own_senses/heard", "fire", where=patrol, when=between("05:09", "05:15"), count=count(5)
        ),
        observation(
            6,
            "EX-ASTER",
            "party_complaint/alleged",
            "fire",
            where=disc(6.0, 53.5, 1500),
            when=between("07:10", "07:20"),
            by=["EX-BRIAR"],
            things=MORTAR,
            count=count(12),
            says={
                "en": "Twelve mortar rounds from Briar's side.",
                "uk": "Дванадцять мінометних пострілів з боку Браяру.",
            },
        ),
        observation(
            7, "EX-CAMERA-1", "camera/recorded", "fire", where=answered, when=second, by=["EX-ASTER"], things=MORTAR
        ),
        observation(
            8,
            "EX-ARRAY-A",
            "acoustic/recorded",
            "fire",
            where=disc(*answer, 350),
            when=second,
            by=[],
            count=count(3, 3),
        ),
        observation(
            9,
            "EX-UAV-1",
            "uav/recorded",
            "fire",
            where=spot(*answer, 30),
            when=second,
            by=["EX-ASTER"],
            things=MORTAR,
            count=count(3, 3),
        ),
    ]


def morning() -> list[Json]:
    """A shot nobody can attribute at 06:40, and the notified exercise from 10:00."""
    shot, when = (4.0, 30.0), between("06:40", "06:41")
    ground, drill = (-9.0, 37.0), between("10:00", "11:30")
    told: Json = {"origin": "EX-VIDEO-17", "where": disc(5.0, 31.0, 4000), "when": between("06:30", "07:00")}
    patrol = seen_from(POST_2, shot, turn=7, off=700, by="hand compass")
    camera = seen_from(CAM_2, ground, turn=1, off=500, by="camera mount")
    return [
        observation(
            10, "EX-POST-2", "own_senses/heard", "fire", where=patrol, when=between("06:39", "06:42"), count=count(1)
        ),
        observation(
            11, "EX-ARRAY-B", "acoustic/recorded", "fire", where=disc(*shot, 300), when=when, count=count(1, 1)
        ),
        observation(
            12, "EX-SEISMIC-1", "seismic/recorded", "fire", where=disc(4.2, 30.3, 900), when=when, count=count(1, 1)
        ),
        observation(13, "EX-CHANNEL-1", "media/was_told", "fire", **dict(told)),
        observation(14, "EX-CHANNEL-2", "media/was_told", "fire", **dict(told)),
        observation(
            15,
            "EX-CAMERA-2",
            "camera/recorded",
            "fire",
            where=camera,
            when=drill,
            by=["EX-ASTER"],
            things=MORTAR,
            calibre=TALL,
            count=count(20),
        ),
        observation(
            16,
            "EX-SATELLITE-1",
            "satellite_fire/recorded",
            "fire",
            where=disc(*ground, 375),
            when=between("10:40", "10:42"),
        ),
        observation(
            17,
            "EX-POST-2",
            "own_senses/saw",
            "fire",
            where=seen_from(POST_2, ground, turn=6, off=1500, by="hand compass"),
            when=between("10:05", "11:25"),
            by=["EX-ASTER"],
            count=count(20),
        ),
    ]


def doubtful() -> list[Json]:
    """Fire on the edge of the zone, one lonely recording, and the complaint that nobody else can confirm."""
    edge, lonely, thornby = (-EDGE, 58.0), (-3.0, 26.0), SETTLEMENTS["thornby"]
    complaint = between("09:30", "09:45")
    far = seen_from((-12.0, 56.0), edge, turn=5, off=500, by="hand compass")
    return [
        observation(
            18, "EX-POST-1", "own_senses/heard", "fire", where=far, when=between("13:20", "13:26"), count=count(2)
        ),
        observation(
            19,
            "EX-ARRAY-A",
            "acoustic/recorded",
            "fire",
            where=disc(edge[0] - 0.1, edge[1], 600),
            when=between("13:21", "13:24"),
            count=count(2, 2),
        ),
        observation(
            20,
            "EX-ARRAY-B",
            "acoustic/recorded",
            "fire",
            where=disc(*lonely, 400),
            when=between("15:05", "15:05"),
            count=count(1, 1),
        ),
        observation(
            21,
            "EX-BRIAR",
            "party_complaint/alleged",
            "fire",
            where=disc(*thornby, 700),
            when=complaint,
            by=["EX-ASTER"],
            things=["gun"],
            count=count(20),
            says={"en": "Twenty shells on Thornby.", "uk": "Двадцять снарядів по Торнбі."},
        ),
        observation(
            22, "EX-CAMERA-2", "camera/recorded", "nothing", where=disc(*thornby, 2500), when=between("09:00", "10:00")
        ),
        observation(
            23,
            "EX-POST-2",
            "own_senses/saw",
            "nothing",
            where=disc(*thornby, 1500),
            when=between("09:20", "09:55"),
            says={
                "en": "The patrol stood in Thornby: no impact, no sound of fire.",
                "uk": "Патруль стояв у Торнбі: ні влучань, ні звуків вогню.",
            },
        ),
    ]


def guns() -> list[Json]:
    """Weapons: near a village, too near to a line, of a calibre that nobody could tell, and withdrawn."""
    village = SETTLEMENTS["larkwell"]
    gun = (village[0] - HALF_VILLAGE - 0.676, village[1])
    launcher, unclear = (20.0, 39.0), (-12.0, 40.0)
    return [
        observation(
            24,
            "EX-UAV-1",
            "uav/recorded",
            "station",
            where=spot(*gun, 8),
            when=between("11:40", "11:50"),
            by=["EX-ASTER"],
            things=GUN,
            calibre={"low_mm": 152, "high_mm": 152},
            count=count(1, 1),
        ),
        observation(
            25,
            "EX-UAV-1",
            "uav/recorded",
            "station",
            where=spot(*launcher, 25),
            when=between("12:20", "12:30"),
            by=["EX-BRIAR"],
            things=["mlrs"],
            calibre={"low_mm": 122, "high_mm": 122},
            count=count(2, 2),
        ),
        observation(
            26,
            "EX-PATROL-4",
            "inspection/saw",
            "station",
            where=spot(*launcher, 40),
            when=between("14:00", "14:20"),
            by=["EX-BRIAR"],
            things=["mlrs"],
            count=count(2, 2),
        ),
        observation(
            27,
            "EX-CAMERA-2",
            "camera/saw",
            "station",
            where=seen_from(CAM_2, unclear, turn=1, off=600, by="camera mount"),
            when=between("16:10", "16:15"),
            by=["EX-ASTER"],
            things=MORTAR,
            calibre={"low_mm": 82, "high_mm": 120},
        ),
        observation(
            28,
            "EX-PATROL-4",
            "inspection/saw",
            "withdraw",
            where=disc(-28.0, 45.0, 300),
            when=between("09:00", "12:00", "2031-03-10"),
            by=["EX-ASTER"],
            things=GUN,
            count=count(12, 12),
            recorded_at="2031-03-10T18:00:00Z",
        ),
    ]


def air_and_access() -> list[Json]:
    """The mission's own flight, a flight of nobody knows whom, and a closed road."""
    track: Json = {"kind": "path", "points": [point(-4.0, 29.0), point(0.0, 30.5), point(4.5, 31.0)], "sigma_m": 120}
    return [
        observation(
            29,
            "EX-POST-2",
            "own_senses/saw",
            "fly",
            where=disc(1.0, 35.0, 600),
            when=between("12:00", "12:10"),
            by=["EX-MISSION"],
            things=["uav"],
        ),
        observation(
            30, "EX-POST-2", "own_senses/saw", "fly", where=track, when=between("17:20", "17:26"), things=["uav"]
        ),
        observation(
            31,
            "EX-CAMERA-2",
            "camera/recorded",
            "fly",
            where=disc(1.0, 30.6, 900),
            when=between("17:22", "17:23"),
            things=["uav"],
        ),
        observation(
            32,
            "EX-POST-3",
            "own_senses/saw",
            "deny_access",
            where=spot(2.2, 17.0, 30),
            when=between("14:10", "14:50"),
            by=["EX-BRIAR"],
            says={
                "en": "Told at the checkpoint that the road is closed to the mission.",
                "uk": "На посту повідомили, що дорогу для місії закрито.",
            },
        ),
        observation(
            33, "EX-POST-3", "own_senses/saw", "nothing", where=inside("sector-c"), when=between("15:00", "16:00")
        ),
    ]


def evening() -> list[Json]:
    """Aster's small arms at 18:45, counted again the next hour, and a shot that two sensors attribute differently."""
    rifles, disputed = (-1.2, 33.5), (0.2, 40.0)
    when = between("18:45", "18:52")
    saw = seen_from(POST_2, rifles, turn=4, off=250, by="hand compass")
    return [
        observation(
            34,
            "EX-POST-2",
            "own_senses/saw",
            "fire",
            where=saw,
            when=when,
            by=["EX-ASTER"],
            things=SMALL,
            count=count(400),
            recorded_at=f"{DAY}T19:00:00Z",
        ),
        observation(
            35,
            "EX-POST-2",
            "own_senses/saw",
            "fire",
            where=saw,
            when=when,
            by=["EX-ASTER"],
            things=SMALL,
            count=count(40),
            corrects="EX-O-34",
            recorded_at=f"{DAY}T20:10:00Z",
            says={"en": "Forty shots, not four hundred.", "uk": "Сорок пострілів, а не чотириста."},
        ),
        observation(
            36,
            "EX-CAMERA-2",
            "camera/recorded",
            "fire",
            where=seen_from(CAM_2, rifles, turn=1, off=300, by="camera mount"),
            when=when,
            by=["EX-ASTER"],
            things=SMALL,
            count=count(30),
        ),
        observation(
            37,
            "EX-CAMERA-2",
            "camera/recorded",
            "fire",
            where=seen_from(CAM_2, disputed, turn=1, off=300, by="camera mount"),
            when=between("21:30", "21:32"),
            by=["EX-ASTER"],
            things=MORTAR,
        ),
        observation(
            38,
            "EX-UAV-1",
            "uav/recorded",
            "fire",
            where=spot(*disputed, 60),
            when=between("21:30", "21:32"),
            by=["EX-BRIAR"],
            things=MORTAR,
        ),
    ]


def damaged() -> dict[int, bytes]:
    """Two lines that cannot be taken, by the place they stand in: a bearing without declination, a line cut off."""
    bearing = seen_from(POST_3, (1.0, 12.0), turn=6, off=500, by="hand compass")
    del bearing["declination_cdeg"]
    unturned = observation(39, "EX-POST-3", "own_senses/heard", "fire", where=bearing, when=between("10:15", "10:16"))
    cut = encoded(
        observation(
            40, "EX-CAMERA-3", "camera/recorded", "fly", where=disc(2.0, 12.0, 500), when=between("19:40", "19:41")
        )
    )
    return {17: encoded(unturned), 31: cut[:211]}


def watches() -> list[Json]:
    """Who watched: sectors A and B the whole day, sector C by one camera that was out of service in the morning."""
    whole = {"start": f"{DAY}T00:00:00Z", "end": "2031-03-15T00:00:00Z"}
    gap = between("02:00", "09:30")
    lines: list[Json] = []
    for sector, camera in (("a", "EX-CAMERA-1"), ("b", "EX-CAMERA-2"), ("c", "EX-CAMERA-3")):
        watch: Json = {
            "id": f"EX-W-{sector.upper()}",
            "observer": camera,
            "method": "camera",
            "where": inside(f"sector-{sector}"),
            "when": whole,
            "acts": ["fire", "fly"],
            "share": 950_000,
        }
        if sector == "c":
            watch |= {
                "interrupted": [gap],
                "says": {"en": "No power from 02:00 to 09:30.", "uk": "Без живлення з 02:00 до 09:30."},
            }
        lines.append(watch)
    lines.append(
        {
            "id": "EX-W-4",
            "observer": "EX-POST-3",
            "method": "own_senses",
            "where": disc(*POST_3, 4000),
            "when": between("13:00", "17:00"),
            "acts": ["fire", "fly"],
        }
    )
    lines.append(
        {
            "id": "EX-W-5",
            "observer": "EX-POST-2",
            "method": "own_senses",
            "where": disc(*SETTLEMENTS["thornby"], 1500),
            "when": between("09:20", "09:55"),
            "acts": ["fire", "fly"],
        }
    )
    return lines


def places() -> Json:
    """Zone, sectors, one line for each party, settlements."""

    def box(south: float, north: float) -> Json:
        ring = [(-EDGE, south), (EDGE, south), (EDGE, north), (-EDGE, north), (-EDGE, south)]
        return {"type": "Polygon", "coordinates": [[list(spot_at(*corner)) for corner in ring]]}

    def line(east: float) -> Json:
        return {
            "type": "LineString",
            "coordinates": [list(spot_at(east, north)) for north in (0.0, 16.0, 33.0, 50.0, 67.0)],
        }

    def village(east: float, north: float) -> list[list[list[float]]]:
        half = HALF_VILLAGE
        ring = [(-half, -half), (half, -half), (half, half), (-half, half), (-half, -half)]
        return [[list(spot_at(east + x, north + y)) for x, y in ring]]

    shapes: dict[str, Json] = {
        "security-zone": box(SOUTH, NORTH),
        "sector-a": box(B_A, NORTH),
        "sector-b": box(C_B, B_A),
        "sector-c": box(SOUTH, C_B),
        "contact-line": line(0.0),
        "line-aster": line(-LINE_OFF),
        "line-briar": line(LINE_OFF),
        "settlements": {"type": "MultiPolygon", "coordinates": [village(*where) for where in SETTLEMENTS.values()]},
    }
    features = [
        {"type": "Feature", "id": name, "properties": {"note": "EXERCISE: fictional place"}, "geometry": shape}
        for name, shape in shapes.items()
    ]
    return {"type": "FeatureCollection", "features": features}


def encoded(data: Json) -> bytes:
    """One line of JSON."""
    return json.dumps(data, ensure_ascii=False).encode()


def files() -> dict[str, bytes]:
    """Every generated file with its content."""
    lines = [encoded(line) for line in observations()]
    for at, line in sorted(damaged().items()):
        lines.insert(at, line)
    features = ",\n".join(json.dumps(feature) for feature in places()["features"])
    return {
        "observations.jsonl": b"\n".join(lines) + b"\n",
        "watches.jsonl": b"\n".join(encoded(watch) for watch in watches()) + b"\n",
        "agreements/places.geojson": f'{{"type": "FeatureCollection", "features": [\n{features}\n]}}\n'.encode(),
    }


def main() -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    check = parser.parse_args().check
    stale = [name for name, content in files().items() if (CASE / name).read_bytes() != content] if check else []
    for name, content in {} if check else files().items():
        (CASE / name).write_bytes(content)
        print(f"wrote {name}")
    for name in stale:
        print(f"{name} is not what the story says: run scripts/exercise_ground.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
