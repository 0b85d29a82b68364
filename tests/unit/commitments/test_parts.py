"""Acts that concern a part of a promise: one sector, one phase, some of the amount; later effect."""

from datetime import UTC, datetime, timedelta

from servanda.commitments import Register, View, amount_left, barred, is_out, lint_register, stand
from servanda.records.commitment import Activation, Commitment, Scope, StatusEvent
from servanda.records.condition import Guard, SumAtLeast

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
        sectors=["north", "south"],
        **{"function": "patrol", "quantity": 5, "unit": "patrols"} | rest,
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
