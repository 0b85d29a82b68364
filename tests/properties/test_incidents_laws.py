"""Laws of fusion: order does not matter, people's decisions hold, nothing is lost, the mirror."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.incidents import detect
from servanda.records.decision import Decision
from servanda.records.incident import Incident
from servanda.records.observation import Observation
from servanda.records.place import Disc, Point
from servanda.records.time import Interval

PARTIES = ["EX-ASTER", "EX-BRIAR"]
SWAP = {"EX-ASTER": "EX-BRIAR", "EX-BRIAR": "EX-ASTER"}
NOON = datetime(2031, 3, 14, 12, tzinfo=UTC)
AXIS = -300_000_000


def observation(
    number: int, place: tuple[int, int], minute: int, radius: int, who: tuple[str, list[str], str]
) -> Observation:
    method, by, kind = who
    when = NOON + timedelta(minutes=minute)
    return Observation(
        id=f"EX-O-{number:02d}",
        observer="EX-ASTER" if method == "party_complaint" else f"EX-POST-{number % 5}",
        method=method,  # type: ignore[arg-type]  # drawn from real methods
        verb="alleged" if method == "party_complaint" else "recorded",
        origin=f"EX-ORIGIN-{number % 6}",
        act="fire",
        where=Disc(at=Point(lat_e7=471_000_000 + place[0], lon_e7=AXIS + place[1]), radius_m=radius),
        when=Interval(start=when, end=when + timedelta(minutes=3)),
        things=[kind] if kind else [],
        by=by,
        recorded_at=NOON + timedelta(days=1),
    )


whos = st.tuples(
    st.sampled_from(["camera", "acoustic", "party_complaint", "media"]),
    st.sampled_from([[], ["EX-ASTER"], ["EX-BRIAR"]]),
    st.sampled_from(["", "gun", "mortar"]),
)
parts = st.tuples(
    st.tuples(st.integers(-200_000, 200_000), st.integers(-200_000, 200_000)),
    st.integers(0, 60),
    st.integers(50, 3_000),
    whos,
)
days = st.lists(parts, min_size=0, max_size=12).map(
    lambda drawn: [observation(number, *part) for number, part in enumerate(drawn)]
)


def decisions_for(names: list[str]) -> Any:
    pairs = st.tuples(st.sampled_from(["split", "merge"]), st.sampled_from(names), st.sampled_from(names))
    return st.lists(pairs.filter(lambda drawn: drawn[1] != drawn[2]), max_size=4).map(
        lambda drawn: [
            Decision(
                id=f"EX-D-{n}",
                about=f"observation:{left}",
                does=does,
                by="EX-DESK",
                role="fusion officer",
                at=NOON + timedelta(minutes=n),
                others=[right],
            )
            for n, (does, left, right) in enumerate(drawn)
        ]
    )


def detected(observations: list[Observation], decisions: list[Decision] | None = None) -> list[Incident]:
    return detect(observations, parties=PARTIES, decisions=decisions or [], places={})


@settings(max_examples=60, deadline=None)
@given(days, st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(day: list[Observation], random: Any) -> None:
    mixed = list(day)
    random.shuffle(mixed)
    assert msgspec.json.encode(detected(day)) == msgspec.json.encode(detected(mixed))


@settings(max_examples=60, deadline=None)
@given(days)
def test_every_observation_is_in_exactly_one_incident(day: list[Observation]) -> None:
    incidents = detected(day)
    names = [name for one in incidents for name in one.observations]
    assert sorted(names) == sorted(one.id for one in day)
    assert len({one.id for one in incidents}) == len(incidents)
    assert all(len(one.joins) == len(one.observations) - 1 for one in incidents)


@settings(max_examples=60, deadline=None)
@given(days.filter(lambda day: len(day) > 2), st.data())
def test_the_last_decision_about_a_pair_holds(day: list[Observation], data: st.DataObject) -> None:
    decisions = data.draw(decisions_for([one.id for one in day]))
    if not decisions:
        return
    last = decisions[-1]
    left, right = last.about.partition(":")[2], last.others[0]
    together = any({left, right} <= set(one.observations) for one in detected(day, decisions))
    assert together == (last.does == "merge")


@settings(max_examples=40, deadline=None)
@given(days)
def test_a_report_sent_again_by_copies_changes_neither_events_nor_origins(day: list[Observation]) -> None:
    before = detected(day)
    again = detected([*day, *day])
    assert msgspec.json.encode(before) == msgspec.json.encode(again)


@settings(max_examples=60, deadline=None)
@given(days)
def test_claims_never_narrow_the_author(day: list[Observation]) -> None:
    claims = {one.id for one in day if one.method == "party_complaint"}
    for one in detected(day):
        assert not claims & set(one.by_basis)
        if set(one.observations) <= claims:
            assert one.by == PARTIES


@settings(max_examples=40, deadline=None)
@given(days)
def test_swapped_parties_and_a_mirrored_map_give_the_mirrored_incidents(day: list[Observation]) -> None:
    def mirrored(one: Observation) -> Observation:
        where = one.where
        assert isinstance(where, Disc)
        point = Point(lat_e7=where.at.lat_e7, lon_e7=2 * AXIS - where.at.lon_e7)
        by = [SWAP[name] for name in one.by]
        disc = Disc(at=point, radius_m=where.radius_m)
        return msgspec.structs.replace(one, where=disc, by=by, observer=SWAP.get(one.observer, one.observer))

    there = {tuple(one.observations): one for one in detected([mirrored(one) for one in day])}
    for one in detected(day):
        other = there[tuple(one.observations)]
        assert sorted(SWAP[name] for name in one.by) == other.by
        assert (one.count, one.things, one.when) == (other.count, other.things, other.when)
        assert (one.contradictory, len(one.joins)) == (other.contradictory, len(other.joins))
        assert [join.likelihood for join in one.joins] == [join.likelihood for join in other.joins]
