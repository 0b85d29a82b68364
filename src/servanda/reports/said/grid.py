"""The position grid: parties × matters, and below it each position with its certainty, chain and newest date."""

import csv
import io
from collections.abc import Iterable, Sequence

from servanda.records.record import Wording
from servanda.reports.citations import Line
from servanda.reports.formats import joined, number, same
from servanda.reports.page import Part, Row, Table
from servanda.reports.said.told import Told
from servanda.statements import certainty_word, issue_name
from servanda.statements.derived import Grid, Held, grid
from servanda.statements.exports.cells import safe_cells
from servanda.wording import say

_WIDTHS = (14, 20, 22, 12, 24, 8)
_HEADS = ("party", "issue", "taken", "certainty", "inside", "newest", "channels", "statements", "chain")


def grid_of(told: Told, *, crossed: bool = True) -> tuple[Part, ...]:
    """The grid as a table of parties by matter, and as a list of positions with what they rest on.

    Args:
        told: The case.
        crossed: Whether the wide table stands in it; lines of text have no room for it.
    """
    found = grid(told.dossier.statements, told.dates)
    if not found.held:
        line = Line(say("said.none-accepted"), ("ledger",))
        return (Part(anchor="grid", title=say("said.part-grid"), lines=(line,)),)
    rests = tuple(dict.fromkeys(name for one in found.held for name in one.statements))
    lines = [Line(say("said.grid-lead", parties=len(found.parties), issues=len(found.issues)), rests)]
    if found.left_out:
        lines.append(Line(say("said.grid-left", n=found.left_out), ("ledger",)))
    listed = _listed(told, found.held)
    tables = (_crossed(told, found), listed) if crossed else (listed,)
    return (Part(anchor="grid", title=say("said.part-grid"), lines=tuple(lines), tables=tables),)


def grid_csv(told: Told, lang: str) -> str:
    """One row a position; words in one language, no cell that a spreadsheet would run."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_HEADS)
    for one in grid(told.dossier.statements, told.dates).held:
        cells = [one.actor, one.issue, one.taken, one.certainty, one.inside, one.newest, str(one.channels)]
        writer.writerow(safe_cells([*cells, " ".join(one.statements), told.chain(one.statements[0])[lang]]))
    return out.getvalue()


def _crossed(told: Told, found: Grid) -> Table:
    rows = tuple(
        Row(
            cells=(
                Line(told.names.party(party)),
                *(_cell(found.at(party, issue)) for issue in found.issues),
            )
        )
        for party in found.parties
    )
    heads = (say("said.head-party"), *(issue_name(issue) for issue in found.issues))
    return Table(title=say("said.part-grid"), heads=heads, rows=rows, wide=True)


def _cell(held: Sequence[Held]) -> Line:
    rests = tuple(dict.fromkeys(name for one in held for name in one.statements))
    words = [
        joined([say(f"said.taken-{one.taken}"), same(f"({_unbroken(one.newest)})" if one.newest else "")], " ")
        for one in held
    ]
    return Line(joined(words, "; ") if words else same("—"), rests)


def _unbroken(date: str) -> str:
    """A date that no narrow cell breaks at its hyphens."""
    return date.replace("-", "\u2011")


def _listed(told: Told, held: Iterable[Held]) -> Table:
    heads = tuple(say(f"said.head-{name}") for name in ("party", "matter", "position", "newest", "chain", "channels"))
    rows = tuple(_position(told, one) for one in held)
    return Table(title=say("said.table-positions"), heads=heads, rows=rows, widths=_WIDTHS)


def _position(told: Told, one: Held) -> Row:
    rests = tuple(one.statements)
    return Row(
        cells=(
            Line(told.names.party(one.actor)),
            Line(issue_name(one.issue)),
            Line(joined([say(f"said.taken-{one.taken}"), _sure(one)]), rests),
            Line(same(one.newest or "—")),
            Line(told.chain(one.statements[0]), rests[:1]),
            Line(number(one.channels)),
        )
    )


def _sure(one: Held) -> Wording:
    act = certainty_word(one.certainty)
    return say("said.sure-inside", act=act, inside=certainty_word(one.inside)) if one.inside else act
