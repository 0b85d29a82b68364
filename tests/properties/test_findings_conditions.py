"""Laws of conditions: knowing less makes no answer and turns none round; parties may swap; judging again is judging."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.test_findings_kinds import ASKING, askings
from scenarios.findings import stories as tell
from servanda.findings import Memory, check_finding, explain, judge, judge_again
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Count, RecordedAct

SOME = settings(max_examples=12, deadline=None)
changed = msgspec.structs.replace


def found_on(text: Agreement, facts: Facts) -> dict[str, Finding]:
    judged = judge(text, facts, as_of=tell.AS_OF, window=None)
    return {each.subject.id: each for each in judged if each.subject.kind == "incident"}


def _wider(count: Count) -> Count:
    return changed(count, low=count.low // 2, high=None if count.high is None else count.high * 2)


def _vaguer(incident: Incident, what: str) -> Incident:
    if what == "no size":
        return changed(incident, sizes={})
    if what == "wider size":
        return changed(incident, sizes={name: _wider(count) for name, count in incident.sizes.items()})
    if what == "no name":
        return changed(incident, named=[])
    if what == "no range":
        return changed(incident, reach=None)
    return changed(incident, things=[], calibre=None, reach=None, named=[])


def _unsure(act: RecordedAct) -> RecordedAct:
    """The same act, at some time of a longer time, and with an outcome nobody wrote down."""
    when = changed(act.when, start=None)
    return changed(act, when=when, outcome="")


def less(facts: Facts, what: str) -> Facts:
    if what == "no register":
        return changed(facts, registers=[])
    if what == "no judgement":
        return changed(facts, judgements=[])
    if what == "when it was recorded only":
        return changed(facts, acts=[_unsure(act) for act in facts.acts])
    return changed(facts, incidents=[_vaguer(each, what) for each in facts.incidents])


KINDS = [
    *("no size", "wider size", "no name", "no range", "no class"),
    *("no register", "no judgement", "when it was recorded only"),
]


@SOME
@given(st.sampled_from(ASKING), askings, st.sampled_from(KINDS))
def test_knowing_less_never_makes_an_answer_and_never_turns_one_round(
    text: Agreement, world: dict[str, Any], what: str
) -> None:
    facts = tell.facts(world)
    before, after = found_on(text, facts), found_on(text, less(facts, what))
    assert before.keys() <= after.keys()
    for name, then in after.items():
        verdict = before[name].outcome.verdict if name in before else "undetermined"
        assert then.outcome.verdict in {verdict, "undetermined"}


@SOME
@given(st.sampled_from(ASKING), askings)
def test_every_unknown_has_its_hinge_and_every_explanation_stands(text: Agreement, world: dict[str, Any]) -> None:
    facts = tell.facts(world)
    for finding in found_on(text, facts).values():
        assert bool(finding.hinges) is (finding.outcome.verdict == "undetermined")
        check_finding(finding, explain(finding, text, facts, as_of=tell.AS_OF), text, facts, tell.AS_OF)


@SOME
@given(st.sampled_from(ASKING), st.lists(askings, min_size=2, max_size=3))
def test_judging_again_is_judging_anew(text: Agreement, worlds: list[dict[str, Any]]) -> None:
    memory = Memory()
    for world in worlds:
        facts = tell.facts(world)
        again = judge_again(memory, text, facts, as_of=tell.AS_OF, window=tell.DAY)
        assert list(again) == list(judge(text, facts, as_of=tell.AS_OF, window=tell.DAY))


@SOME
@given(st.sampled_from(ASKING), askings)
def test_swapped_parties_on_the_mirrored_map_swap_and_nothing_else_changes(
    text: Agreement, world: dict[str, Any]
) -> None:
    facts = tell.facts(world)
    text_there = msgspec.convert(tell.mirrored(msgspec.to_builtins(text)), Agreement, strict=False)
    facts_there = msgspec.convert(tell.mirrored(msgspec.to_builtins(facts)), Facts, strict=False)
    here, there = found_on(text, facts), found_on(text_there, facts_there)
    for name in here.keys() | there.keys():
        one, other = (found.get(name) for found in (here, there))
        assert _shape(one) == _shape(other)


def _shape(finding: Finding | None) -> Any:
    if finding is None:
        return None
    causes = sorted((hinge.cause, hinge.on) for hinge in finding.hinges)
    return finding.outcome.verdict, causes, finding.flips, finding.exemption, finding.by_reading


@SOME
@given(st.sampled_from(ASKING), askings, st.randoms())
def test_order_of_arrival_is_irrelevant(text: Agreement, world: dict[str, Any], random: Any) -> None:
    facts = tell.facts(world)
    shuffled = {field: list(getattr(facts, field)) for field in Facts.__struct_fields__}
    for records in shuffled.values():
        random.shuffle(records)
    assert found_on(text, facts) == found_on(text, Facts(**shuffled))
