"""OCDS-style history: a release is never changed, and the releases up to a moment compile to what was known then."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.adapters.exchange.ocds import PREFIX, history, promise_of, records, releases
from servanda.commitments import Register, amount_left, axis_value, rung
from servanda.records.commitment import Activation, Commitment, Scope
from servanda.records.time import Interval
from unit.exchange.registers import COMMITMENTS, SECONDS, case
from unit.exchange.test_iati import promise, step

OWN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def versions(draw: st.DrawFn) -> Register:
    """Registers in which a promise is often replaced by another."""
    drawn = draw(st.lists(COMMITMENTS, min_size=1, max_size=3))
    named = [msgspec.structs.replace(one, id=f"C{number}", supersedes="") for number, one in enumerate(drawn)]
    replaced = [draw(st.sampled_from(["", *(other.id for other in named[:number])])) for number in range(len(named))]
    commitments = [msgspec.structs.replace(one, supersedes=old) for one, old in zip(named, replaced, strict=True)]
    return Register(tuple(commitments))


@st.composite
def moments(draw: st.DrawFn, register: Register) -> datetime:
    known = [one.known_on for commitment in register.commitments for one in commitment.status]
    return draw(SECONDS | st.sampled_from(known))


def known_at(register: Register, moment: datetime) -> Register:
    """The register as it was recorded by then, made without this package."""
    seen = []
    for one in register.commitments:
        steps = sorted((each for each in one.status if each.known_on <= moment), key=lambda each: each.known_on)
        if steps:
            seen.append(msgspec.structs.replace(one, status=steps))
    return Register(tuple(seen))


@OWN
@given(st.data(), versions())
def test_releases_up_to_a_moment_compile_to_exactly_what_was_known_then(
    data: st.DataObject, register: Register
) -> None:
    moment = data.draw(moments(register))
    then = known_at(register, moment)
    found = {one["ocid"]: one["compiledRelease"] for one in records(releases(register), moment)}
    assert set(found) == {PREFIX + name for name in then.by_id}
    for commitment in then.commitments:
        compiled = found[PREFIX + commitment.id]
        assert promise_of(compiled) == commitment
        assert compiled["rung"] == rung(commitment, moment)
        assert compiled["axes"] == {axis: axis_value(commitment, axis, moment) for axis in compiled["axes"]}
        assert compiled["amountLeft"] == amount_left(commitment, moment)
        later = {other.id for other in then.successors.get(commitment.id, ())}
        assert set(compiled["promise"].get("superseded_by", [])) == later


@OWN
@given(st.data(), versions())
def test_history_only_grows(data: st.DataObject, register: Register) -> None:
    moment = data.draw(moments(register))
    now = releases(register)
    then = releases(known_at(register, moment))
    assert now[: len(then)] == then
    assert len({one["id"] for one in now}) == len(now)


def compiled(commitment: Commitment, as_of: datetime, *others: Commitment) -> dict[str, Any]:
    found = records(releases(Register((commitment, *others))), as_of)
    return next(one["compiledRelease"] for one in found if one["ocid"] == PREFIX + commitment.id)


def milestone(name: str, commitment: Commitment, month: int, *others: Commitment) -> dict[str, Any]:
    every = compiled(commitment, datetime(2031, month, 15, tzinfo=UTC), *others)["milestones"]
    return next((one for one in every if one["id"] == name), {})


def test_tags_follow_the_rung_and_an_end_terminates_only_what_was_binding() -> None:
    bound = promise(
        step("political", 1), step("quantified", 1), step("in_force", 2), step("in_place", 3), step("withdrawn", 4)
    )
    loose = promise(step("political", 1), step("withdrawn", 4), id="B")
    tags = {(one["ocid"], one["id"].rpartition("-")[2]): one["tag"][0] for one in releases(Register((bound, loose)))}
    assert [tags[PREFIX + "A", str(number)] for number in range(1, 6)] == [
        "planning",
        "planningUpdate",
        "contract",
        "implementation",
        "contractTermination",
    ]
    assert tags[PREFIX + "B", "2"] == "planningUpdate"


def test_delivery_is_scheduled_then_met_then_met_in_part() -> None:
    one = promise(
        step("in_force", 1),
        step("in_place", 3),
        step("withdrawn", 5, scope=Scope(quantity=2)),
        window=Interval(start=datetime(2031, 4, 1, tzinfo=UTC)),
    )
    assert milestone("delivery", one, 2) == {
        "id": "delivery",
        "type": "delivery",
        "status": "scheduled",
        "dueDate": "2031-04-01T00:00:00Z",
    }
    assert milestone("delivery", one, 3)["status"] == "met"
    assert milestone("delivery", one, 3)["dateMet"] == "2031-03-01"
    assert milestone("delivery", one, 5)["status"] == "partiallyMet"
    assert milestone("delivery", one, 5)["dateModified"] == "2031-05-01T00:00:00Z"


@pytest.mark.parametrize("last", ["withdrawn", "violated", "expired", "refused"])
def test_what_was_ended_before_it_was_delivered_is_not_met(last: str) -> None:
    assert milestone("delivery", promise(step("in_force", 1), step(last, 2)), 2)["status"] == "notMet"


def test_approval_is_met_in_part_by_a_signature() -> None:
    one = promise(step("political", 1), step("in_force", 3))
    assert milestone("approval", one, 1)["status"] == "scheduled"
    assert milestone("approval", one, 3) | {"dateModified": ""} == {
        "id": "approval",
        "type": "approval",
        "status": "met",
        "dateMet": "2031-03-01",
        "dateModified": "",
    }


def test_a_renewal_is_met_by_a_new_version_only() -> None:
    old = promise(step("political", 1), renewal_due=datetime(2031, 3, 1, tzinfo=UTC))
    new = promise(step("political", 2), id="B", supersedes="A")
    assert milestone("renewal", old, 1)["status"] == "scheduled"
    assert milestone("renewal", old, 4)["status"] == "notMet"
    assert milestone("renewal", old, 4, new)["status"] == "met"


def test_a_call_is_owed_from_the_moment_the_condition_was_met() -> None:
    one = promise(step("political", 1), step("detached", 2), activation=Activation(within_h=72, on_silence="lapses"))
    assert "dueDate" not in milestone("call", one, 1)
    due = milestone("call", one, 2)
    assert datetime.fromisoformat(due["dueDate"]) == datetime(2031, 2, 1, tzinfo=UTC) + timedelta(hours=72)
    assert (due["status"], due["onSilence"]) == ("notMet", "lapses")
    kept = promise(step("political", 1), step("detached", 2), step("satisfied", 2), activation=Activation(within_h=72))
    assert milestone("call", kept, 2)["status"] == "met"


def test_a_term_runs_out_or_is_cut_short() -> None:
    window = Interval(end=datetime(2031, 4, 1, tzinfo=UTC))
    assert milestone("term", promise(step("political", 1), window=window), 3)["status"] == "scheduled"
    assert milestone("term", promise(step("political", 1), window=window), 5)["status"] == "met"
    assert (
        milestone("term", promise(step("political", 1), step("withdrawn", 2), window=window), 5)["status"] == "notMet"
    )


def test_a_refusal_has_a_history_and_no_milestones() -> None:
    one = promise(step("refused", 1), kind="refusal")
    assert compiled(one, datetime(2031, 2, 1, tzinfo=UTC))["milestones"] == []


def test_the_history_of_a_case_says_exercise_and_knows_nothing_later() -> None:
    early = history(case("exercise-meridian").register, datetime(2031, 2, 20, 13, tzinfo=UTC))
    assert early["notice"] == "EXERCISE"
    assert PREFIX + "EX-COALITION-POSTS" not in {one["ocid"] for one in early["records"]}
    assert "notice" not in history(case("paris-2026").register, datetime(2026, 2, 28, tzinfo=UTC))


def test_a_time_that_no_calendar_holds_leaves_the_call_without_a_due_date() -> None:
    endless = promise(step("political", 1), step("detached", 2), activation=Activation(within_h=100_000_000))
    assert "dueDate" not in milestone("call", endless, 3)
    assert milestone("call", endless, 3)["status"] == "scheduled"
