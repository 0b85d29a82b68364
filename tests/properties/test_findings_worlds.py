"""Laws over random small agreements and facts: what is not known, what is added, who is called how, where it lies."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.draws import AS_OF, LON, Drawn, draw
from servanda.findings import explain, judge
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding, Reason
from servanda.records.place import Disc, Point
from servanda.runs.judging import judge_alone

SOME = settings(max_examples=25, deadline=None)
SEEDS = st.integers(0, 10**9)


def world_of(seed: int) -> Drawn:
    return draw(Random(seed))  # noqa: S311 - a test, not a secret


def found_in(world: Drawn) -> dict[str, Finding]:
    return {one.subject.id: one for one in judge(world.agreement, world.facts, as_of=AS_OF, window=None)}


def _every_incident(world: Drawn, change: Callable[[Any], Any]) -> Drawn:
    incidents = [change(one) for one in world.facts.incidents]
    return Drawn(world.agreement, msgspec.structs.replace(world.facts, incidents=incidents))


def _without(world: Drawn, kind: str) -> Drawn:
    return Drawn(world.agreement, msgspec.structs.replace(world.facts, **{kind: []}))


def _unsettled(world: Drawn) -> Drawn:
    """No party holds to what was agreed on open terms any more."""
    opened = {name: msgspec.structs.replace(term, settled="") for name, term in world.agreement.open.items()}
    return Drawn(msgspec.structs.replace(world.agreement, open=opened), world.facts)


UNKNOWN: dict[str, Callable[[Drawn], Drawn]] = {
    "no register": lambda world: _without(world, "registers"),
    "nothing at hand": lambda world: _without(world, "observations"),
    "open again": _unsettled,
    "anybody": lambda world: _every_incident(
        world, lambda one: msgspec.structs.replace(one, by_basis=[], by=["A", "B"])
    ),
    "anything": lambda world: _every_incident(
        world, lambda one: msgspec.structs.replace(one, things=[], calibre=None, named=[], reach=None)
    ),
    "any size": lambda world: _every_incident(world, lambda one: msgspec.structs.replace(one, sizes={})),
    "anywhere": lambda world: _every_incident(world, lambda one: msgspec.structs.replace(one, where=[])),
    "any outcome": lambda world: Drawn(
        world.agreement,
        msgspec.structs.replace(
            world.facts, acts=[msgspec.structs.replace(one, outcome="") for one in world.facts.acts]
        ),
    ),
}


@SOME
@given(SEEDS, st.sampled_from(sorted(UNKNOWN)))
def test_a_true_unknown_never_makes_an_answer_and_never_turns_one_round(seed: int, what: str) -> None:
    world = world_of(seed)
    before, after = found_in(world), found_in(UNKNOWN[what](world))
    for name, then in after.items():
        if name in before:
            assert then.outcome.verdict in {before[name].outcome.verdict, "undetermined"}, (what, name)
    assert before.keys() <= after.keys(), what


def _rests(reason: Reason) -> Iterator[str]:
    yield from reason.rests_on
    for part in reason.parts:
        yield from _rests(part)


@SOME
@given(SEEDS)
def test_evidence_that_turns_a_verdict_round_is_named(seed: int) -> None:
    world = world_of(seed)
    after = found_in(world)
    for kind in ("notices", "acts", "judgements", "registers", "events"):
        for one in getattr(world.facts, kind):
            rest = [other for other in getattr(world.facts, kind) if other.id != one.id]
            before = found_in(Drawn(world.agreement, msgspec.structs.replace(world.facts, **{kind: rest})))
            for name in before.keys() & after.keys():
                turned = {before[name].outcome.verdict, after[name].outcome.verdict}
                if turned == {"kept", "breached"}:
                    reason = explain(after[name], world.agreement, world.facts, as_of=AS_OF)
                    assert one.id in {*after[name].notices, *after[name].evidence, *_rests(reason)}, (kind, one.id)


@SOME
@given(SEEDS, st.randoms())
def test_the_order_in_which_things_arrive_means_nothing(seed: int, random: Any) -> None:
    world = world_of(seed)
    shuffled = {name: list(getattr(world.facts, name)) for name in Facts.__struct_fields__}
    for records in shuffled.values():
        random.shuffle(records)
    assert found_in(world) == found_in(Drawn(world.agreement, Facts(**shuffled)))


@SOME
@given(SEEDS, SEEDS)
def test_what_is_recorded_later_has_no_effect(seed: int, other: int) -> None:
    """Observations alone, so that incidents are joined here; everything of the other world comes after the moment."""
    world, later = world_of(seed), world_of(other)
    shift = AS_OF + timedelta(days=1) - datetime.fromisoformat("2031-03-14T00:00:00+00:00")
    told = [msgspec.structs.replace(one, where=_spot(one.id)) for one in world.facts.observations]
    known = msgspec.structs.replace(world.facts, incidents=[], observations=told)
    more = [
        msgspec.structs.replace(one, id=f"later-{one.id}", recorded_at=one.recorded_at + shift, where=_spot(one.id))
        for one in later.facts.observations
    ]
    judged_then = [
        msgspec.structs.replace(one, id=f"later-{one.id}", at=AS_OF + shift) for one in later.facts.judgements
    ]
    announced = [
        msgspec.structs.replace(one, id=f"later-{one.id}", given_at=AS_OF + shift) for one in later.facts.notices
    ]
    grown = msgspec.structs.replace(
        known,
        observations=[*told, *more],
        judgements=[*known.judgements, *judged_then],
        notices=[*known.notices, *announced],
    )
    assert _judged(world.agreement, known) == _judged(world.agreement, grown)


def _spot(name: str) -> Disc:
    north = sum(map(ord, name)) % 7
    return Disc(at=Point(lat_e7=473_000_000 + north * 9_000, lon_e7=LON), radius_m=300)


def _judged(agreement: Agreement, facts: Facts) -> list[Finding]:
    [one] = judge_alone([agreement], facts, as_of=AS_OF, window=None)
    return [msgspec.structs.replace(found, receipt=None) for found in one.findings]  # it pins what was given, too


SWAP = {'"A"': '"B"', '"B"': '"A"'}
FRESH = {'"A"': '"ZETA"', '"B"': '"ALPHA"'}


def _renamed(record: Any, names: dict[str, str]) -> Any:
    return msgspec.json.decode(_swapped(msgspec.json.encode(record).decode(), names), type=type(record))


def _plain(found: Finding, names: dict[str, str]) -> Any:
    """What a finding says, its names translated."""
    said = {
        "verdict": found.outcome.verdict,
        "by": sorted(found.outcome.by),
        "attribution": found.outcome.attribution,
        "hinges": sorted((one.cause, one.on, one.chance) for one in (*found.hinges, *found.attribution_hinges)),
        "flips": sorted((one.open, one.kept_up_to, one.breached_above) for one in found.flips if one.unit == "m"),
        "by_reading": sorted((sorted(one.readings.items()), one.verdict) for one in found.by_reading),
        "exemption": found.exemption,
        "notices": found.notices,
    }
    told: dict[str, Any] = json.loads(_swapped(json.dumps(said), names))
    return told | {"by": sorted(told["by"])}


def _swapped(text: str, names: dict[str, str]) -> str:
    for old, new in names.items():
        text = text.replace(old, new.replace('"', '"\0', 1))
    return text.replace("\0", "")


@SOME
@given(SEEDS, st.sampled_from([SWAP, FRESH]))
def test_other_names_of_the_parties_change_nothing_but_the_names(seed: int, names: dict[str, str]) -> None:
    world = world_of(seed)
    there = found_in(Drawn(_renamed(world.agreement, names), _renamed(world.facts, names)))
    here = found_in(world)
    assert {name: _plain(one, names) for name, one in here.items()} == {
        name: _plain(one, {}) for name, one in there.items()
    }


def _moved(record: Any, where: Callable[[int], int]) -> Any:
    def moved(data: Any) -> Any:
        if isinstance(data, dict):
            return {key: where(part) if key == "lon_e7" else moved(part) for key, part in data.items()}
        return [moved(part) for part in data] if isinstance(data, list) else data

    return msgspec.convert(moved(msgspec.json.decode(msgspec.json.encode(record))), type=type(record))


@SOME
@given(SEEDS, st.sampled_from(["east", "over the date line", "mirror"]))
def test_another_meridian_and_the_mirror_change_nothing(seed: int, how: str) -> None:
    world = world_of(seed)
    where: dict[str, Callable[[int], int]] = {
        "east": lambda lon: lon + 700_000_000,
        "over the date line": lambda lon: (
            lon + 2_100_000_000 if lon + 2_100_000_000 <= 1_800_000_000 else lon - 1_500_000_000
        ),
        "mirror": lambda lon: 2 * LON - lon,
    }
    there = found_in(Drawn(_moved(world.agreement, where[how]), _moved(world.facts, where[how])))
    here = found_in(world)
    assert here.keys() == there.keys()
    for name, one in here.items():
        left, right = _plain(one, {}), _plain(there[name], {})
        figures = [
            abs((a or 0) - (b or 0))
            for x, y in zip(left.pop("flips"), right.pop("flips"), strict=True)
            for a, b in zip(x[1:], y[1:], strict=True)
        ]
        chances = [abs((x[2] or 0) - (y[2] or 0)) for x, y in zip(left["hinges"], right["hinges"], strict=True)]
        assert max(figures, default=0) <= 1
        assert max(chances, default=0) <= 20_000
        for side in (left, right):
            side["hinges"] = [one[:2] for one in side["hinges"]]
        assert left == right
