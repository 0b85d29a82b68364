"""Whatever was adopted when: at each moment at most one version applies, and one while the last adopted has effect."""

from datetime import timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.findings import stories as tell
from servanda.findings import Memory, judge, judge_again
from servanda.records.agreement import Agreement
from servanda.records.decision import Adoption
from servanda.records.facts import Facts
from servanda.records.time import Interval
from unit.findings.test_versions import SHOT, adopted, changed, version

HOURS = st.integers(0, 23)
NAMES = ("story@1", "story@2", "story@3")
TEXTS = {
    "chain": (version("1"), version("2", "story@1"), version("3", "story@2")),
    "side by side": (version("1"), version("2"), version("3")),
    "one replaces both": (version("1"), version("2"), version("3", "story@1", "story@2")),
}


@st.composite
def records(draw: st.DrawFn) -> list[Adoption]:
    """Adoptions that begin at different hours, of any version, each known beforehand."""
    starts = draw(st.lists(HOURS, unique=True, min_size=1, max_size=4))
    made = []
    for number, start in enumerate(starts):
        last = draw(st.none() | st.integers(1, 12))
        begin = tell.DAY.start + timedelta(hours=start)  # type: ignore[operator]
        effect = Interval(start=begin, end=None if last is None else begin + timedelta(hours=last))
        one = adopted(draw(st.sampled_from(NAMES)), "2031-02-01T00:00:00Z", called=f"adoption-{number}")
        made.append(changed(one, effect=effect))
    return made


def told(*shots: str, adoptions: list[Adoption]) -> Facts:
    facts = tell.facts({"incident": [{**SHOT, "when": when} for when in shots]})
    return changed(facts, adoptions=adoptions)


def applied(texts: tuple[Agreement, ...], facts: Facts) -> list[list[Any]]:
    """Under each version the verdicts on all shots."""
    found = (judge(text, facts, as_of=tell.AS_OF, window=None, others=texts) for text in texts)
    return [[one.outcome.verdict for one in each if one.subject.kind == "incident"] for each in found]


@settings(max_examples=15, deadline=None)
@given(adoptions=records(), how=st.sampled_from(sorted(TEXTS)), hour=HOURS)
def test_at_each_moment_one_text_applies_and_never_two(adoptions: list[Adoption], how: str, hour: int) -> None:
    verdicts = [each for [each] in applied(TEXTS[how], told(f"{hour:02d}:30", adoptions=adoptions))]
    moment = tell.DAY.start + timedelta(hours=hour, minutes=30)  # type: ignore[operator]
    begun = [each for each in adoptions if each.effect.start <= moment]  # type: ignore[operator]
    last = max(begun, key=lambda each: each.effect.start, default=None)  # type: ignore[arg-type,return-value]
    unknown = {name for name in NAMES if name not in {each.agreement for each in adoptions}}
    bound = [name for name, verdict in zip(NAMES, verdicts, strict=True) if verdict == "breached"]
    assert len(bound) <= 1
    if last is not None and last.effect.holds(moment):
        assert bound == [last.agreement]
    open_ = {name for name, verdict in zip(NAMES, verdicts, strict=True) if verdict == "undetermined"}
    assert open_ <= unknown


@settings(max_examples=15, deadline=None)
@given(adoptions=records(), how=st.sampled_from(sorted(TEXTS)), shots=st.lists(HOURS, min_size=2, max_size=5))
def test_shots_of_one_kind_are_parted_where_the_text_changes(
    adoptions: list[Adoption], how: str, shots: list[int]
) -> None:
    times = [f"{hour:02d}:30" for hour in shots]
    together = applied(TEXTS[how], told(*times, adoptions=adoptions))
    alone = [applied(TEXTS[how], told(each, adoptions=adoptions)) for each in times]
    assert together == [[one[number][0] for one in alone] for number in range(len(TEXTS[how]))]


@settings(max_examples=10, deadline=None)
@given(first=records(), second=records(), how=st.sampled_from(sorted(TEXTS)), text=st.integers(0, 2))
def test_judging_again_after_an_adoption_is_judging_anew(
    first: list[Adoption], second: list[Adoption], how: str, text: int
) -> None:
    memory, own = Memory(others=TEXTS[how]), TEXTS[how][text]
    for adoptions in (first, second):
        facts = told("10:30", adoptions=adoptions)
        again = judge_again(memory, own, facts, as_of=tell.AS_OF, window=tell.DAY)
        assert again == judge(own, facts, as_of=tell.AS_OF, window=tell.DAY, others=TEXTS[how])


def test_the_order_in_which_adoptions_arrive_changes_nothing() -> None:
    adoptions = [adopted("story@1", "2031-02-01T00:00:00Z"), adopted("story@2", "2031-03-14T12:00:00Z")]
    there = applied(TEXTS["chain"], told("13:00", adoptions=adoptions))
    back = applied(TEXTS["chain"], told("13:00", adoptions=adoptions[::-1]))
    assert msgspec.json.encode(there) == msgspec.json.encode(back)
