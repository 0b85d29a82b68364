"""Verifiers of proofs, as numbered steps: they need nothing but the proof, the roots and SHA-256.

Hashes of any other length than 32 bytes are refused, and size 0 is consistent with nothing: both are degenerate
cases in which common verifiers say yes.
"""

from servanda.ledger.tree import HASH_BYTES, ConsistencyProof, InclusionProof, node_hash


def verify_inclusion(proof: InclusionProof, *, leaf: bytes, root: bytes) -> bool:
    """Whether `leaf` stands at `proof.index` in the tree of `proof.size` leaves with this root (RFC 9162, 2.1.3.2)."""
    # 1. The index lies in the tree and every hash has 32 bytes.
    if not 0 <= proof.index < proof.size or not _all_hashes(leaf, root, *proof.hashes):
        return False
    # 2. fn = index, sn = size - 1.  3. r = leaf.
    fn, sn, result = proof.index, proof.size - 1, leaf
    # 4. For each hash p of the path:
    for part in proof.hashes:
        if sn == 0:  # 4a. the path is too long
            return False
        if fn & 1 or fn == sn:  # 4b. p stands to the left
            result = node_hash(part, result)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:  # 4c. p stands to the right
            result = node_hash(result, part)
        fn, sn = fn >> 1, sn >> 1  # 4d.
    # 5. The path is used up at the top, and r is the root.
    return sn == 0 and result == root


def verify_consistency(proof: ConsistencyProof, *, first_root: bytes, second_root: bytes) -> bool:
    """Whether the tree of `proof.first` leaves is the beginning of that of `proof.second` (RFC 9162, 2.1.4.2)."""
    # 1. 1 <= first <= second, and every hash has 32 bytes.
    if not 1 <= proof.first <= proof.second or not _all_hashes(first_root, second_root, *proof.hashes):
        return False
    # 2. Equal sizes need no proof and have one root.
    if proof.first == proof.second:
        return not proof.hashes and first_root == second_root
    # 3. If first is a power of two, its root is the first hash of the path.
    path = list(proof.hashes) if proof.first & (proof.first - 1) else [first_root, *proof.hashes]
    if not path:
        return False
    # 4. fn = first - 1, sn = second - 1.  5. Both go up past the complete left subtrees.
    fn, sn = proof.first - 1, proof.second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    # 6.-8. fr and sr start at the first hash and grow; 9. both must end at their roots.
    return _walk(path, fn, sn) == (first_root, second_root)


def _walk(path: list[bytes], fn: int, sn: int) -> tuple[bytes, bytes] | None:
    # 6. fr = sr = first hash.
    old = new = path[0]
    # 7. For each further hash c:
    for part in path[1:]:
        if sn == 0:  # 7a. the path is too long
            return None
        if fn & 1 or fn == sn:  # 7b. c stands to the left of both
            old, new = node_hash(part, old), node_hash(part, new)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:  # 7c. c stands to the right and belongs to the larger tree only
            new = node_hash(new, part)
        fn, sn = fn >> 1, sn >> 1  # 7d.
    # 8. The path is used up at the top.
    return (old, new) if sn == 0 else None


def _all_hashes(*values: bytes) -> bool:
    return all(len(value) == HASH_BYTES for value in values)
