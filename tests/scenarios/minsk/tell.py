"""Reads the stories about the Minsk texts: one event each, in words, and what is found on it.

Places are names of `SPOTS`, or `in:PLACE` where the observer names a place of the instrument. Times are Kyiv time.
"""

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import yaml

from servanda.adapters.agreements import load
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts

HERE = Path(__file__).parent
FOLDER = HERE.parents[2] / "agreements" / "minsk-2015"
KYIV = ZoneInfo("Europe/Kyiv")
SPOTS: dict[str, tuple[float, float]] = {
    "Makiivka, far behind either line": (48.048, 38.060),
    "Khrustalnyi, far behind either line": (48.142, 38.924),
    "Debaltseve, between the lines": (48.336, 38.403),
    "Kramatorsk, far from the certain areas": (48.720, 37.560),
    "Mariupol road, close to the line": (47.150, 37.830),
    "Kyiv": (50.450, 30.523),
    "a field 7 km from the de facto line": (47.930, 37.435),
    "a field 17 km from the de facto line": (47.930, 37.285),
    "a field 35 km from the de facto line": (47.930, 37.045),
    "a field 63 km from the de facto line": (48.300, 36.800),
    "a hill east of Fashchivka, behind Debaltseve": (48.270, 38.740),
}
PARTIES = ["CADLR", "UA"]


def versions() -> dict[str, Agreement]:
    """The two versions of the instrument by date."""
    return {each.version: each for each in load(FOLDER)}


def moment(text: str) -> datetime:
    """Kyiv time."""
    return datetime.fromisoformat(text).replace(tzinfo=KYIV)


def span(text: str) -> dict[str, datetime]:
    """An instant, or `FROM to UNTIL`."""
    begin, _, end = text.partition(" to ")
    return {"start": moment(begin), "end": moment(end or begin)}


def region(told: dict[str, Any]) -> dict[str, Any]:
    """Where it was: a place of the instrument, or a disc."""
    if told["at"].startswith("in:"):
        return {"kind": "in", "place": told["at"].removeprefix("in:")}
    lat, lon = SPOTS[told["at"]]
    at = {"lat_e7": round(lat * 10_000_000), "lon_e7": round(lon * 10_000_000)}
    return {"kind": "disc", "at": at, "radius_m": told.get("error_m", 500)}


def facts(told: dict[str, Any]) -> Facts:
    """One incident on one observation, and whatever registers, acts and judgements the story has."""
    when = span(told["when"])
    by = told.get("by", PARTIES)
    common = {"act": told["do"], "when": when, "things": told.get("things", [])}
    if "calibre" in told:
        common["calibre"] = {"low_mm": told["calibre"][0], "high_mm": told["calibre"][-1]}
    named = by if told.get("seen_who", "by" in told) else []
    method = told.get("method", "own_senses")
    observation = {
        "id": "o1",
        "observer": told.get("observer", "OSCE-SMM"),
        "method": method,
        "verb": "alleged" if method == "party_complaint" else "recorded",
        "origin": "one",
        "where": region(told),
        "recorded_at": when["end"],
        "by": named,
        **common,
    }
    incident = {
        "id": "i1",
        "observations": ["o1"],
        "where": [region(told)],
        "by": by,
        "by_basis": ["o1"] if named else [],
        "methods": [method],
        "origins": ["one"],
        **common,
    }
    return msgspec.convert(
        {"observations": [observation], "incidents": [incident], **recorded(told)}, Facts, strict=False
    )


def recorded(told: dict[str, Any]) -> dict[str, Any]:
    """Registers declared complete, recorded acts, judgements."""
    year = span("2020-01-01T00:00 to 2021-12-31T00:00")
    late = moment("2021-12-31T00:00")
    registers = [
        {"id": f"r-{kind}", "of": kind, "to": to, "when": year, "declared_by": "OSCE-SMM", "at": late}
        for kind, to in (each.split() if " " in each else (each, "") for each in told.get("complete", []))
    ]
    acts = [
        {"id": f"a-{index}", "at": late, **each, "when": span(each["when"])}
        for index, each in enumerate(told.get("acts", []))
    ]
    judgements = [{"id": "j1", "at": late, **each} for each in told.get("judged", [])]
    return {"registers": registers, "acts": acts, "judgements": judgements}


def stories() -> list[tuple[str, str, dict[str, Any], dict[str, Any]]]:
    """Every story as (sentence, term, facts told, expectation)."""
    found = []
    for story in yaml.safe_load((HERE / "stories.yaml").read_text("utf-8")):
        for case in story["cases"]:
            told = {**story["base"], **case.get("change", {})}
            found.append((f"{story['story']}: {case['says']}", case.get("term", story["term"]), told, case["expect"]))
    return found


def swapped(record: Any) -> Any:
    """The same record with the two sides exchanged."""
    if isinstance(record, dict):
        return {swapped(key): swapped(value) for key, value in record.items()}
    if isinstance(record, list):
        return [swapped(each) for each in record]
    names = {"UA": "CADLR", "CADLR": "UA"}
    return names.get(record, record) if isinstance(record, str) else record
