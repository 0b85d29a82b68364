"""PDF: paragraphs of the text on its pages; pictures, passwords and broken files are refused by name."""

import hashlib
import io
import random

import pytest

from servanda.adapters.documents import read_document
from servanda.adapters.documents.pdf import paragraphs
from servanda.errors import InputError
from unit.documents.reading import code_of, proven


def pdf(*lines: str) -> bytes:
    """A PDF of one page, written by hand, whose font maps codes to the same code points."""
    codes = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <04FF> <0000> endbfrange"
    cmap = f"begincmap {codes} endcmap"
    shown = "".join(f"0 -14 Td <{line.encode('utf-16-be').hex()}> Tj " for line in lines)
    content = f"BT /F1 10 Tf 50 800 Td {shown}ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(content)}>>stream\n{content}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/ToUnicode 6 0 R/DescendantFonts[7 0 R]>>",
        f"<</Length {len(cmap)}>>stream\n{cmap}\nendstream",
        "<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>>>",
    ]
    body, offsets = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj{text}endobj\n".encode()
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"xref\n0 8\n0000000000 65535 f \n{table}trailer<</Size 8/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF"
    return body + trailer.encode()


@pytest.fixture
def _pdf() -> None:
    pytest.importorskip("pypdf", reason="the extra 'documents' is not installed")


@pytest.mark.usefixtures("_pdf")
def test_a_pdf_gives_paragraphs_with_lines_and_parted_words_joined() -> None:
    raw = pdf(
        "Комюніке", "Сторони домовилися про спільну місію спосте-", "рігачів, яка може почати роботу 6 січня.", "1"
    )
    found = proven(read_document(raw, "a.pdf"))
    assert found.text == "Комюніке\nСторони домовилися про спільну місію спостерігачів, яка може почати роботу 6 січня."
    assert found.sha256 == hashlib.sha256(raw).hexdigest()


def test_only_a_number_at_the_edge_of_a_page_is_that_of_the_page() -> None:
    assert (
        paragraphs("iv\nThe treaty was signed in\n2026\nby both.\n- 12 -") == "The treaty was signed in 2026 by both."
    )
    assert paragraphs("civil\nmatters stay open.") == "civil matters stay open."
    assert paragraphs("") == ""


@pytest.mark.parametrize(("name", "raw"), [("a.pdf", b"%PDF-1.4"), ("a.html", b"<html><p>Words.")])
def test_what_needs_the_extra_says_so_where_it_is_not_installed(
    monkeypatch: pytest.MonkeyPatch, name: str, raw: bytes
) -> None:
    monkeypatch.setattr("servanda.adapters.documents.pdf.find_spec", lambda _: None)
    monkeypatch.setattr("servanda.adapters.documents.markup.find_spec", lambda _: None)
    with pytest.raises(InputError, match=r"servanda\[documents\]") as caught:
        read_document(raw, name)
    assert caught.value.code == "extra-missing"


@pytest.mark.usefixtures("_pdf")
def test_a_pdf_of_pictures_is_refused() -> None:
    assert code_of(lambda: read_document(pdf(), "scan.pdf")) == "pdf-no-text"


@pytest.mark.usefixtures("_pdf")
def test_an_encrypted_pdf_is_refused_and_one_that_opens_without_a_password_is_read() -> None:
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - only with the extra

    for password, expected in (("secret", "pdf-encrypted"), ("", "")):
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Words."))))
        writer.encrypt(password, owner_password="owner", algorithm="RC4-128")  # noqa: S106 - of a test
        held = io.BytesIO()
        writer.write(held)
        if expected:
            assert code_of(lambda: read_document(held.getvalue(), "a.pdf")) == expected  # noqa: B023 - called at once
        else:
            assert read_document(held.getvalue(), "a.pdf").text == "Words."


@pytest.mark.usefixtures("_pdf")
@pytest.mark.parametrize("raw", [b"%PDF-1.7", b"%PDF-1.7\ntrailer<</Root 9 0 R>>\n%%EOF", b"%PDF-" + b"\x00" * 9_000])
def test_a_broken_pdf_is_refused(raw: bytes) -> None:
    assert code_of(lambda: read_document(raw, "a.pdf")) == "pdf-broken"


@pytest.mark.usefixtures("_pdf")
def test_a_pdf_with_any_bytes_flipped_is_read_or_refused() -> None:
    whole = pdf("Сторони домовилися про місію.", "Вона почнеться 6 січня.")
    dice = random.Random(6)  # noqa: S311 - the same dice every time
    for _ in range(120):
        raw = bytearray(whole)
        for _ in range(dice.randint(1, 12)):
            raw[dice.randrange(9, len(raw))] = dice.randrange(256)
        try:
            assert read_document(bytes(raw), "a.pdf", media="pdf").text.strip()
        except InputError as error:
            assert error.code in {"pdf-broken", "pdf-no-text", "pdf-encrypted"}  # noqa: PT017 - one or the other
