"""What a workbook must not be, looked at before any library opens it: bombs, locks, macros, links, entities."""

import io
import re
import zipfile
import zlib

from servanda.errors import InputError

MAX_BYTES = 32 << 20
MAX_UNPACKED = 256 << 20
"""All parts of a workbook together."""
MAX_PARTS = 2_000
MAX_RATIO = 200
"""Unpacked to packed, for parts of more than a megabyte: tables of text stay below a tenth of it."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_ENTITY = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHER_CODING = re.compile(rb"<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-?8[\"'])", re.IGNORECASE)
_ACTIVE = (
    ("xl/vbaproject", "workbook-macros", "macros", "Save it as .xlsx, without macros."),
    ("xl/macrosheets", "workbook-macros", "macros", "Save it as .xlsx, without macros."),
    ("xl/externallinks/", "workbook-external-links", "links to other files", "Break the links and save it again."),
    ("xl/connections", "workbook-external-links", "links to other files", "Remove the connections and save it again."),
    ("xl/embeddings/", "workbook-embedded", "embedded objects", "Remove them and send them as documents."),
    ("xl/activex/", "workbook-embedded", "embedded objects", "Remove them and save it again."),
)


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are a workbook of some kind, fit or not."""
    return raw.startswith((b"PK", _OLE))


def archive_of(raw: bytes, name: str) -> zipfile.ZipFile:
    """The parts of a workbook that is safe to open.

    Raises:
        InputError: `workbook-encrypted`, `workbook-old-format`, `workbook-broken`, `workbook-bomb`, `workbook-macros`,
            `workbook-external-links`, `workbook-embedded`, `workbook-not-xlsx`, `workbook-entities`.
    """
    if raw.startswith(_OLE):
        if _LOCKED in raw:
            says = "The workbook is locked with a password."
            raise InputError("workbook-encrypted", says, place=name, hint="Remove the password; send it by a safe way.")
        says = "The workbook is in the old format (.xls)."
        raise InputError("workbook-old-format", says, place=name, hint="Save it as .xlsx or CSV UTF-8.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        says = "The workbook is damaged or was cut off on the way."
        raise InputError("workbook-broken", says, place=name, hint="Send it again whole.") from error
    _size(archive, name)
    _parts(archive, name)
    _texts(archive, name)
    return archive


def _size(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    hint = "Make a new workbook from the template and copy the rows into it."
    if len(parts) > MAX_PARTS:
        says = f"The workbook has {len(parts)} parts, at most {MAX_PARTS}."
        raise InputError("workbook-bomb", says, place=name, hint=hint)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED:
        says = f"The workbook unpacks to {unpacked} bytes, at most {MAX_UNPACKED}."
        raise InputError("workbook-bomb", says, place=name, hint=hint)
    for part in parts:
        if part.file_size > 1 << 20 and part.file_size > MAX_RATIO * max(1, part.compress_size):
            says = f"A part of the workbook unpacks to more than {MAX_RATIO} times its size."
            raise InputError("workbook-bomb", says, place=name, hint=hint)


def _parts(archive: zipfile.ZipFile, name: str) -> None:
    names = [part.filename.casefold().lstrip("/") for part in archive.infolist()]
    if any(part.flag_bits & 1 for part in archive.infolist()):
        says = "A part of the workbook is locked with a password."
        raise InputError("workbook-encrypted", says, place=name, hint="Remove the password; send it by a safe way.")
    for begins, code, what, hint in _ACTIVE:
        if any(part.startswith(begins) for part in names):
            raise _active(code, f"The workbook holds {what}.", name, hint)
    if "xl/workbook.xml" not in names or "[content_types].xml" not in names:
        says = "The file is no .xlsx workbook."
        raise InputError("workbook-not-xlsx", says, place=name, hint="Save it as .xlsx or CSV UTF-8.")


def _active(code: str, says: str, place: str, hint: str) -> InputError:
    return InputError(code, says, place=place, hint=hint)


def _texts(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse parts that define entities, or whose coding would hide that they do; a name does not say what is XML."""
    for part in archive.infolist():
        if part.filename.casefold().startswith("xl/media/"):
            continue
        try:
            text = archive.read(part)
        except (zipfile.BadZipFile, OSError, EOFError, RuntimeError, zlib.error) as error:
            says = "A part of the workbook is damaged."
            raise InputError("workbook-broken", says, place=name, hint="Send it again whole.") from error
        odd = text.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00"))
        if odd or _OTHER_CODING.search(text[:200]) or _ENTITY.search(text):
            says = "A part of the workbook defines entities, or is not UTF-8."
            raise InputError("workbook-entities", says, place=name, hint="Save it again with a spreadsheet program.")
        if b"macroEnabled" in text and part.filename.casefold() == "[content_types].xml":
            says = "The workbook holds macros."
            raise InputError("workbook-macros", says, place=name, hint="Save it as .xlsx, without macros.")
