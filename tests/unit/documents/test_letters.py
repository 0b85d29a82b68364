"""Letters: body, subject, sender and moment; bombs and broken ones are refused by name."""

import hashlib

import pytest

from servanda.adapters.documents import read_document
from unit.documents.reading import code_of, proven

LETTER = (
    b"From: =?utf-8?B?0J/RgNC10YHRgdC70YPQttCx0LA=?= <press@example.org>\r\n"
    b"Subject: =?utf-8?Q?=D0=97=D1=83=D1=81=D1=82=D1=80=D1=96=D1=87?=\r\n"
    b"Date: Tue, 6 Jan 2026 10:15:00 +0200\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    b"=C7=F3=F1=F2=F0=B3=F7 =E2=B3=E4=E1=F3=E4=E5=F2=FC=F1=FF 6 =F1=B3=F7=ED=FF.\r\n"
    b"--b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n\r\nx\r\n--b--\r\n"
)


NESTED = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n"


def test_a_letter_gives_its_body_subject_sender_and_moment() -> None:
    found = proven(read_document(LETTER, "letter.eml"))
    assert found.text == "Зустріч\nЗустріч відбудеться 6 січня."
    assert (found.publisher, found.published) == ("Пресслужба", "2026-01-06T10:15:00+02:00")
    assert found.notes == ("attachments-not-read:1",)
    assert found.sha256 == hashlib.sha256(LETTER).hexdigest()


def test_a_letter_inside_a_letter_stays_closed_because_somebody_else_wrote_it() -> None:
    raw = (
        b"From: a@example.org\nSubject: fwd\nDate: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\nContent-Type: message/rfc822\n\nFrom: other@example.com\nSubject: s\n\nWe will attack.\n--b--\n"
    )
    assert code_of(lambda: read_document(raw, "l.eml")) == "email-no-text"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (NESTED * 50_000, "email-too-many-parts"),
        (NESTED + b"Content-Type: text/plain\n\nx\n--b\n" * 9_999, "email-too-many-parts"),
        (b"Subject: " + b"a" * 9_000_000 + b"\n\nx", "email-header-too-large"),
        (b"From: a@b\nContent-Type: text/plain; charset=uuencode\n\n\xff", "text-encoding-unknown"),
        (b"From: a@b\nContent-Type: text/plain; charset=utf-8\n\n\xff\xfe\xfa", "text-encoding"),
        (b"From: a@b\nContent-Type: image/png\n\nx", "email-no-text"),
        (b"From: a@b\nContent-Type: multipart/mixed\n\nno boundary", "email-no-text"),
        (b"", "email-no-text"),
    ],
)
def test_letters_that_bomb_or_break_are_refused_by_name(raw: bytes, code: str) -> None:
    assert code_of(lambda: read_document(raw, "letter.eml", media="email")) == code


@pytest.mark.parametrize("date", ["", "yesterday", "Tue, 99 Foo 2026", "Tue, 6 Jan 2026 10:15:00", "9" * 5_000])
def test_a_letter_without_a_clear_date_states_none_and_one_without_a_zone_only_a_day(date: str) -> None:
    found = read_document(f"From: a@b\nDate: {date}\n\nWords here.".encode(), "l.eml")
    assert found.published == ("2026-01-06" if "10:15" in date else "")


def test_broken_coded_words_of_a_header_are_shown_and_never_dropped() -> None:
    raw = b"From: =?no-such?B?AAAA?= <a@b>\nSubject: =?utf-8?B?!!!?= x\n\nWords here."
    assert read_document(raw, "l.eml").text.endswith("Words here.")


@pytest.mark.parametrize("earlier", ["> We will attack.\n> Soon.", "----- Original Message -----\nWe will attack.\n"])
def test_lines_of_an_earlier_letter_are_not_the_senders_words(earlier: str) -> None:
    raw = f"From: Desk <a@b>\nSubject: s\nDate: x\n\nWe deny this.\n{earlier}".encode()
    found = proven(read_document(raw, "l.eml"))
    assert found.text.strip() == "s\nWe deny this."
    assert found.notes[0].startswith("quoted-lines-not-read:")


def test_a_letter_of_nothing_but_quotations_holds_no_text_of_its_own() -> None:
    assert code_of(lambda: read_document(b"From: a@b\nSubject: s\n\n> They said yes.\n", "l.eml")) == "email-no-text"
