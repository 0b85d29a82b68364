"""Words around the waiting diagram: case, title and moment above; below, what the awaited signal would release."""

from collections.abc import Sequence
from dataclasses import dataclass

from servanda.records.record import Wording
from servanda.reports.brief_change import reading_name
from servanda.reports.dossier import Dossier, Release
from servanda.reports.formats import full, inner, joined, moment
from servanda.reports.lettering import wrapped
from servanda.reports.names import Names
from servanda.reports.sheet import Looked, Words, hypothesis
from servanda.wording import say

_STANDING = ("credible", "handshake")
EDGE = 36
"""Margin at the left and the right of everything."""
_TITLE = 20
_ABOVE = 96
_ROWS = 6


@dataclass(frozen=True)
class Around:
    """Words around a drawing.

    Attributes:
        words: Above and below.
        top: Where the drawing begins.
        height: Of everything.
    """

    words: tuple[Words, ...]
    top: int
    height: int


def around(size: tuple[int, int], title: str, facts: tuple[str, str], released: Sequence[str]) -> Around:
    """Put words above and below a drawing.

    Args:
        size: Width and height of the drawing.
        title: Title of the drawing.
        facts: Case and moment; and what is assumed, empty if nothing is.
        released: What the awaited signal would release.
    """
    width, height = size
    words = [Words(text=wrapped(title, width - 2 * EDGE, _TITLE, 1)[0], x=EDGE, y=32, size=_TITLE, look="bold")]
    for line, y, high, look in ((facts[0], 53, 12, "soft"), (facts[1], 74, 13, "alarm")):
        words += [
            Words(text=one, x=EDGE, y=y, size=high, look=look) for one in wrapped(line, width - 2 * EDGE, high, 1)
        ]
    top = _ABOVE
    y = top + height + 40
    for number, line in enumerate(released):
        for one in wrapped(line, width - 2 * EDGE, 13, _ROWS):
            words.append(Words(text=one, x=EDGE, y=y, size=13, look="ink" if number else "bold"))
            y += 18
        y += 4
    return Around(tuple(words), top, y if released else top + height)


def facts_of(dossier: Dossier, names: Names, looked: Looked, lang: str) -> tuple[str, str]:
    """Case and moment; and what is assumed."""
    at = f"{say('reports.as-of')[lang]}: {moment(dossier.as_of, dossier.case.time_zone)[lang]}"
    case = full(dossier.case.title, dossier.case.id)[lang]
    return f"{case}   ·   {at}", hypothesis(names, looked, lang)


def released_lines(dossier: Dossier, names: Names, lang: str) -> list[str]:
    """The awaited signal, who decides it, and under each reading what would then stand and what would still wait."""
    signals = [event for event in dossier.events if event.is_signal]
    lines = [
        say("reports.signal-awaited", says=inner(full(one.says, one.id)), who=names.parties(one.decided_by))[lang]
        for one in sorted(signals, key=lambda event: event.id)
    ]
    if not lines:
        return []
    known = sorted(dossier.released.items())
    return [*lines, *(_released(dossier, reading, releases, names)[lang] for reading, releases in known)]


def _released(dossier: Dossier, reading: str, releases: Sequence[Release], names: Names) -> Wording:
    freed = [names.commitment(one.commitment) for one in releases if one.before != one.after and one.after in _STANDING]
    blocked = [one for one in releases if one.blocked_by]
    events = [names.event(event) for event in sorted({event for one in blocked for event in one.blocked_by})]
    said = {"reading": inner(reading_name(dossier, reading))}
    first = say("reports.waiting-released", stands=joined(freed, "; "), **said) if freed else None
    first = first or say("reports.waiting-released-none", **said)
    if not blocked:
        return first
    waiting = joined([names.commitment(one.commitment) for one in blocked], "; ")
    return joined([first, say("reports.waiting-released-not", who=waiting, what=joined(events, "; "))], " ")
