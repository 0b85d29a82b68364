"""What a file is that should be a table of text: other formats, other encodings, told before any row is read."""

import codecs
import re
from collections.abc import Sequence

from servanda.errors import InputError

_BOM = b"\xef\xbb\xbf"
_HEAD = 1 << 16
_BLOCK = 1 << 22
MAX_LINES = 20_000_000
"""Lines of one file: where each begins is held in memory."""
_BINARY = 0.05
"""Share of bytes that no text has; tables of text have none or a few that slipped in."""

_FORMATS: Sequence[tuple[bytes, str, str]] = (
    (b"PK\x03\x04", "a workbook or a ZIP archive", "Unpack it, or save the sheet as CSV UTF-8."),
    (b"PK\x05\x06", "an empty ZIP archive", "Send the file itself."),
    (b"\x1f\x8b", "packed with gzip", "Unpack it first."),
    (b"BZh", "packed with bzip2", "Unpack it first."),
    (b"\xfd7zXZ", "packed with xz", "Unpack it first."),
    (b"7z\xbc\xaf", "a 7-Zip archive", "Unpack it first."),
    (b"\xd0\xcf\x11\xe0", "a workbook in the old format (.xls)", "Save the sheet as CSV UTF-8."),
    (b"%PDF", "a PDF document", "Ask its publisher for the table."),
    (b"PAR1", "a Parquet file", "Save it as CSV UTF-8."),
    (b"SQLite format 3", "a database of SQLite", "Save the table as CSV UTF-8."),
)
_MARKUP: Sequence[tuple[re.Pattern[bytes], str, str]] = (
    (
        re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE),
        "a web page, perhaps an error message of the server",
        "Fetch it again, and open it before you send it.",
    ),
    (re.compile(rb"<(?:\?xml|!--|[a-z])", re.IGNORECASE), "XML", "Fetch the table as CSV."),
    (re.compile(rb"[\[{]\s*(?:[\"\[{}\]]|\Z)"), "JSON", "Fetch the table as CSV, or choose a reader of JSON."),
)
_WIDE: Sequence[tuple[bytes, str]] = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_UTF8 = "Save it as CSV UTF-8."
_FORBIDDEN = bytes(byte for byte in range(32) if byte not in b"\t\n\r") + b"\x7f"


def text_begin(raw: bytes, name: str) -> int:
    """Where the text of a file begins, behind its byte order mark.

    Args:
        raw: The file.
        name: Name it is cited by.

    Raises:
        InputError: `sheet-empty`, `sheet-format`, `sheet-encoding`, `sheet-binary`, `sheet-too-long`.
    """
    head = raw[:_HEAD]
    for mark, coding in _WIDE:
        if head.startswith(mark):
            raise InputError("sheet-encoding", f"The text is {coding}, not UTF-8.", place=name, hint=_UTF8)
    begin = len(_BOM) if head.startswith(_BOM) else 0
    if not head[begin:].strip() and not raw[begin:].strip():
        says = f"The file has {len(raw)} bytes and no text."
        raise InputError("sheet-empty", says, place=name, hint="Fetch or export it again.")
    _refuse_formats(head[begin:], name)
    _refuse_binary(head, name)
    lines = max(raw.count(b"\n"), raw.count(b"\r"))
    if lines > MAX_LINES:
        says = f"The file has {lines} lines, at most {MAX_LINES}."
        raise InputError("sheet-too-long", says, place=name, hint="Split it by year or region.")
    return begin


def _refuse_formats(head: bytes, name: str) -> None:
    begun = head.lstrip()
    found = [(what, hint) for mark, what, hint in _FORMATS if head.startswith(mark)]
    found += [(what, hint) for pattern, what, hint in _MARKUP if pattern.match(begun)]
    if found:
        what, hint = found[0]
        raise InputError("sheet-format", f"The file is {what}, no comma-separated text.", place=name, hint=hint)


def _refuse_binary(head: bytes, name: str) -> None:
    even, odd = (head[at::2].count(0) for at in (0, 1))
    if max(even, odd) > len(head) // 8 and min(even, odd) < max(even, odd) // 8:
        says = "Every second byte is nought: the text is UTF-16, not UTF-8."
        raise InputError("sheet-encoding", says, place=name, hint=_UTF8)
    strange = len(head) - len(head.translate(None, _FORBIDDEN))
    if strange > len(head) * _BINARY:
        says = f"{strange} of its first {len(head)} bytes are control characters: it is no text."
        raise InputError("sheet-binary", says, place=name, hint="Check that the right file was sent.")


def is_utf8(raw: bytes) -> bool:
    """Whether bytes are UTF-8, looked at block by block so that a large file needs no second copy."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    view = memoryview(raw)
    try:
        for at in range(0, len(raw), _BLOCK):
            decoder.decode(view[at : at + _BLOCK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def coding_of(raw: bytes) -> str:
    """What a text that is no UTF-8 may be, as a hint may say it."""
    head = raw[:_HEAD]
    # Cyrillic words are runs of high bytes; Latin words have single accents between ASCII letters
    if re.search(rb"[\xa8-\xff]{3}", head):
        return f"{_UTF8} It may be Windows-1251 (Cyrillic)."
    return f"{_UTF8} It may be Latin-1 or Windows-1252."


_RARE = (b"\xe2\x80", b"\xe2\x81", b"\xef\xbb\xbf", b"\xef\xbf", *(bytes((0xC2, low)) for low in range(0x80, 0xA0)))
"""How characters begin in UTF-8 among which some are forbidden; dashes and quotation marks are others of them."""


def may_hold_forbidden(raw: bytes, begin: int) -> bool:
    """Whether a text in UTF-8 may hold a character that no record may: a fast look at the bytes of the whole file."""
    if any(raw.find(each, begin) >= 0 for each in _RARE):
        return True
    blocks = (raw[at : at + _BLOCK] for at in range(begin, len(raw), _BLOCK))
    return any(len(block.translate(None, _FORBIDDEN)) < len(block) for block in blocks)
