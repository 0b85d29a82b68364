"""What would change the picture: the awaited signal in each reading, and the unknowns that verdicts hinge on."""

from collections.abc import Sequence

from servanda.records.record import Wording
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier, Release
from servanda.reports.formats import full, inner, joined, same
from servanda.reports.names import Names, phrase
from servanda.reports.page import Part, Row, Table
from servanda.wording import say

_STANDING = ("credible", "handshake")
_SIGNAL = (30, 32, 38)
_HINGES = (22, 64, 14)


def change(dossier: Dossier, names: Names) -> Part:
    """The last section of the brief."""
    title = say("reports.part-change")
    tables = [table for table in (_signal(dossier, names), _hinges(dossier, names)) if table is not None]
    signals = [event for event in dossier.events if event.is_signal]
    lines = [
        Line(
            say("reports.signal-awaited", says=inner(full(event.says, event.id)), who=names.parties(event.decided_by)),
            (event.id,),
        )
        for event in signals
    ]
    if not tables and not lines:
        lines.append(Line(say("reports.change-none"), ("ledger",)))
    return Part(anchor="change", title=title, lines=tuple(lines), tables=tuple(tables))


def reading_name(dossier: Dossier, reading: str) -> Wording:
    """A reading in words: as a commitment or an open term states it, else by its name."""
    for commitment in dossier.commitments:
        for known in commitment.readings:
            if known.id == reading:
                return full(known.says, reading)
    for agreement in dossier.agreements:
        for term in agreement.open.values():
            if reading in term.readings:
                return full(term.readings[reading].says, reading)
    return phrase("reading", reading)


def _signal(dossier: Dossier, names: Names) -> Table | None:
    if not dossier.released:
        return None
    rows = [_release_row(dossier, reading, dossier.released[reading], names) for reading in sorted(dossier.released)]
    heads = (say("reports.head-reading"), say("reports.head-released"), say("reports.head-blocked"))
    return Table(title=say("reports.table-signal"), heads=heads, rows=tuple(rows), widths=_SIGNAL, whole=True)


def _release_row(dossier: Dossier, reading: str, releases: Sequence[Release], names: Names) -> Row:
    freed = [one for one in releases if one.before != one.after and one.after in _STANDING]
    blocked = [one for one in releases if one.blocked_by]
    events = sorted({event for one in blocked for event in one.blocked_by})
    support = tuple(one.commitment for one in releases) or ("ledger",)
    stands = [
        say("reports.released-one", commitment=names.commitment(one.commitment), label=phrase("label", one.after))
        for one in freed
    ]
    freed_line = Line(joined(stands, "; ") if stands else say("reports.released-none"), support)
    waits = joined([names.event(event) for event in events], "; ") if events else same("—")
    return Row(cells=(Line(reading_name(dossier, reading), support), freed_line, Line(waits, tuple(events))))


def _hinges(dossier: Dossier, names: Names) -> Table | None:
    if not dossier.findings:
        return None
    found: dict[tuple[str, str], list[str]] = {}
    said: dict[tuple[str, str], list[Wording]] = {}
    for finding in sorted(dossier.findings, key=lambda known: known.id):
        for hinge in (*finding.hinges, *finding.attribution_hinges):
            found.setdefault((hinge.cause, hinge.on), []).append(finding.id)
            said.setdefault((hinge.cause, hinge.on), []).append(full(hinge.says))
    found = {key: sorted(set(each)) for key, each in found.items()}  # one finding may hang on a thing in several ways
    says = {key: _shared(key, each, names) for key, each in said.items()}
    ordered = sorted(found, key=lambda key: (-len(found[key]), key))
    rows = [
        Row(cells=(Line(phrase("cause", key[0])), Line(says[key], tuple(found[key])), Line(_findings(found[key]))))
        for key in ordered
    ]
    heads = (say("reports.head-cause"), say("reports.head-hinge"), say("reports.head-findings"))
    return Table(title=say("reports.table-hinges"), heads=heads, rows=tuple(rows), widths=_HINGES)


def _shared(key: tuple[str, str], said: Sequence[Wording], names: Names) -> Wording:
    """What several hinges on one thing say alike; where their probabilities differ, only what it is about."""
    return said[0] if all(one == said[0] for one in said) else names.place(key[1])


def _findings(found: Sequence[str]) -> Wording:
    return say("reports.findings-count", n=len(found))
