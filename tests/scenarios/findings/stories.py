"""Reads stories: a base of facts, and changes of one fact each, with what is expected then.

Positions are kilometres east and north of the middle, times are on 14 March 2031 unless a date is given.
"""

import json
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import yaml

from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.time import Interval

HERE = Path(__file__).parent
LAT, LON = 473_000_000, -300_000_000
KM_NORTH, KM_EAST = 89_950, 132_450
"""Units of 1e-7 degree in a kilometre, at this latitude."""
AS_OF = datetime(2031, 3, 15, 6, tzinfo=UTC)
DAY = Interval(start=datetime(2031, 3, 14, tzinfo=UTC), end=datetime(2031, 3, 15, tzinfo=UTC))
PARTIES = {"ASTER": "party", "BRIAR": "party", "MISSION": "monitor", "COMMISSION": "body"}
RECORDED = "2031-03-14T23:00:00Z"
COMPLETE = [
    {"of": kind, "to": "MISSION", "when": "2031-02-01T00:00:00Z to 2031-03-15T00:00:00Z"}
    for kind in ("notices", "coordination")
]
"""Unless a story says otherwise, the mission has declared its registers complete."""


def point(east_km: float, north_km: float) -> dict[str, int]:
    return {"lat_e7": LAT + round(north_km * KM_NORTH), "lon_e7": LON + round(east_km * KM_EAST)}


def box(west: float, south: float, east: float, north: float) -> list[dict[str, int]]:
    return [point(west, south), point(east, south), point(east, north), point(west, north)]


def agreement() -> Agreement:
    raw = yaml.safe_load((HERE / "agreement.yaml").read_text("utf-8"))
    text = {
        "id": "story",
        "version": "1",
        "title": {"en": "Story"},
        "kind": "peace",
        "status": "in_force",
        "support": ["text:story"],
        "parties": {name: {"name": both(name.title()), "role": role} for name, role in PARTIES.items()},
        "places": {name: _place(name, place) for name, place in raw["places"].items()},
        "open": {name: _open(term) for name, term in raw["open"].items()},
        "terms": [_term(term) for term in raw["terms"]],
        "procedures": [ANSWER],
        **{key: raw[key] for key in ("things", "clocks", "proof")},
    }
    return msgspec.convert(text, Agreement, strict=False)


ANSWER = {
    "id": "answer",
    "cite": "art. 20",
    "says": {"en": "Answer."},
    "trigger": {"terms": ["no-fire"]},
    "reply_within": "PT12H",
    "steps": [{"id": "warn", "who": ["MISSION"], "do": {"en": "Warn."}, "if_silent": "lapses"}],
}


def both(text: str) -> dict[str, str]:
    return {"en": text, "uk": text}


def _place(name: str, place: dict[str, Any]) -> dict[str, Any]:
    shapes = [box(*place["box"])] if "box" in place else [box(*each) for each in place.get("boxes", [])]
    if "path" in place:
        shapes = [[point(*each) for each in place["path"]]]
    kept = {key: place[key] for key in ("is", "open") if key in place}
    return {"name": both(name), "shapes": shapes, **kept}


def _open(term: dict[str, Any]) -> dict[str, Any]:
    readings = {name: {"says": both(str(value)), "value": value} for name, value in term["readings"].items()}
    return {"question": both(term["question"]), "kind": term["kind"], "readings": readings}


def _term(term: dict[str, Any]) -> dict[str, Any]:
    unless = [{"cite": each["id"], "says": both(each["id"]), **each} for each in term.get("unless", [])]
    return {"cite": term["id"], "says": both(term["id"]), "binds": ["ASTER", "BRIAR"], **term, "unless": unless}


def facts(told: dict[str, Any]) -> Facts:
    told = {"register": COMPLETE, **told}
    incidents = [_incident(f"i{index}", each) for index, each in enumerate(_listed(told, "incident"), start=1)]
    record = {
        "incidents": [incident for incident, _ in incidents],
        "observations": [seen for _, observations in incidents for seen in observations],
        "watches": [_watch(index, each) for index, each in enumerate(_listed(told, "watch"), start=1)],
        "notices": [_notice(index, each) for index, each in enumerate(_listed(told, "notice"), start=1)],
        "registers": [_register(index, each) for index, each in enumerate(_listed(told, "register"), start=1)],
        "acts": [_act(index, each) for index, each in enumerate(_listed(told, "act"), start=1)],
        "judgements": [{"id": "j1", "at": when("20:00"), **each} for each in _listed(told, "judgement")],
        "replies": [_reply(each) for each in _listed(told, "reply")],
        "events": [_event(name, told["events"][name]) for name in told.get("events", {})],
    }
    if told.get("withheld"):
        record["observations"] = [each for each in record["observations"] if each["id"] not in told["withheld"]]
    return msgspec.convert(record, Facts, strict=False)


def _listed(told: dict[str, Any], key: str) -> list[dict[str, Any]]:
    value = told.get(key) or []
    return value if isinstance(value, list) else [value]


def when(text: str) -> str:
    return text if "T" in text else f"2031-03-14T{text}:00Z"


def span(text: str) -> dict[str, str]:
    begin, _, end = text.partition(" to ")
    return {"start": when(begin), "end": when(end or begin)}


