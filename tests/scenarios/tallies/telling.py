"""Reads stories about numbers: one tally a line, evenings of March 2031."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from servanda.records.observation import Count, Watch
from servanda.records.place import InPlace
from servanda.records.tally import Tally
from servanda.records.time import Interval

HERE = Path(__file__).parent
SWAP = {"ASTER": "BRIAR", "BRIAR": "ASTER"}


def evening(day: str) -> datetime | None:
    return datetime(2031, 3, int(day), 19, 30, tzinfo=UTC) if day.isdigit() else None


def days(text: Any) -> Interval:
    """`13-14`, `-14` (YAML reads a number), or `?`."""
    first, _, last = str(text).partition("-")
    return Interval(start=evening(first), end=evening(last))


def many(text: Any) -> Count | None:
    written = str(text)
    if written == "?":
        return None
    low = int(written.rstrip("+"))
    return Count(low=low, high=None if written.endswith("+") else low)


def tally(told: dict[str, Any], *, swap: bool = False, number: int = 0) -> Tally:
    called = SWAP if swap else {}
    who, of = called.get(told["who"], told["who"]), told.get("of", "")
    what = told.get("what", "ceasefire_violation")
    return Tally(
        id=told.get("id", f"t{number}:{told['in']}:{who}:{what}"),
        basis="party_claim" if told.get("claim") else "mission_total",
        observer=who,
        origin=told["in"],
        measure=what,
        act="fire",
        against=[called.get(of, of)] if of else [],
        part_of=told.get("part", ""),
        where=InPlace(place=told["at"]) if "at" in told else None,
        when=days(told["days"]),
        count=many(told["n"]),
        kind=told.get("as", "period"),
        recorded_at=datetime(2031, 3, 20, tzinfo=UTC),
    )


def watches(told: dict[str, Any] | None) -> list[Watch]:
    if told is None:
        return []
    return [
        Watch(
            id="w1",
            observer=told["by"],
            method="camera",
            where=InPlace(place=told["at"]),
            when=days(told["days"]),
            acts=["fire"],
            share=told.get("share", 1_000_000),
        )
    ]


def stories(file: str) -> list[tuple[str, dict[str, Any]]]:
    told = yaml.safe_load((HERE / file).read_text("utf-8"))
    return [(f"{story['story']}: {case['says']}", case) for story in told for case in story["cases"]]
