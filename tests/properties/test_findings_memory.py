"""Judging again gives what judging all anew gives, and judges only what can have changed."""

from datetime import datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from properties.test_findings_laws import TEXT, worlds
from scenarios.findings import stories as tell
from servanda.findings import Memory, judge, judge_again
from servanda.records.agreement import Agreement, Point
from servanda.records.facts import Facts
from servanda.records.finding import Finding

changed = msgspec.structs.replace
FIRE = {"do": "fire", "at": [1, 1], "when": "10:00", "by": ["ASTER"], "seen": ["own_senses patrol who"]}
FLIGHT = {"do": "fly", "things": ["uav"], "at": [3, 3], "when": "11:00", "by": ["BRIAR"], "seen": ["camera mast who"]}
WATCH = {"over": "sector-north", "for": "fire", "when": "00:00 to 2031-03-15T00:00:00Z"}
NIGHT = {"question": "night", "body": "COMMISSION", "answer": "no"}


def recited(*names: str) -> Agreement:
    """A later version in which some terms are cited anew."""
    terms = [changed(term, cite=f"{term.cite} bis") if term.id in names else term for term in TEXT.terms]
    return changed(TEXT, version="2", terms=terms)


def moved(place: str) -> Agreement:
    """A later version in which one place lies a little farther north."""
    shapes = [
        [Point(lat_e7=point.lat_e7 + 90_000, lon_e7=point.lon_e7) for point in shape]
        for shape in TEXT.places[place].shapes
    ]
    return changed(TEXT, version="3", places={**TEXT.places, place: changed(TEXT.places[place], shapes=shapes)})


VERSIONS = [TEXT, recited("no-fire"), moved("zone"), moved("sector-south")]
MOMENTS = [tell.AS_OF - timedelta(hours=8), tell.AS_OF, tell.AS_OF + timedelta(days=2)]


def judged(told: dict[str, Any], memory: Memory | None = None, text: Agreement = TEXT, at: int = 1) -> list[Finding]:
    facts: Facts = tell.facts(told)
    as_of: datetime = MOMENTS[at]
    if memory is None:
        return list(judge(text, facts, as_of=as_of, window=tell.DAY))
    return list(judge_again(memory, text, facts, as_of=as_of, window=tell.DAY))


@settings(max_examples=12, deadline=None)
@given(
    world=worlds,
    changes=st.lists(
        st.tuples(
            worlds, st.sampled_from(["incident", "watch", "notice", "judgement"]), st.integers(0, 3), st.integers(0, 2)
        ),
        min_size=1,
        max_size=3,
    ),
)
def test_whatever_came_before_the_findings_are_those_of_judging_anew(world: dict[str, Any], changes: Any) -> None:
    memory, told = Memory(), world
    judged(told, memory)
    for other, key, version, at in changes:
        told = {**told, key: other[key]}
        assert judged(told, memory, VERSIONS[version], at) == judged(told, None, VERSIONS[version], at)


def after(first: dict[str, Any], second: dict[str, Any], text: Agreement = TEXT) -> list[str]:
    """The terms that are judged again when the first world becomes the second."""
    made: list[str] = []
    memory = Memory()
    judged(first, memory)
    kept = memory.finding

    def watched(key: bytes, make: Any) -> Finding | None:
        before = memory.judged
        found = kept(key, make)
        if memory.judged > before:
            made.append(found.term if found is not None else "")
        return found

    memory.finding = watched  # type: ignore[method-assign]
    judged(second, memory, text)
    return sorted({term for term in made if term})


def test_the_same_facts_are_not_judged_again() -> None:
    memory, told = Memory(), {"incident": [FIRE, FLIGHT], "watch": WATCH}
    judged(told, memory)
    assert memory.reused == 0
    judged(told, memory)
    assert memory.judged == 0
    assert memory.reused > 0


def test_a_new_flight_does_not_judge_a_shot_again() -> None:
    assert "no-fire" not in after({"incident": [FIRE]}, {"incident": [FIRE, FLIGHT]})


def test_a_new_watch_judges_silence_and_duties_again_and_no_incident() -> None:
    again = after({"incident": [FLIGHT]}, {"incident": [FLIGHT], "watch": WATCH})
    assert "no-fire" in again
    assert "no-flights" not in again


def test_a_judgement_judges_again_the_terms_that_ask_for_it() -> None:
    again = after({"incident": [FIRE, FLIGHT]}, {"incident": [FIRE, FLIGHT], "judgement": [NIGHT]})
    asking = {term.id for term in TEXT.terms if "night" in msgspec.json.encode(term).decode()}
    assert set(again) <= asking
    assert again


def test_an_amendment_of_one_term_judges_that_term_again_under_every_name_anew() -> None:
    told = {"incident": [FIRE, FLIGHT]}
    assert after(told, told, recited("no-fire")) == ["no-fire"]
    memory = Memory()
    before = {found.id for found in judged(told, memory)}
    renamed = judged(told, memory, recited("no-fire"))
    assert {found.agreement for found in renamed} == {"story@2"}
    assert not before & {found.id for found in renamed}


def test_a_memory_forgets_what_the_last_round_did_not_use() -> None:
    memory = Memory()
    for told in ({"incident": [FIRE]}, {"incident": [FLIGHT]}, {"incident": [FIRE]}):
        judged(told, memory)
    assert memory.judged > 0
