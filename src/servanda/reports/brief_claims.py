"""What is claimed, through which chain, by how many voices, how certainly."""

from collections import Counter
from collections.abc import Sequence

from servanda.records.record import Wording
from servanda.records.statement import Statement
from servanda.reports.annex import certainty_of, chain_of, claim_of
from servanda.reports.citations import Line
from servanda.reports.dossier import Channels, Dossier
from servanda.reports.formats import inner, joined, number
from servanda.reports.names import Names
from servanda.reports.page import Part, Row, Table
from servanda.reports.voices import weak_voices
from servanda.statements import issue_name
from servanda.wording import say

_FRAMES = (
    "awaited_signal",
    "open_term",
    "open_issue",
    "pledge",
    "refusal",
    "offer",
    "condition",
    "position",
    "ask",
    "instrument_term",
    "intention",
    "sequence",
    "assessment",
    "meeting",
    "representation",
    "report",
)
"""Kinds of claims, those that decide most first."""
_GROUPS = (("certain", ("CT+", "CT-")), ("possible", ("PR+", "PR-", "PS+", "PS-")), ("unknown", ("CTu", "Uu")))
_WIDTHS = (52, 36, 12)
_VOICES = 2


def claims(dossier: Dossier, names: Names) -> Part:
    """The section of claims: counts, voices, headline, and the claims that carry most."""
    title = say("reports.part-claims")
    if not dossier.statements:
        return Part(anchor="claims", title=title, lines=(Line(say("reports.claims-none"), ("ledger",)),))
    ordered = _ordered(dossier.statements)
    rows = tuple(_row(statement, names) for statement in ordered if not statement.headline_only)
    heads = (say("reports.head-claim"), say("reports.head-chain"), say("reports.head-certainty"))
    lines = [_counts(dossier), *_voices(dossier), *_headline(dossier, names)]
    table = Table(title=title, heads=heads, rows=rows, widths=_WIDTHS, first=True)
    return Part(anchor="claims", title=title, lines=tuple(lines), tables=(table,))


def certainty_counts(statements: Sequence[Statement]) -> Wording:
    """How many are stated as certain, as possible, as unknown."""
    counts: Counter[str] = Counter(statement.certainty for statement in statements)
    said = [
        say("reports.count-of", what=say(f"reports.as-{group}"), n=number(sum(counts[one] for one in scale)))
        for group, scale in _GROUPS
        if any(counts[one] for one in scale)
    ]
    return joined(said)


def _ordered(statements: Sequence[Statement]) -> list[Statement]:
    """Each kind of claim in its turn, one matter before a second claim on the same."""
    ranked = sorted(
        statements, key=lambda known: (_FRAMES.index(known.frame), known.source, known.spans[0].start, known.id)
    )
    seen: Counter[str] = Counter()
    matters: Counter[tuple[str, str]] = Counter()
    turn: dict[str, tuple[int, int]] = {}
    for statement in ranked:
        turn[statement.id] = (matters[statement.frame, statement.issue], seen[statement.frame])
        matters[statement.frame, statement.issue] += 1
        seen[statement.frame] += 1
    return sorted(ranked, key=lambda known: turn[known.id])


def _row(statement: Statement, names: Names) -> Row:
    support = (statement.id,)
    chain = Line(chain_of(statement, names))
    return Row(cells=(Line(claim_of(statement, names), support), chain, Line(certainty_of(statement))))


def _counts(dossier: Dossier) -> Line:
    statements = dossier.statements
    says = say(
        "reports.claims-lead",
        n=len(statements),
        proposed=number(len(dossier.proposals)),
        counts=certainty_counts(statements),
    )
    return Line(says, tuple(sorted({statement.source for statement in statements})))


def voices_of(channels: Channels) -> Wording:
    """Speakers and channels of one group, and whether the original was seen."""
    seen = say("reports.original-seen" if channels.original_seen else "reports.original-unseen")
    return say("reports.voices", speakers=channels.speakers, channels=channels.channels, seen=seen)


def _voices(dossier: Dossier) -> list[Line]:
    return [
        Line(say("reports.voices-about", about=about_of(group), voices=voices_of(group)), tuple(group.statements))
        for group in weak_voices(dossier)[:_VOICES]
    ]


def about_of(group: Channels) -> Wording:
    """The quoted words in quotation marks, or the issue by name."""
    return say("reports.words", words=group.about) if group.quoted else issue_name(group.about)


def _headline(dossier: Dossier, names: Names) -> list[Line]:
    alone = [statement for statement in dossier.statements if statement.headline_only]
    if not alone:
        return []
    said = joined([inner(claim_of(statement, names)) for statement in alone], "; ")
    return [Line(say("reports.headline-only", claim=said), tuple(statement.id for statement in alone))]
