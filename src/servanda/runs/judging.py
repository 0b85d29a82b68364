"""Facts alone → findings: what was known at the moment, joined into incidents, judged under each instrument."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from servanda import findings as stage
from servanda.incidents import detect_with_rejections
from servanda.records.agreement import Agreement
from servanda.records.decision import Judgement
from servanda.records.facts import Facts
from servanda.records.finding import Finding
from servanda.records.rejection import Rejection
from servanda.records.time import Interval
from servanda.runs.receipts import of_facts
from servanda.runs.strangers import without_strangers


@dataclass(frozen=True)
class Judged:
    """One instrument and what was found under it."""

    agreement: Agreement
    """The instrument."""
    facts: Facts
    """What was known at the moment, with incidents."""
    findings: Sequence[Finding]
    """The findings."""
    rejections: Sequence[Rejection]
    """Records that name what the instrument does not know, and decisions about nothing."""


def judge_alone(
    agreements: Sequence[Agreement],
    facts: Facts,
    *,
    as_of: datetime,
    window: Interval | None,
    others: Sequence[Agreement] = (),
) -> Iterator[Judged]:
    """Judge facts without a ledger under each instrument.

    Args:
        agreements: Instruments whose terms are judged.
        facts: Everything recorded, in any order; what was recorded after `as_of` has no effect.
        as_of: The moment for which is judged.
        window: Time over which silence is judged; none for none.
        others: Further instruments, whose procedures may give a party time to reply.
    """
    known, receipts = known_at(facts, as_of), of_facts(agreements, facts, as_of=as_of)
    whole = [*agreements, *others]
    for agreement in agreements:
        own, strangers = without_strangers(known, agreement, whole)
        joined, rejections = _with_incidents(own, agreement)
        found = stage.judge(agreement, joined, as_of=as_of, window=window, others=whole)
        yield Judged(agreement, joined, stage.Findings([found], receipts=receipts), [*strangers, *rejections])


def known_at(facts: Facts, as_of: datetime) -> Facts:
    """The facts without observations and decisions of later.

    They would take part in joining others. Everything else bears its moment, and judging looks at it.
    """
    return msgspec.structs.replace(
        facts,
        observations=[one for one in facts.observations if one.recorded_at <= as_of],
        decisions=[one for one in facts.decisions if one.at <= as_of],
    )


def _with_incidents(facts: Facts, agreement: Agreement) -> tuple[Facts, Sequence[Rejection]]:
    """The facts with incidents: those given, or what is joined where only observations are."""
    if facts.incidents or not facts.observations:
        return facts, ()
    parties = sorted(name for name, party in agreement.parties.items() if party.role == "party")
    found = detect_with_rejections(
        facts.observations, parties=parties, decisions=facts.decisions, places=agreement.places
    )
    return _about_incidents(msgspec.structs.replace(facts, incidents=list(found.incidents))), found.rejections


def _about_incidents(facts: Facts) -> Facts:
    """Judgements about an observation are about the incident that holds it: its name is made only now."""
    holds = {name: one.id for one in facts.incidents for name in one.observations}

    def about(judgement: Judgement) -> Judgement:
        incident = holds.get(judgement.about.removeprefix("incident:").removeprefix("observation:"))
        return msgspec.structs.replace(judgement, about=f"incident:{incident}") if incident else judgement

    return msgspec.structs.replace(facts, judgements=[about(one) for one in facts.judgements])
