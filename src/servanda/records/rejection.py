"""Rejections: inputs that were not taken, and why. Nothing is dropped without one."""

import hashlib

from servanda.errors import ExternalError, InputError
from servanda.records.record import Record


class Rejection(Record, frozen=True, kw_only=True):
    """One input that was not taken."""

    kind: str
    """Stage noun: source, statement, commitment, observation, watch, agreement."""
    place: str
    """File and line, or the record's own name."""
    code: str
    """Stable identifier of the reason."""
    says: str
    """What is wrong, with the offending value."""
    hint: str = ""
    """How to mend it."""
    raw_sha256: str = ""
    """Hash of the input as it came, so that it can be found again."""


def rejected(error: InputError | ExternalError, *, kind: str, raw: bytes = b"") -> Rejection:
    """The rejection that an error of one input amounts to.

    Args:
        error: What was wrong with it.
        kind: Stage noun of the input.
        raw: The input as it came, if it is at hand: only its hash is kept.
    """
    digest = hashlib.sha256(raw).hexdigest() if raw else ""
    return Rejection(kind=kind, place=error.place, code=error.code, says=error.says, hint=error.hint, raw_sha256=digest)
