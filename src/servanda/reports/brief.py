"""The brief: one page that a minister reads in ten minutes and a lawyer can check.

What is agreed, what is claimed and by whom, who waits for whom, what is open, what would change it. It describes;
it recommends nothing.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import accumulate

from servanda.records.agreement import Agreement, OpenTerm
from servanda.records.commitment import Commitment
from servanda.reports.account import brief_parts, is_account
from servanda.reports.annex import holders, open_id, term_id
from servanda.reports.brief_change import change
from servanda.reports.brief_claims import claims
from servanda.reports.brief_ground import has_ground, recorded
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner, joined, number
from servanda.reports.names import Names, phrase
from servanda.reports.page import Part, Row, Table
from servanda.wording import say

_STATUSES = ("in_force", "signed", "declared", "draft", "reported", "does_not_exist", "ended")
_AGREED = (32, 18, 50)
_OPEN = (36, 64)
_CONTENT = 150
"""Characters of terms shown of one instrument."""


def brief(dossier: Dossier, names: Names) -> tuple[Part, ...]:
    """The five sections of the brief; without words on record, what was recorded stands in place of two of them."""
    if is_account(dossier):
        return (_agreed(dossier), *brief_parts(dossier, names), _open(dossier, names))
    words = (*dossier.proposals, *dossier.statements, *dossier.commitments, *dossier.events)
    if not words and has_ground(dossier):
        return (_agreed(dossier), recorded(dossier, names), _open(dossier, names), change(dossier, names))
    return (
        _agreed(dossier),
        claims(dossier, names),
        _waiting(dossier, names),
        _open(dossier, names),
        change(dossier, names),
    )


def _agreed(dossier: Dossier) -> Part:
    agreements = sorted(
        dossier.agreements,
        key=lambda known: (_STATUSES.index(known.status), -len(known.terms), known.id, known.version),
    )
    counts: Counter[str] = Counter(agreement.status for agreement in agreements)
    said = [
        say("reports.count-of", what=phrase("status", status), n=number(counts[status]))
        for status in _STATUSES
        if counts[status]
    ]
    rows = [_instrument(agreement) for agreement in agreements]
    support = tuple(_named(agreement) for agreement in agreements)
    lines = [Line(say("reports.agreed-lead", n=len(agreements), list=joined(said, "; ")), support)] if rows else []
    if not any(_was_signed(agreement) for agreement in agreements):
        none = say("reports.agreed-none" if agreements else "reports.agreed-no-text")
        lines.append(Line(none, support or ("ledger",)))
    heads = (say("reports.head-instrument"), say("reports.head-status"), say("reports.head-content"))
    title = say("reports.part-agreed")
    table = Table(title=title, heads=heads, rows=tuple(rows), widths=_AGREED)
    return Part(anchor="agreed", title=title, lines=tuple(lines), tables=(table,) if rows else ())


def _was_signed(agreement: Agreement) -> bool:
    """Whether an instrument is or was signed; what has ended was, unless it never was more than a draft."""
    return agreement.status in ("in_force", "signed") or (agreement.status == "ended" and agreement.kind != "draft")


def _named(agreement: Agreement) -> str:
    return f"{agreement.id}@{agreement.version}"


def _instrument(agreement: Agreement) -> Row:
    named = (_named(agreement),)
    words = [phrase("instrument", agreement.kind), phrase("status", agreement.status)]
    status = words[1] if words[0] == words[1] else joined(words)
    return Row(cells=(Line(full(agreement.title), named), Line(status), _content(agreement)))


def _content(agreement: Agreement) -> Line:
    """As many whole terms as stand in a few lines, at least one; further ones are counted."""
    if not agreement.terms:
        return Line(say("reports.terms-none"))
    said = [inner(full(term.says, term.id)) for term in agreement.terms]
    lengths = accumulate(max(len(text) for text in one.values()) for one in said)
    shown = max(1, sum(1 for length in lengths if length <= _CONTENT))
    left = len(said) - shown
    parts = [*said[:shown], say("reports.terms-more", n=left)] if left else said
    return Line(joined(parts, "; "), tuple(term_id(_named(agreement), term.id) for term in agreement.terms))


def _waiting(dossier: Dossier, names: Names) -> Part:
    lines = [_circle(circle, names) for circle in dossier.circles]
    counts = Counter(dossier.labels.values())
    said = [
        say("reports.count-of", what=phrase("label", label), n=number(counts[label]))
        for label in ("credible", "handshake", "open", "void")
        if counts[label]
    ]
    promises = tuple(sorted(dossier.labels))
    if said:
        lines.append(Line(say("reports.labels-lead", n=len(promises), list=joined(said, "; ")), promises))
    lines += _refusals(dossier, names)
    if not dossier.waits:
        lines.append(Line(say("reports.waits-none"), ("ledger",)))
    return Part(anchor="waits", title=say("reports.part-waits"), lines=tuple(lines), diagram=bool(dossier.waits))


def _refusals(dossier: Dossier, names: Names) -> list[Line]:
    """Who refused what, in the words of the record: a refusal of one thing is no refusal of the rest."""
    by_words: dict[tuple[tuple[str, str], ...], list[Commitment]] = {}
    for one in sorted(dossier.commitments, key=lambda known: known.id):
        if one.kind == "refusal":
            by_words.setdefault(tuple(sorted(one.says.items())), []).append(one)
    lines = []
    for same in by_words.values():
        who = names.parties(dict.fromkeys(one.provider for one in same))
        what = inner(full(same[0].says, same[0].id))
        lines.append(Line(say("reports.refusals-lead", what=what, names=who), tuple(one.id for one in same)))
    return lines


def _circle(circle: Iterable[str], names: Names) -> Line:
    known = names.commitments()
    members = list(circle)
    providers = dict.fromkeys(known[name].provider if name in known else name for name in members)
    arrows = joined([names.party(provider) for provider in providers], " ⇄ ")
    return Line(say("reports.circle", members=arrows), tuple(members))


def _open(dossier: Dossier, names: Names) -> Part:
    listed = [
        (agreement, name, term)
        for agreement in sorted(dossier.agreements, key=_named)
        for name, term in sorted(agreement.open.items())
        if not term.settled
    ]
    listed.sort(key=lambda item: -len(item[2].readings))
    rows = [_open_row(agreement, name, term, names) for agreement, name, term in listed]
    title = say("reports.part-open")
    heads = (say("reports.head-question"), say("reports.head-readings"))
    lines = () if rows else (Line(say("reports.open-none"), ("ledger",)),)
    tables = (Table(title=title, heads=heads, rows=tuple(rows), widths=_OPEN),) if rows else ()
    return Part(anchor="open", title=title, lines=lines, tables=tables)


def _open_row(agreement: Agreement, name: str, term: OpenTerm, names: Names) -> Row:
    readings = [
        say("reports.reading-by", says=inner(reading.says), holders=holders(reading.held_by, names))
        for _, reading in sorted(term.readings.items())
    ]
    said = joined(readings, "; ") if readings else say("reports.readings-none")
    support = (open_id(_named(agreement), name),)
    return Row(cells=(Line(full(term.question), support), Line(said, support)))
