"""A mission's reports as its published summaries number them: which tallies, observations, findings belong to each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from servanda.records.finding import Finding
from servanda.records.observation import Observation, Watch
from servanda.records.tally import Tally
from servanda.records.time import Interval
from servanda.reports.dossier import Dossier
from servanda.reports.tallies import overlap, tally_order


@dataclass(frozen=True, kw_only=True)
class Day:
    """What one report of the mission covers: one reporting period, or several where it covers several nights.

    Attributes:
        date: Local date on which it ends.
        period: From the start of its first period to the end of its last.
        origins: Reports of the mission that it is made from.
        counted: Numbers counted over its periods, in order of time.
        restated: What these reports say of earlier periods.
        running: Running totals that these reports give.
        observations: Single observations.
        watches: Who watched during it.
        findings: Terms judged on any of these.
    """

    date: date
    period: Interval
    origins: tuple[str, ...]
    counted: tuple[Tally, ...]
    restated: tuple[Tally, ...]
    running: tuple[Tally, ...]
    observations: tuple[Observation, ...]
    watches: tuple[Watch, ...]
    findings: tuple[Finding, ...]

    @property
    def stem(self) -> str:
        """Name of its page."""
        return f"report-{self.date.isoformat()}"

    @property
    def support(self) -> tuple[str, ...]:
        """What a sentence about the whole report rests on."""
        return tuple(one.id for one in (*self.counted, *self.restated))


@dataclass(frozen=True)
class _Ground:
    """What a report is filled from: observations that no earlier one has taken; incident → its observations."""

    observations: Sequence[Observation]
    watches: Sequence[Watch]
    findings: Sequence[Finding]
    incidents: Mapping[str, Sequence[str]]


def days_of(dossier: Dossier) -> tuple[Day, ...]:
    """The reports of a mission in the window of the case, in order; those that end on one local date are one."""
    totals = sorted((one for one in dossier.tallies if one.basis == "mission_total"), key=tally_order)
    groups: dict[date, list[Tally]] = {}
    ends = _ends([one for one in totals if one.kind == "period"], dossier)
    for tally in totals:
        if tally.kind == "period" and tally.origin in ends:
            groups.setdefault(ends[tally.origin], []).append(tally)
    incidents = {one.id: one.observations for one in dossier.incidents}
    days: list[Day] = []
    for at, counted in sorted(groups.items()):
        taken = {one.id for day in days for one in day.observations}
        left = [one for one in dossier.observations if one.id not in taken]
        days.append(_day(at, counted, _Ground(left, dossier.watches, dossier.findings, incidents), totals))
    return tuple(days)


def observation_order(known: Observation) -> tuple[str, str]:
    """By time, then by identifier."""
    return known.when.start.isoformat() if known.when.start else "", known.id


def _ends(counted: Iterable[Tally], dossier: Dossier) -> dict[str, date]:
    """Report of the mission → the local date on which the last of its periods ends, within the window of the case."""
    zone = ZoneInfo(dossier.case.time_zone)
    last: dict[str, Tally] = {}
    for tally in counted:
        end = tally.when.end
        known = last.get(tally.origin)
        if (
            end is not None
            and _inside(tally, dossier)
            and (known is None or known.when.end is None or end > known.when.end)
        ):
            last[tally.origin] = tally
    return {origin: one.when.end.astimezone(zone).date() for origin, one in last.items() if one.when.end}


def _inside(tally: Tally, dossier: Dossier) -> bool:
    return dossier.window is None or overlap(tally.when, dossier.window)


def _day(at: date, counted: Sequence[Tally], ground: _Ground, totals: Sequence[Tally]) -> Day:
    origins = {one.origin for one in counted}
    starts = [one.when.start for one in counted if one.when.start]
    ends = [one.when.end for one in counted if one.when.end]
    period = Interval(start=min(starts, default=None), end=max(ends))
    observations = [one for one in ground.observations if one.origin in origins or _within(one.when, period)]
    told = {one.id for one in counted} | {one.id for one in observations}
    told |= {name for name, parts in ground.incidents.items() if told & set(parts)}
    return Day(
        date=at,
        period=period,
        origins=tuple(sorted(origins)),
        counted=tuple(counted),
        restated=tuple(one for one in totals if one.kind == "restated" and one.origin in origins),
        running=tuple(one for one in totals if one.kind == "running" and one.origin in origins),
        observations=tuple(sorted(observations, key=observation_order)),
        watches=tuple(sorted((one for one in ground.watches if overlap(one.when, period)), key=lambda one: one.id)),
        findings=tuple(one for one in ground.findings if _concerns(one, told, period)),
    )


def _within(when: Interval, period: Interval) -> bool:
    """Whether something ends within a period: an act is told in the report of the period in which it ends."""
    if when.end is None or period.end is None:
        return False
    return (period.start is None or when.end > period.start) and when.end <= period.end


def _concerns(finding: Finding, told: set[str], period: Interval) -> bool:
    if finding.subject.kind in {"incident", "count"}:
        return finding.subject.id in told
    when = finding.subject.when
    inside = when.start is not None and (period.start is None or when.start >= period.start)
    return inside and _within(when, period)
