"""From what the stages answer to what a dossier holds: waits, releases, voices."""

from collections.abc import Mapping, Sequence

from servanda import commitments
from servanda.records.statement import Statement
from servanda.reports.dossier import Channels, Release, Wait
from servanda.statements import chain_card

_MARKS = ' \n«»“”"'


def waits_of(waits: Sequence[commitments.Wait], circles: Sequence[commitments.Circle]) -> list[Wait]:
    """The arrows of the waiting diagram; those between promises of one circle are marked."""
    together = [frozenset(circle.commitments) for circle in circles]
    return [
        Wait(
            who=wait.who,
            for_whom=wait.for_whom or wait.item,
            commitment=wait.commitment,
            because=wait.item,
            kind=wait.via,
            in_circle=any({wait.commitment, wait.item} <= members for members in together),
        )
        for wait in waits
    ]


def releases_of(releases: Sequence[commitments.Release]) -> dict[str, list[Release]]:
    """What the awaited signal would release, by reading; what is still missing is named once."""
    found: dict[str, list[Release]] = {}
    for one in releases:
        missing = sorted({name for needed in one.still_needs.sets for name in needed})
        found.setdefault(one.reading, []).append(
            Release(commitment=one.commitment, before=one.before, after=one.after, blocked_by=tuple(missing))
        )
    return found


def channels_of(statements: Sequence[Statement], texts: Mapping[str, str]) -> list[Channels]:
    """Voices and channels by issue, and by words in quotation marks where the text is at hand."""
    groups: dict[tuple[bool, str], list[Statement]] = {}
    for statement in statements:
        if statement.issue:
            groups.setdefault((False, statement.issue), []).append(statement)
        text = texts.get(statement.source, "")
        for words in sorted({text[span.start : span.end].strip(_MARKS) for span in statement.quoted} - {""}):
            groups.setdefault((True, words), []).append(statement)
    return [_card(about, groups[quoted, about], quoted=quoted) for quoted, about in sorted(groups)]


def _card(about: str, statements: Sequence[Statement], *, quoted: bool) -> Channels:
    card = chain_card(statements)
    return Channels(
        about=about,
        statements=tuple(card.statements),
        speakers=len(card.voices.speakers),
        channels=len(card.voices.channels),
        quoted=quoted,
        original_seen=card.original_seen,
    )
