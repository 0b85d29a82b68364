"""What a crash may leave behind, and how a ledger is opened for writing after one.

Acknowledged is what a signed checkpoint covers. Whatever lies beyond it was never acknowledged: it is copied to
`torn/`, then cut. Not one acknowledged byte is touched, and a folder whose acknowledged part is not sound is refused.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from servanda.errors import InputError, IntegrityError
from servanda.ledger.batches import BATCH_TYPE, Batch, batch_of
from servanda.ledger.checkpoint import Checkpoint, sign_checkpoint
from servanda.ledger.disk import Disk
from servanda.ledger.entry import Entry
from servanda.ledger.head import (
    BATCHES,
    CHECKPOINT,
    ENTRIES,
    KEY,
    LEAVES,
    NEXT_CHECKPOINT,
    TORN,
    Head,
    Walk,
    read_entry,
)
from servanda.ledger.keys import Signer
from servanda.ledger.tree import EMPTY_ROOT, HASH_BYTES

_BATCH_END = b',"type":"' + BATCH_TYPE.encode() + b'","v":1}'


@dataclass(frozen=True)
class Recovery:
    """What was cut when a ledger was opened for writing: nothing, unless a writer died."""

    entry_bytes: int = 0
    """Bytes beyond the last acknowledged entry."""
    leaf_bytes: int = 0
    """Bytes beyond its leaf."""
    batches: tuple[str, ...] = ()
    """Batch files that no acknowledged entry names."""
    kept_in: str = ""
    """File that now holds the bytes that were cut from the entries."""


@dataclass(frozen=True)
class Sound:
    """The acknowledged part of a ledger, found sound."""

    walk: Walk
    """The finished walk along it."""
    batches: frozenset[str]
    """Names of the batch files its entries name."""


def walk_all(folder: Path, disk: Disk, head: Head) -> Sound:
    """Hold every acknowledged entry against the signed root.

    Raises:
        IntegrityError: See `Walk`.
    """
    walk = Walk(folder, disk, head.checkpoint)
    named = {read_batch(read_entry(line, index), index).name for index, line in enumerate(walk) if _is_batch(line)}
    return Sound(walk, frozenset(named))


def read_batch(entry: Entry, index: int) -> Batch:
    """The payload of a signed `batch` entry.

    Raises:
        IntegrityError: `batch-record`: it was signed, but it commits to no batch.
    """
    try:
        return batch_of(entry.payload)
    except InputError as error:
        raise IntegrityError(error.code, error.says, place=f"{ENTRIES}: entry {index}") from error


def found(folder: Path, disk: Disk, signer: Signer, origin: str) -> None:
    """Make a new ledger of size 0: key and empty files first, then the checkpoint that makes it one.

    Raises:
        IntegrityError: `ledger-unsigned` if there are entries without a checkpoint.
    """
    for name in (ENTRIES, LEAVES):
        if disk.exists(folder / name) and disk.length(folder / name):
            says = "There are entries, but the checkpoint that signs them is missing."
            raise IntegrityError("ledger-unsigned", says, place=CHECKPOINT)
    for name, data in ((KEY, f"{signer.key(origin).text()}\n".encode()), (ENTRIES, b""), (LEAVES, b"")):
        disk.truncate(folder / name, 0)
        disk.write(folder / name, data, offset=0)
        disk.fsync(folder / name)
    disk.fsync_folder(folder)
    publish(folder, disk, sign_checkpoint(Checkpoint(origin, 0, EMPTY_ROOT), signer))
    disk.fsync_folder(folder.parent)


def publish(folder: Path, disk: Disk, note: bytes) -> None:
    """Put a checkpoint in the place of the former one, durably: what it covers is acknowledged from here on."""
    disk.truncate(folder / NEXT_CHECKPOINT, 0)
    disk.write(folder / NEXT_CHECKPOINT, note, offset=0)
    disk.fsync(folder / NEXT_CHECKPOINT)
    disk.rename(folder / NEXT_CHECKPOINT, folder / CHECKPOINT)
    disk.fsync_folder(folder)


def recover(folder: Path, disk: Disk, sound: Sound) -> Recovery:
    """Cut what was never acknowledged; safe to be interrupted and begun again."""
    acknowledged, leaves = sound.walk.bytes, len(sound.walk.leaves)
    tail = _tail(folder / ENTRIES, disk, acknowledged)
    kept = _keep(folder, disk, f"{leaves // HASH_BYTES}-{sha256(tail).hexdigest()[:12]}.jsonl", tail) if tail else ""
    beyond = disk.length(folder / LEAVES) - leaves
    for name, length, rest in ((ENTRIES, acknowledged, len(tail)), (LEAVES, leaves, beyond)):
        if rest:
            disk.truncate(folder / name, length)
            disk.fsync(folder / name)
    orphans = tuple(name for name in disk.names(folder / BATCHES) if name not in sound.batches)
    for name in orphans:
        disk.make_folder(folder / TORN)
        disk.rename(folder / BATCHES / name, folder / TORN / name)
    if orphans:
        disk.fsync_folder(folder / TORN)
        disk.fsync_folder(folder / BATCHES)
    return Recovery(len(tail), beyond, orphans, kept)


def _is_batch(line: bytes) -> bool:
    return line.endswith(_BATCH_END)


def _tail(path: Path, disk: Disk, offset: int) -> bytes:
    with disk.open(path) as file:
        file.seek(offset)
        return file.read()


def _keep(folder: Path, disk: Disk, name: str, data: bytes) -> str:
    target = folder / TORN / name
    disk.make_folder(folder / TORN)
    disk.truncate(target, 0)
    disk.write(target, data, offset=0)
    disk.fsync(target)
    disk.fsync_folder(folder / TORN)
    disk.fsync_folder(folder)
    return f"{TORN}/{name}"
