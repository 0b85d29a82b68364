"""Verdicts in bulk skip work and decide nothing: each is what judging the observation by itself gives."""

from collections import defaultdict
from datetime import UTC, datetime
from functools import cache
from typing import Any

import msgspec
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from scenarios.findings import stories as tell
from servanda.findings import judge
from servanda.findings.bulk import Bench, judge_batches, narrowed
from servanda.findings.columns import read_so
from servanda.geo import distance_range
from servanda.incidents.build import incident_of
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding, Hinge
from servanda.records.observation import Calibre, Observation
from servanda.records.place import Disc, Point, Spot
from servanda.records.time import Interval

EARTH = Geod(ellps="WGS84")
TEXT = tell.agreement()
NOT_IN_BULK = {"no-crossing"}
"""Its time runs from a quiet clock, which every observation could reset."""


def in_bulk(text: Agreement) -> Agreement:
    return msgspec.structs.replace(text, terms=[term for term in text.terms if term.id not in NOT_IN_BULK])


def at(east_km: float, north_km: float, further_m: float) -> Point:
    """A point east of one on a meridian: every shape of the story has meridians for sides."""
    middle = tell.point(east_km, north_km)
    lon, lat, _ = EARTH.fwd(middle["lon_e7"] / 1e7, middle["lat_e7"] / 1e7, 90.0, further_m)
    return Point(lat_e7=round(lat * 1e7), lon_e7=round(lon * 1e7))


EDGES_KM = [-10.0, -9.9, -3.0, -2.0, -1.0, 1.0, 2.0, 3.0, 9.9, 10.0]
TURNS_M = [0.0, 500.0, 1_000.0, 15_000.0, 25_000.0]
"""Where places of the story have sides, and the distances that its terms state."""


@st.composite
def spots(draw: st.DrawFn) -> Spot | Disc:
    """Anywhere, or within centimetres of where an answer turns."""
    error = draw(st.sampled_from([1, 20, 133, 400, 2_000, 30_000]))
    disc = draw(st.booleans())
    reach = error if disc else 3 * error
    off = draw(st.sampled_from([0.0, 0.01, -0.02, 0.5, -0.9, 1.1, -2.5, 7.0]))
    turn = draw(st.sampled_from(TURNS_M)) + draw(st.sampled_from([-1.0, 0.0, 1.0])) * reach + off
    if draw(st.booleans()):
        point = at(draw(st.sampled_from(EDGES_KM)), draw(st.sampled_from([-10.0, 4.5, 19.0])), turn)
    else:
        point = at(draw(st.floats(-40, 40)), draw(st.floats(-45, 40)), 0.0)
    return Disc(at=point, radius_m=error) if disc else Spot(at=point, sigma_m=error)


MOMENTS = [
    "2031-02-28T10:00:00Z",
    "2031-03-01T00:00:00Z",
    "2031-03-05T10:00:00Z",
    "2031-03-11T00:00:00Z",
    "2031-03-14T10:00:00Z",
    "2031-03-14T18:00:00Z",
    None,
]
SEEN = [
    ("MISSION", "own_senses", "saw"),
    ("MISSION", "camera", "recorded"),
    ("MISSION", "acoustic", "heard"),
    ("ASTER", "camera", "recorded"),
    ("BRIAR", "party_complaint", "alleged"),
    ("village", "own_senses", "was_told"),
    ("web", "media", "saw"),
]
ACTS = ["fire", "station", "park", "fly", "camp", "deny_access", "lay_mines", "drain", "jam", "launch", "shell", "dig"]


@st.composite
def observed(draw: st.DrawFn) -> Observation:
    when = sorted([draw(st.sampled_from(MOMENTS)), draw(st.sampled_from(MOMENTS))], key=lambda each: each or "")
    start, end = (datetime.fromisoformat(each) if each else None for each in when)
    observer, method, verb = draw(st.sampled_from(SEEN))
    low = draw(st.sampled_from([None, 60, 99, 100, 122]))
    return Observation(
        id="",
        observer=observer,
        method=method,  # type: ignore[arg-type]
        verb=verb,  # type: ignore[arg-type]
        origin="one",
        act=draw(st.sampled_from([*ACTS, "manoeuvre", "nothing", *["station"] * 8, *["fire"] * 3])),
        where=draw(spots()),
        when=Interval(start=start, end=end),
        things=draw(st.sampled_from([[], ["gun"], ["gun", "mlrs"], ["tank"], ["mortar"], ["uav"], ["mlrs"]])),
        calibre=None if low is None else Calibre(low_mm=low, high_mm=low + draw(st.sampled_from([0, 30]))),
        by=draw(st.sampled_from([[], ["ASTER"], ["BRIAR"], ["ASTER", "BRIAR"]])),
        recorded_at=datetime.fromisoformat(draw(st.sampled_from(["2031-03-14T23:00:00Z", "2031-03-15T07:00:00Z"]))),
    )


