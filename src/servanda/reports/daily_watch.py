"""What could not be seen, and what kept people from seeing it."""

from servanda.records.finding import Finding
from servanda.records.incident import Incident
from servanda.records.observation import Watch
from servanda.reports.annex_ground import incident_line
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import full, joined, period, same
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import outcome_of
from servanda.reports.page import Part, Row, Table
from servanda.wording import say


def unseen_part(dossier: Dossier, names: Names) -> Part:
    """Interrupted watches, and the findings that stay undetermined because nobody watched."""
    title = say("reports.part-unseen")
    interrupted = [_interrupted(watch, dossier, names) for watch in _by_id(dossier) if watch.interrupted]
    unobserved = [
        _unobserved(finding, dossier, names)
        for finding in sorted(dossier.findings, key=lambda known: known.id)
        if any(hinge.cause == "unobserved" for hinge in finding.hinges)
    ]
    lines = [Line(say("reports.unseen-lead"), tuple(watch.id for watch in _by_id(dossier)) or ("ledger",))]
    if not interrupted:
        lines.append(Line(say("reports.unseen-none"), ("ledger",)))
    heads = tuple(say(f"reports.head-{name}") for name in ("observer", "method", "interrupted", "reason"))
    tables = (
        [Table(title=say("reports.table-interrupted"), heads=heads, rows=tuple(interrupted))] if interrupted else []
    )
    if unobserved:
        heads = tuple(say(f"reports.head-{name}") for name in ("outcome", "term", "place", "unwatched"))
        tables.append(Table(title=say("reports.table-unobserved"), heads=heads, rows=tuple(unobserved)))
    return Part(anchor="unseen", title=title, lines=tuple(lines), tables=tuple(tables))


def _by_id(dossier: Dossier) -> list[Watch]:
    return sorted(dossier.watches, key=lambda watch: watch.id)


def _interrupted(watch: Watch, dossier: Dossier, names: Names) -> Row:
    zone = dossier.case.time_zone
    when = joined([period(gap, zone) for gap in watch.interrupted], "; ")
    reason = full(watch.says) if watch.says else say("reports.reason-none")
    who = Line(names.party(watch.observer), (watch.id,))
    return Row(cells=(who, Line(phrase("method", watch.method)), Line(when, (watch.id,)), Line(reason)))


def _unobserved(finding: Finding, dossier: Dossier, names: Names) -> Row:
    zone = dossier.case.time_zone
    gaps = [gap for hinge in finding.hinges for gap in hinge.gaps]
    when = joined([period(gap, zone) for gap in gaps], "; ") if gaps else say("reports.watch-unknown")
    term = names.term(finding.agreement, finding.term)
    place = names.place(finding.subject.place or finding.subject.sector) if finding.subject.place else same("—")
    said = Line(full(term.says, finding.term) if term else same(finding.term), (finding.id,))
    return Row(cells=(Line({}), said, Line(place), Line(when, (finding.id,))), outcome=outcome_of(finding, names))


def access_part(dossier: Dossier, names: Names) -> Part:
    """Restrictions of movement: denied access as observed, whoever denied it."""
    title = say("reports.part-access")
    denied = [known for known in dossier.incidents if known.act == "deny_access"]
    if not denied:
        return Part(anchor="access", title=title, lines=(Line(say("reports.access-none"), ("ledger",)),))
    lines = [line for known in sorted(denied, key=lambda known: known.id) for line in _denied(known, dossier, names)]
    return Part(anchor="access", title=title, lines=tuple(lines))


def _denied(incident: Incident, dossier: Dossier, names: Names) -> list[Line]:
    """When, where and by what means, then what each observer noted, in its own words."""
    sectors = {known.subject.sector for known in dossier.findings if known.subject.id == incident.id} - {""}
    says = joined([incident_line(incident, dossier.case.time_zone), *map(names.place, sorted(sectors))], "; ")
    noted = [known for known in dossier.observations if known.id in incident.observations and known.says]
    return [
        Line(says, (incident.id, *incident.observations)),
        *(
            Line(say("reports.access-said", verb=phrase("verb", known.verb), says=full(known.says)), (known.id,))
            for known in sorted(noted, key=lambda known: known.id)
        ),
    ]
