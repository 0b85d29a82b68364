"""The Merkle tree of RFC 6962 over SHA-256: leaves, roots and proofs.

An odd node is carried up, never doubled: the left part of n leaves holds the largest power of two below n.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from servanda.errors import InputError

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """Hash of one entry (RFC 6962 section 2.1): a leaf can never pass for a node."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash of two subtrees (RFC 6962 section 2.1)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the complete subtrees on the right edge: all that appending needs, O(log n) hashes.

    Attributes:
        size: Number of leaves so far.
    """

    __slots__ = ("_peaks", "size")

    def __init__(self) -> None:
        self.size = 0
        self._peaks: list[bytes] = []

    def copy(self) -> "Frontier":
        """An independent frontier of the same leaves."""
        twin = Frontier()
        twin.size, twin._peaks = self.size, list(self._peaks)
        return twin

    def add(self, leaf: bytes) -> None:
        """Take one more leaf hash."""
        peak, height = leaf, self.size
        while height & 1:
            peak = node_hash(self._peaks.pop(), peak)
            height >>= 1
        self._peaks.append(peak)
        self.size += 1

    def root(self) -> bytes:
        """Root of all leaves so far; of none, the hash of the empty string."""
        if not self._peaks:
            return EMPTY_ROOT
        root = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            root = node_hash(peak, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """Root over leaf hashes, MTH of RFC 6962 section 2.1.

    >>> root_of([leaf_hash(b"")]).hex()[:16]
    '6e340b9cffb37a98'
    """
    frontier = Frontier()
    for leaf in leaves:
        frontier.add(leaf)
    return frontier.root()


def split(hashes: bytes | bytearray) -> list[bytes]:
    """Concatenated hashes, one by one; a rest shorter than a hash is left out."""
    whole = len(hashes) - len(hashes) % HASH_BYTES
    return [bytes(hashes[at : at + HASH_BYTES]) for at in range(0, whole, HASH_BYTES)]


@dataclass(frozen=True)
class InclusionProof:
    """What shows that a leaf stands at its index in a tree of some size."""

    index: int
    """Position of the leaf, counted from 0."""
    size: int
    """Number of leaves of the tree."""
    hashes: tuple[bytes, ...]
    """Siblings from the leaf up."""


@dataclass(frozen=True)
class ConsistencyProof:
    """What shows that a tree of one size is the beginning of a tree of another."""

    first: int
    """The smaller size, at least 1."""
    second: int
    """The larger size, or the same."""
    hashes: tuple[bytes, ...]
    """Subtree roots in the order of RFC 6962."""


class Tree:
    """All complete subtrees of a list of leaves, level by level: any root or proof in O(log² n) hashes."""

    __slots__ = ("_levels", "size")

    def __init__(self, leaves: Iterable[bytes]) -> None:
        level = list(leaves)
        self.size = len(level)
        self._levels = [level]
        while len(level) > 1:
            level = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
            self._levels.append(level)

    def root(self, size: int) -> bytes:
        """Root of the first `size` leaves.

        Raises:
            InputError: `tree-size` if there are not so many.
        """
        self._check_size(size)
        return self._subroot(0, size) if size else EMPTY_ROOT

    def prove_inclusion(self, index: int, size: int) -> InclusionProof:
        """PATH(m, D[n]) of RFC 6962 section 2.1.1.

        Raises:
            InputError: `tree-size`, `tree-index`.
        """
        self._check_size(size)
        if not 0 <= index < size:
            raise InputError("tree-index", f"There is no entry {index} among {size}.")
        hashes: list[bytes] = []
        start, count = 0, size
        while count > 1:
            left = _left_part(count)
            if index - start < left:
                hashes.append(self._subroot(start + left, count - left))
                count = left
            else:
                hashes.append(self._subroot(start, left))
                start, count = start + left, count - left
        return InclusionProof(index, size, tuple(reversed(hashes)))

    def prove_consistency(self, first: int, second: int) -> ConsistencyProof:
        """PROOF(m, D[n]) of RFC 6962 section 2.1.2.

        Raises:
            InputError: `tree-size`; size 0 is consistent with nothing.
        """
        self._check_size(second)
        if not 1 <= first <= second:
            raise InputError("tree-size", f"No proof leads from {first} entries to {second}.")
        hashes: list[bytes] = []
        start, count, whole = 0, second, True
        while first - start != count:
            left = _left_part(count)
            if first - start <= left:
                hashes.append(self._subroot(start + left, count - left))
                count = left
            else:
                hashes.append(self._subroot(start, left))
                start, count, whole = start + left, count - left, False
        if not whole:
            hashes.append(self._subroot(start, count))
        return ConsistencyProof(first, second, tuple(reversed(hashes)))

    def _subroot(self, start: int, count: int) -> bytes:
        """Root of `count` leaves from an aligned start: complete subtrees are looked up, the ragged edge is folded."""
        peaks = []
        while count:
            height = count.bit_length() - 1
            peaks.append(self._levels[height][start >> height])
            start, count = start + (1 << height), count - (1 << height)
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root

    def _check_size(self, size: int) -> None:
        if not 0 <= size <= self.size:
            raise InputError("tree-size", f"{size} is not a size of this ledger, which has {self.size} entries.")


def _left_part(count: int) -> int:
    """Largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)
