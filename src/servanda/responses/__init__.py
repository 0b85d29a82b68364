"""Findings and the agreement's own procedures → steps under way: who must act by when, and what silence means.

In: agreements, findings, the register of commitments in a view, acts in procedures, judgements, a moment. Out:
responses with the state of each step, its deadlines (one for each reading where readings differ), the commitments it
calls on and the functions for which nobody stands. What is the same under every reading stands; the rest is
*undetermined* with why.

>>> from datetime import UTC, datetime
>>> from servanda.commitments import Register, View
>>> from servanda.records.agreement import Agreement
>>> from servanda.records.open_term import Timing
>>> from servanda.records.procedure import Procedure, Step, Trigger
>>> warn = Step(
...     id="warn", who=["EX-MISSION"], do={"en": "warn", "uk": "попередити"}, if_silent="lapses",
...     when=Timing(counted_from="first-breach", within="PT24H"),
... )
>>> answer = Procedure(id="answer", cite="Art. 1", says={}, trigger=Trigger(terms=["no-fire"]), steps=[warn])
>>> pact = Agreement(
...     id="ex-pact", version="1", title={}, kind="guarantee", status="in_force", parties={}, procedures=[answer],
...     support=["EX-TEXT"],
... )
>>> six = datetime(2031, 3, 14, 6, tzinfo=UTC)
>>> [response] = rehearse([pact], breach_at=six, register=Register(()), view=View(as_of=six), judgements=[])
>>> response.state, response.steps[0].state, response.next_deadline.isoformat()
('running', 'running', '2031-03-15T06:00:00+00:00')
"""

from servanda.responses.acts import check_acts
from servanda.responses.called import called_in, list_called
from servanda.responses.listing import list_rehearsal, list_responses, names_of
from servanda.responses.rehearse import rehearse
from servanda.responses.respond import respond

__all__ = [
    "called_in",
    "check_acts",
    "list_called",
    "list_rehearsal",
    "list_responses",
    "names_of",
    "rehearse",
    "respond",
]
