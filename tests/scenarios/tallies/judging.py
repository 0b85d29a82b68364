"""Reads stories about terms judged on numbers: the fictional land of the findings, with a few terms of its own."""

from typing import Any

import msgspec

from scenarios.findings import stories as land
from scenarios.tallies.telling import SWAP, many
from servanda.records.agreement import Agreement, Place, Proof, Term
from servanda.records.facts import Facts
from servanda.records.place import InPlace
from servanda.records.tally import Tally
from servanda.records.time import Interval

DAY = "00:00 to 2031-03-15T00:00:00Z"
REGIONS = {"region-east": (0, -20, 20, 20), "region-far": (60, -20, 80, 20)}
IN_ZONE = {"do": "fire", "where": {"in": "zone"}}
TERMS = [
    {"id": "no-fire", "proof": "one", **IN_ZONE},
    {"id": "no-fire-two", "proof": "two", **IN_ZONE},
    {"id": "no-fire-seen", "proof": "seen", **IN_ZONE},
    {
        "id": "no-fire-but-aster",
        "proof": "one",
        "unless": [{"id": "leave", "when": {"operated_by": "ASTER"}}],
        **IN_ZONE,
    },
    {"id": "no-fire-near-villages", "proof": "one", "do": "fire", "where": {"nearer_than": "8 km", "to": "villages"}},
]


def agreement() -> Agreement:
    plain = land.agreement()
    places = {name: _place(name, box) for name, box in REGIONS.items()}
    return msgspec.structs.replace(
        plain,
        places={**plain.places, **places},
        proof={**plain.proof, "seen": Proof(confirmed_by=["own_senses"], kept_needs_watch=800_000)},
        terms=[_term(told) for told in TERMS],
        procedures=[],
    )


def _place(name: str, box: tuple[float, float, float, float]) -> Place:
    return msgspec.convert({"name": land.both(name), "is": "zone", "shapes": [land.box(*box)]}, Place)


def _term(told: dict[str, Any]) -> Term:
    rest = {key: value for key, value in told.items() if key not in {"do", "unless"}}
    unless = [{"cite": each["id"], "says": land.both(each["id"]), **each} for each in told.get("unless", [])]
    plain = {
        "cite": told["id"],
        "says": land.both(told["id"]),
        "binds": ["ASTER", "BRIAR"],
        "during": {"from": "force"},
    }
    return msgspec.convert({**plain, **rest, "must_not": {"do": told["do"]}, "unless": unless}, Term)


def facts(told: dict[str, Any]) -> Facts:
    tallies = [_tally("count", told["count"]), *([_tally("also", told["also"])] if "also" in told else [])]
    plain = land.facts({key: value for key, value in told.items() if key not in {"count", "also"}})
    return msgspec.structs.replace(plain, tallies=tallies)


def _tally(name: str, told: dict[str, Any]) -> Tally:
    begin, _, end = told.get("when", DAY).partition(" to ")
    when = msgspec.convert(
        {side: land.when(text) for side, text in (("start", begin.strip()), ("end", end)) if text},
        Interval,
        strict=False,
    )
    return Tally(
        id=name,
        basis="party_claim" if "of" in told else "mission_total",
        observer=told.get("who", "MISSION"),
        origin=f"report of {told.get('who', 'MISSION')}",
        measure="shots",
        act=told.get("do", "fire"),
        against=[told["of"]] if "of" in told else [],
        where=InPlace(place=told["at"]) if "at" in told else None,
        when=when,
        count=many(told["n"]),
        kind=told.get("as", "period"),
        recorded_at=msgspec.convert(
            told.get("known", land.RECORDED), Tally.__annotations__["recorded_at"], strict=False
        ),
    )


def mirrored(record: Any) -> Any:
    """A story with the parties exchanged; every place of it is its own mirror image, or named with its mirror."""
    if isinstance(record, dict):
        return {key: mirrored(value) for key, value in record.items()}
    if isinstance(record, list):
        return [mirrored(each) for each in record]
    return SWAP.get(record, record) if isinstance(record, str) else record
