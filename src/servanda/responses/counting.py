"""Guards that count breaches: so many within a span, in one sector, by one party; each event counts once."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from servanda.logic import Truth
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.procedure import Procedure, Trigger
from servanda.records.term import Counted
from servanda.responses.gates import Gate
from servanda.responses.ground import Breach, Ground, Groups
from servanda.responses.guards import counted_by
from servanda.responses.sectors import by_sector
from servanda.responses.trigger import Need, breaches, completions, doubts_of, need_of
from servanda.wording import say


def counted_for(
    agreement: Agreement, procedure: Procedure, findings: Sequence[Finding], as_of: datetime
) -> dict[bytes, Groups]:
    """The breaches that each guard of a procedure counts, by sector where they must lie in the same."""
    return {_key(counted): _groups(agreement, _trigger(counted), findings, as_of) for counted in counted_by(procedure)}


def counted_gate(counted: Counted, ground: Ground) -> Gate:
    """Whether so many breaches have been counted by now, and since when.

    Those before the procedure count too, but the one that completes the number must not lie before its first breach.
    What is not reached yet may still be: the step waits, unless its own time runs out.
    """
    need = need_of(ground.agreement, _trigger(counted), ground.world)
    groups = [
        group for sector, group in ground.counted.get(_key(counted), ()) if sector in {"", ground.sector or sector}
    ]
    certain = [] if need.doubts else _runs([[one for one in group if one.certain] for group in groups], need, ground)
    if certain:
        names = {name for one in certain[0] for name in one.findings}
        return Gate(Truth.TRUE, certain[0][-1].at, rests_on=tuple(sorted(names)))
    possible = _runs(groups, need, ground)
    if possible:
        return Gate(Truth.UNKNOWN, doubts=doubts_of(possible[0], need))
    return Gate(Truth.FALSE, pending=(say("responses.counts_breaches", n=need.count),))


def _runs(groups: Sequence[Sequence[Breach]], need: Need, ground: Ground) -> list[tuple[Breach, ...]]:
    """Runs that complete the number within the procedure, the earliest first."""
    runs = [run for group in groups for run in completions(group, need, ground.agreement)]
    within = [run for run in runs if run[-1].at >= ground.start.first]
    return sorted(within, key=lambda run: (run[-1].at, run[-1].subject))


def _groups(agreement: Agreement, trigger: Trigger, findings: Sequence[Finding], as_of: datetime) -> Groups:
    found = breaches(agreement, trigger, findings, as_of)
    return tuple((sector, tuple(group)) for sector, group in by_sector(agreement, trigger, found))


def _trigger(counted: Counted) -> Trigger:
    """A guard counts as a trigger does."""
    return Trigger(terms=counted.terms, count=counted.count, within=counted.within, same=counted.same, by=counted.by)


def _key(counted: Counted) -> bytes:
    return msgspec.json.encode(counted)
