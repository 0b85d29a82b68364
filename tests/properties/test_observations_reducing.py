"""Laws of reduced watches: never more than before, whatever the order, and the same in the mirror."""

from datetime import UTC, datetime, timedelta

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.test_geo_mirror import mirror, mirrored, regions
from servanda.geo import can_meet, share_covered_together
from servanda.observations import reduce_watches
from servanda.records.agreement import Place
from servanda.records.observation import Observation, Watch
from servanda.records.place import Disc, InPlace, Point, Region
from servanda.records.time import Interval

DAY = datetime(2031, 3, 14, tzinfo=UTC)
CORNERS = [
    (470_500_000, -303_000_000),
    (470_500_000, -298_000_000),
    (475_000_000, -297_000_000),
    (475_500_000, -302_000_000),
]
RING = [Point(lat_e7=lat, lon_e7=lon) for lat, lon in CORNERS]
PLACES = {"zone": Place(name={"en": "Z"}, is_="zone", shapes=[RING])}
MIRRORED = {"zone": Place(name={"en": "Z"}, is_="zone", shapes=[[mirror(point) for point in RING]])}

ROUNDING_PPM = 5
"""What is left is drawn in whole units of 1e-7 degree."""

spans = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(
    lambda span: Interval(start=DAY + timedelta(hours=span[0]), end=DAY + timedelta(hours=sum(span)))
)
acts = st.sampled_from(["lose_watch", "deny_access", "delay_access", "condition_access", "fire"])
where = regions | st.just(InPlace(place="zone"))
watched = where.flatmap(
    lambda region: st.builds(
        Watch,
        id=st.just("W"),
        observer=st.sampled_from(["P", "Q"]),
        method=st.just("own_senses"),
        where=st.just(region),
        when=spans,
        acts=st.just(["fire"]),
        share=st.sampled_from([1_000_000, 700_000]),
    )
)
facts = st.lists(
    st.builds(
        Observation,
        id=st.uuids().map(str),
        observer=st.sampled_from(["P", "Q"]),
        method=st.just("own_senses"),
        verb=st.just("saw"),
        origin=st.just("P"),
        act=acts,
        where=where,
        when=spans,
        recorded_at=st.just(DAY + timedelta(days=2)),
    ),
    max_size=4,
    unique_by=lambda fact: fact.id,
)


def at_work(watches: list[Watch], moment: datetime) -> list[Watch]:
    return [one for one in watches if one.when.holds(moment) and not any(gap.holds(moment) for gap in one.interrupted)]


MOMENTS = [DAY + timedelta(hours=hour, minutes=30) for hour in range(29)]


@settings(deadline=None, max_examples=60)
@given(watched, facts)
def test_a_reduced_watch_never_covers_more(watch: Watch, given_facts: list[Observation]) -> None:
    reduced = reduce_watches([watch], given_facts, PLACES)
    memo: dict[tuple[str, ...], int] = {}
    before = share_covered_together([watch.where], PLACES["zone"], PLACES)
    for moment in MOMENTS:
        left = at_work(reduced, moment)
        assert not left or at_work([watch], moment)
        assert all(one.share <= watch.share for one in left)
        names = tuple(one.id for one in left)
        if names and names not in memo:
            memo[names] = share_covered_together([one.where for one in left], PLACES["zone"], PLACES)
            assert memo[names] <= before + 2


@settings(deadline=None, max_examples=40)
@given(watched, facts)
def test_no_ground_of_a_restriction_is_watched_while_it_lasts(watch: Watch, given_facts: list[Observation]) -> None:
    reduced = reduce_watches([watch], given_facts, PLACES)
    for fact in given_facts:
        elsewhere = fact.act == "lose_watch" and not can_meet(watch.where, fact.where, PLACES)
        if fact.act == "fire" or fact.observer != watch.observer or elsewhere:
            continue
        for moment in MOMENTS:
            if not fact.when.holds(moment):
                continue
            left = [one.where for one in at_work(reduced, moment)]
            assert not (left and fact.act == "lose_watch")
            assert not any(region == fact.where for region in left)
            if left and isinstance(fact.where, Disc):
                inner = Disc(at=fact.where.at, radius_m=max(1, fact.where.radius_m * 9 // 10))
                assert all(share_covered_together([region], _ring(inner), PLACES) <= 1 for region in left)


def _ring(disc: Disc) -> Place:
    """A square inside a disc."""
    half = max(1, int(disc.radius_m / 1.5 / 1.6 / 0.0111))
    points = [
        Point(lat_e7=disc.at.lat_e7 + up * half, lon_e7=disc.at.lon_e7 + side * half)
        for up, side in ((-1, -1), (-1, 1), (1, 1), (1, -1))
    ]
    return Place(name={"en": "D"}, is_="zone", shapes=[points])


@settings(deadline=None, max_examples=40)
@given(watched, facts, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(watch: Watch, given_facts: list[Observation], random: object) -> None:
    shuffled = list(given_facts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reduce_watches([watch], shuffled, PLACES) == reduce_watches([watch], given_facts, PLACES)


@settings(deadline=None, max_examples=40)
@given(watched, facts)
def test_the_mirrored_map_gives_the_mirrored_watch(watch: Watch, given_facts: list[Observation]) -> None:
    def turned(region: Region) -> Region:
        return region if isinstance(region, InPlace) else mirrored(region)

    def shares(watches: list[Watch], places: dict[str, Place]) -> dict[Interval, int]:
        spans: dict[Interval, list[Region]] = {}
        for one in watches:
            spans.setdefault(one.when, []).append(one.where)
        return {span: share_covered_together(ground, places["zone"], places) for span, ground in spans.items()}

    here = reduce_watches([watch], given_facts, PLACES)
    there = reduce_watches(
        [msgspec.structs.replace(watch, where=turned(watch.where))],
        [msgspec.structs.replace(fact, where=turned(fact.where)) for fact in given_facts],
        MIRRORED,
    )
    assert (here[0].interrupted, here[0].says) == (there[0].interrupted, there[0].says)
    left, right = shares(here, PLACES), shares(there, MIRRORED)
    assert set(left) == set(right)
    assert all(abs(left[span] - right[span]) <= ROUNDING_PPM for span in left)
