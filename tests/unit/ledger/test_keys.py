"""Keys and signatures by the strict rules.

The first two signatures are tests 1 and 2 of RFC 8032 section 7.1.
"""

import stat
from pathlib import Path

import pytest

from servanda.errors import InputError, NotFound
from servanda.ledger import VerifierKey, create_signer, demonstration_signer, read_signer, verifier_key
from servanda.ledger.keys import SMALL_ORDER, bad_point, from_base64

PUBLISHED = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
            "655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
            "b00d291612bb0c00"
        ),
    ),
]
P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493


def both_signs(y: bytes) -> list[bytes]:
    return [y, y[:31] + bytes([y[31] | 0x80])]


def x_of(y: int) -> int:
    """A square root of (y² - 1) / (d y² + 1): RFC 8032 section 5.1.3."""
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    return x if v * x * x % P == u else x * pow(2, (P - 1) // 4, P) % P


def add(one: tuple[int, int], two: tuple[int, int]) -> tuple[int, int]:
    """Addition on the twisted Edwards curve: RFC 8032 section 5.1."""
    (x1, y1), (x2, y2) = one, two
    k = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + k, P - 2, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, P - 2, P) % P


@pytest.mark.parametrize(("public", "message", "signature"), PUBLISHED)
def test_published_signatures_verify_and_no_bit_of_them_may_change(public: str, message: str, signature: str) -> None:
    key, text, good = VerifierKey("rfc8032", bytes.fromhex(public)), bytes.fromhex(message), bytes.fromhex(signature)
    assert key.verifies(good, text)
    assert not key.verifies(good, text + b"\x00")
    assert not key.verifies(good[:63], text)
    assert not key.verifies(good + b"\x00", text)
    for bit in range(512):
        assert not key.verifies((int.from_bytes(good, "big") ^ 1 << bit).to_bytes(64, "big"), text)


def test_every_listed_point_has_small_order_on_the_curve() -> None:
    for encoding in SMALL_ORDER:
        y = int.from_bytes(encoding, "little") % P
        point = (x_of(y), y)
        for _ in range(3):
            point = add(point, point)
        assert point == (0, 1), encoding.hex()


def test_the_list_holds_all_eight_points_of_small_order() -> None:
    points = set()
    for encoding in SMALL_ORDER:
        y = int.from_bytes(encoding, "little") % P
        points |= {(x_of(y), y), (-x_of(y) % P, y)}
    assert len(points) == 8
    assert {add(one, two) for one in points for two in points} == points


@pytest.mark.parametrize("encoding", sorted(SMALL_ORDER))
def test_keys_of_small_order_are_refused_with_either_sign(encoding: bytes) -> None:
    for point in both_signs(encoding):
        with pytest.raises(InputError, match="key-point"):
            VerifierKey("EX-CASE/ledger", point)


@pytest.mark.parametrize("encoding", sorted(SMALL_ORDER))
def test_signatures_whose_r_has_small_order_are_refused(encoding: bytes) -> None:
    key = demonstration_signer().key("EX-CASE/ledger")
    for point in both_signs(encoding):
        assert not key.verifies(point + bytes(32), b"text")


def test_a_point_that_is_not_written_canonically_is_refused() -> None:
    assert all(bad_point((P + low).to_bytes(32, "little")) for low in range(19))


def test_a_signature_with_s_not_below_the_group_order_is_refused() -> None:
    signer = demonstration_signer()
    key, good = signer.key("EX-CASE/ledger"), signer.sign(b"text")
    larger = int.from_bytes(good[32:], "little") + ORDER
    assert key.verifies(good, b"text")
    assert not key.verifies(good[:32] + larger.to_bytes(32, "little"), b"text")


def test_a_key_comes_back_from_its_text() -> None:
    key = demonstration_signer().key("EX-CASE/ledger")
    assert verifier_key(key.text()) == key
    assert key.text().startswith(f"EX-CASE/ledger+{key.id.hex()}+")


def test_the_published_verifier_key_of_the_go_checksum_database_is_read() -> None:
    """https://go.dev/ref/mod#checksum-database: its key has been this since 2019."""
    text = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8"
    assert verifier_key(text).text() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "sum.golang.org",
        "sum.golang.org+033de0ae",
        "+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "sum.golang.org+033de0af+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "sum.golang.org+033DE0AE+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "sum.golang.org+033de0ae+As4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8=",
        "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuA",
        "sum golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "a\u00a0b+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
    ],
)
def test_malformed_verifier_keys_are_refused(text: str) -> None:
    with pytest.raises(InputError, match="key-"):
        verifier_key(text)


@pytest.mark.parametrize("text", ["AA", "AB==", "AA==\n", " AA==", "AA=", "A-==", "é"])
def test_base64_has_one_form(text: str) -> None:
    assert from_base64("AA==") == b"\x00"
    assert from_base64(text) is None


def test_a_private_key_file_is_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "mission.key"
    made = create_signer(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read_signer(file).key("EX/ledger") == made.key("EX/ledger")
    assert made.seed.hex() not in repr(made)
    file.chmod(0o644)
    with pytest.raises(InputError, match="chmod 600"):
        read_signer(file)


def test_a_private_key_is_never_written_over(tmp_path: Path) -> None:
    create_signer(tmp_path / "mission.key")
    with pytest.raises(InputError, match="key-file-exists"):
        create_signer(tmp_path / "mission.key")


@pytest.mark.parametrize("content", [b"", b"AAAA\n", b"x" * 44, b"\xff\n"])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "mission.key"
    file.write_bytes(content)
    file.chmod(0o600)
    with pytest.raises(InputError, match="key-file-form"):
        read_signer(file)
    with pytest.raises(NotFound):
        read_signer(tmp_path / "absent.key")
