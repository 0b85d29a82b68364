"""Sealed fields: the entry holds a salted commitment, the value stays elsewhere.

After the idea of RFC 9901 (SD-JWT): SHA-256 over the canonical bytes of `[salt, name, value]` with a fresh salt of 128
bits. Erasing value *and* salt leaves every proof valid and the field withheld.
"""

import hashlib
import secrets
from typing import Annotated, Any

import msgspec

from servanda.errors import InputError
from servanda.ledger.canonical import encode

_SALT_BYTES = 16

Digest = Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{64}\Z")]
"""SHA-256 in lower-case hexadecimal digits."""


class Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A commitment: it stands in the entry and says nothing about the value."""

    path: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    """JSON pointer of the field in the payload it is kept out of."""
    digest: Digest
    """What the disclosure must hash to."""


class Disclosure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What opens a commitment. It never enters the ledger."""

    salt: Annotated[str, msgspec.Meta(pattern=r"\A[0-9a-f]{32}\Z")]
    """128 random bits in hexadecimal digits."""
    path: str
    """The field."""
    value: Any
    """Its value, a JSON value of the canonical profile."""


def seal(path: str, value: Any, *, salt: bytes | None = None) -> tuple[Sealed, Disclosure]:  # noqa: ANN401 - JSON
    """Commit to the value of a field.

    Args:
        path: JSON pointer of the field.
        value: Any value of the canonical profile.
        salt: 16 bytes; fresh random ones unless a bundled example must repeat itself.

    Raises:
        InputError: `seal-salt` for a salt of another length, `canonical-…` for a value outside the profile.
    """
    fresh = secrets.token_bytes(_SALT_BYTES) if salt is None else salt
    if len(fresh) != _SALT_BYTES:
        raise InputError("seal-salt", f"A salt has {_SALT_BYTES} bytes, not {len(fresh)}.")
    disclosure = Disclosure(salt=fresh.hex(), path=path, value=value)
    return Sealed(path=path, digest=_digest(disclosure)), disclosure


def opens(sealed: Sealed, disclosure: Disclosure) -> bool:
    """Whether a disclosure is the one that was committed to."""
    return disclosure.path == sealed.path and secrets.compare_digest(_digest(disclosure), sealed.digest)


def _digest(disclosure: Disclosure) -> str:
    return hashlib.sha256(encode([disclosure.salt, disclosure.path, disclosure.value])).hexdigest()
