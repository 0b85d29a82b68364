"""Bytes → text, by what the document declares or what its bytes prove; an encoding is never guessed."""

import codecs

from servanda.errors import InputError
from servanda.statements.language import language_of

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "ascii"),
    *("koi8-r", "koi8-u", "mac-cyrillic", "cp866", "cp1125"),
    *(f"cp125{number}" for number in range(9)),
    *(f"iso8859-{number}" for number in (*range(1, 12), *range(13, 17))),
)
_KNOWN = frozenset(codecs.lookup(name).name for name in _NAMES)
"""Encodings of texts; a document cannot ask for any other codec of the machine."""
_LIKELY = ("cp1251", "koi8-u")
_SAMPLE = 4_000


def decode(raw: bytes, place: str, declared: str = "") -> tuple[str, tuple[str, ...]]:
    """Text of some bytes, and notes about doubtful declarations.

    A byte order mark decides; then UTF-8, which bytes of other encodings do not form by accident; then the declaration.

    Raises:
        InputError: `text-encoding`, `text-encoding-unknown`, `text-nul`.
    """
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _without_nul(_strictly(raw, name, place), place), ()
    known = _known(declared, place) if declared else ""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if not known or known.startswith("utf-8"):
            raise _not_utf8(raw, error, place) from error
        return _without_nul(_strictly(raw, known, place), place), ()
    if known.startswith(("utf-16", "utf-32")):
        return _without_nul(_strictly(raw, known, place), place), ()
    wrong = bool(known) and not known.startswith(("utf-8", "ascii")) and not raw.isascii()
    return _without_nul(text, place), (f"declared-{known}-is-utf-8",) if wrong else ()


def _known(declared: str, place: str) -> str:
    try:
        name = codecs.lookup(declared.strip("\"' ")[:40]).name
    except (LookupError, ValueError, UnicodeError) as error:
        raise _unknown(declared, place) from error
    if name not in _KNOWN:
        raise _unknown(declared, place)
    return name


def _unknown(declared: str, place: str) -> InputError:
    says = f"'{declared[:40]}' is no encoding of texts that is known."
    return InputError("text-encoding-unknown", says, place=place, hint="Name one such as utf-8 or windows-1251.")


def _strictly(raw: bytes, name: str, place: str) -> str:
    try:
        return raw.decode(name)
    except UnicodeDecodeError as error:
        says = f"The bytes at offset {error.start} are not {name}, as which the text is declared."
        raise InputError("text-encoding", says, place=place, hint="Give the true encoding with --encoding.") from error


def _not_utf8(raw: bytes, error: UnicodeDecodeError, place: str) -> InputError:
    """The refusal, with an encoding worth trying: the person decides, not the machine."""
    says = f"Byte {raw[error.start]:02x} at offset {error.start} is not UTF-8."
    hint = "Save the text as UTF-8, or name its encoding with --encoding."
    for name in _LIKELY:
        if language_of(raw[:_SAMPLE].decode(name, errors="replace")) in {"uk", "ru"}:
            hint = f"If it is {name}, say so with --encoding {name}; or save it as UTF-8."
            break
    return InputError("text-encoding", says, place=place, hint=hint)


def _without_nul(text: str, place: str) -> str:
    if "\x00" in text:
        raise InputError("text-nul", "The text holds a NUL character.", place=place, hint="Remove it.")
    return text