GIVEN = "2031-03-10T00:00:00Z"
NOTICE = {"by": "ASTER", "do": "manoeuvre", "at": [0, 0], "radius_m": 3000, "when": "09:00 to 12:00", "given": GIVEN}
NIGHT = {"question": "night", "body": "COMMISSION", "answer": "no"}
ON_RECORD = ["nothing", "notice", "judgement", "notice and judgement"]


@settings(max_examples=12, deadline=None)
@given(st.lists(observed(), min_size=1, max_size=12), st.sampled_from(ON_RECORD), st.integers(1, 12))
def test_a_verdict_in_bulk_is_what_judging_the_observation_gives(
    seen: list[Observation], on_record: str, cut: int
) -> None:
    seen = [msgspec.structs.replace(one, id=f"o{number:03d}") for number, one in enumerate(seen)]
    agree(*prepared(on_record), seen, cut)


@cache
def prepared(on_record: str) -> tuple[Agreement, Facts, Bench]:
    told = {"notice": [NOTICE] * ("notice" in on_record), "judgement": [NIGHT] * ("judgement" in on_record)}
    facts, text = tell.facts({"incident": [], **told}), in_bulk(TEXT)
    return text, facts, Bench(text, facts, as_of=tell.AS_OF)


def agree(text: Agreement, facts: Facts, bench: Bench, seen: list[Observation], cut: int) -> None:
    """Judged in bulk, in batches of some rows, is judged one by one."""
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for batch in narrowed(seen).to_batches(max_chunksize=cut):
        said = bench.judge(batch)
        names = batch.column("id").to_pylist()
        for row in said.to_pylist():
            found[names[row.pop("row")]].append({key: cell for key, cell in row.items() if key != "reference"})
    parties = sorted(name for name, party in text.parties.items() if party.role == "party")
    for one in seen:
        alone = [] if one.act == "nothing" else [incident_of([one], [], parties=parties, places=text.places)]
        judged = judge(
            text, msgspec.structs.replace(facts, observations=[one], incidents=alone), as_of=tell.AS_OF, window=None
        )
        assert found[one.id] == [told(each, one, text) for each in judged if each.subject.kind == "incident"]


def told(finding: Finding, one: Observation, text: Agreement) -> dict[str, Any]:
    """A finding in the words of the columns."""
    term = next(each for each in text.terms if each.id == finding.term)
    flips = [f"{each.open}@{term.where.to}" for each in finding.flips if term.where is not None]
    return {
        "term": finding.term,
        "verdict": finding.outcome.verdict,
        "attribution": finding.outcome.attribution,
        "by": "+".join(finding.outcome.by),
        "hinges": named(finding.hinges, finding),
        "attribution_hinges": named(finding.attribution_hinges, finding),
        "readings": ";".join(read_so(each) for each in finding.by_reading),
        "flips": "|".join(flips),
        "exemption": finding.exemption,
        "table_row": "" if finding.row is None else str(finding.row),
        "sector": finding.subject.sector,
        "measured": measured(finding, one, text),
    }


def named(hinges: list[Hinge], finding: Finding) -> str:
    return "|".join(sorted({f"{one.cause}:{'*' if one.on == finding.subject.id else one.on}" for one in hinges}))


def measured(finding: Finding, one: Observation, text: Agreement) -> list[dict[str, Any]]:
    """What its hinges and flip points say of chance, and how far it was."""
    hinges = (*finding.hinges, *finding.attribution_hinges)
    chances = {hinge.on: hinge.chance for hinge in hinges if hinge.cause == "measurement" and hinge.on in text.places}
    if finding.flips:
        chances.setdefault("villages", None)
    return [measure(on, chance, one, text) for on, chance in sorted(chances.items())]


def measure(on: str, chance: int | None, one: Observation, text: Agreement) -> dict[str, Any]:
    distant = on in {"villages", "aster-line", "briar-line"}
    low, high = distance_range(one.where, text.places[on], text.places) if distant else (None, None)
    return {"on": on, "chance": chance, "low_m": low, "high_m": high}


def test_rows_without_a_term_that_speaks_of_them_give_no_rows() -> None:
    empty = narrowed([]).to_batches() or [pa.RecordBatch.from_pylist([], schema=narrowed([]).schema)]
    [found] = judge_batches(in_bulk(TEXT), Facts(), empty, as_of=datetime(2031, 3, 15, tzinfo=UTC))
    assert found.num_rows == 0
