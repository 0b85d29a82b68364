"""Rows of the terminal summary about the ground: what was recorded, what it amounts to, who must act."""

from collections import Counter
from collections.abc import Iterator

from servanda.records.finding import Finding
from servanda.records.response import Response, StepState
from servanda.reports.annex_ground import things_of
from servanda.reports.dossier import Dossier
from servanda.reports.formats import hours, inner, joined, moment, number, same
from servanda.reports.names import Names, phrase
from servanda.reports.outcomes import VERDICTS, established, sectors_of, watch_of_sector
from servanda.wording import say


def ground_lines(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    """The count of the day with the watch beside it, flip points, silence that says nothing."""
    if dossier.window is None:
        return
    names = Names(dossier)
    rejected = sum(1 for one in dossier.rejections if one.kind == "observation")
    taken = len(dossier.observations)
    left = say("reports.line-taken", all=taken + rejected, taken=number(taken), rejected=number(rejected))
    counts: Counter[str] = Counter(finding.outcome.verdict for finding in dossier.findings)
    said = joined(
        [say("reports.line-count", what=phrase("verdict", one), n=number(counts[one])) for one in VERDICTS], " · "
    )
    author = established(dossier.findings).says
    right = say("reports.line-incidents", n=len(dossier.incidents), counts=said, established=author)
    yield left[lang], right[lang]
    watch = [
        joined([names.place(one), watch_of_sector(one, dossier, names).says], " – ")
        for one in sectors_of(dossier, names)
    ]
    yield say("reports.head-watch")[lang], joined(watch, "; ")[lang]
    yield from _flips(dossier, lang)
    yield from _silences(dossier, names, lang)


def _flips(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    incidents = {incident.id: incident for incident in dossier.incidents}
    seen: set[str] = set()
    for finding in dossier.findings:
        for flip in finding.flips:
            incident = incidents.get(finding.subject.id)
            about = things_of(incident.things) if incident else same(finding.term)
            right = inner(flip.says)[lang]
            if right not in seen:
                seen.add(right)
                yield f"{about[lang]} ({finding.term})", right


def _silences(dossier: Dossier, names: Names, lang: str) -> Iterator[tuple[str, str]]:
    for finding in dossier.findings:
        gaps = [gap for hinge in finding.hinges if hinge.cause == "unobserved" for gap in hinge.gaps]
        spans = [(gap.start, gap.end) for gap in gaps if gap.start and gap.end]
        if finding.subject.kind != "silence" or not spans:
            continue
        when = same(hours(spans, dossier.case.time_zone))
        right = say("reports.line-unwatched", verdict=phrase("verdict", finding.outcome.verdict), when=when)
        yield _silence(finding, names)[lang], right[lang]


def _silence(finding: Finding, names: Names) -> dict[str, str]:
    term = names.term(finding.agreement, finding.term)
    act = phrase("act", term.must_not.do) if term and term.must_not else same(finding.term)
    return say("reports.line-silence", act=act, place=names.place(finding.subject.place or finding.subject.sector))


def due_lines(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    """Procedures with a step that runs: who must act by when, what falls due, what is missing."""
    names = Names(dossier)
    zone = dossier.case.time_zone
    for response in dossier.responses:
        for place, step in enumerate(response.steps, start=1):
            if step.state == "running":
                left = say("reports.line-step", n=place, step=step.step, who=names.parties(step.who))
                yield left[lang], _due(response, step, zone, names)[lang]


def _due(response: Response, step: StepState, zone: str, names: Names) -> dict[str, str]:
    due = next((one.due for one in step.deadlines if one.due), response.next_deadline)
    states: Counter[str] = Counter(call.state for call in step.calls)
    parts = [say("reports.line-by", at=moment(due, zone)) if due else say("reports.due-none")]
    if step.calls:
        parts.append(say("reports.line-calls", n=len(step.calls) - states["refused"]))
    if states["refused"]:
        parts.append(say("reports.line-refused", n=number(states["refused"])))
    for one in step.missing:
        function, _, sector = one.partition("@")
        where = names.place(sector) if sector else same("—")
        parts.append(say("reports.line-missing", function=names.function(function), place=where))
    return joined(parts, "; ")
