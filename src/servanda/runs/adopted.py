"""Instruments on the record ↔ instruments in files: the ledger holds their hashes, the files their words."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

import msgspec

from servanda import findings
from servanda.errors import IntegrityError
from servanda.logic import Truth
from servanda.records.agreement import Agreement
from servanda.records.facts import Facts
from servanda.runs.known import Known


def digest_of(agreement: Agreement) -> str:
    """SHA-256 of an instrument as data: what its adoption puts on the record."""
    return hashlib.sha256(msgspec.json.encode(agreement, order="deterministic")).hexdigest()


def name_of(agreement: Agreement) -> str:
    """`ID@VERSION`."""
    return f"{agreement.id}@{agreement.version}"


def adopted_at(known: Known, agreements: Sequence[Agreement]) -> list[Agreement]:
    """The texts on the record, each as its file has it.

    Args:
        known: What was known.
        agreements: Instruments as the files have them.

    Returns:
        Every version that was adopted, in the order in which they reached the record.

    Raises:
        IntegrityError: `agreement-missing`, `agreement-changed` if a file is not what was adopted.
    """
    files = {name_of(one): one for one in agreements}
    for name, digest in known.agreements.items():
        if name not in files:
            says = f"'{name}' was adopted, and no file of the case holds it."
            raise IntegrityError("agreement-missing", says, place=name, hint="Restore the file that was adopted.")
        if digest_of(files[name]) != digest:
            says = f"'{name}' is not the text that was adopted: its SHA-256 is not {digest[:12]}…."
            hint = "Restore the file that was adopted; put a change under a version of its own, and ingest it."
            raise IntegrityError("agreement-changed", says, place=name, hint=hint)
    return [files[name] for name in known.agreements]


def in_force_at(known: Known, versions: Sequence[Agreement], moment: datetime) -> list[Agreement]:
    """Of each instrument the version that was in force at a moment; where nobody says which, the one adopted last.

    Args:
        known: What was known.
        versions: All versions, in the order in which they reached the record.
        moment: The moment.
    """
    facts = dated(known)
    last = {one.id: one for one in versions}
    certain = {
        one.id: one for one in versions if findings.in_force_at(one, facts, as_of=moment, others=versions) is Truth.TRUE
    }
    return [certain.get(name, last[name]) for name in sorted(last)]


def stated(known: Known, versions: Sequence[Agreement]) -> list[Agreement]:
    """Versions of those instruments of which somebody says when which version has effect."""
    said = {one.agreement.partition("@")[0] for one in known.of("adoption")}
    said |= {one.id for one in versions if one.effect is not None}
    return [one for one in versions if one.id in said]


def dated(known: Known) -> Facts:
    """Only what says which text was in force when: adoptions, and the events that clocks wait for."""
    return Facts(adoptions=known.of("adoption"), events=known.of("event"))
