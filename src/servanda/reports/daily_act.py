"""Who must act by when, what the plan lacks, what was not taken."""

from collections.abc import Sequence

from servanda.records.plan import Cell, Requirement
from servanda.records.record import Amount, Wording
from servanda.records.response import CalledCommitment, Deadline, Response, StepState
from servanda.reports.brief_change import reading_name
from servanda.reports.citations import Line, anchor
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, inner, joined, moment, number, same
from servanda.reports.names import Names, phrase
from servanda.reports.page import Card, Part, Row, Table
from servanda.wording import say


def responses_part(dossier: Dossier, names: Names) -> Part:
    """Procedures under way: steps, clocks, silence, what falls due."""
    title = say("reports.part-responses")
    cards = tuple(_card(one, dossier, names) for one in sorted(dossier.responses, key=_order))
    lines = () if cards else (Line(say("reports.responses-none"), ("ledger",)),)
    return Part(anchor="responses", title=title, lines=lines, cards=cards)


def _card(response: Response, dossier: Dossier, names: Names) -> Card:
    zone = dossier.case.time_zone
    started = say("reports.response-started", at=moment(response.started_at, zone), n=len(response.started_by))
    lines = [Line(started, tuple(response.started_by) or (response.id,))]
    lines.append(Line(say("reports.response-state", state=phrase("response", response.state)), (response.id,)))
    if response.next_deadline is not None:
        lines.append(Line(say("reports.response-next", at=moment(response.next_deadline, zone)), (response.id,)))
    for place, step in enumerate(response.steps, 1):
        lines += _silence(place, step, response)
    tables = [_steps(response, dossier, names)]
    calls = [(place, call) for place, step in enumerate(response.steps, 1) for call in step.calls]
    if calls:
        tables.append(_calls(calls, zone, names))
    return Card(
        anchor=anchor(response.id),
        title=Line(_procedure(response, names), (response.id,)),
        lines=tuple(lines),
        tables=tuple(tables),
    )


def _order(response: Response) -> tuple[bool, str, str]:
    return response.state != "running", response.started_at.isoformat(), response.id


def _procedure(response: Response, names: Names) -> Wording:
    instrument, _, name = response.procedure.rpartition(":")
    agreement = names.agreement(instrument)
    known = next((one for one in agreement.procedures if one.id == name), None) if agreement else None
    return full(known.says, response.procedure) if known else same(response.procedure)


def _silence(place: int, step: StepState, response: Response) -> list[Line]:
    if step.state not in {"running", "waiting", "silent"}:
        return []
    says = inner(step.if_silent_says) if step.if_silent_says else phrase("silence", step.if_silent)
    return [Line(say("reports.if-silent", step=number(place), says=says), (response.id,))]


def _steps(response: Response, dossier: Dossier, names: Names) -> Table:
    rows = []
    for place, step in enumerate(response.steps, 1):
        missing = joined([_missing(one, names) for one in step.missing])
        parts = [phrase("step", step.state)]
        if step.why:
            parts.append(inner(step.why))
        if step.missing:
            parts.append(say("reports.step-missing", what=missing))
        rows.append(
            Row(
                cells=(
                    Line(number(place), (response.id,)),
                    Line(names.parties(step.who)),
                    Line(full(step.do)),
                    Line(joined(parts, "; ")),
                    Line(_deadlines(step.deadlines, dossier)),
                )
            )
        )
    heads = tuple(say(f"reports.head-{name}") for name in ("step", "who", "does", "state", "due"))
    return Table(title=say("reports.table-steps"), heads=heads, rows=tuple(rows), wide=True)


def _missing(one: str, names: Names) -> Wording:
    function, _, sector = one.partition("@")
    return joined([names.function(function), names.place(sector)]) if sector else names.function(function)


def _deadlines(deadlines: list[Deadline], dossier: Dossier) -> Wording:
    zone = dossier.case.time_zone
    said = []
    for one in deadlines:
        due = moment(one.due, zone) if one.due else say("reports.due-none")
        said.append(joined([inner(reading_name(dossier, one.reading)), due], ": ") if one.reading else due)
    return joined(said, "; ") if said else same("—")


