"""Claims against claims: what parties say of each other during a truce, and what can be said of these claims together.

The order is by truce, then by the identifier of who claims: swap the names of the parties and the page swaps.
"""

from collections.abc import Mapping, Sequence

from servanda.records.record import Wording
from servanda.records.tally import Comparison, Tally
from servanda.reports.citations import Line
from servanda.reports.daily_act import rejections_part
from servanda.reports.daily_findings import finding_cards
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, moment, number, period, same
from servanda.reports.names import Names, phrase
from servanda.reports.page import Page, Part, Row, Table
from servanda.reports.tallies import measure_of, number_of, tallies_table, tally_order, watch_behind, where_of
from servanda.wording import say

_GROUPS = ("compatible", "contradicts", "not-comparable", "unwatched")


def claims_pages(dossier: Dossier, names: Names) -> tuple[Page, ...]:
    """One page: the claims truce by truce, then what they are worth side by side."""
    claims = sorted((one for one in dossier.tallies if one.basis == "party_claim"), key=_order)
    parts = (
        _summary(claims),
        *_truces(claims, dossier, names),
        *(_compared(group, claims, dossier, names) for group in _GROUPS),
        *_findings(dossier, names),
        *_others(dossier, names),
        rejections_part(dossier),
    )
    facts = () if dossier.window is None else ((say("reports.period"), period(dossier.window, names.zone)),)
    title = full(dossier.case.title, dossier.case.id)
    return (Page(stem="report", kind="claims", title=title, parts=parts, facts=facts),)


def _order(claim: Tally) -> tuple[str, str, str, str, str]:
    start, end, _, name = tally_order(claim)
    return start, claim.observer, end, claim.measure, name


def _summary(claims: Sequence[Tally]) -> Part:
    support = tuple(one.id for one in claims) or ("ledger",)
    lead = say("reports.claims-on-record", n=len(claims), moments=number(len({one.when.start for one in claims})))
    lines = (lead, say("reports.claims-apart"), say("reports.claims-order"), say("reports.claims-proof"))
    return Part(anchor="summary", title=say("reports.part-summary"), lines=tuple(Line(says, support) for says in lines))


def _truces(claims: Sequence[Tally], dossier: Dossier, names: Names) -> list[Part]:
    """A section for each truce: claims that are counted from one moment are of one truce."""
    groups: dict[str, list[Tally]] = {}
    for claim in claims:
        groups.setdefault(claim.when.start.isoformat() if claim.when.start else "", []).append(claim)
    return [_truce(place, group, dossier, names) for place, group in enumerate(groups.values(), 1)]


def _truce(place: int, claims: Sequence[Tally], dossier: Dossier, names: Names) -> Part:
    start = claims[0].when.start
    title = say("reports.part-truce", since=moment(start, names.zone)) if start else say("reports.part-truce-undated")
    columns = ("claimant", "against", "measure", "as-claimed", "as-of", "outlet", "watch-independent")
    heads = tuple(say(f"reports.head-{name}") for name in columns)
    rows = tuple(_row(one, dossier, names) for one in claims)
    table = Table(title=title, heads=heads, rows=rows, wide=True)
    lines = (Line(say("reports.truce-lead", n=len(claims)), tuple(one.id for one in claims)),)
    return Part(anchor=f"truce-{place}", title=title, lines=lines, tables=(table,))


def _row(claim: Tally, dossier: Dossier, names: Names) -> Row:
    """One claim: who printed it and who watched stand beside the number."""
    return Row(
        cells=(
            Line(names.parties([claim.observer]), (claim.id,)),
            Line(names.parties(claim.against) if claim.against else say("reports.against-none")),
            Line(_what(claim, names)),
            Line(number_of(claim), (claim.id,)),
            Line(moment(claim.when.end, names.zone) if claim.when.end else say("reports.as-of-none")),
            Line(_printed(claim, dossier)),
            watch_behind(claim, dossier, names),
        )
    )


def _what(claim: Tally, names: Names) -> Wording:
    """What is claimed, of which whole it is a part, where, and what the claimant remarks."""
    parts = [measure_of(claim.measure)]
    if claim.part_of:
        parts.append(say("reports.part-of", whole=measure_of(claim.part_of)))
    parts += [known for known in (where_of(claim, names), claim.says) if known]
    return joined(parts, "; ")


def _printed(claim: Tally, dossier: Dossier) -> Wording:
    """Who printed it: the publishers of its sources, else what the record gives as its origin."""
    publishers = {source.id: source.publisher for source in dossier.sources if source.publisher}
    printed = [publishers[name] for name in claim.support if name in publishers] or [claim.origin]
    return joined([same(one) for one in dict.fromkeys(printed)], "; ")


def _group(comparison: Comparison) -> str:
    """Which section a comparison stands in: a claim that nobody watched is neither compatible nor contradicted."""
    if comparison.kind == "unwatched":
        return "unwatched"
    return {"agrees": "compatible", "not_comparable": "not-comparable"}.get(comparison.result, comparison.result)


def _compared(group: str, claims: Sequence[Tally], dossier: Dossier, names: Names) -> Part:
    title = say(f"reports.part-{group}")
    found = [one for one in dossier.comparisons if _group(one) == group]
    place = {one.id: at for at, one in enumerate(claims)}
    found.sort(key=lambda one: ([place.get(name, len(place)) for name in one.tallies], one.kind))
    if not found:
        return Part(anchor=group, title=title, lines=(Line(say(f"reports.none-{group}"), ("ledger",)),))
    every = tuple(sorted({name for one in found for name in one.tallies}, key=lambda name: (place.get(name, 0), name)))
    lines = (Line(say(f"reports.lead-{group}", n=number(len(found))), every),)
    known = {one.id: one for one in claims}
    rows = tuple(_comparison(one, known, names) for one in found)
    heads = tuple(say(f"reports.head-{name}") for name in ("compared", "by-whom", "in-words"))
    return Part(anchor=group, title=title, lines=lines, tables=(Table(title=title, heads=heads, rows=rows, wide=True),))


def _comparison(one: Comparison, claims: Mapping[str, Tally], names: Names) -> Row:
    observers = sorted({claims[name].observer for name in one.tallies if name in claims})
    return Row(
        cells=(
            Line(phrase("comparison", one.kind)),
            Line(_claimants(observers, names)),
            Line(full(one.says), tuple(one.tallies)),
        )
    )


def _claimants(observers: Sequence[str], names: Names) -> Wording:
    return joined([names.parties([one]) for one in observers], "; ") if observers else same("—")


def _others(dossier: Dossier, names: Names) -> tuple[Part, ...]:
    """Counts that are no claims: another kind of evidence, shown apart."""
    others = [one for one in dossier.tallies if one.basis != "party_claim"]
    if not others:
        return ()
    title = say("reports.table-counts")
    lines = (Line(say("reports.lead-others"), tuple(sorted(one.id for one in others))),)
    return (Part(anchor="others", title=title, lines=lines, tables=(tallies_table(title, others, names),)),)


def _findings(dossier: Dossier, names: Names) -> tuple[Part, ...]:
    if not dossier.findings:
        return ()
    lines = (Line(say("reports.findings-lead"), ("ledger",)),)
    cards = finding_cards(dossier.findings, dossier, names)
    return (Part(anchor="findings", title=say("reports.part-findings"), lines=lines, cards=cards),)
