"""Rejections: inputs that were not taken, and why. Nothing is dropped without one."""

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
