"""Laws of comparing numbers: equal ones never contradict, knowing less never makes a contradiction, parties swap."""

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.tallies.telling import SWAP, tally
from servanda.observations.tallies import compare
from servanda.records.observation import Count
from servanda.records.tally import Comparison, Tally

SOME = settings(max_examples=150, deadline=None)
KINDS = ["period", "restated", "running"]

told = st.fixed_dictionaries(
    {
        "who": st.sampled_from(["ASTER", "BRIAR", "MISSION"]),
        "in": st.sampled_from(["6/2031", "7/2031", "8/2031", "outlet"]),
        "days": st.sampled_from(["12-13", "13-14", "14-15", "12-15", "-13", "-14", "?"]),
        "n": st.sampled_from(["0", "3", "4", "7", "3+", "?"]),
        "as": st.sampled_from(KINDS),
        "what": st.sampled_from(["ceasefire_violation", "explosion"]),
    },
    optional={"at": st.sampled_from(["north", "south"])},
)


def told_as(each: dict[str, str], number: int) -> dict[str, object]:
    party = each["who"] in SWAP
    part = {"part": "ceasefire_violation"} if each["what"] == "explosion" else {}
    claim = {"claim": True, "of": SWAP[each["who"]]} if party else {}
    return {**each, **part, **claim, "id": f"t{number}"}


worlds = st.lists(told, min_size=1, max_size=6).map(lambda some: [told_as(each, at) for at, each in enumerate(some)])


def held(tallies: list[Tally]) -> list[tuple[str, str, frozenset[str]]]:
    return sorted((each.kind, each.result, frozenset(each.tallies)) for each in compare(tallies))


def contradictions(tallies: list[Tally]) -> list[Comparison]:
    return [each for each in compare(tallies) if each.result == "contradicts"]


@SOME
@given(worlds)
def test_swapping_the_parties_swaps_nothing_but_their_names(world: list[dict[str, object]]) -> None:
    assert held([tally(each) for each in world]) == held([tally(each, swap=True) for each in world])


@SOME
@given(worlds, st.randoms())
def test_the_order_of_arrival_changes_nothing(world: list[dict[str, object]], random: object) -> None:
    tallies = [tally(each) for each in world]
    shuffled = list(tallies)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert compare(tallies) == compare(shuffled)


@SOME
@given(worlds, st.sampled_from(["0", "3", "3+"]))
def test_equal_numbers_never_contradict(world: list[dict[str, object]], n: str) -> None:
    """But a total that stands still while something was counted does."""
    found = contradictions([tally({**each, "n": n}) for each in world])
    assert [each for each in found if n == "0" or each.kind != "running" or len(each.tallies) == 2] == []


@SOME
@given(worlds, st.integers(0, 5), st.integers(0, 3), st.sampled_from([0, 2, None]))
def test_widening_a_number_makes_no_contradiction(
    world: list[dict[str, object]], which: int, down: int, up: int | None
) -> None:
    tallies = [tally(each) for each in world]
    before = {frozenset(each.tallies) for each in contradictions(tallies)}
    at = which % len(tallies)
    count = tallies[at].count
    if count is not None:
        high = None if up is None or count.high is None else count.high + up
        wider = Count(low=max(0, count.low - down), high=high)
        tallies[at] = msgspec.structs.replace(tallies[at], count=wider)
    after = {frozenset(each.tallies) for each in contradictions(tallies)}
    assert after <= before


@SOME
@given(worlds)
def test_without_numbers_nothing_agrees_or_contradicts(world: list[dict[str, object]]) -> None:
    tallies = [tally({**each, "n": "?"}) for each in world]
    assert {each.result for each in compare(tallies)} <= {"not_comparable", "compatible"}
    assert {each.kind for each in compare(tallies) if each.result == "compatible"} <= {"rival"}


@SOME
@given(worlds)
def test_a_mission_and_a_party_are_never_held_against_each_other(world: list[dict[str, object]]) -> None:
    tallies = {each.id: each for each in (tally(told) for told in world)}
    for comparison in compare(list(tallies.values())):
        assert len({tallies[name].basis for name in comparison.tallies}) == 1
