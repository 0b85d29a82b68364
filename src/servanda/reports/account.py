"""The account of an event catalogue: what it can show, what the text makes of it, and what would decide the rest.

It is made from columns: no record of an event or a finding is made, and its length does not grow with their number.
Parties are not compared: there is no figure by party anywhere on it.
"""

from dataclasses import dataclass, replace

from servanda.reports.account_events import Events, events_of
from servanda.reports.account_judged import Judged, judged_of
from servanda.reports.account_settles import decides_part, hinge_table
from servanda.reports.account_shows import rejected_part, shows_part, support_of
from servanda.reports.account_tables import (
    established_line,
    lying_bars,
    numbers,
    outcome_rows,
    term_line,
    term_name,
    verdict_heads,
    watch_line,
)
from servanda.reports.account_when import force_part, month_part, place_part
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, number, period
from servanda.reports.names import Names
from servanda.reports.page import Page, Part, Row, Table
from servanda.wording import say

_OUTCOMES = (70, 30)


@dataclass(frozen=True)
class Account:
    """A case of a catalogue, counted."""

    dossier: Dossier
    names: Names
    events: Events
    judged: Judged


def account_of(dossier: Dossier, names: Names) -> Account:
    """Everything the account counts, as columns."""
    return Account(dossier, names, events_of(dossier, names.places()), judged_of(dossier, names))


def account_pages(dossier: Dossier, names: Names) -> tuple[Page, ...]:
    """The account: one page."""
    known = account_of(dossier, names)
    facts = [] if dossier.window is None else [(say("reports.period"), period(dossier.window, names.zone))]
    signed = [(say("reports.issued-by"), full(dossier.case.mission))] if dossier.case.mission else []
    title = full(dossier.case.title, dossier.case.id)
    parts = _parts(known)
    return (Page(stem="report", kind="account", title=title, parts=parts, facts=tuple(facts), signed=tuple(signed)),)


def brief_parts(dossier: Dossier, names: Names) -> tuple[Part, Part]:
    """For the brief: what was recorded and its outcomes, and what would decide the rest."""
    known = account_of(dossier, names)
    shown = shows_part(known.events, known.judged, dossier, names)
    title = say("reports.table-outcomes")
    heads = (say("reports.head-outcome"), say("reports.head-findings"))
    rows = outcome_rows(known.judged.alike, ("ledger",))
    outcomes = Table(title=title, heads=heads, rows=rows, widths=_OUTCOMES, whole=True)
    recorded = replace(shown, anchor="recorded", title=say("reports.part-recorded"), tables=(outcomes,) if rows else ())
    hanging = hinge_table(known.judged, names)
    lines = () if hanging.rows else (Line(say("reports.account-decides-none"), ("ledger",)),)
    change = Part(
        anchor="change", title=say("reports.part-change"), lines=lines, tables=(hanging,) if hanging.rows else ()
    )
    return recorded, change


def without_rows(dossier: Dossier) -> Dossier:
    """The dossier of an account without what it counts: so that nothing walks through every record."""
    return replace(dossier, observations=(), incidents=(), findings=()) if is_account(dossier) else dossier


def is_account(dossier: Dossier) -> bool:
    """Whether the case is told as an account."""
    return dossier.case.report == "account"


def _parts(known: Account) -> tuple[Part, ...]:
    dossier, names, judged = known.dossier, known.names, known.judged
    first = shows_part(known.events, judged, dossier, names)
    if not len(judged):
        says = Line(say("reports.account-findings-none"), support_of(known.events))
        none = Part(anchor="verdicts", title=say("reports.part-verdicts"), lines=(says,))
        return (first, none, rejected_part(dossier))
    return (
        first,
        _verdicts(known),
        force_part(judged, dossier, names),
        place_part(judged, dossier, names),
        month_part(judged, names),
        decides_part(known.events, judged, dossier, names),
        rejected_part(dossier),
    )


def _verdicts(known: Account) -> Part:
    judged, names = known.judged, known.names
    terms = [(one, judged.of_term(*one)) for one in judged.terms()]
    rows = tuple(
        Row(
            cells=(
                term_line(*term, names),
                *numbers(judged.total(alike)),
                established_line(alike),
                watch_line(known.dossier),
            )
        )
        for term, alike in terms
    )
    heads = (
        say("reports.head-term"),
        *verdict_heads(),
        say("reports.head-established"),
        say("reports.head-watch"),
    )
    title = say("reports.part-verdicts")
    lines = (
        Line(say("reports.account-lead", n=number(len(judged))), tuple(sorted({term[0] for term, _ in terms}))),
        Line(say("reports.counts-note"), ("ledger",)),
    )
    drawn = [(term_name(*term, names), judged.total(alike)) for term, alike in terms]
    return Part(
        anchor="verdicts",
        title=title,
        lines=lines,
        tables=(Table(title=title, heads=heads, rows=rows, wide=True),),
        charts=lying_bars("chart-verdicts", title, drawn),
    )
