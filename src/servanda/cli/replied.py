"""What the parties said of a finding and of the encoding of its term, as lines for people."""

from collections.abc import Iterator, Mapping

from servanda.ledger import instant_text
from servanda.records.agreement import Agreement
from servanda.records.finding import Finding
from servanda.records.record import Wording
from servanda.wording import languages, say


def parties_say(finding: Finding, agreement: Agreement) -> Iterator[Wording]:
    """Replies and positions word for word, and until when the parties may still reply."""
    for reply in finding.replies:
        by, at = _called(reply.by, agreement), instant_text(reply.at)
        yield say("findings.replied", by=by, at=at, words=_words(reply.says))
    for position in finding.positions:
        by, at = _called(position.by, agreement), instant_text(position.at)
        yield say(f"findings.encoding_{position.accepts}", by=by, at=at, words=_words(position.says))
    if not finding.final and finding.reply_until is not None:
        yield say("findings.not_final", at=instant_text(finding.reply_until))


def _called(party: str, agreement: Agreement) -> Wording:
    known = agreement.parties.get(party)
    return {lang: known.name.get(lang, party) if known is not None else party for lang in languages()}


def _words(says: Mapping[str, str]) -> str:
    return " / ".join(f"[{lang}] {text}" for lang, text in sorted(says.items()))