def region(at: Any, error_m: int) -> dict[str, Any]:
    if isinstance(at, str):
        return {"kind": "in", "place": at}
    if isinstance(at, dict):
        return {
            "kind": "sector",
            "post": point(*at["post"]),
            "bearing_cdeg": at["bearing"] * 100,
            "bearing_sigma_cdeg": 100,
            "distance_m": at["metres"],
            "distance_sigma_m": error_m,
            **({"north": "magnetic", "declination_cdeg": at["declination"] * 100} if "declination" in at else {}),
        }
    return {"kind": "disc", "at": point(*at), "radius_m": error_m}


def _incident(name: str, told: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """`seen: [own_senses post-1 points-to-author, …]`: method, origin, and whether it tells who."""
    seen = [each.split() for each in told["seen"]]
    where = [region(each, told.get("error_m", 50)) for each in (told["at"] if "either" in told else [told["at"]])]
    common = {"act": told["do"], "when": span(told["when"])}
    kinds = {key: told[key] for key in ("things", "named", "calibre", "reach", "sizes") if key in told}
    by = told.get("by", ["ASTER", "BRIAR"])
    observations = [
        {
            "id": f"{name}-{words[1]}",
            "observer": words[1] if words[0] != "party_complaint" else words[1].upper(),
            "method": words[0],
            "verb": "alleged" if words[0] == "party_complaint" else "saw",
            "origin": words[1],
            "where": where[0],
            "recorded_at": RECORDED,
            "by": by if "who" in words else [],
            **common,
            **kinds,
        }
        for words in seen
    ]
    incident = {
        "id": name,
        "observations": [each["id"] for each in observations],
        "where": where,
        "by": by,
        "by_basis": [f"{name}-{words[1]}" for words in seen if "who" in words],
        "methods": sorted({words[0] for words in seen}),
        "origins": sorted({words[1] for words in seen}),
        "contradictory": "either" in told,
        **common,
        **kinds,
    }
    return incident, observations


def _watch(index: int, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"w{index}",
        "observer": told.get("observer", "MISSION"),
        "method": told.get("method", "camera"),
        "where": {"kind": "in", "place": told["over"]},
        "when": span(told["when"]),
        "acts": [told["for"]],
        "share": told.get("share", 1_000_000),
        "interrupted": [span(each) for each in told.get("interrupted", [])],
    }


def _notice(index: int, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"n{index}",
        "by": told["by"],
        "to": "MISSION",
        "act": told["do"],
        "where": region(told["at"], told.get("radius_m", 3000)),
        "when": span(told["when"]),
        "given_at": told["given"],
        "things": told.get("things", []),
    }


def _register(index: int, told: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": f"r{index}",
        "of": told["of"],
        "to": told["to"],
        "when": span(told["when"]),
        "declared_by": told["to"],
        "at": when("23:00"),
    }


def _act(index: int, told: dict[str, Any]) -> dict[str, Any]:
    kept = {key: told[key] for key in ("event", "by", "to", "about", "outcome") if key in told}
    return {"id": f"a{index}", "when": span(told["when"]), "at": when("23:00"), **kept}


def _reply(told: dict[str, Any]) -> dict[str, Any]:
    return {"id": "reply-1", "by": told["by"], "about": told["about"], "at": when("23:30"), "says": both(told["says"])}


def _event(name: str, occurred_on: str) -> dict[str, Any]:
    states = [{"value": "true", "known_on": when("00:00"), "occurred_on": occurred_on}] if occurred_on else []
    return {"id": name, "says": both(name), "states": states}


def merged(base: dict[str, Any], change: dict[str, Any]) -> dict[str, Any]:
    """The base with one thing changed; a change to `null` takes a fact away."""
    result = deepcopy(base)
    for key, value in change.items():
        both_maps = isinstance(value, dict) and isinstance(result.get(key), dict)
        result[key] = merged(result[key], value) if both_maps else value
    return result


def stories() -> list[tuple[str, dict[str, Any], dict[str, Any]]]:
    """Every story as (name, facts told, expectation)."""
    found = []
    for file in sorted(HERE.glob("story-*.yaml")):
        for story in yaml.safe_load(file.read_text("utf-8")):
            for case in story["cases"]:
                told = merged(story["base"], case.get("change", {}))
                expect = {"term": story["term"], **story.get("of", {}), **case["expect"]}
                found.append((f"{story['story']}: {case['says']}", told, expect))
    return found


def mirrored(record: Any) -> Any:
    """The same record with the parties swapped and the map reflected in the line of contact."""
    if isinstance(record, dict):
        return {mirrored(key): _reflected(key, value) for key, value in record.items()}
    if isinstance(record, list):
        return sorted((mirrored(each) for each in record), key=json.dumps) if _is_set(record) else _turned(record)
    return _swapped(record) if isinstance(record, str) else record


def _is_set(record: list[Any]) -> bool:
    return all(isinstance(each, str) for each in record)


def _turned(record: list[Any]) -> list[Any]:
    return [mirrored(each) for each in record]


def _reflected(key: str, value: Any) -> Any:
    if key in {"lon_e7", "declination_cdeg"}:
        return (2 * LON if key == "lon_e7" else 0) - value
    return (36_000 - value) % 36_000 if key == "bearing_cdeg" else mirrored(value)


def _swapped(text: str) -> str:
    for left, right in (("ASTER", "BRIAR"), ("Aster", "Briar"), ("aster", "briar")):
        text = text.replace(left, "\0").replace(right, left).replace("\0", right)
    return text
