"""The annex: what each identifier stands for, so that every reference of a page leads somewhere.

Harm rule: no coordinates, no post of a monitor, no words of a text that is not ours.
"""

from collections.abc import Iterator, Mapping

from servanda.records.agreement import Agreement
from servanda.records.commitment import Commitment, Event
from servanda.records.record import Wording
from servanda.records.source import Source
from servanda.records.statement import Statement
from servanda.reports.annex_ground import ground_entries
from servanda.reports.citations import Entry
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner, joined, moment, number, same
from servanda.reports.names import Names, phrase
from servanda.reports.tallies import tally_entry
from servanda.statements import issue_name, link_name
from servanda.wording import say

_LONGEST_QUOTE = 220


def annex_of(dossier: Dossier, names: Names) -> Mapping[str, Entry]:
    """Identifier → entry, for everything that a sentence of a report may rest on."""
    known: dict[str, Entry] = {}
    for entry in _entries(dossier, names):
        known.setdefault(entry.id, entry)
    return known


def term_id(agreement: str, term: str) -> str:
    """How a term is cited: `ID@VERSION#TERM`."""
    return f"{agreement}#{term}"


def open_id(agreement: str, name: str) -> str:
    """How an open term is cited: `ID@VERSION?NAME`."""
    return f"{agreement}?{name}"


def _entries(dossier: Dossier, names: Names) -> Iterator[Entry]:
    for source in dossier.sources:
        yield _source(source, at_hand=source.id in dossier.texts)
    sources = {source.id: source for source in dossier.sources}
    for statement in dossier.statements:
        yield _statement(statement, sources.get(statement.source), dossier.texts.get(statement.source, ""), names)
    for agreement in (*dossier.agreements, *dossier.earlier):
        yield from _agreement(agreement, names)
    for commitment in dossier.commitments:
        yield _commitment(commitment, dossier, names)
    for event in dossier.events:
        yield _event(event, names)
    yield from _plan(dossier, names)
    for tally in dossier.tallies:
        yield tally_entry(tally, names)
    yield from ground_entries(dossier, names)


def _source(source: Source, *, at_hand: bool) -> Entry:
    seen = phrase("seen", source.seen)
    facts = [joined([phrase("source", source.kind), same(source.publisher), same(source.published)]), seen]
    if not at_hand and source.kind != "page":
        facts.append(say("reports.text-absent"))
    if source.note:
        facts.append(full(source.note))
    title = same(source.title) if source.title else joined([same(source.publisher), same(source.id)])
    url = source.url if source.url.startswith(("https://", "http://")) else ""
    return Entry(source.id, say("reports.kind-source"), title, tuple(facts), url=url)


def chain_of(statement: Statement, names: Names) -> Wording:
    """Who vouches, from the publisher inwards; anonymous sources by the label of the text."""
    known = {name: names.party(name) for name in names.known()}
    return joined([known.get(link.source) or link_name(link) for link in statement.chain], " ← ")


def claim_of(statement: Statement, names: Names) -> Wording:
    """The claim in our words; where nobody has written any, its parts by name."""
    if statement.says:
        return full(statement.says)
    parts = [phrase("frame", statement.frame)]
    if statement.actors:
        parts.append(say("reports.claim-whose", names=names.parties(statement.actors)))
    if statement.counterparts:
        parts.append(say("reports.claim-towards", names=names.parties(statement.counterparts)))
    if statement.stance:
        parts.append(phrase("stance", statement.stance))
    if statement.issue:
        parts.append(say("reports.claim-about", issue=issue_name(statement.issue)))
    return joined(parts, "; ")


def _statement(statement: Statement, source: Source | None, text: str, names: Names) -> Entry:
    spans = ", ".join(f"{span.start}–{span.end}" for span in statement.spans)
    facts = [
        say("reports.fact-chain", chain=chain_of(statement, names)),
        say("reports.fact-certainty", certainty=phrase("certainty", _key(statement.certainty))),
    ]
    facts += [
        say("reports.fact-embedded", event=inner.event, certainty=phrase("certainty", _key(inner.certainty)))
        for inner in statement.embedded
    ]
    if source is not None and source.licence == "ours" and text:
        words = " … ".join(text[span.start : span.end] for span in statement.spans)
        facts.append(say("reports.fact-words", words=_short(words)))
    else:
        facts.append(say("reports.fact-not-copied"))
    facts.append(say("reports.fact-span", spans=spans, sha=statement.spans[0].sha256[:12]))
    kind = say("reports.kind-statement")
    return Entry(statement.id, kind, claim_of(statement, names), tuple(facts), (statement.source,))


