"""The signed head of a ledger folder, and the walk along its entries that holds them against it.

Every malformed byte becomes an `IntegrityError` whose place names the first bad one: `entries.jsonl: entry 17`,
`leaves: entry 5`, `checkpoint: signature`, `key`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from servanda.errors import InputError, IntegrityError, NotFound
from servanda.ledger.canonical import MAX_BYTES
from servanda.ledger.checkpoint import MAX_NOTE_BYTES, Checkpoint, open_checkpoint
from servanda.ledger.disk import Disk
from servanda.ledger.entry import Entry, entry_of
from servanda.ledger.keys import VerifierKey, verifier_key
from servanda.ledger.tree import HASH_BYTES, Frontier, leaf_hash, root_of, split

ENTRIES = "entries.jsonl"
LEAVES = "leaves"
CHECKPOINT = "checkpoint"
NEXT_CHECKPOINT = "checkpoint.tmp"
KEY = "key"
BATCHES = "batches"
TORN = "torn"
LOCK = "lock"
TRUTH = (KEY, CHECKPOINT, LEAVES, ENTRIES)


@dataclass(frozen=True)
class Head:
    """What a ledger says about itself, signed."""

    key: VerifierKey
    """Key of the ledger; its name is the origin."""
    checkpoint: Checkpoint
    """Size and root."""


def read_head(folder: Path, disk: Disk, *, key: VerifierKey | None = None) -> Head:
    """The key and the signed checkpoint of a ledger.

    Args:
        folder: The ledger.
        disk: Where it lies.
        key: The key that the reader trusts; none to believe the folder's own.

    Raises:
        NotFound: `ledger-missing` if no file of a ledger is there.
        IntegrityError: `ledger-…`, `key-…`, `checkpoint-…`.
    """
    # 1. The four files are there.
    missing = [name for name in TRUTH if not disk.exists(folder / name)]
    if len(missing) == len(TRUTH):
        raise NotFound("ledger-missing", "There is no ledger here.", place=str(folder))
    if missing:
        raise IntegrityError("ledger-file-missing", f"The file '{missing[0]}' is missing.", place=missing[0])
    # 2. The key is well formed, and the one that is trusted.
    own = _read_key(folder, disk)
    if key is not None and own != key:
        says = f"The ledger's key is {own.text()}, not {key.text()}."
        raise IntegrityError("key-other", says, place=KEY)
    # 3. The checkpoint is signed by it.
    return Head(own, read_checkpoint(folder / CHECKPOINT, disk, key=own, label=CHECKPOINT))


def read_checkpoint(path: Path, disk: Disk, *, key: VerifierKey, label: str) -> Checkpoint:
    """A checkpoint from a file, if the key signed it.

    Raises:
        IntegrityError: `checkpoint-…`; its place is the label and the part.
    """
    with disk.open(path) as file:
        note = file.read(MAX_NOTE_BYTES + 1)
    try:
        return open_checkpoint(note, key)
    except InputError as error:
        raise IntegrityError(error.code, error.says, place=f"{label}: {error.place}") from error


class Walk:
    """The entries under a checkpoint, line by line, each held against its leaf, all of them against the root.

    Iterate it to the end: the root is compared after the last line.

    Attributes:
        frontier: Frontier of the lines seen so far.
        bytes: Length of the lines seen so far.
        leaves: The bytes of the file of leaves as far as the checkpoint reaches.
    """

    def __init__(self, folder: Path, disk: Disk, checkpoint: Checkpoint) -> None:
        self._folder, self._disk, self._checkpoint = folder, disk, checkpoint
        self.frontier = Frontier()
        self.bytes = 0
        with disk.open(folder / LEAVES) as file:
            self.leaves = file.read(checkpoint.size * HASH_BYTES)

    def __iter__(self) -> Iterator[bytes]:
        """Each line without its newline.

        Raises:
            IntegrityError: `entry-changed`, `leaf-changed`, `ledger-root`.
        """
        with self._disk.open(self._folder / ENTRIES) as file:
            for index in range(self._checkpoint.size):
                line = file.readline(MAX_BYTES + 2)
                leaf = leaf_hash(line[:-1])
                stored = self.leaves[index * HASH_BYTES : (index + 1) * HASH_BYTES]
                if line[-1:] != b"\n" or leaf != stored:
                    raise self._blame(index)
                self.frontier.add(leaf)
                self.bytes += len(line)
                yield line[:-1]
        if self.frontier.root() != self._checkpoint.root:
            says = "Entries and leaves agree with each other, but not with the signed root: both were rewritten."
            raise IntegrityError("ledger-root", says, place=f"{CHECKPOINT}: root")

    def _blame(self, index: int) -> IntegrityError:
        """Which of two files that disagree about an entry is the wrong one: the signed root decides."""
        root, size = self._checkpoint.root, self._checkpoint.size
        leaves_good = len(self.leaves) == size * HASH_BYTES and root_of(split(self.leaves)) == root
        if not leaves_good and self._root_of_lines() == root:
            says = f"The leaf of entry {index} is not the hash of the entry, which is the signed one."
            return IntegrityError("leaf-changed", says, place=f"{LEAVES}: entry {index}")
        says = f"Entry {index} is missing or is not the one that was signed."
        return IntegrityError("entry-changed", says, place=f"{ENTRIES}: entry {index}")

    def _root_of_lines(self) -> bytes:
        frontier = Frontier()
        with self._disk.open(self._folder / ENTRIES) as file:
            for _ in range(self._checkpoint.size):
                line = file.readline(MAX_BYTES + 2)
                if line[-1:] != b"\n":
                    break
                frontier.add(leaf_hash(line[:-1]))
        return frontier.root()


def read_entry(line: bytes, index: int) -> Entry:
    """The entry of a signed line.

    Raises:
        IntegrityError: `entry-…`, `canonical-…`: it was signed, but it is no entry.
    """
    try:
        return entry_of(line)
    except InputError as error:
        raise IntegrityError(error.code, error.says, place=f"{ENTRIES}: entry {index}") from error


def _read_key(folder: Path, disk: Disk) -> VerifierKey:
    with disk.open(folder / KEY) as file:
        data = file.read(MAX_NOTE_BYTES)
    if data[-1:] != b"\n":
        raise IntegrityError("key-text", "The file does not end with a newline.", place=KEY)
    try:
        return verifier_key(data[:-1].decode())
    except UnicodeDecodeError as error:
        raise IntegrityError("key-text", f"Byte {error.start} is not UTF-8.", place=KEY) from error
    except InputError as error:
        raise IntegrityError(error.code, error.says, place=KEY) from error
