"""What was read from an article of the user's, for a terminal."""

import textwrap
from collections.abc import Iterator

from servanda import statements
from servanda.records.source import Source
from servanda.runs.meaning import meaning
from servanda.runs.spine import Result
from servanda.wording import say, word

WIDTH = 100


def article_lines(result: Result, article: tuple[Source, str], lang: str) -> Iterator[str]:
    """Who says what through whom, what is awaited and open, and what that would mean for the promises on record."""
    source, text = article
    proposals = [one for one in result.dossier.proposals if one.source == source.id]
    proposals.sort(key=lambda one: (one.spans[0].start, one.id))
    yield from statements.summary(text, proposals, lang).splitlines()
    yield ""
    yield word("runs.meaning", lang)
    for depth, sentence in meaning(proposals, result.promises):
        indent = "  " * (depth + 1)
        yield from _wrapped(sentence[lang], indent, indent + "  ")
    yield from _wrapped(say("runs.proposals-only")[lang], "  ", "  ")
    yield ""


def _wrapped(sentence: str, first: str, rest: str) -> list[str]:
    """Lines of a sentence; a name such as USA-PRESENCE stays whole."""
    return textwrap.wrap(sentence, WIDTH, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
