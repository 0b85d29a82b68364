"""Names and finality of findings: what they are called, until when a party may reply, what was replied."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime

import msgspec

from servanda.findings.docket import Docket
from servanda.findings.positions import encoding_of, positions_on
from servanda.logic import Days
from servanda.records.agreement import Procedure, Term
from servanda.records.finding import Finding, Subject
from servanda.records.incident import Incident
from servanda.records.observation import Reply

_HEX = 12
FINDING = "finding-"
"""How every name of a finding begins."""


def finding_id(term: Term, subject: Subject, docket: Docket, *, party: str = "") -> str:
    """A name made from agreement, term and subject: the same question gets the same name, whatever the answer.

    Args:
        term: The term judged.
        subject: What was judged.
        docket: The instrument.
        party: For a duty: the party bound.
    """
    parts = [version_of(docket), term.id, subject.kind, subject.id, subject.place, party]
    span = subject.when if subject.kind == "silence" else None
    digest = hashlib.sha256(msgspec.json.encode([*parts, span])).hexdigest()
    return f"{FINDING}{digest[:_HEX]}"


def place_of(term: Term) -> str:
    """The place that a finding of a term on an incident names."""
    where = term.where
    return "" if where is None else where.in_ or where.outside or where.crosses or where.to


def version_of(docket: Docket) -> str:
    """The instrument in its version, as findings cite it."""
    return f"{docket.agreement.id}@{docket.agreement.version}"


def with_replies(finding: Finding, term: Term, docket: Docket, *, about: Iterable[str]) -> Finding:
    """The finding with the end of the reply window, and replies and positions on the encoding word for word.

    Args:
        finding: As judged.
        term: Its term.
        docket: The instrument and the facts.
        about: Names a reply may refer to besides the finding's own: incident and observations.
    """
    until = _reply_until(finding, term, docket)
    return msgspec.structs.replace(
        finding,
        replies=_replies({finding.id, *about}, docket),
        reply_until=until,
        final=until is None or until <= docket.as_of,
        encoding=encoding_of(term, docket),
        positions=positions_on(term, docket),
    )


def _reply_until(finding: Finding, term: Term, docket: Docket) -> datetime | None:
    """The longest reply window of the procedures a breach may start, counted from when its evidence was known.

    Silence and duties are known only when their time has passed.
    """
    stated = [each.reply_within for each in _procedures(term, docket) if each.reply_within is not None]
    known = [docket.seen[name].recorded_at for name in finding.evidence if name in docket.seen]
    if finding.subject.kind != "incident" and finding.subject.when.end is not None:
        known.append(finding.subject.when.end)
    if not stated or not known:
        return None
    days: Days = docket.calendar.days
    return max(days.due(max(known), window) for window in stated)


def _procedures(term: Term, docket: Docket) -> Iterator[Procedure]:
    """Procedures that a breach may start: those the term names, and those of other instruments that name the term."""
    late = term.must.if_late if term.must is not None else ""
    yield from (each for each in docket.agreement.procedures if each.id in term.on_breach or each.id == late)
    named = f"{docket.agreement.id}:{term.id}"
    for other in docket.others:
        if other.id == docket.agreement.id and other.version != docket.agreement.version:
            continue  # another version of the same text: its procedures are not those of this one
        yield from (each for each in other.procedures if named in each.trigger.terms)


def _replies(about: set[str], docket: Docket) -> list[Reply]:
    names = about | {f"{kind}:{name}" for kind in ("finding", "incident", "observation") for name in about}
    found = [reply for reply in docket.facts.replies if reply.about in names and reply.at <= docket.as_of]
    return sorted(found, key=lambda reply: (reply.at, reply.id))


def names_of(incident: Incident) -> list[str]:
    """Names under which a party may reply to an incident: its own and those of its observations."""
    return [incident.id, *incident.observations]
