"""The fast path skips work and decides nothing: a finding made from another of its kind is what judging it gives."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.findings import stories as tell
from scenarios.findings.single import number, text
from servanda.findings.on_incident import judge_incident
from servanda.findings.opening import docket_of
from servanda.findings.stamped import judge_incidents
from servanda.geo import ACROSS, ASK, IN, OUT, inside, screened
from servanda.records.agreement import Agreement
from servanda.records.place import Disc, Point

TEXT = tell.agreement()

SEEN = ["own_senses patrol who", "camera mast who", "camera mast", "party_complaint aster", "media web"]
alike = st.fixed_dictionaries(
    {
        "do": st.sampled_from(["fire", "fire", "station", "fly", "manoeuvre"]),
        "things": st.sampled_from([["gun"], ["gun", "mlrs"], []]),
        "at": st.tuples(st.sampled_from([-12, -9.9, 0, 4.5, 9.9, 30]), st.sampled_from([-10, 0, 9.8])).map(list),
        "error_m": st.sampled_from([20, 400, 2000]),
        "when": st.sampled_from(["10:00", "10:01", "2031-02-28T10:00:00Z", "2031-03-05T10:00:00Z"]),
        "by": st.sampled_from([["ASTER"], ["ASTER", "BRIAR"]]),
        "seen": st.sampled_from([[SEEN[0]], [SEEN[1]], [SEEN[2]], [SEEN[3]], [SEEN[0], SEEN[1]]]),
    }
)
notice = {"by": "ASTER", "do": "manoeuvre", "at": [0, 0], "radius_m": 3000, "when": "09:00 to 12:00"}
worlds = st.fixed_dictionaries(
    {
        "incident": st.lists(alike, min_size=2, max_size=9),
        "notice": st.sampled_from([[], [{**notice, "given": "2031-03-10T00:00:00Z"}]]),
        "judgement": st.sampled_from([[], [{"question": "night", "body": "COMMISSION", "answer": "no"}]]),
    }
)


@settings(max_examples=25, deadline=None)
@given(worlds)
def test_what_is_made_from_another_of_its_kind_is_what_judging_gives(world: dict[str, Any]) -> None:
    docket = docket_of(TEXT, tell.facts(world), tell.AS_OF)
    for term in (each for each in TEXT.terms if each.must_not is not None):
        one_by_one = [judge_incident(term, incident, docket) for incident in docket.incidents]
        assert list(judge_incidents(term, docket)) == [found for found in one_by_one if found is not None]


CONDITIONS: list[dict[str, Any]] = [
    {"only_if": {"size": {"of": "troops", "at_least": 9000}}},
    {"unless": [{"id": "few", "when": {"not": {"size": {"of": "tanks", "at_least": {"open": "many"}}}}}]},
    {"unless": [{"id": "north", "when": {"inside": "sector-north"}}]},
    {"unless": [{"id": "village", "when": {"inside": "villages"}}]},
    {"unless": [{"id": "o", "when": {"before_it": {"event": "leadership-order", "within": {"open": "soon"}}}}]},
    {"unless": [{"id": "o", "when": {"in_order": [{"event": "leadership-order", "within": "PT90S"}]}}]},
    {"unless": [{"id": "a", "when": {"answers": {"event": "offensive", "judged_by": "COMMISSION", "within": "PT1H"}}}]},
    {"must_not": {"do": "fire", "thing": "far"}},
    {"must_not": {"do": "fire", "thing": "called"}},
    {"must_not": {"do": "fire", "thing": "class"}},
]
ASKING = [
    text(
        condition,
        things={
            "class": {"is": [], "open": "which"},
            "far": {"is": ["gun"], "range_min_m": 30_000},
            "called": {"is": ["mlrs"], "named": ["Zephyr"], "named_are": ["gun"]},
        },
        open={
            "soon": number("duration", short="PT90S", long="PT4H"),
            "many": number("number", ten=10),
            "which": number("thing", far="far", called="called"),
        },
    )
    for condition in CONDITIONS
]
NINE = {"low": 9000, "high": 9000}
PLAIN = {"do": "fire", "at": [-3, -2], "when": "10:00", "by": ["ASTER"], "seen": [SEEN[0]], "things": ["gun"]}
OTHERWISE: list[dict[str, Any]] = [
    {},
    {"at": [-3, 2]},
    {"at": [4.5, 4.5]},
    {"things": ["mlrs"]},
    *({"sizes": sizes} for sizes in ({"troops": NINE}, {"tanks": NINE}, {"tanks": {"low": 5}})),
    *({"when": when} for when in ("10:01", "13:00", "10:00 to 10:01")),
    *({"named": named} for named in (["Zephyr"], ["Squall", "Zephyr"])),
    *({"reach": {"low_m": low, "high_m": 40_000}} for low in (20_000, 30_000)),
]
"""One shot told in many ways, each differing from the first in one thing."""
orders = [
    {"event": "leadership-order", "by": "ASTER", "when": "09:59", "outcome": "given"},
    {"event": "offensive", "by": "BRIAR", "when": "09:00 to 09:01"},
]
judged = [{"question": "offensive", "body": "COMMISSION", "answer": "yes"}]
askings = st.fixed_dictionaries(
    {
        "incident": st.permutations(OTHERWISE).map(lambda changes: [{**PLAIN, **change} for change in changes]),
        "act": st.sampled_from([[], orders[:1], orders[1:], orders]),
        "judgement": st.sampled_from([[], judged, [{**judged[0], "about": "incident:i1"}]]),
        "register": st.sampled_from(
            [[], [{"of": "orders", "to": "", "when": "2031-02-01T00:00:00Z to 2031-03-15T00:00:00Z"}]]
        ),
    }
)


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(ASKING), askings)
def test_what_conditions_read_of_an_incident_tells_kinds_apart(asking: Agreement, world: dict[str, Any]) -> None:
    docket = docket_of(asking, tell.facts(world), tell.AS_OF)
    (term,) = asking.terms
    one_by_one = [judge_incident(term, incident, docket) for incident in docket.incidents]
    assert list(judge_incidents(term, docket)) == [found for found in one_by_one if found is not None]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.integers(-60, 60), st.integers(-60, 60), st.integers(1, 30_000)), min_size=1, max_size=12))
def test_screening_never_answers_otherwise_than_the_outline(circles: list[tuple[int, int, int]]) -> None:
    zone = TEXT.places["zone"]
    middle = zone.shapes[0][0]
    lat, lon, radius = (
        np.array(column, dtype=np.int64)
        for column in zip(
            *((middle.lat_e7 + y * 50_000, middle.lon_e7 + x * 50_000, r) for x, y, r in circles), strict=True
        )
    )
    for at, answer in enumerate(screened(lat, lon, radius, zone).tolist()):
        if answer != ASK:
            disc = Disc(at=Point(lat_e7=int(lat[at]), lon_e7=int(lon[at])), radius_m=int(radius[at]))
            assert inside(disc, zone, TEXT.places).certain is {IN: True, OUT: False, ACROSS: None}[answer]
