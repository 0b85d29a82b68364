"""Instruments on the record ↔ instruments in files: the ledger holds their hashes, the files their words."""

import hashlib
from collections.abc import Sequence

import msgspec

from servanda.errors import IntegrityError
from servanda.records.agreement import Agreement
from servanda.runs.known import Known


def digest_of(agreement: Agreement) -> str:
    """SHA-256 of an instrument as data: what its adoption puts on the record."""
    return hashlib.sha256(msgspec.json.encode(agreement, order="deterministic")).hexdigest()


def name_of(agreement: Agreement) -> str:
    """`ID@VERSION`."""
    return f"{agreement.id}@{agreement.version}"


def adopted_at(known: Known, agreements: Sequence[Agreement]) -> list[Agreement]:
    """The instruments in force of record: of each, the version adopted last.

    Args:
        known: What was known.
        agreements: Instruments as the files have them.

    Returns:
        One version of each adopted instrument, by name.

    Raises:
        IntegrityError: `agreement-missing`, `agreement-changed` if a file is not what was adopted.
    """
    files = {name_of(one): one for one in agreements}
    last: dict[str, Agreement] = {}
    for name, digest in known.agreements.items():
        if name not in files:
            says = f"'{name}' was adopted, and no file of the case holds it."
            raise IntegrityError("agreement-missing", says, place=name, hint="Restore the file that was adopted.")
        if digest_of(files[name]) != digest:
            says = f"'{name}' is not the text that was adopted: its SHA-256 is not {digest[:12]}…."
            hint = "Restore the file that was adopted; put a change under a version of its own, and ingest it."
            raise IntegrityError("agreement-changed", says, place=name, hint=hint)
        last[files[name].id] = files[name]
    return [last[name] for name in sorted(last)]
