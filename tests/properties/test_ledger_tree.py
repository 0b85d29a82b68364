"""Laws of the tree, of canonical JSON and of verification."""

import json
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.errors import InputError
from servanda.ledger import (
    ConsistencyProof,
    InclusionProof,
    decode,
    encode,
    verify_consistency,
    verify_inclusion,
)
from servanda.ledger.canonical import MAX_INTEGER
from servanda.ledger.tree import Frontier, Tree

LIMITS = settings(max_examples=100, deadline=None)
sizes = st.integers(1, 300)
strings = st.text(st.characters(codec="utf-8")).filter(lambda text: text.isascii() or _nfc(text))
keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | strings,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(keys, inner, max_size=5),
    max_leaves=20,
)


def _nfc(text: str) -> bool:
    try:
        encode(text)
    except InputError:
        return False
    return True


def tree_of(size: int) -> Tree:
    return Tree(sha256(str(number).encode()).digest() for number in range(size))


@LIMITS
@given(sizes, st.data())
def test_any_prefix_root_is_the_same_by_frontier_and_by_tree(size: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, size))
    frontier = Frontier()
    for number in range(part):
        frontier.add(sha256(str(number).encode()).digest())
    assert tree_of(size).root(part) == frontier.root()


@LIMITS
@given(sizes, st.data())
def test_a_changed_inclusion_proof_never_verifies(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    tree = tree_of(size)
    leaf, root = sha256(str(index).encode()).digest(), tree.root(size)
    proof = tree.prove_inclusion(index, size)
    assert verify_inclusion(proof, leaf=leaf, root=root)
    if proof.hashes:
        at, bit = data.draw(st.integers(0, len(proof.hashes) - 1)), data.draw(st.integers(0, 255))
        hashes = list(proof.hashes)
        hashes[at] = flip(hashes[at], bit)
        assert not verify_inclusion(InclusionProof(index, size, tuple(hashes)), leaf=leaf, root=root)
    elsewhere = data.draw(st.integers(0, size - 1).filter(lambda other: other != index)) if size > 1 else size
    assert not verify_inclusion(InclusionProof(elsewhere, size, proof.hashes), leaf=leaf, root=root)


@LIMITS
@given(sizes, st.data())
def test_a_changed_consistency_proof_never_verifies(second: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(1, second))
    tree = tree_of(second)
    roots = {"first_root": tree.root(first), "second_root": tree.root(second)}
    proof = tree.prove_consistency(first, second)
    assert verify_consistency(proof, **roots)
    if proof.hashes:
        at, bit = data.draw(st.integers(0, len(proof.hashes) - 1)), data.draw(st.integers(0, 255))
        hashes = list(proof.hashes)
        hashes[at] = flip(hashes[at], bit)
        assert not verify_consistency(ConsistencyProof(first, second, tuple(hashes)), **roots)


@LIMITS
@given(values)
def test_what_is_encoded_decodes_to_itself_and_nothing_else(value: object) -> None:
    data = encode(value)
    assert data == json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert decode(data) == value
    assert encode(decode(data)) == data


def written(value: object, *, ascii_only: bool, ordered: bool, comma: str) -> bytes:
    """A value as other programs may write it: the same, or nearly."""
    return json.dumps(value, ensure_ascii=ascii_only, sort_keys=ordered, separators=(comma, ":")).encode()


@LIMITS
@given(
    st.binary(max_size=200)
    | st.builds(written, values, ascii_only=st.booleans(), ordered=st.booleans(), comma=st.sampled_from([",", ", "]))
)
def test_whatever_decodes_is_canonical(data: bytes) -> None:
    try:
        value = decode(data)
    except InputError:
        return
    assert encode(value) == data


def flip(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes([data[bit // 8] ^ 1 << bit % 8]) + data[bit // 8 + 1 :]
