"""Findings of one term on many incidents: one judged of each kind, the others made from it when somebody looks.

The finding of another incident of the same kind differs in name, subject, evidence, the incident that an open author
hangs on, and the probability of a place. Nothing else of it is computed again, and none is kept.
"""

from collections.abc import Iterator, Sequence
from typing import overload

import msgspec
import numpy as np
import pyarrow.compute as pc

from servanda.findings.docket import Docket
from servanda.findings.ground import inside_hinge
from servanda.findings.identity import finding_id
from servanda.findings.kinds import kinds_of
from servanda.findings.on_incident import judge_incident
from servanda.findings.reads import reads_of
from servanda.records.agreement import Term
from servanda.records.finding import Finding, Hinge
from servanda.records.incident import Incident
from servanda.schemas.distinct import Numbers

_SLICE = 2_048
"""Incidents taken at once when all findings are walked through."""


class Stamped(Sequence[Finding]):
    """One finding for each incident that a prohibition speaks of, by the names of the incidents."""

    def __init__(self, term: Term, docket: Docket, rows: Numbers, kind: Numbers, judged: Sequence[Finding]) -> None:
        self.term = term
        self.docket = docket
        self.rows = rows
        """Row of each finding's incident in the docket."""
        self.kind = kind
        """Which of `judged` each finding is made from."""
        self.judged = judged
        """One finding of each kind, as the reference path gave it."""

    def __len__(self) -> int:
        return len(self.rows)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Finding]: ...
    def __getitem__(self, index: int | slice) -> Finding | Sequence[Finding]:
        if isinstance(index, slice):
            return self.only(np.arange(len(self))[index])
        return self._stamp(index, self.docket.incidents[int(self.rows[index])])

    def only(self, numbers: Numbers) -> "Stamped":
        """Some of the findings, in the order given."""
        return Stamped(self.term, self.docket, self.rows[numbers], self.kind[numbers], self.judged)

    def __iter__(self) -> Iterator[Finding]:
        for start in range(0, len(self), _SLICE):
            incidents = self.docket.incidents.take(self.rows[start : start + _SLICE])
            for number, incident in enumerate(incidents, start=start):
                yield self._stamp(number, incident)

    def _stamp(self, number: int, incident: Incident) -> Finding:
        judged = self.judged[int(self.kind[number])]
        if judged.subject.id == incident.id:
            return judged
        subject = msgspec.structs.replace(judged.subject, id=incident.id, when=incident.when)
        row = int(self.rows[number])
        return msgspec.structs.replace(
            judged,
            id=finding_id(self.term, subject, self.docket),
            subject=subject,
            hinges=[self._hinge(hinge, incident.id, row) for hinge in judged.hinges],
            attribution_hinges=[self._hinge(hinge, incident.id, row) for hinge in judged.attribution_hinges],
            evidence=sorted(incident.observations),
        )

    def _hinge(self, hinge: Hinge, incident: str, row: int) -> Hinge:
        if hinge.cause == "attribution":
            return msgspec.structs.replace(hinge, on=incident)
        if hinge.cause != "measurement" or hinge.chance is None or hinge.on not in self.docket.places:
            return hinge
        region = int(self.docket.regions.of[row])
        chance = self.docket.regions.chance(region, hinge.on, self.docket) if region >= 0 else None
        if chance is None or chance.certain is not None:
            return hinge
        return inside_hinge(hinge.on, chance, self.docket)


def judge_incidents(term: Term, docket: Docket) -> Stamped:
    """The findings of a prohibition on all incidents of its act.

    Cost: one judgement a kind of incident, and a few sorts of columns.

    Raises:
        InputError: what clocks and geometry raise.
    """
    act = term.must_not.do if term.must_not is not None else ""
    rows = np.flatnonzero(np.asarray(pc.equal(docket.incidents.column("act"), act)))
    first, kind = kinds_of(term, rows, docket)
    reads = reads_of(term, docket)
    found = [judge_incident(term, docket.incidents[row], docket, reads) for row in rows[first].tolist()]
    concerned = np.array([finding is not None for finding in found], dtype=bool)
    number = np.cumsum(concerned) - 1
    stays = concerned[kind]
    judged = [finding for finding in found if finding is not None]
    return Stamped(term, docket, rows[stays], number[kind[stays]], judged)
