"""Steps count in the order in which they were known, and what is out of a sector adds nothing there."""

from datetime import UTC, datetime

from servanda.commitments import Register, View, amount_left, is_out, stand
from servanda.records.commitment import Commitment, Scope, StatusEvent
from servanda.records.condition import Guard, SumAtLeast

MAY = datetime(2031, 5, 1, tzinfo=UTC)
VIEW = View(as_of=MAY)


def _step(value: str, day: int, *, axis: str = "stance", scope: Scope | None = None) -> StatusEvent:
    known = datetime(2031, 4, day, tzinfo=UTC)
    return StatusEvent(axis=axis, value=value, occurred_on="2031-04", known_on=known, support=["s"], scope=scope)


def _promise(name: str, *steps: StatusEvent, condition: Guard | None = None) -> Commitment:
    return Commitment(
        id=name,
        provider=f"P-{name}",
        beneficiary="B",
        says={},
        function="patrol",
        sectors=["north", "south"],
        quantity=5,
        unit="patrols",
        condition=condition or Guard(all=[]),
        status=list(steps),
        support=["s"],
    )


SIGNED = _step("signed", 1, axis="legal")
NORTH = Scope(sectors=["north"])


def test_what_was_brought_back_later_is_back_in_whatever_order_the_steps_are_written() -> None:
    out, back = _step("suspended", 2, scope=NORTH), _step("conditional", 3, scope=NORTH)
    for steps in ([SIGNED, out, back], [back, out, SIGNED]):
        assert not is_out(_promise("A", *steps), MAY, sector="north", phase="")
    some, again = _step("withdrawn", 2, scope=Scope(quantity=2)), _step("conditional", 3, scope=Scope(quantity=2))
    assert amount_left(_promise("A", again, some, SIGNED), MAY) == 5


def test_a_promise_withdrawn_from_a_sector_adds_nothing_to_a_sum_there() -> None:
    asks = {place: Guard(sum=SumAtLeast(function="patrol", amount=5, sector=place)) for place in ("north", "south")}
    waiting = [_promise(place, SIGNED, condition=asks[place]) for place in asks]
    waiting = [_elsewhere(one) for one in waiting]
    left = _promise("A", SIGNED, _step("withdrawn", 2, scope=NORTH))
    labels = stand(Register((*waiting, left)), VIEW)
    assert (labels["north"], labels["south"]) == ("void", "credible")


def _elsewhere(commitment: Commitment) -> Commitment:
    """The same for another function, so that it adds nothing itself."""
    return Commitment(
        **{name: getattr(commitment, name) for name in commitment.__struct_fields__ if name != "function"},
        function="watch",
    )
