"""Writes the ground of the exercise: places.geojson, observations.jsonl, watches.jsonl.

EXERCISE: an invented land in the open ocean. `--check` compares instead of writing.
"""

import argparse
import json
import sys
from pathlib import Path

from exercise_lines import encoded
from exercise_places import (
    B_A,
    C_B,
    DAY,
    EDGE,
    HALF_VILLAGE,
    LINE_OFF,
    NORTH,
    POST_3,
    SETTLEMENTS,
    SOUTH,
    Json,
    between,
    disc,
    inside,
    spot_at,
)
from exercise_story import damaged, observations

CASE = Path(__file__).resolve().parents[1] / "cases" / "exercise-meridian"


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
