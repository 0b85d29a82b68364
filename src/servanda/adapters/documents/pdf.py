"""PDF → text: `pypdf`, of the extra `documents`. Lines broken by the page are joined to paragraphs again."""

import io
import re
import struct
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from typing import Any

from servanda.adapters.documents.document import MOST_TEXT, Document, checked, hash_of, missing_extra
from servanda.errors import InputError

MOST_PAGES = 2_000
_BROKEN = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError, OverflowError, AssertionError,
    NotImplementedError, zlib.error, struct.error)  # fmt: skip
"""What a parser of a format this old meets in broken files."""
_NUMBER = re.compile(r"\s*[-–—]?\s*(?:\d{1,4}|(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3}))(?:\s*/\s*\d{1,4})?\s*[-–—]?\s*")
_ENDS = '.!?…:;»”"'
_FULL_LINE = 0.6


def read_pdf(raw: bytes, place: str) -> Document:
    """A PDF → the text on its pages.

    Raises:
        InputError: `extra-missing`, `pdf-broken`, `pdf-encrypted`, `pdf-too-many-pages`, `pdf-no-text`,
            `document-too-long`.
    """
    if find_spec("pypdf") is None:
        raise missing_extra("PDF", place)
    from pypdf.errors import DependencyError, FileNotDecryptedError, PyPdfError  # noqa: PLC0415 - for PDF only

    try:
        pages, title = _pages(raw, place)
    except (FileNotDecryptedError, DependencyError) as error:
        raise _encrypted(place) from error
    except (PyPdfError, *_BROKEN) as error:
        says = f"The PDF cannot be read: {type(error).__name__}."
        raise InputError("pdf-broken", says, place=place, hint="Open and save it again, or give its text.") from error
    text = "\n".join(paragraphs(page) for page in pages if page.strip())
    empty = "pdf-no-text: The PDF holds no text, only pictures of it or nothing; run text recognition over it first."
    return Document(text=checked(text, place, empty=empty), sha256=hash_of(raw), media="pdf", title=title)


def _pages(raw: bytes, place: str) -> tuple[list[str], str]:
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415 - for PDF only

    reader = PdfReader(io.BytesIO(raw))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise _encrypted(place)
    if len(reader.pages) > MOST_PAGES:
        says = f"The PDF has {len(reader.pages)} pages; at most {MOST_PAGES} are read."
        raise InputError("pdf-too-many-pages", says, place=place, hint="Split it.")
    return list(_texts(reader)), _title(reader)


def _texts(reader: Any) -> Iterator[str]:  # noqa: ANN401 - a reader of the library
    left = MOST_TEXT + 1
    for page in reader.pages:
        text = page.extract_text().replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        left -= len(text)
        yield text if left > 0 else text[:left]
        if left <= 0:
            return


def _title(reader: Any) -> str:  # noqa: ANN401 - a reader of the library
    metadata = reader.metadata
    return " ".join(str(metadata.title or "").split())[:300] if metadata else ""


def paragraphs(page: str) -> str:
    r"""Lines of a page joined to paragraphs: a line that runs to the margin without a full stop goes on in the next.

    A number alone on the first or last line is that of the page.

    >>> paragraphs("The leaders of both sides agreed on a mis-\nsion of observers.\n12")
    'The leaders of both sides agreed on a mission of observers.'
    """
    lines = [line.strip() for line in page.splitlines()]
    kept = [line for line in lines if line]
    kept = kept[1:] if kept and _NUMBER.fullmatch(kept[0]) else kept
    kept = kept[:-1] if kept and _NUMBER.fullmatch(kept[-1]) else kept
    margin = max(map(len, kept), default=0) * _FULL_LINE
    joined: list[str] = []
    before = ""
    for line in kept:
        is_open = before and before[-1] not in _ENDS
        if is_open and (len(before) >= margin or line[0].islower()):
            joined[-1] = _glued(joined[-1], line)
        else:
            joined.append(line)
        before = line
    return "\n".join(joined)


def _glued(before: str, line: str) -> str:
    """Two lines as one; a word parted by a hyphen at the margin is one word again."""
    if before.endswith(("-", "\u00ad", "\u2010")) and before[-2:-1].isalpha() and line[0].islower():
        return before[:-1] + line
    return f"{before} {line}"


def _encrypted(place: str) -> InputError:
    says = "The PDF is encrypted and opens only with a password."
    return InputError("pdf-encrypted", says, place=place, hint="Save a copy without a password.")
