"""A document: the immutable text taken out of some bytes, and what the bytes say about themselves."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from servanda.errors import InputError

Media = Literal["text", "html", "pdf", "email"]

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of a document that are read."""
MOST_TEXT = 20_000_000
"""Code points of text that are taken out of it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a document and where it came from. The text is never changed: places are offsets into it."""

    text: str
    """The words, in code points."""
    sha256: str
    """Hash of the original bytes."""
    media: Media
    """What the bytes were."""
    title: str = ""
    """Its title or subject."""
    published: str = ""
    """EDTF date or instant that the document states; never guessed from its words."""
    publisher: str = ""
    """Outlet, site or sender, as the document names it."""
    url: str = ""
    """Where it was fetched, or where it says it belongs."""
    notes: tuple[str, ...] = ()
    """What was left out or doubtful: codes such as `attachments-not-read:2`."""

    @property
    def text_sha256(self) -> str:
        """Hash of the text itself, in UTF-8."""
        return hash_of(self.text.encode())


def hash_of(raw: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def checked(text: str, place: str, *, empty: str) -> str:
    """The text, if there is some and not too much.

    Args:
        text: The words.
        place: Name of the document.
        empty: Code and sentence if there are none, parted by a colon.

    Raises:
        InputError: the given code, or `document-too-long`.
    """
    if not text.strip():
        code, says = empty.split(":", 1)
        raise InputError(code, says.strip(), place=place, hint="Give the text itself, or another copy.")
    if len(text) > MOST_TEXT:
        says = f"The document holds {len(text)} characters of text; at most {MOST_TEXT} are read."
        raise InputError("document-too-long", says, place=place, hint="Split it.")
    return text


def missing_extra(what: str, place: str) -> InputError:
    """The refusal where a library of the extra is not installed."""
    says = f"Reading {what} needs the extra 'documents', which is not installed."
    return InputError("extra-missing", says, place=place, hint="Run: pip install 'servanda[documents]'.")
