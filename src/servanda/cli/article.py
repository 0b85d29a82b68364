"""An article that a user hands in: its bytes, what can be told of it without guessing, its text."""

import hashlib
import re
from pathlib import Path

from servanda import statements
from servanda.adapters.cases import decode_text
from servanda.cli.piped import MOST_OF_TEXT, bytes_of
from servanda.records.source import Source

_DATE = re.compile(r"\b(\d{4}-\d{2}-\d{2})\b")
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")


def read_article(file: Path) -> tuple[Source, str]:
    """A source made of a text file; the text itself is never written anywhere.

    Language is told by letters that only Ukrainian has, the publisher by the text's own words (*X reports this citing
    Y*), the date by the first ISO date in the opening lines; what cannot be told stays unknown.

    Raises:
        InputError: the file is too large, not UTF-8, or holds NUL.
    """
    with file.open("rb") as opened:
        raw = bytes_of(opened, file.name, MOST_OF_TEXT)
    text = decode_text(raw, place=file.name)
    opening = text[:400]
    date = _DATE.search(opening)
    source = Source(
        id="text:article",
        kind="article",
        publisher=statements.names_itself(text) or "UNKNOWN",
        lang="uk" if _UKRAINIAN.search(text) else "en",
        published=date.group(1) if date else "",
        sha256=hashlib.sha256(raw).hexdigest(),
        licence="not ours: offsets and hashes only",
    )
    return source, text
