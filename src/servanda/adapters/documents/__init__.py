"""Documents: bytes of a text, page, PDF or letter → the immutable text in them, with the hash of the bytes.

Nothing in a document is run, fetched or followed. What cannot be read is refused with a code; what was left out is
noted. `web` fetches an address behind limits.
"""

from datetime import datetime

from servanda.adapters.documents.decoding import decode
from servanda.adapters.documents.document import MOST_BYTES, Document, Media, checked, hash_of
from servanda.adapters.documents.kinds import media_of
from servanda.adapters.documents.mail import read_mail
from servanda.adapters.documents.markup import read_markup
from servanda.adapters.documents.pdf import read_pdf
from servanda.errors import InputError
from servanda.statements.dates import is_publication_date
from servanda.statements.lines import stamp_of

__all__ = ["MOST_BYTES", "Document", "Media", "media_of", "read_document"]

_DAY = 10


def read_document(raw: bytes, place: str, *, media: Media | None = None, declared: str = "", url: str = "") -> Document:
    """The text of some bytes.

    Args:
        raw: The original bytes.
        place: What to call them: a file's name, an address.
        media: What they are; found out by `media_of` if not given.
        declared: Encoding somebody vouches for.
        url: Where they were fetched.

    Raises:
        InputError: `document-too-large`, or what the reader of its kind refuses.

    >>> found = read_document(b"Talks begin.", "note.txt")
    >>> found.media, found.text, found.sha256 == found.text_sha256
    ('text', 'Talks begin.', True)
    """
    if len(raw) > MOST_BYTES:
        says = f"The document has {len(raw)} bytes; at most {MOST_BYTES} are read."
        raise InputError("document-too-large", says, place=place, hint="Split it.")
    kind = media or media_of(raw, place)
    if kind == "html":
        return read_markup(raw, place, declared=declared, url=url)
    if kind == "pdf":
        return read_pdf(raw, place)
    if kind == "email":
        return read_mail(raw, place)
    text, notes = decode(raw, place, declared)
    checked(text, place, empty="statement-text-empty: The text holds no words.")
    return Document(text=text, sha256=hash_of(raw), media="text", published=_stamped(text), url=url, notes=notes)


def _stamped(text: str) -> str:
    """The date that opens a plain text, before its title; a moment without a zone is only a day."""
    stamp = stamp_of(text)
    stated = text[slice(*stamp)] if stamp else ""
    if not is_publication_date(stated):
        return stated[:_DAY] if is_publication_date(stated[:_DAY]) else ""
    return stated if len(stated) == _DAY or datetime.fromisoformat(stated).tzinfo else stated[:_DAY]
