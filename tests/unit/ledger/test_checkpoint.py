"""Checkpoints byte for byte in the C2SP formats."""

import base64

import pytest

from servanda.errors import InputError
from servanda.ledger import Checkpoint, demonstration_signer, open_checkpoint, sign_checkpoint, verifier_key
from servanda.ledger.tree import EMPTY_ROOT

SIGNER = demonstration_signer()
KEY = SIGNER.key("EX-CASE/ledger")
CHECKPOINT = Checkpoint("EX-CASE/ledger", 17, EMPTY_ROOT)
NOTE = sign_checkpoint(CHECKPOINT, SIGNER)

PUBLISHED_KEY = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"


def refused(note: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        open_checkpoint(note, KEY)
    return caught.value


def resigned(text: str) -> bytes:
    """A note over any text, rightly signed."""
    signature = base64.b64encode(KEY.id + SIGNER.sign(text.encode())).decode()
    return f"{text}\n— {KEY.name} {signature}\n".encode()


def test_a_checkpoint_is_three_lines_a_blank_one_and_a_signature() -> None:
    lines = NOTE.decode().split("\n")
    assert lines[:4] == ["EX-CASE/ledger", "17", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", ""]
    assert lines[4].startswith("— EX-CASE/ledger ")
    assert lines[5:] == [""]


def test_what_was_signed_opens() -> None:
    assert open_checkpoint(NOTE, KEY) == CHECKPOINT


def test_signatures_of_unknown_witnesses_are_passed_over() -> None:
    line = "— witness.example/w AAAAAAECAwQ=\n".encode()
    assert open_checkpoint(NOTE + line, KEY) == CHECKPOINT
    head, signature = NOTE.split(b"\n\n")
    assert open_checkpoint(head + b"\n\n" + line + signature, KEY) == CHECKPOINT


def test_a_second_false_signature_of_the_same_key_refuses_the_note() -> None:
    false = NOTE.split(b"\n\n")[1][:-8] + b"AAAA" + NOTE[-4:]
    assert refused(NOTE + false).code in {"checkpoint-signature", "checkpoint-form"}


@pytest.mark.parametrize(
    "note",
    [
        b"",
        NOTE[:-1],
        NOTE + b"\n",
        NOTE + b"x",
        NOTE.replace(b"\n", b"\r\n"),
        NOTE.replace("—".encode(), b"-"),
        NOTE.replace(b"\n\n", b"\n"),
        b"\xff" + NOTE,
        NOTE.replace(b"ledger\n17", b"ledger\t\n17"),
        NOTE.split(b"\n\n")[0] + b"\n\n",
        NOTE + NOTE.split(b"\n\n")[1] * 64,
        b"x" * 1_000_001,
    ],
)
def test_malformed_notes_are_refused(note: bytes) -> None:
    assert refused(note).code == "checkpoint-form"


@pytest.mark.parametrize(
    "text",
    [
        "EX-CASE/ledger\n17\n",
        "EX-CASE/ledger\n17\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\nmore\n",
        "EX-CASE/ledger\n017\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "EX-CASE/ledger\n-1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "EX-CASE/ledger\n+1\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "EX-CASE/ledger\n\u0661\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
        "EX-CASE/ledger\n17\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV=\n",
        "EX-CASE/ledger\n17\nAAAA\n",
        "\n17\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text: str) -> None:
    assert refused(resigned(text)).code == "checkpoint-form"


def test_a_checkpoint_of_another_ledger_with_the_same_key_is_refused() -> None:
    other = sign_checkpoint(Checkpoint("EX-OTHER/ledger", 17, EMPTY_ROOT), SIGNER)
    assert refused(other).code == "checkpoint-signature"
    assert refused(resigned(Checkpoint("EX-OTHER/ledger", 17, EMPTY_ROOT).text())).code == "checkpoint-origin"


def test_every_single_bit_of_a_checkpoint_counts() -> None:
    for bit in range(len(NOTE) * 8):
        changed = bytearray(NOTE)
        changed[bit // 8] ^= 1 << bit % 8
        refused(bytes(changed))


def test_another_key_does_not_open_it() -> None:
    with pytest.raises(InputError, match="checkpoint-signature"):
        open_checkpoint(NOTE, verifier_key(PUBLISHED_KEY))
