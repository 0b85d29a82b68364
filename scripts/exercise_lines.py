"""How one line of the exercise is written."""

import json
from typing import Any

from exercise_places import DAY, Json

MORTAR, GUN, SMALL = ["mortar"], ["gun"], ["small-arm"]
TALL = {"low_mm": 120, "high_mm": 120}


def observation(number: int, observer: str, how: str, act: str, **more: Any) -> Json:  # noqa: ANN401 - fields of a record, written out as JSON
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


def encoded(data: Json) -> bytes:
    """One line of JSON."""
    return json.dumps(data, ensure_ascii=False).encode()
