"""Who vouches: distinct terminal sources and the channels they reach us through; conflicts between positions.

Unnamed members of one group under one agency are one channel, however many speak: nobody outside can tell them apart.
Anonymous speakers are never merged across documents, and never identified.
"""

from collections import defaultdict
from collections.abc import Sequence

import msgspec

from servanda.records.statement import Link, Statement

_ONLY_HERE = ("anon:", "role:", "paper:")
"""Sources that are known in one text only: unnamed ones, offices without a name, papers."""
_PAIR = frozenset({"demand", "reject"})


class Voices(msgspec.Struct, frozen=True, kw_only=True):
    """Who vouches for some statements."""

    speakers: list[str]
    """Distinct terminal sources; anonymous ones as `SOURCE/anon:N`."""
    channels: list[str]
    """Distinct ways they reach us; anonymous members of one group under one agency are one."""
    publishers: list[str]
    """Who published."""


class ChainCard(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader must know before relying on some statements."""

    statements: list[str]
    """Which."""
    voices: Voices
    """Who vouches for them."""
    anonymous: int
    """How many of the speakers are unnamed."""
    original_seen: bool
    """Whether all of them are the publisher's own words; false if any came through an agency, outlet or speaker."""
    headline_only: list[str]
    """Statements that stand in a headline and nowhere below it."""
    quoted: list[str]
    """Statements that hold words in quotation marks."""


def channels(statements: Sequence[Statement]) -> Voices:
    """Who vouches for some statements: count channels, not voices."""
    ways = {_channel(one) for one in statements}
    return Voices(
        speakers=sorted({_speaker(one) for one in statements}),
        channels=sorted(f"{agency}: {group}" if agency else group for agency, group in _told_apart(ways)),
        publishers=sorted({one.chain[0].source for one in statements}),
    )


def independent(statements: Sequence[Statement]) -> int:
    """Through how many channels statements reach us at the very least.

    Unnamed groups of one agency in two documents may be the same people, so they count once here, and so do words
    quoted from nobody beside them. An outlet that passes the claim on from others and elsewhere makes it in its own
    voice is no further channel.
    """
    relayed = {link.source for one in statements for link in one.chain[:-1]}
    ways = {_channel(one) for one in statements}
    named = {source for agency, source in ways if not agency}
    return len(named - relayed) + len({agency for agency, _ in ways if agency}) or len(named)


def chain_card(statements: Sequence[Statement]) -> ChainCard:
    """A card about the chains of some statements, in the order of their identifiers."""
    ordered = sorted(statements, key=lambda one: one.id)
    voices = channels(ordered)
    return ChainCard(
        statements=[one.id for one in ordered],
        voices=voices,
        anonymous=sum(1 for name in voices.speakers if "anon:" in name or name.endswith("UNKNOWN")),
        original_seen=bool(ordered) and all(len(one.chain) == 1 for one in ordered),
        headline_only=[one.id for one in ordered if one.headline_only],
        quoted=[one.id for one in ordered if one.quoted],
    )


def conflicts(statements: Sequence[Statement]) -> list[tuple[str, str]]:
    """Pairs of positions that cannot both be had: one demands what the other rejects, about the same issue.

    Returns:
        Identifiers (demand, reject), sorted.
    """
    by_issue: dict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        if one.frame == "position" and one.stance in _PAIR and one.issue != "other":
            by_issue[one.issue].append(one)
    return sorted(
        (left.id, right.id)
        for group in by_issue.values()
        for left in group
        for right in group
        if left.stance == "demand" and right.stance == "reject" and not set(left.actors) & set(right.actors)
    )


def _terminal(statement: Statement) -> Link:
    return statement.chain[-1]


def _speaker(statement: Statement) -> str:
    """The terminal source; an unnamed one belongs to its document."""
    last = _terminal(statement).source
    return f"{statement.source}/{last}" if last.startswith(_ONLY_HERE) or last == "UNKNOWN" else last


def _channel(statement: Statement) -> tuple[str, str]:
    """Agency and group for unnamed speakers, else no agency and the speaker itself."""
    last = _terminal(statement).source
    if not last.startswith("anon:") and last != "UNKNOWN":
        return "", last
    agency = statement.chain[-2].source if len(statement.chain) > 1 else statement.chain[0].source
    return agency, f"{statement.source}/{last.split('.')[0]}"


def _told_apart(ways: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Words quoted from nobody are no channel of their own beside an unnamed group of the same agency and document."""
    grouped = {(agency, group.split("/")[0]) for agency, group in ways if "/anon:" in group}
    return {
        (agency, group)
        for agency, group in ways
        if not (group.endswith("/UNKNOWN") and (agency, group.split("/")[0]) in grouped)
    }
