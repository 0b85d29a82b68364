"""Append-only truth: entries in → a folder that anybody can check, byte by byte → entries out, as known at any size.

Knowledge time is the tree size: what was known at size *n* are the first *n* entries, and that they are is provable.

>>> from datetime import UTC, datetime
>>> from pathlib import Path
>>> disk, folder = MemoryDisk(), Path("/case/ledger")
>>> noon = datetime(2031, 3, 14, 12, tzinfo=UTC)
>>> entry = Entry(author="EX-MISSION", payload={"id": "EX-1"}, recorded_at=noon, type="notice")
>>> with Ledger.open(folder, signer=demonstration_signer(), origin="EX-CASE/ledger", disk=disk) as ledger:
...     ledger.append([entry])
1
>>> verify(folder, disk=disk).root[:16]
'32a9cbca28686472'
"""

from servanda.ledger.canonical import decode, encode, instant_text, payload_of
from servanda.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from servanda.ledger.disk import Disk, LocalDisk, MemoryDisk
from servanda.ledger.entry import Entry
from servanda.ledger.keys import Signer, VerifierKey, create_signer, demonstration_signer, read_signer, verifier_key
from servanda.ledger.ledger import Ledger
from servanda.ledger.proofs import verify_consistency, verify_inclusion
from servanda.ledger.recovery import Recovery
from servanda.ledger.sealing import Disclosure, Sealed, opens, seal
from servanda.ledger.tree import ConsistencyProof, InclusionProof, leaf_hash
from servanda.ledger.verification import Verified, verify

__all__ = [
    "Checkpoint",
    "ConsistencyProof",
    "Disclosure",
    "Disk",
    "Entry",
    "InclusionProof",
    "Ledger",
    "LocalDisk",
    "MemoryDisk",
    "Recovery",
    "Sealed",
    "Signer",
    "Verified",
    "VerifierKey",
    "create_signer",
    "decode",
    "demonstration_signer",
    "encode",
    "instant_text",
    "leaf_hash",
    "open_checkpoint",
    "opens",
    "payload_of",
    "read_signer",
    "seal",
    "sign_checkpoint",
    "verifier_key",
    "verify",
    "verify_consistency",
    "verify_inclusion",
]
