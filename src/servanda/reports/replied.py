"""What the parties said of a finding and of the encoding of its term, word for word: it goes where a verdict goes."""

from collections.abc import Mapping

from servanda.records.decision import Position
from servanda.records.finding import Finding
from servanda.records.observation import Reply
from servanda.reports.citations import Line
from servanda.reports.formats import moment
from servanda.reports.names import Names
from servanda.wording import say


def said_of(finding: Finding, names: Names) -> list[Line]:
    """Replies in the order of their moments, then positions on the encoding."""
    replies = [_reply(reply, finding, names) for reply in finding.replies]
    return [*replies, *(_position(position, finding, names) for position in finding.positions)]


def _reply(reply: Reply, finding: Finding, names: Names) -> Line:
    who, at = names.party(reply.by), moment(reply.at, names.zone)
    return Line(say("reports.replied", by=who, at=at, words=_words(reply.says)), (reply.id, finding.id))


def _position(position: Position, finding: Finding, names: Names) -> Line:
    who, at = names.party(position.by), moment(position.at, names.zone)
    key = f"reports.encoding-{position.accepts}{'-with-words' if position.says else ''}"
    return Line(say(key, by=who, at=at, words=_words(position.says)), (position.id, finding.id))


def _words(says: Mapping[str, str]) -> str:
    return " / ".join(f"[{lang}] {text}" for lang, text in sorted(says.items()))
