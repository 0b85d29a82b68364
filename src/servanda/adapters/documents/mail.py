"""E-mail → text of its body, subject, date, sender: the standard library's parser behind limits of our own."""

import email
import email.policy
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import TypeAlias

from servanda.adapters.documents.decoding import decode
from servanda.adapters.documents.document import Document, checked, hash_of
from servanda.adapters.documents.markup import read_markup
from servanda.errors import InputError

_Letter: TypeAlias = "Message[str, str]"
"""A letter or a part of one; generic for the type checker only."""

MOST_HEADER = 256 * 1024
"""Bytes of the header of a letter."""
MOST_PARTS = 200
_BODIES = ("text/plain", "text/html")
MOST_NESTED = 20
_LONGEST_FIELD = 2_000
_PART = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
_NEST = re.compile(rb"^content-type[ \t]*:[ \t\r\n]*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_EARLIER = re.compile(
    r"-{3,}\s?(?:Original Message|Forwarded message|Пересилане повідомлення|Початкове повідомлення)", re.IGNORECASE
)
"""The line above a letter that this one answers or passes on."""
_BLANK = re.compile(rb"\r?\n\r?\n")


def read_mail(raw: bytes, place: str) -> Document:
    """A letter → its body, with its subject as the first line; attachments are counted, never opened.

    Raises:
        InputError: `email-too-many-parts`, `email-header-too-large`, `email-broken`, `email-no-text`, and what
            `decoding.decode` or `markup.read_markup` refuse.
    """
    _check(raw, place)
    try:
        letter: _Letter = email.message_from_bytes(raw, policy=email.policy.compat32)
        bodies, others = _bodies(letter)
    except (MessageError, RecursionError, ValueError, TypeError) as error:
        says = f"The letter cannot be read: {type(error).__name__}."
        raise InputError("email-broken", says, place=place, hint="Give the text of the letter.") from error
    notes = (f"attachments-not-read:{others}",) if others else ()
    body, more = _body_of(bodies, place)
    title = _field(letter, "Subject")
    text = f"{title}\n{body}" if title else body
    checked(body, place, empty="email-no-text: The letter holds no text of its own, at most attachments.")
    return Document(
        text=checked(text, place, empty="email-no-text: The letter holds no text."),
        sha256=hash_of(raw),
        media="email",
        title=title,
        published=_date(letter),
        publisher=_sender(letter),
        notes=(*notes, *more),
    )


def _check(raw: bytes, place: str) -> None:
    """Refuse before parsing what a parser would choke on."""
    head = _BLANK.search(raw)
    if (head.start() if head else len(raw)) > MOST_HEADER:
        says = f"The header of the letter has more than {MOST_HEADER} bytes."
        raise InputError("email-header-too-large", says, place=place, hint="Give the text of the letter.")
    parts = sum(1 for _ in _PART.finditer(raw))
    nested = sum(1 for _ in _NEST.finditer(raw))
    if parts > MOST_PARTS or nested > MOST_NESTED:
        says = (
            f"The letter has {parts} parts, {nested} of them nested; at most {MOST_PARTS} and {MOST_NESTED} are read."
        )
        raise InputError("email-too-many-parts", says, place=place, hint="Give the text of the letter.")


def _bodies(letter: _Letter) -> tuple[list[_Letter], int]:
    """The bodies a letter offers, plain before HTML, at most one of each; and how many parts are neither."""
    found: dict[str, _Letter] = {}
    others = 0
    for part in _parts(letter):
        kind = part.get_content_type()
        attached = part.get_content_disposition() == "attachment" or part.get_filename() is not None
        if kind in _BODIES and kind not in found and not attached:
            found[kind] = part
        else:
            others += 1
    return [found[kind] for kind in _BODIES if kind in found], others


def _parts(letter: _Letter) -> Iterator[_Letter]:
    """Parts of this letter; a letter inside it has another sender, and stays closed."""
    held = letter.get_payload()
    if letter.get_content_maintype() != "multipart" or not isinstance(held, list):
        yield letter
        return
    for part in held:
        if isinstance(part, Message):
            yield from _parts(part)


def _body_of(bodies: list[_Letter], place: str) -> tuple[str, tuple[str, ...]]:
    """The words of the first body that has some."""
    for body in bodies:
        if body.get_content_type() == "text/html":
            page = read_markup(_payload(body), place, declared=_charset(body))
            return page.text, page.notes
        text, notes = decode(_payload(body), place, _charset(body))
        if text.strip():
            own, quoted = _own_words(text.replace("\r\n", "\n"))
            return own, (*notes, f"quoted-lines-not-read:{quoted}") if quoted else notes
    return "", ()


def _own_words(text: str) -> tuple[str, int]:
    """The lines the sender wrote, and how many lines of earlier letters were left out: others wrote those."""
    lines = text.split("\n")
    cut = next((at for at, line in enumerate(lines) if _EARLIER.match(line)), len(lines))
    own = [line for line in lines[:cut] if not line.startswith(">")]
    return "\n".join(own), len(lines) - len(own)


def _payload(part: _Letter) -> bytes:
    """Bytes of a part without its transfer encoding (base64, quoted-printable, 8bit)."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _charset(part: _Letter) -> str:
    return str(part.get_content_charset() or "")


def _field(letter: _Letter, name: str) -> str:
    """A field of the header as one line of text; what cannot be decoded is shown as such, never dropped."""
    raw = str(letter.get(name, ""))[:_LONGEST_FIELD]
    try:
        pieces = [_piece(one, charset) for one, charset in decode_header(raw)]
    except (MessageError, LookupError, ValueError):
        pieces = [raw]
    return " ".join("".join(pieces).replace("\x00", "\ufffd").split())


def _piece(piece: bytes | str, charset: str | None) -> str:
    return piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece


def _date(letter: _Letter) -> str:
    """The instant the letter says it was sent; a day without a zone is no moment, so only its date is kept."""
    try:
        sent = parsedate_to_datetime(str(letter.get("Date", ""))[:100])
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return sent.date().isoformat() if sent.tzinfo is None else sent.isoformat()


def _sender(letter: _Letter) -> str:
    name, address = parseaddr(_field(letter, "From"))
    return name or address.rpartition("@")[2]
