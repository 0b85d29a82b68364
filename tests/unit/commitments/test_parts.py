"""Acts that concern a part of a promise: one sector, one phase, some of the amount; later effect."""

from datetime import UTC, datetime, timedelta

import pytest

from servanda.commitments import Register, View, amount_left, barred, carried_out, is_out, lint_register, stand, why
from servanda.records.commitment import Activation, Commitment, Scope, StatusEvent
from servanda.records.condition import Guard, RungAtLeast, SumAtLeast

MAY = datetime(2031, 5, 1, tzinfo=UTC)
VIEW = View(as_of=MAY)


def _step(value: str, axis: str = "stance", *, day: int = 1, **rest: object) -> StatusEvent:
    known = datetime(2031, 4, day, tzinfo=UTC)
    return StatusEvent(axis=axis, value=value, occurred_on="2031-04", known_on=known, support=["s"], **rest)


def _promise(*steps: StatusEvent, name: str = "A", **rest: object) -> Commitment:
    return Commitment(
        id=name,
        provider="P",
        beneficiary="B",
        says={},
        **{"function": "patrol", "quantity": 5, "unit": "patrols", "sectors": ["north", "south"]} | rest,
        status=[_step("signed", "legal"), *steps],
        support=["s"],
    )


def test_a_withdrawal_from_one_sector_leaves_the_others() -> None:
    left = _promise(_step("withdrawn", day=2, scope=Scope(sectors=["north"])))
    assert is_out(left, MAY, sector="north", phase="any")
    assert not is_out(left, MAY, sector="south", phase="any")
    assert barred(Register((left,)), VIEW, left) == ""


def test_a_withdrawal_of_some_of_the_amount_leaves_the_rest_and_all_of_it_leaves_nothing() -> None:
    some = _promise(_step("withdrawn", day=2, scope=Scope(quantity=2)))
    every = _promise(_step("withdrawn", day=2, scope=Scope(quantity=9)))
    assert (amount_left(some, MAY), amount_left(every, MAY)) == (3, 0)
    assert barred(Register((every,)), VIEW, every) == "withdrawn"


def test_a_later_step_brings_back_the_part_it_names() -> None:
    part = Scope(sectors=["north"])
    back = _promise(_step("suspended", day=2, scope=part), _step("conditional", day=3, scope=part))
    other = _promise(_step("suspended", day=2, scope=part), _step("conditional", day=3, scope=Scope(sectors=["south"])))
    assert not is_out(back, MAY, sector="north", phase="")
    assert is_out(other, MAY, sector="north", phase="")


def test_a_notice_takes_effect_when_its_term_is_over() -> None:
    leaving = _promise(_step("ended", "legal", day=2, effective_on=MAY + timedelta(days=365)))
    register = Register((leaving,))
    assert stand(register, VIEW) == {"A": "credible"}
    assert stand(register, View(as_of=MAY + timedelta(days=365))) == {"A": "void"}


def test_what_is_withdrawn_adds_nothing_to_an_amount_that_others_wait_for() -> None:
    waiting = _promise(name="W", condition=Guard(sum=SumAtLeast(function="watch", amount=5)))
    whole = _promise(name="A", function="watch")
    less = _promise(_step("withdrawn", day=2, scope=Scope(quantity=1)), name="A", function="watch")
    assert stand(Register((waiting, whole)), VIEW)["W"] == "credible"
    assert stand(Register((waiting, less)), VIEW)["W"] == "void"


def _bar(*steps: StatusEvent, **rest: object) -> str:
    promise = _promise(*steps, **rest)
    return barred(Register((promise,)), VIEW, promise)


@pytest.mark.parametrize(
    ("axis", "first", "then"),
    [
        ("stance", "withdrawn", "violated"),
        ("stance", "withdrawn", "satisfied"),
        ("stance", "suspended", "satisfied"),
        ("legal", "ended", "denunciation_notified"),
        ("legal", "ended", "none"),
        ("material", "rotated_out", "unspecified"),
    ],
)
def test_a_step_that_restores_nothing_brings_back_neither_the_whole_nor_a_part(
    axis: str, first: str, then: str
) -> None:
    assert _bar(_step(first, axis, day=2), _step(then, axis, day=3))
    part = _promise(_step(first, axis, day=2, scope=Scope(quantity=3)), _step(then, axis, day=3))
    assert amount_left(part, MAY) == 2


@pytest.mark.parametrize(
    ("axis", "first", "then"),
    [
        ("stance", "withdrawn", "detached"),
        ("stance", "violated", "conditional"),
        ("legal", "ended", "in_force"),
        ("material", "rotated_out", "ready"),
    ],
)
def test_a_step_that_restores_brings_back_the_whole_and_every_part(axis: str, first: str, then: str) -> None:
    assert _bar(_step(first, axis, day=2), _step(then, axis, day=3)) == ""
    part = _promise(_step(first, axis, day=2, scope=Scope(quantity=3)), _step(then, axis, day=3))
    assert amount_left(part, MAY) == 5


