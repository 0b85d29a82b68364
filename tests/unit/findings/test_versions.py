"""Which text was in force: a shot judged under every version of an agreement, by what is on record of adoptions."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from scenarios.findings import stories as tell
from servanda.findings import Memory, check_explanation, explain, judge, judge_again
from servanda.records.agreement import Agreement, Clock, During, Relation
from servanda.records.decision import Adoption
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.time import Interval

TEXT = tell.agreement()
ONLY = ("no-fire", "withdraw")
changed = msgspec.structs.replace
SHOT = {
    "do": "fire",
    "at": [-3, 2],
    "when": "10:00",
    "by": ["ASTER"],
    "seen": ["own_senses patrol who", "camera mast who"],
}
NOON = "2031-03-14T12:00:00Z"
FEBRUARY, APRIL = "2031-02-01T00:00:00Z", "2031-04-01T00:00:00Z"
FIRST, SECOND, THIRD = "story@1", "story@2", "story@3"


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(UTC)


def version(name: str, *replaces: str, effect: During | None = None, **clocks: str) -> Agreement:
    """The text as a version of its own."""
    terms = [term for term in TEXT.terms if term.id in ONLY]
    relations = [Relation(kind="replaces", to=to) for to in replaces]
    own = {key: Clock(at=at(moment)) for key, moment in clocks.items()}
    return changed(TEXT, version=name, terms=terms, relations=relations, effect=effect, clocks={**TEXT.clocks, **own})


def adopted(name: str, start: str, end: str = "", *, known: str = FEBRUARY, called: str = "") -> Adoption:
    effect = Interval(start=at(start) if start else None, end=at(end) if end else None)
    return Adoption(id=called or f"adoption-{name}", agreement=name, effect=effect, by=["ASTER", "BRIAR"], at=at(known))


def shot(when: str, *adoptions: Adoption) -> Facts:
    facts = tell.facts({"incident": {**SHOT, "when": when}})
    return changed(facts, adoptions=list(adoptions))


def under(texts: Sequence[Agreement], facts: Facts, **how: Any) -> dict[str, Finding]:
    """The finding on the shot under each version."""
    found: dict[str, Finding] = {}
    for text in texts:
        each = judge(text, facts, as_of=how.get("as_of", tell.AS_OF), window=None, others=texts)
        [found[f"{text.id}@{text.version}"]] = [one for one in each if one.subject.kind == "incident"]
    return found


def verdicts(texts: Sequence[Agreement], facts: Facts, **how: Any) -> dict[str, str]:
    return {name: one.outcome.verdict for name, one in under(texts, facts, **how).items()}


def hinges(finding: Finding) -> list[str]:
    return [f"{hinge.cause}:{hinge.on}" for hinge in finding.hinges]


TWO = (version("1"), version("2", "story@1"))
FIRM = (adopted(FIRST, FEBRUARY), adopted(SECOND, NOON))


@pytest.mark.parametrize(
    ("when", "expect"),
    [
        ("11:59:59", {FIRST: "breached", SECOND: "not_in_force"}),
        ("12:00", {FIRST: "not_in_force", SECOND: "breached"}),
    ],
)
def test_each_shot_is_judged_under_the_text_then_in_force(when: str, expect: dict[str, str]) -> None:
    facts = shot(when if when.count(":") == 1 else f"2031-03-14T{when}Z", *FIRM)
    assert verdicts(TWO, facts) == expect


def test_a_shot_timed_so_roughly_that_either_text_may_have_bound() -> None:
    found = under(TWO, shot("11:00 to 13:00", *FIRM))
    assert {name: (one.outcome.verdict, hinges(one)) for name, one in found.items()} == {
        FIRST: ("undetermined", [f"measurement:{SECOND}"]),
        SECOND: ("undetermined", [f"measurement:{SECOND}"]),
    }


def test_a_version_of_which_nothing_is_known_beside_adopted_ones_misses_evidence() -> None:
    texts = (version("1"), version("2"))
    found = under(texts, shot("13:00", adopted(FIRST, FEBRUARY)))
    assert found[FIRST].outcome.verdict == "breached"
    assert hinges(found[SECOND]) == [f"missing_evidence:{SECOND}"]


def test_unless_a_text_that_replaces_it_had_taken_effect() -> None:
    facts = shot("13:00", adopted(SECOND, NOON))
    assert verdicts(TWO, facts) == {FIRST: "not_in_force", SECOND: "breached"}
    before = under(TWO, shot("11:00", adopted(SECOND, NOON)))
    assert hinges(before[FIRST]) == [f"missing_evidence:{FIRST}"]


def test_what_was_replaced_for_good_does_not_return_and_what_was_only_overlaid_does() -> None:
    firm = (adopted(FIRST, FEBRUARY), adopted(SECOND, "2031-03-10T00:00:00Z", NOON))
    assert verdicts(TWO, shot("13:00", *firm)) == {FIRST: "not_in_force", SECOND: "not_in_force"}
    overlaid = (version("1"), version("2"))
    assert verdicts(overlaid, shot("13:00", *firm)) == {FIRST: "breached", SECOND: "not_in_force"}
    assert verdicts(overlaid, shot("11:00", *firm)) == {FIRST: "not_in_force", SECOND: "breached"}


def test_an_earlier_text_adopted_anew_takes_its_place_back() -> None:
    again = adopted(FIRST, NOON, called="adopted-again")
    firm = (adopted(FIRST, FEBRUARY), adopted(SECOND, "2031-03-10T00:00:00Z"), again)
    assert verdicts(TWO, shot("11:00", *firm)) == {FIRST: "not_in_force", SECOND: "breached"}
    assert verdicts(TWO, shot("13:00", *firm)) == {FIRST: "breached", SECOND: "not_in_force"}


def test_two_texts_from_one_moment_of_which_neither_replaces_the_other_leave_it_open_under_both() -> None:
    found = under((version("1"), version("2")), shot("13:00", adopted(FIRST, NOON), adopted(SECOND, NOON)))
    assert [hinges(one) for one in found.values()] == [
        [f"missing_evidence:{FIRST}"],
        [f"missing_evidence:{SECOND}"],
    ]
    assert verdicts(TWO, shot("13:00", adopted(FIRST, NOON), adopted(SECOND, NOON))) == {
        FIRST: "not_in_force",
        SECOND: "breached",
    }


def test_what_was_not_recorded_yet_does_not_count() -> None:
    late = adopted(SECOND, NOON, known=APRIL)
    assert verdicts(TWO, shot("13:00", adopted(FIRST, FEBRUARY), late))[FIRST] == "breached"
    assert verdicts(TWO, shot("13:00", adopted(FIRST, FEBRUARY), late), as_of=at(APRIL))[FIRST] == "not_in_force"


def test_without_an_adoption_a_version_has_effect_by_its_own_clocks() -> None:
    first = version("1", effect=During(from_="force"))
    second = version("2", "story@1", effect=During(from_="noon"), noon=NOON)
    assert verdicts((first, second), shot("11:00")) == {FIRST: "breached", SECOND: "not_in_force"}
    assert verdicts((first, second), shot("13:00")) == {FIRST: "not_in_force", SECOND: "breached"}
    rough = under((first, second), shot("11:00 to 13:00"))
    assert [hinges(one) for one in rough.values()] == [["measurement:noon"], ["measurement:noon"]]


def test_an_effect_that_waits_for_a_treaty_hangs_on_it() -> None:
    awaited = version("1", effect=During(from_="treaty"))
    [found] = under((awaited,), shot("11:00")).values()
    assert hinges(found) == ["pending_clock:treaty-in-force"]


def test_a_text_of_another_name_that_replaces_it_ends_it_too() -> None:
    peace = changed(version("1", "story"), id="peace")
    facts = shot("13:00", adopted("peace@1", NOON))
    assert verdicts((version("1"), peace), facts) == {FIRST: "not_in_force", "peace@1": "breached"}


def test_a_text_that_replaces_what_replaced_it_ends_it_too() -> None:
    peace = changed(version("1", "story"), id="peace")
    treaty = changed(version("1", "peace"), id="treaty")
    facts = shot("13:00", adopted("treaty@1", NOON))
    assert verdicts((version("1"), peace, treaty), facts) == {
        FIRST: "not_in_force",
        "peace@1": "not_in_force",
        "treaty@1": "breached",
    }


def test_where_nobody_says_anything_a_version_is_judged_as_it_stands() -> None:
    alone = version("1")
    facts = shot("13:00")
    assert list(judge(alone, facts, as_of=tell.AS_OF, window=tell.DAY)) == list(
        judge(alone, facts, as_of=tell.AS_OF, window=tell.DAY, others=TWO)
    )


def test_silence_is_judged_for_the_part_of_the_day_in_which_the_text_was_in_force() -> None:
    facts = changed(tell.facts({}), adoptions=list(FIRM))
    spans = {}
    for text in TWO:
        found = judge(text, facts, as_of=tell.AS_OF, window=tell.DAY, others=TWO)
        spans[text.version] = {
            (one.subject.when.start, one.subject.when.end) for one in found if one.watched is not None
        }
    assert spans == {"1": {(tell.DAY.start, at(NOON))}, "2": {(at(NOON), tell.DAY.end)}}


def test_what_was_due_under_the_old_text_stays_due_under_it() -> None:
    duties = [term.id for term in TEXT.terms if term.must is not None]
    term = next(term for term in TEXT.terms if term.id == duties[0])
    texts = [changed(text, terms=[term]) for text in TWO]
    facts = changed(tell.facts({}), adoptions=[adopted(FIRST, FEBRUARY), adopted(SECOND, "2031-03-14T20:00:00Z")])
    said = {
        text.version: {one.outcome.verdict for one in judge(text, facts, as_of=tell.AS_OF, window=None, others=texts)}
        for text in texts
    }
    assert said["2"] == {"not_in_force"}
    assert "not_in_force" not in said["1"]


def test_the_explanation_says_which_text_and_is_checked() -> None:
    facts = shot("13:00", *FIRM)
    for text in TWO:
        found = under(TWO, facts)[f"story@{text.version}"]
        reason = explain(found, TWO, facts, as_of=tell.AS_OF)
        check_explanation(reason)
        assert f"story@{text.version}" in msgspec.json.encode(reason.parts[0]).decode()
        assert reason.parts[0].truth == ("true" if text.version == "2" else "false")


def test_a_newly_recorded_adoption_judges_again() -> None:
    memory = Memory(others=TWO)
    for facts in (shot("13:00", FIRM[0]), shot("13:00", *FIRM)):
        again = list(judge_again(memory, TWO[0], facts, as_of=tell.AS_OF, window=tell.DAY))
        assert again == list(judge(TWO[0], facts, as_of=tell.AS_OF, window=tell.DAY, others=TWO))
    assert memory.judged > 0
