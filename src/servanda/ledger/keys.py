"""Keys: Ed25519 by libsodium's strict rules, in the text form of C2SP signed notes.

Two honest verifiers can disagree about signatures that rest on points of small order, so those are refused outright:
as public keys when a key is admitted, as `R` when a signature is verified. Points that are not written canonically
are refused too.
"""

import base64
import binascii
import os
import stat
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import nacl.exceptions
import nacl.signing

from servanda.errors import ExternalError, InputError, NotFound

ED25519 = b"\x01"
_PRIME = 2**255 - 19
_SIGN_BIT = 0x80
_KEY_BYTES = 32
_SIGNATURE_BYTES = 64

SMALL_ORDER = frozenset(
    bytes.fromhex(encoding)
    for encoding in (
        "0000000000000000000000000000000000000000000000000000000000000000",  # order 4
        "0100000000000000000000000000000000000000000000000000000000000000",  # order 1
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",  # order 8
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",  # order 8
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # order 2
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # order 4, not canonical
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",  # order 1, not canonical
    )
)
"""The y coordinates of the points of small order; each stands for two encodings, with the sign bit clear and set."""

_DEMONSTRATION_SEED = sha256(b"Servanda demonstration key. Public: it proves nothing about who signed.").digest()


@dataclass(frozen=True)
class VerifierKey:
    """A public key with the name of its holder."""

    name: str
    """Name in the sense of C2SP: of a log, its origin."""
    public: bytes
    """32 bytes."""

    def __post_init__(self) -> None:
        """Refuse names and points that a verifier must not accept.

        Raises:
            InputError: `key-name`, `key-point`.
        """
        if not self.name or "+" in self.name or not self.name.isprintable() or len(self.name.split()) != 1:
            raise InputError("key-name", f"'{self.name}' cannot name a key.", hint="No spaces, no plus sign.")
        if len(self.public) != _KEY_BYTES or bad_point(self.public):
            raise InputError("key-point", f"{self.public.hex()} is not an acceptable Ed25519 public key.")

    @property
    def id(self) -> bytes:
        """The four bytes by which signatures point to the key (C2SP signed-note)."""
        return sha256(self.name.encode() + b"\n" + ED25519 + self.public).digest()[:4]

    def text(self) -> str:
        """The key as a C2SP verifier key: `name+id+base64`."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(ED25519 + self.public).decode()}"

    def verifies(self, signature: bytes, message: bytes) -> bool:
        """Whether the signature is one of this key over the message, by the strict rules."""
        if len(signature) != _SIGNATURE_BYTES or bad_point(signature[:_KEY_BYTES]):
            return False
        try:
            nacl.signing.VerifyKey(self.public).verify(message, signature)
        except nacl.exceptions.BadSignatureError:
            return False
        return True


def verifier_key(text: str) -> VerifierKey:
    """Read a C2SP verifier key.

    Raises:
        InputError: `key-text` if it is malformed or its id does not fit, `key-name`, `key-point`.
    """
    parts = text.split("+", 2)
    if len(parts) != 3:  # noqa: PLR2004 - name, id, key
        raise InputError("key-text", f"'{text[:80]}' is not a verifier key: name+id+base64.")
    name, key_id, encoded = parts
    data = from_base64(encoded)
    if data is None or data[:1] != ED25519:
        raise InputError("key-text", f"'{encoded[:80]}' is not an Ed25519 key in base64.")
    key = VerifierKey(name, data[1:])
    if key.id.hex() != key_id:
        raise InputError("key-text", f"The key id is {key.id.hex()}, not '{key_id[:16]}'.")
    return key


@dataclass(frozen=True)
class Signer:
    """A private key. Its file never lies in a ledger's folder."""

    seed: bytes = field(repr=False)
    """32 secret bytes."""
    file: Path | None = None
    """Where it was read from."""

    def key(self, name: str) -> VerifierKey:
        """The public half under a name."""
        return VerifierKey(name, bytes(nacl.signing.SigningKey(self.seed).verify_key))

    def sign(self, message: bytes) -> bytes:
        """Signature over a message, 64 bytes."""
        return nacl.signing.SigningKey(self.seed).sign(message).signature


def demonstration_signer() -> Signer:
    """The public demonstration key, the same everywhere: for bundled cases and exercises only."""
    return Signer(_DEMONSTRATION_SEED)


def is_demonstration(key: VerifierKey) -> bool:
    """Whether anybody at all could have signed with this key."""
    return key.public == demonstration_signer().key(key.name).public


def create_signer(file: Path) -> Signer:
    """Make a new private key and write it to a new file that only its owner can read.

    Raises:
        InputError: `key-file-exists`: a key is never written over.
        ExternalError: `key-file-write`.
    """
    seed = os.urandom(_KEY_BYTES)
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR | stat.S_IWUSR)
    except FileExistsError as error:
        raise InputError(
            "key-file-exists", "A file is already there.", place=str(file), hint="Choose a new name."
        ) from error
    except OSError as error:
        raise ExternalError(
            "key-file-write", f"The key cannot be written: {error.strerror}.", place=str(file)
        ) from error
    with os.fdopen(handle, "wb") as opened:
        opened.write(base64.b64encode(seed) + b"\n")
        opened.flush()
        os.fsync(opened.fileno())
    return Signer(seed, file)


def read_signer(file: Path) -> Signer:
    """Read a private key.

    Raises:
        NotFound: `key-file-missing`.
        ExternalError: `key-file-read`.
        InputError: `key-file-open` if others can read it, `key-file-form` if it holds no key.
    """
    try:
        mode, data = file.stat().st_mode, file.read_bytes()
    except FileNotFoundError as error:
        raise NotFound("key-file-missing", "There is no key file.", place=str(file)) from error
    except OSError as error:
        raise ExternalError("key-file-read", f"The key cannot be read: {error.strerror}.", place=str(file)) from error
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise InputError("key-file-open", "Others can read this key.", place=str(file), hint=f"chmod 600 {file}")
    seed = from_base64(data.decode("ascii", "replace").removesuffix("\n"))
    if seed is None or len(seed) != _KEY_BYTES:
        raise InputError("key-file-form", "This is not a key file: one line, 32 bytes in base64.", place=str(file))
    return Signer(seed, file)


def bad_point(encoding: bytes) -> bool:
    """Whether 32 bytes encode a point of small order, or a y coordinate in another than its one canonical form."""
    y = encoding[:-1] + bytes([encoding[-1] & ~_SIGN_BIT])
    return y in SMALL_ORDER or int.from_bytes(y, "little") >= _PRIME


def from_base64(text: str) -> bytes | None:
    """The bytes of standard padded base64; none unless the text is the one that encodes them (RFC 4648 section 4)."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        return None
    return data if base64.b64encode(data).decode() == text else None
