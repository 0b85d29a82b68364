"""Both branches of a duty: one procedure starts when it was done in time, another when its deadline passed.

A duty names them itself (`if_done`, `if_late`), so that no trigger has to list its term.
"""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from servanda.findings import as_findings
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.procedure import Procedure, Trigger
from servanda.records.term import Term
from servanda.responses.ground import Breach, Doubt, distinct
from servanda.wording import say


def trigger_of(agreement: Agreement, procedure: Procedure) -> Trigger:
    """The trigger of a procedure together with the duties whose lateness starts it."""
    trigger = procedure.trigger
    late = [term.id for term in agreement.terms if term.must is not None and term.must.if_late == procedure.id]
    return msgspec.structs.replace(trigger, terms=[*trigger.terms, *late]) if late else trigger


def discharged(
    agreement: Agreement, procedure: Procedure, findings: Sequence[Finding], as_of: datetime
) -> list[Breach]:
    """The duties that start a procedure by having been done in time, or may have, in order of time.

    A duty is done when everyone it binds has done it (of those whom the trigger names, if it names any). It starts at
    the moment since which a body or a monitor says so of the last of them: before anybody said so no clock runs against
    anyone.
    """
    found: list[Breach] = []
    for term in agreement.terms:
        if term.must is None or term.must.if_done != procedure.id:
            continue
        own = as_findings(findings).duties({f"{agreement.id}:{term.id}"})
        one = _done(term, procedure.trigger, sorted(own, key=lambda finding: finding.id))
        if one is not None and one.at <= as_of:
            found.append(one)
    return sorted(found, key=lambda one: (one.at, one.subject))


def _done(term: Term, trigger: Trigger, findings: Sequence[Finding]) -> Breach | None:
    """The doing as one event; none while somebody has not done it, or nobody has said that all was done."""
    owing = [name for name in term.binds if not trigger.by or name in trigger.by]
    by_party = {name: finding for finding in findings for name in finding.outcome.by if name in owing}
    said = [finding.since for finding in by_party.values() if _may_be_done(finding) and finding.since is not None]
    if not owing or len(said) < len(set(owing)):
        return None
    open_ones = [finding for finding in by_party.values() if finding.outcome.verdict == "undetermined"]
    names = sorted(finding.id for finding in by_party.values())
    says = say("responses.only_if_done", term=term.id, findings=sorted(finding.id for finding in open_ones))
    return Breach(
        subject=f"done:{term.id}",
        at=max(said),
        sector="",
        findings=tuple(names),
        terms=(term.id,),
        certain=not open_ones,
        doubts=distinct(Doubt(hinge.on, says) for finding in open_ones for hinge in finding.hinges),
    )


def _may_be_done(finding: Finding) -> bool:
    return finding.outcome.verdict in {"kept", "undetermined"}
