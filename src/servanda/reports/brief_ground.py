"""What was recorded, for the brief of a case without words: how much of which kind of evidence, and its outcomes."""

from collections import Counter

from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import joined, number, period
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import count_rows
from servanda.reports.page import Part, Table
from servanda.reports.tallies import tallies_table
from servanda.wording import say

_OUTCOMES = (70, 30)


def has_ground(dossier: Dossier) -> bool:
    """Whether anything was recorded on the ground."""
    return any((dossier.observations, dossier.tallies, dossier.incidents, dossier.findings))


def recorded(dossier: Dossier, names: Names) -> Part:
    """Kinds of evidence side by side, findings by outcome, then the counts themselves."""
    support = tuple(sorted(one.id for one in dossier.tallies)) or ("ledger",)
    lines = [
        Line(
            say(
                "reports.recorded-lead",
                observations=len(dossier.observations),
                tallies=len(dossier.tallies),
                incidents=len(dossier.incidents),
            ),
            support,
        )
    ]
    if dossier.window is not None:
        lines.insert(0, Line(say("reports.summary-period", when=period(dossier.window, names.zone)), ("ledger",)))
    counts = Counter(one.result for one in dossier.comparisons)
    if counts:
        listed = [say("reports.count-of", what=phrase("result", one), n=number(counts[one])) for one in sorted(counts)]
        held = tuple(sorted({name for one in dossier.comparisons for name in one.tallies}))
        says = say("reports.checks-lead", all=number(len(dossier.comparisons)), list=joined(listed, "; "))
        lines.append(Line(says, held))
    tables = []
    if dossier.findings:
        heads = (say("reports.head-outcome"), say("reports.head-findings"))
        rows = tuple(count_rows(dossier.findings))
        title = say("reports.table-outcomes")
        tables.append(Table(title=title, heads=heads, rows=rows, widths=_OUTCOMES, whole=True))
    if dossier.tallies:
        counted = [one for one in dossier.tallies if one.kind != "restated"]
        tables.append(tallies_table(say("reports.table-counts"), counted, names))
    return Part(anchor="recorded", title=say("reports.part-recorded"), lines=tuple(lines), tables=tuple(tables))
