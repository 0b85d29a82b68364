"""Rows of the terminal summary about words: what was read, who waits, what a rehearsal shows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from servanda.records.response import Response, StepState
from servanda.reports.annex import claim_of
from servanda.reports.brief_change import reading_name
from servanda.reports.brief_claims import about_of, certainty_counts, voices_of
from servanda.reports.dossier import Dossier, Release
from servanda.reports.formats import clock, day, inner, joined, moment, same
from servanda.reports.names import Names, phrase
from servanda.reports.voices import weak_voices
from servanda.statements import hardened
from servanda.wording import say

_QUOTES = 1
_STANDING = ("credible", "handshake")


def read_lines(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    """How much was read, how certain it is, how many channels there are, what only the headline says."""
    if not dossier.statements:
        return
    kinds = Counter(source.kind for source in dossier.sources if source.id in dossier.texts)
    left = joined([say(f"reports.sources-{kind}", n=kinds[kind]) for kind in sorted(kinds)])
    firm = sum(
        len(hardened(text, [one for one in dossier.statements if one.source == name]))
        for name, text in sorted(dossier.texts.items())
    )
    counts = certainty_counts(dossier.statements)
    yield left[lang], say("reports.line-statements", n=len(dossier.statements), counts=counts, hardened=firm)[lang]
    for group in weak_voices(dossier)[:_QUOTES]:
        yield about_of(group)[lang], voices_of(group)[lang]
    names = Names(dossier)
    alone = [statement for statement in dossier.statements if statement.headline_only]
    for statement in alone:
        yield (
            say("reports.line-headline")[lang],
            say("reports.line-only", claim=inner(claim_of(statement, names)))[lang],
        )


def wait_lines(dossier: Dossier, lang: str) -> Iterator[tuple[str, str]]:
    """Circles of mutual waiting, and what the awaited signal would do in each reading."""
    providers = {known.id: known.provider for known in dossier.commitments}
    for circle in dossier.circles:
        members = dict.fromkeys(providers.get(name, name) for name in circle)
        yield " ⇄ ".join(members), say("reports.line-circle")[lang]
    for reading in sorted(dossier.released):
        left = say("reports.line-signal", reading=inner(reading_name(dossier, reading)))[lang]
        yield left, _released(dossier.released[reading], dossier, lang)


def _released(releases: Sequence[Release], dossier: Dossier, lang: str) -> str:
    freed = [one.commitment for one in releases if one.before != one.after and one.after in _STANDING]
    blocked = sorted({name for one in releases for name in one.blocked_by})
    names = Names(dossier)
    events = [names.event(name) if name in names.events() else same(name) for name in blocked]
    stands = ", ".join(freed) if freed else say("reports.released-none")[lang]
    parts = [say("reports.line-stands", what=stands)]
    if events:
        parts.append(say("reports.line-blocked", what=joined(events)))
    return joined(parts, "; ")[lang]


def rehearsal_lines(rehearsals: Sequence[Response], zone: str, lang: str) -> Iterator[tuple[str, str]]:
    """What a procedure would do; every line says HYPOTHETICAL."""
    stamp = say("reports.hypothetical")[lang]
    for response in rehearsals:
        at = joined([day(response.first_breach_at, zone), same(clock(response.first_breach_at, zone))])
        yield f"{stamp}: {say('reports.line-breach', at=at)[lang]}", response.procedure
        for step in response.steps:
            yield f"{stamp}: {step.step}", _step(step, zone, lang)


def _step(step: StepState, zone: str, lang: str) -> str:
    due = [moment(one.due, zone) for one in step.deadlines if one.due]
    parts = [phrase("step", step.state)]
    readings = len({one.reading for one in step.deadlines if one.reading})
    if readings:
        parts.append(say("reports.line-readings", n=readings))
    if due:
        parts.append(say("reports.line-by", at=joined(list({one["en"]: one for one in due}.values()), " / ")))
    return joined(parts, "; ")[lang]
