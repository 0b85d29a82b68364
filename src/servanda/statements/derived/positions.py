"""Positions: what each party does about each issue, as accepted statements tell it; and the grid of them.

A position is a view, never a record: it names the statements it rests on, and goes when they go.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Literal, TypeAlias

import msgspec

from servanda.records.statement import Certainty, Statement
from servanda.statements.certainty import strength
from servanda.statements.derived.basis import Dates, about_something, day_of, denied, feeds, newest_first
from servanda.statements.voices import channels

Taken: TypeAlias = Literal["demand", "accept", "reject", "offer", "wants", "plans", "ask", "pledge", "refuse", "waits"]
"""What a party does about an issue."""

_BY_FRAME: dict[str, Taken] = {
    "offer": "offer",
    "ask": "ask",
    "pledge": "pledge",
    "refusal": "refuse",
    "awaited_signal": "waits",
}
_BY_STANCE: dict[str, Taken] = {
    "demand": "demand",
    "accept": "accept",
    "reject": "reject",
    "offer": "offer",
    "wants": "wants",
    "plans": "plans",
}


class Held(msgspec.Struct, frozen=True, kw_only=True):
    """One party's position on one issue."""

    actor: str
    """Party."""
    issue: str
    """Issue."""
    taken: Taken
    """What it does about it."""
    certainty: Certainty
    """The firmest of its statements: of the act, never of what the act is about."""
    inside: Certainty | Literal[""]
    """Of what the act is about, as the newest statement has it, at its weakest; empty if nothing is inside."""
    statements: list[str]
    """Accepted statements it rests on, the newest first; never empty."""
    newest: str
    """EDTF date of the newest; empty if unknown."""
    channels: int
    """Through how many channels we know it."""


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """Parties × issues."""

    parties: list[str]
    """Rows, by name."""
    issues: list[str]
    """Columns, those with most parties first."""
    held: list[Held]
    """Positions by party and issue, the newest first."""
    left_out: int
    """Positions that no statement states more firmly than as possible: none of them stands in a cell."""

    def at(self, party: str, issue: str) -> list[Held]:
        """What stands in one cell, the newest first; empty where no accepted statement says anything."""
        return [one for one in self.held if (one.actor, one.issue) == (party, issue)]


def taken_in(one: Statement) -> Taken | None:
    """What the actors of a statement do about its issue; none if it is no position, or if it is denied."""
    if denied(one):
        return None
    return _BY_FRAME.get(one.frame) or (_BY_STANCE.get(one.stance) if one.frame in {"position", "intention"} else None)


def positions(accepted: Sequence[Statement], dates: Dates) -> list[Held]:
    """Positions that accepted statements support, by party and issue, the newest first.

    Args:
        accepted: Accepted statements.
        dates: Dates of their sources.
    """
    groups: defaultdict[tuple[str, str, Taken], list[Statement]] = defaultdict(list)
    for actor, taken, one in _acts(accepted):
        if feeds(one):
            groups[actor, one.issue, taken].append(one)
    held = [_held(key, group, dates) for key, group in sorted(groups.items())]
    held.sort(key=lambda one: one.newest, reverse=True)
    return sorted(held, key=lambda one: (one.actor, one.issue))


def grid(accepted: Sequence[Statement], dates: Dates) -> Grid:
    """The position grid: nothing is in it that no accepted statement supports."""
    held = positions(accepted, dates)
    parties: defaultdict[str, set[str]] = defaultdict(set)
    for one in held:
        parties[one.issue].add(one.actor)
    weak = {(actor, one.issue, taken) for actor, taken, one in _acts(accepted) if not feeds(one)}
    return Grid(
        parties=sorted({one.actor for one in held}),
        issues=sorted(parties, key=lambda issue: (-len(parties[issue]), issue)),
        held=held,
        left_out=len(weak - {(one.actor, one.issue, one.taken) for one in held}),
    )


def _acts(accepted: Sequence[Statement]) -> Iterator[tuple[str, Taken, Statement]]:
    for one in accepted:
        taken = taken_in(one)
        if taken is not None and about_something(one):
            yield from ((actor, taken, one) for actor in one.actors)


def _held(key: tuple[str, str, Taken], group: Sequence[Statement], dates: Dates) -> Held:
    ordered = newest_first(group, dates)
    return Held(
        actor=key[0],
        issue=key[1],
        taken=key[2],
        certainty=max((one.certainty for one in ordered), key=strength),
        inside=_inside(ordered[0]),
        statements=[one.id for one in ordered],
        newest=day_of(ordered[0], dates),
        channels=len(channels(ordered).channels),
    )


def _inside(one: Statement) -> Certainty | Literal[""]:
    if not one.embedded:
        return ""
    return min(one.embedded, key=lambda event: strength(event.certainty)).certainty