def _calls(calls: list[tuple[int, CalledCommitment]], zone: str, names: Names) -> Table:
    rows = [
        Row(
            cells=(
                Line(names.party(call.provider), (call.commitment,)),
                Line(names.function(call.function)),
                Line(
                    joined([phrase("call", call.state), full(call.says)], "; ")
                    if call.says
                    else phrase("call", call.state)
                ),
                Line(moment(call.due, zone) if call.due else say("reports.due-none")),
                Line(number(place)),
            )
        )
        for place, call in calls
    ]
    heads = tuple(say(f"reports.head-{name}") for name in ("who", "function", "state", "due", "step"))
    return Table(title=say("reports.table-calls"), heads=heads, rows=tuple(rows), wide=True)


def coverage_part(dossier: Dossier, names: Names) -> Part | None:
    """The plan against the commitments: what is secured, mutual, possible, missing."""
    if dossier.plan is None or dossier.coverage is None:
        return None
    needs = {need.id: need for need in dossier.plan.requirements}
    order = [[*listed] for listed in (dossier.plan.functions, dossier.plan.sectors, dossier.plan.phases)]
    known = [(cell, needs[cell.requirement]) for cell in dossier.coverage.cells if cell.requirement in needs]
    known.sort(key=lambda pair: [_rank(order, pair[1]), pair[1].id])
    rows = [_cell(cell, need, names) for cell, need in known]
    lines = [Line(say("reports.coverage-lead"), tuple(sorted(needs)))]
    for cut in dossier.coverage.cuts:
        says = say(
            "reports.cut",
            function=names.function(cut.function),
            phase=names.phase(cut.phase),
            sectors=say("reports.names", names=[names.place(sector) for sector in cut.sectors]),
            demand=number(cut.demand),
            supply=number(cut.supply),
        )
        support = tuple(cut.suppliers) or tuple(
            sorted(need.id for need in needs.values() if need.function == cut.function and need.sector in cut.sectors)
        )
        lines.append(Line(says, support))
    columns = ("function", "sector", "phase", "needed", "secured", "mutual", "possible", "missing")
    heads = tuple(say(f"reports.head-{name}") for name in columns)
    title = say("reports.part-coverage")
    table = Table(title=title, heads=heads, rows=tuple(rows), wide=True)
    return Part(anchor="coverage", title=title, lines=tuple(lines), tables=(table,))


def _rank(order: Sequence[list[str]], need: Requirement) -> list[int]:
    """Where the plan itself puts a requirement: its function, sector and phase in the order of the plan."""
    named = (need.function, need.sector, need.phase)
    return [listed.index(one) if one in listed else len(listed) for listed, one in zip(order, named, strict=True)]


def _cell(cell: Cell, need: Requirement, names: Names) -> Row:
    support = (cell.requirement, *cell.commitments)
    amounts = (cell.needed, cell.secured, cell.mutual, cell.possible, cell.missing)
    where = (names.function(need.function), names.place(need.sector), names.phase(need.phase))
    return Row(cells=(*(Line(one) for one in where), *(Line(_amount(one), support) for one in amounts)))


def _amount(amount: Amount) -> Wording:
    return say("reports.unquantified") if amount == "unquantified" else number(amount)


def rejections_part(dossier: Dossier) -> Part:
    """Inputs that were not taken, each with its reason."""
    title = say("reports.part-rejections")
    if not dossier.rejections:
        return Part(anchor="rejections", title=title, lines=(Line(say("reports.rejections-none"), ("ledger",)),))
    rows = [
        Row(
            cells=(
                Line(phrase("noun", one.kind)),
                Line(same(one.place), ("ledger",)),
                Line(same(one.says)),
                Line(same(one.hint or "—")),
            )
        )
        for one in sorted(dossier.rejections, key=lambda one: (one.kind, one.place, one.code))
    ]
    heads = tuple(say(f"reports.head-{name}") for name in ("kind", "place-in-file", "wrong", "mend"))
    return Part(
        anchor="rejections", title=title, tables=(Table(title=title, heads=heads, rows=tuple(rows), wide=True),)
    )
