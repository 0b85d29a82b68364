"""The rows that only show how rows are filled in: an invented promise, its plan, all that goes with it. EXERCISE."""

from dataclasses import replace
from datetime import UTC, datetime

from servanda.adapters.exchange.rows import example_mark
from servanda.adapters.exchange.tables import Table, tables_of
from servanda.commitments import Register
from servanda.records.commitment import Activation, Commitment, Event, EventState, GuardReading, StatusEvent
from servanda.records.condition import Guard
from servanda.records.plan import FurtherPledge, LiftLimit, Plan, Requirement
from servanda.records.time import Interval
from servanda.wording import say

_ON = datetime(2031, 2, 20, 12, tzinfo=UTC)
_FORCE = Guard(event="EX-AGREEMENT-IN-FORCE")
_BOTH = Guard(all=[_FORCE, Guard(promised="EX-DELTA-CLEARING")])


def example_tables(lang: str) -> list[Table]:
    """All sheets with example rows, each marked in its first cell; such a row is refused if it is left in."""
    mark = example_mark(lang)
    marked = [(table, [[f"{mark} {row[0]}", *row[1:]] for row in table.rows]) for table in _tables(lang)]
    return [replace(table, rows=rows) for table, rows in marked]


def _tables(lang: str) -> list[Table]:
    members = {"EX-COALITION": ("EX-CEDAR", "EX-DELTA")}
    return tables_of(Register((_commitment(),), (_event(),), members), _plan(), lang)


def _commitment() -> Commitment:
    says = say("exchange.example.promise")
    reading = GuardReading(
        id="with-delta",
        condition=_BOTH,
        held_by=["EX-CEDAR"],
        says=say("exchange.example.reading"),
        support=["EX-PAGE"],
    )
    step = StatusEvent(axis="legal", value="signed", occurred_on="2031-02-20", known_on=_ON, support=["EX-PAGE"])
    return Commitment(
        id="EX-CEDAR-CLEARING",
        provider="EX-CEDAR",
        beneficiary="EX-ASTER",
        instrument="ex-meridian-guarantee",
        function="mine-clearance",
        says=says,
        quantity=2,
        unit="teams",
        sectors=["sector-a", "sector-b"],
        phases=["after"],
        window=Interval(start=_ON, end=datetime(2032, 2, 20, tzinfo=UTC)),
        readiness_h=72,
        activation=Activation(called_by=["EX-ASTER"], verifier="EX-COMMISSION", within_h=72, on_silence="proceeds"),
        condition=_BOTH,
        readings=[reading],
        status=[step],
        support=["EX-PAGE", "EX-STATEMENT"],
    )


def _event() -> Event:
    state = EventState(value="true", known_on=_ON, occurred_on="2031-02-20", support=["EX-PAGE"])
    return Event(
        id="EX-AGREEMENT-IN-FORCE",
        says=say("exchange.example.event"),
        decided_by=["EX-ASTER", "EX-BRIAR"],
        states=[state],
    )


def _plan() -> Plan:
    return Plan(
        id="EX-PLAN",
        says=say("exchange.example.plan"),
        functions={"mine-clearance": say("exchange.example.function")},
        sectors={"sector-a": say("exchange.example.sector")},
        phases={"after": say("exchange.example.phase")},
        requirements=[
            Requirement(
                id="EX-CLEARING-A",
                function="mine-clearance",
                sector="sector-a",
                phase="after",
                quantity=3,
                unit="teams",
                min_rung="pledged",
                readiness_h=96,
                support=["EX-PAGE"],
            )
        ],
        lift=[LiftLimit(provider="EX-CEDAR", amount=2, function="mine-clearance")],
        further=[
            FurtherPledge(
                id="EX-ELM-CLEARING",
                provider="EX-ELM",
                function="mine-clearance",
                quantity=1,
                unit="teams",
                sectors=["sector-a"],
                condition=_FORCE,
                says=say("exchange.example.further"),
            )
        ],
    )
