"""What some bytes are: by their beginning first, then by what was said about them."""

import re

from servanda.adapters.documents.document import Media

_HEAD = 1_024
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,400}?-->\s*)?"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_LETTER = re.compile(
    rb"(?:From|Return-Path|Received|Delivered-To|MIME-Version|Message-ID|Subject|Date|To|X-[A-Za-z-]{1,40}):[ \t]",
    re.IGNORECASE,
)
_FIELD = re.compile(
    rb"^(From|Subject|Date|To|MIME-Version|Message-ID|Received|Content-Type):", re.IGNORECASE | re.MULTILINE
)
_FIELDS = 3
_ENDINGS: dict[str, Media] = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".eml": "email",
    ".txt": "text",
}
_TYPES: dict[str, Media] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/pdf": "pdf",
    "message/rfc822": "email",
    "text/plain": "text",
}


def media_of(raw: bytes, name: str = "", content_type: str = "") -> Media:
    """What a document is.

    A PDF says so in its first kilobyte whatever it is called; HTML and letters are known by how they begin; else the
    declared type or the ending of the name decides, and everything else is plain text.
    """
    if b"%PDF-" in raw[:_HEAD]:
        return "pdf"
    declared = _TYPES.get(content_type.partition(";")[0].strip().lower())
    named = next((kind for ending, kind in _ENDINGS.items() if name.lower().endswith(ending)), None)
    begins = raw.removeprefix(b"\xef\xbb\xbf")[:_HEAD]
    if declared in {"html", "email"} or named in {"html", "email"}:
        return declared if declared in {"html", "email"} else named or "text"
    if named != "text" and declared != "text":
        if _MARKUP.match(begins):
            return "html"
        if _LETTER.match(begins) and len(set(map(bytes.lower, _FIELD.findall(begins)))) >= _FIELDS:
            return "email"
    return declared or named or "text"
