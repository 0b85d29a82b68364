"""The brief of what was said: one page for a minister, every sentence with the accepted statements it rests on.

What is agreed, what is claimed and by whom, who waits for whom, what is open, what changed since a date. It describes;
it recommends nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from servanda.records.record import Wording
from servanda.reports.brief_claims import about_of, certainty_counts, voices_of
from servanda.reports.citations import Line
from servanda.reports.formats import day, inner, joined, number
from servanda.reports.names import phrase
from servanda.reports.page import Part, Row, Table
from servanda.reports.said.against import against_line
from servanda.reports.said.sequence import question_of, signal_lines, step_lines
from servanda.reports.said.told import Told, capitals, in_order
from servanda.statements import issue_name
from servanda.statements.derived import Held, feeds
from servanda.wording import say

_LEDGER = ("ledger",)
_MOST = 6
"""Sentences of a section before the rest is counted: the page stays one page."""
_NEW = 10
_VOICES = 4
_WIDTHS = (24, 48, 28)
_SAID_OF_RELATIONS = ("contradicts", "supersedes", "closes", "narrows", "corroborates", "answers")
_BOTH = 2


def brief_of(told: Told, since: datetime | None = None) -> tuple[Part, ...]:
    """The sections of the brief.

    Args:
        told: The case.
        since: From when changes are told; none for no such section.
    """
    if not told.known:
        line = Line(say("said.none-accepted"), _LEDGER)
        return (Part(anchor="claimed", title=say("said.part-claimed"), lines=(line,)),)
    parts = (_agreed(told), _claimed(told), _waits(told), _open(told))
    return capitals(parts if since is None else (*parts, _changed(told, since)))


def _agreed(told: Told) -> Part:
    facts = [one for one in told.islands if one.shore == "agreed-fact"]
    lines = [
        Line(say("said.agreed-fact", claim=told.claim(one.statements[0]), n=_BOTH), tuple(one.statements))
        for one in facts
    ]
    agreed = [one for one in in_order(told.known.values()) if one.stance == "accept" and feeds(one)]
    lines += [
        Line(say("said.agreed-accept", claim=told.claim(one.id)), (one.id,))
        for one in agreed
        if len(one.actors) >= _BOTH
    ]
    if not any(len(one.actors) >= _BOTH for one in agreed):
        lines.insert(0, Line(say("said.agreed-none"), _LEDGER))
    terms = [one for one in in_order(told.known.values()) if one.frame == "instrument_term" and feeds(one)]
    lines += [Line(say("said.agreed-term", claim=told.claim(one.id)), (one.id,)) for one in terms]
    lines += [
        Line(say("said.converge", issue=issue_name(one.issue), parties=_sides(told, one.sides)), tuple(one.statements))
        for one in told.islands
        if one.shore == "convergent-norm"
    ]
    return Part(anchor="agreed", title=say("said.part-agreed"), lines=_first(lines))


def _sides(told: Told, sides: Iterable[Held]) -> list[Wording]:
    return told.parties(dict.fromkeys(one.actor for one in sides))


def _claimed(told: Told) -> Part:
    every = list(told.known.values())
    lead = Line(say("said.claimed-lead", n=len(every), counts=certainty_counts(every)), _LEDGER)
    by_issue: dict[str, list[Held]] = {}
    for one in told.held:
        by_issue.setdefault(one.issue, []).append(one)
    ordered = sorted(by_issue, key=lambda issue: (-len(by_issue[issue]), issue))
    rows = tuple(_row(told, issue, by_issue[issue]) for issue in ordered)
    heads = (say("said.head-matter"), say("said.head-who"), say("said.head-through"))
    title = say("said.table-positions")
    table = Table(title=title, heads=heads, rows=rows, widths=_WIDTHS)
    lines = [lead, *_opposed(told), *_channels(told), *_headlines(told), *_unsupported(told)]
    return Part(anchor="claimed", title=say("said.part-claimed"), lines=tuple(lines), tables=(table,) if rows else ())


def _row(told: Told, issue: str, held: Sequence[Held]) -> Row:
    rests = tuple(dict.fromkeys(name for one in held for name in one.statements))
    speakers = told.speakers(rests)
    shown = speakers[:_VOICES]
    if len(speakers) > _VOICES:
        shown.append(say("said.more", n=len(speakers) - _VOICES))
    return Row(
        cells=(Line(issue_name(issue)), Line(joined(told.who(held), "; "), rests), Line(joined(shown, "; "), rests))
    )


def _opposed(told: Told) -> list[Line]:
    """One sentence for each issue on which statements stand against each other."""
    lines: dict[tuple[str, str], Line] = {}
    for one in told.opposed:
        line = against_line(told, one)
        same = lines.setdefault((one.kind, str(line.says)), line)
        support = tuple(dict.fromkeys((*same.support, *line.support)))
        lines[one.kind, str(line.says)] = Line(line.says, support)
    return list(lines.values())


def _channels(told: Told) -> list[Line]:
    """What looks stronger than it is: more speakers than channels."""
    weak = told.weak[:_VOICES]
    return [
        Line(say("said.fewer-channels", about=about_of(one), voices=voices_of(one)), tuple(one.statements))
        for one in weak
    ]


def _headlines(told: Told) -> list[Line]:
    alone = [one for one in in_order(told.known.values()) if one.headline_only]
    return [Line(say("said.headline-only", claim=told.claim(one.id)), (one.id,)) for one in alone]


def _unsupported(told: Told) -> list[Line]:
    """How much of the register accepted statements carry; what they do not carry is named and marked."""
    if not told.backing:
        return []
    bare = [one.asserted for one in told.backing if not one.statements]
    carrying = tuple(dict.fromkeys(name for one in told.backing for name in one.statements))
    count = say("said.carried", n=number(len(told.backing)), m=number(len(told.backing) - len(bare)))
    marked = [Line(say("said.unsupported", what=inner(one.says) if one.says else one.id), _LEDGER) for one in bare]
    return [Line(count, carrying or _LEDGER), *_first(marked)]


def _waits(told: Told) -> Part:
    lines = [*signal_lines(told), *step_lines(told)]
    if not lines:
        lines = [Line(say("said.waits-none"), _LEDGER)]
    return Part(anchor="waits", title=say("said.part-waits"), lines=_first(lines))


def _open(told: Told) -> Part:
    """Open questions, each once, with whatever has answered it since."""
    answers = {one.earlier: one.later for one in told.relations if one.kind == "closes"}
    groups: dict[str, list[str]] = {}
    for one in in_order(told.known.values()):
        if one.frame in {"open_term", "open_issue"}:
            groups.setdefault(str(question_of(told, one.id)), []).append(one.id)
    lines = []
    for asked in groups.values():
        question, closed = question_of(told, asked[0]), [answers[name] for name in asked if name in answers]
        if closed:
            said = say("said.open-closed", question=question, claim=told.claim(closed[0]))
        else:
            said = say("said.claim", claim=question)
        lines.append(Line(said, tuple(dict.fromkeys((*asked, *closed)))))
    none = (Line(say("said.open-none"), _LEDGER),)
    return Part(anchor="open", title=say("said.part-open"), lines=_first(lines, _NEW) or none)


def _changed(told: Told, since: datetime) -> Part:
    """Relations and promises that are new, then new statements that stand alone."""
    decided = {
        one.about.removeprefix("statement:"): one.at
        for one in told.dossier.decisions
        if one.about.startswith("statement:")
    }
    new = [one for one in in_order(told.known.values()) if one.id in decided and decided[one.id] >= since]
    names = {one.id for one in new}
    lines = [Line(say("said.changed-count", n=len(new)), tuple(one.id for one in new))] if new else []
    moved = [one for kind in _SAID_OF_RELATIONS for one in told.relations if one.kind == kind and one.later in names]
    lines += [
        Line(
            say(f"said.relation-{one.kind}", later=told.claim(one.later), earlier=told.claim(one.earlier)),
            (one.later, one.earlier),
        )
        for one in moved
    ]
    lines += _moved(told, since)
    told_already = {name for one in moved for name in (one.later, one.earlier)}
    lines += [
        Line(say("said.changed-new", claim=told.claim(one.id)), (one.id,)) for one in new if one.id not in told_already
    ]
    title = say("said.part-changed", since=day(since, told.names.zone))
    return Part(
        anchor="changed",
        title=title,
        lines=_first(lines, _NEW) if lines else (Line(say("said.changed-none"), _LEDGER),),
    )


def _moved(told: Told, since: datetime) -> list[Line]:
    return [
        Line(
            say("said.changed-step", what=told.names.commitment(one.id), value=phrase("axis", step.value)),
            tuple(name for name in step.support if name in told.known) or _LEDGER,
        )
        for one in told.dossier.commitments
        for step in one.status
        if step.known_on >= since
    ]


def _first(lines: Sequence[Line], most: int = _MOST) -> tuple[Line, ...]:
    """The first sentences; the others are counted, with everything they rest on."""
    if len(lines) <= most:
        return tuple(lines)
    rest = lines[most:]
    support = tuple(dict.fromkeys(name for line in rest for name in line.support))
    counted = say("said.more", n=len(rest))
    return (*lines[:most], Line({lang: text.capitalize() + "." for lang, text in counted.items()}, support))
