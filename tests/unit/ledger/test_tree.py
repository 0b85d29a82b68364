"""The tree against roots and proofs that others have published, and against the definition.

The eight leaves and their roots are the reference test data of Certificate Transparency, used by every implementation
of RFC 6962 (facts: https://github.com/transparency-dev/merkle, testonly/constants.go and proof/verify_test.go).
"""

import itertools
from hashlib import sha256

import pytest

from servanda.errors import InputError
from servanda.ledger import ConsistencyProof, InclusionProof, leaf_hash, verify_consistency, verify_inclusion
from servanda.ledger.tree import EMPTY_ROOT, Frontier, Tree, node_hash, root_of

DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf_hash(bytes.fromhex(data)) for data in DATA]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
A, B, C = "96a296d224f285c6", "5f083f0a1a33ca07", "6b47aaf29ee3c2af"
D, E, F = "bc1a0643b12e4d2d", "ca854ea128ed050b", "d37ee418976dd957"
INCLUSION = {(0, 1): [], (0, 8): [A, B, C], (5, 8): [D, E, F], (2, 3): ["fac54203e7cc696c"]}
INCLUSION[1, 5] = ["6e340b9cffb37a98", B, D]
CONSISTENCY = {(1, 1): [], (1, 8): [A, B, C], (6, 8): ["0ebc5d3437fbe2db", E, F], (2, 5): [B, D], (2, 8): [B, C]}


def short(hashes: tuple[bytes, ...]) -> list[str]:
    return [part.hex()[:16] for part in hashes]


