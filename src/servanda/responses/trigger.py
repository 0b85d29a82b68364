"""What starts a procedure: one event, or so many in a span, counted once each however many findings speak of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from servanda.findings import as_findings
from servanda.logic import Truth, all_of
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.observation import RecordedAct
from servanda.records.open_term import OpenRef
from servanda.records.procedure import Trigger
from servanda.responses.ground import SECTOR, Breach, Doubt, distinct
from servanda.responses.passing import later
from servanda.responses.worlds import question_of, reading_of
from servanda.wording import say


@dataclass(frozen=True, slots=True)
class Need:
    """How many breaches in what span, in one world."""

    count: int
    """How many; 1, the least that any reading can mean, where no reading says."""
    within: str | None = None
    """In what span; none for any."""
    doubts: tuple[Doubt, ...] = ()
    """Open terms that keep it from being known."""


def breaches(agreement: Agreement, trigger: Trigger, findings: Sequence[Finding], as_of: datetime) -> list[Breach]:
    """The breaches, certain and possible, that count for a trigger, or for the guard of a step, in order of time.

    One physical event is one breach, whichever and however many terms it breaks; a duty or cap is one for each party
    it binds. A silence is none: it names no event that could be found to be a breach. Later ones than `as_of` do not
    exist.
    """
    wanted = {_qualified(agreement, term) for term in trigger.terms}
    by_subject: dict[str, list[tuple[Finding, Truth]]] = {}
    for finding in sorted(as_findings(findings).possible_breaches(wanted), key=lambda found: found.id):
        counts = _counts(trigger, finding)
        if counts is not Truth.FALSE:
            by_subject.setdefault(_subject(finding), []).append((finding, counts))
    found = [_breach(subject, group, as_of) for subject, group in by_subject.items()]
    return sorted((one for one in found if one.at <= as_of), key=lambda one: (one.at, one.subject))


def announced(trigger: Trigger, acts: Sequence[RecordedAct], as_of: datetime) -> list[Breach]:
    """Recorded acts that count for a trigger by themselves, in order of time: a complaint, a notification.

    Such a text asks for no breach: that somebody turned to somebody is enough.
    """
    found = [
        Breach(
            f"act:{act.id}",
            act.when.start or act.when.end or act.at,
            sector="",
            findings=(act.id,),
            terms=(),
            certain=True,
        )
        for act in acts
        if trigger.event and act.event == trigger.event and (not trigger.by or act.by in trigger.by)
    ]
    return sorted((one for one in found if one.at <= as_of), key=lambda one: (one.at, one.subject))


def need_of(agreement: Agreement, trigger: Trigger, world: Mapping[str, str]) -> Need:
    """How many breaches the trigger asks for when its open terms are read as in this world."""
    doubts: list[Doubt] = []
    count: int | str | None = trigger.count if isinstance(trigger.count, int) else None
    if isinstance(trigger.count, OpenRef):
        count = _value(agreement, trigger.count.open, world, doubts)
    within: int | str | None = trigger.within if isinstance(trigger.within, str) else None
    if isinstance(trigger.within, OpenRef):
        within = _value(agreement, trigger.within.open, world, doubts)
    return Need(
        max(1, count) if isinstance(count, int) else 1, within if isinstance(within, str) else None, tuple(doubts)
    )


def completions(found: Sequence[Breach], need: Need, agreement: Agreement) -> list[tuple[Breach, ...]]:
    """Every run of breaches that meets the trigger, each ending with the one that completes it.

    The span is half-open: the last must come before the first plus the span.
    """
    runs = [tuple(found[end - need.count : end]) for end in range(need.count, len(found) + 1)]
    return [run for run in runs if need.within is None or run[-1].at < later(agreement, run[0].at, need.within)]


def doubts_of(run: Sequence[Breach], need: Need) -> tuple[Doubt, ...]:
    """Why a run is only possible; empty if it is certain."""
    doubts = list(need.doubts)
    for one in run:
        if one.certain:
            continue
        key = "responses.only_if_read" if one.under else "responses.only_if_breach"
        says = say(key, terms=list(one.terms), findings=list(one.findings), readings=list(one.under))
        hinges = one.doubts or tuple(Doubt(name, says) for name in one.findings)
        doubts.extend(hinge if hinge.on == SECTOR else Doubt(hinge.on, says) for hinge in hinges)
    return tuple(doubts)


def _value(agreement: Agreement, term: str, world: Mapping[str, str], doubts: list[Doubt]) -> int | str | None:
    reading = reading_of(agreement, term, world)
    if reading is not None and isinstance(reading.value, int | str):
        return reading.value
    doubts.append(Doubt(term, say("responses.left_open", question=question_of(agreement, term))))
    return None


def _qualified(agreement: Agreement, term: str) -> str:
    return term if ":" in term else f"{agreement.id}:{term}"


def _counts(trigger: Trigger, finding: Finding) -> Truth:
    """Whether a finding is a breach by somebody whose breaches count, whoever of those it may be did it."""
    outcome = finding.outcome
    if finding.subject.kind == "cap":
        if finding.since is None:
            return Truth.FALSE  # nothing seen may have exceeded it: that is a silence too
    elif finding.subject.kind == "silence" or finding.watched is not None:
        return Truth.FALSE  # nor does a count of none, which is a silence
    breached = {"breached": Truth.TRUE, "undetermined": Truth.UNKNOWN}.get(outcome.verdict, Truth.FALSE)
    if not trigger.by:
        return breached
    may_be, concerned = set(outcome.by), set(trigger.by)
    if may_be and may_be <= concerned:
        return breached
    author = Truth.FALSE if may_be and not may_be & concerned else Truth.UNKNOWN
    return all_of([breached, author])


def _breach(subject: str, group: Sequence[tuple[Finding, Truth]], as_of: datetime) -> Breach:
    certain = [finding for finding, counts in group if counts is Truth.TRUE]
    chosen = certain or [finding for finding, _ in group]
    moments = [_moment(finding, as_of) for finding in chosen]
    hinges = [hinge for finding in chosen for hinge in (*finding.hinges, *finding.attribution_hinges)]
    provisional = [f.reply_until for f in chosen if not f.final and f.reply_until is not None and f.reply_until > as_of]
    return Breach(
        subject=subject,
        at=min(moments),
        sector=next((finding.subject.sector for finding in chosen if finding.subject.sector), ""),
        findings=tuple(finding.id for finding in chosen),
        terms=tuple(sorted({finding.term for finding in chosen})),
        certain=bool(certain),
        doubts=() if certain else distinct(Doubt(hinge.on, hinge.says) for hinge in hinges),
        under=() if certain else _readings(chosen),
        provisional_until=max(provisional, default=None),
    )


def _subject(finding: Finding) -> str:
    subject = finding.subject
    bound = f":{'+'.join(sorted(finding.outcome.by))}" if subject.kind in {"duty", "cap"} else ""
    line = "" if finding.row is None or subject.kind != "cap" else f":{finding.row}"
    return f"{subject.kind}:{subject.id}{bound}{line}"


def _moment(finding: Finding, as_of: datetime) -> datetime:
    """The earliest moment of an incident; the deadline of a duty; when a cap was exceeded first."""
    when = finding.subject.when
    if finding.subject.kind == "duty":
        return when.end or when.start or as_of
    first, second = finding.since or when.start, when.end
    return first or second or as_of


def _readings(group: Sequence[Finding]) -> tuple[str, ...]:
    labels = {
        ", ".join(f"{term}={reading}" for term, reading in sorted(entry.readings.items()))
        for finding in group
        for entry in finding.by_reading
        if entry.verdict == "breached" and entry.readings
    }
    return tuple(sorted(labels))
