"""Checkpoints: a signed statement of size and root, as C2SP tlog-checkpoint in a C2SP signed note, byte for byte."""

import base64
import re
from dataclasses import dataclass

from servanda.errors import InputError
from servanda.ledger.keys import Signer, VerifierKey, from_base64
from servanda.ledger.tree import HASH_BYTES

MAX_NOTE_BYTES = 1_000_000
MAX_SIGNATURES = 64
_KEY_ID_BYTES = 4
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+=*)")
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class Checkpoint:
    """The head of a ledger: how many entries, and the root over them."""

    origin: str
    """Name of the ledger, `CASE/ledger`."""
    size: int
    """Number of entries."""
    root: bytes
    """RFC 6962 root over them, 32 bytes."""

    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """The checkpoint as a signed note of the ledger's own key."""
    text = checkpoint.text()
    key = signer.key(checkpoint.origin)
    signature = base64.b64encode(key.id + signer.sign(text.encode())).decode()
    return f"{text}\n— {key.name} {signature}\n".encode()


def open_checkpoint(note: bytes, key: VerifierKey) -> Checkpoint:
    """The checkpoint of a signed note, if the key signed it. Signatures of unknown keys (witnesses) are passed over.

    Raises:
        InputError: `checkpoint-form`, `checkpoint-signature`, `checkpoint-origin`; its place names the part.
    """
    # 1. The note is well formed.
    text, signatures = _parse_note(note)
    # 2. At least one signature bears the key's name and id; each that does must verify.
    known = [signature for name, key_id, signature in signatures if (name, key_id) == (key.name, key.id)]
    if not known or not all(key.verifies(signature, text.encode()) for signature in known):
        says = f"No valid signature of {key.text()}." if not known else f"The signature of {key.name} does not fit."
        raise InputError("checkpoint-signature", says, place="signature")
    # 3. Only now is the text read.
    checkpoint = _parse_text(text)
    # 4. A ledger's key bears its origin as its name.
    if checkpoint.origin != key.name:
        says = f"It belongs to '{checkpoint.origin}', not to '{key.name}'."
        raise InputError("checkpoint-origin", says, place="origin")
    return checkpoint


def _parse_note(note: bytes) -> tuple[str, list[tuple[str, bytes, bytes]]]:
    """C2SP signed-note, section Format."""
    try:
        whole = note.decode()
    except UnicodeDecodeError as error:
        raise _malformed(f"byte {error.start} is not UTF-8") from error
    if len(note) > MAX_NOTE_BYTES:
        raise _malformed(f"{len(note)} bytes are more than {MAX_NOTE_BYTES}")
    if any(letter < " " and letter != "\n" for letter in whole):
        raise _malformed("it holds a control character")
    text, blank, block = whole.rpartition("\n\n")
    if not blank or not block.endswith("\n"):
        raise _malformed("the signatures do not stand after a blank line, each on a line that ends")
    lines = block[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise _malformed(f"{len(lines)} signatures are more than {MAX_SIGNATURES}")
    return text + "\n", [_parse_signature(line) for line in lines]


def _parse_signature(line: str) -> tuple[str, bytes, bytes]:
    match = _SIGNATURE_LINE.fullmatch(line)
    data = from_base64(match[2]) if match else None
    if match is None or data is None or len(data) <= _KEY_ID_BYTES:
        raise _malformed(f"'{line[:80]}' is not a signature line")
    return match[1], data[:_KEY_ID_BYTES], data[_KEY_ID_BYTES:]


def _parse_text(text: str) -> Checkpoint:
    """C2SP tlog-checkpoint, section Note text; extension lines, which it advises against, are refused."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:  # noqa: PLR2004 - three lines and the end
        raise _malformed("its text has not three lines")
    origin, size, encoded = lines[:3]
    root = from_base64(encoded)
    if not origin or not _SIZE.fullmatch(size) or root is None or len(root) != HASH_BYTES:
        raise _malformed("its lines are not origin, size and root")
    return Checkpoint(origin, int(size), root)


def _malformed(why: str) -> InputError:
    return InputError("checkpoint-form", f"The signed note is malformed: {why}.", place="form")
