"""Plans and promises by hand, for tests that a reader can work out."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from servanda.commitments import Register, View
from servanda.coverage import Instance, instance_of
from servanda.records.commitment import Commitment, Event, StatusEvent
from servanda.records.plan import Plan, Requirement

AS_OF = datetime(2031, 3, 1, tzinfo=UTC)
VIEW = View(as_of=AS_OF)


def promise(name: str, provider: str, quantity: Any = 2, **fields: Any) -> Commitment:
    """A political declaration with a number, for sector A."""
    step = StatusEvent(axis="legal", value="political", occurred_on="2031-01-01", known_on=AS_OF, support=["s"])
    defaults = {"function": "watch", "sectors": ["A"], "status": [step]}
    return Commitment(
        id=name,
        provider=provider,
        quantity=quantity,
        beneficiary="B",
        says={},
        support=["s"],
        **{**defaults, **fields},
    )


def need(sector: str = "A", quantity: Any = 2, **fields: Any) -> Requirement:
    """What one sector needs in the first phase."""
    defaults = {"function": "watch", "phase": "first", "id": f"need-{sector}"}
    return Requirement(sector=sector, quantity=quantity, **{**defaults, **fields})


def plan(*needs: Requirement) -> Plan:
    """A plan of these needs."""
    return Plan(id="P", says={}, functions={}, sectors={}, phases={}, requirements=list(needs))


def instance(needs: Sequence[Requirement], promises: Sequence[Commitment], view: View = VIEW) -> Instance:
    """The instance of some needs and promises; event E is undecided."""
    return instance_of(plan(*needs), Register(tuple(promises), (Event(id="E", says={}),)), view)
