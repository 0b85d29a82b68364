"""Laws of findings: unknown never becomes an answer, and what is answered never turns round for lack of knowledge."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.findings import stories as tell
from servanda.findings import check_finding, explain, judge
from servanda.records.agreement import OpenTerm, Reading
from servanda.records.facts import Facts
from servanda.records.finding import Finding

TEXT = tell.agreement()
SOME = settings(max_examples=15, deadline=None)

SEEN = [
    "own_senses patrol who",
    "camera mast who",
    "camera mast",
    "acoustic array",
    "party_complaint aster",
    "media web",
]
incidents = st.fixed_dictionaries(
    {
        "do": st.sampled_from(["fire", "station", "fly", "dig", "lay_mines", "manoeuvre", "deny_access"]),
        "things": st.sampled_from([["gun"], ["gun", "mlrs"], ["mlrs"], ["uav"], []]),
        "at": st.tuples(st.integers(-24, 24), st.integers(-24, 24)).map(list),
        "error_m": st.sampled_from([20, 400, 2000]),
        "when": st.sampled_from(["10:00", "2031-02-28T10:00:00Z", "2031-03-05T10:00:00Z"]),
        "by": st.sampled_from([["ASTER"], ["BRIAR"], ["MISSION"], ["ASTER", "BRIAR"]]),
        "seen": st.lists(st.sampled_from(SEEN), min_size=1, max_size=3, unique_by=lambda seen: seen.split()[1]),
    }
)
watches = st.fixed_dictionaries(
    {
        "over": st.sampled_from(["sector-north", "sector-south", "zone"]),
        "for": st.sampled_from(["fire", "fly"]),
        "when": st.sampled_from(["00:00 to 2031-03-15T00:00:00Z", "00:00 to 12:00", "06:00 to 23:00"]),
        "share": st.sampled_from([1_000_000, 850_000, 300_000]),
        "interrupted": st.sampled_from([[], ["02:00 to 09:30"], ["03:00 to 04:00"]]),
    }
)
notices = st.fixed_dictionaries(
    {
        "by": st.sampled_from(["ASTER", "BRIAR"]),
        "do": st.sampled_from(["fire", "manoeuvre"]),
        "at": st.tuples(st.integers(-9, 9), st.integers(-9, 9)).map(list),
        "radius_m": st.sampled_from([3000, 30_000]),
        "when": st.just("09:00 to 12:00"),
        "given": st.sampled_from(["2031-03-10T00:00:00Z", "2031-03-13T20:00:00Z"]),
    }
)
worlds = st.fixed_dictionaries(
    {
        "incident": st.lists(incidents, min_size=1, max_size=2),
        "watch": st.lists(watches, max_size=3),
        "notice": notices,
        "judgement": st.sampled_from([[], [{"question": "night", "body": "COMMISSION", "answer": "no"}]]),
    }
)


def found_on(facts: Facts, text: Any = TEXT) -> dict[str, Finding]:
    return {each.id: each for each in judge(text, facts, as_of=tell.AS_OF, window=tell.DAY)}


@SOME
@given(worlds)
def test_undetermined_always_names_its_hinges_and_kept_silence_was_watched(world: dict[str, Any]) -> None:
    facts = tell.facts(world)
    for found in found_on(facts).values():
        assert bool(found.hinges) is (found.outcome.verdict == "undetermined")
        if found.subject.kind == "silence" and found.outcome.verdict == "kept":
            assert (found.watched or 0) >= 800_000
            assert found.evidence
        reason = explain(found, TEXT, facts, as_of=tell.AS_OF, window=tell.DAY)
        check_finding(found, reason, TEXT, facts, tell.AS_OF)


@SOME
@given(worlds)
def test_without_any_watch_no_silence_is_kept(world: dict[str, Any]) -> None:
    facts = tell.facts({**world, "watch": []})
    silent = [found for found in found_on(facts).values() if found.subject.kind == "silence"]
    assert silent
    assert {found.outcome.verdict for found in silent} <= {"undetermined", "not_in_force"}


def _less_known(facts: Facts, what: str) -> Facts:
    change = msgspec.structs.replace
    if what == "no register":
        return change(facts, registers=[])
    if what == "any author":
        return change(facts, incidents=[change(each, by_basis=[]) for each in facts.incidents])
    if what == "any thing":
        return change(facts, incidents=[change(each, things=[], calibre=None) for each in facts.incidents])
    if what == "larger error":
        wide = [
            change(each, where=[change(region, radius_m=region.radius_m * 3) for region in each.where])
            for each in facts.incidents
        ]
        return change(facts, incidents=wide)
    if what == "withheld":
        return change(facts, observations=[])
    return change(facts, judgements=[], watches=[])


@SOME
@given(
    worlds,
    st.sampled_from(["no register", "any author", "any thing", "larger error", "withheld", "no judgement, no watch"]),
)
def test_knowing_less_never_makes_an_answer_and_never_turns_one_round(world: dict[str, Any], what: str) -> None:
    facts = tell.facts(world)
    before, after = found_on(facts), found_on(_less_known(facts, what))
    for name in before.keys() & after.keys():
        knew, knows = before[name].outcome, after[name].outcome
        if before[name].subject.kind == "incident":
            assert knows.verdict in {knew.verdict, "undetermined"}
            assert set(knew.by) <= set(knows.by) or knows.verdict not in {"breached", "undetermined"}
        elif knew.verdict == "undetermined":
            assert knows.verdict == "undetermined"
    assert not [name for name in before if name not in after and before[name].subject.kind == "incident"]


@SOME
@given(worlds, st.randoms())
def test_order_of_arrival_is_irrelevant(world: dict[str, Any], random: Any) -> None:
    facts = tell.facts(world)
    shuffled = {field: list(getattr(facts, field)) for field in Facts.__struct_fields__}
    for records in shuffled.values():
        random.shuffle(records)
    assert found_on(facts) == found_on(Facts(**shuffled))


@SOME
@given(st.integers(-50, 60), st.sampled_from([10, 60, 250]), st.integers(1, 40))
def test_settling_an_open_distance_agrees_with_the_flip_point(tenths_km: int, error_m: int, limit: int) -> None:
    gun = {
        "do": "park",
        "things": ["gun"],
        "at": [tenths_km / 10, 4.5],
        "error_m": error_m,
        "when": "10:00",
        "by": ["ASTER"],
        "seen": ["own_senses patrol who"],
    }
    facts = tell.facts({"incident": gun})
    (found,) = (each for each in found_on(facts).values() if each.subject.kind == "incident")
    (flip,) = found.flips
    agreed = OpenTerm(
        question={"en": "How far?"},
        readings={"agreed": Reading(says={"en": "so"}, value=f"{limit * 100} m")},
        settled="agreed",
    )
    settled = msgspec.structs.replace(TEXT, open={**TEXT.open, "around": agreed})
    (then,) = (each for each in found_on(facts, settled).values() if each.subject.kind == "incident")
    if limit * 100 <= flip.kept_up_to:
        assert then.outcome.verdict == "kept"
    elif limit * 100 > flip.breached_above:
        assert then.outcome.verdict == "breached"
    else:
        assert [hinge.cause for hinge in then.hinges] == ["measurement"]
