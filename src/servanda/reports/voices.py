"""Voices and channels: groups of statements that look stronger than they are."""

from servanda.records.statement import Statement
from servanda.reports.dossier import Channels, Dossier
from servanda.statements import chain_card

_ANY = "other"
"""The issue of statements that share none: who speaks of it speaks of nothing in common."""
_MARKS = ' \n«»“”"'


def weak_voices(dossier: Dossier) -> list[Channels]:
    """Groups with more speakers than channels: assessments by the words they quote first, then issues.

    Assessments of one issue are one group, named by the first words that any of them puts in quotation marks and that
    the text at hand still shows.
    """
    groups: dict[str, list[Statement]] = {}
    for statement in sorted(dossier.statements, key=lambda one: one.id):
        if statement.frame == "assessment":
            groups.setdefault(statement.issue, []).append(statement)
    named = [(_quoted(group, dossier), group) for group in groups.values()]
    cards = [_card(words, group) for words, group in named if words]
    weak = [one for one in (*dossier.channels, *cards) if one.speakers > one.channels and one.about != _ANY]
    return sorted(weak, key=lambda one: (not one.quoted, one.channels - one.speakers, one.about))


def _quoted(statements: list[Statement], dossier: Dossier) -> str:
    texts = dossier.texts
    found = [
        (statement.source, span.start, texts[statement.source][span.start : span.end].strip(_MARKS))
        for statement in statements
        if statement.source in texts
        for span in statement.quoted
    ]
    return min((one for one in found if one[2]), default=("", 0, ""))[2]


def _card(words: str, statements: list[Statement]) -> Channels:
    card = chain_card(statements)
    return Channels(
        about=words,
        statements=tuple(card.statements),
        speakers=len(card.voices.speakers),
        channels=len(card.voices.channels),
        quoted=True,
        original_seen=card.original_seen,
    )
