"""Laws of terms judged on numbers: unknown never becomes an answer, a number names nobody, a claim proves nothing."""

from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.findings import stories as land
from scenarios.tallies.judging import agreement, facts, mirrored
from servanda.findings import check_finding, explain, judge
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.observation import Count

TEXT = agreement()
MIRRORED = msgspec.convert(mirrored(msgspec.to_builtins(TEXT)), Agreement, strict=False)
SOME = settings(max_examples=10, deadline=None)
DAYS = [
    "00:00 to 2031-03-15T00:00:00Z",
    "12:00 to 2031-03-15T12:00:00Z",
    "2031-02-28T12:00:00Z to 2031-03-01T12:00:00Z",
]

counts = st.fixed_dictionaries(
    {
        "n": st.sampled_from(["0", "1", "12", "3+", "0+", "?"]),
        "when": st.sampled_from([*DAYS, " to 2031-03-15T00:00:00Z"]),
    },
    optional={
        "at": st.sampled_from(["sector-north", "sector-south", "region-east", "region-far", "zone"]),
        "who": st.sampled_from(["MISSION", "NEIGHBOURS"]),
    },
)
claims = counts.map(lambda told: {**told, "who": "ASTER", "of": "BRIAR"})
watches = st.fixed_dictionaries(
    {
        "over": st.sampled_from(["sector-north", "sector-south", "zone"]),
        "for": st.just("fire"),
        "when": st.sampled_from(["00:00 to 2031-03-15T00:00:00Z", "06:00 to 23:00"]),
        "share": st.sampled_from([1_000_000, 850_000, 0]),
    }
)
worlds = st.fixed_dictionaries(
    {"count": st.one_of(counts, claims), "also": st.one_of(counts, claims), "watch": st.lists(watches, max_size=2)}
)


def found_on(known: Facts, text: Agreement = TEXT) -> list[Finding]:
    return list(judge(text, known, as_of=land.AS_OF, window=land.DAY))


def on_counts(known: Facts) -> list[Finding]:
    return [each for each in found_on(known) if each.subject.kind == "count"]


@SOME
@given(worlds)
def test_what_is_undetermined_names_its_hinges_and_every_answer_is_explained(world: dict[str, Any]) -> None:
    known = facts(world)
    for found in found_on(known):
        assert bool(found.hinges) is (found.outcome.verdict == "undetermined")
        reason = explain(found, TEXT, known, as_of=land.AS_OF, window=land.DAY)
        check_finding(found, reason, TEXT, known, land.AS_OF)


@SOME
@given(worlds)
def test_a_number_establishes_nobody_and_only_a_watched_zero_is_kept(world: dict[str, Any]) -> None:
    known = facts(world)
    counted = {each.id: each for each in known.tallies}
    for found in on_counts(known):
        tally = counted[found.subject.id]
        if found.term == "no-fire-near-villages":
            continue  # what is certainly farther than its distance does not break it, whoever says so
        if found.outcome.verdict == "breached":
            assert (found.outcome.by, found.outcome.attribution) == (["ASTER", "BRIAR"], "undetermined")
            assert tally.count is not None
            assert tally.count.low > 0
        if found.outcome.verdict == "kept":
            assert tally.count == Count(low=0, high=0)
            assert (found.watched or 0) >= 800_000
        if tally.basis == "party_claim":
            assert found.outcome.verdict in {"undetermined", "not_in_force"}


@SOME
@given(worlds)
def test_a_silence_in_which_something_was_counted_is_never_kept(world: dict[str, Any]) -> None:
    known = facts({**world, "count": {"n": "1", "at": "sector-north"}})
    silent = [each for each in found_on(known) if each.subject.kind == "silence" and each.term == "no-fire"]
    assert not [each for each in silent if each.subject.place == "sector-north"]


@SOME
@given(worlds)
def test_without_numbers_nothing_is_kept_or_broken_by_them(world: dict[str, Any]) -> None:
    known = facts(world)
    unsaid = [msgspec.structs.replace(each, count=None) for each in known.tallies]
    found = on_counts(msgspec.structs.replace(known, tallies=unsaid))
    near = [each for each in found if each.term == "no-fire-near-villages" and each.outcome.verdict == "kept"]
    assert {each.outcome.verdict for each in found if each not in near} <= {"undetermined", "not_in_force"}


@SOME
@given(worlds)
def test_each_tally_is_one_finding_for_each_term_in_any_order(world: dict[str, Any]) -> None:
    known = facts(world)
    found = on_counts(known)
    assert len({(each.term, each.subject.id) for each in found}) == len(found)
    assert found == on_counts(msgspec.structs.replace(known, tallies=known.tallies[::-1]))


@SOME
@given(worlds)
def test_with_the_parties_exchanged_every_verdict_stays(world: dict[str, Any]) -> None:
    plain = {each.id: each.outcome.verdict for each in found_on(facts(world)) if each.subject.kind == "count"}
    other = {
        each.id: each.outcome.verdict
        for each in found_on(facts(mirrored(world)), MIRRORED)
        if each.subject.kind == "count"
    }
    assert plain == other
