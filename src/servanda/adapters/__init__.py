"""Everything that touches files: folders, YAML and lines → records and rejections. No adapter knows another."""

import unicodedata
from pathlib import Path

import msgspec

from servanda.errors import ExternalError, InputError
from servanda.ledger import encode, payload_of


def refuse_unrecordable(record: msgspec.Struct, _data: object, place: str) -> None:
    """Refuse a record that no entry of a ledger can hold: moments too fine, text not in normal form, far too long.

    Raises:
        InputError: `instant-…`, `canonical-…`, with the place of the record.
    """
    try:
        encode(payload_of(record))
    except InputError as error:
        hint = error.hint or "Shorten or mend it where it was written."
        says = unicodedata.normalize("NFC", error.says)  # the refusal itself is recorded
        raise InputError(error.code, says, place=place, hint=hint) from error


def bytes_in(folder: Path, name: str, limit: int = -1) -> bytes | None:
    """The bytes of a plain file that lies in a folder; none if nothing there bears the name.

    Args:
        folder: The folder.
        name: Name below it.
        limit: Most bytes to read; all by default.

    Raises:
        InputError: `file-not-plain` for a folder, a device, a link that leads nowhere or out of the folder.
        ExternalError: `file-unreadable` if the machine does not give its bytes.
    """
    file = folder / name
    if not file.is_symlink() and not file.exists():
        return None
    if not file.is_file() or not file.resolve().is_relative_to(folder.resolve()):
        says = f"'{name}' is a folder, a device, or a link that leads nowhere or out of '{folder.name}'."
        raise InputError("file-not-plain", says, place=name, hint="Put the file itself there, or remove it.")
    try:
        with file.open("rb") as opened:
            return opened.read(limit)
    except OSError as error:
        says = f"'{file}' cannot be read: {error.strerror}."
        raise ExternalError(
            "file-unreadable", says, place=name, hint="Check its owner and rights, and the disk."
        ) from error