def test_a_broken_promise_counts_no_more_and_says_so() -> None:
    broken = _promise(_step("violated", day=2))
    register = Register((broken, _promise(name="W", condition=Guard(promised="A"))))
    assert stand(register, VIEW) == {"A": "void", "W": "void"}
    assert why(register, VIEW, "A").says == {
        "en": "A was broken by its provider.",
        "uk": "A порушено державою, яка його взяла.",
    }


def test_what_was_carried_out_after_a_withdrawal_was_carried_out_although_the_promise_is_gone() -> None:
    assert carried_out(_promise(_step("withdrawn", day=2), _step("satisfied", day=3)), MAY)


def test_the_same_part_out_on_two_axes_is_out_once_and_twice_on_one_axis_twice() -> None:
    part = Scope(quantity=2)
    both = _promise(_step("ended", "legal", day=2, scope=part), _step("withdrawn", day=2, scope=part))
    twice = _promise(_step("withdrawn", day=2, scope=part), _step("withdrawn", day=3, scope=part))
    assert (amount_left(both, MAY), amount_left(twice, MAY)) == (3, 1)


def test_means_that_were_rotated_out_count_no_more_until_others_are_there() -> None:
    out = _promise(_step("in_place", "material", day=2), _step("rotated_out", "material", day=3))
    register = Register((out,))
    assert barred(register, VIEW, out) == "rotated-out"
    says = why(register, VIEW, "A").says
    assert "rotation" in says["en"]
    assert "виведено" in says["uk"]


def test_a_scope_that_names_nothing_is_the_whole_promise() -> None:
    assert _bar(_step("withdrawn", day=2, scope=Scope())) == "withdrawn"
    assert _bar(_step("withdrawn", day=2, scope=Scope()), _step("conditional", day=3)) == ""
    part = Scope(sectors=["north"])
    back = _promise(_step("withdrawn", day=2, scope=part), _step("conditional", day=3, scope=Scope()))
    assert not is_out(back, MAY, sector="north", phase="")


@pytest.mark.parametrize(
    "made",
    [
        _promise(caveats=["north", "south", "night"]),
        _promise(_step("withdrawn", day=2, scope=Scope(sectors=["north", "south"]))),
        _promise(_step("withdrawn", day=2, scope=Scope(sectors=["north"])), caveats=["south"]),
        _promise(*(_step("withdrawn", day=2, scope=Scope(phases=[phase])) for phase in "12"), phases=["1", "2"]),
    ],
)
def test_a_promise_left_without_any_sector_serves_nowhere_and_nothing_rests_on_it(made: Commitment) -> None:
    conditions = [
        Guard(promised="A"),
        Guard(sum=SumAtLeast(function="patrol", amount=1)),
        Guard(rung=RungAtLeast(commitment="A", rung="signalled")),
    ]
    waiting = [_promise(name=f"W{n}", function="g", condition=one) for n, one in enumerate(conditions)]
    register = Register((made, *waiting))
    assert barred(register, VIEW, made) == "nowhere"
    assert set(stand(register, VIEW).values()) == {"void"}
    assert "nowhere" in why(register, VIEW, "A").says["en"]


def test_a_promise_with_some_sector_or_some_phase_left_may_serve() -> None:
    assert _bar(caveats=["north"]) == ""
    assert _bar(_step("withdrawn", day=2, scope=Scope(sectors=["north", "south"], phases=["1"]))) == ""
    assert _bar(_step("withdrawn", day=2, scope=Scope(sectors=["north", "south"], quantity=2))) == ""


def _codes(*promises: Commitment) -> set[str]:
    return {lint.code for lint in lint_register(Register(promises), VIEW)}


def test_a_conditional_promise_without_verifier_and_default_is_weak() -> None:
    waits = Guard(promised="A")
    assert {"no-verifier", "no-default-on-silence"} <= _codes(_promise(condition=waits))
    called = Activation(called_by=["B"], verifier="commission", within_h=72, on_silence="proceeds")
    found = _codes(_promise(name="B"), _promise(condition=Guard(promised="B"), activation=called))
    assert not {"no-verifier", "no-default-on-silence"} & (found - _codes(_promise(name="B")))


def test_a_renewal_that_is_past_is_named() -> None:
    assert "renewal-past" in _codes(_promise(renewal_due=MAY))
    assert "renewal-past" not in _codes(_promise(renewal_due=MAY + timedelta(days=1)))


def test_the_same_pledge_in_two_currencies_is_never_added_up() -> None:
    euro, dollar = _promise(name="A", unit="EUR"), _promise(name="B", unit="USD")
    assert "two-units" in _codes(euro, dollar)
    assert "unit-changed" in _codes(euro, _promise(name="B", unit="USD", supersedes="A"))
