"""The fast path skips work and decides nothing: a finding made from another of its kind is what judging it gives."""

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.findings import stories as tell
from servanda.findings.on_incident import judge_incident
from servanda.findings.opening import docket_of
from servanda.findings.stamped import judge_incidents
from servanda.geo import ACROSS, ASK, IN, OUT, inside, screened
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


@settings(max_examples=60, deadline=None)
@given(worlds)
def test_what_is_made_from_another_of_its_kind_is_what_judging_gives(world: dict[str, Any]) -> None:
    docket = docket_of(TEXT, tell.facts(world), tell.AS_OF)
    for term in (each for each in TEXT.terms if each.must_not is not None):
        one_by_one = [judge_incident(term, incident, docket) for incident in docket.incidents]
        assert list(judge_incidents(term, docket)) == [found for found in one_by_one if found is not None]


@settings(max_examples=60, deadline=None)
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
