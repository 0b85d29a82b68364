"""Promises and the events they wait for → which of them stand, and how.

In: a `Register` (commitments, events, blocs) and a `View` (moment, floor, readings, assumptions). Out: a label for
each promise (*credible*, *handshake*, *open*, *void*), the reasons, what would release it, whose departure would bring
it down, and where everyone waits for everyone.

>>> from datetime import UTC, datetime
>>> from servanda.records.commitment import Commitment, Event, StatusEvent
>>> from servanda.records.condition import Guard
>>> on = datetime(2031, 2, 1, tzinfo=UTC)
>>> said = StatusEvent(axis="legal", value="political", occurred_on="2031-02-01", known_on=on, support=["s"])
>>> watch = Commitment(
...     id="EX-WATCH", provider="EX-CEDAR", beneficiary="EX-ASTER", function="air-watch", says={}, support=["s"],
...     condition=Guard(event="ceasefire"), status=[said],
... )
>>> register = Register(commitments=(watch,), events=(Event(id="ceasefire", says={}),))
>>> view = View(as_of=datetime(2031, 3, 1, tzinfo=UTC))
>>> stand(register, view)
{'EX-WATCH': 'open'}
>>> stand(register, view.assuming({"ceasefire": "true"}))
{'EX-WATCH': 'credible'}
>>> unlock_sets(register, view, "EX-WATCH").sets
(('ceasefire',),)
"""

from servanda.commitments.batch import Each, stands_each
from servanda.commitments.blocs import counted_through_members, on_record
from servanda.commitments.lint import lint_register
from servanda.commitments.minimal import MinimalSets
from servanda.commitments.names import reserved
from servanda.commitments.needs import Need
from servanda.commitments.parts import amount_left, in_phase, is_out
from servanda.commitments.register import STATED, EventValue, Register, View, choose, condition_of
from servanda.commitments.release import Release, readings_naming, released_by
from servanda.commitments.stand import stand
from servanda.commitments.standing import Moved, Standing
from servanda.commitments.status import RUNGS, Barred, axis_value, barred, barred_on_record, carried_out, rung
from servanda.commitments.truth import truth_of
from servanda.commitments.unlocking import serving, unlock_sets, withdrawal_sets
from servanda.commitments.waiting import Circle, Wait, circles, waits
from servanda.commitments.weakness import RegisterLint
from servanda.commitments.why import Why, needs_each, why, why_each
from servanda.records.commitment import Label, Rung

__all__ = [
    "RUNGS",
    "STATED",
    "Barred",
    "Circle",
    "Each",
    "EventValue",
    "Label",
    "MinimalSets",
    "Moved",
    "Need",
    "Register",
    "RegisterLint",
    "Release",
    "Rung",
    "Standing",
    "View",
    "Wait",
    "Why",
    "amount_left",
    "axis_value",
    "barred",
    "barred_on_record",
    "carried_out",
    "choose",
    "circles",
    "condition_of",
    "counted_through_members",
    "in_phase",
    "is_out",
    "lint_register",
    "needs_each",
    "on_record",
    "readings_naming",
    "released_by",
    "reserved",
    "rung",
    "serving",
    "stand",
    "stands_each",
    "truth_of",
    "unlock_sets",
    "waits",
    "why",
    "why_each",
    "withdrawal_sets",
]
