"""The plan × the promises → what is secured, mutual, possible and missing, with a certificate of what is missing.

In: a `Plan`, a `Register` and a `View`. Out: a `Coverage` with one cell for each requirement; `check_cut` re-checks
a certificate without the solver; `falls_without` shows what falls if one guarantor leaves; `close_gap` finds the
cheapest further pledges that close the gap and survive any k withdrawals.

>>> from datetime import UTC, datetime
>>> from servanda.commitments import Register, View
>>> from servanda.records.commitment import Commitment, StatusEvent
>>> from servanda.records.plan import Plan, Requirement
>>> on = datetime(2031, 2, 1, tzinfo=UTC)
>>> said = StatusEvent(axis="legal", value="signed", occurred_on="2031-02-01", known_on=on, support=["s"])
>>> patrol = Commitment(
...     id="EX-PATROL", provider="EX-CEDAR", beneficiary="EX-ASTER", function="air-watch", says={}, support=["s"],
...     quantity=3, sectors=["A", "B"], status=[said],
... )
>>> needs = [Requirement(id=s, function="air-watch", sector=s, phase="first", quantity=2) for s in "AB"]
>>> plan = Plan(id="EX-PLAN", says={}, functions={}, sectors={}, phases={}, requirements=needs)
>>> coverage = assess(plan, Register(commitments=(patrol,)), View(as_of=on))
>>> [(cell.requirement, cell.secured, cell.missing, cell.standing) for cell in coverage.cells]
[('A', 2, 0, 'secured'), ('B', 1, 1, 'missing')]
>>> [(cut.sectors, cut.demand, cut.supply) for cut in coverage.cuts]
[(['A', 'B'], 4, 3)]
"""

from servanda.coverage.allocation import allocation
from servanda.coverage.assess import assess, coverage_of
from servanda.coverage.check import check_allocation, check_cut
from servanda.coverage.check_counted import check_counted
from servanda.coverage.close import Closure, Impossible, close_gap
from servanda.coverage.curve import CurvePoint, GroupTally, Tally, credibility_curve
from servanda.coverage.falls import Fall, falls_without
from servanda.coverage.instance import Counting, Instance, instance_of
from servanda.coverage.placement import Placed, Placement, place_whole
from servanda.coverage.progress import Progress, Stopped, silent
from servanda.coverage.single import SinglePoint, single_points
from servanda.coverage.whatif import LostCommitment, WhatIf, WorseCell, what_if
from servanda.coverage.worst import Worst, WorstInGroup, WorstLoss, worst_losses

__all__ = [
    "Closure",
    "Counting",
    "CurvePoint",
    "Fall",
    "GroupTally",
    "Impossible",
    "Instance",
    "LostCommitment",
    "Placed",
    "Placement",
    "Progress",
    "SinglePoint",
    "Stopped",
    "Tally",
    "WhatIf",
    "WorseCell",
    "Worst",
    "WorstInGroup",
    "WorstLoss",
    "allocation",
    "assess",
    "check_allocation",
    "check_counted",
    "check_cut",
    "close_gap",
    "coverage_of",
    "credibility_curve",
    "falls_without",
    "instance_of",
    "place_whole",
    "silent",
    "single_points",
    "what_if",
    "worst_losses",
]