def _key(certainty: str) -> str:
    return certainty.replace("+", "-yes") if certainty.endswith("+") else certainty.replace("-", "-no")


def certainty_of(statement: Statement) -> Wording:
    """How certain the last source is, in words."""
    return phrase("certainty", _key(statement.certainty))


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"


def _agreement(agreement: Agreement, names: Names) -> Iterator[Entry]:
    named = f"{agreement.id}@{agreement.version}"
    status = joined([phrase("instrument", agreement.kind), phrase("status", agreement.status), same(agreement.version)])
    differences = tuple(
        say(
            "reports.fact-difference",
            both=joined([same(f"{lang}: {text}") for lang, text in sorted(pair.items())], " | "),
        )
        for pair in agreement.language_differences
    )
    yield Entry(
        named, say("reports.kind-agreement"), full(agreement.title), (status, *differences), tuple(agreement.support)
    )
    for term in agreement.terms:
        facts = (say("reports.fact-cite", cite=term.cite), say("reports.fact-binds", names=names.parties(term.binds)))
        rests = (named, *term.support)
        yield Entry(term_id(named, term.id), say("reports.kind-term"), full(term.says), facts, rests)
    for name, question in sorted(agreement.open.items()):
        readings = tuple(
            say("reports.fact-reading", says=inner(reading.says), holders=holders(reading.held_by, names))
            for _, reading in sorted(question.readings.items())
        )
        support = tuple(dict.fromkeys([*question.support, *(s for r in question.readings.values() for s in r.support)]))
        yield Entry(
            open_id(named, name), say("reports.kind-open"), full(question.question), readings, (named, *support)
        )


def holders(held_by: list[str], names: Names) -> Wording:
    """Who holds a reading: parties by name, *reported* in words, nobody as such."""
    if not held_by:
        return say("reports.held-by-nobody")
    return joined([phrase("holder", holder) if holder == "reported" else names.party(holder) for holder in held_by])


def amount_of(commitment: Commitment) -> Wording:
    """The amount with its unit, or the word *unquantified*."""
    if commitment.quantity == "unquantified":
        return say("reports.unquantified")
    return joined([number(commitment.quantity), phrase("unit", commitment.unit)], " ")


def _commitment(commitment: Commitment, dossier: Dossier, names: Names) -> Entry:
    facts = [joined([names.commitment(commitment.id), amount_of(commitment)], "; ")]
    if commitment.kind == "refusal":
        facts.append(say("reports.fact-refusal"))
    elif commitment.id in dossier.labels:
        facts.append(say("reports.fact-label", label=phrase("label", dossier.labels[commitment.id])))
    latest = commitment.status[-1]
    facts.append(say("reports.fact-status", value=phrase("axis", latest.value), on=latest.occurred_on))
    facts += [
        say("reports.fact-reading", says=inner(reading.says), holders=holders(reading.held_by, names))
        for reading in commitment.readings
    ]
    support = tuple(
        dict.fromkeys([*commitment.support, *(name for step in commitment.status for name in step.support)])
    )
    return Entry(commitment.id, say("reports.kind-commitment"), full(commitment.says), tuple(facts), support)


def _event(event: Event, names: Names) -> Entry:
    facts = [say("reports.fact-decides", names=names.parties(event.decided_by))] if event.decided_by else []
    state = event.states[-1].value if event.states else "unknown"
    facts.append(say("reports.fact-event", state=phrase("event", state)))
    support = tuple(dict.fromkeys(name for state in event.states for name in state.support))
    return Entry(event.id, say("reports.kind-event"), full(event.says, event.id), tuple(facts), support)


def _plan(dossier: Dossier, names: Names) -> Iterator[Entry]:
    if dossier.plan is None:
        return
    for need in dossier.plan.requirements:
        where = [names.function(need.function), names.place(need.sector), names.phase(need.phase)]
        amount = (
            say("reports.unquantified")
            if need.quantity == "unquantified"
            else joined([number(need.quantity), phrase("unit", need.unit)], " ")
        )
        yield Entry(need.id, say("reports.kind-requirement"), joined(where), (amount,), tuple(need.support))


def ledger_entry(dossier: Dossier) -> Entry:
    """The ledger itself as support: what the counts of the header rest on."""
    root = say("reports.ledger", n=number(dossier.ledger_size), root=dossier.ledger_root)
    at = moment(dossier.as_of, dossier.case.time_zone)
    return Entry("ledger", say("reports.kind-ledger"), root, (at,))
