"""A refused line is shown in reports: its reason never repeats where a post or a source stands."""

import json

import pytest

from servanda.observations import collect

POST = {"lat_e7": 472_968_296, "lon_e7": -299_735_568}
LINE = json.dumps({"id": "EX-O-1", "where": {"kind": "sector", "post": POST}})


@pytest.mark.parametrize(
    "line",
    [
        LINE[:-4],
        LINE[: LINE.index("299") + 9],
        LINE.replace("472968296", "47.2968296"),
        LINE.replace("472968296", "472968296000000000"),
        LINE.replace("472968296", "4729E5"),
        LINE.replace('"lon_e7"', "lon_e7"),
        LINE.replace(", ", "; "),
        LINE,
        "[472968296, -299735568]",
        '"472968296 -299735568"',
        '{"lat": 472968296 -299735568}',
    ],
)
def test_no_reason_repeats_a_coordinate(line: str) -> None:
    (bad,) = collect([("observations.jsonl:1", line.encode())]).rejections
    said = bad.says + bad.hint
    assert not any(digits in said for digits in ("4729", "2968", "2997", "7355"))
