"""Random small agreements and facts: one term, a few incidents, and everything that may be unknown about them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec

from servanda.records.agreement import Agreement
from servanda.records.facts import Facts

AS_OF = datetime(2031, 3, 20, tzinfo=UTC)
LAT, LON, KM_NORTH, KM_EAST = 473_000_000, -300_000_000, 89_950, 132_450
PARTIES = {"A": "party", "B": "party", "M": "monitor", "C": "body"}
BOXES = {"zone": (-10, -20, 10, 20), "inner": (-4, -8, 4, 8), "field": (3, -15, 17, 3)}
LINES = {"line-a": -2, "line-b": 2}
KINDS = ["gun", "mlrs", "tank", "lorry"]
METHODS = ["own_senses", "camera", "acoustic", "party_complaint", "media", "uav"]
VERBS = {
    "party_complaint": "alleged",
    "media": "was_told",
    "camera": "recorded",
    "acoustic": "recorded",
    "uav": "recorded",
}
DISTANCES = ["500 m", "1 km", "3 km", "8 km", "15 km"]
INCIDENTS = 5
DAYS = ["2031-02-27", "2031-03-01", "2031-03-05", "2031-03-08"]


@dataclass(frozen=True)
class Drawn:
    """One case."""

    agreement: Agreement
    facts: Facts


def draw(rng: Random) -> Drawn:
    """One random case."""
    agreement = {
        "id": "drawn",
        "version": "1",
        "title": {"en": "Drawn"},
        "kind": "peace",
        "status": "in_force",
        "support": ["text"],
        "parties": {name: {"name": {"en": name, "uk": name}, "role": role} for name, role in PARTIES.items()},
        "places": _places(rng),
        "things": _things(rng),
        "clocks": _clocks(rng),
        "open": _open(rng),
        "proof": {
            "one": {"confirmed_by": ["own_senses", "camera", "uav"], "independent": 1, "kept_needs_watch": 800_000},
            "two": {
                "confirmed_by": ["own_senses", "camera", "acoustic", "uav"],
                "independent": 2,
                "kept_needs_watch": 800_000,
            },
        },
        "terms": [_term(rng)],
    }
    facts = _facts(rng)
    if rng.random() < 0.6:
        _complete(facts["registers"])
    return Drawn(msgspec.convert(agreement, Agreement), msgspec.convert(facts, Facts))


def _complete(registers: list[dict[str, Any]]) -> None:
    """Declare every register complete, by its keeper, for all the time."""
    for one in registers:
        body = "C" if one["of"] == "authorisations" else "M"
        whole = _span(AS_OF - timedelta(days=60), AS_OF)
        one |= {"to": body, "declared_by": body, "when": whole, "at": "2031-03-15T00:00:00+00:00"}


def _made_clear(incident: dict[str, Any], rng: Random) -> list[dict[str, Any]]:
    """Leave less unknown of an incident: its observations prove it, and who it was; its kind is known."""
    who = rng.choice([["A"], ["B"], ["A", "B"]])
    incident |= {"by": who, "by_basis": incident["observations"]}
    if rng.random() < 0.8:
        incident |= {"things": ["gun"], "calibre": {"low_mm": 122, "high_mm": 122}}
    told = {"observer": "post", "method": "camera", "verb": "saw", "act": "act", "by": who, "when": incident["when"]}
    told |= {"where": {"kind": "in", "place": "zone"}, "recorded_at": "2031-03-14T00:00:00+00:00"}
    return [{**told, "id": name, "origin": name} for name in incident["observations"]]


def both(text: str) -> dict[str, str]:
    return {"en": text, "uk": text}


def point(east_km: float, north_km: float) -> dict[str, int]:
    return {"lat_e7": LAT + round(north_km * KM_NORTH), "lon_e7": LON + round(east_km * KM_EAST)}


def _places(rng: Random) -> dict[str, Any]:
    def box(west: float, south: float, east: float, north: float) -> list[dict[str, int]]:
        return [point(west, south), point(east, south), point(east, north), point(west, north)]

    error = {"error_m": rng.choice([0, 0, 100])}
    places: dict[str, Any] = {name: {"is": "zone", "shapes": [box(*edges)], **error} for name, edges in BOXES.items()}
    places |= {
        name: {"is": "line", "shapes": [[point(east, -40), point(east, 40)]], **error} for name, east in LINES.items()
    }
    places["villages"] = {"is": "settlements", "shapes": [[point(-5, 4)], [point(6, -3)]]}
    places["buffer"] = {"is": "undefined", "open": "extent"}
    places["marsh"] = {"is": "undefined", **({"open": "marsh-extent"} if rng.random() < 0.5 else {})}
    return {name: {"name": both(name), **place} for name, place in places.items()}


def _things(rng: Random) -> dict[str, Any]:
    limit = rng.choice(
        [{}, {"calibre_min_mm": 100}, {"calibre_max_mm": 120}, {"calibre_min_mm": 82, "calibre_max_mm": 152}]
    )
    named = rng.choice([{}, {"named": ["Hail"]}, {"named": ["Hail"], "named_are": ["mlrs"]}, {"range_min_m": 20_000}])
    return {
        "artillery": {"is": ["gun"], **limit},
        "heavy": {"is": ["gun", "mlrs", "tank"]},
        "rockets": {"is": ["mlrs"], **named},
        "disputed": {"is": [], "open": "which"},
    }


def _clocks(rng: Random) -> dict[str, Any]:
    late = rng.choice(["P4D", {"open": "delay"}])
    return {
        "force": {"at": "2031-03-01T00:00:00Z"},
        "late": {"after": "force", "plus": late},
        "treaty": {"event": "ratified"},
        "after-treaty": {"after": "treaty", "plus": rng.choice(["P2D", {"open": "delay"}])},
        "end": {"at": "2031-03-12T12:00:00Z"},
    }


def _open(rng: Random) -> dict[str, Any]:
    def term(kind: str, readings: dict[str, Any]) -> dict[str, Any]:
        told = {} if rng.random() < 0.2 else readings
        settled = {"settled": rng.choice(sorted(told))} if told and rng.random() < 0.2 else {}
        said = {name: {"says": both(name), "value": value} for name, value in told.items()}
        return {"question": both(f"{kind}?"), "kind": kind, "readings": said, **settled}

    return {
        "near": term("distance", {"short": rng.choice(DISTANCES[:2]), "long": rng.choice(DISTANCES[2:])}),
        "extent": term("place", {"narrow": "inner", "wide": "zone"}),
        "marsh-extent": {"question": both("Where?"), "kind": "place"},
        "delay": term("duration", {"four": "P4D", "eight": "P8D"}),
        "reserved": term("other", {"yes": "yes", "no": "no", "perhaps-not": "no"}),
        "which": term("thing", {"narrow": "artillery", "broad": "heavy"}),
        "soon": term("duration", {"hour": "PT1H", "half-day": "PT12H"}),
        "many": term("number", {"few": 9, "lots": 20}),
        "lead": term("duration", {"day": "PT24H", "week": "P7D"}),
        "whole": {"question": both("At all?"), "kind": "other"},
    }


def _term(rng: Random) -> dict[str, Any]:
    term: dict[str, Any] = {
        "id": "term",
        "cite": "1",
        "says": both("Not."),
        "binds": rng.choice([["A", "B"], ["A", "B"], ["A"], ["B"]]),
        "must_not": {
            "do": "act",
            **rng.choice([{}, {"thing": "heavy"}, {"thing": "artillery"}, {"thing": "gun"}, {"thing": "disputed"}]),
        },
        "unless": [_exemption(rng, number) for number in range(rng.choice([0, 0, 1, 1, 2]))],
    }
    if rng.random() < 0.85:
        ends = {"until": "end"} if rng.random() < 0.2 else {}
        term["during"] = {"from": rng.choice(["force", "force", "late", "treaty", "after-treaty"]), **ends}
    if rng.random() < 0.85:
        term["proof"] = rng.choice(["one", "two"])
    if rng.random() < 0.25:
        term["only_if"] = _condition(rng, 1)
    if rng.random() < 0.12:
        term["hinges_on"] = ["whole"]
    return term | _scope(rng)


def _scope(rng: Random) -> dict[str, Any]:
    way = rng.choice(["everywhere", "in", "in", "outside", "nearer", "nearer", "table", "table"])
    if way in {"in", "outside"}:
        return {"where": {way: rng.choice(["zone", "inner", "field", "buffer", "buffer", "marsh"])}}
    if way == "nearer":
        return {"where": {"nearer_than": _distance(rng), "to": rng.choice([*LINES, "villages"])}}
    if way == "everywhere":
        return {}
    rows = [
        {"binds": party, "thing": thing, "nearer_than": _distance(rng), "to": line}
        for party, line in (("A", "line-a"), ("B", "line-b"))
        for thing in ("artillery", "rockets")
    ]
    return {"table": rng.sample(rows, rng.choice([2, 3, 4])), "must_not": {"do": "act"}}


def _distance(rng: Random) -> Any:
    return {"open": "near"} if rng.random() < 0.4 else rng.choice(DISTANCES)


def _exemption(rng: Random, number: int) -> dict[str, Any]:
    permits = {} if rng.random() < 0.85 else {"permits": False}
    return {"id": f"x{number}", "cite": "2", "says": both("Save."), "when": _condition(rng, 2), **permits}


def _condition(rng: Random, depth: int) -> dict[str, Any]:
    if depth and rng.random() < 0.4:
        way = rng.choice(["all", "any", "not"])
        if way == "not":
            return {"not": _condition(rng, depth - 1)}
        return {way: [_condition(rng, depth - 1) for _ in range(2)]}
    return rng.choice(
        [
            {"notified": {"to": "M", "at_least": rng.choice(["PT48H", "PT24H", {"open": "lead"}])}},
            {"authorised_by": "C"},
            {"operated_by": rng.choice(["M", "A"])},
            {"before_it": _sequence(rng)},
            {"before_it": _sequence(rng)},
            {"after_it": _sequence(rng)},
            {"inside": rng.choice(["inner", "field", "buffer"])},
            {"size": {"of": rng.choice(["troops", "tanks"]), "at_least": rng.choice([10, {"open": "many"}])}},
            {"answers": {"event": "attack", "judged_by": "C", **rng.choice([{}, {"within": "PT3H"}])}},
            {"judged": {"question": rng.choice(["fair", "needed"]), "by": "C"}},
            {"open": "reserved"},
        ]
    )


def _facts(rng: Random) -> dict[str, Any]:
    told = [_told(rng, f"i{number}") for number in range(INCIDENTS - 1)]
    told.append(_again(told[0], f"i{INCIDENTS - 1}"))
    when = told[0][0]["when"]
    return {
        "observations": [one for _, seen in told for one in seen],
        "incidents": [incident for incident, _ in told],
        "notices": [_notice(rng, number, when) for number in range(rng.choice([0, 1, 1, 2]))],
        "registers": [_register(rng, kind, when) for kind in ("notices", "coordination", "authorisations")],
        "acts": [_act(rng, number, when) for number in range(rng.choice([0, 1, 2]))],
        "judgements": [_judgement(rng, number) for number in range(rng.choice([0, 1, 2]))],
        "events": rng.choice([[], [_event(rng)]]),
    }


def _sequence(rng: Random) -> dict[str, Any]:
    """Something recorded before or after the act."""
    return {
        "event": rng.choice(["coordination-attempt", "coordination-attempt", "phone-call"]),
        "to": "M",
        **rng.choice([{}, {}, {"outcome": "unsuccessful"}]),
        **rng.choice([{}, {"within": "PT1H"}, {"within": "PT3H"}, {"within": {"open": "soon"}}]),
    }


def _told(rng: Random, name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An incident, and those of its observations that are at hand."""
    when = _when(rng)
    observations = [_observation(rng, f"{name}-{number}", when) for number in range(rng.choice([1, 1, 2, 2, 3]))]
    calibre = rng.choice([None, None, (122, 122), (82, 120), (100, 100), (60, 82), (120, 160)])
    incident = {
        "id": name,
        "observations": [one["id"] for one in observations],
        "act": "act",
        "where": _regions(rng),
        "when": when,
        "things": rng.choice([["gun"], ["gun"], ["mlrs"], ["gun", "mlrs"], ["gun", "lorry"], ["lorry"], []]),
        "by": rng.choice([["A"], ["B"], ["A", "B"], ["A", "B"], ["M"]]),
        "by_basis": [one["id"] for one in observations if one["by"]],
        "methods": [],
        "origins": [],
        **rng.choice([{}, {}, {"named": ["Hail"]}, {"named": ["Hail", "Sleet"]}]),
        **rng.choice(
            [{}, {}, {"reach": {"low_m": 15_000, "high_m": 18_000}}, {"reach": {"low_m": 15_000, "high_m": 30_000}}]
        ),
        "sizes": rng.choice(
            [{}, {"tanks": {"low": 10, "high": 12}}, {"tanks": {"low": 5, "high": 25}, "troops": {"low": 8}}]
        ),
        **({"calibre": {"low_mm": calibre[0], "high_mm": calibre[1]}} if calibre else {}),
    }
    incident["contradictory"] = incident["where"][1:] != [] and rng.random() < 0.4
    if rng.random() < 0.6:
        return incident, _made_clear(incident, rng)
    return incident, [one for one in observations if rng.random() < 0.92]


