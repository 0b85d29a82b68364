"""Verdict and attribution in one phrase, and counts of them with the watch beside."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from servanda.geo import has_shape, share_covered
from servanda.records.agreement import Place
from servanda.records.finding import Finding
from servanda.records.observation import Watch
from servanda.records.place import InPlace
from servanda.records.record import Wording
from servanda.records.time import Interval
from servanda.reports.citations import Line
from servanda.reports.dossier import Dossier
from servanda.reports.formats import joined, number, percent
from servanda.reports.names import Names, phrase
from servanda.reports.page import Outcome, Row
from servanda.wording import say

VERDICTS = ("breached", "undetermined", "kept", "not_in_force")


def outcome_of(finding: Finding, names: Names) -> Outcome:
    """Verdict and attribution of a finding as one phrase."""
    outcome = finding.outcome
    kind = "named" if outcome.verdict == "breached" else "concerned"
    if outcome.attribution in {"established", "undetermined"} and outcome.by:
        by = say(f"reports.{kind}-{outcome.attribution}", names=names.parties(outcome.by))
    else:
        by = attribution(outcome.verdict, outcome.attribution)
    return Outcome(
        verdict=outcome.verdict, attribution=outcome.attribution, says=phrase("verdict", outcome.verdict), by=by
    )


def attribution(verdict: str, settled: str) -> Wording:
    """Whether the party is established: answerable for a breach, or only in question where there is none."""
    return phrase("by" if verdict == "breached" else "concerned", settled)


def count_rows(findings: Sequence[Finding]) -> list[Row]:
    """How many findings have each outcome; one row for each verdict with each attribution."""
    groups: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        groups.setdefault((finding.outcome.verdict, finding.outcome.attribution), []).append(finding.id)
    ordered = sorted(groups, key=lambda pair: (VERDICTS.index(pair[0]), pair[1]))
    return [
        Row(
            cells=(Line({}), Line(number(len(groups[pair])), tuple(sorted(groups[pair])))),
            outcome=Outcome(
                verdict=pair[0], attribution=pair[1], says=phrase("verdict", pair[0]), by=attribution(*pair)
            ),
        )
        for pair in ordered
    ]


def verdict_counts(findings: Sequence[Finding]) -> list[Line]:
    """One number for each verdict, in fixed order, each with the findings it counts."""
    counts: Counter[str] = Counter(finding.outcome.verdict for finding in findings)
    return [
        Line(
            number(counts[verdict]),
            tuple(sorted(finding.id for finding in findings if finding.outcome.verdict == verdict)),
        )
        for verdict in VERDICTS
    ]


def established(findings: Sequence[Finding]) -> Line:
    """In how many of the breaches the answerable party is established."""
    breaches = [finding for finding in findings if finding.outcome.verdict == "breached"]
    settled = [finding for finding in breaches if finding.outcome.attribution == "established"]
    says = say("reports.established-of", n=number(len(settled)), all=number(len(breaches)))
    return Line(says, tuple(sorted(finding.id for finding in breaches)))


def sectors_of(dossier: Dossier, names: Names) -> list[str]:
    """Sectors of the case: those of the instruments and those that findings name."""
    known = {name for name, place in names.places().items() if place.is_ == "sector"}
    return sorted(known | {finding.subject.sector for finding in dossier.findings if finding.subject.sector})


def watch_of_sector(sector: str, dossier: Dossier, names: Names) -> Line:
    """Which part of the period somebody watched a sector, or that this is not recorded."""
    silent = [
        finding
        for finding in dossier.findings
        if finding.watched is not None and sector in {finding.subject.place, finding.subject.sector}
    ]
    if silent:
        return watch_of(silent)
    place = names.places().get(sector)
    window = dossier.window
    if place is None or not has_shape(place) or window is None or window.start is None or window.end is None:
        return Line(say("reports.watch-unknown"), ("ledger",))
    watching = [one for one in dossier.watches if covers(one, place, names.places())]
    if not watching:
        return Line(say("reports.watch-none"), ("ledger",))
    length = int((window.end - window.start).total_seconds())
    seconds = length - sum(int((end - start).total_seconds()) for start, end in gaps_in(watching, window))
    share = seconds * 1_000_000 // length if length else 0
    return Line(say("reports.watch-part", share=percent(share)), tuple(sorted(one.id for one in watching)))


def watch_of(silent: Sequence[Finding]) -> Line:
    """The watched share of some silence findings: one figure or from–to."""
    shares = sorted(finding.watched for finding in silent if finding.watched is not None)
    if not shares:
        return Line(say("reports.watch-unknown"), ("ledger",))
    ends = [percent(share) for share in dict.fromkeys((shares[0], shares[-1]))]
    says = say("reports.watch-share", share=joined(ends, "–"))
    return Line(says, tuple(sorted({name for finding in silent for name in (finding.id, *finding.evidence)})))


def gaps_in(watches: Sequence[Watch], window: Interval) -> list[tuple[datetime, datetime]]:
    """The parts of a closed window in which none of the watches was watching."""
    if window.start is None or window.end is None:
        return []
    spans: list[tuple[datetime, datetime]] = []
    for watch in watches:
        spans += _uninterrupted(watch, window.start, window.end)
    gaps: list[tuple[datetime, datetime]] = []
    reached = window.start
    for start, end in sorted(spans):
        if start > reached:
            gaps.append((reached, start))
        reached = max(reached, end)
    return [*gaps, (reached, window.end)] if reached < window.end else gaps


def _uninterrupted(watch: Watch, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    begin, stop = max(watch.when.start or start, start), min(watch.when.end or end, end)
    spans: list[tuple[datetime, datetime]] = []
    breaks = sorted((gap.start or begin, gap.end or stop) for gap in watch.interrupted)
    for pause, resume in breaks:
        if begin < min(pause, stop):
            spans.append((begin, min(pause, stop)))
        begin = max(begin, resume)
    return [*spans, (begin, stop)] if begin < stop else spans


def covers(watch: Watch, place: Place, places: Mapping[str, Place]) -> bool:
    """Whether a watch could cover any part of a drawn place; a place that nobody has drawn covers nothing."""
    if isinstance(watch.where, InPlace):
        named = places.get(watch.where.place)
        if named is None or not has_shape(named):
            return False
    return share_covered(watch.where, place, places) > 0
