"""What the columns of a feed can hold that would turn a verdict, and what is refused by name."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pyarrow as pa
import pytest

from scenarios.findings import stories as tell
from servanda.errors import InputError
from servanda.findings.bulk import OBSERVED, Bench, judge_batches, narrowed
from servanda.incidents.build import incident_id
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.observation import Observation, Reach
from servanda.records.place import InPlace, Point, Spot
from servanda.records.time import Interval

WHOLE = tell.agreement()
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)


def only(*names: str) -> Agreement:
    return msgspec.structs.replace(WHOLE, terms=[term for term in WHOLE.terms if term.id in names])


DIGGING = only("no-digging", "no-mines", "no-manoeuvre", "near-villages")


def seen(**told: Any) -> Observation:
    known = {
        "id": "o1",
        "observer": "MISSION",
        "method": "own_senses",
        "verb": "saw",
        "origin": "post",
        "act": "lay_mines",
        "where": Spot(at=Point(**tell.point(0.0, 0.0)), sigma_m=20),
        "when": Interval(start=NOON, end=NOON),
        "by": ["ASTER"],
        "recorded_at": NOON,
    }
    return Observation(**{**known, **told})


def found(text: Agreement, observations: Sequence[Observation], facts: Facts | None = None) -> list[dict[str, Any]]:
    bench = Bench(text, facts or Facts(), as_of=tell.AS_OF)
    return [row for batch in narrowed(observations).to_batches() for row in bench.judge(batch).to_pylist()]


def cells(**changed: Any) -> pa.RecordBatch:
    """One row with some cells changed, in whatever type they come."""
    [batch] = narrowed([seen()]).to_batches()
    columns = {name: batch.column(name) for name in OBSERVED.names} | {
        name: pa.array([value]) for name, value in changed.items()
    }
    return pa.RecordBatch.from_arrays(list(columns.values()), names=list(columns))


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"lat_e7": float("nan")}, "column-type"),
        ({"lat_e7": 47.3}, "column-type"),
        ({"lat_e7": None}, "bulk-cell"),
        ({"lat_e7": 900_000_001}, "bulk-cell"),
        ({"lon_e7": -1_800_000_001}, "bulk-cell"),
        ({"sigma_m": None}, "bulk-cell"),
        ({"sigma_m": 0}, "bulk-cell"),
        ({"sigma_m": -5}, "bulk-cell"),
        ({"radius_m": 7}, "bulk-cell"),
        ({"act": None}, "bulk-cell"),
        ({"recorded_at": None}, "bulk-cell"),
        ({"start": datetime(2031, 3, 15, tzinfo=UTC)}, "bulk-cell"),
        ({"calibre_low_mm": 120}, "bulk-cell"),
        ({"calibre_low_mm": 120, "calibre_high_mm": 100}, "bulk-cell"),
        ({"act": 7}, "column-type"),
    ],
)
def test_a_cell_that_says_nothing_definite_is_refused(changed: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        Bench(DIGGING, Facts(), as_of=tell.AS_OF).judge(cells(**changed))
    assert refused.value.code == code


def test_a_missing_column_is_named() -> None:
    [batch] = narrowed([seen()]).to_batches()
    with pytest.raises(InputError, match="observer"):
        Bench(DIGGING, Facts(), as_of=tell.AS_OF).judge(batch.drop_columns(["observer"]))


@pytest.mark.parametrize(
    ("told", "code"),
    [({"where": InPlace(place="zone")}, "bulk-region"), ({"reach": Reach(low_m=1, high_m=2)}, "bulk-detail")],
)
def test_what_the_columns_cannot_hold_is_refused(told: dict[str, Any], code: str) -> None:
    with pytest.raises(InputError) as refused:
        narrowed([seen(**told)])
    assert refused.value.code == code


def test_a_clock_that_each_row_could_reset_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        list(judge_batches(only("no-crossing"), Facts(), [], as_of=tell.AS_OF))
    assert refused.value.code == "bulk-quiet-clock"


def test_an_error_larger_than_the_zone_leaves_it_open_with_its_chance() -> None:
    far = Spot(at=Point(**tell.point(0.0, 0.0)), sigma_m=60_000)
    [row] = found(DIGGING, [seen(act="dig", where=far)])
    assert (row["verdict"], row["hinges"]) == ("undetermined", "measurement:zone|open_term:equal")
    assert 0 < row["measured"][0]["chance"] < 200_000


def test_unknown_kinds_and_open_times_stay_unknown() -> None:
    near = Spot(at=Point(**tell.point(-4.5, 4.5)), sigma_m=20)
    [known] = found(DIGGING, [seen(act="station", where=near, things=["gun"])])
    [unknown] = found(DIGGING, [seen(act="station", where=near, things=[])])
    [always] = found(DIGGING, [seen(act="station", where=near, things=["gun"], when=Interval())])
    assert known["verdict"] == "breached"
    assert (unknown["verdict"], unknown["hinges"]) == ("undetermined", "missing_evidence:heavy")
    assert (always["verdict"], always["hinges"]) == ("undetermined", "measurement:force")


def test_a_party_sees_nothing_for_itself() -> None:
    [row] = found(only("no-mines"), [seen(observer="ASTER", by=["BRIAR"])])
    assert row["verdict"] == "undetermined"
    assert "proof_standard:one" in row["hinges"]


def test_names_are_read_by_each_batch_not_by_their_codes() -> None:
    one, two = seen(id="o1"), seen(id="o2", act="dig", by=["BRIAR"])
    together = [(row["term"], row["verdict"], row["by"]) for row in found(DIGGING, [one, two])]
    apart = [(row["term"], row["verdict"], row["by"]) for each in (one, two) for row in found(DIGGING, [each])]
    assert sorted(together) == sorted(apart)


def test_a_judgement_about_one_incident_turns_only_that_one() -> None:
    said = {"question": "night", "body": "COMMISSION", "answer": "yes", "about": f"incident:{incident_id(['o1'])}"}
    notice = {"by": "ASTER", "do": "manoeuvre", "at": [0, 0], "radius_m": 3000, "when": "11:00 to 13:00"}
    facts = tell.facts({"incident": [], "judgement": [said], "notice": [{**notice, "given": "2031-03-01T00:00:00Z"}]})
    rows = found(DIGGING, [seen(id=name, act="manoeuvre") for name in ("o1", "o2")], facts)
    one, other = (row["hinges"] for row in rows)
    assert one != other
    assert all(row["reference"] for row in rows)


def test_what_was_recorded_later_is_not_known_yet() -> None:
    assert found(only("no-mines"), [seen(recorded_at=datetime(2031, 3, 16, tzinfo=UTC))]) == []


def test_a_zone_about_the_pole_is_left_to_the_reference() -> None:
    ring = [Point(lat_e7=860_000_000, lon_e7=lon) for lon in (-1_200_000_000, 0, 1_200_000_000)]
    zone = msgspec.structs.replace(WHOLE.places["zone"], shapes=[ring])
    text = only("no-digging")
    text = msgspec.structs.replace(text, places={**text.places, "zone": zone})
    at_the_pole = Spot(at=Point(lat_e7=899_000_000, lon_e7=5), sigma_m=20)
    [row] = found(text, [seen(act="dig", where=at_the_pole), seen(id="o2", act="dig")])
    assert (row["row"], row["hinges"], row["reference"]) == (0, "open_term:equal", True)
