"""A ledger: a folder of truth to which one writer appends and in which anybody reads.

An append returns once its entries cannot be lost any more: entries, then leaves, then the signed checkpoint are
written and flushed, in this order, and the checkpoint takes its place by a rename.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec

from servanda.errors import AccessDenied, ExternalError, InputError, IntegrityError
from servanda.ledger.batches import BATCH_TYPE, batch_of, pack_batch, unpack_batch
from servanda.ledger.canonical import MAX_BYTES
from servanda.ledger.checkpoint import Checkpoint, sign_checkpoint
from servanda.ledger.disk import Disk, LocalDisk
from servanda.ledger.entry import Entry, line_of
from servanda.ledger.head import BATCHES, CHECKPOINT, ENTRIES, LEAVES, LOCK, read_entry, read_head
from servanda.ledger.keys import Signer
from servanda.ledger.recovery import Recovery, found, publish, recover, walk_all
from servanda.ledger.tree import HASH_BYTES, ConsistencyProof, InclusionProof, Tree, leaf_hash, split

if TYPE_CHECKING:
    import pyarrow as pa


class Ledger:
    """An open ledger; use it in a `with` statement.

    Attributes:
        folder: Where it lies.
        checkpoint: Its head: origin, size, root.
        recovered: What was cut on opening, if a writer had died.
    """

    def __init__(self, folder: Path, disk: Disk, *, signer: Signer | None, origin: str) -> None:
        """Read the acknowledged part; use `Ledger.open`."""
        self.folder, self._disk, self._signer = folder, disk, signer
        head = read_head(folder, disk)
        self.key, self.checkpoint = head.key, head.checkpoint
        if origin and origin != self.origin:
            raise InputError("ledger-origin", f"This is '{self.origin}', not '{origin}'.", place=str(folder))
        if signer and signer.key(self.origin) != self.key:
            raise InputError("ledger-signer", "The ledger has another key than the signer.", place=str(folder))
        sound = walk_all(folder, disk, head)
        self.recovered = recover(folder, disk, sound) if signer else Recovery()
        self._frontier, self._bytes = sound.walk.frontier, sound.walk.bytes
        self._leaves = bytearray(sound.walk.leaves)
        self._tree: Tree | None = None
        self._failed = False

    @classmethod
    def open(cls, folder: Path, *, signer: Signer | None = None, origin: str = "", disk: Disk | None = None) -> Self:
        """Open a ledger for reading or, with a signer, for writing; a new one is made if there is none.

        Args:
            folder: Its folder.
            signer: Private key of the ledger; none for reading.
            origin: Name of the ledger, `CASE/ledger`; needed for a new one, checked on an old one.
            disk: Where it lies; this machine's disk by default.

        Raises:
            NotFound: `ledger-missing`, for reading.
            InputError: `ledger-origin`, `key-inside-ledger`, `ledger-signer` if the key is another than the ledger's.
            IntegrityError: If what was acknowledged is not sound.
            ExternalError: `ledger-locked` if there is another writer; `disk-failed`.
        """
        place = disk if disk is not None else LocalDisk()
        if signer is None:
            return cls(folder, place, signer=None, origin=origin)
        if signer.file is not None and folder.resolve() in signer.file.resolve().parents:
            raise InputError("key-inside-ledger", "The private key lies in the ledger.", place=str(signer.file))
        place.make_folder(folder)
        if not place.lock(folder / LOCK):
            raise ExternalError("ledger-locked", "Another writer has the ledger open.", place=str(folder))
        with ExitStack() as stack:
            stack.callback(place.unlock, folder / LOCK)
            if not place.exists(folder / CHECKPOINT):
                found(folder, place, signer, origin)
            ledger = cls(folder, place, signer=signer, origin=origin)
            stack.pop_all()  # it is sound: the lock is the ledger's until it is closed
            return ledger

    @property
    def size(self) -> int:
        """Number of entries: knowledge time."""
        return self.checkpoint.size

    @property
    def origin(self) -> str:
        """Its name."""
        return self.checkpoint.origin

    def append(self, entries: Sequence[Entry]) -> int:
        """Append entries as one group, all or none; they are safe when this returns.

        Returns:
            The new size.

        Raises:
            AccessDenied: `ledger-read-only` if it was opened without a signer.
            InputError: If an entry does not fit; then nothing was appended.
            ExternalError: `disk-failed`; then it is open whether they were appended: open the ledger anew to see.
        """
        signer = self._writer()
        lines = [line_of(entry) for entry in entries]
        if not lines:
            return self.size
        leaves = [leaf_hash(line) for line in lines]
        frontier = self._frontier.copy()
        for leaf in leaves:
            frontier.add(leaf)
        checkpoint = Checkpoint(self.origin, frontier.size, frontier.root())
        data = b"".join(line + b"\n" for line in lines)
        self._failed = True
        for name, offset, part in ((ENTRIES, self._bytes, data), (LEAVES, len(self._leaves), b"".join(leaves))):
            self._disk.write(self.folder / name, part, offset=offset)
            self._disk.fsync(self.folder / name)
        publish(self.folder, self._disk, sign_checkpoint(checkpoint, signer))
        self._failed = False
        self._bytes += len(data)
        self._leaves += b"".join(leaves)
        self._frontier, self.checkpoint = frontier, checkpoint
        return self.size

    def append_batch(self, table: "pa.Table", record: str, *, author: str, recorded_at: datetime) -> int:
        """Append a table as a batch file and one entry that commits to every row.

        Args:
            table: Rows of the canonical profile.
            record: Stage noun of the rows.
            author: Who recorded them.
            recorded_at: When.

        Returns:
            The new size.

        Raises:
            AccessDenied: `ledger-read-only`.
            InputError: If a row or the entry does not fit.
            ExternalError: `disk-failed`.
        """
        self._writer()
        batch, data = pack_batch(table, record)
        payload = msgspec.to_builtins(batch)
        entry = Entry(author=author, payload=payload, recorded_at=recorded_at, type=BATCH_TYPE)
        line_of(entry)  # refused before the file is written
        path = self.folder / BATCHES / batch.name
        if not self._disk.exists(path):
            self._disk.make_folder(path.parent)
            self._disk.write(path, data, offset=0)
            self._disk.fsync(path)
            self._disk.fsync_folder(path.parent)
            self._disk.fsync_folder(self.folder)
        return self.append([entry])

    def read_batch(self, entry: Entry) -> "pa.Table":
        """The table that a `batch` entry commits to, held against it.

        Raises:
            IntegrityError: `batch-…`.
        """
        batch = batch_of(entry.payload)
        path = self.folder / BATCHES / batch.name
        if not self._disk.exists(path):
            raise IntegrityError("batch-missing", "The file is missing.", place=f"{BATCHES}/{batch.name}")
        with self._disk.open(path) as file:
            return unpack_batch(batch, file.read())

    def lines(self, size: int | None = None, *, start: int = 0, offset: int = 0) -> Iterator[bytes]:
        """The canonical bytes of the entries from `start` to `size`, each held against its leaf.

        Args:
            size: View at this tree size; all by default.
            start: First entry.
            offset: Its byte offset in `entries.jsonl`.

        Raises:
            InputError: `tree-size`.
            IntegrityError: `entry-changed` if the file has changed since the ledger was opened.
        """
        until = self._check_size(size)
        with self._disk.open(self.folder / ENTRIES) as file:
            file.seek(offset)
            for index in range(start, until):
                yield self._held(file.readline(MAX_BYTES + 2)[:-1], index)

    def lines_at(self, places: Iterable[tuple[int, int]]) -> Iterator[bytes]:
        """The canonical bytes of single entries, each held against its leaf.

        Args:
            places: Index and byte offset of each.

        Raises:
            IntegrityError: `entry-changed` if the entry is not there.
        """
        with self._disk.open(self.folder / ENTRIES) as file:
            for index, offset in places:
                file.seek(offset)
                yield self._held(file.readline(MAX_BYTES + 2)[:-1], index)

    def entries(self, size: int | None = None) -> Iterator[Entry]:
        """The first `size` entries, in order: what was known then.

        Raises:
            InputError: `tree-size`.
            IntegrityError: `entry-changed`, or `entry-…` if a signed line is no entry.
        """
        for index, line in enumerate(self.lines(size)):
            yield read_entry(line, index)

    def leaf(self, index: int) -> bytes:
        """Leaf hash of an entry."""
        return bytes(self._leaves[index * HASH_BYTES : (index + 1) * HASH_BYTES])

    def root(self, size: int | None = None) -> bytes:
        """Root at a tree size; now by default.

        Raises:
            InputError: `tree-size`.
        """
        return self.checkpoint.root if size in {None, self.size} else self._proofs().root(self._check_size(size))

    def prove_inclusion(self, index: int, size: int | None = None) -> InclusionProof:
        """Proof that entry `index` is in the ledger of a size, O(log n) hashes long.

        Raises:
            InputError: `tree-size`, `tree-index`.
        """
        return self._proofs().prove_inclusion(index, self._check_size(size))

    def prove_consistency(self, first: int, second: int | None = None) -> ConsistencyProof:
        """Proof that the ledger of one size is the beginning of the ledger of another.

        Raises:
            InputError: `tree-size`.
        """
        return self._proofs().prove_consistency(first, self._check_size(second))

    def size_at(self, moment: datetime) -> int:
        """The largest size at which every entry had been recorded at or before a moment."""
        for index, entry in enumerate(self.entries()):
            if entry.recorded_at > moment:
                return index
        return self.size

    def close(self) -> None:
        """Cease to be the writer."""
        if self._signer is not None:
            self._signer = None
            self._disk.unlock(self.folder / LOCK)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _writer(self) -> Signer:
        if self._signer is None:
            raise AccessDenied("ledger-read-only", "The ledger is open for reading.", place=str(self.folder))
        if self._failed:
            says = "An earlier append failed: it is open whether its entries were written."
            raise ExternalError("ledger-failed", says, place=str(self.folder), hint="Open the ledger anew.")
        return self._signer

    def _held(self, line: bytes, index: int) -> bytes:
        if leaf_hash(line) != self.leaf(index):
            says = f"Entry {index} is not the one that was signed."
            raise IntegrityError("entry-changed", says, place=f"{ENTRIES}: entry {index}")
        return line

    def _proofs(self) -> Tree:
        """The whole tree, made when first asked for and again after an append."""
        if self._tree is None or self._tree.size != self.size:
            self._tree = Tree(split(self._leaves))
        return self._tree

    def _check_size(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise InputError("tree-size", f"{size} is not a size of this ledger, which has {self.size} entries.")
        return size