def _again(told: tuple[dict[str, Any], list[dict[str, Any]]], name: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The same once more under another name: what is alike must be judged alike."""
    incident, seen = told
    old = incident["id"]

    def renamed(names: list[str]) -> list[str]:
        return [one.replace(old, name) for one in names]

    twin = {"id": name, "observations": renamed(incident["observations"]), "by_basis": renamed(incident["by_basis"])}
    return incident | twin, [one | {"id": one["id"].replace(old, name)} for one in seen]


def _span(start: datetime, end: datetime) -> dict[str, str]:
    return {"start": start.isoformat(), "end": end.isoformat()}


def _when(rng: Random) -> dict[str, str]:
    day = datetime.fromisoformat(rng.choice(["2031-02-27", "2031-03-01", "2031-03-05", "2031-03-09", "2031-03-12"]))
    start = day.replace(tzinfo=UTC) + timedelta(hours=rng.choice([0, 10, 12, 23]))
    return _span(start, start + timedelta(minutes=rng.choice([0, 0, 30, 180])))


def _around(rng: Random, when: dict[str, str]) -> dict[str, str]:
    start, end = datetime.fromisoformat(when["start"]), datetime.fromisoformat(when["end"])
    before, after = rng.choice([(60, 60), (60, 600), (0, 0), (-15, 60), (600, -720), (0, 1)])
    low, high = start - timedelta(minutes=before), end + timedelta(minutes=after)
    return _span(low, max(low, high))


def _regions(rng: Random) -> list[dict[str, Any]]:
    if rng.random() < 0.05:
        return []
    if rng.random() < 0.08:
        return [{"kind": "in", "place": rng.choice(["zone", "inner", "field"])}]
    east, north = rng.randint(-26, 26) / 2, rng.randint(-44, 44) / 2
    first = _region(rng, east, north)
    if rng.random() < 0.85:
        return [first]
    return [first, _region(rng, east + rng.choice([-0.5, 0, 0.5]), north + rng.choice([-0.5, 0.5]))]


def _region(rng: Random, east: float, north: float) -> dict[str, Any]:
    if rng.random() < 0.3:
        return {"kind": "spot", "at": point(east, north), "sigma_m": rng.choice([10, 100, 700])}
    return {"kind": "disc", "at": point(east, north), "radius_m": rng.choice([50, 300, 1500])}


def _observation(rng: Random, name: str, when: dict[str, str]) -> dict[str, Any]:
    method = rng.choice(METHODS)
    return {
        "id": name,
        "observer": rng.choice(["post", "post", "A"]) if method != "party_complaint" else "B",
        "method": method,
        "verb": VERBS.get(method, "saw"),
        "origin": rng.choice([name, name, "web"]),
        "act": "act",
        "where": {"kind": "in", "place": "zone"},
        "when": when,
        "by": rng.choice([["A"], ["B"], [], ["A", "B"], ["M"]]),
        "recorded_at": rng.choice(["2031-03-14T00:00:00+00:00"] * 9 + ["2031-03-21T00:00:00+00:00"]),
    }


def _notice(rng: Random, number: int, when: dict[str, str]) -> dict[str, Any]:
    span = _around(rng, when)
    given = datetime.fromisoformat(span["start"]) - timedelta(hours=rng.choice([12, 24, 47, 48, 24 * 8]))
    return {
        "id": f"n{number}",
        "by": rng.choice(["A", "B"]),
        "to": rng.choice(["M", "M", "C"]),
        "act": rng.choice(["act", "act", "act", "other"]),
        "things": rng.choice([[], ["gun"], ["mlrs", "tank"]]),
        "where": rng.choice([{"kind": "in", "place": "zone"}, {"kind": "in", "place": "field"}, _disc(rng)]),
        "when": span,
        "given_at": given.isoformat(),
    }


def _disc(rng: Random) -> dict[str, Any]:
    centre = point(rng.randint(-10, 10), rng.randint(-10, 10))
    return {"kind": "disc", "at": centre, "radius_m": rng.choice([4000, 25_000])}


def _register(rng: Random, kind: str, when: dict[str, str]) -> dict[str, Any]:
    body = "C" if kind == "authorisations" else "M"
    return {
        "id": f"r-{kind}",
        "of": kind,
        "to": rng.choice([body, body, body, "A"]),
        "when": rng.choice([_span(AS_OF - timedelta(days=60), AS_OF), _around(rng, when)]),
        "declared_by": rng.choice([body, body, "A"]),
        "at": rng.choice(["2031-03-15T00:00:00+00:00"] * 5 + ["2031-03-22T00:00:00+00:00"]),
    }


def _act(rng: Random, number: int, when: dict[str, str]) -> dict[str, Any]:
    event = rng.choice(["authorisation", "coordination-attempt", "coordination-attempt", "phone-call", "attack"])
    start = datetime.fromisoformat(when["start"])
    begun = start + timedelta(minutes=rng.choice([-180, -90, -60, -30, 15, 60, 200]))
    own = (
        {"when": _around(rng, when)}
        if event == "authorisation"
        else {"when": _span(begun, begun + timedelta(minutes=rng.choice([0, 0, 20])))}
    )
    party = rng.choice(["A", "B"])
    return {
        "id": f"a{number}",
        "event": event,
        "by": "C" if event == "authorisation" else party,
        "to": rng.choice([party, ""]) if event == "authorisation" else rng.choice(["M", "M", "C"]),
        "about": rng.choice(["", "act", "other"]),
        "outcome": rng.choice(["", "successful", "unsuccessful"]),
        "at": rng.choice(["2031-03-15T00:00:00+00:00"] * 8 + ["2031-03-22T00:00:00+00:00"]),
        **own,
        **({"where": {"kind": "in", "place": rng.choice(["zone", "inner"])}} if rng.random() < 0.3 else {}),
    }


def _judgement(rng: Random, number: int) -> dict[str, Any]:
    return {
        "id": f"j{number}",
        "question": rng.choice(["fair", "needed", "attack"]),
        "about": rng.choice(["", "incident:i0", "incident:i1"]),
        "answer": rng.choice(["yes", "no"]),
        "body": rng.choice(["C", "C", "A"]),
        "at": rng.choice(["2031-03-15T00:00:00+00:00", "2031-03-16T00:00:00+00:00", "2031-03-22T00:00:00+00:00"]),
    }


def _event(rng: Random) -> dict[str, Any]:
    state = {"value": rng.choice(["true", "true", "true", "unknown", "false"]), "known_on": "2031-03-10T00:00:00+00:00"}
    if state["value"] == "true":
        state["occurred_on"] = rng.choice(DAYS)
    return {"id": "ratified", "says": both("It is ratified."), "states": [state]}
