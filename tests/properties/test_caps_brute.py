"""Caps against an oracle that tries everything: whose, where, how many and when, each in every way it may have been."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.findings import Memory, judge, judge_again
from servanda.records.agreement import OpenRef
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.observation import Count
from servanda.records.place import InPlace, Point
from unit.findings.caps_text import AS_OF, DAY, WATCH, at, facts, hour, seen, text

SOME = settings(max_examples=15, deadline=None)
PARTS = (0.0, 0.2, 0.4, 0.6, 0.8)
"""Moments of an hour that stand for all: its beginning, and enough others for three to be apart."""


@dataclass(frozen=True)
class Told:
    """One incident of a story: how many, whose, where and when, as far as it is known."""

    low: int
    more: int
    known: bool
    inside: bool
    start: int
    hours: int
    throughout: bool

    def record(self, name: str) -> Any:
        when = hour(self.start, self.start + self.hours)
        where = at(150) if self.inside else at(300, 500)
        number = Count(low=self.low, high=self.low + self.more)
        whose = ["A"] if self.known else []
        return seen(name, number, when, where=where, throughout=self.throughout, by=whose)

    def moments(self) -> list[tuple[float, ...]]:
        """Every way in which it may have been there: the moments at which it was."""
        every = [self.start + hour + part for hour in range(self.hours) for part in PARTS] or [float(self.start)]
        if self.throughout or not self.hours:
            return [tuple(every)]
        return [(each,) for each in every]


told = st.builds(
    Told,
    low=st.integers(0, 4),
    more=st.integers(0, 3),
    known=st.booleans(),
    inside=st.booleans(),
    start=st.integers(0, 2),
    hours=st.integers(0, 2),
    throughout=st.booleans(),
)
stories = st.lists(told, min_size=1, max_size=3)


def axes(story: list[Told]) -> dict[str, list[Any]]:
    """Every unknown, by the name of its hinge, with all it may be."""
    found: dict[str, list[Any]] = {}
    for index, each in enumerate(story):
        found[f"attribution:i{index}"] = [True] if each.known else [True, False]
        found[f"place:i{index}"] = [True] if each.inside else [True, False]
        found[f"count:i{index}"] = list(range(each.low, each.low + each.more + 1))
        found[f"when:i{index}"] = each.moments()
    return found


def exceeded(world: dict[str, Any], number: int, most: int) -> bool:
    there: dict[float, int] = {}
    for index in range(number):
        if world[f"attribution:i{index}"] and world[f"place:i{index}"]:
            for moment in world[f"when:i{index}"]:
                there[moment] = there.get(moment, 0) + world[f"count:i{index}"]
    return any(count > most for count in there.values())


def worlds(story: list[Told]) -> Iterator[dict[str, Any]]:
    named = axes(story)
    for chosen in product(*named.values()):
        yield dict(zip(named, chosen, strict=True))


def oracle(story: list[Told], most: int) -> tuple[str, set[str]]:
    """The verdict under a full watch, and every unknown for which two of its values differ in some world."""
    named = axes(story)
    answers = {tuple(world.values()): exceeded(world, len(story), most) for world in worlds(story)}
    if len(set(answers.values())) == 1:
        return ("breached" if True in answers.values() else "kept"), set()
    found = set()
    for place, name in enumerate(named):
        alike: dict[tuple[Any, ...], set[bool]] = {}
        for chosen, answer in answers.items():
            alike.setdefault((*chosen[:place], *chosen[place + 1 :]), set()).add(answer)
        if any(len(both) > 1 for both in alike.values()):
            found.add(name)
    return "undetermined", found


def on_a(given_facts: Facts, most: int = 5) -> Finding:
    found = judge(text(most), given_facts, as_of=AS_OF, window=DAY)
    return next(each for each in found if each.subject.kind == "cap" and each.outcome.by == ["A"])


def named_hinges(finding: Finding, story: list[Told]) -> set[str]:
    """The hinges as the oracle names them; which incident a number or time belongs to stands in its words."""
    found: set[str] = set()
    for hinge in finding.hinges:
        names = [f"i{index}" for index in range(len(story)) if f"(i{index})" in hinge.says["en"]]
        if hinge.cause == "attribution":
            found.add(f"attribution:{hinge.on}")
        elif hinge.on in {"count", "when"}:
            found.add(f"{hinge.on}:{names[0]}")
        else:
            found.add("place")
    return found


@SOME
@given(stories, st.integers(0, 7))
def test_verdict_and_hinges_are_those_of_the_oracle(story: list[Told], most: int) -> None:
    verdict, hinges = oracle(story, most)
    found = on_a(facts(*(each.record(f"i{index}") for index, each in enumerate(story))), most)
    assert found.outcome.verdict == verdict
    assert named_hinges(found, story) == {"place" if name.startswith("place:") else name for name in hinges}


def mirrored(records: Any) -> Any:
    """The same story about the other party, on the other side of the map: A's zone and B's lie as images."""

    def point(at: Point) -> Point:
        return Point(lat_e7=at.lat_e7, lon_e7=2 * (300_000_000 + 450 * 10_000) - at.lon_e7)

    def turned(record: Any) -> Any:
        where = record.where if isinstance(record.where, list) else [record.where]
        moved = [msgspec.structs.replace(each, at=point(each.at)) for each in where]
        by = ["B" if name == "A" else name for name in record.by] if len(record.by) == 1 else record.by
        return msgspec.structs.replace(record, where=moved if isinstance(record.where, list) else moved[0], by=by)

    return [(turned(seen_so), turned(incident)) for seen_so, incident in records]


@SOME
@given(stories, st.integers(0, 7))
def test_in_the_mirror_everything_swaps(story: list[Told], most: int) -> None:
    records = [each.record(f"i{index}") for index, each in enumerate(story)]
    watches = [WATCH, msgspec.structs.replace(WATCH, id="w2", where=InPlace(place="far"))]

    def on(party: str, told_so: Any) -> tuple[str, list[tuple[str, str, int | None]], Any]:
        given_facts = msgspec.structs.replace(facts(*told_so), watches=watches)
        found = judge(text(most), given_facts, as_of=AS_OF, window=DAY)
        one = next(each for each in found if each.subject.kind == "cap" and each.outcome.by == [party])
        swap = {"zone": "far", "far": "zone"} if party == "B" else {}
        hinges = sorted((hinge.cause, swap.get(hinge.on, hinge.on), hinge.chance) for hinge in one.hinges)
        return one.outcome.verdict, hinges, one.since

    assert on("A", records) == on("B", mirrored(records))


@SOME
@given(st.lists(stories, min_size=2, max_size=3), st.integers(0, 7))
def test_judging_again_gives_what_judging_anew_gives(rounds: list[list[Told]], most: int) -> None:
    memory = Memory()
    for story in rounds:
        given_facts = facts(*(each.record(f"i{index}") for index, each in enumerate(story)))
        again = judge_again(memory, text(most), given_facts, as_of=AS_OF, window=DAY)
        assert list(again) == list(judge(text(most), given_facts, as_of=AS_OF, window=DAY))
    judge_again(memory, text(most), given_facts, as_of=AS_OF, window=DAY)
    assert memory.judged == 0


@SOME
@given(stories, st.integers(0, 7), st.randoms())
def test_the_order_of_arrival_is_irrelevant(story: list[Told], most: int, random: Any) -> None:
    records = [each.record(f"i{index}") for index, each in enumerate(story)]
    shuffled = list(records)
    random.shuffle(shuffled)
    assert on_a(facts(*records), most) == on_a(facts(*shuffled), most)


@SOME
@given(stories, st.integers(0, 7), st.integers(0, 2), st.sampled_from(["whose", "where", "how many", "when", "watch"]))
def test_knowing_less_never_makes_an_answer_and_never_turns_one_round(
    story: list[Told], most: int, which: int, what: str
) -> None:
    index = which % len(story)
    less = {
        "whose": {"known": False},
        "where": {"inside": False},
        "how many": {"low": max(0, story[index].low - 1), "more": story[index].more + 2},
        "when": {"throughout": False, "hours": story[index].hours + 1},
        "watch": {},
    }[what]
    vaguer = [*story]
    vaguer[index] = Told(**{**{name: getattr(story[index], name) for name in Told.__dataclass_fields__}, **less})
    watch = msgspec.structs.replace(WATCH, share=500_000) if what == "watch" else WATCH
    knew = on_a(facts(*(each.record(f"i{n}") for n, each in enumerate(story))), most)
    knows = on_a(facts(*(each.record(f"i{n}") for n, each in enumerate(vaguer)), watch=watch), most)
    assert knows.outcome.verdict in {knew.outcome.verdict, "undetermined"}
    assert bool(knows.hinges) is (knows.outcome.verdict == "undetermined")


@SOME
@given(stories, st.integers(0, 7))
def test_settling_an_open_number_agrees_with_the_flip_point(story: list[Told], most: int) -> None:
    given_facts = facts(*(each.record(f"i{index}") for index, each in enumerate(story)))
    open_ = judge(text(OpenRef(open="unsaid")), given_facts, as_of=AS_OF, window=DAY)
    found = next(each for each in open_ if each.outcome.by == ["A"])
    settled = on_a(given_facts, most).outcome.verdict
    for flip in found.flips:
        if flip.breached_below is not None and most < flip.breached_below:
            assert settled == "breached"
        elif flip.kept_from is not None and most >= flip.kept_from:
            assert settled == "kept"
        else:
            assert settled == "undetermined"
