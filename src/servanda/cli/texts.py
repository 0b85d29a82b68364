"""Where texts come from: a file, an address or standard input → the immutable text and its source."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import click
import msgspec

from servanda.adapters.documents import MOST_BYTES, Document, media_of, read_document
from servanda.adapters.documents.addresses import read_address
from servanda.cli.piped import bytes_of
from servanda.errors import ExternalError, InputError
from servanda.records.source import Source
from servanda.statements.dates import TimeExpression, is_publication_date, times_of
from servanda.statements.language import language_of
from servanda.statements.parts import Part, parts_of
from servanda.statements.sections import sentences_of

_STDIN = "standard input"
_KINDS: dict[str, Literal["article", "letter", "text"]] = {"html": "article", "email": "letter", "pdf": "text"}


class Shown(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known about a text before anything in it is read as a statement."""

    source: Source
    """Where it comes from, with the hash of the original bytes."""
    text_sha256: str
    """Hash of the text itself."""
    characters: int
    """Code points."""
    title: str = ""
    """Title or subject, shown and not kept: titles of others' texts are no part of a record."""
    notes: tuple[str, ...] = ()
    """What was left out or doubtful."""
    parts: list[Part] = []
    """Headline, lede, body, subheadings, recap."""
    times: list[TimeExpression] = []
    """Words about time, as EDTF."""


def document_of(file: str, encoding: str = "") -> Document:
    """The document in a file, at an address, or on standard input (`-`).

    Raises:
        InputError: `file-not-readable`, or what the reader of its kind refuses.
        ExternalError: an address that does not answer.
    """
    if "://" in file:
        return read_address(file, declared=encoding)
    raw, place = bytes_from(file)
    return read_document(raw, place, media=media_of(raw, "" if file == "-" else place), declared=encoding)


def bytes_from(file: str, most: int = MOST_BYTES) -> tuple[bytes, str]:
    """The bytes of a file or of standard input (`-`), and what to call it.

    Raises:
        InputError: `file-not-readable`, `input-too-large`.
    """
    place = _STDIN if file == "-" else Path(file).name
    try:
        with click.open_file(file, "rb") as opened:
            return bytes_of(opened, place, most), place
    except OSError as error:
        says = f"'{file}' cannot be read: {error.strerror}."
        raise InputError("file-not-readable", says, hint="Check the path.") from error


def source_of(found: Document, options: Mapping[str, str]) -> Source:
    """The source of a document; what a person says about it goes before what it says itself.

    Args:
        found: The document.
        options: `name`, `publisher` and `published` of the command line; empty where nothing was said.

    Raises:
        InputError: `published-not-edtf`.
    """
    published = options["published"]
    if published and not is_publication_date(published):
        says = f"'{published[:40]}' is no EDTF date: day and month in this order, or in that?"
        raise InputError("published-not-edtf", says, hint="Write year-month-day, such as 2026-01-06.")
    derived = found.text_sha256 != found.sha256
    return Source(
        id=options["name"],
        kind=_KINDS.get(found.media, "article"),
        publisher=options["publisher"] or found.publisher or "publisher",
        lang=language_of(found.text),
        published=published or found.published,
        url=found.url,
        sha256=found.sha256,
        text_sha256=found.text_sha256 if derived else None,
    )


def shown(found: Document, source: Source) -> Shown:
    """What is known about a text, for programs."""
    sentences = sentences_of(found.text)
    return Shown(
        source=source,
        text_sha256=found.text_sha256,
        characters=len(found.text),
        title=found.title,
        notes=found.notes,
        parts=parts_of(found.text, sentences),
        times=times_of(found.text, sentences, source.published),
    )


def keep(found: Document, target: Path) -> None:
    """Write the text exactly as it is read, so that places in it hold for ever.

    Raises:
        ExternalError: `out-not-writable`.
    """
    try:
        target.write_bytes(found.text.encode())
    except OSError as error:
        says = f"'{target}' cannot be written: {error.strerror}."
        raise ExternalError("out-not-writable", says, hint="Give another file.") from error
