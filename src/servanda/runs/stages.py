"""Each stage called with what the workspace knows: the only place where records are picked for a stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
import pyarrow.compute as pc

from servanda import commitments, coverage, findings, incidents, responses, statements
from servanda.commitments import Circle, Register, View, Wait
from servanda.commitments import Release as Released
from servanda.logic import Truth
from servanda.records.agreement import Agreement, Place
from servanda.records.commitment import Label
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.plan import Coverage
from servanda.records.response import Response
from servanda.records.time import Interval
from servanda.runs.adopted import dated
from servanda.runs.receipts import of_ledger
from servanda.runs.strangers import without_strangers
from servanda.runs.workspace import Workspace
from servanda.schemas.rows import rows_of


@dataclass(frozen=True, kw_only=True)
class Promises:
    """The register and how everything in it stands."""

    register: Register
    """Commitments, events, blocs."""
    view: View
    """From where it is looked at."""
    labels: Mapping[str, Label]
    """Commitment → label, on the face of the record."""
    waits: Sequence[Wait]
    """Who waits for whom."""
    circles: Sequence[Circle]
    """Circles of mutual waiting."""
    released: Sequence[Released]
    """What each awaited signal would release, under each reading."""


def review_statements(case: Workspace) -> statements.Reviewed:
    """Proposals and decisions → what may be relied upon, with names that people called one read as one."""
    found = statements.review(case.known.of("statement"), case.known.decisions_about("statement"))
    who = statements.merged(case.known.decisions_about("entity"))
    return msgspec.structs.replace(
        found,
        accepted=statements.applied(found.accepted, who.canonical),
        rejections=[*found.rejections, *who.rejections],
    )


def stand_commitments(case: Workspace) -> Promises:
    """The register as known → how each promise stands on its face, and what each reading would release."""
    named = [(name, party) for one in case.agreements for name, party in one.parties.items()]
    blocs = {name: tuple(party.members) for name, party in named if party.members} | case.known.blocs
    register = Register(tuple(case.known.of("commitment")), tuple(case.known.of("event")), blocs)
    view = View(as_of=case.moment)
    signals = [event.id for event in register.events if event.is_signal]
    return Promises(
        register=register,
        view=view,
        labels=commitments.stand(register, view),
        waits=commitments.waits(register, view),
        circles=commitments.circles(register, view),
        released=[one for signal in signals for one in commitments.released_by(register, view, signal)],
    )


def detect_incidents(case: Workspace) -> incidents.Detected:
    """Observations as known → incidents."""
    return incidents.detect_with_rejections(
        case.known.standing_observations(),
        parties=parties_of(case),
        decisions=case.known.decisions_about("incident", "observation"),
        places=places_of(case),
    )


def facts_of(case: Workspace, joined: Sequence[Incident], promises: Promises) -> Facts:
    """What is judged: incidents, watches as their observers' facts leave them, and everything recorded."""
    return case.known.facts(joined, case.watches, list(promises.register.events))


def facts_under(agreement: Agreement, case: Workspace, facts: Facts) -> Facts:
    """The facts as one version of an instrument was judged on them."""
    return _placed(facts, agreement, judged_versions(case, facts))


def judge_terms(case: Workspace, joined: Sequence[Incident], promises: Promises) -> findings.Findings:
    """Incidents, watches and everything recorded → findings on each instrument that is judged."""
    facts = facts_of(case, joined, promises)
    window = window_of(case)
    judged = judged_versions(case, facts)
    others = [*case.versions, *case.agreements]
    made = (
        findings.judge(one, _placed(facts, one, judged), as_of=case.moment, window=window, others=others)
        for one in judged
    )
    return findings.Findings(made, receipts=of_ledger(judged, size=case.size, root=case.root, as_of=case.moment))


def _placed(facts: Facts, agreement: Agreement, judged: Sequence[Agreement]) -> Facts:
    """The facts without those in places that only another version of the instrument draws."""
    others = [one for one in judged if one.id == agreement.id and one.places.keys() != agreement.places.keys()]
    return without_strangers(facts, agreement, judged)[0] if others else facts


def judged_versions(case: Workspace, facts: Facts) -> list[Agreement]:
    """What is judged: of each instrument every version that may have been in force while anything happened.

    Where nobody says when versions have effect, the one adopted last.
    """
    span, known = _span_of(case, facts), dated(case.known)
    found: list[Agreement] = []
    for one in case.versions:
        if one.id in case.case.judged:
            ever = findings.in_force_at(one, known, as_of=case.moment, within=span, others=case.versions)
            if ever is not Truth.FALSE if ever is not None else one in case.agreements:
                found.append(one)
    return sorted(found, key=lambda one: (one.id, one.version))


def _span_of(case: Workspace, facts: Facts) -> Interval:
    """From the first thing that happened, was counted or watched, to the moment."""
    whens = pc.struct_field(rows_of(facts.incidents, Incident).column("when"), "start")
    starts = [*(one.when.start for one in facts.tallies), *(one.when.start for one in facts.watches)]
    edges = [*starts, case.case.window_start, pc.min(whens).as_py()]
    known = [one for one in edges if one is not None and one <= case.moment]
    return Interval(start=min(known, default=case.moment), end=case.moment)


def assess_plan(case: Workspace, promises: Promises) -> Coverage | None:
    """The plan against the promises; none if the case has no plan."""
    plan = case.known.plan()
    return None if plan is None else coverage.assess(plan, promises.register, promises.view)


def assess_rungs(case: Workspace, promises: Promises) -> list[Coverage]:
    """The plan against the promises that are at least so firm, for each rung; empty if the case has no plan."""
    plan = case.known.plan()
    if plan is None:
        return []
    views = [replace(promises.view, floor=rung) for rung in commitments.RUNGS]
    return [coverage.assess(plan, promises.register, view) for view in views]


def respond_to(case: Workspace, found: Sequence[Finding], promises: Promises) -> list[Response]:
    """Findings → procedures under way."""
    return responses.respond(
        case.agreements,
        found,
        register=promises.register,
        view=promises.view,
        step_acts=case.known.of("step-act"),
        judgements=case.known.of("judgement"),
        acts=case.known.of("act"),
        as_of=case.moment,
    )


def rehearse_breach(case: Workspace, promises: Promises, breach_at: datetime) -> list[Response]:
    """A hypothetical breach → what the procedures would do."""
    return responses.rehearse(
        case.agreements,
        breach_at=breach_at,
        register=promises.register,
        view=promises.view,
        judgements=case.known.of("judgement"),
    )


def parties_of(case: Workspace) -> list[str]:
    """Parties that may have done what nobody could attribute: those bound by the instruments that are judged."""
    judged = [one for one in case.agreements if one.id in case.case.judged]
    return sorted({name for one in judged for name, party in one.parties.items() if party.role == "party"})


def places_of(case: Workspace) -> dict[str, Place]:
    """Places of all instruments by name; an instrument that is judged wins over the others."""
    by_use: list[Agreement] = sorted(case.agreements, key=lambda one: one.id in case.case.judged)
    return {name: place for one in by_use for name, place in one.places.items()}


def window_of(case: Workspace) -> Interval | None:
    """The period of the daily report, as far as the moment allows; none without a ground arm."""
    start = case.case.window_start
    if start is None or start > case.moment:
        return None
    return Interval(start=start, end=min(case.moment, case.case.window_end or case.moment))
