"""Verification of a whole ledger in numbered steps: flip any bit of a truth file and the first bad place is named."""

from pathlib import Path

import msgspec

from servanda.errors import IntegrityError, NotFound
from servanda.ledger.batches import BATCH_TYPE, Batch, unpack_batch
from servanda.ledger.checkpoint import Checkpoint
from servanda.ledger.disk import Disk, LocalDisk
from servanda.ledger.head import (
    BATCHES,
    CHECKPOINT,
    ENTRIES,
    LEAVES,
    LOCK,
    Walk,
    read_checkpoint,
    read_entry,
    read_head,
)
from servanda.ledger.keys import VerifierKey, is_demonstration
from servanda.ledger.recovery import read_batch
from servanda.ledger.tree import HASH_BYTES, root_of, split


class Verified(msgspec.Struct, frozen=True, kw_only=True):
    """What was found true of a ledger."""

    ok: bool = True
    """Always true: anything else is an IntegrityError."""
    origin: str
    """Name of the ledger."""
    size: int
    """Number of entries."""
    root: str
    """RFC 6962 root over them, hexadecimal."""
    key: str
    """C2SP verifier key that signed it."""
    demonstration: bool
    """Whether that is the public demonstration key: then the record is whole, but anybody could have written it."""
    batches: int
    """Number of batch files."""
    rows: int
    """Rows in them."""


def verify(
    folder: Path, key: VerifierKey | None = None, *, since: Path | Checkpoint | None = None, disk: Disk | None = None
) -> Verified:
    """Check every byte of a ledger's truth.

    Args:
        folder: The ledger.
        key: The key the reader trusts; without one the folder's own key is believed.
        since: What the reader knows of the same ledger, as a kept checkpoint file or as size and root: the ledger must
            contain what it covers.
        disk: Where the ledger lies; this machine's disk by default.

    Raises:
        NotFound: `ledger-missing`, `checkpoint-missing`.
        IntegrityError: The place names the first bad byte range.
    """
    place = disk if disk is not None else LocalDisk()
    busy = place.locked(folder / LOCK)
    # 1.-3. Files, key, signed checkpoint.
    head = read_head(folder, place, key=key)
    # 4. Every line has its leaf, and all leaves give the signed root.  5. Every line is an entry.
    walk = Walk(folder, place, head.checkpoint)
    batches: set[Batch] = set()
    for index, line in enumerate(walk):
        entry = read_entry(line, index)
        if entry.type == BATCH_TYPE:
            batches.add(read_batch(entry, index))
    # 6. Nothing lies beyond the checkpoint; judged only if no writer is or was at work meanwhile.
    beyond = _beyond(folder, place, walk) or _unknown(folder, place, batches)
    if beyond and not busy and not place.locked(folder / LOCK) and read_head(folder, place) == head:
        raise beyond
    # 7. The batch files are those that are named.
    _check_batches(folder, place, batches)
    # 8. The ledger contains what the reader saw before.
    if since is not None:
        _check_since(walk, head.checkpoint, _known(since, place, head.key))
    return Verified(
        origin=head.key.name,
        size=head.checkpoint.size,
        root=head.checkpoint.root.hex(),
        key=head.key.text(),
        demonstration=is_demonstration(head.key),
        batches=len({batch.name for batch in batches}),
        rows=sum({batch.name: batch.rows for batch in batches}.values()),
    )


def _beyond(folder: Path, disk: Disk, walk: Walk) -> IntegrityError | None:
    for name, end in ((ENTRIES, walk.bytes), (LEAVES, len(walk.leaves))):
        more = disk.length(folder / name) - end
        if more:
            says = f"Bytes follow that no checkpoint covers, {more} of them."
            hint = "If a writer died, opening the ledger for writing sets them aside."
            return IntegrityError(
                "ledger-tail", says, place=f"{name}: entry {len(walk.leaves) // HASH_BYTES}", hint=hint
            )
    return None


def _unknown(folder: Path, disk: Disk, batches: set[Batch]) -> IntegrityError | None:
    known = {batch.name for batch in batches}
    unknown = [name for name in disk.names(folder / BATCHES) if name not in known]
    if not unknown:
        return None
    return IntegrityError("batch-unknown", "No entry names this file.", place=f"{BATCHES}/{unknown[0]}")


def _check_batches(folder: Path, disk: Disk, batches: set[Batch]) -> None:
    for batch in sorted(batches, key=lambda each: (each.name, each.root)):
        place = f"{BATCHES}/{batch.name}"
        if not disk.exists(folder / place):
            raise IntegrityError("batch-missing", "The file is missing.", place=place)
        with disk.open(folder / place) as file:
            unpack_batch(batch, file.read())


def _known(since: Path | Checkpoint, disk: Disk, key: VerifierKey) -> Checkpoint:
    if isinstance(since, Checkpoint):
        return since
    if not disk.exists(since):
        raise NotFound("checkpoint-missing", "There is no checkpoint to compare with.", place=str(since))
    return read_checkpoint(since, disk, key=key, label=str(since))


def _check_since(walk: Walk, now: Checkpoint, then: Checkpoint) -> None:
    if then.size > now.size:
        says = f"It had {then.size} entries and now has {now.size}: it was set back."
        raise IntegrityError("ledger-set-back", says, place=f"{CHECKPOINT}: size")
    if root_of(split(walk.leaves[: then.size * HASH_BYTES])) != then.root:
        says = f"Its first {then.size} entries are not those that were signed before: it was forked."
        raise IntegrityError("ledger-forked", says, place=f"{CHECKPOINT}: root")