def defined(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = max(2**power for power in range(20) if 2**power < len(leaves))
    return sha256(b"\x01" + defined(leaves[:k]) + defined(leaves[k:])).digest()


def some(count: int) -> list[bytes]:
    return [leaf_hash(str(number).encode()) for number in range(count)]


def test_the_published_roots_come_out() -> None:
    tree = Tree(LEAVES)
    assert [root_of(LEAVES[:size]).hex() for size in range(9)] == ROOTS
    assert [tree.root(size).hex() for size in range(9)] == ROOTS


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_the_published_inclusion_proofs_come_out_and_verify(index: int, size: int) -> None:
    proof = Tree(LEAVES).prove_inclusion(index, size)
    assert short(proof.hashes) == INCLUSION[index, size]
    assert verify_inclusion(proof, leaf=LEAVES[index], root=bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("first", "second"), CONSISTENCY)
def test_the_published_consistency_proofs_come_out_and_verify(first: int, second: int) -> None:
    proof = Tree(LEAVES).prove_consistency(first, second)
    assert short(proof.hashes) == CONSISTENCY[first, second]
    roots = bytes.fromhex(ROOTS[first]), bytes.fromhex(ROOTS[second])
    assert verify_consistency(proof, first_root=roots[0], second_root=roots[1])


def test_every_root_up_to_seventy_is_that_of_the_definition() -> None:
    leaves = some(70)
    tree, frontier = Tree(leaves), Frontier()
    for size in range(71):
        assert tree.root(size) == frontier.root() == defined(leaves[:size])
        if size < 70:
            frontier.add(leaves[size])


def test_every_inclusion_proof_up_to_forty_verifies_for_its_leaf_index_and_size_only() -> None:
    leaves = some(40)
    tree = Tree(leaves)
    roots = [tree.root(size) for size in range(41)]
    for size, index in itertools.product(range(1, 41), range(40)):
        if index >= size:
            continue
        proof = tree.prove_inclusion(index, size)
        assert verify_inclusion(proof, leaf=leaves[index], root=roots[size])
        assert not verify_inclusion(proof, leaf=leaves[(index + 1) % 40], root=roots[size])
        assert not verify_inclusion(proof, leaf=leaves[index], root=roots[size - 1])
        assert len(proof.hashes) <= 6


def test_every_consistency_proof_up_to_forty_verifies_for_its_roots_only() -> None:
    tree = Tree(some(40))
    roots = [tree.root(size) for size in range(41)]
    for first, second in itertools.combinations_with_replacement(range(1, 41), 2):
        proof = tree.prove_consistency(first, second)
        assert verify_consistency(proof, first_root=roots[first], second_root=roots[second])
        assert not verify_consistency(proof, first_root=roots[first - 1], second_root=roots[second])
        assert not verify_consistency(proof, first_root=roots[first], second_root=roots[second - 1])


def test_a_proof_with_a_hash_too_few_too_many_changed_or_cut_is_refused() -> None:
    tree = Tree(LEAVES)
    root, leaf = tree.root(8), LEAVES[5]
    good = tree.prove_inclusion(5, 8).hashes
    for bad in (good[:-1], (*good, root), (good[1], good[0], good[2]), (good[0][:31], *good[1:]), ()):
        assert not verify_inclusion(InclusionProof(5, 8, bad), leaf=leaf, root=root)
    old = tree.root(6)
    good = tree.prove_consistency(6, 8).hashes
    for bad in (good[:-1], (*good, root), (good[1], good[0], good[2]), (good[0][:31], *good[1:]), ()):
        assert not verify_consistency(ConsistencyProof(6, 8, bad), first_root=old, second_root=root)


def test_a_path_that_ends_below_the_top_or_goes_on_above_it_is_refused_though_its_hashes_fit() -> None:
    tree = Tree(LEAVES)
    short_path = tree.prove_inclusion(0, 4).hashes
    assert not verify_inclusion(InclusionProof(0, 8, short_path), leaf=LEAVES[0], root=tree.root(4))
    above = node_hash(LEAVES[1], LEAVES[0])
    assert not verify_inclusion(InclusionProof(0, 1, (LEAVES[1],)), leaf=LEAVES[0], root=above)
    growth = tree.prove_consistency(2, 4).hashes
    assert not verify_consistency(ConsistencyProof(2, 8, growth), first_root=tree.root(2), second_root=tree.root(4))
    roots = {"first_root": node_hash(LEAVES[7], tree.root(3)), "second_root": node_hash(LEAVES[7], tree.root(4))}
    longer = (*tree.prove_consistency(3, 4).hashes, LEAVES[7])
    assert not verify_consistency(ConsistencyProof(3, 4, longer), **roots)


def test_degenerate_proofs_to_which_common_verifiers_say_yes_are_refused() -> None:
    root = Tree(LEAVES).root(8)
    assert not verify_inclusion(InclusionProof(0, 0, ()), leaf=EMPTY_ROOT, root=EMPTY_ROOT)
    assert not verify_inclusion(InclusionProof(0, 1, ()), leaf=b"", root=b"")
    assert not verify_inclusion(InclusionProof(-1, 1, ()), leaf=root, root=root)
    assert not verify_inclusion(InclusionProof(1, 1, ()), leaf=root, root=root)
    assert not verify_consistency(ConsistencyProof(0, 8, ()), first_root=EMPTY_ROOT, second_root=root)
    assert not verify_consistency(ConsistencyProof(0, 0, ()), first_root=EMPTY_ROOT, second_root=EMPTY_ROOT)
    assert not verify_consistency(ConsistencyProof(8, 8, (root,)), first_root=root, second_root=root)
    assert not verify_consistency(ConsistencyProof(8, 6, ()), first_root=root, second_root=root)
    assert not verify_consistency(ConsistencyProof(6, 8, ()), first_root=root, second_root=root)
    assert not verify_consistency(ConsistencyProof(4, 8, ()), first_root=root, second_root=root)


@pytest.mark.parametrize(("first", "second"), [(0, 3), (4, 3), (1, 9), (-1, 2)])
def test_no_proof_is_made_between_sizes_that_do_not_exist(first: int, second: int) -> None:
    with pytest.raises(InputError, match="tree-size"):
        Tree(LEAVES).prove_consistency(first, second)


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0)])
def test_no_proof_is_made_of_an_entry_that_does_not_exist(index: int, size: int) -> None:
    with pytest.raises(InputError, match="tree-index"):
        Tree(LEAVES).prove_inclusion(index, size)
