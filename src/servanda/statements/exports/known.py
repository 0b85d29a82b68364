"""What is exported: accepted statements with their sources, and the words that may be quoted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from servanda.records.source import Source
from servanda.records.statement import Span, Statement
from servanda.statements.gist import link_name

_OURS = "ours"


@dataclass(frozen=True, kw_only=True)
class Exported:
    """The statements of one case."""

    case: str
    """Case."""
    statements: Sequence[Statement]
    """Accepted statements: nothing else leaves the house."""
    sources: Sequence[Source]
    """Sources of the case."""
    texts: Mapping[str, str]
    """Source → text, for those at hand."""

    def __hash__(self) -> int:
        """Two exports are the same only if they are one."""
        return id(self)

    @cached_property
    def by_source(self) -> dict[str, Source]:
        """Sources by name."""
        return {one.id: one for one in self.sources}

    @cached_property
    def ordered(self) -> list[Statement]:
        """Statements in the order of their texts."""
        return sorted(self.statements, key=lambda one: (one.source, one.spans[0].start, one.id))

    def text(self, one: Statement) -> str:
        """The text of a statement if it is ours; else nothing, however much of it lies at hand."""
        source = self.by_source.get(one.source)
        return self.texts.get(one.source, "") if source is not None and source.licence == _OURS else ""

    def words(self, one: Statement, span: Span) -> str:
        """The words of a span if they may be quoted."""
        return self.text(one)[span.start : span.end]

    def date(self, one: Statement) -> str:
        """Publication of its source; empty if unknown."""
        source = self.by_source.get(one.source)
        return source.published if source is not None else ""


def chain_words(one: Statement, lang: str = "en") -> str:
    """The chain from the publisher inwards; unnamed sources as our paraphrase calls them."""
    return " ← ".join(link_name(link)[lang] for link in one.chain)


def uri_of(kind: str, name: str) -> str:
    """A name as a URN: letters, digits, `-`, `.`, `_`, `:` and `~` stay, all else is percent-encoded.

    >>> uri_of("source", "text:день 1")
    'urn:servanda:source:text:%D0%B4%D0%B5%D0%BD%D1%8C%201'
    """
    plain = "".join(
        char
        if (char.isascii() and char.isalnum()) or char in "-._:~"
        else "".join(f"%{byte:02X}" for byte in char.encode())
        for char in name
    )
    return f"urn:servanda:{kind}:{plain}"
