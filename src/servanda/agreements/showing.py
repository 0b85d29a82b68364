"""Instruments in lines a person can read: how far each has come, how they hang together, what is open."""

from collections.abc import Iterator, Mapping, Sequence

from servanda.records.agreement import Agreement, Relation
from servanda.records.open_term import OpenTerm, Reading
from servanda.records.record import Wording
from servanda.wording import say, word


def show(agreements: Sequence[Agreement], lang: str) -> list[str]:
    """Each instrument with status, relations and open terms with their readings and holders.

    Args:
        agreements: Instruments in any order; they are shown by name and version.
        lang: Language of the lines, `en` or `uk`.
    """
    ordered = sorted(agreements, key=lambda agreement: (agreement.id, agreement.version))
    titles = {agreement.id: agreement.title for agreement in ordered}
    lines: list[str] = []
    for agreement in ordered:
        lines += [*_instrument(agreement, titles, lang), ""]
    number = sum(len(agreement.open) for agreement in ordered)
    return [*lines, say("agreements.counted", instruments=len(ordered), open=number)[lang]]


def _instrument(agreement: Agreement, titles: Mapping[str, Wording], lang: str) -> Iterator[str]:
    kind = word(f"agreements.kind-{agreement.kind}", lang)
    status = word(f"agreements.status-{agreement.status}", lang)
    yield _in(agreement.title, lang, agreement.id)
    yield f"  {agreement.id}@{agreement.version} · {kind} · {status}"
    for relation in agreement.relations:
        yield f"  → {_relation(agreement, relation, titles, lang)}"
    for term in agreement.open.values():
        yield f"  ? {_in(term.question, lang, '')}"
        yield from (f"      {line}" for line in _readings(agreement, term, lang))


def _relation(agreement: Agreement, relation: Relation, titles: Mapping[str, Wording], lang: str) -> str:
    party = agreement.parties.get(relation.to)
    name = party.name if party is not None else titles.get(relation.to.partition("@")[0], {})
    says = _in(relation.says, lang, "")
    kind = word(f"agreements.relation-{relation.kind}", lang)
    return f"{kind}: {_in(name, lang, relation.to)}" + (f". {says}" if says else "")


def _readings(agreement: Agreement, term: OpenTerm, lang: str) -> Iterator[str]:
    if term.settled:
        yield say("agreements.settled", name=term.settled)[lang]
    if not term.readings:
        yield f"– {word('agreements.no-readings', lang)}"
    for reading in term.readings.values():
        yield f"– {_in(reading.says, lang, '')} [{_holders(agreement, reading, lang)}]"


def _holders(agreement: Agreement, reading: Reading, lang: str) -> str:
    names = [
        word("agreements.reported", lang)
        if holder == "reported"
        else _in(agreement.parties[holder].name if holder in agreement.parties else {}, lang, holder)
        for holder in reading.held_by
    ]
    return ", ".join(names) or word("agreements.nobody", lang)


def _in(wording: Wording, lang: str, otherwise: str) -> str:
    return wording.get(lang, otherwise)
